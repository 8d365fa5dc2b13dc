"""Rows of a taught table for the headers of a sheet, with what xltool reads them as by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType

from xltool.binding.bind import bind
from xltool.binding.bound_headers import bound_headers
from xltool.binding.headers import find_headers, has_figures, row_headers, stated_year
from xltool.binding.rivals import Rivals
from xltool.binding.taught_headers import HeaderRow, header_row
from xltool.binding.taught_table import WrittenRow
from xltool.binding.taught_words import taught_word, with_column
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.core.numbers import plain
from xltool.core.spelling import HEADER_ROWS, normalised
from xltool.core.units import Form

_FEWEST = 2  # cells below it that make a column without a header one


def said_columns(sheet: RawSheet, kind: Sheet, year: int | None) -> dict[int, str]:
    """Our headers by column, as the sheet's own say."""
    headers = find_headers(sheet, kind, year)
    rivals = Rivals(sheet, headers.row, headers.texts, MappingProxyType({}))
    columns, _, _ = bound_headers(rivals, kind, headers, year or stated_year(sheet, kind, headers), set())
    amounts = any(c.quantity.form is not Form.TEXT for c in columns)
    return {position: column.header for column, position in columns.items()} if amounts else {}


def _turned(sheet: RawSheet, kind: Sheet, year: int | None) -> frozenset[int]:
    """The column of a budget that is the municipality's grant, of the other sign than the costs."""
    bound, _ = bind(sheet, kind, year)
    if bound is None or not bound.is_granted:
        return frozenset()
    return frozenset(p for c, p in bound.columns.items() if c.header == "Budget")


def drafted_headers(
    sheet: RawSheet, as_it_stands: RawSheet, kind: Sheet | None, year: int | None
) -> tuple[int, dict[int, WrittenRow]]:
    """The row of the sheet's headers, and a row of the table for each column, by its position. `as_it_stands` is the sheet
    before its taught headers were put into our words."""
    bound = said_columns(sheet, kind, year) if kind else {}
    turned = _turned(sheet, kind, year) if kind and bound else frozenset()
    row = find_headers(sheet, kind, year).row if kind and bound else _likely_row(as_it_stands)
    at = header_row(as_it_stands, row)
    return row, {
        position: WrittenRow(
            sheet.name,
            header,
            plain(at.groups.get(position, "")),
            bound.get(position, ""),
            "−" if position in turned else "",
        )
        for position, header in _named(as_it_stands, at)
    }


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
    return word.word, str(word.year or ""), normalised(group)
