"""Rows that are the sums of other rows without the word Summa (reading.md §5).

Structure (a formula over other rows, a code that begins theirs, a level of outline or indent, bold) together with
arithmetic that fits makes a row a subtotal; structure or arithmetic alone is a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.units import Money
from xltool.sheets.lines.candidates import Candidate, fits
from xltool.sheets.lines.rounded_sums import rounded_sums
from xltool.sheets.lines.row_structure import Structure
from xltool.sheets.lines.row_sums import rows_that_sum
from xltool.sheets.lines.small_sums import small_sums
from xltool.sheets.lines.sums_with_slip import sums_with_slip

_FIRST = -1  # what would stand above the first row
_SUM = "beloppen är deras summa i varje kolumn"
_SUM_ROUNDED = "beloppen är deras summa i varje kolumn, inom avrundningen"
_SUM_IN = "beloppen är deras summa i kolumnen {}, men inte i en annan"
_REPEATED = "dess formler hämtar beloppen därifrån"


class Parent(Struct, frozen=True):
    """The row at `index` and the rows it is the sum of; `why` says what shows it, `sure` whether that is enough. Of one that
    `slips` some column disagrees, and that has to be mended whatever the answer is."""

    index: int
    parts: tuple[int, ...]
    why: str
    sure: bool
    slips: bool = False


def parents(
    given: Sequence[Candidate],
    money: Money,
    *,
    by_code: bool = True,
    total: Candidate | None = None,
    headed: bool = False,
) -> list[Parent]:
    """The parents among rows that follow each other. A row whose role somebody typed is none and may be a part. Without
    `by_code` the codes of rows say nothing of that. What only looks like a parent is no question where the `total` below
    the rows counts it as a line. `headed` is whether a heading stands above the first."""
    found, doubtful = _by_structure(given, money, by_code=by_code, headed=headed)
    sums = _by_sums(given, found, money)
    doubtful = _with_slip(given, found | sums | doubtful) | doubtful
    if total is not None and fits(
        given, total, [i for i in range(len(given)) if i not in found | sums], money
    ):
        doubtful = {}
    owned = [set(p.parts) for p in found.values()]  # what is below one row is above another
    told = {i: p for i, p in doubtful.items() if not any(o.issuperset(p.parts) for o in owned)}
    return [*found.values(), *(told | sums).values()]


def _by_structure(
    given: Sequence[Candidate], money: Money, *, by_code: bool, headed: bool
) -> tuple[dict[int, Parent], dict[int, Parent]]:
    """The rows whose structure their figures agree with, and those where they do not."""
    found: dict[int, Parent] = {}
    doubtful: dict[int, Parent] = {}
    for kind in Structure(given).kinds(by_code=by_code):
        for index, one in enumerate(given):
            if one.typed or index in found or not one.amounts:
                continue
            runs = [run for run in kind.parts(index) if run]
            fitting = next((run for run in runs if fits(given, one, run, money)), None)
            if fitting:
                found[index] = Parent(index, tuple(fitting), kind.why, True)
            elif asked := [
                r
                for r in runs
                if kind.asks(index, r, found.keys() | ([] if headed else [_FIRST]))
                and (r[0] > index or _may_hold(given, index, r))
            ]:
                doubtful.setdefault(index, Parent(index, tuple(asked[0]), kind.why, False))
    alone = {} if any(len(p.parts) > 1 for p in found.values()) else _repeating(given, found)
    return (
        {i: p for i, p in found.items() if i not in alone},
        {i: p for i, p in doubtful.items() if i not in found} | alone,
    )


def _may_hold(given: Sequence[Candidate], index: int, parts: Sequence[int]) -> bool:
    """Whether the row has about as much as the parts above it in some column; a small one after them is the next line."""
    return any(
        2 * abs(amount) >= abs(fsum(given[i].amounts.get(c, 0.0) for i in parts))
        for c, amount in given[index].amounts.items()
        if amount
    )


def _repeating(given: Sequence[Candidate], found: Mapping[int, Parent]) -> dict[int, Parent]:
    """The rows that only repeat another by a formula, which are sums of one part or lines of the same amounts: where no
    row is the sum of several, nothing shows that the sheet has parents."""
    return {
        i: replace(p, why=_REPEATED, sure=False)
        for i, p in found.items()
        if any(given[i].row.rows_summed(c) for c in given[i].amounts)
    }


def _by_sums(given: Sequence[Candidate], found: dict[int, Parent], money: Money) -> dict[int, Parent]:
    """The rows that are sums by their figures alone."""
    sums: dict[int, Parent] = {}
    plain = [i for i in range(len(given)) if i not in found]
    while new := list(sums_alone(given, plain, money)):
        # Without these their own parents show, which hold the same amounts once more.
        sums |= {p.index: p for p in new}
        plain = [i for i in plain if i not in sums]
    if not found and not sums:
        sums = {i: Parent(i, tuple(parts), _SUM, False) for i, parts in small_sums(given, plain, money)}
    if not found and not sums:
        rounded = rounded_sums(given, plain, money)
        sums = {i: Parent(i, tuple(p), _SUM_ROUNDED, False) for i, p in rounded if not given[i].typed}
    return sums


def _with_slip(given: Sequence[Candidate], known: Mapping[int, Parent]) -> dict[int, Parent]:
    """The rows that are sums in one column alone, where the sheet has others that are sums of several rows."""
    if not any(len(p.parts) > 1 for p in known.values()):
        return {}
    taken = {i for p in known.values() for i in (p.index, *p.parts)}
    return {
        i: Parent(i, tuple(parts), _SUM_IN.format(column.header), False, True)
        for i, parts, column in sums_with_slip(given, taken)
    }


def sums_alone(given: Sequence[Candidate], rows: Sequence[int], money: Money) -> Iterator[Parent]:
    """The parents by figures alone among the rows of these indexes."""
    for index, parts in rows_that_sum(given, rows, money):
        yield Parent(index, tuple(parts), _SUM, False)
