"""The sentences of an interim report (year.md §1): the forecast against the budget, the period, the forecast before."""

from __future__ import annotations

from collections.abc import Collection

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, absolute, both, choose, joined, rounded, when
from xltool.core.sentences import amount_formula, percent_formula, size_formula
from xltool.core.units import Money
from xltool.sheets.lines import period_columns as period
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.report_name import last_date, last_day, period_words
from xltool.sheets.settings.settings_rows import BOARD, YEAR, Settings
from xltool.sheets.settings.settings_table import setting_cell

_KEY = operating.OPERATING.key
NET = At(_KEY, operating.NET, operating.JUDGED_FORECAST)


def _net(column: Column) -> At:
    return At(_KEY, operating.NET, column)


def forecast_sentences(lines: Lines, settings: Settings, money: Money) -> Expr:
    """What the board forecasts for the year, and what stands beside it where the sheet has it."""
    said = [_forecast(lines, settings, money)]
    used: Collection[Column] = lines.columns
    if period.PERIOD_BUDGET in used and period.PERIOD_ACTUAL in used:
        said.append(_period(settings, money, _net(period.PERIOD_BUDGET) - _net(period.PERIOD_ACTUAL)))
    if period.PRIOR_FORECAST in used:
        said.append(_change(money))
    if period.PERIOD_ACTUAL in used:
        said.append(_consumed(lines, settings, money, operating.BUDGET, period.PERIOD_ACTUAL))
    first, *others = said
    return joined(first, *(part for one in others for part in (" ", one)))


def period_sentences(lines: Lines, settings: Settings, money: Money) -> Expr:
    """The same of a report of its months alone: what they come to, and against their budget."""
    budget, spent = period.JUDGED_BUDGET, period.JUDGED_ACTUAL
    said = [_so_far(lines, settings, money), _period(settings, money, _net(budget) - _net(spent))]
    if operating.YEARS_BUDGET in lines.columns:
        said.append(_consumed(lines, settings, money, operating.YEARS_BUDGET, spent))
    first, *others = said
    return joined(first, *(part for one in others for part in (" ", one)))


def _so_far(lines: Lines, settings: Settings, money: Money) -> Expr:
    net = _net(period.JUDGED_ACTUAL)
    year = joined(" ", setting_cell(YEAR)) if settings.year else joined("")
    subject = joined(setting_cell(BOARD), f" redovisar per {last_day(settings)}", year)
    if operating.is_net_cost(lines):
        return joined(subject, " en nettokostnad på ", amount_formula(money, net, signed=True), ".")
    return joined(subject, _outcome(net, money))


def _outcome(net: Expr, money: Money) -> Expr:
    return choose(
        (rounded(net) > 0, joined(" ett underskott med ", size_formula(money, net), ".")),
        (rounded(net) < 0, joined(" ett överskott med ", size_formula(money, net), ".")),
        otherwise=" ett resultat i balans.",
    )


def _forecast(lines: Lines, settings: Settings, money: Money) -> Expr:
    year = joined(" för ", setting_cell(YEAR)) if settings.year else joined("")
    if operating.is_net_cost(lines):
        budget, variance = _net(operating.BUDGET), _net(operating.VARIANCE)
        return joined(
            setting_cell(BOARD), " prognostiserar", year, " nettokostnaden till ",
            amount_formula(money, NET, signed=True), " mot budgeterade ", amount_formula(money, budget, signed=True),
            _against(variance, money, ", ett överskott mot budget med ", ", ett underskott mot budget med ",
                     ", vilket är enligt budget."),
        )  # fmt: skip
    return joined(setting_cell(BOARD), " prognostiserar", year, _outcome(NET, money))


def _against(difference: Expr, money: Money, better: str, worse: str, even: str) -> Expr:
    return choose(
        (rounded(difference) > 0, joined(better, size_formula(money, difference), ".")),
        (rounded(difference) < 0, joined(worse, size_formula(money, difference), ".")),
        otherwise=even,
    )


def _period(settings: Settings, money: Money, variance: Expr) -> Expr:
    words = f"För perioden {period_words(settings)} redovisas "
    budget = " jämfört med periodens budget."
    return choose(
        (rounded(variance) > 0, joined(f"{words}ett överskott med ", size_formula(money, variance), budget)),
        (rounded(variance) < 0, joined(f"{words}ett underskott med ", size_formula(money, variance), budget)),
        otherwise=f"{words}ett utfall enligt periodens budget.",
    )


def _change(money: Money) -> Expr:
    change = _net(period.PRIOR_FORECAST) - NET
    words = "Jämfört med föregående prognos är det en "
    return _against(
        change,
        money,
        f"{words}förbättring med ",
        f"{words}försämring med ",
        "Prognosen är som den föregående.",
    )


def _consumed(lines: Lines, settings: Settings, money: Money, of_year: Column, so_far: Column) -> Expr:
    """How much of the costs' budget is spent; of the net where there are no costs by themselves."""
    key = operating.COST if LineKind.COST in lines.blocks else operating.NET
    budget, spent = At(_KEY, key, of_year), At(_KEY, key, so_far)
    of = "kostnadsbudget" if key == operating.COST else "budget"
    share = percent_formula(spent / when(budget.equals(0), 1, budget), 1)
    sentence = joined(
        f"Av årets {of} (", amount_formula(money, budget), ") är ", amount_formula(money, spent), " (", share,
        f") förbrukat per {last_date(settings)}.",
    )  # fmt: skip
    return when(both(absolute(budget) > 0, absolute(spent) > 0), sentence, "")
