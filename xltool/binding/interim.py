"""Interim reports (year.md §1): to which month a sheet's figures reach, and which of its headers are of the period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.header_words import DECEMBER, HeaderWords, header_words
from xltool.binding.headers import Header, Headers, find_headers, fits, names_of, shades_of
from xltool.binding.title_month import size_of_column, title_month
from xltool.binding.vocabulary import ACTUAL, BUDGET, FORECAST
from xltool.core.cells import RawCell, RawSheet, address
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.swedish import MONTHS
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy

_OF_PERIOD = {Shade.PERIOD, Shade.CUMULATIVE, Shade.TO_MONTH, Shade.SAME_PERIOD}
# A row of Uppgifter, and what it says of an interim report without a forecast, and of a budget book.
SCOPE, PERIOD_ALONE, BUDGET_ALONE = "Rapport omfattar", "bara perioden", "bara budgeten"
_LESS = 0.97  # of the year's budget: that of fewer months
_PERIOD_ACTUAL, _PERIOD_BUDGET, _PERIOD_PRIOR, _PRIOR_FORECAST = map(
    normalised,
    ("Periodens utfall", "Periodens budget", "Utfall samma period föregående år", "Föregående prognos"),
)


class Period(Struct, frozen=True):
    """The month that figures reach to, with what says so and where; not `is_sure` where that has to be asked. `is_header`
    where a header of the actuals states it."""

    month: int
    said: str
    where: Origin
    is_sure: bool = True
    is_header: bool = False


def stated_period(
    sheet: RawSheet, kind: Sheet, year: int | None, cover: RawSheet | None = None
) -> Period | None:
    """The month that the headers state, where no header is of the whole year; else the one in the title of an interim
    report, or on the `cover` (Uppgifter). None for a whole year, and where nothing is said."""
    headers = find_headers(sheet, kind, year)
    by_month = {}
    for position, header in headers.by_column.items():
        words = header.words
        if words.base not in ACTUAL or Shade.PRIOR in words.shades or (words.year or year) != year:
            continue
        if Shade.WHOLE_YEAR in words.shades or words.month == DECEMBER:
            return None
        if words.month:
            by_month[words.month] = Period(
                words.month,
                f"rubriken »{plain(header.text)}«",
                Origin(sheet.name, address(headers.row, position)),
                is_header=True,
            )
    if by_month:
        return next(iter(by_month.values())) if len(by_month) == 1 else None
    title = title_month(sheet, headers, year, cover)
    return Period(title.month, title.said, title.where, title.is_sure) if title else None


def of_period(headers: Headers, kind: Sheet, year: int | None, month: int) -> Headers:
    """The headers as they are meant in an interim report of that month: a bare actual is the period's, what is of the same
    period last year is told from that of the whole year, and an earlier month's forecast is the one before. What a project
    has cost since its start is none of these."""
    kept = _since_start(headers, kind, year)
    by_column = {
        p: h if p in kept else Header(h.text, _of_period(h.words, year, month))
        for p, h in headers.by_column.items()
    }
    return replace(headers, by_column=by_column)


def so_far(headers: Headers, kind: Sheet, year: int | None, month: int) -> Headers:
    """The headers of a sheet that nothing is forecast on: `Utfall jan–aug` is its actual to August, where no other is."""
    actual = next((c for c in kind.columns if c.header == "Utfall" and c.of_year and c.required), None)
    if actual is None or any(fits(actual, h.words, year) for h in headers.by_column.values()):
        return headers
    kept = _since_start(headers, kind, year)
    of_months = {
        p: Header(h.text, replace(h.words, month=None, shades=h.words.shades - _OF_PERIOD))
        for p, h in headers.by_column.items()
        if p not in kept
        and h.words.base in ACTUAL
        and h.words.month == month
        and not _is_prior(h.words, year)
    }
    return replace(headers, by_column=headers.by_column | of_months)


def _is_prior(words: HeaderWords, year: int | None) -> bool:
    return Shade.PRIOR in words.shades or (words.year or year) != year


def _since_start(headers: Headers, kind: Sheet, year: int | None) -> set[int]:
    """Where a project's amounts of all its years stand: `Ack. utfall` is one only beside another."""
    found = {
        p: h.words
        for p, h in headers.by_column.items()
        if any(c.needs and fits(c, h.words, year) for c in kind.columns)
    }

    def is_sure(words: HeaderWords) -> bool:
        of_earlier_years = words.year is not None and words.year != year and not words.month
        return words.base not in ACTUAL or Shade.SINCE_START in words.shades or of_earlier_years

    return {*found} if any(map(is_sure, found.values())) else set()


def has_forecast(sheet: RawSheet, kind: Sheet, year: int | None, month: int) -> bool:
    """Whether the sheet has a forecast of the year, with a figure in it."""
    headers = of_period(find_headers(sheet, kind, year), kind, year, month)
    forecast = [c for c in kind.columns if c.header == "Prognos"]
    positions = {p for p, h in headers.by_column.items() if any(fits(c, h.words, year) for c in forecast)}
    return any(_is_figure(c) for (row, p), c in sheet.cells.items() if row > headers.row and p in positions)


def _is_figure(cell: RawCell) -> bool:
    """Whether somebody has filled it in; the sum below an empty column is 0."""
    if cell.formula is not None or not cell.stored:
        return not cell.stored or bool(cell.number)
    return any(sign.isdecimal() for sign in str(cell.value))


def _of_period(words: HeaderWords, year: int | None, month: int) -> HeaderWords:
    is_prior = Shade.PRIOR in words.shades or (year is not None and words.year == year - 1)
    is_older = year is not None and words.year is not None and words.year < year - 1
    if words.base in ACTUAL and is_prior and words.shades & _OF_PERIOD:
        return replace(words, base=_PERIOD_PRIOR, year=None)
    if words.base in ACTUAL and not is_prior and not is_older:
        return words if Shade.WHOLE_YEAR in words.shades else replace(words, base=_PERIOD_ACTUAL)
    if words.base in BUDGET and words.shades & _OF_PERIOD:
        return replace(words, base=_PERIOD_BUDGET)
    if words.base in FORECAST and words.month and words.month != month:
        return replace(words, base=_PRIOR_FORECAST)
    return words


def of_part_of_year(
    sheet: RawSheet, kind: Sheet, headers: Headers, columns: dict[Input, int]
) -> Finding | None:
    """An error where the only actual is of some months, and nothing says which, or there is no forecast to judge."""
    actual = next((c for c in kind.columns if c.header == "Utfall" and c.of_year and c.required), None)
    if actual is None:
        return None
    position = columns.get(actual)
    if position is None:
        named = [p for p, h in headers.by_column.items() if h.words.base in names_of(actual)]
        partly = [p for p in named if headers.by_column[p].words.shades & {Shade.TO_MONTH, Shade.SAME_PERIOD}]
        return _told(sheet, headers, partly[0]) if partly else None
    words = headers.by_column[position].words
    if Shade.WHOLE_YEAR in shades_of(actual, words) or words.month == DECEMBER:
        return None
    others = [h.words for p, h in headers.by_column.items() if p != position and p in columns.values()]
    if Shade.PERIOD in words.shades and any(Shade.WHOLE_YEAR in w.shades for w in others):
        return _told(sheet, headers, position)
    return _told(sheet, headers, position) if _has_period_budget(sheet, headers, columns) else None


def is_period_budget(words: HeaderWords) -> bool:
    """Whether the header says that it is the budget of the year's first months."""
    is_of_months = words.base in BUDGET and bool(words.shades & _OF_PERIOD) and words.month != DECEMBER
    return is_of_months and not words.shades & {Shade.PRIOR, Shade.ONE_MONTH}


def _has_period_budget(sheet: RawSheet, headers: Headers, columns: dict[Input, int]) -> bool:
    """Whether a budget of some months stands beside that of the year, and is less: then the actuals are of those months."""
    years = next((p for c, p in columns.items() if c.header == "Budget"), None)
    of_months = [
        p for p, h in headers.by_column.items() if is_period_budget(h.words) and p not in columns.values()
    ]
    if years is None or len(of_months) != 1:
        return False
    some, whole = (size_of_column(sheet, headers, p) for p in (of_months[0], years))
    return 0 < some < _LESS * whole


def without_forecast(
    sheet: RawSheet, headers: Headers, missing: Sequence[Input], month: int
) -> Finding | None:
    """The error on an interim report that has no forecast: the report may be of its months alone, where it has their
    budget. None where it lacks something else."""
    lacks = {c.header for c in missing}
    has_budget = any(h.words.base == _PERIOD_BUDGET for h in headers.by_column.values())
    if "Prognos" not in lacks or not lacks <= ({"Prognos", "Budget"} if has_budget else {"Prognos"}):
        return None
    positions = [p for p, h in headers.by_column.items() if h.words.base == _PERIOD_ACTUAL]
    own = "" if has_budget else " lägg till periodens budget och"
    offered = f"Lägg till kolumnen Prognos, eller{own} skriv {PERIOD_ALONE} vid {SCOPE} på bladet Uppgifter"
    told = _told(sheet, headers, min(positions or headers.by_column), month, offered)
    return replace(told, remedies=(Remedy("Uppgifter", PERIOD_ALONE, label=SCOPE),))


def without_period_budget(
    sheet: RawSheet, headers: Headers, columns: Mapping[Input, int], missing: Sequence[Input]
) -> Finding | None:
    """The error on a report of its months alone that has no budget of them: which of the budgets is that is asked. None
    where it lacks something else."""
    if [c.header for c in missing] != ["Periodens budget"]:
        return None
    years = next(((c, p) for c, p in columns.items() if c.header == "Budget"), None)
    if years is None:
        where = Origin(sheet.name, address(headers.row, min(headers.by_column)))
        return codes.PERIOD_BUDGET_MISSING.at(where, sheet=sheet.name, found="")
    column, position = years
    header, cell = headers.by_column[position], address(headers.row, position)
    found = f" »{plain(header.text)}« läses som hela årets."
    told = codes.PERIOD_BUDGET_MISSING.at(Origin(sheet.name, cell), sheet=sheet.name, found=found)
    may_be = Shade.WHOLE_YEAR not in shades_of(column, header.words)
    return replace(told, remedies=(Remedy(sheet.name, "Periodens budget", cell=cell),) if may_be else ())


def _told(
    sheet: RawSheet, headers: Headers, position: int, month: int | None = None, offered: str = ""
) -> Finding:
    text = plain(headers.by_column[position].text)
    month = month or header_words(text).month
    where = Origin(sheet.name, address(headers.row, position))
    if month:
        until = f"gäller till och med {MONTHS[month - 1]}, och bladet har ingen prognos för helåret"
        remedy = offered or "Lägg till kolumnen Prognos"
    else:
        until = "gäller en del av året, men det framgår inte vilken månad"
        remedy = "Skriv månaden vid Period på bladet Uppgifter"
    return codes.PART_OF_YEAR.at(where, sheet=sheet.name, until=until, remedy=remedy, header=text)
