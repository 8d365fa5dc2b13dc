"""The rows of a taught table for a workbook: each sheet and each header, with what xltool reads it as by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.drafted_headers import SaidColumns, drafted_headers, said_columns
from xltool.binding.suggested_headers import suggested_headers
from xltool.binding.taught import Taught
from xltool.binding.taught_rows import WrittenRow, is_table
from xltool.binding.taught_words import taught_word, without_years
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.core.spelling import normalised
from xltool.findings.finding import has_errors
from xltool.sheets.all_sheets import SHEETS, kinds
from xltool.sheets.board_reading import with_period
from xltool.sheets.investments.project_part import INVESTMENTS_PART
from xltool.sheets.operating.operating_part import OPERATING_PART
from xltool.sheets.result_sheets import GUIDES
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import SETTINGS, Settings
from xltool.sheets.sheets_found import found_sheets

_OF_PROJECTS = ("invest", "bygg", "projekt", "anlagg")  # how words begin that tell of a sheet of projects


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
    of_kind = {part.key: part.kind(settings, found.get(part.key)) for part in SHEETS}
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
    return _with_suggestions(drafts, {*found}, settings.year or 0)


# --- what the others may be ----------------------------------------------------------------------------------


def _with_suggestions(drafts: Sequence[DraftSheet], found: Collection[str], year: int) -> list[DraftSheet]:
    """The same with a suggestion for each sheet and header that may be one of ours. A kind is suggested for one sheet: of
    two that could be it, people choose."""
    kind_of = {d.own.sheet: d.kind or _likely_kind(d) for d in drafts}
    proposed = [_suggested(d, kind_of[d.own.sheet], year) for d in drafts]
    rivals = [kind_of[d.own.sheet].key for d in proposed if d.kind is None and _is_whole(d)]
    return [_as_one(d, kind_of[d.own.sheet], [*rivals, *found]) for d in proposed]


def _likely_kind(draft: DraftSheet) -> Sheet:
    words = normalised(" ".join((draft.own.sheet, *(row.header for row in draft.headers.values()))))
    is_projects = any(w.startswith(_OF_PROJECTS) for w in words.split())
    return (INVESTMENTS_PART if is_projects else OPERATING_PART).sheet


def _suggested(draft: DraftSheet, kind: Sheet, year: int) -> DraftSheet:
    if draft.sheet.long is not None:
        return draft
    said = {p: row.read_as for p, row in draft.headers.items() if row.read_as}
    texts = {p: row.header for p, row in draft.headers.items()}
    may_be = suggested_headers(draft.sheet, draft.header_row, texts, kind, said, year)
    headers = {p: replace(row, suggested=may_be.get(p, "")) for p, row in draft.headers.items()}
    proposed = replace(draft, headers=headers)
    return proposed if draft.kind or _is_whole(proposed) else draft


def _is_whole(draft: DraftSheet) -> bool:
    """Whether the sheet has a name, a budget and what is judged against it, known or suggested."""
    said = {row.read_as or row.suggested for row in draft.headers.values()}
    return "Budget" in said and bool(said & {"Utfall", "Prognos"}) and bool(said & {"Kontotext", "Projekt"})


def _as_one(draft: DraftSheet, kind: Sheet, rivals: Sequence[str]) -> DraftSheet:
    if draft.kind is not None or not _is_whole(draft) or rivals.count(kind.key) > 1:
        return draft
    return replace(draft, kind=kind, own=replace(draft.own, suggested=kind.title))


# --- what the table lacks ------------------------------------------------------------------------------------


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
