"""A header taken apart: its word, and the year, month, unit and shades that are no part of it (reading.md §8.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.vocabulary import (
    ACTUAL,
    AMOUNT_WORDS,
    BUDGET,
    BUDGET_MODIFIERS,
    FORECAST,
    MODIFIERS,
    SIDES,
)
from xltool.core.numbers import plain
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.swedish import MONTHS
from xltool.core.units import UNIT_WORDS

DECEMBER = 12

_YEAR = re.compile(r"(?:\s|^)(?:år\s+)?((?:19|20)\d\d)$|^(?:år\s+)?((?:19|20)\d\d)\s", re.IGNORECASE)
_WORDS_OF_UNITS = "|".join(sorted(UNIT_WORDS, key=len, reverse=True))
_UNIT = re.compile(rf"\s*[(,]?\s*(?:\bi )?\b({_WORDS_OF_UNITS})\)?$", re.IGNORECASE)
_SHORT_SIDE = re.compile(r"((?:utfall|bokslut|budget) ?(?:19|20)\d\d) ([UI])", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:\s*\*+|\s+\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]+)$")

_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = "|".join((*MONTHS, *_SHORT_MONTHS, "sept"))
_TO_MONTH = re.compile(rf"\b(jan(?:uari)? ?- ?)?({_MONTH})\b\.?")
_COUNTS = ("en", "tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio", "elva", "tolv")
_MONTH_COUNT = re.compile(rf"\b(1[0-2]|[2-9]|{'|'.join(_COUNTS[1:])}) (?:man(?:ader)?)\b\.?")
_TERTIAL = re.compile(r"\b(?:t|tertial )([123])\b")
_QUARTER = re.compile(r"\b(?:q|kvartal )([1-4])\b")
_DAY = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-[0-3]\d)?\b|\b((?:19|20)\d\d)(0[1-9]|1[0-2])\b")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=[^\d\W])[ -]+(\d\d)$")
_GLUE = re.compile(r"\b(?:per|den|for)\b|[,()]")


class HeaderWords(Struct, frozen=True):
    """What a header says: `base` is its normalised word, `month` the one that its figures reach to, `shades` what else it
    adds. One that is `bare` says nothing but these, and lends them to the headers below it."""

    base: str
    year: int | None = None
    month: int | None = None
    shades: frozenset[Shade] = frozenset()
    bare: bool = False

    @property
    def parts(self) -> tuple[str, int | None]:
        return self.base, self.year


@lru_cache(maxsize=4096)
def header_words(text: str) -> HeaderWords:
    """`BUDGET 2023 (tkr)` → budget of 2023; `Utfall ack jan–aug` → utfall to month 8. What is no word of amounts keeps all
    of its text but year and unit."""
    body = _with_side(_UNIT.sub("", _FOOTNOTE.sub("", plain(text))))
    year = _YEAR.search(body)
    rest = body[: year.start()] + body[year.end() :] if year else body
    base = normalised(_UNIT.sub("", rest))
    kept = HeaderWords(base, int(year[1] or year[2]) if year else None)
    if base in AMOUNT_WORDS:
        return kept
    loose = _loosened(normalised(body))
    if loose.base in AMOUNT_WORDS:
        return loose
    return kept if loose.base else replace(loose, base=base, bare=True)


def _with_side(text: str) -> str:
    """`Utfall 2019 U` and `Utfall 2019 I`, a project's expenses and income, with the letter as the word that it is short for."""
    if found := _SHORT_SIDE.fullmatch(text):
        return f"{found[1]} {'utgifter' if found[2] in 'Uu' else 'inkomster'}"
    return text


def header_parts(text: str) -> tuple[str, int | None]:
    """A header's normalised word, and the year that it states: `BUDGET 2023 (tkr)` → (`budget`, 2023)."""
    return header_words(text).parts


@lru_cache(maxsize=4096)
def header_unit(text: str) -> str:
    """The unit of amounts that a header states: `Budget 2023 (tkr)` → `tkr`, empty where it states none."""
    found = _UNIT.search(plain(text))
    return UNIT_WORDS[found[1].casefold()].word if found else ""


def without_unit(text: str) -> str:
    """The header without the unit behind it: `Budget 2023 (tkr)` → `Budget 2023`."""
    return _UNIT.sub("", plain(text))


def lent(upper: HeaderWords, lower: HeaderWords) -> HeaderWords:
    """A header with what the one above it lends: a bare one its year and shades, another its word to a bare header."""
    if lower.bare and not upper.bare:
        word, other = upper, lower
    elif upper.bare:
        word, other = lower, upper
    else:
        return lower
    return HeaderWords(
        word.base,
        word.year or other.year,
        word.month or other.month,
        word.shades | other.shades,
        word.bare and other.bare,
    )


def is_side_of(amounts: HeaderWords, side: HeaderWords) -> bool:
    """Whether the lower header is the income or the cost of the amounts that the one above it names."""
    return side.base in SIDES and amounts.base in ACTUAL | BUDGET | FORECAST


def side_of(amounts: HeaderWords, side: HeaderWords) -> HeaderWords:
    """What two such headers say together."""
    return HeaderWords(
        f"{amounts.base} {side.base}",
        amounts.year or side.year,
        amounts.month or side.month,
        amounts.shades | side.shades,
    )


def stated_month(text: str) -> int | None:
    """The month that a title says its figures reach to: `Delårsrapport per 31 augusti 2024` → 8, `halvår` → 6,
    `efter åtta månader` → 8."""
    words = normalised(text)
    if quarter := _QUARTER.search(words):
        return 3 * int(quarter[1])
    month = _loosened(words).month
    return month or next((m for word, m in (("halvar", 6), ("helar", DECEMBER)) if word in words), None)


def _loosened(text: str) -> HeaderWords:
    """The normalised header without all that is no part of its word."""
    year = month = None
    shades: set[Shade] = set()
    if day := _DAY.search(text):
        year, month = int(day[1] or day[3]), int(day[2] or day[4])
        text = _without(text, day)
    elif stated := _ANY_YEAR.search(text):
        year = int(stated[1])
        text = _without(text, stated)
    if not month and (named := _TERTIAL.search(text)):
        month = 4 * int(named[1])
        text = _without(text, named)
    elif not month and (named := _MONTH_COUNT.search(text)):
        month = int(named[1]) if named[1].isdecimal() else _COUNTS.index(named[1]) + 1
        shades |= {Shade.CUMULATIVE}
        text = _without(text, named)
    elif not month and (named := _TO_MONTH.search(text)):
        month = _SHORT_MONTHS.index(named[2][:3]) + 1
        shades |= {Shade.CUMULATIVE} if named[1] else set()
        text = _without(text, named)
    text, found = _taken(text, MODIFIERS)
    shades |= found
    if "budget" in text:
        base, found = _taken(text, BUDGET_MODIFIERS)
        if base:
            text = base
            shades |= found
    if not year and (short := _SHORT_YEAR.search(text)):
        year = 2000 + int(short[1])
        text = _without(text, short)
    if month and month != DECEMBER:
        shades.add(Shade.TO_MONTH)
    base = _GLUE.sub(" ", text).strip(" -–:.")
    return HeaderWords(" ".join(base.split()), year, month, frozenset(shades))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _taken(text: str, phrases: Mapping[str, Shade]) -> tuple[str, set[Shade]]:
    """The text without the phrases, and what those say."""
    said = set()

    def take(found: re.Match[str]) -> str:
        said.add(phrases[found[1]])
        return " "

    rest = _pattern(tuple(phrases)).sub(take, text)
    return " ".join(rest.split()), said


@lru_cache(maxsize=4)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)\.?")
