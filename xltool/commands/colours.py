"""Colours where a person looks. They never say anything that the words do not say too."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

_RED, _YELLOW, _BLUE, _GREEN, _BOLD, _PLAIN = (f"\033[{n}m" for n in (31, 33, 36, 32, 1, 0))
_OF_WORD = {"fel": _BOLD + _RED, "varning": _YELLOW, "upplysning": _BLUE}
_OF_MARK = {"✔": _GREEN, "▲": _GREEN, "◐": _YELLOW, "✘": _RED, "▼": _RED}
_MARKED = re.compile(r"^  (?:(fel|varning|upplysning) XL\d{3}|([✔▲◐✘▼])(?= ))", re.MULTILINE)


def in_colours(text: str, stream: TextIO) -> str:
    """The text with findings and marks in colours, if the stream is a terminal that takes them and nobody has asked for none
    (NO_COLOR)."""
    return _MARKED.sub(_coloured, text) if _takes_colours(stream) else text


def _takes_colours(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    return sys.platform != "win32" or "WT_SESSION" in os.environ  # older consoles write the codes out


def _coloured(found: re.Match[str]) -> str:
    colour = _OF_WORD.get(found[1]) or _OF_MARK[found[2]]
    return f"  {colour}{found[0].lstrip()}{_PLAIN}"
