"""A result in the municipality's colour: its titles, the headers of its tables, the tabs of its report."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec.structs import replace

from xltool.drawing import styles as look
from xltool.drawing.placed import SheetPlan
from xltool.drawing.styles import Look

_WHITE = "#FFFFFF"


def paint(sheets: Iterable[SheetPlan], accent: str) -> None:
    """Paints the sheets; white text on the `accent` (`#1F4E79`) must be readable."""
    for sheet in sheets:
        if sheet.tab == look.TAB_REPORT:
            sheet.tab = accent
        sheet.cells = [replace(one, look=_painted(one.look, accent)) for one in sheet.cells]
        sheet.sortables = [
            replace(one, headers=tuple((text, _painted(style, accent)) for text, style in one.headers))
            for one in sheet.sortables
        ]


@lru_cache(maxsize=4096)
def _painted(style: Look, accent: str) -> Look:
    if style.size == look.TITLE.size:
        return replace(style, colour=accent)
    if style.bottom == look.HEADER.bottom and style.valign == look.HEADER.valign:
        return replace(style, colour=_WHITE, fill=accent, bottom_colour=accent)
    return style
