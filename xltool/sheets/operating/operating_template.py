"""Driftredovisning in the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import At, Expr, Span, either, is_blank, total, when
from xltool.core.pages import Page, head
from xltool.core.scalars import Scalar
from xltool.core.tables import Role, Row, Table
from xltool.core.units import SignRule
from xltool.sheets.lines import period_columns as period
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import INCOME_SIGN
from xltool.sheets.template_rows import FilledRow, Filling, difference, entries, notes, stated_or_sum, summed

# What a year's amounts are in the next.
_NEXT_YEAR = {
    operating.ACTUAL: operating.PRIOR_ACTUAL,
    operating.INCOME_SIDE: operating.PRIOR_INCOME_SIDE,
    operating.COST_SIDE: operating.PRIOR_COST_SIDE,
    **dict(
        zip((operating.PRIOR_ACTUAL, *operating.EARLIER_ACTUALS), operating.EARLIER_ACTUALS, strict=False)
    ),
}
# And what those of a report are in the next one of the same year: the budget stands, the forecast is the one before.
_SAME_YEAR = {
    operating.BUDGET: operating.BUDGET,
    operating.BUDGET_INCOME_SIDE: operating.BUDGET_INCOME_SIDE,
    operating.BUDGET_COST_SIDE: operating.BUDGET_COST_SIDE,
    operating.PRIOR_ACTUAL: operating.PRIOR_ACTUAL,
    operating.PRIOR_INCOME_SIDE: operating.PRIOR_INCOME_SIDE,
    operating.PRIOR_COST_SIDE: operating.PRIOR_COST_SIDE,
    **{c: c for c in operating.EARLIER_ACTUALS},
}
_NEXT_INTERIM = _SAME_YEAR | {operating.JUDGED_FORECAST: period.PRIOR_FORECAST}
_NEXT_PERIOD = {c: then for c, then in _SAME_YEAR.items() if then in operating.PERIOD_COLUMNS.amounts}
_NEXT_PERIOD |= {operating.YEARS_BUDGET: operating.YEARS_BUDGET}
_YEAR_END = (
    _SAME_YEAR | {operating.YEARS_BUDGET: operating.BUDGET} | {operating.JUDGED_FORECAST: operating.FORECAST}
)


def lines_again(lines: Lines, kind: LineKind, into: Filling) -> list[FilledRow]:
    """The block's lines as the filling goes on with them, in the board's own convention of signs."""
    becomes = _NEXT_YEAR
    if into.same_year:
        of_report = _NEXT_PERIOD if into.period_alone else _NEXT_INTERIM
        becomes = of_report if into.is_interim else _YEAR_END
    block = lines.blocks.get(kind)
    sign = lines.signs.income if kind is LineKind.INCOME else lines.signs.cost
    found: list[FilledRow] = []
    for line in block.lines if block else ():
        row: dict[Input, Scalar] = {operating.GROUP: line.group} if line.group else {}
        row |= {operating.ACCOUNT: line.account or None, operating.NAME: line.name}
        row |= {then: sign * line.amounts[now] + 0.0 for now, then in becomes.items() if now in line.amounts}
        found.append(row)
    return found


def operating_template(filling: Filling) -> Page:
    amounts = _way(filling).columns.amounts
    rows = _net_rows(filling) if filling.net else _rows(filling)
    year = filling.year
    table = Table("operating", _columns(filling), tuple(rows), headers=_headers(filling))
    title = operating.OPERATING.title
    rule, first = (_INTERIM_SIGNS if filling.is_interim else _SIGNS), _BLOCKS
    rule = _PERIOD_SIGNS if filling.period_alone else rule
    if filling.net:
        rule, first = (_NET_MINUS if _has_minus(filling) else _NET_PLUS), _NETS.format(filling.net_name)
    heading = head(title, f"{title} {year}", rule, None, None)
    widths: dict[Column, float] = {operating.NAME: 40, operating.COMMENT: 50, **dict.fromkeys(amounts, 13)}
    return Page(title, heading, ((table,),), (first, *notes(filling)), widths=widths)


_SIGNS = "Intäkter med minustecken, kostnader utan. Avvikelse = budget − utfall, minus är sämre än budget."
_INTERIM_SIGNS = "Intäkter med minustecken, kostnader utan. Avvikelse = budget − prognos för helåret, minus är sämre än budget."
_PERIOD_SIGNS = "Intäkter med minustecken, kostnader utan. Avvikelse = periodens budget − periodens utfall, minus är sämre än budget."
_NET_PLUS = "Nettokostnader utan minustecken. Avvikelse = budget − utfall, minus är sämre än budget."
_NET_MINUS = "Nettokostnader med minustecken. Avvikelse = utfall − budget, minus är sämre än budget."
_BLOCKS = "Raderna ovanför Totalt intäkter är intäkter, raderna ovanför Totalt kostnader är kostnader."
_NETS = "Varje rad är verksamhetens kostnader minus dess intäkter, och {} är summan av dem."


def _way(filling: Filling) -> operating.Judging:
    if filling.period_alone:
        return operating.PERIOD_ALONE
    return operating.INTERIM if filling.is_interim else operating.YEAR_END


def _sheet(filling: Filling) -> Sheet:
    if filling.period_alone:
        return operating.OPERATING_PERIOD
    return operating.OPERATING_INTERIM if filling.is_interim else operating.OPERATING


def _headers(filling: Filling) -> dict[Column, str]:
    headers = operating.headers_of(filling.year, _way(filling))
    headers = {c: text for c, text in headers.items() if c is not operating.VARIANCE}
    headers |= {operating.STATED_OF_PERIOD: period.PERIOD_VARIANCE.header}
    return headers | {operating.GROUP: operating.GROUP.aliases[0]}


def _columns(filling: Filling) -> tuple[Input, ...]:
    """Net costs have no Typ, and their income and cost beside each other where the year before had."""
    left_out = {
        *(() if _has_sides(filling) else operating.SIDES),
        *([operating.LINE_KIND] if filling.net else []),
        *(
            [operating.ACCOUNT]
            if filling.net and not any(one.get(operating.ACCOUNT) for one in filling.net)
            else []
        ),
        *(() if _has_groups(filling) else (operating.GROUP,)),
        *operating.COLUMNS.budget_parts,
        *(c for c in (*operating.EARLIER_ACTUALS, *operating.PLANNED_SIDES) if not _is_filled(filling, c)),
    }
    return tuple(c for c in _sheet(filling).columns if c not in left_out)


def _has_groups(filling: Filling) -> bool:
    return any(operating.GROUP in one for one in (*filling.income, *filling.cost, *filling.net))


def _is_filled(filling: Filling, column: Input) -> bool:
    return any(one.get(column) is not None for one in (*filling.income, *filling.cost, *filling.net))


def _has_sides(filling: Filling) -> bool:
    return any(_is_filled(filling, c) for c in operating.SIDES)


def _rows(filling: Filling) -> list[Row]:
    """Income and costs, each with its total, and the net."""
    way = _way(filling)
    variance: dict[Column, Expr] = {way.columns.variance: difference(way.budget, way.judged)}
    formula = {} if filling.of_ledger else variance
    rows: list[Row] = []
    for key, name, given in (
        (operating.INCOME, "Totalt intäkter", filling.income),
        (operating.COST, "Totalt kostnader", filling.cost),
    ):
        rows += _block(filling, key, name, given, Role.SUBTOTAL, formula)
    both: dict[Input, Expr] = {
        c: At("operating", operating.INCOME, c) + At("operating", operating.COST, c) for c in _summed(filling)
    }
    net = stated_or_sum(filling, "Nettoresultat", operating.NET, Role.TOTAL, operating.NAME, both, formula)
    return [*rows, net]


def _net_rows(filling: Filling) -> list[Row]:
    """Net costs with their total."""
    way = _way(filling)
    pair = (way.budget, way.judged)
    formula: dict[Column, Expr] = {
        way.columns.variance: difference(*(pair[::-1] if _has_minus(filling) else pair))
    }
    columns = _columns(filling)
    lines = entries(operating.NET, filling.net, columns, formula | (_ADDED if _has_sides(filling) else {}))
    filled = {c for one in filling.net for c, value in one.items() if value is not None}
    amounts = [c for c in way.columns.amounts if c.required or c in operating.SIDES or c in filled]
    sums = {c: _total(lines, c) for c in amounts if c in columns}
    name = filling.net_name
    return [*lines, stated_or_sum(filling, name, operating.NET, Role.TOTAL, operating.NAME, sums, formula)]


def _summed(filling: Filling) -> list[Input]:
    """The amounts that the totals add up; a sum of cells that the ledger is to fill would be a stated zero."""
    columns = summed(_way(filling).columns.amounts)
    return [c for c in columns if not filling.of_ledger or _is_filled(filling, c)]


_ADDED: dict[Column, Expr] = {
    operating.ACTUAL: when(
        either(is_blank(operating.INCOME_SIDE), is_blank(operating.COST_SIDE)),
        "",
        operating.INCOME_SIDE + operating.COST_SIDE,
    )
}


def _has_minus(filling: Filling) -> bool:
    """Whether the board writes its costs with minus."""
    return filling.settings.get(INCOME_SIGN.key) == SignRule.POSITIVE.value


def _total(lines: Sequence[Row], column: Input) -> Expr:
    return total(Span("operating", lines[0].key, lines[-1].key, column))


def _block(
    filling: Filling,
    key: str,
    name: str,
    given: Sequence[FilledRow],
    role: Role,
    formula: Mapping[Column, Expr],
) -> list[Row]:
    lines = entries(key, given, _columns(filling), {} if filling.stated_variances else formula)
    sums = {c: _total(lines, c) for c in _summed(filling)}
    return [*lines, stated_or_sum(filling, name, key, role, operating.NAME, sums, formula)]
