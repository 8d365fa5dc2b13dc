"""Sheets' names and headers as a taught table compares them: without years, which change from workbook to workbook."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from xltool.binding.header_words import without_unit
from xltool.core.cells import column_letters, column_number
from xltool.core.late_patterns import late_pattern
from xltool.core.numbers import plain
from xltool.core.spelling import normalised

_YEAR = late_pattern(r"(?<!\d)((?:19|20)\d\d)(?=\d\d(?!\d)|(?!\d))")
_COLUMN = late_pattern(r"\(?kolumn ([A-Za-z]{1,3})\)?$", re.IGNORECASE)
_LOOSE = late_pattern(r"(?<!\S)[-_/.,()]+|[-_/.,()]+(?!\S)")


class TaughtWord(Struct, frozen=True):
    """A header without its year and unit: `Budget 2024 (tkr)` → `budget`, 2024. `column` is the position of the one
    that is meant, 0 where the word tells it."""

    word: str
    year: int | None = None
    column: int = 0


@lru_cache(maxsize=4096)
def taught_word(text: str) -> TaughtWord:
    """The header as it is compared; `Avvikelse (kolumn D)` and `(kolumn A)` name the column too."""
    body, column = plain(text), 0
    if found := _COLUMN().search(body):
        body, column = body[: found.start()], column_number(found[1].upper())
    return TaughtWord(without_years(without_unit(body)), year_in(body) or None, column)


@lru_cache(maxsize=4096)
def without_years(text: str) -> str:
    """The text without years and what parted them from its words: `Drift 2024` and `DRIFT - 2025` are the same."""
    return " ".join(_LOOSE().sub(" ", _YEAR().sub(" ", normalised(text))).split())


def year_in(text: str) -> int:
    """The year that the text states, 0 where it states none."""
    found = _YEAR().search(plain(text))
    return int(found[1]) if found else 0


def with_column(text: str, column: int) -> str:
    """The header with the letter of its column, as `taught_word` reads it."""
    return f"{plain(text)} (kolumn {column_letters(column)})".strip()
