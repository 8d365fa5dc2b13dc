"""A workbook with its taught headers written in our words; every cell stays where it stands (reading.md §8.6).

What the columns are read as is kept beside it, so that amounts can be turned and added where they are read, and the
reading tells the department's own headers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.binding.headers import row_headers
from xltool.binding.matched_headers import MatchedColumn, MatchedHeaders
from xltool.binding.taught_headers import match_headers
from xltool.binding.taught_rows import HEADER, LEFT_OUT, SHEET, TaughtRow, Translation, is_table
from xltool.binding.taught_words import without_years, year_in
from xltool.core.cells import BLANK, RawBook, RawCell, RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors

YearOf = Callable[[Mapping[str, str]], int | None]


class TaughtSheet(Struct, frozen=True):
    """What is taught of a sheet's columns. `as_it_stands` is the sheet as it was read, `written` its headers by what
    stands there in our words; they stand in the `header_row`."""

    as_it_stands: RawSheet
    columns: tuple[MatchedColumn, ...]
    written: Mapping[str, str]
    header_row: int

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


def taught(book: RawBook, translation: Translation | None, kinds: Sequence[Sheet], year_of: YearOf) -> Taught:
    """The workbook as the translation reads it. `year_of` is its year, by the sheets that are taught to be one of ours."""
    if translation is None:
        return Taught(book)
    findings = list(translation.findings)
    year = year_of({})
    named = {
        sheet: row.read_as
        for row in translation.rows
        if not row.header
        for sheet in _sheets_of(row, book, translation, year)
    }
    year, ages = year_of(named), _ages(kinds)
    sheets: dict[str, TaughtSheet] = {}
    written: dict[str, RawSheet] = {}
    used: list[TaughtRow] = []
    for sheet in book.sheets:
        if is_table(sheet) or named.get(sheet.name) == LEFT_OUT:
            continue
        rows = [
            r for r in translation.rows if r.header and sheet.name in _sheets_of(r, book, translation, year)
        ]
        matched, found = match_headers(sheet, rows, year, ages)
        findings += found
        if matched is None:
            continue
        used += [column.row for column in matched.columns]
        written[sheet.name] = ours = _written(sheet, matched, kinds)
        theirs = {plain(str(ours.cell(matched.row, p).value)): plain(t) for p, t in matched.at.texts.items()}
        sheets[sheet.name] = TaughtSheet(sheet, matched.columns, theirs, matched.row)
    if not has_errors(findings):
        findings += _not_found(book, translation, used, year)
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


def _sheets_of(row: TaughtRow, book: RawBook, translation: Translation, year: int | None) -> list[str]:
    """The sheets that the row is of, years aside. Where several are called so, the year counts from the workbook's `year`, or
    from the newest: `Drift 2023` beside `Drift 2024` is last year's."""
    names = [sheet.name for sheet in book.sheets if not is_table(sheet)]
    if not row.sheet:
        return names
    same = {n: year_in(n) for n in names if _is_same(n, row.sheet)}
    written = {r.sheet: year_in(r.sheet) for r in translation.written if _is_same(r.sheet, row.sheet)}
    if max(len(same), len(set(written.values()))) < 2:
        return [*same]
    read = [r.sheet for r in translation.rows if not (r.header or r.is_left_out) and r.sheet in written]
    then = max((written[name] for name in read or written), default=0)
    now = year if year in same.values() else max(same.values(), default=0)
    return [name for name, of in same.items() if (now or 0) - of == then - year_in(row.sheet)]


def _is_same(name: str, other: str) -> bool:
    return without_years(name) == without_years(other)


def _not_found(
    book: RawBook, translation: Translation, used: Sequence[TaughtRow], year: int | None
) -> list[Finding]:
    """What the table names and the workbook lacks. A table for many workbooks names other sheets too."""
    found = []
    places = {row.origins[HEADER] for row in used}
    for row in translation.rows:
        has_sheet = bool(_sheets_of(row, book, translation, year))
        if (
            row.origins[HEADER] in places
            or row.is_left_out
            or not (translation.is_own or (row.sheet and has_sheet))
        ):
            continue
        where = row.origins[HEADER]
        if row.header:
            on = f" på bladet {row.sheet}" if row.sheet else ""
            what = f"Rubriken {plain(row.header)}{on}"
        elif not has_sheet:
            what, where = f"Bladet {row.sheet}", row.origins.get(SHEET, where)
        else:
            continue
        found.append(codes.TAUGHT_MISSING.at(where, what=what))
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
    for position in known & matched.above.keys():
        cells.pop((matched.row - 1, position), None)
    for at in (matched.at, *matched.again):
        for position, text in matched.headers(at, mains, _of_year(kinds), _names(kinds)).items():
            cells[at.row, position] = RawCell(text)
    if known & matched.at.groups.keys():
        cells = {
            (r, c): v for (r, c), v in cells.items() if r != matched.row - 1 or c not in matched.at.groups
        }
        cells |= {(matched.row, position): RawCell(text) for position, text in matched.lent(known).items()}
        upper = row_headers(sheet, matched.row - 1)
        again = {at.row - 1 for at in matched.again if row_headers(sheet, at.row - 1) == upper}
        cells = {(r, c): v for (r, c), v in cells.items() if r not in again}
    return replace(sheet, cells=cells)


def _of_year(kinds: Sequence[Sheet]) -> dict[str, Input]:
    return {c.header: c for kind in reversed(kinds) for c in kind.columns if c.of_year}


def _ages(kinds: Sequence[Sheet]) -> dict[str, int]:
    """How many years before the workbook's each of our headers is of, of those that are of a year."""
    return {c.header: c.years_back for k in kinds for c in k.columns if c.of_year or c.years_back}


def _names(kinds: Sequence[Sheet]) -> dict[str, str]:
    """Another word for each column of names that may be found by its place."""
    placed = (c for kind in kinds if kind.named_by_place for c in kind.columns)
    return {c.header: c.aliases[0] for c in placed if c.names and c.required and c.aliases}
