"""A cell's value as a message quotes it, and as a person saw it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from xltool.core.cells import RawCell
from xltool.core.number_formats import Shown
from xltool.core.numbers import plain
from xltool.core.scalars import Scalar
from xltool.core.swedish import GROUP, number_text


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


def as_shown(cell: RawCell) -> str:
    """What the cell shows in its format, line breaks and all: `5 %`, `1E-07`, `2024-01-05 14:30`, `12 500 kr`."""
    value = cell.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime | time):
        clock = value if isinstance(value, time) else value.time()
        day = f"{value:%Y-%m-%d}" if isinstance(value, datetime) else ""
        hours = f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"
        return " ".join([*filter(None, [day]), *([hours] if clock != time() or not day else [])])
    return as_text(cell) if cell.number is None else _number_shown(cell, cell.number)


def _number_shown(cell: RawCell, number: float) -> str:
    style = cell.shown
    if style.shown is Shown.PERCENT:
        return f"{number_text(float(f'{number * 100:.12g}'), style.decimals)} %"
    if style.shown is not Shown.NUMBER:
        return as_text(cell)
    if style.has_power or (style.decimals is None and 0 < abs(number) < _LEAST):
        places = 10 if style.decimals is None else style.decimals
        kind = "G" if style.decimals is None else "E"
        return f"{number:.{places}{kind}}".replace(".", ",").replace("-", "−" if number < 0 else "-", 1)
    scaled = number / style.scale
    text = number_text(float(f"{scaled:.12g}"), style.decimals)
    text = text if style.is_grouped or scaled != int(scaled) else text.replace(GROUP, "")
    return f"{text} {style.words}".strip()


_LEAST = 1e-4  # below it Excel writes a power of ten


def shortened(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def stored_scalar(cell: RawCell) -> Scalar:
    """What Excel stores for the value: days are numbers since the end of 1899."""
    value = cell.value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value
