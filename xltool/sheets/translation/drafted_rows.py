"""The rows of a taught table for a workbook: each sheet and each header, with what xltool reads it as by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from xltool.binding.bound_headers import bound_headers
from xltool.binding.headers import find_headers, has_figures, row_headers, stated_year
from xltool.binding.rivals import Rivals
from xltool.binding.taught import Taught
from xltool.binding.taught_headers import HeaderRow, header_row
from xltool.binding.taught_table import WrittenRow, is_table
from xltool.binding.taught_words import taught_word, with_column, without_years
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.core.numbers import plain
from xltool.core.spelling import HEADER_ROWS, normalised
from xltool.core.units import Form
from xltool.sheets.all_sheets import kinds
from xltool.sheets.result_sheets import GUIDES
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import SETTINGS
from xltool.sheets.sheets_found import found_sheets

_FEWEST = 2  # columns that tell what a sheet is


class DraftSheet(Struct, frozen=True):
    """A sheet of the workbook with its rows of the table: its own, and a row a header by the column's position. `kind` is
    what it is read as, None where that is not known; `header_row` is where its headers stand."""

    sheet: RawSheet
    kind: Sheet | None
    header_row: int
    own: WrittenRow
    headers: Mapping[int, WrittenRow]

    @property
    def rows(self) -> tuple[WrittenRow, ...]:
        return (self.own, *self.headers.values())


def drafted(known: Taught) -> list[DraftSheet]:
    """Each sheet that may hold figures, with a row a header. What the workbook's `known` words say is not asked for again:
    such a column is read as it is taught."""
    found, _ = found_sheets(known)
    by_name = {sheet.name: key for key, sheet in found.items()}
    year = read_settings(found.get(SETTINGS.key))[0].year
    drafts = []
    for sheet in known.book.sheets:
        key = by_name.get(sheet.name)
        quiet = sheet.name in (*GUIDES, *known.left_out) or is_table(sheet) or key == SETTINGS.key
        if quiet or not sheet.filled_rows():
            continue
        as_it_stands = known.sheets[sheet.name].as_it_stands if sheet.name in known.sheets else sheet
        drafts.append(_drafted(sheet, as_it_stands, _kind(sheet, key, found, year), year))
    return drafts


def new_rows(drafts: Sequence[DraftSheet], have: Iterable[WrittenRow]) -> list[WrittenRow]:
    """The rows that the table does not have yet, years aside."""
    known = {_same(row.sheet, header, row.group) for row in have for header in _headers(row.header)}
    return [row for draft in drafts for row in draft.rows if not known & _places(row)]


def _places(row: WrittenRow) -> set[tuple[str, ...]]:
    """As which a table may have the row: of its sheet or of all, with what stands above the header or without."""
    sheets = (row.sheet, "") if row.header else (row.sheet,)
    return {_same(sheet, row.header, group) for sheet in sheets for group in (row.group, "")}


def _headers(text: str) -> list[str]:
    """The headers of a row: several where they are added."""
    return [text, *text.split(" + ")] if " + " in text else [text]


def _same(sheet: str, header: str, group: str) -> tuple[str, ...]:
    word = taught_word(header)
    return without_years(sheet), word.word, str(word.year or ""), str(word.column), without_years(group)


def _kind(sheet: RawSheet, key: str | None, found: Mapping[str, RawSheet], year: int | None) -> Sheet | None:
    """What the sheet is: as it is found, else the kind that no other sheet is and most of its headers are of."""
    if key is not None:
        return next(kind for kind in kinds() if kind.key == key)
    free = [kind for kind in kinds() if kind.key not in found and kind.key != SETTINGS.key]
    scored = [(len(_bound(sheet, kind, year)), kind) for kind in free if sheet.long is None]
    most, best = max(scored, key=lambda one: one[0], default=(0, None))
    return best if most >= _FEWEST else None


def _bound(sheet: RawSheet, kind: Sheet, year: int | None) -> dict[int, str]:
    """Our headers by column, as the sheet's own say."""
    headers = find_headers(sheet, kind, year)
    rivals = Rivals(sheet, headers.row, headers.texts, MappingProxyType({}))
    columns, _, _ = bound_headers(rivals, kind, headers, year or stated_year(sheet, kind, headers), set())
    amounts = any(c.quantity.form is not Form.TEXT for c in columns)
    return {position: column.header for column, position in columns.items()} if amounts else {}


def _drafted(sheet: RawSheet, as_it_stands: RawSheet, kind: Sheet | None, year: int | None) -> DraftSheet:
    bound = _bound(sheet, kind, year) if kind else {}
    row = find_headers(sheet, kind, year).row if kind and bound else _likely_row(as_it_stands)
    at = header_row(as_it_stands, row)
    headers = {
        position: WrittenRow(sheet.name, header, plain(at.groups.get(position, "")), bound.get(position, ""))
        for position, header in _named(as_it_stands, at)
    }
    own = WrittenRow(sheet.name, read_as=kind.title if kind else "")
    return DraftSheet(as_it_stands, kind, row, own, headers)


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
