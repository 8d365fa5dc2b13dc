"""Investeringsredovisning: the page of the result, with its chart."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At, both, choose, joined, rounded
from xltool.core.pages import Chart, Page, Part, Series, head
from xltool.core.sentences import amount_formula, percent_formula
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.page_head import PageHead

# Narrower than their headers, which wrap.
OVER_YEARS_WIDTHS: dict[Column, float] = {
    **dict.fromkeys((*investments.OF_OTHER_YEARS, investments.TOTAL_VARIANCE, investments.REMAINING), 13.0),
    investments.FINISHED: 11.0,
}


def projects_charts(projects: Table, money: Money) -> tuple[Chart, ...]:
    """Each project's actual against its budget, where there are projects."""
    if not projects.lines():
        return ()
    first, last = projects.lines()[0].key, projects.lines()[-1].key
    unit = money.word
    budget, actual = (projects.at(investments.TOTAL, c) for c in (investments.BUDGET, investments.ACTUAL))
    spent, granted = (amount_formula(money, x, unit=False) for x in (actual, budget))
    chart = Chart(
        joined(f"Investeringar, {unit}: utfall ", spent, " av budget ", granted),
        f"Liggande staplar: utfall mot budget för {len(projects.lines())} projekt, i {unit}.",
        projects.span(first, last, investments.SHORT_NAME),
        (
            Series("Budget", Part.BUDGET, projects.span(first, last, investments.BUDGET)),
            Series("Utfall", Part.ACTUAL, projects.span(first, last, investments.ACTUAL)),
        ),
    )
    return (chart,)


def project_page(lines: Lines, table: Table, page: PageHead) -> Page:
    budget = At("investments", investments.TOTAL, investments.BUDGET)
    actual = At("investments", investments.TOTAL, investments.ACTUAL)
    spent = At("investments", investments.TOTAL, investments.SPENT)
    over = actual - budget
    used, granted, exceeded = (amount_formula(page.money, x) for x in (actual, budget, over))
    of_budget = joined(used, " av ", granted, " är förbrukat (", percent_formula(spent), ")")
    overspent = rounded(over) > 0
    message = choose(
        (both(budget.equals(0), actual.equals(0)), "Det finns varken investeringsbudget eller utgifter."),
        (budget.equals(0), joined(used, " är förbrukat utan budget.")),
        (overspent, joined(of_budget, ": ", exceeded, " över budget.")),
        otherwise=joined(of_budget, "."),
    )
    about = page.about(f"  ·  avvikelse = {page.against or 'budget'} − utfall")
    title = investments.INVESTMENTS.title
    heading = head(title, page.titled(title), about, message, page.badge, bad=overspent)
    notes = ["En budget som inte är förbrukad är inte i sig bättre: projektet kan vara försenat."]
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
