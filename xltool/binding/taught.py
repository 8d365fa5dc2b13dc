"""A workbook with its taught headers written in our words; every cell stays where it stands (reading.md §8.6).

What the columns are read as is kept beside it, so that amounts can be turned and added where they are read, and the
reading tells the department's own headers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.binding.taught_headers import MatchedColumn, MatchedHeaders, match_headers
from xltool.binding.taught_table import HEADER, LEFT_OUT, TaughtRow, Translation, is_table
from xltool.binding.taught_words import without_years
from xltool.core.cells import BLANK, RawBook, RawCell, RawSheet
from xltool.core.columns import Sheet
from xltool.core.numbers import plain
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors


class TaughtSheet(Struct, frozen=True):
    """What is taught of a sheet's columns. `as_it_stands` is the sheet as it was read, `written` its headers by what
    stands there in our words."""

    as_it_stands: RawSheet
    columns: tuple[MatchedColumn, ...]
    written: Mapping[str, str] = field(default_factory=dict)

    def read_as(self, header: str) -> tuple[MatchedColumn, ...]:
        """The columns that are read as the one with our header: several where they are added."""
        return tuple(c for c in self.columns if c.row.read_as == header)

    @property
    def left_out(self) -> frozenset[int]:
        return frozenset(c.position for c in self.columns if c.row.is_left_out)

    @property
    def words(self) -> dict[str, str]:
        """The department's headers by ours: `Utfall` → `Intäkter + Kostnader`."""
        found: dict[str, str] = {}
        for column in self.columns:
            if not column.row.is_left_out:
                before = found.get(column.row.read_as)
                found[column.row.read_as] = f"{before} {column.signed_later}" if before else column.signed
        return found


class Taught(Struct, frozen=True):
    """The workbook in our words. `kinds` are the sheets that are taught to be one of ours, by name, `left_out` those that
    are not read, `sheets` what is taught of columns. `source` is what the table is called, empty where it said nothing
    of this workbook."""

    book: RawBook
    sheets: Mapping[str, TaughtSheet] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    source: str = ""


def taught(book: RawBook, translation: Translation | None, kinds: Sequence[Sheet]) -> Taught:
    """The workbook as the translation reads it."""
    if translation is None:
        return Taught(book)
    findings = list(translation.findings)
    named = _sheets_named(book, translation)
    sheets: dict[str, TaughtSheet] = {}
    written: dict[str, RawSheet] = {}
    used: list[TaughtRow] = []
    for sheet in book.sheets:
        if is_table(sheet) or named.get(sheet.name) == LEFT_OUT:
            continue
        rows = [row for row in translation.rows if row.header and _is_of(row, sheet)]
        matched, found = match_headers(sheet, rows)
        findings += found
        if matched is None:
            continue
        used += [column.row for column in matched.columns]
        written[sheet.name] = ours = _written(sheet, matched, kinds)
        theirs = {plain(str(ours.cell(matched.row, p).value)): plain(t) for p, t in matched.at.texts.items()}
        sheets[sheet.name] = TaughtSheet(sheet, matched.columns, theirs)
    if not has_errors(findings):
        findings += _not_found(book, translation, used)
    return Taught(
        replace(book, sheets=tuple(written.get(s.name, s) for s in book.sheets)),
        sheets,
        {name: title for name, title in named.items() if title != LEFT_OUT},
        frozenset(name for name, title in named.items() if title == LEFT_OUT),
        tuple(findings),
        translation.source if used or named else "",
    )


def in_their_words(findings: Sequence[Finding], known: Taught) -> list[Finding]:
    """The findings with the department's headers where ours are quoted; a remedy says what is to be written."""
    return [
        f if f.remedies else _quoting(f, known.sheets.get(f.origin.sheet if f.origin else ""))
        for f in findings
    ]


def _quoting(finding: Finding, sheet: TaughtSheet | None) -> Finding:
    message, hint = finding.message, finding.hint
    for ours, theirs in sheet.written.items() if sheet else ():
        message, hint = (text.replace(f"»{ours}«", f"»{theirs}«") for text in (message, hint))
    return replace(finding, message=message, hint=hint)


def _is_of(row: TaughtRow, sheet: RawSheet) -> bool:
    return not row.sheet or without_years(row.sheet) == without_years(sheet.name)


def _sheets_named(book: RawBook, translation: Translation) -> dict[str, str]:
    """What each sheet is taught to be. One that a row calls by its whole name is no other year's."""
    named: dict[str, str] = {}
    for row in translation.rows:
        if row.header:
            continue
        same = [s.name for s in book.sheets if _is_of(row, s)]
        exact = [name for name in same if normalised(name) == normalised(row.sheet)]
        named.update(dict.fromkeys(exact or same, row.read_as))
    return named


def _not_found(book: RawBook, translation: Translation, used: Sequence[TaughtRow]) -> list[Finding]:
    """What the table names and the workbook lacks. A table for many workbooks names other sheets too."""
    found = []
    places = {row.origins[HEADER] for row in used}
    for row in translation.rows:
        has_sheet = any(_is_of(row, s) for s in book.sheets)
        if (
            row.origins[HEADER] in places
            or row.is_left_out
            or not (translation.is_own or (row.sheet and has_sheet))
        ):
            continue
        if row.header:
            on = f" på bladet {row.sheet}" if row.sheet else ""
            what = f"Rubriken {plain(row.header)}{on}"
        elif not has_sheet:
            what = f"Bladet {row.sheet}"
        else:
            continue
        found.append(codes.TAUGHT_MISSING.at(row.origins[HEADER], what=what))
    return found


def _written(sheet: RawSheet, matched: MatchedHeaders, kinds: Sequence[Sheet]) -> RawSheet:
    """The sheet with our headers. What is left out, and what is added to another column, is taken out of it."""
    mains: dict[str, int] = {}
    gone: dict[int, int] = {}
    for column in matched.columns:
        ours = LEFT_OUT if column.row.is_left_out else column.row.read_as
        if ours == LEFT_OUT or mains.setdefault(ours, column.position) != column.position:
            gone[column.position] = mains.get(ours, 0)
    cells = {(r, c): cell for (r, c), cell in sheet.cells.items() if c not in gone or r < matched.row}
    for (row, position), cell in sheet.cells.items():
        main = gone.get(position, 0)
        if main and row > matched.row and cells.get((row, main), BLANK).blank:
            cells[row, main] = cell  # so that a row with this amount alone is a row all the same
    for position in {*mains.values(), *gone} & matched.above.keys():
        cells.pop((matched.row - 1, position), None)
    known = {*mains.values(), *gone}
    written = matched.headers(mains, _of_year(kinds), _names(kinds))
    if known & matched.at.groups.keys():
        written |= matched.lent(known)
        cells = {
            (r, c): v for (r, c), v in cells.items() if r != matched.row - 1 or c not in matched.at.groups
        }
    for position, text in written.items():
        cells[matched.row, position] = RawCell(text)
    return replace(sheet, cells=cells)


def _of_year(kinds: Sequence[Sheet]) -> frozenset[str]:
    return frozenset(c.header for kind in kinds for c in kind.columns if c.of_year)


def _names(kinds: Sequence[Sheet]) -> dict[str, str]:
    """Another word for each column of names that may be found by its place."""
    placed = (c for kind in kinds if kind.named_by_place for c in kind.columns)
    return {c.header: c.aliases[0] for c in placed if c.names and c.required and c.aliases}
