"""The sentence on a budget that has been changed during the year (year.md §3)."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, call, joined, lift, rounded, when
from xltool.core.sentences import amount_formula
from xltool.core.units import Money
from xltool.sheets.lines import budget_parts
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating


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
