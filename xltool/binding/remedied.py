"""A workbook with a remedy in it, as it would be when somebody has written that."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.core.cell_text import as_text
from xltool.core.cells import RawBook, RawCell, RawSheet, column_number
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.findings.remedy import Remedy


def remedied(book: RawBook, remedy: Remedy, names: Sequence[str] = ()) -> RawBook:
    """The workbook with the remedy's cells written. A label that is not there yet is added below the sheet's rows;
    `names` are what the sheet of labels may be called."""
    for one in remedy.cells:
        called = {normalised(n) for n in (one.sheet, *(names if one.label else ()))}
        sheets = tuple(_written(s, one) if normalised(s.name) in called else s for s in book.sheets)
        book = replace(book, sheets=sheets)
    return book


def _written(sheet: RawSheet, remedy: Remedy) -> RawSheet:
    where = Origin(sheet.name, remedy.cell)
    row, column = (int(where.row), column_number(remedy.cell.rstrip("0123456789"))) if remedy.cell else (0, 0)
    cells = dict(sheet.cells)
    if remedy.label:
        row, column = _beside(sheet, remedy.label)
        if not row:
            row, column = max((r for r, _ in cells), default=0) + 1, 2
            cells[row, 1] = RawCell(remedy.label)
    cells[row, column] = RawCell(remedy.value)
    return replace(sheet, cells=cells)


def _beside(sheet: RawSheet, label: str) -> tuple[int, int]:
    """The cell beside the label; (0, 0) where it is not there."""
    for (row, column), cell in sheet.cells.items():
        if normalised(as_text(cell)) == normalised(label):
            return row, column + 1
    return 0, 0
