"""Investeringsredovisning in the template."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, Span, either, is_blank, total, when
from xltool.core.pages import Page, head
from xltool.core.scalars import Scalar
from xltool.core.tables import Role, Table
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines import budget_parts, period_columns as period
from xltool.sheets.lines.budget_parts import CARRIED_IN
from xltool.sheets.lines.line_kinds import Line, LineKind, Lines
from xltool.sheets.template_rows import (
    FilledRow,
    Filling,
    difference,
    entries,
    notes,
    stated_or_sum,
    summed,
)


def project_template(filling: Filling) -> Page:
    columns = _columns(filling)
    way = _way(filling)
    formula: dict[Column, Expr] = {investments.STATED_VARIANCE: difference(investments.BUDGET, way.judged)}
    formulas = (
        {} if filling.stated_variances else formula | _accumulated(columns, way.spent) | _revised(columns)
    )
    lines = entries("project", filling.projects, columns, formulas)
    sums: dict[Input, Expr] = {
        c: total(Span("investments", lines[0].key, lines[-1].key, c))
        for c in (*_summed_over_years(columns), *summed(way.columns.amounts))
    }
    name = "Totalt investerat"
    rows = [*lines, stated_or_sum(filling, name, "total", Role.TOTAL, investments.NAME, sums, formula)]
    year = filling.year
    dated = (investments.BUDGET, investments.ACTUAL, investments.FORECAST, investments.JUDGED_FORECAST)
    headers: dict[Column, str] = {c: f"{c.header} {year}" for c in dated}
    headers[investments.PRIOR_ACTUAL] = f"{investments.ACTUAL.header} {year - 1}"
    table = Table("investments", columns, tuple(rows), headers=headers)
    headers[budget_parts.ORIGINAL] = f"{budget_parts.ORIGINAL.header} {year}"
    headers[CARRIED_IN] = f"{CARRIED_IN.aliases[0]} {year - 1}"
    title = investments.INVESTMENTS.title
    heading = head(
        title,
        f"{title} {year}",
        "Ett projekt per rad, utgifter utan minustecken."
        + (" Avvikelse = budget − prognos för helåret." if way.is_forecast else ""),
        None,
        None,
    )
    widths: dict[Column, float] = {investments.NAME: 40, investments.COMMENT: 50}
    widths |= dict.fromkeys(way.columns.amounts, 13)
    return Page(title, heading, ((table,),), notes(filling), widths=widths)


def _summed_over_years(columns: Sequence[Input]) -> list[Input]:
    return [c for c in (investments.DECIDED, investments.PRIOR_YEARS) if c in columns]


def projects_again(lines: Lines) -> list[FilledRow]:
    """Next year's projects, in the board's own signs: those that are not finished, with what they have cost so far as the
    earlier years'. What is forecast and what is carried over is judged anew."""
    sign = lines.signs.cost
    found: list[FilledRow] = []
    for line in lines.blocks[LineKind.PROJECT].lines:
        if line.texts.get(investments.STATUS) == investments.State.FINISHED.value:
            continue
        row: dict[Input, Scalar] = {investments.NAME: line.name}
        row |= {c: line.texts.get(c) for c in investments.COLUMNS.texts if c in lines.columns}
        row |= {then: _amount(line, now, sign) for now, then in _BECOMES.items() if now in lines.columns}
        row |= {c: None for c in _JUDGED_ANEW if c in lines.columns}
        if investments.CARRY_OVER in lines.columns:
            row |= {budget_parts.ORIGINAL: None, CARRIED_IN: _amount(line, investments.CARRY_OVER, sign)}
        found.append(row)
    return found


def projects_within_the_year(lines: Lines, into: Filling) -> list[FilledRow]:
    """The projects for another report of the same year, in the board's own signs: what is not of the report alone stays, and
    the forecast is the one before."""
    way, sign = investments.judging(lines), lines.signs.cost
    kept = _way(into).columns
    becomes: dict[Input, Input] = {c: c for c in kept.amounts if c not in _OF_THE_REPORT}
    becomes |= (
        {way.judged: period.PRIOR_FORECAST if into.by_forecast else investments.FORECAST}
        if way.is_forecast
        else {}
    )
    becomes = {now: then for now, then in becomes.items() if now in lines.columns}
    return [
        {
            investments.NAME: line.name,
            **{c: line.texts.get(c) for c in kept.texts if c in lines.columns},
            **{then: _amount(line, now, sign) for now, then in becomes.items()},
        }
        for line in lines.blocks[LineKind.PROJECT].lines
    ]


def _way(filling: Filling) -> investments.Judging:
    return investments.INTERIM if filling.by_forecast else investments.YEAR_END


_OF_THE_REPORT = (
    investments.ACTUAL,
    investments.ACCUMULATED,
    investments.FORECAST,
    investments.JUDGED_FORECAST,
    period.PERIOD_ACTUAL,
    period.PERIOD_BUDGET,
    period.PERIOD_PRIOR,
    period.PRIOR_FORECAST,
    investments.INCOME,
    investments.CARRY_OVER,
)
# What a year's amounts are in the next.
_BECOMES = {
    investments.DECIDED: investments.DECIDED,
    investments.ACCUMULATED: investments.PRIOR_YEARS,
}
_JUDGED_ANEW = (investments.ACCUMULATED, investments.FORECAST_TOTAL, investments.CARRY_OVER)


def _amount(line: Line, column: Input, sign: float) -> Scalar:
    amount = line.amounts.get(column)
    return None if amount is None else sign * amount + 0.0


def _accumulated(columns: Sequence[Input], spent: Input) -> dict[Column, Expr]:
    """What a project has cost since its start, empty until this year's is filled in."""
    parts = (investments.PRIOR_YEARS, spent)
    if not {investments.ACCUMULATED, *parts} <= {*columns}:
        return {}
    empty = either(*(is_blank(c) for c in parts))
    return {investments.ACCUMULATED: when(empty, "", investments.PRIOR_YEARS + spent)}


def _revised(columns: Sequence[Input]) -> dict[Column, Expr]:
    """The budget with what is carried over, empty until the year's own is filled in."""
    if CARRIED_IN not in columns:
        return {}
    first = budget_parts.ORIGINAL
    return {investments.BUDGET: when(is_blank(first), "", first + CARRIED_IN)}


def _columns(filling: Filling) -> tuple[Input, ...]:
    """Those of the year, and of all the years those that any project has something in; few need Typ."""
    over_years = {*investments.OF_OTHER_YEARS, *investments.COLUMNS.texts}
    filled = {c for one in filling.projects for c in one}
    over_years |= {*budget_parts.PARTS}
    left_out = {investments.ROLE, investments.STATED_TOTAL_VARIANCE, *(over_years - filled)}
    sheet = investments.INVESTMENTS_INTERIM if filling.by_forecast else investments.INVESTMENTS
    if filling.by_forecast and not any(c in filled for c in (investments.PRIOR_ACTUAL,)):
        left_out.add(investments.PRIOR_ACTUAL)
    return tuple(c for c in sheet.columns if c not in left_out)
