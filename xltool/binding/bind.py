"""Binding: which sheet is which kind, which header is which column; and reading the cells below.

Headers are bound once a sheet, by name and alias; what is ambiguous or missing is a finding, never a choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from xltool.binding.bound import Bound
from xltool.binding.headers import find_headers, fits, header_parts, header_unit, names_of
from xltool.binding.missing_columns import column_missing, missing_columns, nearest_header
from xltool.binding.other_tables import other_tables
from xltool.binding.rivals import Figures, Rival, Rivals
from xltool.binding.rows_below import hidden_rows, rows_below
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.units import Form
from xltool.findings import codes
from xltool.findings.finding import Finding


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
    missing = [c for c in kind.columns if kind.lacks(c, columns)]
    if any(f.code is codes.WRONG_YEAR for f in findings):
        parts = map(header_parts, headers.values())
        wrong_year = {base for base, stated in parts if stated not in (None, year)}
        lost = [c for c in missing if not names_of(c) & wrong_year]
        if lost:
            findings.append(missing_columns(sheet.name, header_row, lost, headers, columns))
        return None, findings
    if not columns:
        texts = ", ".join(plain(t) for t in headers.values())
        where = Origin(sheet.name, address(header_row, 1))
        found_words = f"Rad {header_row} har: {texts}."
        return None, [column_missing(where, [c.header for c in missing], found_words)]
    if missing:
        # Which columns are not used is no news of a sheet that cannot be read.
        findings = [f for f in findings if f.code is not codes.UNKNOWN_COLUMN]
        return None, [*findings, missing_columns(sheet.name, header_row, missing, headers, columns)]
    bound = Bound(kind, sheet.name, header_row, columns, extra, [], year, _free_column(sheet))
    bound.called = {column: plain(headers[position]) for column, position in columns.items()}
    others, told = other_tables(sheet, kind, found, year)
    bound.left_out += others
    findings += told
    bound.rows = rows_below(sheet, bound)
    findings += hidden_rows(sheet, bound)
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
        if not fitting or (fitting[0].may_repeat and fitting[0] in found):
            if base not in passed_over:
                strangers.append((position, text))
            continue
        found.setdefault(fitting[0], []).append(Rival(position, text, base))
    columns, told = _settled(rivals, found)
    findings += told
    for position, text in strangers:
        where = Origin(sheet, address(row, position))
        base, stated = header_parts(text)
        of_year = (c for c in kind.columns if c.of_year and not kind.is_instead(c))
        meant = next((c for c in of_year if base in names_of(c)), None)
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
        of_year = (c for c in kind.columns if c.of_year and not kind.is_instead(c))
        current = next((c for c in of_year if names_of(c) & names_of(column)), None)
        misspelt = current is not None and nearest_header(current, dict(strangers))
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
