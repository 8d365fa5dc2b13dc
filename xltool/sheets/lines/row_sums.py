"""Rows that are the sum of others by their figures alone (reading.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import fsum

from xltool.binding.agreement import within_rounding
from xltool.core.columns import Input
from xltool.core.units import Money
from xltool.sheets.lines.candidates import Candidate
from xltool.sheets.lines.sums_apart import SumsApart

_BESIDE = 40  # rows: so many parts has hardly a sum whose figures are rounded
_NO_ACCIDENT = 250.0  # steps of the last decimal, for each part
_NOISE = 1e-6  # what adding up floats leaves


def rows_that_sum(
    given: Sequence[Candidate], rows: Sequence[int], money: Money
) -> Iterator[tuple[int, list[int]]]:
    """The rows that are the sum of two or more rows beside them, or of all others, in every amount column, and those
    they are the sums of. `rows` are the indexes that are looked at."""
    sums = _Sums(given, rows, money)
    for at, index in enumerate(rows):
        if not given[index].typed and any(given[index].amounts.values()):
            run = sums.run(at)
            if run is not None and sums.tells(run):
                yield index, run


class _Sums:
    """Running sums of each amount column over the rows, and where each stands."""

    def __init__(self, given: Sequence[Candidate], rows: Sequence[int], money: Money) -> None:
        self._given, self._rows, self._money = given, rows, money
        self.columns = list(dict.fromkeys(c for i in rows for c in given[i].amounts))
        self._sums = {
            c: list(accumulate((given[i].amounts.get(c, 0.0) for i in rows), initial=0.0))
            for c in self.columns
        }
        self._apart = SumsApart(given, rows, self.columns, money)
        self._places: dict[tuple[float, ...], list[int]] = {}
        for place, key in enumerate(zip(*(map(_rounded, s) for s in self._sums.values()), strict=True)):
            self._places.setdefault(key, []).append(place)

    def run(self, at: int) -> list[int] | None:
        """The rows that add up to the row at the place."""
        return (
            self._beside(at)
            or self._nearly(at)
            or self._of_some_columns(at)
            or self._all_others(at)
            or self._apart.run(at)
        )

    def _beside(self, at: int) -> list[int] | None:
        """The rows that begin below the row, or end above it, and add up to it exactly."""
        own = self._given[self._rows[at]].amounts
        below = tuple(_rounded(s[at + 1] + own.get(c, 0.0)) for c, s in self._sums.items())
        end = next((p for p in self._places.get(below, ()) if p > at + 2), None)
        if end is not None:
            return list(self._rows[at + 1 : end])
        above = tuple(_rounded(s[at] - own.get(c, 0.0)) for c, s in self._sums.items())
        start = next((p for p in reversed(self._places.get(above, ())) if p < at - 1), None)
        return list(self._rows[start:at]) if start is not None else None

    def _nearly(self, at: int) -> list[int] | None:
        """The few rows beside that add up to the row in the columns that it has; to rounding, where it is so large that
        this is no accident."""
        own = self._given[self._rows[at]].amounts
        first, amount = next(iter(own.items()))
        sums = self._sums[first]
        below = ((at + 1, high) for high in range(at + 3, min(at + 1 + _BESIDE, len(self._rows)) + 1))
        above = ((low, at) for low in range(at - 2, max(at - _BESIDE, 0) - 1, -1))
        step = 0.5 * self._money.step
        for low, high in (*below, *above):
            # One column tells nearly always that it does not fit.
            off = abs(amount - (sums[high] - sums[low]))
            if off <= step * (high - low + 1) + _NOISE and self._add_up(low, high, own):
                return list(self._rows[low:high])
        return None

    def _add_up(self, low: int, high: int, own: Mapping[Input, float]) -> bool:
        parts = [self._given[i].amounts for i in self._rows[low:high]]
        off = max(abs(n - fsum(a.get(c, 0.0) for a in parts)) for c, n in own.items())
        least = _NO_ACCIDENT * (len(parts) + 1) * self._money.step
        large = sum(abs(n) > least for n in own.values()) > 1
        return off < _NOISE or (large and within_rounding(off, len(parts), self._money))

    def _of_some_columns(self, at: int) -> list[int] | None:
        """The rows beside that add up to the row where they have amounts: the budget of the group stands on the row, and
        theirs is nothing. The figures have to be large, for fewer columns agree."""
        own = self._given[self._rows[at]].amounts
        for column in [c for c, amount in own.items() if amount]:
            rest = {c: n for c, n in own.items() if n and c is not column}
            for places in (range(at + 1, len(self._rows)), range(at - 1, -1, -1)):
                run: list[int] = []
                for place in places[:_BESIDE]:
                    if self._given[self._rows[place]].amounts.get(column):
                        break
                    run.append(self._rows[place])
                    if len(run) > 1 and self._tells_all(rest, run):
                        return sorted(run)
        return None

    def _tells_all(self, own: Mapping[Input, float], run: Sequence[int]) -> bool:
        least = _NO_ACCIDENT * (len(run) + 1) * self._money.step
        return any(abs(n) > least for n in own.values()) and all(
            abs(n - fsum(self._given[i].amounts.get(c, 0.0) for i in run)) < _NOISE for c, n in own.items()
        )

    def _all_others(self, at: int) -> list[int] | None:
        own = self._given[self._rows[at]].amounts
        if len(self._rows) > 3 and all(
            _rounded(s[-1] - own.get(c, 0.0)) == _rounded(own.get(c, 0.0)) for c, s in self._sums.items()
        ):
            return [i for i in self._rows if i != self._rows[at]]
        return None

    def tells(self, parts: Sequence[int]) -> bool:
        """Whether the agreement is no accident of small figures: two parts of ten steps in some column, not 1 + 1; or
        three and more that are all other rows."""
        least = 10 * min(1.0, self._money.step)
        if len(parts) > 2 and len(parts) == len(self._rows) - 1:
            return True
        return any(
            sum(abs(self._given[i].amounts.get(c, 0.0)) >= least for i in parts) > 1 for c in self.columns
        )


def _rounded(value: float) -> float:
    return round(value, 6) + 0.0
