"""Driftredovisning: the page of the result, with its charts."""

from __future__ import annotations

from xltool.core.expr import At, Expr, choose, joined, rounded
from xltool.core.pages import Chart, Page, head
from xltool.core.sentences import amount_formula, size_formula
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.budget_charts import book_chart, budget_charts
from xltool.sheets.operating.groups_page import MOST_BARS, are_charted
from xltool.sheets.operating.largest_variances import largest_variances, net_message
from xltool.sheets.page_head import PageHead


def line_charts(lines: Lines, table: Table, money: Money) -> tuple[Chart, ...]:
    """Budget against actual and the variances, of the costs; of the income where there are no costs."""
    key, word, count = charted_block(lines)
    first, last = f"{key}:0", f"{key}:{count - 1}"
    way = operating.judging(lines)
    if not way.compares:
        before = table.headers.get(operating.PRIOR_ACTUAL, "Utfall föregående år")
        is_marked = way.charted[0] in table.columns  # subtotals stand among the lines
        chart = book_chart(
            word,
            f"{count} rader",
            money,
            lambda column: table.at(key, column),
            lambda column: table.span(first, last, column),
            before if operating.PRIOR_ACTUAL in table.columns and not is_marked else "",
            way.charted[0] if is_marked else operating.BUDGET,
        )
        return (chart,)
    return budget_charts(
        word,
        f"{count} rader",
        way,
        money,
        lambda column: table.at(key, column),
        lambda column: table.span(first, last, column),
        way.charted if way.charted[0] in table.columns else None,
    )


def sheet_charts(lines: Lines, table: Table, money: Money, groups: Table | None) -> tuple[Chart, ...]:
    """The charts of the lines. Where they are many the bars in the table show them all, and groups have theirs on their own sheet."""
    return line_charts(lines, table, money) if has_line_charts(lines, groups) else ()


def has_line_charts(lines: Lines, groups: Table | None) -> bool:
    has_own = groups is not None and are_charted(lines)
    return not has_own and charted_block(lines)[2] <= MOST_BARS


def charted_block(lines: Lines) -> tuple[str, str, int]:
    """The block that is charted: its key, its word, and how many lines it has."""
    words = {
        LineKind.NET: operating.net_words(lines)[0],
        LineKind.COST: "Kostnader",
        LineKind.INCOME: "Intäkter",
    }
    kind = next(k for k in words if k in lines.blocks)
    return operating.KEYS[kind], words[kind], len(lines.blocks[kind].lines)


_SIGNS = "Teckenregel: intäkter skrivs med minustecken, kostnader utan. Ett positivt nettoresultat är ett underskott."
_NET_SIGNS = "Teckenregel: varje rad är kostnader minus intäkter. En nettokostnad skrivs utan minustecken, ett överskott med."

_ROUNDED_SIDES = "Intäkter, kostnader och utfall är avrundade var för sig, så utfallet kan skilja sig något från deras summa."


_JUDGED = "Bedömning: en avvikelse är väsentlig när den når båda gränserna på bladet Uppgifter."


def opening(
    lines: Lines, table: Table, money: Money, worst: Table | None = None
) -> tuple[Expr, Expr | None, Expr | None]:
    """The sentence that a page opens with, and when it is good and bad, which no budget is by itself."""
    if operating.judging(lines).compares:
        budget = operating.judging(lines).budget.header.lower()
        return net_message(money, worst or largest_variances(table, worst=True), budget)
    return budgeted(lines, money), None, None


def budgeted(lines: Lines, money: Money) -> Expr:
    """What a budget book comes to: `Budgeten är ett underskott med 120 tkr.`"""
    net = At("operating", operating.NET, operating.BUDGET)
    if operating.is_net_cost(lines):
        return joined("Budgeterad nettokostnad: ", amount_formula(money, net, signed=True), ".")
    return choose(
        (rounded(net) > 0, joined("Budgeten är ett underskott med ", size_formula(money, net), ".")),
        (rounded(net) < 0, joined("Budgeten är ett överskott med ", size_formula(money, net), ".")),
        otherwise="Budgeten är i balans.",
    )


def operating_page(lines: Lines, table: Table, page: PageHead, groups: Table | None = None) -> Page:
    message, good, bad = opening(lines, table, page.money)
    about = page.about(f"  ·  {page.sign_rule}")
    title = operating.OPERATING.title
    heading = head(title, page.titled(title), about, message, page.badge, good, bad)
    notes: tuple[str, ...] = (
        _NET_SIGNS if lines.are_nets else _SIGNS,
        *((_JUDGED,) if operating.judging(lines).compares else ()),
    )
    if lines.net.rounding:
        notes = (
            *notes,
            "Avrundningsdifferens: den angivna summan är avrundad från exakta kronor och raderna var för sig.",
        )
    if any({s.income, s.cost} <= lines.columns and s.net not in lines.added for s in operating.COLUMNS.sides):
        notes = (*notes, _ROUNDED_SIDES)
    return Page(
        title,
        heading,
        ((table,),),
        notes,
        sheet_charts(lines, table, page.money, groups),
        widths={operating.COMMENT: 44, operating.EXPLANATION: 17, operating.VARIANCE_BAR: 19},
    )
