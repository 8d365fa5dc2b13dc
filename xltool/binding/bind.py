"""Binding: which sheet is which kind, which header is which column; and reading the cells below.

Headers are bound once a sheet, by name and alias; what is ambiguous or missing is a finding, never a choice.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from xltool.binding.account_in_name import split_accounts
from xltool.binding.bound import Bound
from xltool.binding.bound_headers import bound_headers
from xltool.binding.grant import is_grant
from xltool.binding.header_words import DECEMBER, header_unit
from xltool.binding.headers import Headers, find_headers, names_of, stated_year
from xltool.binding.interim import of_part_of_year, of_period, so_far, without_forecast, without_period_budget
from xltool.binding.missing_columns import column_missing, missing_columns
from xltool.binding.months import Months, months_of
from xltool.binding.nothing_to_judge import nothing_to_judge
from xltool.binding.other_tables import other_tables
from xltool.binding.rivals import Figures, Rivals
from xltool.binding.rows_below import (
    hidden_rows,
    leave_out_balances,
    leave_out_percentages,
    leave_out_without_amounts,
    rows_below,
)
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
    period: int | None = None,
    follows: Container[str] | None = None,
    figures: Figures | None = None,
) -> tuple[Bound | None, list[Finding]]:
    """The sheet with its headers bound to the kind's columns, and what was found wrong with them.

    `year` is the workbook's; None takes the latest year that a header states. `unit` is that of its amounts. In
    xltool's `own` result the computed columns are passed over. `period` is the month that an interim report reaches to, 12 where
    somebody says that it is the whole year. `follows` are the only other headers whose columns follow their rows. `wanted` is a column that Uppgifter names, `chosen` are those that it
    chooses among several, by our header. `figures` gives the numbers of a column where `sheet` is only the top of it. None is returned where a required column is missing, for then no row can be read.
    """
    if not sheet.filled_rows():
        return Bound(kind, sheet.name, 1, {}, {}, [], year), []
    found = find_headers(sheet, kind, year)
    header_row, headers = found.row, found.texts
    year = year or stated_year(sheet, kind, found)
    if period is not None and kind.interim:
        found = of_period(found, kind, year, period)
    elif period not in (None, DECEMBER):
        found = so_far(found, kind, year, period)
    passed_over = {normalised(c.header) for c in kind.computed} - {normalised(wanted)} if own else set()
    rivals = Rivals(sheet, header_row, headers, chosen, figures)
    columns, extra, findings = bound_headers(
        rivals, kind, found, year, passed_over, follows, is_interim=period not in (None, DECEMBER)
    )
    months = months_of(sheet, kind, found, columns)
    columns |= {column: positions[-1] for column, positions in months.columns.items()}
    findings = [f for f in findings if not _is_of_month(f, months, header_row)] + [*months.findings]
    summed = {p for positions in months.columns.values() for p in positions}
    extra = {name: p for name, p in extra.items() if p not in summed}
    if wrong_unit := _units(sheet.name, header_row, headers, columns, unit):
        return None, [*findings, *wrong_unit]
    missing = [c for c in kind.columns if kind.lacks(c, columns)]
    if any(f.code is codes.WRONG_YEAR for f in findings):
        said = (header.words for header in found.by_column.values())
        wrong_year = {words.base for words in said if words.year not in (None, year)}
        lost = [c for c in missing if not names_of(c) & wrong_year]
        if lost:
            findings.append(missing_columns(sheet.name, header_row, lost, headers, columns))
        return None, findings
    judged = missing and nothing_to_judge(rivals, kind, found, columns, missing)
    if judged and (own or period in (None, DECEMBER)):
        return None, [*(f for f in findings if f.code is not codes.UNKNOWN_COLUMN), judged]
    if not columns:
        texts = ", ".join(plain(t) for t in headers.values())
        where = Origin(sheet.name, address(header_row, 1))
        found_words = f"Rad {header_row} har: {texts}."
        return None, [column_missing(where, [c.header for c in missing], found_words)]
    # A result at year-end has been asked about.
    is_asked = not own or kind.interim
    partly = _part_of_year(sheet, kind, found, columns, missing, period) if is_asked else None
    if partly is not None:
        return None, [*(f for f in findings if f.code is not codes.UNKNOWN_COLUMN), partly]
    if missing:
        # Which columns are not used is no news of a sheet that cannot be read.
        findings = [f for f in findings if f.code is not codes.UNKNOWN_COLUMN]
        return None, [*findings, missing_columns(sheet.name, header_row, missing, headers, columns)]
    bound = Bound(kind, sheet.name, header_row, columns, extra, [], year, _free_column(sheet))
    bound.months = months.columns
    bound.called = {c: plain(headers.get(position, "")) for c, position in columns.items()}
    others, told = other_tables(sheet, kind, found, year)
    bound.left_out += others
    findings += told
    bound.rows = rows_below(sheet, bound)
    if kind.named_by_place and not own:
        findings += leave_out_percentages(bound)
        findings += leave_out_balances(bound)
        findings += leave_out_without_amounts(bound)
        findings += is_grant(bound, found)
        split_accounts(bound, found.by_column)
    findings += hidden_rows(sheet, bound)
    return bound, findings


def _part_of_year(
    sheet: RawSheet,
    kind: Sheet,
    headers: Headers,
    columns: dict[Input, int],
    missing: Sequence[Input],
    period: int | None,
) -> Finding | None:
    """What stands in the way of judging figures of a part of the year."""
    if kind.interim:
        if period is None:
            return None
        told = without_forecast(sheet, headers, missing, period)
        return told or without_period_budget(sheet, headers, columns, missing)
    return None if period is not None else of_part_of_year(sheet, kind, headers, columns)


def _is_of_month(finding: Finding, months: Months, header_row: int) -> bool:
    """Whether a column is told to be of no use that is one of the months."""
    cells = {address(header_row, p) for positions in months.columns.values() for p in positions}
    unused = finding.code is codes.UNKNOWN_COLUMN
    return unused and finding.origin is not None and finding.origin.cell in cells


def _free_column(sheet: RawSheet) -> int:
    """The first column to the right of everything on the sheet."""
    return max((c for _, c in sheet.cells), default=0) + 1


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
