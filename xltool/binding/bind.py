"""Binding: which sheet is which kind, which header is which column; and reading the cells below.

Headers are bound once a sheet, by name and alias; what is ambiguous or missing is a finding, never a choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from xltool.binding.bound import Bound
from xltool.binding.header_words import header_unit
from xltool.binding.headers import Header, Headers, find_headers, fits, names_of, stated_year
from xltool.binding.missing_columns import column_missing, missing_columns, nearest_header
from xltool.binding.name_by_place import name_by_place
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
    year = year or stated_year(sheet, kind, found)
    passed_over = {normalised(c.header) for c in kind.computed} - {normalised(wanted)} if own else set()
    rivals = Rivals(sheet, header_row, headers, chosen, figures)
    columns, extra, findings = _bind_headers(rivals, kind, found, year, passed_over)
    if wrong_unit := _units(sheet.name, header_row, headers, columns, unit):
        return None, [*findings, *wrong_unit]
    missing = [c for c in kind.columns if c.required and c not in columns]
    if any(f.code is codes.WRONG_YEAR for f in findings):
        said = (header.words for header in found.by_column.values())
        wrong_year = {words.base for words in said if words.year not in (None, year)}
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
    rivals: Rivals, kind: Sheet, headers: Headers, year: int | None, passed_over: set[str]
) -> tuple[dict[Input, int], dict[str, int], list[Finding]]:
    sheet, row = rivals.sheet.name, headers.row
    found: dict[Input, list[Rival]] = {}
    extra: dict[str, int] = {}
    strangers: list[tuple[int, Header]] = []
    for position, header in headers.by_column.items():
        fitting = [c for c in kind.columns if fits(c, header.words, year)]
        if fitting:
            found.setdefault(fitting[0], []).append(Rival(position, header.text, header.words))
        elif header.words.base not in passed_over or not header.text:
            strangers.append((position, header))
    _add_bare_years(found, strangers, kind, year)
    named = name_by_place(rivals.sheet, kind, headers, found)
    columns, findings = _settled(rivals, found)
    if named is not None:
        column, position = named
        columns = {column: position} | {c: p for c, p in columns.items() if p != position}
    taken = set(columns.values())
    strangers = [(p, h) for p, h in strangers if p not in taken and h.text]
    for position, header in strangers:
        where = Origin(sheet, address(row, position))
        words = header.words
        meant = next((c for c in kind.columns if c.of_year and words.base in names_of(c)), None)
        if meant is not None and words.year is not None and meant not in columns:
            findings.append(_wrong_year(where, header.text, year))
        elif kind.extra_columns:
            name = plain(header.text)
            if name in extra:
                findings.append(codes.TWO_COLUMNS.at(where, first=name, second=name, column=name))
            extra.setdefault(name, position)
        else:
            findings.append(codes.UNKNOWN_COLUMN.at(where, column=plain(header.text)))
    # "Utfall 2022" was taken for last year's: without this year's beside it, it is the year that is wrong.
    for column in [c for c in columns if c.prior_year]:
        current = next((c for c in kind.columns if c.of_year and names_of(c) & names_of(column)), None)
        misspelt = current is not None and nearest_header(current, {p: h.text for p, h in strangers})
        if current is not None and current not in columns and not misspelt:
            where = Origin(sheet, address(row, columns[column]))
            findings.append(_wrong_year(where, headers.texts[columns[column]], year))
    return columns, extra, findings


def _add_bare_years(
    found: dict[Input, list[Rival]], strangers: list[tuple[int, Header]], kind: Sheet, year: int | None
) -> None:
    """A year alone is the year's actual where a budget stands beside it and no other actual does; the year before is last
    year's (Grästorp: Budget 2020, 2020, 2019)."""
    actual = next((c for c in kind.columns if c.header == "Utfall" and c.of_year), None)
    if actual is None or actual in found or not any(c.header == "Budget" for c in found):
        return
    years = {h.words.year: (p, h) for p, h in strangers if h.words.bare and not h.words.base and h.words.year}
    if year not in years:
        return
    prior = next((c for c in kind.columns if c.prior_year and names_of(c) & names_of(actual)), None)
    for column, of in ((actual, year), (prior, (year or 0) - 1)):
        if column is not None and column not in found and of in years:
            position, header = years[of]
            found[column] = [Rival(position, header.text, header.words)]
            strangers.remove((position, header))


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
    variance = next((c for c in found if c.header == "Avvikelse" and c.quantity.form is Form.AMOUNT), None)
    variances = [r.position for r in found[variance]] if variance else []
    for column, among in found.items():
        if column is variance:
            continue
        if len(among) == 1:
            findings += rivals.change(column, among[0])
            continue
        if column.quantity.form is not Form.AMOUNT:
            findings.append(rivals.asked(column, among))
            continue
        partners = [r.position for c, rs in found.items() if c not in (column, variance) for r in rs]
        columns[column], told = rivals.settle(column, among, partners, variances)
        findings += told
    if variance:
        chosen = rivals.difference(
            variance, found[variance], [p for c, p in columns.items() if c is not variance]
        )
        columns = {c: p for c, p in columns.items() if c is not variance}
        columns |= {} if chosen is None else {variance: chosen}
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
