"""Rows of numbers in order of size, in which those that meet a condition are counted without looking at each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import inf
from typing import TypeAlias

from msgspec import Struct

Condition: TypeAlias = tuple[str, float]  # the operator and the number on its right


class OrderedRows(Struct, frozen=True):
    """The rows, each as its numbers with its position (from 0) last, in order."""

    rows: Sequence[tuple[float, ...]]

    def count(self, comparisons: Sequence[Condition], among: int) -> int | None:
        """How many of the first `among` rows meet all comparisons, one for each of the first columns; None where the
        order does not tell: all but the last ask for equality, and so does the last where `among` is not all rows."""
        *equal, (symbol, wanted) = comparisons
        if any(s != "=" for s, _ in equal) or (among != len(self.rows) and symbol != "="):
            return None
        before = tuple(number for _, number in equal)
        here, beyond, end = (*before, wanted), (*before, wanted, inf), (*before, inf)
        match symbol:
            case "=":
                return self._between(here, (*here, among))
            case ">":
                return self._between(beyond, end)
            case ">=":
                return self._between(here, end)
            case "<":
                return self._between(before, here)
            case "<=":
                return self._between(before, beyond)
        return None

    def _between(self, first: tuple[float, ...], end: tuple[float, ...]) -> int:
        return bisect_left(self.rows, end) - bisect_left(self.rows, first)


def ordered_rows(columns: Iterable[Sequence[object]]) -> OrderedRows | None:
    """The columns as rows, as far down as all of them go; None where a cell is no number."""
    rows: list[tuple[float, ...]] = []
    for position, row in enumerate(zip(*columns, strict=False)):
        numbers = [cell for cell in row if type(cell) is float]
        if len(numbers) != len(row):
            return None
        rows.append((*numbers, position))
    return OrderedRows(sorted(rows))
