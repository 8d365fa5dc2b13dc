"""The rows of a taught table for a workbook: each sheet and each header, with what xltool reads it as by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from xltool.binding.drafted_headers import drafted_headers, said_columns
from xltool.binding.taught import Taught
from xltool.binding.taught_table import WrittenRow, is_table
from xltool.binding.taught_words import taught_word, without_years
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
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
    scored = [(len(said_columns(sheet, kind, year)), kind) for kind in free if sheet.long is None]
    most, best = max(scored, key=lambda one: one[0], default=(0, None))
    return best if most >= _FEWEST else None


def _drafted(sheet: RawSheet, as_it_stands: RawSheet, kind: Sheet | None, year: int | None) -> DraftSheet:
    row, headers = drafted_headers(sheet, as_it_stands, kind, year)
    own = WrittenRow(sheet.name, read_as=kind.title if kind else "")
    return DraftSheet(as_it_stands, kind, row, own, headers)
