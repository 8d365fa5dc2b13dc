"""Whether a sheet's actuals are of a part of the year, as in an interim report (year.md §1): those are not a year's."""

from __future__ import annotations

import re

from xltool.binding.header_words import DECEMBER, MONTHS, header_words, stated_month
from xltool.binding.headers import Headers, names_of, shades_of
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import Finding

_REPORT = re.compile(
    r"\b(?:delar\w*|tertial\w*|uppfoljning\w*|manadsrapport|prognosrapport|per (?:den )?\d{1,2}|t\.?o\.?m)\b"
)


def of_part_of_year(
    sheet: RawSheet, kind: Sheet, headers: Headers, columns: dict[Input, int]
) -> Finding | None:
    """An error where the only actual is of some months: its header says so, the headers beside it are of the whole year,
    or the page is an interim report."""
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
    return _of_report(sheet, headers, position)


def _of_report(sheet: RawSheet, headers: Headers, position: int) -> Finding | None:
    """An error where a title above the headers is that of an interim report."""
    titles = [
        plain(str(sheet.cell(row, column).value))
        for row in sheet.filled_rows()
        if row < headers.first
        for column in sheet.filled_columns(row)
    ]
    for title in titles:
        month = stated_month(title)
        if month not in (None, DECEMBER) and _REPORT.search(normalised(title)):
            return _told(sheet, headers, position, title)
    return None


def _told(sheet: RawSheet, headers: Headers, position: int, title: str = "") -> Finding:
    text = headers.by_column[position].text
    month = header_words(text).month or stated_month(title)
    until = f"till och med {MONTHS[month - 1]}" if month else "en del av året"
    where = Origin(sheet.name, address(headers.row, position))
    said = f"rubriken »{plain(text)}«" if not title else f"bladets rubrik »{title}«"
    return codes.PART_OF_YEAR.at(where, sheet=sheet.name, until=until, said=said, header=plain(text))
