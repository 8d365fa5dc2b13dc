"""The sentence on a budget that has been changed during the year (year.md §3)."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, call, choose, joined, lift, rounded, when
from xltool.core.sentences import amount_formula, size_formula
from xltool.core.units import Money
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines import budget_parts
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import BOARD, YEAR, Settings
from xltool.sheets.settings.settings_table import setting_cell


def budget_sentences(lines: Lines, settings: Settings, money: Money) -> Expr:
    """What a budget book comes to: `Nämnden budgeterar för 2024 ett resultat i balans.`, with income and costs where the
    sheet has both."""
    year = joined(" för ", setting_cell(YEAR)) if settings.year else joined("")
    net = At(operating.OPERATING.key, operating.NET, operating.BUDGET)
    subject = joined(setting_cell(BOARD), " budgeterar", year)
    if operating.is_net_cost(lines):
        return joined(subject, " en nettokostnad på ", amount_formula(money, net, signed=True), ".")
    outcome = choose(
        (rounded(net) > 0, joined(" ett underskott med ", size_formula(money, net), ".")),
        (rounded(net) < 0, joined(" ett överskott med ", size_formula(money, net), ".")),
        otherwise=" ett resultat i balans.",
    )
    if not {LineKind.INCOME, LineKind.COST} <= lines.blocks.keys():
        return joined(subject, outcome)
    income, cost = (
        amount_formula(money, At(operating.OPERATING.key, key, operating.BUDGET))
        for key in (operating.INCOME, operating.COST)
    )
    return joined(
        subject, outcome, " Intäkterna är budgeterade till ", income, " och kostnaderna till ", cost, "."
    )


def invested_sentence(settings: Settings, money: Money) -> Expr:
    """What a budget book invests."""
    budget = At(investments.INVESTMENTS.key, investments.TOTAL, investments.BUDGET)
    year = joined(" för ", setting_cell(YEAR)) if settings.year else joined("")
    said = joined("Investeringsbudgeten", year, " är ", amount_formula(money, budget), ".")
    return when(budget.equals(0), joined("Det finns ingen investeringsbudget", year, "."), said)


def change_sentence(lines: Lines, money: Money) -> Expr | None:
    """By how much the net budget has been changed, and by what; None where the sheet has no changes, and nothing where
    they come to nothing."""
    changes = [c for c in budget_parts.CHANGES if c in lines.columns]
    if not changes:
        return None
    net = _net(changes[0])
    for column in changes[1:]:
        net = net + _net(column)
    parts: Expr = lift("")
    for column in changes:
        named = joined(f", {column.header.lower()} ", amount_formula(money, _net(column), signed=True))
        parts = joined(parts, when(rounded(_net(column)).differs(0), named, ""))
    rest = call("RIGHT", parts, call("LEN", parts) - 1)
    changed = joined(
        " Budgeten har under året ändrats med ", amount_formula(money, net, signed=True), ", varav", rest, "."
    )
    return when(rounded(net).equals(0), "", changed)


def _net(column: Column) -> Expr:
    return At(operating.OPERATING.key, operating.NET, column)
