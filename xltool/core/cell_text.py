"""A cell's value as a message quotes it."""

from __future__ import annotations

from datetime import date, datetime

from xltool.core.cells import RawCell
from xltool.core.numbers import plain
from xltool.core.swedish import number_text


def as_text(cell: RawCell) -> str:
    """What the cell says, in one line."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, float | int):
        return str(int(value)) if value == int(value) else number_text(float(value))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return plain(str(value))


def shortened(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
