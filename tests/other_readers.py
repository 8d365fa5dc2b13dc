"""Workbooks as other programs' readers read them, in the shapes of our own."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA

from xltool.core.cells import CellStyle, ErrorValue, RawCell, RawSheet, RawValue
from xltool.core.numbers import in_range


def by_openpyxl(data: bytes) -> list[RawSheet]:
    """In normal mode, twice: openpyxl tells of a formula or of its value, and not of a formula without a value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = load_workbook(BytesIO(data), data_only=True, keep_links=False)
        formulas = load_workbook(BytesIO(data), keep_links=False)
    return [_sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets]


def values_by_openpyxl(data: bytes) -> dict[str, dict[tuple[int, int], RawValue]]:
    """The values alone, by sheet and place, for half the work."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    return {sheet.title: {place: _value(cell) for place, cell in _filled(sheet)} for sheet in book.worksheets}


def _sheet(values: Any, formulas: Any) -> RawSheet:
    cells: dict[tuple[int, int], RawCell] = {}
    for place, cell in _filled(values):
        formula = _formula(formulas._cells[place])
        cells[place] = RawCell(_value(cell), cell.number_format, True, formula, _style(cell))
    for place, cell in formulas._cells.items():
        if cell.data_type == TYPE_FORMULA and place not in cells and values._cells[place].data_type == "n":
            cells[place] = RawCell(None, stored=False, formula=_formula(cell), style=_style(cell))
    return RawSheet(
        values.title,
        dict(sorted(cells.items())),
        frozenset(number for number, row in values.row_dimensions.items() if row.hidden),
        frozenset(n for c in values.column_dimensions.values() if c.hidden for n in range(c.min, c.max + 1)),
        tuple((m.min_row, m.min_col, m.max_row, m.max_col) for m in values.merged_cells.ranges),
        levels={n: row.outlineLevel for n, row in values.row_dimensions.items() if row.outlineLevel},
    )


def _filled(sheet: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    for place, cell in sorted(sheet._cells.items()):
        if cell.value is not None and not _is_own_address(cell):
            yield place, cell


def _value(cell: Any) -> RawValue:
    raw = ErrorValue(cell.value) if cell.data_type == TYPE_ERROR else in_range(cell.value)
    value: RawValue = _text(raw) if cell.data_type == "s" else raw
    return value


def _formula(cell: Any) -> str | None:
    if cell.data_type != TYPE_FORMULA:
        return None
    text: str = getattr(cell.value, "text", cell.value)
    return text.removeprefix("=")


def _style(cell: Any) -> CellStyle:
    return CellStyle(
        cell.number_format, bool(cell.font.b), int(cell.alignment.indent), not cell.protection.locked
    )


def _is_own_address(cell: Any) -> bool:
    """openpyxl fills an empty cell that has a link with its address."""
    link = getattr(cell, "hyperlink", None)
    return link is not None and cell.value in (link.target, link.location)


def _text(value: Any) -> Any:
    """What openpyxl leaves of the escapes for characters that XML does not hold."""
    if not isinstance(value, str):
        return value
    text = re.sub("_x(0009|000[ADad]|00[2-7][0-9A-Fa-f])_", lambda m: chr(int(m[1], 16)), value)
    return text.replace("\r\n", "\n").replace("\r", "\n")
