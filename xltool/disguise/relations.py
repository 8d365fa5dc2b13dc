"""What the figures of a sheet say of each other, by arithmetic alone: rows that are sums of rows, columns that are sums or differences
of columns. A fault is often that one of them nearly holds, so what is missing is as much a part of it as the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from math import fsum

from msgspec import Struct

Place = tuple[int, int]
Figures = Mapping[Place, float]
_MOST_ROWS, _MOST_COLUMNS, _HOLDS_IN = 600, 14, 0.7
_FAR = 0.5  # a row called a sum that is off by more than this of itself is none


class Relation(Struct, frozen=True):
    """A figure is the sum of others, each with its sign, but for what it lacks."""

    terms: tuple[tuple[Place, float], ...]

    def value(self, of: Figures) -> float:
        return fsum(sign * of.get(place, 0.0) for place, sign in self.terms)


def relations(figures: Figures, totals: Sequence[int], step: float) -> dict[Place, Relation]:
    """The relation of each figure that is one of others. `totals` are the rows that are called sums, `step` is one unit of the last
    decimal."""
    rows = sorted({row for row, _ in figures})[:_MOST_ROWS]
    columns = sorted({column for _, column in figures})[:_MOST_COLUMNS]
    across = _of_columns(figures, rows, columns, step)
    found: dict[Place, Relation] = {}
    for row, terms in _of_rows(figures, rows, columns, totals, step).items():
        for column in columns:
            if (row, column) in figures:
                found[row, column] = Relation(tuple(((term, column), 1.0) for term in terms))
    for row in rows:
        for column, of in across.items():
            if (row, column) in figures and all((row, one) in figures for one, _ in of):
                found[row, column] = Relation(tuple(((row, one), sign) for one, sign in of))
    return found


def _of_rows(
    figures: Figures, rows: Sequence[int], columns: Sequence[int], totals: Sequence[int], step: float
) -> dict[int, tuple[int, ...]]:
    """The rows that each sum is of: those before it that no sum has taken yet, else those behind it."""
    found: dict[int, tuple[int, ...]] = {}
    for order in (rows, rows[::-1]):
        open_rows: list[int] = []
        for row in order:
            if row in found and order is not rows:
                continue
            count = _terms(figures, row, open_rows, columns, step, called=row in totals and order is rows)
            if count and row not in found:
                found[row] = tuple(open_rows[-count:])
                del open_rows[-count:]
            open_rows.append(row)
    return found


def _terms(
    figures: Figures, row: int, before: Sequence[int], columns: Sequence[int], step: float, *, called: bool
) -> int:
    """How many of the rows before it the row is the sum of, 0 where it is none. One that is called a sum is that of the rows that it
    comes nearest to."""
    own = [(column, figures[row, column]) for column in columns if (row, column) in figures]
    size = fsum(abs(value) for _, value in own)
    if not size:
        return 0
    best, missing = 0, _FAR * size
    sums = dict.fromkeys((column for column, _ in own), 0.0)
    for count, term in enumerate(reversed(before), start=1):
        for column in sums:
            sums[column] += figures.get((term, column), 0.0)
        off = [abs(value - sums[column]) for column, value in own]
        exact = all(one <= 0.5 * (count + 1) * step + 1e-9 for one in off)
        proved = len([1 for _, value in own if value]) + (count > 2) >= 2
        if exact and (called or (count > 1 and proved)):
            return count
        if called and fsum(off) < missing:
            best, missing = count, fsum(off)
    return best


def _of_columns(
    figures: Figures, rows: Sequence[int], columns: Sequence[int], step: float
) -> dict[int, tuple[tuple[int, float], ...]]:
    """The columns that each derived one is of, the rightmost of three that hang together."""
    found: dict[int, tuple[tuple[int, float], ...]] = {}
    for derived in reversed(columns):
        others = [c for c in columns if c != derived and derived not in {of for of, _ in found.get(c, ())}]
        held = [
            (share, ((a, 1.0), (b, sign)))
            for a, b in permutations(others, 2)
            for sign in (1.0, -1.0)
            if (sign < 0 or a < b) and derived > min(a, b)
            if (share := _share(figures, rows, derived, a, b, sign, step)) >= _HOLDS_IN
        ]
        if held:
            found[derived] = max(held, key=lambda one: one[0])[1]
    return found


def _share(
    figures: Figures, rows: Sequence[int], derived: int, a: int, b: int, sign: float, step: float
) -> float:
    """In which share of the rows the column is the sum or the difference of the two."""
    tried = [r for r in rows if all((r, c) in figures for c in (derived, a, b))]
    tried = [r for r in tried if figures[r, derived] or figures[r, a] or figures[r, b]]
    if len(tried) < 2 or not any(figures[r, derived] and figures[r, b] for r in tried):
        return 0.0
    held = [r for r in tried if abs(figures[r, derived] - figures[r, a] - sign * figures[r, b]) <= 1.5 * step]
    return len(held) / len(tried)
