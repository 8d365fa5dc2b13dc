"""Worksheet functions: what Excel gives for the same arguments."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given, settings, strategies as st

from xltool.core.functions import FUNCTIONS, LazyFunction
from xltool.core.operators import OPERATORS
from xltool.core.ranges import Below, Range, Value
from xltool.core.scalars import FormulaError, Scalar, round_half_away


class _Known:
    """An argument that is known already."""

    def __init__(self, value: Value) -> None:
        self._value = value

    def read(self, _cells: object) -> Value:
        return self._value


class _Broken:
    def read(self, _cells: object) -> Value:
        raise FormulaError("#DIV/0!")


def excel(name: str, *args: Value) -> Value:
    function = FUNCTIONS[name]
    if isinstance(function, LazyFunction):
        return function.run(None, *map(_Known, args))
    return function(*args)


MIXED: list[Scalar] = [1.0, "två", None, 3.0, True]
NAMES: list[Scalar] = ["Laxå", "hallsberg", None, "Laxå"]


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("ROUND", (2.5, 0), 3),
        ("ROUND", (-2.5, 0), -3),
        ("ROUND", (0.5, 0), 1),
        ("ROUND", (1.005, 2), 1.01),  # on the digits that Excel shows, not on the bits
        ("ROUND", (2.675, 2), 2.68),
        ("ROUND", (1250, -2), 1300),
        ("ROUND", (-0.4, 0), 0),
        ("SUM", (MIXED,), 4),
        ("SUM", ([1.0], 2.0, [None]), 3),
        ("MAX", (MIXED,), 3),
        ("MIN", (MIXED,), 1),
        ("MAX", ([],), 0),
        ("COUNT", (MIXED,), 2),
        ("COUNTIF", (NAMES, "laxå"), 2),  # without case
        ("COUNTIF", ([1.0, 2.0, "1", 1.0], 1.0), 2),
        ("MATCH", ("HALLSBERG", NAMES, 0), 2),
        ("INDEX", (NAMES, 2.0), "hallsberg"),
        ("ABS", (-3.0,), 3),
        ("SIGN", (-3.0,), -1),
        ("SIGN", (None,), 0),
        ("INT", (2.9,), 2),
        ("INT", (-2.1,), -3),
        ("AND", (True, 1.0, True), True),
        ("AND", (True, None), False),
        ("OR", (False, 2.0), True),
        ("NOT", (0.0,), True),
        ("IF", (True, "ja", "nej"), "ja"),
        ("IF", (None, "ja", "nej"), "nej"),
        ("LEFT", ("Överskott", 4.0), "Över"),
        ("RIGHT", ("Överskott", 5.0), "skott"),
        ("RIGHT", ("kort", 9.0), "kort"),
        ("LEN", ("Överskott",), 9),
        ("LOWER", ("ÅÄÖ",), "åäö"),
        ("UPPER", ("åäö",), "ÅÄÖ"),
        ("SUBSTITUTE", ("1,234,567", ",", " "), "1 234 567"),
        ("FIXED", (1234567.5, 0.0), "1,234,568"),
        ("FIXED", (-0.25, 1.0), "-0.3"),
        ("FIXED", (0.0, 2.0), "0.00"),
        ("YEAR", (45291.0,), 2023),
        ("MONTH", (45291.0,), 12),
        ("DAY", (45291.0,), 31),
        ("RANK", (3.0, [1.0, 3.0, 5.0, 3.0]), 2),
        ("RANK", (3.0, [1.0, 3.0, 5.0, 3.0], 1.0), 2),
        ("RANK", (5.0, [1.0, "x", None, 5.0], 0.0), 1),
        ("SUMPRODUCT", ([1.0, 2.0], [3.0, 4.0]), 11),
        ("SUMPRODUCT", ([1.0, "x", True], [3.0, 4.0, 5.0]), 3),
    ],
)
def test_what_a_function_gives(name: str, args: tuple[Value, ...], expected: Scalar) -> None:
    assert excel(name, *args) == expected


@pytest.mark.parametrize(
    ("name", "args", "error"),
    [
        ("ROUND", ("", 4.0), "#VALUE!"),
        ("ABS", ("–",), "#VALUE!"),
        ("NOT", ("x",), "#VALUE!"),
        ("MATCH", ("Kumla", NAMES, 0), "#N/A"),
    ],
)
def test_what_is_an_error_in_excel(name: str, args: tuple[Value, ...], error: str) -> None:
    with pytest.raises(FormulaError, match=error):
        excel(name, *args)


def test_iferror_takes_the_other_value() -> None:
    iferror = FUNCTIONS["IFERROR"]
    assert isinstance(iferror, LazyFunction)
    assert iferror.run(None, _Broken(), _Known("–")) == "–"
    assert iferror.run(None, _Known(1.0), _Broken()) == 1.0


def test_the_last_none_of_a_text_is_nothing() -> None:
    assert excel("RIGHT", "text", 0.0) == ""


@pytest.mark.parametrize("position", [-1.0, 9.0])
def test_a_position_outside_the_list_is_excels_error(position: float) -> None:
    with pytest.raises(FormulaError):
        excel("INDEX", NAMES, position)


def test_a_large_number_is_rounded() -> None:
    assert round_half_away(1e28, 6) == 1e28


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 4))
def test_round_is_half_away_from_zero_on_decimal_digits(digits: int, decimals: int, places: int) -> None:
    number = Decimal(digits).scaleb(-decimals)
    expected = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert round_half_away(float(number), places) == float(expected)


def _near_a_middle(steps: int, places: int, off: float) -> float:
    return (steps + 0.5 + off) / 10.0**places


_OFF = st.sampled_from([0.0, 1e-16, -1e-16, 1e-12, -1e-12, 1e-9, -1e-5, 1e-5, 0.0099, 0.0101, -0.0101, 0.3])


@settings(derandomize=True, deadline=None, max_examples=600)
@given(
    st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 20))
    | st.integers(0, 12).flatmap(
        lambda places: st.tuples(
            st.builds(_near_a_middle, st.integers(-(10**11), 10**11), st.just(places), _OFF), st.just(places)
        )
    )
)
def test_round_looks_at_the_fifteen_digits_that_excel_shows(case: tuple[float, int]) -> None:
    number, places = case
    shown = Decimal(f"{number:.15g}")
    expected = shown.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=400))
    rounded = round_half_away(number, places)
    assert rounded == float(expected)
    assert math.copysign(1, rounded) == 1 or rounded < 0  # never a negative zero


# --- how many rows meet what is asked of them: counted in their order, or one by one -----------------------------

_CELLS = st.lists(st.sampled_from([0.0, 1.0, 2.0, -1.5]), min_size=5, max_size=5)
_MIXED = st.lists(st.sampled_from([0.0, 1.0, None, "x", True]), min_size=5, max_size=5)
_ASKED = st.tuples(
    st.sampled_from(["=", "=", "=", "=", "<>", "<", "<=", ">", ">="]), st.sampled_from([0.0, 1.0, 2.0])
)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(
    st.tuples(_CELLS, _CELLS) | st.tuples(_MIXED, _CELLS),
    st.lists(_ASKED, min_size=3, max_size=3),
    st.sampled_from([5, 5, 5, 3, 1]),
)
def test_rows_that_are_counted_in_their_order_are_those_that_are_counted_one_by_one(
    columns: tuple[list[Scalar], list[Scalar]], asked: list[tuple[str, float]], count: int
) -> None:
    def counted(first: Value, second: Value) -> list[Value]:
        a, b, c = (
            OPERATORS[s](column, n) for (s, n), column in zip(asked, (first, second, first), strict=True)
        )
        both = OPERATORS["*"](a, b)
        either = OPERATORS["+"](c, both)
        times = OPERATORS["*"](either, OPERATORS["+"](a, b))
        return [excel("SUMPRODUCT", x) for x in (a, both, either, times, OPERATORS["*"](both, 2.0))]

    known = [Below(list(column)) for column in columns]
    in_order = counted(*[Range(below, count) for below in known])
    assert in_order == counted(*[column[:count] for column in columns])


def test_rows_are_counted_among_those_that_came_later() -> None:
    below = Below([1.0, 2.0])
    twos = [OPERATORS["="](Range(below, 2), 2.0)]
    assert excel("SUMPRODUCT", OPERATORS["*"](twos[0], twos[0])) == 1
    below.cells.append(2.0)
    twos = [OPERATORS["="](Range(below, n), 2.0) for n in (2, 3)]
    assert [excel("SUMPRODUCT", OPERATORS["*"](t, t)) for t in twos] == [1, 2]
