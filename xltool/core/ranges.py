"""What a formula reads: the value of a cell, or those of many. Columns are held so that a formula in each of ten thousand
rows does not look at every row each time."""

from __future__ import annotations

import sys
from bisect import bisect_left
from typing import TypeAlias, TypeGuard

from msgspec import Struct, field

from xltool.core.ordered_rows import OrderedRows, ordered_rows
from xltool.core.scalars import Scalar, holds, rank

Value: TypeAlias = "Scalar | list[Scalar] | Range | Met | LongRange"


class LongRange:
    """The cells of a column that is too long to look at one by one. Abstract (the column itself is in `sheets.ledger.array_columns`), but
    no ABC: asking whether a value is one must cost nothing."""

    def where(self, symbol: str, wanted: Scalar) -> LongRange:
        """1 for each cell that meets the criterion, 0 for the rest. Text is compared without case, numbers with
        numbers alone; the wanted text "" is a blank cell."""
        raise NotImplementedError

    def times(self, other: LongRange) -> LongRange:
        """Cell by cell; what is no number counts as 0."""
        raise NotImplementedError

    def sum(self) -> float:
        raise NotImplementedError


class Below(Struct):
    """The cells of a column from some row on down, as far as they are known, and where each value stands. Ranges that
    begin in the same cell share one, so that a rank in each of ten thousand rows does not cost a hundred million."""

    cells: list[Scalar] = field(default_factory=list)
    _places: dict[tuple[int, float | str], list[int]] = field(default_factory=dict)
    _entered: int = 0
    _ordered: list[float] = field(default_factory=list)
    _ordered_of: int = 0
    _beside: dict[tuple[int, ...], tuple[int, OrderedRows | None]] = field(default_factory=dict)

    def places(self, value: Scalar) -> list[int]:
        """The positions of the cells that equal the value, counted from 0."""
        for position in range(self._entered, len(self.cells)):
            if self.cells[position] is not None:
                self._places.setdefault(rank(self.cells[position]), []).append(position)
        self._entered = len(self.cells)
        return self._places.get(rank(value), [])

    def ordered(self, count: int) -> list[float]:
        """The numbers among the first `count` cells in order of size."""
        if self._ordered_of != count:
            self._ordered, self._ordered_of = sorted(numbers_in((self.cells[:count],))), count
        return self._ordered

    def beside(self, *others: Below) -> OrderedRows | None:
        """The known rows of this column and of others, which live as long as it does; None where a cell is neither number nor text."""
        columns, place = [self.cells, *(o.cells for o in others)], tuple(map(id, others))
        size = min(map(len, columns))
        known = self._beside.get(place)
        if known is None or known[0] != size:
            known = self._beside[place] = (size, ordered_rows([[*map(_size, cells)] for cells in columns]))
        return known[1]


_MORE = sys.float_info.max


def _size(cell: Scalar) -> Scalar:
    """A cell as numbers are compared with it: a text is more than any of them, and equals none."""
    return _MORE if type(cell) is str else cell


class Range(Struct, frozen=True):
    """The first `count` cells of a column from some row on down."""

    below: Below
    count: int

    @property
    def cells(self) -> list[Scalar]:
        return self.below.cells[: self.count]

    def places(self, value: Scalar) -> list[int]:
        """The positions of the cells that equal the value, counted from 0."""
        found = self.below.places(value)
        return found[: bisect_left(found, self.count)]

    def ordered(self) -> list[float]:
        """Its numbers in order of size."""
        return self.below.ordered(self.count)


_Term: TypeAlias = "tuple[tuple[Range, str, float], ...]"  # comparisons with a number, multiplied


class Met(Struct, frozen=True):
    """What each row of some ranges comes to in a sum of products of comparisons. It is summed without looking at each
    row where their order tells, so that to compare every row with every row costs no square of their number."""

    terms: tuple[_Term, ...]

    @property
    def is_bare(self) -> bool:
        """Whether it is a lone comparison, which gives truth and no numbers."""
        return len(self.terms) == len(self.terms[0]) == 1

    @property
    def cells(self) -> list[Scalar]:
        if self.is_bare:
            return [*_rows_that_meet(self.terms[0])]
        return [float(sum(row)) for row in zip(*map(_rows_that_meet, self.terms), strict=True)]

    def plus(self, other: Met) -> Met:
        return Met(self.terms + other.terms)

    def times(self, other: Met) -> Met:
        return Met(tuple(one + another for one in self.terms for another in other.terms))

    def sum(self) -> float:
        """As SUMPRODUCT, to which truth is no number."""
        return 0.0 if self.is_bare else float(sum(map(_count, self.terms)))


def _count(term: _Term) -> int:
    """How many rows meet all of the comparisons."""
    ordered = sorted(term, key=lambda comparison: comparison[1] != "=")
    first, *others = [where.below for where, _, _ in ordered]
    rows, sizes = first.beside(*others), {where.count for where, _, _ in term}
    if rows is not None and len(sizes) == 1:
        count = rows.count([(symbol, wanted) for _, symbol, wanted in ordered], *sizes)
        if count is not None:
            return count
    return sum(_rows_that_meet(term))


def _rows_that_meet(term: _Term) -> list[bool]:
    """For each row whether it meets all of the comparisons, looked at one by one."""
    met = [[holds(symbol, cell, wanted) for cell in where.cells] for where, symbol, wanted in term]
    return [all(row) for row in zip(*met, strict=True)]


RANGES = (Range, Met, list, LongRange)
_SCALARS = frozenset({float, int, bool, str, type(None)})


def is_scalar(value: Value) -> TypeGuard[Scalar]:
    """Whether it is no range. To ask that of the classes of ranges takes five times as long."""
    return type(value) in _SCALARS


def listed_cells(value: Scalar | list[Scalar] | Range | Met) -> list[Scalar]:
    if isinstance(value, Range | Met):
        return value.cells
    return value if isinstance(value, list) else [value]


def flat(args: tuple[Value, ...]) -> list[Scalar]:
    found: list[Scalar] = []
    for arg in args:
        if is_scalar(arg):
            found.append(arg)
        else:
            assert not isinstance(arg, LongRange), "only sums, products and criteria take a long range"
            found += listed_cells(arg)
    return found


def numbers_in(args: tuple[Value, ...]) -> list[float]:
    """The numbers among the arguments: text, blanks and truth values in ranges are passed over, as Excel does."""
    return [float(v) for v in flat(args) if isinstance(v, float) or type(v) is int]
