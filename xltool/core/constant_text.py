"""A constant as Excel writes it inside a formula."""

from __future__ import annotations

from functools import lru_cache

LONGEST_TEXT = 255  # Excel's limit for a text constant inside a formula


def text_in_parts(text: str) -> str:
    return "&".join(short_text(text[i : i + LONGEST_TEXT]) for i in range(0, len(text), LONGEST_TEXT))


@lru_cache(maxsize=4096, typed=True)  # for the words that the formulas of every board have
def short_text(value: float | str | bool) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
