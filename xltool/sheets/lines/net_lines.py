"""Lines that are net costs, one for each verksamhet: nothing on the sheet says income or cost (reading.md §8.4)."""

from __future__ import annotations

from math import fsum

from xltool.binding.agreement import within_rounding
from xltool.binding.row_labels import LabelKind, label_kind, says_all
from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.core.units import Money
from xltool.sheets.lines.drafts import TOTAL_OF, Draft, SortedRows
from xltool.sheets.lines.kind_words import by_account, by_word, is_of_a_kind
from xltool.sheets.lines.line_kinds import LineColumns


def are_nets(rows: SortedRows, columns: LineColumns, money: Money, *, own: bool) -> bool:
    """Whether all lines are net costs. A line that is an income by its name, as Kommunbidrag is, may stand among them where
    the sheet's own total adds it to them. In xltool's `own` result a sheet without the totals of kinds holds nets."""
    if (
        any(d.stated_kind or d.is_asked for d in rows.drafts)
        or any(h.kind for h in rows.headings)
        or any(t.kind in TOTAL_OF.values() for t in rows.totals)
    ):
        return False
    if own:
        return True
    if all(by_word(d.name) or by_account(d.account) for d in rows.drafts):
        return False  # a statement of results, or a list of accounts
    if _has_sides(rows, columns):
        return True
    if any(_has_account(d, columns) for d in rows.drafts):
        return False
    return not any(is_of_a_kind(d.name) for d in rows.drafts) or _are_added(rows, columns, money)


def _has_sides(rows: SortedRows, columns: LineColumns) -> bool:
    """Whether the lines' actuals are split into income and cost."""
    return any(
        c in d.amounts for one in columns.sides[:1] for c in (one.income, one.cost) for d in rows.drafts
    )


def _has_account(draft: Draft, columns: LineColumns) -> bool:
    """Whether the line has an account, which belongs to no verksamhet; a code before its name may be that of one."""
    is_account = columns.account in draft.row.columns or by_account(draft.account) is not None
    return bool(draft.account) and is_account


def _are_added(rows: SortedRows, columns: LineColumns, money: Money) -> bool:
    """Whether the sheet's own total is the sum of all lines as they are written, in budget and actual."""
    total = whole_total(rows, columns, money)
    both = {columns.budget, columns.actual}
    return total is not None and both <= total.amounts.keys() and _holds_all(total, rows, columns, money)


def _holds_all(total: Stated, rows: SortedRows, columns: LineColumns, money: Money) -> bool:
    """Whether the total is that of all lines; a result may be written with the other sign."""
    there = [c for c in (columns.budget, columns.actual) if c in total.amounts]
    return bool(there) and all(_is_sum(total, column, rows, money) for column in there)


def _is_sum(total: Stated, column: Input, rows: SortedRows, money: Money) -> bool:
    parts = [d.amounts.get(column, 0.0) for d in rows.drafts]
    ways = (1.0, -1.0) if total.kind is LabelKind.NET else (1.0,)
    return any(within_rounding(way * total.amounts[column] - fsum(parts), len(parts), money) for way in ways)


def whole_total(rows: SortedRows, columns: LineColumns, money: Money) -> Stated | None:
    """The total of all lines: the last one below them, or the first above. One of several that names a group and is the sum
    of that is none."""
    below = [t for t in rows.totals if t.position == len(rows.drafts)]
    above = [t for t in rows.totals if t.position == 0]
    total = below[-1] if below else above[0] if above else None
    if total is None or total.kind is LabelKind.NET or says_all(total.name):
        return total
    is_alone = len(rows.totals) == 1 and label_kind(total.name) is not LabelKind.LINE
    stands_below_another = len(below) > 1
    return total if is_alone or stands_below_another or _holds_all(total, rows, columns, money) else None
