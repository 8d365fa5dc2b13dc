"""Binding: which sheet is which kind, which header is which column; and reading the cells below.

Headers are bound once a sheet, by name and alias; what is ambiguous or missing is a finding, never a choice.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field

from xltool.binding.formula_values import rows_summed
from xltool.binding.headers import (
    LeftOut,
    find_headers,
    fits,
    header_parts,
    header_unit,
    is_repeated,
    names_of,
)
from xltool.binding.other_tables import other_tables
from xltool.binding.rivals import Figures, Rival, Rivals
from xltool.core.cells import BLANK, RawBook, RawCell, RawSheet, address
from xltool.core.numbers import plain
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.core.tables import Input, Origin, Sheet
from xltool.core.units import Form
from xltool.findings import codes
from xltool.findings.finding import Finding

_MONTHS = frozenset({"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"})
_MOST_OF_A_YEAR = 6  # months


class BoundRow(Struct):
    """A row below the header that holds something: all its `cells`, and those that are `filled`. `outline`, `indent`
    and `bold` are how it looks, `sums` the rows that the formula of a column's cell refers to."""

    sheet: str
    number: int
    cells: dict[Input, RawCell]
    filled: dict[Input, RawCell]
    columns: dict[Input, int]
    extra: dict[str, RawCell] = field(default_factory=dict)
    outline: int = 0
    indent: int = 0
    bold: bool = False
    sums: dict[Input, frozenset[int]] = field(default_factory=dict)

    def rows_summed(self, column: Input) -> frozenset[int]:
        """The rows that the formula in the column refers to; none where there is no formula."""
        return self.sums.get(column, frozenset())

    def origin(self, column: Input) -> Origin:
        """Where the row's cell of the column stands; the row's first bound cell where it has no such column."""
        position = self.columns.get(column) or min(self.columns.values())
        return Origin(self.sheet, address(self.number, position))

    def origins(self) -> dict[Input, Origin]:
        """Where the row's cell of each column stands."""
        return {c: Origin(self.sheet, address(self.number, p)) for c, p in self.columns.items()}

    def has(self, column: Input) -> bool:
        return column in self.filled


class Bound(Struct):
    """A sheet whose headers are bound. `year` is the year that its headers state, if any. `left_out` are other tables
    of the sheet."""

    kind: Sheet
    name: str
    header_row: int
    columns: dict[Input, int]
    extra: dict[str, int]
    rows: list[BoundRow]
    year: int | None = None
    free_column: int = 1
    left_out: list[LeftOut] = field(default_factory=list)

    def origin(self, column: Input) -> Origin:
        return Origin(self.name, address(self.header_row, self.columns[column]))


def find_sheets(
    book: RawBook, kinds: Iterable[Sheet], passed_over: Iterable[str], strangers: Container[str] = ()
) -> tuple[dict[str, RawSheet], list[Finding]]:
    """The workbook's sheet for each kind's key, by name or alias. `passed_over` are names that need no word,
    `strangers` the sheets that are none of the kinds, whatever they are called."""
    findings: list[Finding] = []
    by_name = {normalised(name): kind for kind in kinds for name in (kind.title, *kind.aliases)}
    quiet = {normalised(name) for name in passed_over}
    found: dict[str, RawSheet] = {}
    for sheet in book.sheets:
        kind = by_name.get(normalised(sheet.name)) if sheet.name not in strangers else None
        if kind is None:
            if normalised(sheet.name) not in quiet:
                findings.append(codes.UNKNOWN_SHEET.at(Origin(sheet.name, "A1"), sheet=sheet.name))
        elif kind.key in found:
            first = found[kind.key].name
            where = Origin(sheet.name, "A1")
            findings.append(codes.TWO_SHEETS.at(where, first=first, second=sheet.name, sheet=kind.title))
        else:
            found[kind.key] = sheet
    return found, findings


def bind(
    sheet: RawSheet,
    kind: Sheet,
    year: int | None,
    unit: str = "",
    *,
    own: bool = False,
    wanted: str = "",
    chosen: Mapping[str, str] = MappingProxyType({}),
    figures: Figures | None = None,
) -> tuple[Bound | None, list[Finding]]:
    """The sheet with its headers bound to the kind's columns, and what was found wrong with them.

    `year` is the workbook's; None takes the latest year that a header states. `unit` is that of its amounts. In
    xltool's `own` result the computed columns are passed over. `wanted` is a column that Uppgifter names, `chosen` are those that it
    chooses among several, by our header. `figures` gives the numbers of a column where `sheet` is only the top of it. None is returned where a required column is missing, for then no row can be read.
    """
    if not sheet.filled_rows():
        return Bound(kind, sheet.name, 1, {}, {}, [], year), []
    found = find_headers(sheet, kind, year)
    header_row, headers = found.row, found.texts
    years = [y for text in headers.values() if (y := header_parts(text)[1])]
    year = year or max(years, default=None)
    passed_over = {normalised(c.header) for c in kind.computed} - {normalised(wanted)} if own else set()
    rivals = Rivals(sheet, header_row, headers, chosen, figures)
    columns, extra, findings = _bind_headers(rivals, kind, year, passed_over)
    if wrong_unit := _units(sheet.name, header_row, headers, columns, unit):
        return None, [*findings, *wrong_unit]
    missing = [c for c in kind.columns if c.required and c not in columns]
    if any(f.code is codes.WRONG_YEAR for f in findings):
        parts = map(header_parts, headers.values())
        wrong_year = {base for base, stated in parts if stated not in (None, year)}
        lost = [c for c in missing if not names_of(c) & wrong_year]
        if lost:
            findings.append(_missing(sheet.name, header_row, lost, headers, columns))
        return None, findings
    if not columns:
        texts = ", ".join(plain(t) for t in headers.values())
        where = Origin(sheet.name, address(header_row, 1))
        found_words = f"Rad {header_row} har: {texts}."
        return None, [column_missing(where, [c.header for c in missing], found_words)]
    if missing:
        # Which columns are not used is no news of a sheet that cannot be read.
        findings = [f for f in findings if f.code is not codes.UNKNOWN_COLUMN]
        return None, [*findings, _missing(sheet.name, header_row, missing, headers, columns)]
    bound = Bound(kind, sheet.name, header_row, columns, extra, [], year, _free_column(sheet))
    others, told = other_tables(sheet, kind, found, year)
    bound.left_out += others
    findings += told
    bound.rows = _rows(sheet, bound)
    findings += _hidden(sheet, bound)
    return bound, findings


def _free_column(sheet: RawSheet) -> int:
    """The first column to the right of everything on the sheet."""
    return max((c for _, c in sheet.cells), default=0) + 1


def _bind_headers(
    rivals: Rivals, kind: Sheet, year: int | None, passed_over: set[str]
) -> tuple[dict[Input, int], dict[str, int], list[Finding]]:
    sheet, row, headers = rivals.sheet.name, rivals.header_row, rivals.headers
    found: dict[Input, list[Rival]] = {}
    columns: dict[Input, int] = {}
    extra: dict[str, int] = {}
    findings: list[Finding] = []
    strangers: list[tuple[int, str]] = []
    for position, text in headers.items():
        base, stated = header_parts(text)
        fitting = [c for c in kind.columns if fits(c, base, stated, year)]
        if not fitting:
            if base not in passed_over:
                strangers.append((position, text))
            continue
        found.setdefault(fitting[0], []).append(Rival(position, text, base))
    columns, told = _settled(rivals, found)
    findings += told
    for position, text in strangers:
        where = Origin(sheet, address(row, position))
        base, stated = header_parts(text)
        meant = next((c for c in kind.columns if c.of_year and base in names_of(c)), None)
        if meant is not None and stated is not None and meant not in columns:
            findings.append(_wrong_year(where, text, year))
        elif kind.extra_columns:
            if plain(text) in extra:
                name = plain(text)
                findings.append(codes.TWO_COLUMNS.at(where, first=name, second=name, column=name))
            extra.setdefault(plain(text), position)
        else:
            findings.append(codes.UNKNOWN_COLUMN.at(where, column=plain(text)))
    # "Utfall 2022" was taken for last year's: without this year's beside it, it is the year that is wrong.
    for column in [c for c in columns if c.prior_year]:
        current = next((c for c in kind.columns if c.of_year and names_of(c) & names_of(column)), None)
        misspelt = current is not None and _nearest(current, dict(strangers))
        if current is not None and current not in columns and not misspelt:
            where = Origin(sheet, address(row, columns[column]))
            findings.append(_wrong_year(where, headers[columns[column]], year))
    return columns, extra, findings


def _wrong_year(where: Origin, text: str, year: int | None) -> Finding:
    """One header's; all of the workbook's are told as one."""
    header = plain(text)
    return codes.WRONG_YEAR.at(where, headers=header, header=header, year=year, source="")


def _settled(
    rivals: Rivals, found: Mapping[Input, Sequence[Rival]]
) -> tuple[dict[Input, int], list[Finding]]:
    """The column of each header; where several stand for one of amounts, the one that evidence chooses."""
    columns = {column: among[0].position for column, among in found.items()}
    findings: list[Finding] = []
    variance = next((p for c, p in columns.items() if c.header == "Avvikelse"), None)
    for column, among in found.items():
        if len(among) == 1:
            findings += rivals.change(column, among[0])
            continue
        if column.quantity.form is not Form.AMOUNT:
            findings.append(rivals.asked(column, among))
            continue
        partners = [
            r.position for c, rs in found.items() if c is not column for r in rs if r.position != variance
        ]
        columns[column], told = rivals.settle(column, among, partners, variance)
        findings += told
    return columns, findings


def _units(
    sheet: str, row: int, headers: dict[int, str], columns: dict[Input, int], unit: str
) -> list[Finding]:
    """An error for each column of amounts whose header states another unit than the workbook."""
    found = []
    for column, position in columns.items():
        stated = header_unit(headers[position]) if column.quantity.form is Form.AMOUNT else ""
        if unit and stated not in ("", unit):
            where = Origin(sheet, address(row, position))
            said = f"Uppgifter säger {unit}"
            fields = {
                "sheet": sheet,
                "found": f"rubriken säger {stated}",
                "said": said,
                "label": "Underlagets enhet",
            }
            found.append(codes.UNITS_DISAGREE.at(where, **fields))
    return found


def _missing(
    sheet: str, row: int, columns: Sequence[Input], headers: dict[int, str], bound: dict[Input, int]
) -> Finding:
    """The finding on the missing columns: at the first header that may be one of them, else at the row's first."""
    texts = [plain(t) for t in headers.values()]
    found = f"Rad {row} har rubrikerna: {', '.join(texts[:8])}." if texts else "Bladet har inga rubriker."
    if len(_MONTHS & {header_parts(t)[0][:3] for t in texts}) >= _MOST_OF_A_YEAR:
        found = "Det har månader, men inget ord säger om beloppen är budget eller utfall."
    free = {p: t for p, t in headers.items() if p not in bound.values()}
    near = [p for c in columns if (p := _nearest(c, free))]
    meant = " och ".join(f"»{plain(headers[p])}«" for p in dict.fromkeys(near))
    where = Origin(sheet, address(row, near[0] if near else min(headers, default=1)))
    return column_missing(where, [c.header for c in columns], found, f" Menade ni {meant}?" if near else "")


def column_missing(where: Origin, headers: Sequence[str], found: str, nearest: str = "") -> Finding:
    """The finding on columns that a sheet lacks; `found` and `nearest` are sentences on what it has instead."""
    words = listed(headers)
    one = len(headers) == 1
    columns = f"kolumnen {words}" if one else f"kolumnerna {words}"
    wanted = (
        f"rubriken {words} ovanför rätt kolumn"
        if one
        else f"rubrikerna {words}, var och en ovanför sin kolumn"
    )
    fields = {"columns": columns, "headers": wanted, "found": found, "nearest": nearest}
    return codes.COLUMN_MISSING.at(where, sheet=where.sheet, **fields)


def _nearest(column: Input, headers: dict[int, str]) -> int:
    """The position of the header that is spelt most like the column's, 0 where none is like it."""
    by_base = {header_parts(t)[0]: p for p, t in headers.items()}
    import difflib  # for words that are nearly right alone

    near = difflib.get_close_matches(normalised(column.header), list(by_base), n=1, cutoff=0.6)
    return by_base[near[0]] if near else 0


def _rows(sheet: RawSheet, bound: Bound) -> list[BoundRow]:
    """The rows below the header that hold something in a bound column; a repeated header row is passed over."""
    rows = []
    for number in sheet.filled_rows():
        if number <= bound.header_row or any(o.first <= number <= o.last for o in bound.left_out):
            continue
        here = sheet.filled_columns(number)
        cells = {c: sheet.cell(number, p) for c, p in bound.columns.items()}
        filled = {c: cells[c] for c, p in bound.columns.items() if p in here}
        _label_from_the_left(sheet, bound, number, cells, filled)
        if not filled or _is_note([*filled.values()]):
            continue
        if is_repeated(filled):
            continue
        extra = {name: sheet.cell(number, p) for name, p in bound.extra.items()}
        row = BoundRow(bound.name, number, cells, filled, bound.columns, extra, sheet.levels.get(number, 0))
        _marks(row)
        rows.append(row)
    return rows


def _label_from_the_left(
    sheet: RawSheet, bound: Bound, row: int, cells: dict[Input, RawCell], filled: dict[Input, RawCell]
) -> None:
    """A row's label is the text left of its amounts, wherever it stands (reading.md §5): also in the account's cell,
    or in a column of nobody's."""
    name = next((c for c in bound.columns if c.names and c.required), None)
    amounts = [p for c, p in bound.columns.items() if c in filled and c.quantity.form is Form.AMOUNT]
    if name is None or not cells[name].blank or not amounts:
        return
    for position in sheet.filled_columns(row):
        cell = sheet.cell(row, position)
        if position >= min(amounts):
            return
        if isinstance(cell.value, str) and not cell.broken and any(map(str.isalpha, cell.value)):
            column = next((c for c, p in bound.columns.items() if p == position), None)
            if column is not None and not column.names:
                continue  # what a column of another kind says is no label
            if column is not None:
                cells[column] = BLANK
                filled.pop(column, None)
            cells[name] = filled[name] = cell
            return


def _marks(row: BoundRow) -> None:
    """How the row looks: the style of its label, else of its first text, and the rows that its amounts' formulas add
    up. An account beside the label may be dressed in another way."""
    label = next((cell for c, cell in row.filled.items() if c.names and c.required), None)
    first = label or next((c for c in row.filled.values() if isinstance(c.value, str)), BLANK)
    row.bold, row.indent = first.style.bold, first.style.indent
    for column, cell in row.filled.items():
        if cell.formula is not None and (summed := rows_summed(cell, row.columns[column])):
            row.sums[column] = summed


def _is_note(filled: list[RawCell]) -> bool:
    """A row that holds one text with an asterisk before it, as the result's own foot notes."""
    return len(filled) == 1 and isinstance(filled[0].value, str) and filled[0].value.lstrip().startswith("*")


def _hidden(sheet: RawSheet, bound: Bound) -> list[Finding]:
    what = []
    if any(row.number in sheet.hidden_rows for row in bound.rows):
        what.append("rader")
    hidden = [c for c, position in bound.columns.items() if position in sheet.hidden_columns]
    if any(row.has(c) for row in bound.rows for c in hidden):
        what.append("kolumner")
    if not what:
        return []
    first = next((r.number for r in bound.rows if r.number in sheet.hidden_rows), bound.header_row)
    return [codes.HIDDEN.at(Origin(sheet.name, address(first, 1)), sheet=sheet.name, what=" och ".join(what))]
