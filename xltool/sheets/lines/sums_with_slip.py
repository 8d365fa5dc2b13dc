"""Rows that would be sums as others on the sheet are, but for a slip in one of their columns (reading.md §5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xltool.core.columns import Input
from xltool.sheets.lines.candidates import Candidate

_LEAST = 100.0  # smaller amounts are each other's sums in one column by accident
_MOST = 40  # parts
_NOISE = 1e-6  # what adding up floats leaves


def sums_with_slip(
    given: Sequence[Candidate], taken: Collection[int]
) -> Iterator[tuple[int, list[int], Input]]:
    """The rows that are the sum of two or more rows beside them in one column, with those and the column. What is `taken` is a
    sum or a part already."""
    free = [i for i in range(len(given)) if i not in taken]
    for index in free:
        for step in (1, -1):
            found = None if given[index].typed else _found(given, index, step, taken)
            if found is not None:
                yield index, *found
                break


def _found(
    given: Sequence[Candidate], index: int, step: int, taken: Collection[int]
) -> tuple[list[int], Input] | None:
    large = {c: n for c, n in given[index].amounts.items() if abs(n) >= _LEAST}
    left, parts = dict(large), dict.fromkeys(large, 0)
    run: list[int] = []
    for place in range(index + step, index + step * (_MOST + 1), step):
        if not 0 <= place < len(given) or place in taken:
            break
        run.append(place)
        for column in large:
            amount = given[place].amounts.get(column, 0.0)
            left[column] -= amount
            parts[column] += amount != 0
            if parts[column] > 1 and abs(left[column]) <= _NOISE:
                return sorted(run), column
    return None
