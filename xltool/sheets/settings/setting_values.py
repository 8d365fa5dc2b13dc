"""What a cell of Uppgifter says, in the words that each setting knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from xltool.binding.header_words import stated_month
from xltool.core.accents import accent_of
from xltool.core.cell_text import as_text
from xltool.core.cells import RawCell
from xltool.core.late_patterns import late_pattern
from xltool.core.numbers import parse_number
from xltool.core.spelling import normalised
from xltool.core.units import UNIT_WORDS, Money, SignRule, Unit
from xltool.sheets.settings.mixed_key import key_parts, key_text
from xltool.sheets.settings.settings_rows import (
    AS_ACTUAL,
    AS_BUDGET,
    AS_GRANT,
    BUDGET_ALONE,
    COUNTS,
    COUNTS_NOT,
    DECEMBER,
    DECIDED,
    DRAFT,
    LEDGER_BOOKED,
    LEDGER_TURNED,
    NEGATIVE,
    ORIGINAL,
    PERIOD_ALONE,
    POSITIVE,
    REVISED,
    UNSIGNED,
)

RULES = {rule.value: rule for rule in SignRule}


def _text(cell: RawCell, _: Money) -> str | None:
    return as_text(cell) or None


def _word(words: dict[str, Unit] | dict[str, str]) -> Callable[[RawCell, Money], object]:
    return lambda cell, _: words.get(normalised(as_text(cell)))


def _number(cell: RawCell) -> tuple[float, str] | None:
    if cell.number is not None:
        return cell.number, "%" if "%" in cell.number_format else ""
    parsed = parse_number(cell.value) if isinstance(cell.value, str) else None
    return (parsed.value, parsed.unit) if parsed else None


def _year(cell: RawCell, _: Money) -> float | None:
    if isinstance(cell.value, datetime | date):
        return float(cell.value.year)
    found = re.fullmatch(r"(?:år )?((?:19|20)\d\d)", as_text(cell), re.IGNORECASE)
    return float(found[1]) if found else None


def _month(cell: RawCell, _: Money) -> float | None:
    """The month that figures reach to: its number, a date in it, or words as in a header (`jan–aug`, `tertial 2`)."""
    if isinstance(cell.value, datetime | date):
        return float(cell.value.month)
    if cell.number is not None:
        return cell.number if cell.number in range(1, DECEMBER + 1) else _month_of(f"{cell.number:g}")
    return _month_of(as_text(cell))


def _month_of(text: str) -> float | None:
    month = stated_month(text)
    return float(month) if month else None


def _months(cell: RawCell, _: Money) -> tuple[int, ...] | None:
    """The months of a list, in their order; None where a word of it is none."""
    months = [stated_month(word) for word in re.split(r"[,;]|\boch\b", as_text(cell)) if word.strip()]
    return tuple(sorted({month for month in months if month})) if months and all(months) else None


_DAY = late_pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})|((?:20)?\d\d)(\d\d)(\d\d)")


def _date(cell: RawCell, _: Money) -> float | None:
    """The day as Excel's serial number: a date, or text as 2023-12-31, 20231231 or 231231."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        found = _DAY().fullmatch(as_text(cell))
        if found is None:
            return None
        year, month, day = (int(g) for g in found.groups() if g)
        try:
            value = date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            return None
    return float((value - date(1899, 12, 30)).days)


def _money(cell: RawCell, money: Money) -> float | None:
    number = _number(cell)
    if number is None or number[0] < 0:
        return None
    if not number[1]:
        return number[0]
    unit = UNIT_WORDS.get(number[1].casefold())
    return money.convert(number[0], unit) if unit else None


def _whole(cell: RawCell, money: Money) -> float | None:
    return _money(cell, money) or None


def _fraction(cell: RawCell, _: Money) -> float | None:
    """A share between 0 and 1; a bare number above 1 is percent (`75` is 75 %)."""
    number = _number(cell)
    if number is None or number[1] not in ("", "%"):
        return None
    value = number[0] / 100 if not number[1] and number[0] > 1 else number[0]
    return value if 0 <= value <= 1 else None


def _section(cell: RawCell, _: Money) -> str | None:
    """The number of a section: `1.2`, which a program may have taken for a number; a day it took it for is nobody's."""
    if isinstance(cell.value, datetime | date):
        return None
    return as_text(cell).replace(",", ".").rstrip(".") or None


def share_of_key(cell: RawCell) -> float | None:
    """A share of a mixed key."""
    return _fraction(cell, Money(Unit.TKR))


def _key(cell: RawCell, _: Money) -> str | None:
    text = as_text(cell)
    parts = key_parts(text)
    return key_text(parts) if parts else text or None


PARSERS: dict[str, Callable[[RawCell, Money], object]] = {
    "board": _text,
    "year": _year,
    "period": _month,
    "scope": _word(
        dict.fromkeys((PERIOD_ALONE, "endast perioden", "perioden"), PERIOD_ALONE)
        | dict.fromkeys((BUDGET_ALONE, "endast budgeten", "budgeten"), BUDGET_ALONE)
    ),
    "reports": _months,
    "report_name": _text,
    "empty_forecast": _word({AS_BUDGET: AS_BUDGET}),
    "as_of": _date,
    "unit": _word(UNIT_WORDS),
    "details_unit": _word(UNIT_WORDS),
    "income_sign": _word(
        {**{rule: rule for rule in RULES}, "negativ": NEGATIVE, "positiv": POSITIVE, "osignerade": UNSIGNED}
    ),
    "budget_sign": _word({AS_GRANT: AS_GRANT, AS_ACTUAL: AS_ACTUAL, "som utfall": AS_ACTUAL}),
    "ledger_sign": _word({normalised(w): w for w in (LEDGER_BOOKED, LEDGER_TURNED)}),
    "selection": _text,
    "object_budget": _word({normalised(w): w for w in (COUNTS, COUNTS_NOT)}),
    "budget_column": _text,
    "actual_column": _text,
    "against": _word({word: word for word in (REVISED, ORIGINAL)}),
    "key": _key,
    "key_date": _date,
    "whole": _whole,
    "partly_limit": _fraction,
    "limit_amount": _money,
    "limit_share": _fraction,
    "table_style": _text,
    "heading_style": _text,
    "settled_on": _text,
    "contributions": _text,
    "accounted_as": _text,
    "followed_up": _text,
    "goal_section": _section,
    "economy_section": _section,
    "colour": lambda cell, _: accent_of(as_text(cell)),
    "state": _word({normalised(w): w for w in (DRAFT, DECIDED)}),
}
