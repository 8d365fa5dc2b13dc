"""Driftredovisning: the page of the result, with its charts."""

from __future__ import annotations

from xltool.core.pages import Chart, Page, head
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.budget_charts import budget_charts
from xltool.sheets.operating.groups_page import MOST_BARS, are_charted
from xltool.sheets.operating.largest_variances import largest_variances, net_message
from xltool.sheets.page_head import PageHead


def line_charts(lines: Lines, table: Table, money: Money) -> tuple[Chart, ...]:
    """Budget against actual and the variances, of the costs; of the income where there are no costs."""
    key, word, count = charted_block(lines)
    first, last = f"{key}:0", f"{key}:{count - 1}"
    way = operating.judging(lines)
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
    has_own = groups is not None and are_charted(lines)
    return () if has_own or charted_block(lines)[2] > MOST_BARS else line_charts(lines, table, money)


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


def operating_page(lines: Lines, table: Table, page: PageHead, groups: Table | None = None) -> Page:
    message, good, bad = net_message(page.money, largest_variances(table, worst=True))
    about = page.about(f"  ·  {page.sign_rule}")
    title = operating.OPERATING.title
    heading = head(title, page.titled(title), about, message, page.badge, good, bad)
    notes: tuple[str, ...] = (
        _NET_SIGNS if lines.are_nets else _SIGNS,
        "Bedömning: en avvikelse är väsentlig när den når båda gränserna på bladet Uppgifter.",
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
