"""Rows that may be sums of each other: their amounts, and whether some of them add up to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from msgspec import Struct

from xltool.binding.agreement import within_rounding
from xltool.binding.bound import BoundRow
from xltool.core.cells import BLANK, RawCell
from xltool.core.columns import Input
from xltool.core.numbers import parse_number
from xltool.core.units import Money
from xltool.sheets.lines.line_kinds import LineColumns


class Candidate(Struct, frozen=True):
    """A row and its amounts as they are written; `typed` where somebody said what the row is."""

    row: BoundRow
    typed: bool
    amounts: Mapping[Input, float]


def candidate(row: BoundRow, columns: LineColumns, *, typed: bool = False) -> Candidate:
    # What a budget was at first tells nothing: a sum may have been given another share of its changes than its parts.
    asked = [c for c in columns.amounts if c not in columns.budget_parts]
    amounts = {c: n for c in asked if (n := _number(row.cells.get(c, BLANK))) is not None}
    return Candidate(row, typed, amounts)


def _number(cell: RawCell) -> float | None:
    if isinstance(cell.value, str):
        read = parse_number(cell.value)
        return read.value if read else None
    return cell.number


def fits(given: Sequence[Candidate], one: Candidate, parts: Iterable[int], money: Money) -> bool:
    """Whether the row is the sum of the parts in every amount column that it has."""
    beside = [given[i].amounts for i in parts]
    return any(one.amounts.values()) and all(
        within_rounding(n - fsum(a.get(c, 0.0) for a in beside), len(beside), money)
        for c, n in one.amounts.items()
    )
