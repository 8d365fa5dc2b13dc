"""Investeringsredovisning in the template."""

from __future__ import annotations

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, Span, total
from xltool.core.pages import Page, head
from xltool.core.tables import Role, Table
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.template_rows import Filling, difference, entries, notes, stated_or_sum, summed


def project_template(filling: Filling) -> Page:
    columns = _columns(filling)
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


def _columns(filling: Filling) -> tuple[Input, ...]:
    """Those of the year, and of all the years those that any project has something in; few need Typ."""
    over_years = {*investments.OF_OTHER_YEARS, *investments.COLUMNS.texts}
    filled = {c for one in filling.projects for c in one}
    left_out = {investments.ROLE, investments.STATED_TOTAL_VARIANCE, *(over_years - filled)}
    return tuple(c for c in investments.INVESTMENTS.columns if c not in left_out)
