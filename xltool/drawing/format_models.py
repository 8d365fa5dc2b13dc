"""The formats that are drawn for looks, made once and used in every workbook."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from xltool.core.tables import Meaning
from xltool.drawing import styles as look
from xltool.drawing.fast_workbook import format_model
from xltool.drawing.styles import Look


@lru_cache(maxsize=1024)
def look_model(style: Look, _whole: bool) -> Any:
    """The format that is drawn for the look. A size of 11 equals one of 11.0, and is written in another way."""
    wanted = {
        "font_name": look.FONT,
        "font_size": style.size,
        "font_color": style.colour,
        "bold": style.bold,
        "italic": style.italic,
        "underline": 1 if style.underline else 0,
        "num_format": style.number_format,
        "align": style.align or None,
        "valign": style.valign,
        "indent": style.indent,
        "text_wrap": style.wrap,
        "locked": style.locked,
        "top": style.top,
        "bottom": style.bottom,
        "left": style.left or None,
        "right": style.right or None,
        "bottom_color": style.bottom_colour if style.bottom else None,
        "top_color": look.RULE if style.top else None,
        "bg_color": style.fill or None,
    }
    return format_model({k: v for k, v in wanted.items() if v is not None})


@lru_cache
def rule_model(meaning: Meaning, text_alone: bool) -> Any:
    fill = {} if text_alone else {"bg_color": look.FILL_COLOURS[meaning]}
    return format_model({"font_color": look.TEXT_COLOURS[meaning], **fill})
