"""Headers as people write them: their words, the year and the unit behind them, and where in a sheet they stand."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from msgspec import Struct

from xltool.binding.vocabulary import WORDS
from xltool.core.cells import RawCell, RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.core.spelling import HEADER_ROWS, normalised
from xltool.core.units import UNIT_WORDS, Form

_YEARS = range(1990, 2101)
_YEAR = re.compile(r"(?:\s|^)(?:år\s+)?((?:19|20)\d\d)$|^(?:år\s+)?((?:19|20)\d\d)\s", re.IGNORECASE)
_WORDS_OF_UNITS = "|".join(sorted(UNIT_WORDS, key=len, reverse=True))
_UNIT = re.compile(rf"\s*[(,]?\s*(?:\bi )?\b({_WORDS_OF_UNITS})\)?$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def header_parts(text: str) -> tuple[str, int | None]:
    """A header's normalised name, and the year behind or before it: `BUDGET 2023 (tkr)` → (`budget`, 2023)."""
    body = _UNIT.sub("", plain(text))
    year = _YEAR.search(body)
    if year is None:
        return normalised(body), None
    rest = body[: year.start()] + body[year.end() :]
    return normalised(_UNIT.sub("", rest)), int(year[1] or year[2])


@lru_cache(maxsize=4096)
def header_unit(text: str) -> str:
    """The unit of amounts that a header states: `Budget 2023 (tkr)` → `tkr`, empty where it states none."""
    found = _UNIT.search(plain(text))
    return UNIT_WORDS[found[1].casefold()].word if found else ""


@lru_cache(maxsize=1024)
def names_of(column: Input) -> frozenset[str]:
    """The normalised words that a column goes by: a column of amounts by those of the vocabulary too."""
    own = {normalised(name) for name in (column.header, *column.aliases)}
    return frozenset(
        own | WORDS.get(column.header, {}).keys() if column.quantity.form is Form.AMOUNT else own
    )


class Headers(Struct, frozen=True):
    """The headers of a sheet: their texts by column, and the last row that they stand in."""

    row: int
    texts: dict[int, str]


def fits(column: Input, base: str, stated: int | None, year: int | None) -> bool:
    """Whether the header's word and year are the column's, in a workbook of the year."""
    if base not in names_of(column):
        return False
    if column.prior_year:  # the plain word "utfall" is last year's only with last year behind it
        by_year = base == normalised(column.aliases[0]) if column.aliases else False
        return stated == (year or 0) - 1 if by_year else True
    return stated is None or not column.of_year or stated == year


def find_headers(sheet: RawSheet, kind: Sheet, year: int | None = None) -> Headers:
    """The headers where most of the kind's columns are named, of the workbook's year, in one row or in two; the topmost
    of equals."""
    names = set().union(*(names_of(c) for c in kind.columns))
    merged = _merged_texts(sheet)
    in_row = {row: row_headers(sheet, row) for row in sheet.filled_rows() if row <= HEADER_ROWS}

    def in_one_row(row: int) -> Headers:
        return Headers(row, in_row[row])

    def in_two_rows(row: int) -> Headers:
        upper, lower = in_row[row], in_row[row + 1]
        columns = sorted(upper.keys() | lower)
        above = {c: upper.get(c) or merged.get((row, c), "") for c in columns}
        return Headers(row + 1, {c: _together(above[c], lower.get(c, ""), names) for c in columns})

    def hits(headers: Headers) -> int:
        return len({header_parts(t)[0] for t in headers.texts.values()} & names)

    def order(headers: Headers) -> tuple[int, int, int]:
        """Most names; of equals those of the workbook's year; of equals the topmost."""
        said = set(map(header_parts, headers.texts.values()))
        of_year = {
            b for b, y in said if b in names and (not y or any(fits(c, b, y, year) for c in kind.columns))
        }
        return hits(headers), len(of_year), -headers.row

    def is_dress(row: int) -> bool:
        """A row of years and units alone belongs to the headers above or below it."""
        return all(map(_is_year_or_unit, in_row[row].values()))

    single = max(
        (in_one_row(r) for r in in_row if not has_figures(sheet, r)),
        key=order,
        default=Headers(1, {}),
    )
    most = hits(single)
    # A row with a figure is a line, whatever its words are (reading.md §1).
    pairs = [
        r for r in in_row if r + 1 in in_row and not has_figures(sheet, r) and not has_figures(sheet, r + 1)
    ]
    wider = [r for r in pairs if len(in_row[r].keys() | in_row[r + 1]) > most]  # the others name no more
    double = max(map(in_two_rows, wider), key=order, default=single)
    if hits(double) > most:
        return double
    for row in (single.row - 1, single.row):
        beside = row if row != single.row else row + 1
        if row in pairs and most and is_dress(beside) and hits(in_two_rows(row)) >= most:
            return in_two_rows(row)
    return single


def _together(upper: str, lower: str, names: set[str]) -> str:
    """What two cells above each other say as one header: both, else the one that is a column's name, with the
    year of the other."""
    both = f"{upper} {lower}".strip()
    if header_parts(both)[0] in names:
        return both
    for word, other in ((lower, upper), (upper, lower)):
        if header_parts(word)[0] in names:
            year = header_parts(f"x {other}")[1]
            return f"{word} {year}" if year and not header_parts(word)[1] else word
    return both


def _is_year_or_unit(text: str) -> bool:
    return header_parts(f"x {text}")[0] == "x"


def has_figures(sheet: RawSheet, row: int) -> bool:
    """Whether the row holds a number that is no year, as no header does."""
    numbers = (sheet.cells[row, c].number for c in sheet.filled_columns(row))
    return any(n is not None and n not in _YEARS for n in numbers)


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
