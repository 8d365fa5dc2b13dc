"""Amounts as they are written, and as ours: income negative, costs positive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.row_labels import LabelKind
from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.core.units import SignRule
from xltool.sheets.lines.drafts import SortedRows
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.stated_nets import net_factor

_MOST = 0.75  # of the money: less says nothing of how a block is written


def factor(rule: SignRule, kind: LineKind) -> float:
    """What a line's amount as it is written is multiplied with to be ours."""
    return rule.income if kind is LineKind.INCOME else rule.cost


def sign_of(amounts: Iterable[float]) -> int:
    """The sign of most of the money: 1, −1, or 0 where there is none or it points both ways."""
    given = list(amounts)
    plus, minus = fsum(a for a in given if a > 0), -fsum(a for a in given if a < 0)
    if plus + minus == 0 or max(plus, minus) < _MOST * (plus + minus):
        return 0
    return 1 if plus > minus else -1


def budget_turned(rows: SortedRows, columns: LineColumns) -> SortedRows:
    """The rows with the budget's other sign, where it is written as a grant."""
    budgets = (columns.budget, *columns.budget_parts)

    def turn(amounts: dict[Input, float]) -> dict[Input, float]:
        return {c: 0.0 - a if c in budgets else a for c, a in amounts.items()}

    drafts = [
        replace(d, amounts=turn(d.amounts)) if columns.budget not in d.summed else d for d in rows.drafts
    ]
    return SortedRows(
        drafts, [replace(t, amounts=turn(t.amounts)) for t in rows.totals], rows.headings, rows.narrows
    )


def as_ours(rows: SortedRows, kinds: Sequence[LineKind], rule: SignRule, columns: LineColumns) -> SortedRows:
    """The rows with their amounts in our signs; what a ledger gave has them already, and a stated variance is looked
    at by itself."""

    def turn(
        amounts: dict[Input, float], times: float, but: frozenset[Input] = frozenset()
    ) -> dict[Input, float]:
        kept = but | {columns.variance}
        return {c: a if c in kept else times * a + 0.0 for c, a in amounts.items()}  # no minus zero

    def turn_total(amounts: dict[Input, float], times: float) -> dict[Input, float]:
        """A result may have another sign than the lines, its income and cost have not."""
        sides = {c: a for c, a in amounts.items() if c in columns.side_columns}
        return turn(amounts, times) | turn(sides, rule.cost)

    drafts = [
        replace(d, amounts=turn(d.amounts, factor(rule, kind), d.summed))
        for d, kind in zip(rows.drafts, kinds, strict=True)
    ]
    ours = SortedRows(drafts, rows.totals, rows.headings, rows.narrows)
    totals = []
    for total in rows.totals:
        times = _of_total(total, kinds, rule, ours, columns)
        is_turned = total.kind is LabelKind.NET and times != rule.cost
        totals.append(replace(total, amounts=turn_total(total.amounts, times), turned=is_turned))
    return SortedRows(drafts, totals, rows.headings, rows.narrows)


def _of_total(
    total: Stated, kinds: Sequence[LineKind], rule: SignRule, rows: SortedRows, columns: LineColumns
) -> float:
    """What a stated total is multiplied with: as its block; a net as its arithmetic says where the rule has no sign."""
    if total.kind is LabelKind.INCOME:
        return rule.income
    if total.kind is LabelKind.COST or columns.only is not None:
        return rule.cost
    if total.kind is LabelKind.NET:
        return net_factor(total, rule, rows.drafts[: rows.above(total)], (columns.actual, columns.budget))
    beside = kinds[min(max(total.position - 1, 0), len(kinds) - 1)]
    return factor(rule, beside)
