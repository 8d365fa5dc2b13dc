"""Texts as long as Excel counts them: a character beyond the first 65 536 (an emoji) is two."""

from __future__ import annotations

_CODEC, _FAULTS = "utf-16-le", "surrogatepass"


def length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode(_CODEC, _FAULTS)) // 2


def fits(text: str, most: int) -> bool:
    """Whether the text is at most so long."""
    return 2 * len(text) <= most or length(text) <= most


def cut(text: str, most: int) -> str:
    """As much of the text as is at most so long; no character is cut in two."""
    return text if fits(text, most) else text.encode(_CODEC, _FAULTS)[: 2 * most].decode(_CODEC, "ignore")
