"""Headers as people write them: their words, the year and the unit behind them, and where in a sheet they stand."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache, reduce

from msgspec import Struct

from xltool.binding.header_words import HeaderWords, header_parts, header_words, is_side_of, lent, side_of
from xltool.binding.vocabulary import SIDES
from xltool.core.cells import RawCell, RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import figure
from xltool.core.shades import Shade, Words
from xltool.core.spelling import HEADER_ROWS, normalised

_YEARS = range(1990, 2101)
_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")  # 202308


@lru_cache(maxsize=1024)
def names_of(column: Input) -> frozenset[str]:
    """The normalised words that a column goes by: its own and those of the vocabulary."""
    return frozenset(map(normalised, (column.header, *column.aliases, *column.words)))


def shades_of(column: Input, words: HeaderWords) -> frozenset[Shade]:
    """What the header adds to the column, with what its word says by itself."""
    return words.shades | _shades_by_word(column).get(words.base, frozenset())


@lru_cache(maxsize=1024)
def _shades_by_word(column: Input) -> Words:
    return {normalised(word): shades for word, shades in column.words.items()}


def is_by_need(column: Input, words: HeaderWords) -> bool:
    """Whether the header is the column's by what it adds to a word of another column."""
    return bool(column.needs) and words.base in _shades_by_word(column)


class Header(Struct, frozen=True):
    """What stands above a column, and what it says."""

    text: str
    words: HeaderWords


class Headers(Struct, frozen=True):
    """The headers of a sheet by column, and the last and the first row that they stand in."""

    row: int
    by_column: dict[int, Header]
    first: int

    @property
    def texts(self) -> dict[int, str]:
        return {column: header.text for column, header in self.by_column.items()}


def fits(column: Input, words: HeaderWords, year: int | None) -> bool:
    """Whether the header's word, year and shades are the column's, in a workbook of the year."""
    shades = shades_of(column, words)
    if words.base not in names_of(column) or shades & column.apart:
        return False
    if is_by_need(column, words) and (not shades & column.needs or (column.of_year and words.month)):
        return False  # the word alone is another column's, and with a month it is of the year
    if column.years_back:  # the plain word "utfall" is last year's only with last year behind it
        is_plain = words.base in _shades_by_word(column)
        says_last = Shade.PRIOR in words.shades and column.years_back == 1
        return not is_plain or says_last or words.year == (year or 0) - column.years_back
    if not column.of_year:
        return True
    return Shade.PRIOR not in words.shades and words.year in (None, year)


def find_headers(sheet: RawSheet, kind: Sheet, year: int | None = None) -> Headers:
    """The headers where most of the kind's columns are named, of the workbook's year, in one row or in several; the
    topmost of equals."""
    names = frozenset().union(*(names_of(c) for c in kind.columns))
    merged = _merged_texts(sheet)
    # A row with a figure is a line, whatever its words are (reading.md §1).
    in_row = {
        row: {c: Header(t, header_words(t)) for c, t in row_headers(sheet, row).items()}
        for row in sheet.filled_rows()
        if row <= HEADER_ROWS and not has_figures(sheet, row)
    }

    def in_rows(rows: Sequence[int]) -> Headers:
        above = {
            row: {c: Header(t, header_words(t)) for (r, c), t in merged.items() if r == row} | in_row[row]
            for row in rows[:-1]
        }
        levels = [*(above[row] for row in rows[:-1]), in_row[rows[-1]]]
        return Headers(rows[-1], _as_headers(levels, names), rows[0])

    def hits(headers: Headers) -> int:
        return len({header.words.base for header in headers.by_column.values()} & names)

    def order(headers: Headers) -> tuple[int, int, int]:
        """Most names; of equals those of the workbook's year; of equals the topmost."""
        said = {header.words for header in headers.by_column.values() if header.words.base in names}
        of_year = {w.base for w in said if not w.year or any(fits(c, w, year) for c in kind.columns)}
        return hits(headers), len(of_year), -headers.row

    def is_dress(row: int) -> bool:
        """A row of years, units, periods alone belongs to the headers above or below it."""
        return bool(in_row.get(row)) and all(h.words.bare for h in in_row[row].values())

    best = max((in_rows([row]) for row in in_row), key=order, default=Headers(1, {}, 1))
    rows = [best.row]
    # What lies in fewer columns than the best names has no more names.
    pairs = [r for r in in_row if r + 1 in in_row and len(in_row[r].keys() | in_row[r + 1]) > hits(best)]
    double = max((in_rows([r, r + 1]) for r in pairs), key=order, default=best)
    if hits(double) > hits(best):
        best, rows = double, [double.row - 1, double.row]
    while hits(best) and is_dress(rows[0] - 1) and hits(in_rows([rows[0] - 1, *rows])) >= hits(best):
        rows.insert(0, rows[0] - 1)
        best = in_rows(rows)
    below = rows[-1] + 1
    first = min(best.by_column, default=0)  # what stands below the first header alone is a heading of lines
    if (
        hits(best)
        and is_dress(below)
        and max(in_row[below]) > first
        and hits(in_rows([*rows, below])) >= hits(best)
    ):
        best = in_rows([*rows, below])
    return best


def texts_in_rows(sheet: RawSheet, kind: Sheet, rows: Sequence[int]) -> dict[int, str]:
    """What the rows say together as headers of the kind, by column."""
    names = frozenset().union(*(names_of(c) for c in kind.columns))
    levels = [{c: Header(t, header_words(t)) for c, t in row_headers(sheet, row).items()} for row in rows]
    return {column: header.text for column, header in _as_headers(levels, names).items()}


def _as_headers(levels: Sequence[dict[int, Header]], names: Container[str]) -> dict[int, Header]:
    return reduce(lambda upper, lower: _together(upper, lower, names), levels)


def _together(upper: dict[int, Header], lower: dict[int, Header], names: Container[str]) -> dict[int, Header]:
    """The headers of two rows as one: each with what stands above it, else with what the nearest to its left lends."""
    joined = {}
    sides = [c for c, header in lower.items() if header.words.base in SIDES]
    over_first = (
        bool(sides) and min(sides) in upper
    )  # else what spans them is written above the middle of them
    for column in sorted(upper.keys() | lower):
        own, above = lower.get(column), upper.get(column)
        left = max((c for c in upper if c < column), default=None)
        if above is None and own is not None and left is not None:
            given = upper[left]
            beside = lower.get(left, _NO_HEADER).words
            is_side = over_first and beside.base in SIDES and own.words.base in SIDES
            above = given if given.words.bare or own.words.bare or is_side else None
        joined[column] = _as_one(above, own, names) if above and own else own or above or _NO_HEADER
    return joined


_NO_HEADER = Header("", HeaderWords(""))


def _as_one(upper: Header, lower: Header, names: Container[str]) -> Header:
    """What two cells above each other say as one header: both, else the one that is a column's name, with the year of
    the other."""
    both = f"{upper.text} {lower.text}"
    words = header_words(both)
    if is_side_of(upper.words, lower.words):
        return Header(both, side_of(upper.words, lower.words))
    if words.base in names:
        return Header(both, words)
    for word, other in ((lower, upper), (upper, lower)):
        if word.words.base in names:
            year = other.words.year or header_parts(f"x {other.text}")[1]
            with_year = f"{word.text} {year}" if year and not word.words.year else word.text
            return Header(with_year, header_words(with_year))
    return Header(both, lent(upper.words, lower.words))


def _is_year_or_unit(text: str) -> bool:
    return header_parts(f"x {text}")[0] == "x"


def has_figures(sheet: RawSheet, row: int) -> bool:
    """Whether the row holds a number that is no year, as no header does; a figure may stand as text."""
    numbers = (_number(sheet.cells[row, c]) for c in sheet.filled_columns(row))
    return any(n is not None and n not in _YEARS for n in numbers)


def _number(cell: RawCell) -> float | None:
    """The number of a cell, or of a text that is one and no month of a year."""
    if not isinstance(cell.value, str):
        return cell.number
    return None if _MONTH.fullmatch(cell.value) else figure(cell.value)


def names_columns(sheet: RawSheet, row: int, names: Container[str]) -> bool:
    """Whether the row says two or more of the names, as the headers of a table do."""
    if has_figures(sheet, row):
        return False
    said = [header_parts(text)[0] for text in row_headers(sheet, row).values()]
    if any(re.match(r"[-−\d]", s) and not _is_year_or_unit(s) for s in said):
        return False  # a figure that stands as text: 84 %, 12–15 st
    return len({s for s in said if s in names}) > 1


def is_repeated(cells: dict[Input, RawCell]) -> bool:
    """Whether the cells of a row say what the headers of their columns say, as after a page break. One word alone is a
    name: a goal may be called Mål."""
    if len(cells) < 2:
        return False
    named = False
    for column, cell in cells.items():
        text = header_text(cell)
        if header_parts(text)[0] in names_of(column):
            named = True
        elif not _is_year_or_unit(text):
            return False
    return named


def row_headers(sheet: RawSheet, row: int) -> dict[int, str]:
    return {c: text for c in sheet.filled_columns(row) if (text := header_text(sheet.cells[row, c]))}


def _merged_texts(sheet: RawSheet) -> dict[tuple[int, int], str]:
    """What a merged cell says, at every place that it covers."""
    return {
        (row, column): header_text(sheet.cell(top, left))
        for top, left, bottom, right in sheet.merged
        if top <= HEADER_ROWS and right - left < 50
        for row in range(top, min(bottom, HEADER_ROWS) + 1)
        for column in range(left, right + 1)
    }


def header_text(cell: RawCell) -> str:
    """What stands in a header's cell; a number (a year, say) as its digits."""
    if isinstance(cell.value, str):
        return cell.value if cell.value.strip() else ""
    number = cell.number
    return "" if number is None else f"{number:g}"


_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def stated_year(sheet: RawSheet, kind: Sheet, headers: Headers) -> int | None:
    """The latest year that the headers of the kind's columns state, or that are years alone; else the only one above
    them."""
    names = frozenset().union(*(names_of(c) for c in kind.columns if not c.next_year))
    words = [header.words for header in headers.by_column.values()]
    years = [w.year for w in words if w.year and (w.base in names or w.bare)]
    if years:
        return max(years)
    above = [
        str(sheet.cell(row, column).value)
        for row in sheet.filled_rows()
        if row < headers.first
        for column in sheet.filled_columns(row)
    ]
    titled = {int(year) for text in above for year in _TITLE_YEAR.findall(text)}
    return titled.pop() if len(titled) == 1 else None
