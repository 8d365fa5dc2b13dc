"""A constant as Excel writes it inside a formula."""

from __future__ import annotations

from functools import lru_cache

_LONGEST = 255  # Excel's limit for a text constant inside a formula


def constant_text(value: float | str | bool) -> str:
    """The constant; a text that is too long in parts."""
    if isinstance(value, str) and len(value) > _LONGEST:
        return "&".join(_short(value[i : i + _LONGEST]) for i in range(0, len(value), _LONGEST))
    return _short(value)


@lru_cache(maxsize=4096, typed=True)  # for the words that the formulas of every board have
def _short(value: float | str | bool) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
