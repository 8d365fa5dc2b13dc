"""Sentences that people typed over ours on Rapporttext."""

from __future__ import annotations

from collections.abc import Container

from xltool.core.cell_text import as_shown
from xltool.core.cells import RawBook
from xltool.core.row_key import RowKey
from xltool.rerun.entry_place import Place
from xltool.result.report_text import KEY_OF, PARAGRAPHS, SENTENCE, SENTENCE_SHEET, paragraphs
from xltool.sheets.board import Board

GENERATED_SENTENCE = "="  # stands for a paragraph that is xltool's own formula


def sentence_places(board: Board) -> list[Place]:
    """Where the board's paragraphs stand, as entries."""
    return [sentence_place(PARAGRAPHS[key]) for key in paragraphs(board)]


def sentence_place(name: str) -> Place:
    return Place(RowKey(SENTENCE_SHEET, name), SENTENCE.header)


def typed_sentences(book: RawBook, formulas: Container[tuple[int, int]]) -> dict[str, str] | None:
    """The paragraphs of a result that somebody has put into other words or emptied, by name; `formulas` are the cells of
    the sheet that still hold one. None where the headers are gone that tell them."""
    sheet = book.sheet(SENTENCE_SHEET)
    headers = {cell.value: place for place, cell in sheet.cells.items()} if sheet else {}
    if sheet is None:
        return {}
    if not {SENTENCE.header, KEY_OF.header} <= headers.keys():
        return None
    column, names = headers[SENTENCE.header][1], headers[KEY_OF.header][1]
    found = {}
    for row in sheet.filled_rows():
        name, typed = sheet.cell(row, names).value, sheet.cell(row, column)
        below = row > headers[KEY_OF.header][0] and isinstance(name, str)
        if below and (row, column) not in formulas:
            found[str(name)] = as_shown(typed)
    return found
