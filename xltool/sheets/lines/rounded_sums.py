"""Parents that are the sum of what stands below them but for rounding: one alone may be an accident, and several that most rows
are parts of are none (reading.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from xltool.binding.agreement import within_rounding
from xltool.core.units import Money
from xltool.sheets.lines.candidates import Candidate

_LARGE = 100  # steps of the last decimal: a smaller sum is met by chance
_FEWEST, _MOST = 3, 40  # parts
_ALONE = 2  # times the rows that are neither, at most, are the others
_NOISE = 1e-6  # what adding up floats leaves


def rounded_sums(
    given: Sequence[Candidate], rows: Sequence[int], money: Money
) -> list[tuple[int, list[int]]]:
    """Two or more parents among the rows of these indexes, each above its parts: their sum exactly in one column of large
    figures, and in all others within rounding. Those whose role somebody typed are among them, for they tell of the others."""
    found: list[tuple[int, list[int]]] = []
    at = 0
    while at < len(rows):
        parts = _parts(given, rows, at, money)
        found += [(rows[at], list(parts))] if parts else []
        at += len(parts) + 1
    alone = len(rows) - sum(len(parts) + 1 for _, parts in found)
    return found if len(found) > 1 and alone * (_ALONE + 1) <= len(rows) else []


def _parts(given: Sequence[Candidate], rows: Sequence[int], at: int, money: Money) -> Sequence[int]:
    one = given[rows[at]]
    if max(map(abs, one.amounts.values()), default=0.0) < _LARGE * money.step:
        return ()
    for end in range(at + 1 + _FEWEST, min(len(rows), at + 1 + _MOST) + 1):
        run = rows[at + 1 : end]
        if _is_sum(one, [given[i] for i in run], money):
            return run
    return ()


def _is_sum(one: Candidate, parts: Sequence[Candidate], money: Money) -> bool:
    off = {c: abs(n - fsum(part.amounts.get(c, 0.0) for part in parts)) for c, n in one.amounts.items()}
    large = any(off[c] < _NOISE and abs(n) >= _LARGE * money.step for c, n in one.amounts.items())
    return large and all(n < _NOISE or within_rounding(n, len(parts), money) for n in off.values())
