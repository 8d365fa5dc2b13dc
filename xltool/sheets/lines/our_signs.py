"""Amounts as they are written, and as ours: income negative, costs positive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import is_equal
from xltool.binding.row_labels import LabelKind
from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.core.units import SignRule
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.line_kinds import LineColumns, LineKind

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

    def turn(amounts: dict[Input, float]) -> dict[Input, float]:
        return {c: 0.0 - a if c is columns.budget else a for c, a in amounts.items()}

    drafts = [
        replace(d, amounts=turn(d.amounts)) if columns.budget not in d.summed else d for d in rows.drafts
    ]
    return SortedRows(drafts, [replace(t, amounts=turn(t.amounts)) for t in rows.totals], rows.headings)


def as_ours(rows: SortedRows, kinds: Sequence[LineKind], rule: SignRule, columns: LineColumns) -> SortedRows:
    """The rows with their amounts in our signs; what a ledger gave has them already, and a stated variance is looked
    at by itself."""

    def turn(
        amounts: dict[Input, float], times: float, but: frozenset[Input] = frozenset()
    ) -> dict[Input, float]:
        kept = but | {columns.variance}
        return {c: a if c in kept else times * a + 0.0 for c, a in amounts.items()}  # no minus zero

    drafts = [
        replace(d, amounts=turn(d.amounts, factor(rule, kind), d.summed))
        for d, kind in zip(rows.drafts, kinds, strict=True)
    ]
    totals = [
        replace(t, amounts=turn(t.amounts, _of_total(t, kinds, rule, drafts, columns))) for t in rows.totals
    ]
    return SortedRows(drafts, totals, rows.headings)


def _of_total(
    total: Stated, kinds: Sequence[LineKind], rule: SignRule, drafts: Sequence[Draft], columns: LineColumns
) -> float:
    """What a stated total is multiplied with: as its block; a net as its arithmetic says where the rule has no sign."""
    if total.kind is LabelKind.INCOME:
        return rule.income
    if total.kind is LabelKind.COST or columns.only is not None:
        return rule.cost
    if total.kind is LabelKind.NET:
        return _of_net(total, rule, drafts, columns)
    beside = kinds[min(max(total.position - 1, 0), len(kinds) - 1)]
    return factor(rule, beside)


def _of_net(total: Stated, rule: SignRule, drafts: Sequence[Draft], columns: LineColumns) -> float:
    if rule is not SignRule.UNSIGNED:
        return rule.cost
    for column in (columns.actual, columns.budget):
        net = total.amounts.get(column)
        ours = fsum(d.amounts.get(column, 0.0) for d in drafts)
        if net and ours and not is_equal(net, ours):
            return 1.0 if abs(net - ours) <= abs(net + ours) else -1.0
    return 1.0
