"""The result of a board: every table and page of the result workbook, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from xltool.core.pages import Page
from xltool.core.swedish import amount
from xltool.core.tables import Table
from xltool.core.values import Model
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.result import control
from xltool.result.control import Provenance
from xltool.result.result_pages import result_pages
from xltool.result.unmatched_list import Homeless
from xltool.sheets.board import Board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings import settings_table as uppgifter
from xltool.sheets.shares import share_columns as shares


class Result(Struct, frozen=True):
    """What a workbook came to: its pages, the model that gives every cell its value, and all findings."""

    board: Board
    pages: tuple[Page, ...]
    model: Model
    findings: tuple[Finding, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for page in self.pages for table in page.tables)


def build_result(
    board: Board,
    provenance: Provenance,
    *,
    sentences: Mapping[str, str] = MappingProxyType({}),
    unmatched: Sequence[Homeless] = (),
    by: str = "",
) -> Result:
    """The result of a board without errors, with the `sentences` that people put into their own words, by name, the texts that are
    `unmatched`, and the sums of its detail rows by the column `by`, if one is named.

    Raises ValueError where the operating part is missing, UsageError where there is no column `by`.
    """
    if board.operating is None:
        raise ValueError("a result needs the operating sheet")
    tables = {t.key: t for t in _part_tables(board)}
    # Some findings follow from what the parts come to, and stand on a page of their own.
    model = Model(tables.values(), [board.details.table] if board.details is not None else [])
    findings = (
        *board.findings,
        *_judgements(tables, model),
        *_unexplained(tables["operating"], board, model),
    )
    tables["checks"] = control.checks_table(tables, board.operating, board.details)
    pages = result_pages(board, tables, list(findings), provenance, sentences, unmatched, by)
    model.add(table for page in pages for table in page.tables)
    return Result(board, pages, model, findings)


def _part_tables(board: Board) -> list[Table]:
    assert board.operating is not None
    key = board.members.key if board.members else board.settings.key or shares.POPULATION.header
    keys = board.members.keys if board.members else ()
    tables = [
        uppgifter.settings_table(board.settings, key, keys),
        operating.operating_table(board.operating, board.settings, board.details),
    ]
    if board.investments is not None:
        tables.append(investments.investments_table(board.investments, board.settings))
    if board.goals is not None:
        tables.append(goals.goals_table(board.goals, board.settings))
    if board.members is not None:
        tables += [
            shares.basis_table(board.settings),
            shares.shares_table(board.members, board.settings, board.money),
        ]
    return tables


# --- findings that need the computed values -------------------------------------------------------------------


def _unexplained(lines: Table, board: Board, model: Model) -> list[Finding]:
    found = []
    for row in lines.lines():
        if model.value("operating", row.key, operating.EXPLANATION) == operating.UNEXPLAINED:
            variance = model.number("operating", row.key, operating.VARIANCE)
            origin = row.cells[operating.COMMENT].origin or row.cells[operating.NAME].origin
            name = model.text("operating", row.key, operating.NAME)
            signed = ("+" if variance > 0 else "") + amount(board.money, variance)
            found.append(codes.UNEXPLAINED.at(origin, name=name, variance=signed))
    return found


def _judgements(tables: dict[str, Table], model: Model) -> list[Finding]:
    """Where the board's own judgement differs from the computed one."""
    if "goals" not in tables:
        return []
    found = []
    for row in tables["goals"].lines():
        own = row.cells[goals.JUDGEMENT].content
        computed = model.text("goals", row.key, goals.COMPUTED_STATUS)
        if own and computed != model.text("goals", row.key, goals.STATUS):
            name = model.text("goals", row.key, goals.INDICATOR)
            where = row.cells[goals.JUDGEMENT].origin
            found.append(codes.JUDGED_OTHERWISE.at(where, name=name, own=own, computed=computed[2:]))
    return found
