"""A workbook for one value of a column, in which whoever is responsible explains the variances: an answer."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from xltool.core.pages import Page
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.values import Model
from xltool.result.result_pages import page_head
from xltool.sheets.board import Board
from xltool.sheets.crossed.by_pages import ByColumn
from xltool.sheets.crossed.split import words_of
from xltool.sheets.crossed.value_page import VALUE_TABLE, value_pages
from xltool.sheets.settings_part import SETTINGS_PART


class AnswerPages(Struct, frozen=True):
    """The pages with their model; `keys` are what the rows with comments are known by, by table and row."""

    value: str
    pages: tuple[Page, ...]
    model: Model
    keys: Mapping[str, Mapping[str, RowKey]]


def answer_pages(
    board: Board, of_column: ByColumn, value: Scalar, comments: Mapping[RowKey, str]
) -> AnswerPages:
    """The value's lines, its detail rows, and the settings that they are judged by."""
    assert board.details is not None
    page = page_head(board, None)
    made = value_pages(board.details, board.settings, of_column, value, comments, page)
    assert SETTINGS_PART.tables is not None
    tables = {table.key: table for table in SETTINGS_PART.tables(board.settings, board)}
    lines, details = made.pages
    pages = (lines, details, *SETTINGS_PART.pages(board.settings, board, tables, page))
    model = Model((table for one in pages for table in one.tables), [made.details.table])
    return AnswerPages(words_of(value), pages, model, {VALUE_TABLE: made.keys})
