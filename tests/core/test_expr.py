"""The formula algebra: the same tree as Excel text and as a value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings, strategies as st

from xltool.core.columns import Column
from xltool.core.excel_text import excel_text
from xltool.core.expr import (
    At,
    Const,
    Expr,
    Leaf,
    Span,
    absolute,
    both,
    call,
    choose,
    either,
    is_blank,
    joined,
    lift,
    ratio,
    rounded,
    total,
    truth,
    when,
)
from xltool.core.ranges import Value
from xltool.core.scalars import FormulaError
from xltool.core.units import AMOUNT
from xltool.core.values import leaves

A, B, C = (Column(name, AMOUNT) for name in "ABC")
ROW: dict[Leaf, Value] = {A: 7.0, B: 3.0, C: 2.0}
SUM_OF = Span("lines", "first", "last", A)


def text(expr: Expr) -> str:
    """The formula as it stands in row 2."""

    def address(leaf: Leaf) -> str:
        if isinstance(leaf, Span):
            return "A2:A9"
        return "A9" if isinstance(leaf, At) else f"{leaf.header}2"  # type: ignore[attr-defined]  # a Column

    return excel_text(expr).at(address)


def value(expr: Expr, **cells: Value) -> Value:
    """The value in a row whose cells are A=7, B=3, C=2, or as given."""
    known = ROW | {column: cells[column.header] for column in (A, B, C) if column.header in cells}
    return expr.read(lambda leaf: known[leaf])


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (A - B, "A2-B2"),
        (A - B - C, "A2-B2-C2"),
        (A - (B - C), "A2-(B2-C2)"),
        (A - (B + C), "A2-(B2+C2)"),
        (A + (B * C), "A2+B2*C2"),
        ((A + B) * C, "(A2+B2)*C2"),
        (A / (B * C), "A2/(B2*C2)"),
        (A / B * C, "A2/B2*C2"),
        (A / (B / C), "A2/(B2/C2)"),
        (-A, "-A2"),
        (-(A + B), "-(A2+B2)"),
        (A - (-B), "A2-(-B2)"),
        ((-A) * B, "(-A2)*B2"),
        (1 - A, "1-A2"),
        (A * 0.5, "A2*0.5"),
        ((A - B) >= C, "A2-B2>=C2"),
        ((A >= B).equals(C > B), "A2>=B2=(C2>B2)"),
        (A.differs(0), "A2<>0"),
        (joined("x ", A + B, " y"), '"x "&A2+B2&" y"'),
        (joined(A, B).equals("73"), 'A2&B2="73"'),
        (lift('sa "hej"'), '"sa ""hej"""'),
        (lift(""), '""'),
        (lift(True), "TRUE"),
        (lift(1733), "1733"),
        (lift(-0.25), "-0.25"),
        (when(A > B, "ja", 0), 'IF(A2>B2,"ja",0)'),
        (choose((A > B, 1), (A < B, 2), otherwise=3), "IF(A2>B2,1,IF(A2<B2,2,3))"),
        (both(A > B, either(B > C, is_blank(C))), 'AND(A2>B2,OR(B2>C2,C2=""))'),
        (rounded(absolute(A - B)), "ROUND(ABS(A2-B2),6)"),
        (total(SUM_OF), "SUM(A2:A9)"),
        (A - At("lines", "last", A), "A2-A9"),
        (ratio(A, B), 'IF(B2=0,"–",A2/B2)'),
    ],
)
def test_a_tree_as_excel_text(expr: Expr, expected: str) -> None:
    assert text(expr) == expected


def test_a_long_text_is_cut_where_excel_wants_it() -> None:
    assert text(lift("x" * 300)) == f'"{"x" * 255}"&"{"x" * 45}"'


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (A - B, 4),
        (A - (B - C), 6),
        ((A + B) * C, 20),
        (A / B, 7 / 3),
        (-A + B, -4),
        (A > B, True),
        (A.equals(7), True),
        (ratio(A, B), 7 / 3),
        (ratio(A, B - 3), "–"),
        (ratio(A, B - 3, otherwise=0), 0),
        (joined("summa ", A, " st"), "summa 7 st"),
        (choose((A < B, "x"), (A > C, "y"), otherwise="z"), "y"),
        (when(B.equals(3), A / C, A / 0), 3.5),  # the other branch is not computed
        (both(A > B, B > C), True),
        (either(A < B, B < C), False),
    ],
)
def test_a_tree_as_a_value(expr: Expr, expected: Value) -> None:
    assert value(expr) == expected


def test_division_by_zero_is_excels_error() -> None:
    with pytest.raises(FormulaError, match="#DIV/0!"):
        value(A / (B - 3))


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (A.equals("LÄGRE"), True),  # without case
        (A.differs("Högre"), True),
        (A > 1e15, True),  # text ranks above every number
        (lift("") >= 1, True),
        (lift("b") > "A", True),
        (lift(True) > "x", True),  # truth values above text
    ],
)
def test_text_compares_as_in_excel(expr: Expr, expected: bool) -> None:
    assert value(expr, A="lägre") is expected


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (is_blank(A), True),
        (A.equals(0), True),
        (A + 1, 1),
        (joined("x", A), "x"),
        (A >= 0, True),
        (A < "a", True),
    ],
)
def test_an_empty_cell_is_nothing_and_zero(expr: Expr, expected: Value) -> None:
    assert value(expr, A=None) == expected


def test_an_empty_cell_is_false() -> None:
    assert value(A.equals(False), A=None) is True


@pytest.mark.parametrize(("part", "expected"), [(2, "x2"), (True, "xTRUE")])
def test_constants_put_together_are_written_as_in_excel(part: float, expected: str) -> None:
    assert value(joined("x", part)) == expected


def test_a_fraction_in_a_sentence_is_a_mistake_of_the_writer() -> None:
    with pytest.raises(ValueError, match="FIXED"):
        value(joined("x", A / B))


def test_text_in_a_sum_is_excels_error() -> None:
    with pytest.raises(FormulaError, match="#VALUE!"):
        value(A + B, A="–")


def test_a_function_that_the_table_lacks_cannot_be_written() -> None:
    with pytest.raises(KeyError):
        call("XLOOKUP", A)


def test_the_leaves_of_a_tree() -> None:
    assert list(leaves(when(A > B, total(SUM_OF), C))) == [A, B, SUM_OF, C]


def test_a_condition() -> None:
    assert truth(A > B, lambda leaf: ROW[leaf])


TREES = st.recursive(
    st.sampled_from([A, B, C]) | st.integers(0, 9).map(lambda n: Const(float(n))),
    lambda inner: st.builds(
        lambda symbol, left, right: {"+": left + right, "-": left - right, "*": left * right, "/": left / right, "n": -left}[symbol],
        st.sampled_from("+-*/n"), inner, inner,
    ),
    max_leaves=10,
)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=300)
@given(TREES)
def test_the_text_has_the_parentheses_that_give_the_value(tree: Expr) -> None:
    def exact(expr: Expr) -> Fraction:
        return Fraction(eval(text(expr), {}, {"A2": Fraction(7), "B2": Fraction(3), "C2": Fraction(2)}))

    try:
        by_text, by_tree = exact(tree), value(tree)
    except (ZeroDivisionError, FormulaError):
        assume(False)
    assert isinstance(by_tree, float)
    assert by_tree == pytest.approx(float(by_text), rel=1e-9, abs=1e-9)
