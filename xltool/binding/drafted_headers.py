"""Rows of a taught table for the headers of a sheet, with what xltool reads them as by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from xltool.binding.bind import bind
from xltool.binding.bound_headers import bound_headers
from xltool.binding.header_words import HeaderWords
from xltool.binding.headers import find_headers, fits, has_figures, names_of, row_headers, stated_year
from xltool.binding.interim import is_period_budget, of_period
from xltool.binding.months import months_of
from xltool.binding.rivals import Rivals
from xltool.binding.spanned_headers import HeaderRow, header_row
from xltool.binding.taught_rows import LEFT_OUT, Sign, WrittenRow
from xltool.binding.taught_words import taught_word, with_column, without_years
from xltool.core.cells import RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.core.spelling import HEADER_ROWS
from xltool.core.units import Form
from xltool.findings import codes

_NOTHING: Mapping[str, str] = MappingProxyType({})
_FEWEST = 2  # cells below it that make a column without a header one


class SaidColumns(Struct, frozen=True):
    """What a sheet's headers say by themselves: our headers by column, with what is chosen among several; the columns that
    would be read as one of those too, and the budget that is a grant, of the other sign. None of it is of months that
    are summed."""

    row: int
    columns: Mapping[int, str]
    rivals: frozenset[int] = frozenset()
    turned: frozenset[int] = frozenset()
    is_named: bool = False  # by a header of the kind's own, and not by the place of the names alone


def said_columns(
    sheet: RawSheet,
    kind: Sheet,
    year: int | None,
    chosen: Mapping[str, str] = _NOTHING,
    period: int | None = None,
) -> SaidColumns:
    """What the sheet's headers say of columns of the kind, in a report to the month `period`."""
    headers = find_headers(sheet, kind, year)
    year = year or stated_year(sheet, kind, headers)
    if period is not None and kind.interim:
        headers = of_period(headers, kind, year, period)
    bound, found = bind(sheet, kind, year, chosen=chosen, period=period)
    rivals = Rivals(sheet, headers.row, headers.texts, chosen)
    columns = bound.columns if bound else bound_headers(rivals, kind, headers, year, set())[0]
    months = bound.months if bound else months_of(sheet, kind, headers, columns).columns
    asked = {dict(f.fields)["column"] for f in found if f.code is codes.TWO_COLUMNS}
    sure = {c: p for c, p in columns.items() if c not in months and c.header not in asked}
    own = {p: c for c, p in reversed(sure.items())}
    others = {
        p
        for p, header in headers.by_column.items()
        if p not in own
        and not is_period_budget(header.words)  # it tells which part of the year the actuals are of
        and any(c in sure and _could_be(c, header.words, year) for c in kind.columns)
    }
    grants = [p for p, c in own.items() if c.header == "Budget"] if bound and bound.is_granted else []
    words = [r for r in range(headers.first, headers.row + 1) if _is_of_words(sheet, r)]
    row = words[-1] if words else headers.row
    if all(c.quantity.form is Form.TEXT for c in own.values()):
        return SaidColumns(row, {})
    said = {p: c.header for p, c in own.items()}
    in_months = {p for positions in months.values() for p in positions}
    named = any(
        c.names and headers.by_column[p].words.base in names_of(c)
        for p, c in own.items()
        if p in headers.by_column
    )
    return SaidColumns(row, said, frozenset(others - in_months), frozenset(grants), named)


def _could_be(column: Input, words: HeaderWords, year: int | None) -> bool:
    """Whether the header would be read as the column; several stated variances are told apart by their figures."""
    return column.header != "Avvikelse" and fits(column, words, year)


def _is_of_words(sheet: RawSheet, row: int) -> bool:
    """Whether the row says more than units."""
    said = map(taught_word, row_headers(sheet, row).values())
    return any(one.word or one.year for one in said)


def drafted_headers(
    sheet: RawSheet, as_it_stands: RawSheet, said: SaidColumns | None
) -> tuple[int, dict[int, WrittenRow]]:
    """The row of the sheet's headers, and a row of the table for each column, by its position, with what its headers have
    `said`. `as_it_stands` is the sheet before its taught headers were put into our words."""
    said = said if said and said.columns else SaidColumns(_likely_row(as_it_stands), {})
    at = header_row(as_it_stands, said.row)
    rows = {}
    for position, header in _named(as_it_stands, at):
        group = plain(at.groups.get(position, ""))
        read_as = said.columns.get(position, LEFT_OUT if position in said.rivals else "")
        sign = Sign.TURNED if position in said.turned else Sign.AS_THEY_ARE
        rows[position] = WrittenRow(sheet.name, header, group, read_as, sign.value)
    return said.row, rows


def _likely_row(sheet: RawSheet) -> int:
    """The row that headers most likely stand in: the one with most texts above the first figures."""
    first = next((r for r in sheet.filled_rows() if has_figures(sheet, r)), HEADER_ROWS + 1)
    above = [r for r in sheet.filled_rows() if r < min(first, HEADER_ROWS + 1)]
    return max(above, key=lambda r: len(row_headers(sheet, r)), default=sheet.filled_rows()[0])


def _named(sheet: RawSheet, at: HeaderRow) -> Iterator[tuple[int, str]]:
    """Each column with figures or texts below, and its header as the table names it: with the column's letter where the
    words are not enough."""
    below = Counter(c for r, c in sheet.cells if r > at.row and not sheet.cell(r, c).blank)
    same = Counter(_word(at, c) for c in at.texts)
    for position in sorted({*at.texts, *(c for c, count in below.items() if count >= _FEWEST)}):
        text = plain(at.texts.get(position, ""))
        is_known = text and same[_word(at, position)] == 1
        yield position, text if is_known else with_column(text, position)


def _word(at: HeaderRow, position: int) -> tuple[str, ...]:
    text, group = at.texts.get(position, ""), at.groups.get(position, "")
    word = taught_word(text)
    return word.word, str(word.year or ""), without_years(group)
