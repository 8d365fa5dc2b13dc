"""What a spreadsheet program does to formulas when columns are inserted or moved."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

_REFERENCE = re.compile(
    r"((?:'[^']+'|[^\W\d]\w*)!)?(\$?)([A-Z]{1,2})(\$?\d+)(?::(\$?)([A-Z]{1,2})(\$?\d+))?(?![\w(])"
)


def insert_column(book: Any, sheet: str, at: int) -> None:
    """A blank column before that one, dressed as the one to its left; what stands from there on moves to the right."""
    _place(book, sheet, {c: c + (c >= at) for c in range(1, book[sheet].max_column + 1)})
    for row in book[sheet].iter_rows(min_col=at - 1, max_col=at):
        row[1]._style = copy(row[0]._style)


def move_column(book: Any, sheet: str, column: int, before: int) -> None:
    order = [c for c in range(1, book[sheet].max_column + 1) if c != column]
    order.insert(order.index(before), column)
    _place(book, sheet, {old: new for new, old in enumerate(order, start=1)})


def _place(book: Any, sheet: str, new: dict[int, int]) -> None:
    for row in list(book[sheet].iter_rows()):
        cells = [(new[c.column], c.value, copy(c._style)) for c in row]
        for cell in row:
            cell.value = None
        for column, value, style in cells:
            placed = book[sheet].cell(row[0].row, column)
            placed.value, placed._style = value, style
    for ws in book.worksheets:
        for row in ws.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = _followed(cell.value, ws.title, sheet, new)


def _followed(formula: str, here: str, sheet: str, new: dict[int, int]) -> str:
    def letters(text: str) -> str:
        old = column_index_from_string(text)
        return get_column_letter(new.get(old, old))

    def moved(match: re.Match[str]) -> str:
        if (match[1] or f"{here}!")[:-1].strip("'") != sheet:
            return match[0]
        text = f"{match[1] or ''}{match[2]}{letters(match[3])}{match[4]}"
        return text if match[6] is None else f"{text}:{match[5]}{letters(match[6])}{match[7]}"

    return _REFERENCE.sub(moved, formula)
