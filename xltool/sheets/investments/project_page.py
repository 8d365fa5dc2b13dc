"""Investeringsredovisning: the page of the result, with its chart."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, both, choose, joined, rounded, when
from xltool.core.pages import Chart, Page, Part, Series, head
from xltool.core.sentences import amount_formula, percent_formula
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines import period_columns as period
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.page_head import PageHead

# Narrower than their headers, which wrap.
OVER_YEARS_WIDTHS: dict[Column, float] = {
    **dict.fromkeys((*investments.OF_OTHER_YEARS, investments.TOTAL_VARIANCE, investments.REMAINING), 13.0),
    investments.FINISHED: 11.0,
    **dict.fromkeys((period.PERIOD_BUDGET, period.PERIOD_ACTUAL, period.PERIOD_VARIANCE), 11.0),
    **dict.fromkeys((period.PERIOD_PRIOR, period.PRIOR_FORECAST, investments.FORECAST_CHANGE), 12.0),
}


def projects_charts(projects: Table, money: Money) -> tuple[Chart, ...]:
    """Each project's actual against its budget, where there are projects."""
    if not projects.lines():
        return ()
    first, last = projects.lines()[0].key, projects.lines()[-1].key
    unit = money.word
    way = investments.judging_of(projects)
    if not way.compares:
        chart = Chart(
            joined(
                f"Investeringar, {unit}: budget ",
                amount_formula(money, projects.at(investments.TOTAL, investments.BUDGET), unit=False),
            ),
            f"Liggande staplar: budget för {len(projects.lines())} projekt, i {unit}.",
            projects.span(first, last, investments.SHORT_NAME),
            (Series("Budget", Part.ACTUAL, projects.span(first, last, investments.BUDGET)),),
        )
        return (chart,)
    judged = way.judged
    word = judged.header.lower()
    budget, actual = (projects.at(investments.TOTAL, c) for c in (investments.BUDGET, judged))
    spent, granted = (amount_formula(money, x, unit=False) for x in (actual, budget))
    chart = Chart(
        joined(f"Investeringar, {unit}: {word} ", spent, " av budget ", granted),
        f"Liggande staplar: {word} mot budget för {len(projects.lines())} projekt, i {unit}.",
        projects.span(first, last, investments.SHORT_NAME),
        (
            Series("Budget", Part.BUDGET, projects.span(first, last, investments.BUDGET)),
            Series(judged.header, Part.ACTUAL, projects.span(first, last, judged)),
        ),
    )
    return (chart,)


def _message(way: investments.Judging, page: PageHead) -> tuple[Expr, Expr]:
    """What the projects come to against their budget, and when that is too much."""
    budget, judged = (At("investments", investments.TOTAL, c) for c in (investments.BUDGET, way.judged))
    over = judged - budget
    used, granted, exceeded = (amount_formula(page.money, x) for x in (judged, budget, over))
    of_forecast = judged / when(budget.equals(0), 1, budget)
    spent = At("investments", investments.TOTAL, investments.SPENT)
    share = percent_formula(of_forecast if way.is_forecast else spent)
    is_used, none = ("beräknas förbrukas", "prognos") if way.is_forecast else ("är förbrukat", "utgifter")
    of_budget = joined(used, " av ", granted, f" {is_used} (", share, ")")
    overspent = rounded(over) > 0
    message = choose(
        (both(budget.equals(0), judged.equals(0)), f"Det finns varken investeringsbudget eller {none}."),
        (budget.equals(0), joined(used, f" {is_used} utan budget.")),
        (overspent, joined(of_budget, ": ", exceeded, " över budget.")),
        otherwise=joined(of_budget, "."),
    )
    return message, overspent


def _budgeted(page: PageHead) -> Expr:
    budget = At("investments", investments.TOTAL, investments.BUDGET)
    said = joined("Investeringsbudgeten är ", amount_formula(page.money, budget), ".")
    return when(budget.equals(0), "Det finns ingen investeringsbudget.", said)


def project_page(lines: Lines, table: Table, page: PageHead) -> Page:
    way = investments.judging(lines)
    so_far = bool(page.until) and not way.is_forecast
    message, overspent = _message(way, page) if way.compares else (_budgeted(page), None)
    compared = "utfall hittills" if so_far else way.judged.header.lower()
    about = page.about(f"  ·  avvikelse = {page.against or 'budget'} − {compared}" if way.compares else "")
    title = investments.INVESTMENTS.title
    heading = head(title, page.titled(title), about, message, page.badge, bad=overspent)
    notes = (
        []
        if not way.compares
        else ["En budget som inte är förbrukad är inte i sig bättre: projektet kan vara försenat."]
    )
    if so_far:
        notes.append(
            "Projekten har ingen prognos: utfallet är det hittills i år, och avvikelsen det som är kvar av årets budget."
        )
    if lines.blocks[LineKind.PROJECT].rounding:
        notes.append(
            "Avrundningsdifferens: den angivna summan är avrundad från exakta kronor och raderna var för sig."
        )
    return Page(
        title,
        heading,
        ((table,),),
        tuple(notes),
        projects_charts(table, page.money),
        widths={investments.COMMENT: 44, investments.SPENT_BAR: 19, **OVER_YEARS_WIDTHS},
    )
