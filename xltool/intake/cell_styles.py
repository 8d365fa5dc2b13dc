"""How cells are dressed, from the part with a workbook's styles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xltool.core.cells import CellStyle
from xltool.core.number_formats import BUILT_IN, GENERAL
from xltool.intake.xml_patterns import ALTERNATIVES, MAIN, YES, parsed

_INDENT_MOST = 250  # Excel's


def cell_styles(data: bytes) -> list[CellStyle]:
    """Each style of cells by its number. Raises ValueError where there are two lists of styles, of which readers take
    either, or a number is none."""
    root = parsed(data)
    if len(root.findall(f"{MAIN}cellXfs")) > 1 or root.find(f"{MAIN}cellXfs/{ALTERNATIVES}") is not None:
        raise ValueError
    # New programs write newer currencies twice, the second time for older programs; the first is what they show.
    every = reversed(root.findall(f"{MAIN}numFmts//{MAIN}numFmt"))
    own = {int(f.get("numFmtId")): f.get("formatCode") for f in every}
    bold = [_is_bold(font) for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    return [_style(xf, own, bold) for xf in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]


def _style(xf: Any, own: dict[int, str], bold: Sequence[bool]) -> CellStyle:
    number, font = int(xf.get("numFmtId") or 0), xf.get("fontId") or ""
    alignment, protection = xf.find(f"{MAIN}alignment"), xf.find(f"{MAIN}protection")
    return CellStyle(
        own.get(number) or BUILT_IN.get(number, GENERAL),
        bold=font.isdecimal() and int(font[:6]) < len(bold) and bold[int(font)],
        indent=0 if alignment is None else _indent(alignment.get("indent") or ""),
        is_open=protection is not None and protection.get("locked", "1") not in YES,
    )


def _is_bold(font: Any) -> bool:
    mark = font.find(f"{MAIN}b")
    return mark is not None and mark.get("val", "1") in YES


def _indent(said: str) -> int:
    return min(int(said[:6]), _INDENT_MOST) if said.isdecimal() else 0
