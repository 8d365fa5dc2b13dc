"""Numbers as people write them in Swedish workbooks, and targets with their wording. Hand-written and strict:
what is not recognised as a whole is None, never a part of it."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n"), " ")  # fmt: skip
_MINUSES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_PLAIN = _BLANKS | _MINUSES | _INVISIBLE

NO_VALUE_WORDS = frozenset({"", "-", "saknas", "saknar värde", "ej mätt", "inte mätt", "ej uppmätt", "uppgift saknas", "u.s.", "i.u.", "n/a"})  # fmt: skip

_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?|,\d+")  # 12 730 · 12730,5 · ,5
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")  # 1.234 · 1.234.567,5
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d*\.\d+")  # 1,234.5 · 1,234,567 · 1.5
_THREE_AFTER_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")  # 1,234: a decimal comma, or thousands in English
_WORD = "[A-Za-zÅÄÖåäöÉé]{1,20}"
_UNIT = re.compile(rf"(?P<number>[\d .,]*\d)(?P<unit> ?%| ?{_WORD}(?:[ /]{_WORD}){{0,2}})?")


# No amount is beyond; sums, shares and percentages of what is below stay within the range of numbers.
LARGEST = 1e100
_Read = TypeVar("_Read")


class Number(Struct, frozen=True):
    """A number as it was written. A percentage is kept as a fraction with the unit `%`; `decimals` counts what
    was written behind the decimal sign. `doubt` says that the text could be read in another way."""

    value: float
    unit: str = ""
    decimals: int = 0
    doubt: bool = False


def plain(text: str) -> str:
    """The text with every kind of blank and minus as the ordinary one, single blanks, none at the ends."""
    return " ".join(text.translate(_PLAIN).split())


def says_no_value(text: str) -> bool:
    """Whether a result cell says that there is no value (empty, –, saknas, ej mätt)."""
    return plain(text).casefold().strip("() ") in NO_VALUE_WORDS


_LONGEST_NUMBER = 200  # characters; what is longer is no number, and would take long to find that out
_FOOTNOTE = re.compile(r"(?:\*+| \d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]+)$")


def parse_number(text: str) -> Number | None:
    """The number that the whole text is: `−868`, `(868)`, `868-`, `12 095,0`, `99,4 %`, `1 100 st`, `1,5 mnkr`.

    The mark of a footnote behind it (`868*`, `868 1)`, `868²`) is left out, which makes the number doubtful.
    """
    if len(text) > _LONGEST_NUMBER:
        return None
    body = plain(text)
    if mark := _FOOTNOTE.search(body):
        number = parse_number(body[: mark.start()])
        return replace(number, doubt=True) if number else None
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1].strip()
    if body[:1] in ("-", "+"):
        if negative:
            return None
        negative, body = body[0] == "-", body[1:].strip()
    found = _UNIT.fullmatch(body.removesuffix(".") if body[-2:-1].isalpha() else body)
    if found is None and body.endswith("-") and not negative:
        negative, body = True, body[:-1].strip()
        found = _UNIT.fullmatch(body)
    if found is None:
        return None
    digits = _digits(found["number"].strip())
    if digits is None:
        return None
    amount, doubt = digits
    unit = (found["unit"] or "").strip()
    exponent = amount.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    if unit == "%" or unit.casefold() == "procent":
        unit, amount = "%", amount / 100
    value = float(-amount if negative else amount)
    if not abs(value) <= LARGEST:
        return None
    return Number(value + 0.0, unit, decimals, doubt)


def figure(text: str) -> float | None:
    """The number that a text of digits and signs alone is, as figures are written that came as text: `(100)`, `1 200`."""
    if len(text) > _LONGEST_NUMBER or any(map(str.isalpha, text)) or not any(map(str.isdigit, text)):
        return None
    number = parse_number(text)
    return number.value if number and not number.unit else None


def _digits(text: str) -> tuple[Decimal, bool] | None:
    """The digits' value, and whether they could mean something else. The comma is the decimal sign; a point
    before three digits groups thousands, else it is taken for a decimal sign from an English system."""
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(" ", "").replace(",", ".")), bool(_THREE_AFTER_COMMA.fullmatch(text))
    if _DOTTED.fullmatch(text) and not text.startswith("0"):
        certain = "," in text or text.count(".") > 1
        return Decimal(text.replace(".", "").replace(",", ".")), not certain
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", "")), True
    return None


def decimals_of(value: float) -> int:
    """How many decimals a stored number is written with; noise of binary fractions does not count."""
    if value % 1 == 0:
        return 0
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


# --- targets -------------------------------------------------------------------------------------------------


class Direction(Enum):
    """When an indicator is achieved; the value is the word in the template's column."""

    AT_LEAST = "minst"
    AT_MOST = "högst"
    EXACTLY = "exakt"
    BETWEEN = "inom"
    INCREASE = "öka"
    DECREASE = "minska"

    @property
    def is_change(self) -> bool:
        """Whether it is judged against last year's result, not against a target."""
        return self in (Direction.INCREASE, Direction.DECREASE)


class Target(Struct, frozen=True):
    """A target as it was written. `high` belongs to a target `inom`; `direction` is None for a bare number; `before` and
    `after` are the words around the number (`högst `, ` eller högre`)."""

    low: Number
    high: Number | None = None
    direction: Direction | None = None
    before: str = ""
    after: str = ""


_BEFORE = {
    Direction.AT_MOST: r"(?:ska |skall )?(?:vara )?(?:högst|som högst|max(?:imalt|imum)?\.?|minskas? till|lägre än|under|mindre än|färre än|upp till|sänkas? till|<=?|≤)",
    Direction.AT_LEAST: r"(?:ska |skall )?(?:vara )?(?:minst|lägst|min(?:imum)?\.?|ökas? till|öka till|högre än|över|mer än|fler än|höjas? till|>=?|≥)",
    Direction.EXACTLY: r"(?:exakt|=|lika med|precis)",
}
_AFTER = {
    Direction.AT_MOST: r"eller (?:lägre|mindre|färre|under|kortare)",
    Direction.AT_LEAST: r"eller (?:högre|mer|fler|flera|över|bättre|större)",
}
_BETWEEN = re.compile(r"(?:mellan )?(?P<low>-?[\d ,.]+?(?: ?%| ?[a-zåäö]+)??) ?(?:-|till|och) ?(?P<high>-?[\d ,.]+(?: ?%| ?[a-zåäö/ ]+)?)", re.IGNORECASE)  # fmt: skip


def parse_target(text: str) -> Target | None:
    """The target that the whole text is: `74 eller högre`, `Minska till   125 st`, `mellan 5 och 7`, `80%`."""
    body = plain(text)
    for direction, words in _BEFORE.items():
        if found := re.fullmatch(f"{words} ?(.+)", body, re.IGNORECASE):
            number = parse_number(found[1])
            return Target(number, direction=direction, before=body[: found.start(1)]) if number else None
    for direction, words in _AFTER.items():
        if found := re.fullmatch(f"(.+?) {words}", body, re.IGNORECASE):
            number = parse_number(found[1])
            return Target(number, direction=direction, after=body[found.end(1) :]) if number else None
    if number := parse_number(body):
        return Target(number)
    if found := _BETWEEN.fullmatch(body):
        low, high = parse_number(found["low"]), parse_number(found["high"])
        if low and high and _same_unit(low, high):
            if low.unit != high.unit:  # "74–80 %": the unit behind the second number is the first one's too
                low = parse_number(f"{found['low']} {high.unit}") or low
            return Target(low, high, Direction.BETWEEN)
    return None


_AS_LAST_YEAR = r"(?: (?:jämfört )?(?:mot|med|än)? ?(?:föregående år|fg\.? år|förra året|i fjol|fjolåret))?"
_CHANGES = {
    Direction.INCREASE: rf"(?:ska |skall )?(?:öka|ökar|ökas|ökad|ökat|ökande|ökning|höjas){_AS_LAST_YEAR}|(?:högre|mer|fler) än (?:föregående år|fg\.? år|förra året|i fjol)",
    Direction.DECREASE: rf"(?:ska |skall )?(?:minska|minskar|minskas|minskad|minskat|minskande|minskning|sänkas){_AS_LAST_YEAR}|(?:lägre|mindre|färre) än (?:föregående år|fg\.? år|förra året|i fjol)",
}


def parse_change(text: str) -> Direction | None:
    """The direction of a target that is a change alone: `öka`, `ska minska`, `högre än föregående år`."""
    body = plain(text).rstrip(".")
    return next((d for d, words in _CHANGES.items() if re.fullmatch(words, body, re.IGNORECASE)), None)


YES, NO = "Ja", "Nej"


def yes_or_no(text: str) -> str | None:
    """`Ja` or `Nej`, where the text is one of them."""
    return {YES.casefold(): YES, NO.casefold(): NO}.get(plain(text).casefold().rstrip("."))


_ABOUT = re.compile(
    r"(?:ung(?:efär)?|ca|cirka|c:a|omkring|runt|drygt|knappt|nästan)\b\.? ?|[~≈] ?", re.IGNORECASE
)


def without_about(text: str) -> str | None:
    """What a text says about (`ung 116 000` → `116 000`); None where it does not say that."""
    body = plain(text)
    found = _ABOUT.match(body)
    return body[found.end() :] if found else None


def _same_unit(low: Number, high: Number) -> bool:
    return low.unit in ("", high.unit)


def in_range(value: _Read) -> _Read | str:
    """A cell's value, and a number that no computation may meet as text: it is told to be no number, wherever it
    stands."""
    if isinstance(value, int | float) and not abs(value) <= LARGEST:
        return f"{Decimal(value):.2E}" if isfinite(value) else "oändligt"
    return value
