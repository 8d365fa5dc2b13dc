"""One picture in tiers: what is judged before the budget, and beside it the variances, in the same rows and to the same scale, for
each of both charts has room for the bars of the other."""

from __future__ import annotations

from collections.abc import Callable

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, Span, joined, rounded, when
from xltool.core.pages import Chart, Part, Series
from xltool.core.sentences import amount_formula
from xltool.core.units import Money
from xltool.sheets.operating import operating_columns as operating


def book_chart(
    word: str,
    bars: str,
    money: Money,
    total: Callable[[Column], At],
    span: Callable[[Column], Span],
    before: str = "",
    shown: Column = operating.BUDGET,
) -> Chart:
    """The budget of a budget book, beside last year's actual where the sheet has one, which is called `before`."""
    unit, names = money.word, span(operating.SHORT_NAME)

    def of_all(column: Column) -> Expr:
        return amount_formula(money, total(column), signed=True, unit=False)

    said = joined(f"{word}, {unit}: budget ", of_all(operating.BUDGET))
    series = (Series("Budget", Part.ACTUAL, span(shown)),)
    if not before:
        return Chart(said, f"Liggande staplar: budget för {bars}, i {unit}.", names, series)
    return Chart(
        joined(said, f" mot {before.lower()} ", of_all(operating.PRIOR_ACTUAL)),
        f"Liggande staplar: budget mot {before.lower()} för {bars}, i {unit}.",
        names,
        (Series(before, Part.BUDGET, span(operating.PRIOR_ACTUAL)), *series),
    )


def budget_charts(
    word: str,
    bars: str,
    way: operating.Judging,
    money: Money,
    total: Callable[[Column], At],
    span: Callable[[Column], Span],
    shown: tuple[Column, Column] | None = None,
) -> tuple[Chart, Chart]:
    """A bar for each of the `bars` (`12 rader`), whose columns `span` gives; `total` is the cell of what all come to, which
    is called by the `word`. `shown` are other columns than budget and what is judged."""
    unit, budget, judged = money.word, way.budget, way.judged
    word_of, of_budget = judged.header.lower(), budget.header.lower()
    variance, names = total(operating.VARIANCE), span(operating.SHORT_NAME)
    first, second = shown or (budget, judged)
    better = rounded(variance / money.scale, money.decimals) > 0

    def amount(x: Expr) -> Expr:
        return amount_formula(money, x, signed=True, unit=False)

    of_all = joined(
        f"{word}, {unit}: {word_of} ", amount(total(judged)), f" mot {of_budget} ", amount(total(budget))
    )
    worse = Series("Sämre än budget", Part.WORSE, span(operating.WORSE))
    better_than = Series("Bättre än budget", Part.BETTER, span(operating.BETTER))
    return (
        Chart(
            of_all,
            f"Liggande staplar: {word_of} mot {of_budget} för {bars}, i {unit}.",
            names,
            (
                Series(worse.name, Part.ROOM, worse.values),
                Series(budget.header, Part.BUDGET, span(first)),
                Series(judged.header, Part.ACTUAL, span(second)),
                Series(better_than.name, Part.ROOM, better_than.values),
            ),
        ),
        Chart(
            joined(
                f"{word}, {unit}: avvikelse ", when(better, "+", ""), amount(variance), f" mot {of_budget}"
            ),
            f"Liggande staplar: avvikelse mot {of_budget} för {bars}, sämre åt vänster och bättre åt höger, i {unit}.",
            names,
            (
                worse,
                better_than,
                Series(budget.header, Part.ROOM, span(first)),
                Series(judged.header, Part.ROOM, span(second)),
            ),
            beside=True,
        ),
    )
