"""Parents whose figures are so small that each alone may be an accident, and several together are none: most rows are one
or a part of one (reading.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import fsum, prod

from xltool.core.units import Money
from xltool.sheets.lines.candidates import Candidate

_NO_ACCIDENT = 50.0  # the sums multiplied, in steps of the last decimal
_ALONE = (
    2  # times the rows that are neither, at most, are the others: of ten rows by chance one sheet in 2 000
)
_SMALL = 20  # steps: most rows are less, and larger ones are seen each by itself
_MOST = 12  # parts: more small figures come to a large one
_NOISE = 1e-6  # what adding up floats leaves

Sums = list[tuple[int, list[int]]]


def small_sums(given: Sequence[Candidate], rows: Sequence[int], money: Money) -> Sums:
    """Two or more parents among the rows of these indexes, with their parts, where all stand above those or all below. Rows
    of either sign are looked at by themselves."""
    small = [i for i in rows if max(map(abs, given[i].amounts.values()), default=0.0) < _SMALL * money.step]
    if 2 * len(small) < len(rows):
        return []
    found: Sums = []
    for _, run in groupby(rows, key=lambda i: fsum(given[i].amounts.values()) > 0):
        some = list(run)
        found += _with_whole(given, some, money) or _with_whole(given, some[::-1], money)
    return found


def _with_whole(given: Sequence[Candidate], rows: Sequence[int], money: Money) -> Sums:
    """The parents where each stands before its parts; the first row may be the sum of all that are parts of no other."""
    rest = _parents(given, rows[1:], money)
    of_others = {i for _, parts in rest for i in parts}
    outer = [i for i in rows[1:] if i not in of_others]
    if rest and _is_sum(given, rows[0], outer):
        return [(rows[0], sorted(outer)), *rest]
    return _parents(given, rows, money)


def _parents(given: Sequence[Candidate], rows: Sequence[int], money: Money) -> Sums:
    found: Sums = []
    at = 0
    while at < len(rows):
        parts = _parts(given, rows, at)
        found += [(rows[at], sorted(parts))] if parts else []
        at += len(parts) + 1
    alone = len(rows) - sum(len(parts) + 1 for _, parts in found)
    size = prod(max(map(abs, given[parent].amounts.values())) / money.step for parent, _ in found)
    is_told = len(found) > 1 and size >= _NO_ACCIDENT and alone * (_ALONE + 1) <= len(rows)
    return found if is_told else []


def _parts(given: Sequence[Candidate], rows: Sequence[int], at: int) -> Sequence[int]:
    """The first of the runs of rows behind the one at the place that it is the sum of."""
    for end in range(at + 3, min(len(rows), at + 1 + _MOST) + 1):
        run = rows[at + 1 : end]
        if not any(given[run[-1]].amounts.values()):
            return ()
        if _is_sum(given, rows[at], run):
            return run
    return ()


def _is_sum(given: Sequence[Candidate], index: int, parts: Sequence[int]) -> bool:
    one, beside = given[index], [given[i].amounts for i in parts]
    return (
        not one.typed
        and any(one.amounts.values())
        and all(abs(n - fsum(a.get(c, 0.0) for a in beside)) <= _NOISE for c, n in one.amounts.items())
    )
