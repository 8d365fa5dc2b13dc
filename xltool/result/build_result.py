"""The result of a board is built: every table and page of the workbook, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from xltool.core.row_key import RowKey
from xltool.core.swedish import listed
from xltool.core.usage import UsageError
from xltool.core.values import Model
from xltool.result import control
from xltool.result.control import Provenance
from xltool.result.result import Result
from xltool.result.result_pages import result_pages
from xltool.result.unmatched_list import Unmatched
from xltool.sheets.all_sheets import present
from xltool.sheets.board import Board
from xltool.sheets.crossed.by_pages import by_columns
from xltool.sheets.ledger.ledger_columns import DETAILS


def build_result(
    board: Board,
    provenance: Provenance,
    *,
    sentences: Mapping[str, str] = MappingProxyType({}),
    stale: Mapping[str, Sequence[str]] = MappingProxyType({}),
    unmatched: Sequence[Unmatched] = (),
    by: Sequence[str] = (),
    comments: Mapping[RowKey, str] = MappingProxyType({}),
    group: str = "",
) -> Result:
    """The result of a board without errors, with the `sentences` that people put into their own words, by name, the figures of those that are `stale`, the texts that are
    `unmatched`, the sums of its detail rows by each of the columns `by` with the `comments` on them, and a sheet for each group of the column `group`, if one is named.

    Raises ValueError where the operating part is missing, UsageError where there is no column `by` or `group`.
    """
    if board.operating is None:
        raise ValueError("a result needs the operating sheet")
    if by and board.details is None:
        raise UsageError(f"Arbetsboken har inget blad {DETAILS.title} att summera per {listed([*by])}.")
    parts = list(present(board))
    tables = {t.key: t for part, value in parts if part.tables for t in part.tables(value, board)}
    model = Model(tables.values(), [board.details.table] if board.details is not None else [])
    # Some findings follow from what the parts come to. Those on lines stand last, for they may be many.
    findings = list(board.findings)
    for part, value in reversed(parts):
        findings += part.remarks(value, board, tables, model) if part.remarks else ()
    checks = [one for part, value in parts if part.checks for one in part.checks(value, board, tables)]
    columns = (
        by_columns(board.details, board.operating, board.settings, by, comments)
        if board.details and by
        else []
    )
    findings += [one for of_column in columns for one in of_column.findings()]
    checks += [one for of_column in columns for one in of_column.checks]
    tables[control.CHECKS] = control.checks_table(checks)
    questions = [
        one for part, value in parts if part.questions for one in part.questions(value, board, tables)
    ]
    tables[control.QUESTIONS] = control.questions_table(questions)
    pages = result_pages(board, tables, findings, provenance, sentences, unmatched, columns, group, stale)
    model.add(table for page in pages for table in page.tables)
    return Result(board, pages, model, tuple(findings), tuple(columns))
