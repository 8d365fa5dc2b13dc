"""Driftredovisning in the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltool.core.columns import Column, Input
from xltool.core.expr import At, Expr, Span, total
from xltool.core.pages import Page, head
from xltool.core.tables import Role, Row, Table
from xltool.core.units import SignRule
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import INCOME_SIGN
from xltool.sheets.template_rows import FilledRow, Filling, difference, entries, notes, stated_or_sum, summed


def lines_again(lines: Lines, kind: LineKind) -> list[FilledRow]:
    """The block's lines, in the board's own convention of signs."""
    block = lines.blocks.get(kind)
    sign = lines.signs.income if kind is LineKind.INCOME else lines.signs.cost
    found: list[FilledRow] = []
    for line in block.lines if block else ():
        actual = line.amounts.get(operating.ACTUAL)
        prior = None if actual is None else sign * actual + 0.0
        found.append(
            {
                operating.ACCOUNT: line.account or None,
                operating.NAME: line.name,
                operating.PRIOR_ACTUAL: prior,
            }
        )
    return found


def operating_template(filling: Filling) -> Page:
    columns = tuple(c for c in operating.OPERATING.columns if c not in operating.SIDES)
    amounts = operating.COLUMNS.amounts
    rows = _net_rows(filling) if filling.net else _rows(filling)
    year = filling.year
    headers: dict[Column, str] = {
        operating.PRIOR_ACTUAL: f"Utfall {year - 1}",
        operating.BUDGET: f"Budget {year}",
        operating.ACTUAL: f"Utfall {year}",
        operating.FORECAST: f"Prognos {year}",
    }
    table = Table("operating", columns, tuple(rows), headers=headers)
    title = operating.OPERATING.title
    rule, first = _SIGNS, _BLOCKS
    if filling.net:
        rule, first = (_NET_MINUS if _has_minus(filling) else _NET_PLUS), _NETS.format(filling.net_name)
    heading = head(title, f"{title} {year}", rule, None, None)
    widths: dict[Column, float] = {operating.NAME: 40, operating.COMMENT: 50, **dict.fromkeys(amounts, 13)}
    return Page(title, heading, ((table,),), (first, *notes(filling)), widths=widths)


_SIGNS = "Intäkter med minustecken, kostnader utan. Avvikelse = budget − utfall, minus är sämre än budget."
_NET_PLUS = "Nettokostnader utan minustecken. Avvikelse = budget − utfall, minus är sämre än budget."
_NET_MINUS = "Nettokostnader med minustecken. Avvikelse = utfall − budget, minus är sämre än budget."
_BLOCKS = "Raderna ovanför Totalt intäkter är intäkter, raderna ovanför Totalt kostnader är kostnader."
_NETS = "Varje rad är verksamhetens kostnader minus dess intäkter, och {} är summan av dem."


def _rows(filling: Filling) -> list[Row]:
    """Income and costs, each with its total, and the net."""
    formula: dict[Column, Expr] = {operating.STATED_VARIANCE: difference(operating.BUDGET, operating.ACTUAL)}
    rows: list[Row] = []
    for key, name, given in (
        (operating.INCOME, "Totalt intäkter", filling.income),
        (operating.COST, "Totalt kostnader", filling.cost),
    ):
        rows += _block(filling, key, name, given, Role.SUBTOTAL, formula)
    both: dict[Input, Expr] = {
        c: At("operating", operating.INCOME, c) + At("operating", operating.COST, c)
        for c in summed(operating.COLUMNS.amounts)
    }
    net = stated_or_sum(filling, "Nettoresultat", operating.NET, Role.TOTAL, operating.NAME, both, formula)
    return [*rows, net]


def _net_rows(filling: Filling) -> list[Row]:
    """Net costs with their total."""
    pair = (operating.BUDGET, operating.ACTUAL)
    formula: dict[Column, Expr] = {
        operating.STATED_VARIANCE: difference(*(pair[::-1] if _has_minus(filling) else pair))
    }
    return _block(filling, operating.NET, filling.net_name, filling.net, Role.TOTAL, formula)


def _has_minus(filling: Filling) -> bool:
    """Whether the board writes its costs with minus."""
    return filling.settings.get(INCOME_SIGN.key) == SignRule.POSITIVE.value


def _block(
    filling: Filling,
    key: str,
    name: str,
    given: Sequence[FilledRow],
    role: Role,
    formula: Mapping[Column, Expr],
) -> list[Row]:
    lines = entries(key, given, operating.OPERATING.columns, {} if filling.stated_variances else formula)
    sums: dict[Input, Expr] = {
        c: total(Span("operating", lines[0].key, lines[-1].key, c)) for c in summed(operating.COLUMNS.amounts)
    }
    return [*lines, stated_or_sum(filling, name, key, role, operating.NAME, sums, formula)]
