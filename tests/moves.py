"""What a spreadsheet program does to formulas when rows are inserted, taken away or sorted: openpyxl moves cells alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any

_REFERENCE = re.compile(
    r"((?:'[^']+'|[^\W\d]\w*)!)?(\$?[A-Z]{1,2})(\$?)(\d+)(?::(\$?[A-Z]{1,2})(\$?)(\d+))?(?![\w(])"
)


def insert_row(book: Any, sheet: str, row: int) -> None:
    """A blank row above that one; what stands below moves down, with the formulas that point there."""
    _move(book[sheet], row, 1)
    _follow(book, sheet, lambda number: number + 1 if number >= row else number)


def delete_row(book: Any, sheet: str, row: int) -> None:
    ws = book[sheet]
    for cell in ws[row]:
        cell.value = None
    # What ends on the row ends on the one before; what points at it alone points nowhere.
    _follow(book, sheet, lambda number: number - 1 if number > row else number, gone=row)
    _move(ws, row + 1, -1)


def sort_rows(book: Any, sheet: str, names: Sequence[str], wanted: Sequence[str]) -> None:
    """The rows of those names in another order; of formulas only what points at their own row goes along."""
    ws = book[sheet]
    rows = {str(c.value): c.row for r in ws.iter_rows() for c in r[:3] if c.value in names}
    lines = {name: [(copy(c.value), copy(c._style)) for c in ws[row]] for name, row in rows.items()}
    for place, name in zip(sorted(rows.values()), wanted, strict=True):
        for cell, (value, style) in zip(ws[place], lines[name], strict=True):
            if isinstance(value, str) and value.startswith("="):
                value = re.sub(rf"(?<![\d$])([A-Z]+){rows[name]}\b", rf"\g<1>{place}", value)
            cell.value, cell._style = value, style


def _move(ws: Any, first: int, by: int) -> None:
    rows = range(ws.max_row, first - 1, -1) if by > 0 else range(first, ws.max_row + 1)
    for row in rows:
        for cell in list(ws[row]):
            if cell.value is not None or cell.has_style:
                to = ws.cell(row + by, cell.column)
                to.value, to._style = cell.value, copy(cell._style)
                cell.value = None


def _follow(book: Any, sheet: str, moved: Callable[[int], int], gone: int = 0) -> None:
    for ws in book.worksheets:
        follow = partial(_moved, ws.title, sheet, moved, gone)
        for row in ws.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = _REFERENCE.sub(follow, cell.value)


def _moved(here: str, sheet: str, moved: Callable[[int], int], gone: int, match: re.Match[str]) -> str:
    of = (match[1] or f"{here}!")[:-1].strip("'")
    if of != sheet:
        return match[0]
    first, last = int(match[4]), int(match[7] or match[4])
    if first == last == gone:
        return f"{match[1] or ''}#REF!"
    text = f"{match[1] or ''}{match[2]}{match[3]}{moved(first)}"
    end = moved(last) - (last == gone)
    return text if match[5] is None else f"{text}:{match[5]}{match[6]}{end}"
