"""Driftredovisning over the years: the actuals of those before beside the year's, live over the lines (year.md §2)."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.expr import At, Expr, absolute, choose, joined, lift, ratio, rounded
from xltool.core.pages import Chart, Page, Part, Series, head
from xltool.core.sentences import amount_formula, size_formula
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import AMOUNT, TEXT, VARIANCE_AMOUNT, VARIANCE_PERCENT, Money
from xltool.sheets.checks import Check, sum_checks
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_rows import YEAR
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.sheet_part import Tables

YEARS, BY_YEAR, YEARS_TITLE = "years", "by year", "Flerårsöversikt"
YEARS_ABOUT = "Årets utfall beside de tidigare årens, rad för rad och i summor, uträknade ur Driftredovisning"
_OF_YEAR = Column("År", TEXT)
_SUMS = {
    operating.INCOME: Column("Intäkter", AMOUNT),
    operating.COST: Column("Kostnader", AMOUNT),
    operating.NET: Column("Netto", AMOUNT),
}
# The year before less the year: more cost and less income are minus, as against the budget.
_CHANGE = Column("Förändring", VARIANCE_AMOUNT)
_CHANGE_SHARE = Column("Förändring %", VARIANCE_PERCENT)
_FEWEST = 2


def has_years(lines: Lines) -> bool:
    """Whether there are years before to set beside each other; a few months of one are not set beside whole years."""
    return operating.judging(lines) is not operating.PERIOD_ALONE and len(_earlier(lines)) >= _FEWEST


def _earlier(lines: Lines) -> list[Input]:
    """The actuals of the years before, oldest first."""
    return [c for c in (*operating.EARLIER_ACTUALS[::-1], operating.PRIOR_ACTUAL) if c in lines.columns]


def years_tables(lines: Lines, table: Table, year: int | None) -> tuple[Table, Table]:
    """The sums year by year, and the lines with all years beside each other."""
    return _by_year(lines, table, year or 0), _by_line(lines, table)


def _by_year(lines: Lines, table: Table, year: int) -> Table:
    columns = [*_earlier(lines), operating.judged(lines)]
    sums = {key: column for key, column in _SUMS.items() if not lines.are_nets or key == operating.NET}
    sums = {key: column for key, column in sums.items() if any(row.key == key for row in table.rows)}
    rows: list[Row] = []
    before: Row | None = None
    for column in columns:
        forecast = " (prognos)" if column is operating.JUDGED_FORECAST else ""
        cells = {_OF_YEAR: Cell(f"{year - column.years_back}{forecast}")}
        cells |= {shown: Cell(table.at(key, column)) for key, shown in sums.items()}
        key = f"year:{column.years_back}"
        if before is not None:
            cells |= _changed(At(BY_YEAR, before.key, _SUMS[operating.NET]), _SUMS[operating.NET])
        before = Row(key, Role.LINE, cells)
        rows.append(before)
    headers: dict[Column, str] = {_SUMS[operating.NET]: operating.net_words(lines)[0]}
    shown = (_OF_YEAR, *sums.values(), _CHANGE, _CHANGE_SHARE)
    return Table(BY_YEAR, shown, tuple(rows), title="År för år", headers=headers)


def _changed(before: Expr, now: Column) -> dict[Column, Cell]:
    return {
        _CHANGE: Cell(before - now),
        _CHANGE_SHARE: Cell(ratio(_CHANGE, absolute(before))),
    }


def _by_line(lines: Lines, table: Table) -> Table:
    judged = operating.judged(lines)
    columns = [*_earlier(lines), judged]
    group = [operating.GROUP] if operating.GROUP in table.columns else []
    rows = []
    for row in table.rows:
        name = row.cells[operating.NAME]
        cells: dict[Column, Cell] = {
            operating.NAME: Cell(table.at(row.key, operating.NAME), indent=name.indent)
        }
        cells |= {c: Cell(table.at(row.key, c)) for c in group if c in row.cells}
        if row.role is not Role.GROUP:
            cells |= {c: Cell(table.at(row.key, c)) for c in columns}
            cells |= _changed(lift(0) + operating.PRIOR_ACTUAL, judged)
        rows.append(Row(row.key, row.role, cells))
    shown = (*group, operating.NAME, *columns, _CHANGE, _CHANGE_SHARE)
    headers = {c: h for c, h in table.headers.items() if c in shown}
    return Table(YEARS, shown, tuple(rows), title="Rad för rad", headers=headers)


def years_page(lines: Lines, tables: Tables, page: PageHead) -> Page:
    judged = operating.judged(lines).header.lower()
    about = page.about(f"  ·  förändring = året före − {judged}, minus är högre kostnad eller lägre intäkt")
    message, good, bad = _message(lines, tables[YEARS], page.money)
    heading = head(YEARS_TITLE, page.titled(YEARS_TITLE), about, message, page.badge, good, bad)
    notes = ("Beloppen hämtas från bladet Driftredovisning. Där ändras de.",)
    chart = _chart(lines, tables[BY_YEAR], page.money)
    return Page(YEARS_TITLE, heading, ((tables[BY_YEAR], tables[YEARS]),), notes, (chart,), frozen=False)


def _chart(lines: Lines, table: Table, money: Money) -> Chart:
    """The net from year to year."""
    net, column = operating.net_words(lines)[0], _SUMS[operating.NET]
    first, last = table.rows[0].key, table.rows[-1].key
    then, now = (
        joined(
            amount_formula(money, table.at(key, column), signed=True, unit=False),
            " år ",
            table.at(key, _OF_YEAR),
        )
        for key in (first, last)
    )
    return Chart(
        joined(f"{net}, {money.word}: ", then, ", ", now),
        f"Linje: {operating.net_words(lines)[1]} år för år, i {money.word}.",
        table.span(first, last, _OF_YEAR),
        (Series(net, Part.ACTUAL, table.span(first, last, column)),),
        lines=True,
    )


def _message(lines: Lines, table: Table, money: Money) -> tuple[Expr, Expr, Expr]:
    """How the net has changed since the year before, and when that is good and bad."""
    change = rounded(table.at(operating.NET, _CHANGE))
    net = operating.net_words(lines)[1].capitalize()
    size = size_formula(money, change)
    worse, better = ("högre", "lägre") if operating.is_net_cost(lines) else ("sämre", "bättre")
    since = joined(" än ", setting_cell(YEAR) - 1, ".")
    said = choose(
        (change < 0, joined(f"{net} är ", size, f" {worse}", since)),
        (change > 0, joined(f"{net} är ", size, f" {better}", since)),
        otherwise=joined(f"{net} är detsamma som ", setting_cell(YEAR) - 1, "."),
    )
    return said, change > 0, change < 0


def years_checks(lines: Lines, table: Table) -> list[Check]:
    """The lines add up to the net of each year, which a line that was put in on Driftredovisning would break."""
    columns = (*_earlier(lines), operating.judged(lines))
    words = f"{YEARS_TITLE}: raderna ger {operating.net_words(lines)[1]}"
    found = sum_checks(table, operating.NET, columns, "years", words)
    return [
        replace(c, name=f"{words} ({table.headers[column].lower()})")
        for c, column in zip(found, columns, strict=True)
    ]
