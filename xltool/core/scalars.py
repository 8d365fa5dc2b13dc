"""What a single cell may hold, as Excel takes it: for a number, a truth or a text, and beside another.

A blank cell is None, an error value is raised as FormulaError.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

Scalar: TypeAlias = float | str | bool | None


class FormulaError(Exception):
    """An Excel error value such as #DIV/0!."""


_NUMBERS = (float, int)  # a union would be made anew each time it is asked for


def as_number(value: object) -> float:
    if isinstance(value, float):
        return value
    if value is None:
        return 0.0
    if isinstance(value, int):  # a truth value
        return float(value)
    raise FormulaError("#VALUE!")


def as_truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        raise FormulaError("#VALUE!")
    return bool(as_number(value))


def as_text(value: object) -> str:
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


def rank(value: object) -> tuple[int, float | str]:
    if isinstance(value, bool):
        return (2, float(value))
    if isinstance(value, str):
        return (1, value.casefold())
    return (0, as_number(value))


def _compare(left: object, right: object) -> int:
    if left is None:
        left = _blank_beside(right)
    if right is None:
        right = _blank_beside(left)
    if type(left) is type(right) is str:
        first, second = left.casefold(), right.casefold()
        return (first > second) - (first < second)
    a, b = rank(left), rank(right)
    return (a > b) - (a < b)


HOLDS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(symbol: str, left: object, right: object) -> bool:
    """Whether the one stands so to the other. Raises FormulaError where one is a range."""
    return HOLDS[symbol](_compare(left, right), 0)


def _blank_beside(other: object) -> Scalar:
    """What a blank cell counts as when it is compared."""
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0.0
