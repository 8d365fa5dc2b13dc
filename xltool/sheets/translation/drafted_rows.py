"""The rows of a taught table for a workbook: each sheet and each header, with what xltool reads it as by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from xltool.binding.drafted_headers import SaidColumns, drafted_headers, said_columns
from xltool.binding.taught import Taught
from xltool.binding.taught_rows import WrittenRow, is_table
from xltool.binding.taught_words import taught_word, without_years
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.findings.finding import has_errors
from xltool.sheets.all_sheets import SHEETS, kinds
from xltool.sheets.board_reading import with_period
from xltool.sheets.result_sheets import GUIDES
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import SETTINGS, Settings
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
    found, told = found_sheets(known)
    settings, _ = read_settings(found.get(SETTINGS.key))
    settings, _ = with_period(settings, found)
    of_kind = {part.key: part.kind(settings) for part in SHEETS}
    kind_of = {sheet.name: of_kind[key] for key, sheet in found.items()}
    quiet = {*GUIDES, *known.left_out, *(name for name, kind in kind_of.items() if kind.key == SETTINGS.key)}
    sheets = [s for s in known.book.sheets if s.filled_rows() and not (s.name in quiet or is_table(s))]
    if not has_errors(told):  # what is asked is not answered here
        kind_of |= _guessed([s for s in sheets if s.name not in kind_of], found, settings.year)
    drafts = []
    for sheet in sheets:
        kind = kind_of.get(sheet.name)
        said = _said(sheet, kind, settings) if kind else None
        as_it_stands = known.sheets[sheet.name].as_it_stands if sheet.name in known.sheets else sheet
        row, headers = drafted_headers(sheet, as_it_stands, said)
        own = WrittenRow(sheet.name, read_as=kind.title if kind else "")
        drafts.append(DraftSheet(as_it_stands, kind, row, own, headers))
    return drafts


def _said(sheet: RawSheet, kind: Sheet, settings: Settings) -> SaidColumns:
    return said_columns(sheet, kind, settings.year, settings.chosen, settings.period)


def _guessed(sheets: Sequence[RawSheet], found: Mapping[str, RawSheet], year: int | None) -> dict[str, Sheet]:
    """What a sheet is by its headers, where they name all that it must have and no other sheet is that."""
    guesses: dict[str, Sheet] = {}
    for kind in kinds():
        needed = {c.header for c in kind.columns if c.required}
        free = [s for s in sheets if s.name not in guesses and s.long is None]
        said = {s.name: said_columns(s, kind, year) for s in free}
        fitting = [s for s in free if needed <= {*said[s.name].columns.values()}]
        fitting = [s for s in fitting if kind.by_content or said[s.name].is_named]
        if kind.key not in found and needed and len(fitting) == 1:
            guesses[fitting[0].name] = kind
    return guesses


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
