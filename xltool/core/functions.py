"""Worksheet functions, a row each: what exists, and what it gives.

Only functions that every Excel since 2010 and LibreOffice know. A blank cell is None, an error value is raised
as FormulaError and caught by IFERROR.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Protocol

from msgspec import Struct

from xltool.core.ranges import RANGES, Below, LongRange, Met, Range, Value, flat, numbers_in
from xltool.core.scalars import FormulaError, as_number, as_text, as_truth, round_half_away


class Readable(Protocol):
    """An argument that has not been read yet; `core.expr.Expr` is one."""

    def read(self, cells: Any) -> Value: ...


class LazyFunction(Struct, frozen=True):
    """A function that reads only the arguments it needs; before them it is given the cells to read them in."""

    run: Callable[..., Value]


def _sum(*args: Value) -> float:
    result = sum(a.sum() for a in args if isinstance(a, LongRange))
    for x in numbers_in(tuple(a for a in args if not isinstance(a, LongRange))):
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
        assert not isinstance(wanted, RANGES)
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
    assert not isinstance(wanted, RANGES)
    return _range(where).places(wanted)


def _range(where: Value) -> Range:
    if isinstance(where, Range):
        return where
    cells = flat((where,))
    return Range(Below(cells), len(cells))


def _index(where: Value, position: Value) -> Value:
    cells, place = flat((where,)), int(as_number(position))
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
    columns = [flat((a,)) for a in args]
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
    "COUNT": lambda *xs: float(len(numbers_in(xs))),
    "COUNTA": lambda *xs: float(sum(cell is not None for x in xs for cell in _range(x).cells)),
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
    "MAX": lambda *xs: max(numbers_in(xs), default=0.0),
    "MIN": lambda *xs: min(numbers_in(xs), default=0.0),
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
