"""Investeringsredovisning in the template."""

from __future__ import annotations

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, Span, total
from xltool.core.pages import Page, head
from xltool.core.tables import Role, Table
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.template_rows import FilledRow, Filling, difference, entries, notes, stated_or_sum, summed


def projects_again(lines: Lines, sign: float) -> list[FilledRow]:
    """The same projects with their budgets, for another report of the same year; `sign` is the board's own of what it
    costs."""
    return [
        {investments.NAME: line.name, investments.BUDGET: sign * line.amounts[investments.BUDGET] + 0.0}
        for line in lines.blocks[LineKind.PROJECT].lines
        if investments.BUDGET in line.amounts
    ]


def project_template(filling: Filling) -> Page:
    columns = tuple(c for c in investments.INVESTMENTS.columns if c is not investments.ROLE)  # few need it
    formula: dict[Column, Expr] = {
        investments.STATED_VARIANCE: difference(investments.BUDGET, investments.ACTUAL)
    }
    lines = entries("project", filling.projects, columns, {} if filling.stated_variances else formula)
    sums: dict[Input, Expr] = {
        c: total(Span("investments", lines[0].key, lines[-1].key, c))
        for c in summed(investments.COLUMNS.amounts)
    }
    name = "Totalt investerat"
    rows = [*lines, stated_or_sum(filling, name, "total", Role.TOTAL, investments.NAME, sums, formula)]
    year = filling.year
    headers: dict[Column, str] = {
        c: f"{c.header} {year}" for c in (investments.BUDGET, investments.ACTUAL, investments.FORECAST)
    }
    table = Table("investments", columns, tuple(rows), headers=headers)
    title = investments.INVESTMENTS.title
    heading = head(
        title,
        f"{title} {year}",
        "Ett projekt per rad, utgifter utan minustecken.",
        None,
        None,
    )
    widths: dict[Column, float] = {investments.NAME: 40, investments.COMMENT: 50}
    widths |= dict.fromkeys(investments.COLUMNS.amounts, 13)
    return Page(title, heading, ((table,),), notes(filling), widths=widths)
