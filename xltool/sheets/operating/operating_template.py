"""Driftredovisning in the template."""

from __future__ import annotations

from xltool.core.columns import Column, Input
from xltool.core.expr import At, Expr, Span, total
from xltool.core.pages import Page, head
from xltool.core.tables import Role, Row, Table
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling, difference, entries, notes, stated_or_sum, summed


def lines_again(lines: Lines, kind: LineKind) -> list[FilledRow]:
    """The block's lines, in the board's own convention of signs."""
    block = lines.blocks.get(kind)
    sign = lines.signs.income if kind is LineKind.INCOME else lines.signs.cost
    found: list[FilledRow] = []
    for line in block.lines if block else ():
        actual = line.amounts.get(operating.ACTUAL)
        prior = None if actual is None else sign * actual + 0.0
        group: FilledRow = {operating.GROUP: line.group} if line.group else {}
        found.append(
            {
                **group,
                operating.ACCOUNT: line.account or None,
                operating.NAME: line.name,
                operating.PRIOR_ACTUAL: prior,
            }
        )
    return found


def operating_template(filling: Filling) -> Page:
    has_groups = any(operating.GROUP in row for row in (*filling.income, *filling.cost))
    columns = tuple(c for c in operating.OPERATING.columns if has_groups or c is not operating.GROUP)
    amounts = operating.COLUMNS.amounts
    formula: dict[Column, Expr] = {operating.STATED_VARIANCE: difference(operating.BUDGET, operating.ACTUAL)}
    rows: list[Row] = []
    for key, name, given in (
        (operating.INCOME, "Totalt intäkter", filling.income),
        (operating.COST, "Totalt kostnader", filling.cost),
    ):
        lines = entries(key, given, columns, {} if filling.stated_variances else formula)
        sums: dict[Input, Expr] = {
            c: total(Span("operating", lines[0].key, lines[-1].key, c)) for c in summed(amounts)
        }
        rows += [
            *lines,
            stated_or_sum(filling, name, key, Role.SUBTOTAL, operating.NAME, sums, formula),
        ]
    both: dict[Input, Expr] = {
        c: At("operating", operating.INCOME, c) + At("operating", operating.COST, c) for c in summed(amounts)
    }
    rows.append(
        stated_or_sum(filling, "Nettoresultat", operating.NET, Role.TOTAL, operating.NAME, both, formula)
    )
    year = filling.year
    headers: dict[Column, str] = {
        operating.PRIOR_ACTUAL: f"Utfall {year - 1}",
        operating.BUDGET: f"Budget {year}",
        operating.ACTUAL: f"Utfall {year}",
        operating.FORECAST: f"Prognos {year}",
    }
    table = Table("operating", columns, tuple(rows), headers=headers)
    title = operating.OPERATING.title
    heading = head(
        title,
        f"{title} {year}",
        "Intäkter med minustecken, kostnader utan. Avvikelse = budget − utfall, minus är sämre än budget.",
        None,
        None,
    )
    below = (
        "Raderna ovanför Totalt intäkter är intäkter, raderna ovanför Totalt kostnader är kostnader.",
        *notes(filling),
    )
    widths: dict[Column, float] = {operating.NAME: 40, operating.COMMENT: 50, **dict.fromkeys(amounts, 13)}
    return Page(title, heading, ((table,),), below, widths=widths)
