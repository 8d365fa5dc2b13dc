"""What a cell's number format says of its number: whether it is a day, a percentage, thousands, and in which unit.

Formats are written as files have them, in the letters of English Excel: `#,##0.00`, whatever the screen shows.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from msgspec import Struct

GENERAL = "General"
# The formats that a file may name by their number alone.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', 42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)', 44: r'_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip

# A text in quotes, an escaped character, room for one, a currency, elapsed time, a colour or a condition; any other character.
_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[(h+|m+|s+)\]|\[[^\]]*\]|(.)', re.DOTALL | re.IGNORECASE
)
_PLAIN = re.compile("general|standard", re.IGNORECASE)  # the latter as some programs write it in Swedish
_OF_SECONDS = re.compile(r"(?<=s)[.,]0+", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
_DECIMALS, _GROUPS, _POWER = re.compile(r"\.([0#?]+)"), re.compile(r"[0#?],[0#?]"), re.compile(r"E[+-]")
_LETTERS = re.compile(r"(?!E[+-])[^\W\d_]+")


class Shown(Enum):
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"  # or a time of day
    SPAN = "span"  # elapsed time
    TEXT = "text"


class NumberFormat(Struct, frozen=True):
    """How numbers above zero are shown: divided by `scale` (1000 for `#,##0,`), with the `words` beside them, as `kr`; with
    so many `decimals` (None where the number decides), in groups of three digits or with a power of ten."""

    shown: Shown
    scale: int = 1
    words: str = ""
    decimals: int | None = None
    is_grouped: bool = False
    has_power: bool = False


@lru_cache(maxsize=1024)
def read_format(code: str) -> NumberFormat:
    """What the first section of the format says."""
    bare, words, elapsed = _pieces(code)
    bare = _PLAIN.sub("", bare)
    if elapsed:
        return NumberFormat(Shown.SPAN)
    if not {*"0#?"} & {*_OF_SECONDS.sub("", bare)}:
        if {*"dmhys"} & {*bare.lower()}:
            return NumberFormat(Shown.DAY)
        if "@" in bare:
            return NumberFormat(Shown.TEXT, words=words)
    words = " ".join([words, *_LETTERS.findall(bare)]).strip()
    scale = 1000 ** sum(map(len, _IN_THOUSANDS.findall(bare)))
    places = _DECIMALS.search(bare)
    decimals = len(places[1]) if places else 0 if "0" in bare else None
    return NumberFormat(
        Shown.PERCENT if "%" in bare else Shown.NUMBER,
        scale,
        words,
        decimals,
        is_grouped=_GROUPS.search(bare) is not None,
        has_power=_POWER.search(bare) is not None,
    )


def _pieces(code: str) -> tuple[str, str, bool]:
    """Of the first section, what stands for numbers and days, what is written as it stands, and whether time elapses."""
    bare, words, elapsed = "", "", False
    for quoted, escaped, currency, span, other in _TOKEN.findall(code):
        if other == ";":
            break
        bare += other + span
        words += quoted or escaped or currency
        elapsed |= bool(span)
    return bare, words.strip(), elapsed


_FIRST_DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LEAP_DAY = 60  # the 29th of February 1900, which only Excel knows


def moment(number: float, *, from_1904: bool = False) -> datetime | time:
    """The day of an Excel number, or the time of day of one below 1; to the millisecond. Raises OverflowError or ValueError
    where there is no such day."""
    days, part = divmod(number, 1)
    clock = timedelta(milliseconds=round(part * 86_400_000))
    if 0 <= number < 1 and not clock.days:
        return (datetime.min + clock).time()
    if 0 < number < _LEAP_DAY and not from_1904:
        days += 1
    return _FIRST_DAYS[from_1904] + timedelta(days=days) + clock


def span(number: float) -> timedelta:
    """The elapsed time of an Excel number, to the millisecond; raises as `moment` does."""
    return timedelta(milliseconds=round(number * 86_400_000))
