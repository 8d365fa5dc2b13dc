"""Formats of cells that people made, as far as they come along. Takes openpyxl's cells, opens nothing."""

from __future__ import annotations

import colorsys
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from openpyxl.styles.colors import COLOR_INDEX

from xltool.rerun.user_content import Style

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ALIGNED = ("left", "center", "right", "justify")
_UPRIGHT = {"top": "top", "center": "vcenter", "bottom": "bottom"}


class Formats:
    """Styles of a workbook's cells, in the colours of its theme."""

    def __init__(self, theme: bytes | None) -> None:
        self._theme = _palette(theme)
        self._known: dict[tuple[int, ...], Style] = {}

    def style(self, cell: Any) -> Style:
        key = tuple(cell._style)
        if key not in self._known:
            self._known[key] = self._read(cell)
        return self._known[key]

    def _read(self, cell: Any) -> Style:
        font, fill, border, alignment = cell.font, cell.fill, cell.border, cell.alignment
        filled = getattr(fill, "patternType", None) not in (None, "none")
        return Style(
            number_format=cell.number_format or "General",
            size=float(font.sz or 11),
            bold=bool(font.b),
            italic=bool(font.i),
            underline=bool(font.u),
            colour=self._colour(font.color),
            fill=self._colour(fill.fgColor) if filled else "",
            left=_drawn(border.left),
            right=_drawn(border.right),
            top=_drawn(border.top),
            bottom=_drawn(border.bottom),
            align=alignment.horizontal if alignment.horizontal in _ALIGNED else "",
            valign=_UPRIGHT.get(alignment.vertical or "", ""),
            wrap=bool(alignment.wrap_text),
        )

    def _colour(self, colour: Any) -> str:
        """`#RRGGBB`, empty where Excel decides."""
        if colour is None:
            return ""
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            return f"#{colour.rgb[-6:]}".upper()
        if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX) - 2:
            return f"#{COLOR_INDEX[colour.indexed][-6:]}"
        if colour.type == "theme" and colour.theme < len(self._theme):
            return (
                ""
                if colour.theme == 1 and not colour.tint
                else _tinted(self._theme[colour.theme], colour.tint)
            )
        return ""


def _drawn(side: Any) -> bool:
    return side is not None and side.style is not None


def _palette(theme: bytes | None) -> list[str]:
    """The theme's colours in the order that cells number them: the light ones before the dark ones."""
    scheme: Element | None = fromstring(theme).find(f".//{_DRAWING}clrScheme") if theme else None
    if scheme is None:
        return []
    found = [
        child.get("lastClr") or child.get("val") or "000000" for entry in scheme for child in list(entry)[:1]
    ]
    return [*found[1::-1], *found[3:1:-1], *found[4:]]


def _tinted(colour: str, tint: float) -> str:
    """The colour made lighter or darker, as Excel does it."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(light, 1.0), strength)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
