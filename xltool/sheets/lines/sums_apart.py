"""Rows that are the sum of two or three others which do not stand beside them (reading.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations
from math import comb, fsum, prod

from xltool.core.columns import Input
from xltool.core.units import Money
from xltool.sheets.lines.candidates import Candidate

_MOST = 60  # rows that are looked through
_NO_ACCIDENT = 300  # times the ways to choose the parts: so many sums could the figures make
_ROUND = (100_000, 10_000, 1000, 500, 100, 50, 25, 10, 5, 1)
_NOISE = 1e-6  # what adding up floats leaves


class SumsApart:
    """The rows by their amounts in the first column; `rows` are the indexes that are looked at."""

    def __init__(
        self, given: Sequence[Candidate], rows: Sequence[int], columns: Sequence[Input], money: Money
    ) -> None:
        self._given, self._rows, self._columns, self._money = given, rows, columns, money

    def run(self, at: int) -> list[int] | None:
        """The two or three rows that add up to the row at the place, exactly and in every column."""
        index = self._rows[at]
        own = [self._given[index].amounts.get(c, 0.0) for c in self._columns]
        if len(self._rows) > _MOST or len(own) < 2 or not own[0]:
            return None
        others = [i for i in self._rows if i != index and self._amounts[i][0]]
        for count in (1, 2):
            for some in combinations(others, count):
                rest = own[0] - fsum(self._amounts[i][0] for i in some)
                for last in self._by_first.get(round(rest, 6) + 0.0, ()):
                    run = [*some, last]
                    if last > some[-1] and last != index and self._is_sum(own, run):
                        return run
        return None

    @cached_property
    def _amounts(self) -> dict[int, list[float]]:
        return {i: [self._given[i].amounts.get(c, 0.0) for c in self._columns] for i in self._rows}

    @cached_property
    def _by_first(self) -> dict[float, list[int]]:
        found: dict[float, list[int]] = {}
        for index, amounts in self._amounts.items():
            found.setdefault(round(amounts[0], 6) + 0.0, []).append(index)
        return found

    def _is_sum(self, own: Sequence[float], run: Sequence[int]) -> bool:
        parts = [self._amounts[i] for i in run]
        sums = [fsum(column) for column in zip(*parts, strict=True)]
        if any(abs(a - b) > _NOISE for a, b in zip(own, sums, strict=True)):
            return False
        return self._possible(parts) > _NO_ACCIDENT * len(self._rows) * comb(len(self._rows), len(run))

    def _possible(self, parts: Sequence[Sequence[float]]) -> float:
        """How many different sums figures of this size could make. A further column says what it differs from the first by,
        for actuals are near their budget, and one may be below it and another above; figures that are all rounded to
        hundreds are few."""
        # Each column after the first as its difference from it.
        free = [[a if c == 0 else a - part[0] for c, a in enumerate(part)] for part in parts]
        steps = [[round(a / self._money.step) for a in column] for column in zip(*free, strict=True)]
        return prod(max(1.0, sum(map(abs, column)) / _rounded_to(column)) for column in steps)


def _rounded_to(steps: Sequence[int]) -> int:
    """What all are multiples of, as people round figures."""
    return next(n for n in _ROUND if all(s % n == 0 for s in steps))
