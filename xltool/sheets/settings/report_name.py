"""What an interim report is called (year.md §1): by the month that its figures reach to."""

from __future__ import annotations

from calendar import monthrange

from xltool.binding.header_words import DECEMBER
from xltool.core.swedish import MONTHS
from xltool.sheets.settings.settings_rows import Settings

_HALF_OF_THE_YEAR = range(
    6, 9
)  # at least half of it and at most two thirds is an interim report by law (RKR R17)
_TERTIAL = 4


def last_day(settings: Settings) -> str:
    """The last day of the period: `31 augusti`."""
    assert settings.period is not None
    return _last_day(settings.period, settings.year)


def _last_day(month: int, year: int | None) -> str:
    return f"{monthrange(year or 2023, month)[1]} {MONTHS[month - 1]}"


def report_name(settings: Settings) -> str:
    """`Delårsrapport per 31 augusti 2023`, `Tertialrapport 1 per 30 april 2023`, `Uppföljning per 31 mars 2023`."""
    assert settings.period is not None
    return settings.report_name or name_of(settings.period, settings.year)


def name_of(month: int, year: int | None) -> str:
    """What the report to the month is called; to December it is the annual report."""
    if month == DECEMBER:
        return f"Årsredovisning {year or ''}".strip()
    if month in _HALF_OF_THE_YEAR:
        word = "Delårsrapport"
    else:
        word = "Tertialrapport 1" if month == _TERTIAL else "Uppföljning"
    return f"{word} per {_last_day(month, year)}" + (f" {year}" if year else "")


def last_date(settings: Settings) -> str:
    """The last day of the period as dates are written: `2023-08-31`."""
    assert settings.period is not None
    day = monthrange(settings.year or 2023, settings.period)[1]
    return f"{settings.year}-{settings.period:02}-{day}" if settings.year else last_day(settings)


def period_words(settings: Settings) -> str:
    """The months of the period: `januari–augusti 2023`."""
    assert settings.period is not None
    until = f"–{MONTHS[settings.period - 1]}" if settings.period > 1 else ""
    return f"januari{until}" + (f" {settings.year}" if settings.year else "")
