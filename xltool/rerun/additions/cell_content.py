"""What a cell that people filled in holds, and how wide its column is."""

from __future__ import annotations

from typing import Any

from xltool.core.cell_text import stored_scalar
from xltool.core.cells import RawCell
from xltool.core.swedish import number_text
from xltool.rerun.additions.cell_formats import Formats
from xltool.rerun.user_content import UserCell


def user_cell(cell: RawCell, formula: str, opened: Any, formats: Formats) -> UserCell:
    return UserCell(stored_scalar(cell), formats.style(opened), formula)


def formula_of(cell: Any) -> str:
    """The cell's formula, empty where it has none."""
    if cell is None or cell.data_type != "f":
        return ""
    text = getattr(cell.value, "text", cell.value)
    return text if isinstance(text, str) else "="


def shown(cell: RawCell, formula: str) -> str:
    if formula:
        return formula
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number_text(float(value))
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    return " ".join(str(value).split())


def widths_of(opened: Any, last: int) -> dict[int, float]:
    """The widths that somebody has set, up to the last column that holds something."""
    widths: dict[int, float] = {}
    for dimension in opened.column_dimensions.values():
        first, end = dimension.min or 0, min(dimension.max or 0, last)
        if dimension.customWidth:
            widths |= dict.fromkeys(range(first, end + 1), float(dimension.width))
    return widths
