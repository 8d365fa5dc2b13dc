"""What the rows of a result's tables are known by."""

from __future__ import annotations

from xltool.core.row_key import RowKey
from xltool.rerun.entries import rows
from xltool.result.report_text import PARAGRAPHS, SENTENCE_SHEET, TEXT_TABLE, paragraphs
from xltool.sheets import all_sheets
from xltool.sheets.board import Board


def line_tables() -> tuple[str, ...]:
    """The tables that people may add lines to in a result: those of the sheets that are read row by row."""
    return tuple(part.key for part in all_sheets.SHEETS if part.read is not None)


def row_keys(board: Board) -> dict[str, dict[str, RowKey]]:
    """The key of every row that has a name, by table and row."""
    tables = {part.shown_as: part.key for part, _ in all_sheets.present(board) if part.walk is not None}
    keys: dict[str, dict[str, RowKey]] = {table: {} for table in tables.values()}
    for key, row in rows(board):
        if row.key and row.name:
            keys[tables[key.sheet]][row.key] = key
    keys[TEXT_TABLE] = {p: RowKey(SENTENCE_SHEET, PARAGRAPHS[p]) for p in paragraphs(board)}
    return keys
