"""Worksheet functions and operators, a row each: what exists, and what it gives.

Only functions that every Excel since 2010 and LibreOffice know. A blank cell is None, an error value is raised
as FormulaError and caught by IFERROR.
"""

from __future__ import annotations

import operator
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import partial
from typing import Any, Protocol, TypeAlias, TypeGuard

from msgspec import Struct, field

from xltool.core.ordered_rows import OrderedRows, ordered_rows

Scalar: TypeAlias = float | str | bool | None
Value: TypeAlias = "Scalar | list[Scalar] | Range | Met | LongRange"


class FormulaError(Exception):
    """An Excel error value such as #DIV/0!."""


class Readable(Protocol):
    """An argument that has not been read yet; `core.expr.Expr` is one."""

    def read(self, cells: Any) -> Value: ...


class LazyFunction(Struct, frozen=True):
    """A function that reads only the arguments it needs; before them it is given the cells to read them in."""

    run: Callable[..., Value]


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
                self._places.setdefault(_rank(self.cells[position]), []).append(position)
        self._entered = len(self.cells)
        return self._places.get(_rank(value), [])

    def ordered(self, count: int) -> list[float]:
        """The numbers among the first `count` cells in order of size."""
        if self._ordered_of != count:
            self._ordered, self._ordered_of = sorted(_numbers((self.cells[:count],))), count
        return self._ordered

    def beside(self, *others: Below) -> OrderedRows | None:
        """The known rows of this column and of others, which live as long as it does; None where a cell is no number."""
        columns, place = [self.cells, *(o.cells for o in others)], tuple(map(id, others))
        size = min(map(len, columns))
        known = self._beside.get(place)
        if known is None or known[0] != size:
            known = self._beside[place] = (size, ordered_rows(columns))
        return known[1]


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
    met = [[_holds(symbol, cell, wanted) for cell in where.cells] for where, symbol, wanted in term]
    return [all(row) for row in zip(*met, strict=True)]


_RANGES = (Range, Met, list, LongRange)
_SCALARS = frozenset({float, int, bool, str, type(None)})


def is_scalar(value: Value) -> TypeGuard[Scalar]:
    """Whether it is no range. To ask that of the classes of ranges takes five times as long."""
    return type(value) in _SCALARS


_NUMBERS = (float, int)  # a union would be made anew each time it is asked for

# --- coercions, as Excel does them ---------------------------------------------------------------------------


def as_number(value: Value) -> float:
    if isinstance(value, float):
        return value
    if value is None:
        return 0.0
    if isinstance(value, int):  # a truth value
        return float(value)
    raise FormulaError("#VALUE!")


def as_truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        raise FormulaError("#VALUE!")
    return bool(as_number(value))


def as_text(value: Value) -> str:
    """Text of a value in a sentence. A fraction would follow the reader's locale, so it has no text here."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, _NUMBERS):
        if value != int(value):
            raise ValueError(f"a fraction ({value}) in a sentence must go through FIXED")
        return str(int(value))
    raise FormulaError("#VALUE!")


def _listed(value: Scalar | list[Scalar] | Range | Met) -> list[Scalar]:
    if isinstance(value, Range | Met):
        return value.cells
    return value if isinstance(value, list) else [value]


def _flat(args: tuple[Value, ...]) -> list[Scalar]:
    found: list[Scalar] = []
    for arg in args:
        if is_scalar(arg):
            found.append(arg)
        else:
            assert not isinstance(arg, LongRange), "only sums, products and criteria take a long range"
            found += _listed(arg)
    return found


def _numbers(args: tuple[Value, ...]) -> list[float]:
    """The numbers among the arguments: text, blanks and truth values in ranges are passed over, as Excel does."""
    return [float(v) for v in _flat(args) if isinstance(v, float) or type(v) is int]


_EXACT = Context(prec=400)
_SURE = 1e11  # steps; below it neither the 16th digit nor a product's own rounding moves a number by a hundredth of one


def round_half_away(x: float, decimals: int) -> float:
    """Excel's ROUND: on the 15 digits that Excel shows, half away from zero."""
    if decimals >= 0 and abs(x) < 1e15:
        if x % 1 == 0:
            return x + 0.0
        steps = abs(x) * 10.0**decimals
        if (
            steps < _SURE and abs(steps % 1 - 0.5) > 0.01
        ):  # not near the middle of two, where alone the digits matter
            return round(x, decimals) + 0.0
    shown = Decimal(f"{x:.15g}")
    step = Decimal(1).scaleb(-decimals)
    return float(shown.quantize(step, rounding=ROUND_HALF_UP, context=_EXACT)) + 0.0


# --- comparison: without case; numbers before text before truth values ------------------------------------------


def _rank(value: Scalar) -> tuple[int, float | str]:
    if isinstance(value, bool):
        return (2, float(value))
    if isinstance(value, str):
        return (1, value.casefold())
    return (0, as_number(value))


def _compare(left: Value, right: Value) -> int:
    if left is None:
        left = _blank_beside(right)
    if right is None:
        right = _blank_beside(left)
    if type(left) is type(right) is str:
        first, second = left.casefold(), right.casefold()
        return (first > second) - (first < second)
    if isinstance(left, _RANGES) or isinstance(right, _RANGES):
        raise FormulaError("#VALUE!")
    a, b = _rank(left), _rank(right)
    return (a > b) - (a < b)


_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _holds(symbol: str, left: Value, right: Value) -> bool:
    return _HOLDS[symbol](_compare(left, right), 0)


def _blank_beside(other: Value) -> Scalar:
    """What a blank cell counts as when it is compared."""
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0.0


def _per_cell(
    symbol: str, operation: Callable[[Scalar, Scalar], Scalar], of_numbers: Callable[[float, float], Scalar]
) -> Callable[[Value, Value], Value]:
    """The operator, over every cell where a side is a range (inside SUMPRODUCT). Most sides are numbers, and
    `of_numbers` asks nothing of them."""

    def apply(left: Value, right: Value) -> Value:
        if type(left) is type(right) is float:
            return of_numbers(left, right)
        if is_scalar(left) and is_scalar(right):
            return operation(left, right)
        if isinstance(left, LongRange):
            if isinstance(right, LongRange):
                assert symbol == "*", "long ranges are only multiplied"
                return left.times(right)
            if symbol == "*" and right == 1:  # truth as a number
                return left
            assert symbol == "=", "a long range is only compared for equality"
            assert not isinstance(right, list | Range | Met)
            return left.where("=", right)
        assert not isinstance(right, LongRange)
        if isinstance(left, Range) and type(right) is float and symbol in _HOLDS:
            return Met((((left, symbol, right),),))
        if isinstance(left, Met) and isinstance(right, Met) and symbol in ("+", "*"):
            return left.plus(right) if symbol == "+" else left.times(right)
        lefts, rights = _listed(left), _listed(right)
        size = max(len(lefts), len(rights)) if lefts and rights else 0
        lefts = lefts if isinstance(left, _RANGES) else lefts * size
        rights = rights if isinstance(right, _RANGES) else rights * size
        return [operation(a, b) for a, b in zip(lefts, rights, strict=True)]

    return apply


def _join(a: Scalar, b: Scalar) -> str:
    return as_text(a) + as_text(b)


def _divide(a: Scalar, b: Scalar) -> float:
    if as_number(b) == 0:
        raise FormulaError("#DIV/0!")
    return as_number(a) / as_number(b)


OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "+": _per_cell("+", lambda a, b: as_number(a) + as_number(b), operator.add),
    "-": _per_cell("-", lambda a, b: as_number(a) - as_number(b), operator.sub),
    "*": _per_cell("*", lambda a, b: as_number(a) * as_number(b), operator.mul),
    "/": _per_cell("/", _divide, _divide),
    "&": _per_cell("&", _join, _join),
    **{symbol: _per_cell(symbol, partial(_holds, symbol), holds) for symbol, holds in _HOLDS.items()},
}


# --- functions -----------------------------------------------------------------------------------------------


def _sum(*args: Value) -> float:
    result = sum(a.sum() for a in args if isinstance(a, LongRange))
    for x in _numbers(tuple(a for a in args if not isinstance(a, LongRange))):
        result += x
    return float(result)


_CRITERION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)


def _criteria(args: tuple[Value, ...]) -> LongRange:
    """1 for each cell that meets all of the criteria: a number or a text, or text with an operator before it. No
    text is a pattern here, and none is a number in quotes."""
    result: LongRange | None = None
    for where, criterion in zip(args[::2], args[1::2], strict=True):
        assert isinstance(where, LongRange), "criteria are for long ranges"
        symbol, wanted = "=", criterion
        if isinstance(criterion, str):
            found = _CRITERION.fullmatch(criterion)
            assert found is not None
            symbol, text = found[1] or "=", found[2]
            wanted = float(text) if text and text.isdigit() else text
        assert not isinstance(wanted, _RANGES)
        met = where.where(symbol, wanted)
        result = met if result is None else result.times(met)
    assert result is not None
    return result


def _sumifs(values: Value, *criteria: Value) -> float:
    assert isinstance(values, LongRange)
    return values.times(_criteria(criteria)).sum()


def _if(cells: object, test: Readable, then: Readable, otherwise: Readable) -> Value:
    return then.read(cells) if as_truth(test.read(cells)) else otherwise.read(cells)


def _iferror(cells: object, value: Readable, otherwise: Readable) -> Value:
    try:
        return value.read(cells)
    except FormulaError:
        return otherwise.read(cells)


def _match(wanted: Value, where: Value, kind: Value) -> float:
    assert kind == 0, "only exact matches are used"
    places = _places(where, wanted)
    if not places:
        raise FormulaError("#N/A")
    return places[0] + 1.0


def _places(where: Value, wanted: Value) -> list[int]:
    """The positions, from 0, of the cells that equal what is wanted; a blank one is wanted as 0, and is found by none."""
    assert not isinstance(wanted, _RANGES)
    return _range(where).places(wanted)


def _range(where: Value) -> Range:
    if isinstance(where, Range):
        return where
    cells = _flat((where,))
    return Range(Below(cells), len(cells))


def _index(where: Value, position: Value) -> Value:
    cells, place = _flat((where,)), int(as_number(position))
    if not 1 <= place <= len(cells):
        raise FormulaError("#REF!")
    return cells[place - 1]


def _right(text: Value, count: Value) -> str:
    body = as_text(text)
    return body[max(len(body) - int(as_number(count)), 0) :]


def _countif(where: Value, wanted: Value) -> float:
    return float(len(_places(where, wanted)))


def _rank_of(x: Value, where: Value, ascending: Value = 0.0) -> float:
    ordered, number = _range(where).ordered(), as_number(x)
    before = (
        bisect_left(ordered, number) if as_number(ascending) else len(ordered) - bisect_right(ordered, number)
    )
    return 1.0 + before


def _sumproduct(*args: Value) -> float:
    if len(args) == 1 and isinstance(args[0], LongRange | Met):
        return args[0].sum()
    assert not any(isinstance(a, LongRange) for a in args)
    columns = [_flat((a,)) for a in args]
    result = 0.0
    for cells in zip(*columns, strict=True):
        product = 1.0
        for cell in cells:
            is_number = isinstance(cell, float | int) and not isinstance(cell, bool)
            product *= as_number(cell) if is_number else 0.0
        result += product
    return result


def _fixed(x: Value, decimals: Value) -> str:
    """As English Excel shows it; a sentence replaces the separators (`core.sentence.amount_text`)."""
    places = int(as_number(decimals))
    return f"{round_half_away(as_number(x), places):,.{places}f}"


def _day(serial: Value) -> date:
    return date(1899, 12, 30) + timedelta(days=int(as_number(serial)))


def _substitute(text: Value, old: Value, new: Value) -> str:
    return as_text(text).replace(as_text(old), as_text(new))


FUNCTIONS: dict[str, Callable[..., Value] | LazyFunction] = {
    "ABS": lambda x: abs(as_number(x)),
    "AND": lambda *xs: all(as_truth(x) for x in xs),
    "COUNT": lambda *xs: float(len(_numbers(xs))),
    "COUNTIF": _countif,
    "COUNTIFS": lambda *xs: _criteria(xs).sum(),
    "FIXED": _fixed,
    "IF": LazyFunction(_if),
    "IFERROR": LazyFunction(_iferror),
    "INDEX": _index,
    "INT": lambda x: float(as_number(x) // 1),
    "LEFT": lambda text, n: as_text(text)[: int(as_number(n))],
    "LEN": lambda text: float(len(as_text(text))),
    "LOWER": lambda text: as_text(text).lower(),
    "MATCH": _match,
    "MAX": lambda *xs: max(_numbers(xs), default=0.0),
    "MIN": lambda *xs: min(_numbers(xs), default=0.0),
    "MONTH": lambda d: float(_day(d).month),
    "DAY": lambda d: float(_day(d).day),
    "NOT": lambda x: not as_truth(x),
    "OR": lambda *xs: any(as_truth(x) for x in xs),
    "RANK": _rank_of,
    "RIGHT": _right,
    "ROUND": lambda x, n: round_half_away(as_number(x), int(as_number(n))),
    "SIGN": lambda x: float((as_number(x) > 0) - (as_number(x) < 0)),
    "SUBSTITUTE": _substitute,
    "SUM": _sum,
    "SUMIFS": _sumifs,
    "SUMPRODUCT": _sumproduct,
    "UPPER": lambda text: as_text(text).upper(),
    "YEAR": lambda d: float(_day(d).year),
}
