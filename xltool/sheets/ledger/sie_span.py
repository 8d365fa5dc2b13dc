"""Which year and month the figures of a SIE file are taken to, and whether the file is fit for them (ledger.md §4, 1 and 4)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from xltool.core.sie import Key, SieFile
from xltool.core.swedish import MONTHS, listed, number_text
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.settings.settings_rows import DECEMBER, Settings

_SHOWN = 8  # lines in a sentence
_CLASSES = frozenset("345678")  # of the accounts of operation


class Span(Struct, frozen=True):
    """The months (YYYYMM) that count: from the `first` of the file's year to the `last`; `is_year` where those are all."""

    first: str
    last: str
    is_year: bool

    def holds(self, key: Key) -> bool:
        return self.first <= key[2] <= self.last


def is_counted(account: str) -> bool:
    """Whether an account is one of operation."""
    return account[:1] in _CLASSES


def faults_of(file: SieFile, name: str, settings: Settings) -> Iterator[Finding]:
    """What is wrong with the file as such."""
    if not (file.years or file.accounts or file.vouchers or file.results):
        yield codes.NOT_A_LEDGER.at(None, name=name, problem="den har inga poster som en SIE-fil ska ha")
        return
    if file.faults:
        lines = [f"rad {one.line} ({one.problem})" if one.line else one.problem for one in file.faults]
        more = [f"{number_text(len(lines) - _SHOWN)} till"] if len(lines) > _SHOWN else []
        count = "1 post" if len(lines) == 1 else f"{number_text(len(lines))} poster"
        told = listed([*lines[:_SHOWN], *more])
        yield codes.LEDGER_UNREADABLE.at(None, name=name, count=count, lines=told)
    if file.cut:
        yield codes.LEDGER_CUT.at(None, name=name, problem=file.cut)
    if file.sum_differs:
        yield codes.LEDGER_SUM_DIFFERS.at(None, name=name)
    if file.currency.upper() not in ("", "SEK"):
        yield codes.LEDGER_CURRENCY.at(None, name=name, currency=file.currency)
    if 0 not in file.years:
        yield codes.LEDGER_IMPORT.at(None, name=name)
        return
    first, last = file.years[0]
    if settings.year is not None and int(first[:4]) != settings.year:
        yield codes.LEDGER_YEAR.at(None, name=name, years=_days(first, last), year=settings.year)
    elif first[:4] != last[:4]:
        yield codes.LEDGER_BROKEN_YEAR.at(None, name=name, years=_days(first, last), year=first[:4])
    for where, problem in (
        (file.unbalanced, "balanserar inte"),
        (file.outside, "ligger utanför räkenskapsåret"),
    ):
        if where:
            count = "1 verifikation" if len(where) == 1 else f"{number_text(len(where))} verifikationer"
            shown = listed([str(n) for n in where[:_SHOWN]] + (["…"] if len(where) > _SHOWN else []))
            yield codes.LEDGER_VOUCHERS.at(None, name=name, count=count, problem=problem, lines=shown)


def _days(first: str, last: str) -> str:
    return f"{day_words(first)}–{day_words(last)}"


def day_words(day: str) -> str:
    """`2023-08-31`."""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def span_of(file: SieFile, settings: Settings) -> Span:
    """The months that count in a workbook of that period."""
    first, last = (day[:6] for day in file.years[0])
    if not settings.is_interim:
        return Span(first, last, is_year=True)
    month = settings.period or DECEMBER
    years = sorted({int(first[:4]), int(last[:4])})
    months = [f"{year}{month:02}" for year in years]
    end = next((m for m in months if first <= m <= last), last)
    return Span(first, end, is_year=end == last)


def reach_of(file: SieFile, name: str, span: Span) -> Iterator[Finding]:
    """What is said where the file ends before the month that is wanted, or may."""
    if file.through and file.through[:6] < span.last:
        problem = f"når till och med {day_words(file.through)} (#OMFATTN)"
        yield codes.LEDGER_PERIOD.at(None, name=name, problem=problem, wanted=words_of(span))
    if file.through or not span.is_year:
        return
    if latest := _ends_early(file, span.last):
        yield codes.LEDGER_ENDS_EARLY.at(None, name=name, month=month_words(latest))


def _ends_early(file: SieFile, last: str) -> str:
    """The latest month that something is booked in, where that is long before the `last`; else empty."""
    months = {k[2] for rows in (file.balances, file.postings) for k in rows if is_counted(k[0])}
    latest = max(months, default="")
    return latest if latest and _months_between(latest, last) > 1 else ""


def reached(file: SieFile) -> tuple[int, int | None]:
    """The year that the file is of, and the month of it that it reaches to, None where that is all of it. The file must
    have a year 0."""
    first, last = (day[:6] for day in file.years[0])
    end = file.through[:6] if file.through else _ends_early(file, last)
    return int(first[:4]), int(end[4:]) if end and end < last else None


def _months_between(one: str, other: str) -> int:
    earlier, later = (int(m[:4]) * 12 + int(m[4:]) for m in (one, other))
    return later - earlier


def month_words(month: str) -> str:
    """`augusti 2023`."""
    return f"{MONTHS[int(month[4:]) - 1]} {month[:4]}"


def words_of(span: Span) -> str:
    return (
        f"hela året till och med {month_words(span.last)}"
        if span.is_year
        else f"till och med {month_words(span.last)}"
    )
