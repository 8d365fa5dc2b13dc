"""The operators of formulas, a row each: what each gives for two cells, or cell by cell for ranges."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial

from xltool.core.ranges import RANGES, LongRange, Met, Range, Value, is_scalar, listed_cells
from xltool.core.scalars import HOLDS, FormulaError, Scalar, as_number, as_text, holds


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
            # Of a text and a number Excel says that the text is larger: an interval, which asks both ways, holds none.
            assert symbol in ("=", ">=", "<="), (
                "a long range is compared for equality, or with the ends of an interval"
            )
            assert not isinstance(right, list | Range | Met)
            return left.where(symbol, right)
        assert not isinstance(right, LongRange)
        if isinstance(left, Range) and type(right) is float and symbol in HOLDS:
            return Met((((left, symbol, right),),))
        if isinstance(left, Met) and isinstance(right, Met) and symbol in ("+", "*"):
            return left.plus(right) if symbol == "+" else left.times(right)
        lefts, rights = listed_cells(left), listed_cells(right)
        size = max(len(lefts), len(rights)) if lefts and rights else 0
        lefts = lefts if isinstance(left, RANGES) else lefts * size
        rights = rights if isinstance(right, RANGES) else rights * size
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
    **{symbol: _per_cell(symbol, partial(holds, symbol), of_numbers) for symbol, of_numbers in HOLDS.items()},
}
