"""The sentences on projects over all their years (year.md §4): the year's share of its budget, what is carried over, and
the finished projects."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, Span, both, choose, joined, rounded, total, when
from xltool.core.sentences import amount_formula, percent_formula
from xltool.core.units import Money
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.states import has_states
from xltool.sheets.lines import period_columns as period
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.settings.report_name import last_date, last_day
from xltool.sheets.settings.settings_rows import YEAR, Settings
from xltool.sheets.settings.settings_table import setting_cell

_KEY = investments.INVESTMENTS.key


def years_sentences(lines: Lines, settings: Settings, money: Money) -> Expr:
    """What has been used of the year's budget, and what stands beside it where the sheet has it."""
    is_forecast = investments.judging(lines).is_forecast
    said: list[Expr] = [forecast_sentences(lines, settings, money) if is_forecast else _used(settings, money)]
    if investments.CARRY_OVER in lines.columns:
        said.append(_carried(settings, money))
    if has_states(lines):
        said.append(_finished(len(lines.blocks[LineKind.PROJECT].lines)))
    return joined(*said)


def forecast_sentences(lines: Lines, settings: Settings, money: Money) -> Expr:
    """What the projects are forecast to cost in the year, and what stands beside it in an interim report."""
    said = [_forecast(settings, money)]
    if period.PRIOR_FORECAST in lines.columns:
        said.append(_change(money))
    if period.PERIOD_ACTUAL in lines.columns:
        said.append(joined(" ", spent_so_far(period.PERIOD_ACTUAL, settings, money)))
    return joined(*said)


def _forecast(settings: Settings, money: Money) -> Expr:
    budget, forecast = _total(investments.BUDGET), _total(investments.JUDGED_FORECAST)
    will, granted = amount_formula(money, forecast), amount_formula(money, budget)
    year = joined(" för ", setting_cell(YEAR)) if settings.year else joined("")
    share = percent_formula(forecast / when(budget.equals(0), 1, budget))
    over = rounded(forecast - budget) > 0
    more = when(over, joined(", ", amount_formula(money, forecast - budget), " över budget"), "")
    return choose(
        (
            both(budget.equals(0), forecast.equals(0)),
            "Det finns varken investeringsbudget eller prognos för investeringar.",
        ),
        (
            budget.equals(0),
            joined("Det finns ingen investeringsbudget, men investeringarna beräknas", year, " uppgå till ", will, "."),
        ),
        otherwise=joined(
            "Investeringarna beräknas", year, " uppgå till ", will, " av investeringsbudgeten ", granted, " (", share, ")", more, ".",
        ),
    )  # fmt: skip


def _change(money: Money) -> Expr:
    change = _total(period.PRIOR_FORECAST) - _total(investments.JUDGED_FORECAST)
    words, size = " Jämfört med föregående prognos är det ", amount_formula(money, change)
    return choose(
        (rounded(change) > 0, joined(words, size, " mindre.")),
        (rounded(change) < 0, joined(words, size, " mer.")),
        otherwise=" Prognosen är som den föregående.",
    )


def spent_so_far(column: Column, settings: Settings, money: Money) -> Expr:
    """How much of the year's budget is spent at the end of the period."""
    budget, spent = _total(investments.BUDGET), _total(column)
    share = percent_formula(spent / when(budget.equals(0), 1, budget))
    return choose(
        (
            both(budget.equals(0), spent.equals(0)),
            "Det finns varken investeringsbudget eller investeringsutgifter.",
        ),
        (
            budget.equals(0),
            joined("Utan investeringsbudget är ", amount_formula(money, spent), f" förbrukat per {last_date(settings)}."),
        ),
        otherwise=joined(
            "Av årets investeringsbudget (", amount_formula(money, budget), ") är ", amount_formula(money, spent), " (", share,
            f") förbrukat per {last_date(settings)}.",
        ),
    )  # fmt: skip


def _total(column: Column) -> At:
    return At(_KEY, investments.TOTAL, column)


def _used(settings: Settings, money: Money) -> Expr:
    budget, actual = _total(investments.BUDGET), _total(investments.ACTUAL)
    spent, granted = amount_formula(money, actual), amount_formula(money, budget)
    during = f"Till och med {last_day(settings)}" if settings.is_interim else "Under året"
    share = percent_formula(actual / when(budget.equals(0), 1, budget))
    return choose(
        (
            both(budget.equals(0), actual.equals(0)),
            "Det fanns varken investeringsbudget eller investeringsutgifter.",
        ),
        (budget.equals(0), joined("Det fanns ingen investeringsbudget, men ändå har ", spent, " använts.")),
        otherwise=joined(f"{during} har ", spent, " av investeringsbudgeten ", granted, " (", share, ") använts."),
    )  # fmt: skip


def _carried(settings: Settings, money: Money) -> Expr:
    amount = _total(investments.CARRY_OVER)
    until = setting_cell(YEAR) + 1 if settings.year else "nästa år"
    sentence = joined(" ", amount_formula(money, amount), " föreslås överföras till ", until, ".")
    return when(rounded(amount) > 0, sentence, "")


def _finished(projects: int) -> Expr:
    first, last = f"{investments.TOTAL}:0", f"{investments.TOTAL}:{projects - 1}"
    counted = (investments.IS_FINISHED, investments.IS_OVER)
    count, over = (total(Span(_KEY, first, last, c)) for c in counted)
    named = when(count.equals(1), " projekt är avslutat", " projekt är avslutade")
    of_which = when(over > 0, joined(", varav ", over, " över beslutad totalutgift"), "")
    return when(count > 0, joined(" ", count, named, of_which, "."), "")
