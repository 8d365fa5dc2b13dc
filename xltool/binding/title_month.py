"""The month that the text above the headers states (year.md §1): that of an interim report, or the one in which a forecast
was made. Where the words leave a doubt the figures tell: at year-end the actuals are about the forecast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import fsum

from msgspec import Struct

from xltool.binding.header_words import DECEMBER, header_words, stated_month
from xltool.binding.headers import Headers
from xltool.binding.vocabulary import ACTUAL, FORECAST
from xltool.core.cells import RawCell, RawSheet, address
from xltool.core.numbers import parse_number, plain
from xltool.core.origin import Origin
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.swedish import MONTHS

_MONTH = "|".join((*MONTHS, *(m[:3] for m in MONTHS)))
_REPORT = re.compile(
    r"\b(?:delar\w*|tertial\w*|\w*uppfoljning\w*|manadsrapport|prognosrapport|manadsbokslut|(?:\w+ )?lag(?:e|et)|lagesrapport|"
    rf"per (?:den )?\d{{1,2}}|(?:per|efter|till och med) (?:{_MONTH})|t\.?o\.?m)\b"
)
# What is said of the paper, or of the forecast on it, and not of the figures.
OF_PAPER = re.compile(
    r"\b(?:utskri\w+|uttag\w*|skapad|sparad|upprattad|senast|andrad|uppdaterad|version|kord|hamtad|antag\w+|beslut\w*|faststalld)\b"
)
_FORECAST = re.compile(r"\bprognos(?:en|er)?\b")
_JOINED = re.compile(rf"\b({'|'.join(MONTHS)})(uppföljning|rapport|bokslut|läge)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_WHOLE = 0.9  # of the forecast: so much is spent at year-end
_MORE = 0.12  # of the year: so much more than month / 12 is no accident
_NEAR = 0.2  # of the year: so far from month / 12 are the actuals of some months


class TitleMonth(Struct, frozen=True):
    """The months of which a title states one, what it says and where. It `is_sure` where the words or the figures leave no
    doubt that they are those of an interim report."""

    month: int
    said: str
    where: Origin
    is_sure: bool


def title_month(
    sheet: RawSheet, headers: Headers, year: int | None, cover: RawSheet | None = None
) -> TitleMonth | None:
    """The month of the titles above the headers, of the sheet's name and of the titles on the `cover`; None where there is
    none, or where it is not that of the figures."""
    above = [
        (row, c) for row in sheet.filled_rows() if row < headers.first for c in sheet.filled_columns(row)
    ]
    stated = [one for one in _stated(sheet, above, year, sheet.name) if one[0] != DECEMBER]
    if cover is not None:
        alone = [(row, c[0]) for row in cover.filled_rows() if len(c := cover.filled_columns(row)) == 1]
        stated += [one for one in _stated(cover, alone, year) if one[0] != DECEMBER and _is_report(one[1])]
    reports = [one for one in stated if _is_report(one[1]) or _is_name_of_month(one[1], sheet)]
    spent = _spent(sheet, headers, year)
    for month, title, where in reports or stated:
        is_one = len({m for m, _, _ in reports}) == 1
        if is_one and (spent is None or spent < max(_WHOLE, month / DECEMBER + _MORE)):
            return TitleMonth(month, f"»{title}«", where, True)
        if reports or (spent is not None and spent < _WHOLE and abs(spent - month / DECEMBER) < _NEAR):
            return TitleMonth(month, f"»{title}«", where, False)
    return None


def _stated(
    sheet: RawSheet, places: Sequence[tuple[int, int]], year: int | None, name: str = ""
) -> Iterator[tuple[int, str, Origin]]:
    """Each title, and the sheet's name, with the month that it states; a day of another year is when it was printed."""
    titles = [(plain(str(sheet.cell(*place).value)), address(*place)) for place in places]
    for text, cell in (*titles, *([(name, "A1")] if name else [])):
        title = _JOINED.sub(r"\1 \2", text)
        month = stated_month(title)
        stated = {int(y) for y in _YEAR.findall(title)}
        is_of_year = year is None or not stated or year in stated
        if month and is_of_year and not OF_PAPER.search(normalised(title)):
            yield month, text, Origin(sheet.name, cell)


def _is_report(title: str) -> bool:
    """Whether the title is that of an interim report, or nothing but a month; a forecast has a month of its own."""
    words = normalised(_JOINED.sub(r"\1 \2", title))
    return bool(_REPORT.search(words)) or (header_words(title).bare and not _FORECAST.search(words))


def _is_name_of_month(title: str, sheet: RawSheet) -> bool:
    """Whether it is the sheet's name: a sheet that is called by a month holds that month's figures, or its forecast."""
    return title == sheet.name and not _FORECAST.search(normalised(title))


def _spent(sheet: RawSheet, headers: Headers, year: int | None) -> float | None:
    """The actuals as a part of the forecast of the whole year; None where the sheet has not both."""

    def total(words: frozenset[str]) -> float:
        columns = [
            p
            for p, h in headers.by_column.items()
            if h.words.base in words and Shade.PRIOR not in h.words.shades and h.words.year in (None, year)
        ]
        return size_of_column(sheet, headers, columns[-1]) if columns else 0.0

    actual, forecast = total(ACTUAL), total(FORECAST)
    return actual / forecast if actual and forecast else None


def size_of_column(sheet: RawSheet, headers: Headers, position: int) -> float:
    """The sum of the column's numbers below the headers, without their signs."""
    rows = [row for row in sheet.filled_rows() if row > headers.row]
    return fsum(abs(_number(sheet.cell(row, position))) for row in rows)


def _number(cell: RawCell) -> float:
    if isinstance(cell.value, str):
        read = parse_number(cell.value)
        return read.value if read else 0.0
    return cell.number or 0.0
