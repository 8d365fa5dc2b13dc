"""A page with a long table: its header, its widths, and the block of rows that the writer draws in its fast lane."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.long_columns import LongColumn, LongTable
from xltool.core.swedish import number_text
from xltool.core.units import Form
from xltool.drawing import styles as look
from xltool.drawing.placed import PlacedBlock, PlacedCell, SheetPlan

_SAMPLE = 500  # cells that are measured for a column's width
_WIDEST, _NARROWEST = 46.0, 9.0
_CELL = look.Look(colour=look.INPUT_INK, locked=False, valign="bottom")


def place_block(sheet: SheetPlan, table: LongTable, header_row: int) -> None:
    """The table's header and block into the sheet, with filters on the header."""
    looks = []
    for position, column in enumerate(table.columns):
        cells = table.cells[column]
        style = _look(column, cells, table)
        looks.append(style)
        header = column.header
        head = replace(look.HEADER, align=style.align)
        widest = max((look.text_width(text, style) for text in _sample(cells, column, table)), default=0.0)
        room = look.text_width(header, head) + 5  # the filter's button
        sheet.widths[position] = min(max(widest + 2.5, room, _NARROWEST), _WIDEST)
        sheet.cells.append(PlacedCell(header_row, position, header, None, head))
    sheet.block = PlacedBlock(header_row + 1, tuple(table.cells[c] for c in table.columns), tuple(looks))
    sheet.header_row, sheet.frozen = header_row, (header_row + 1, 0)


def _look(column: Column, cells: LongColumn, table: LongTable) -> look.Look:
    if column in table.days:
        return replace(_CELL, number_format="yyyy-mm-dd", align="right")
    if isinstance(column, Input) and column.quantity.form is Form.AMOUNT:
        whole = bool((cells.numbers[cells.numbers == cells.numbers] % 1 == 0).all())
        return replace(_CELL, number_format="#,##0" if whole else "#,##0.00", align="right")
    return replace(_CELL, align="right" if cells.is_numbers else "left")


def _sample(cells: LongColumn, column: Column, table: LongTable) -> list[str]:
    if column in table.days:
        return ["0000-00-00"]
    if not cells.is_numbers:
        return [w if isinstance(w, str) else f"{w:g}" for w in cells.words[:_SAMPLE]]
    numbers = cells.numbers[cells.numbers == cells.numbers]  # NaN is a blank cell
    extremes = [float(numbers.min()), float(numbers.max())] if len(numbers) else []
    if isinstance(column, Input):
        return [number_text(n, 2) for n in extremes]
    return [f"{n:.15g}" for n in numbers[:_SAMPLE].tolist()]
