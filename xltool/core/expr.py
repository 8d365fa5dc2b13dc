"""The formula algebra: one tree, read as Excel text (`excel_text`) or as a value (`Expr.read`).

A leaf is a cell (`Here`: this row's cell in a column, `At`: a cell of a named row, `Span`: cells of a column
over consecutive rows) or a constant. Which cell that is, and what it holds, is the caller's business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from xltool.core.constant_text import constant_text
from xltool.core.functions import FUNCTIONS, LazyFunction
from xltool.core.operators import OPERATORS
from xltool.core.ranges import Value
from xltool.core.scalars import as_text, as_truth

Operand: TypeAlias = "Expr | float | str | bool"


class Expr(Struct, frozen=True):
    """A node. Arithmetic and ordering build trees; equality of values is `equals`, since `==` compares trees."""

    def read(self, cells: Cells) -> Value:
        """The value Excel would compute. Raises FormulaError where Excel would show an error value."""
        raise NotImplementedError

    def write(self, pieces: list[str], reference: Reference, outer: int = 0) -> None:
        """Adds the formula as Excel's text; it stands in parentheses where it binds less than what is `outer`."""
        raise NotImplementedError

    def __add__(self, other: Operand) -> Expr:
        return Op("+", self, lift(other))

    def __radd__(self, other: Operand) -> Expr:
        return Op("+", lift(other), self)

    def __sub__(self, other: Operand) -> Expr:
        return Op("-", self, lift(other))

    def __rsub__(self, other: Operand) -> Expr:
        return Op("-", lift(other), self)

    def __mul__(self, other: Operand) -> Expr:
        return Op("*", self, lift(other))

    def __rmul__(self, other: Operand) -> Expr:
        return Op("*", lift(other), self)

    def __truediv__(self, other: Operand) -> Expr:
        return Op("/", self, lift(other))

    def __neg__(self) -> Expr:
        return Op("-", Const(0.0), self)

    def __lt__(self, other: Operand) -> Expr:
        return Op("<", self, lift(other))

    def __le__(self, other: Operand) -> Expr:
        return Op("<=", self, lift(other))

    def __gt__(self, other: Operand) -> Expr:
        return Op(">", self, lift(other))

    def __ge__(self, other: Operand) -> Expr:
        return Op(">=", self, lift(other))

    def equals(self, other: Operand) -> Expr:
        return Op("=", self, lift(other))

    def differs(self, other: Operand) -> Expr:
        return Op("<>", self, lift(other))


class Const(Expr, frozen=True):
    value: float | str | bool

    def read(self, cells: Cells) -> Value:  # noqa: ARG002 -- a constant looks at no cell
        return self.value

    def write(self, pieces: list[str], reference: Reference, outer: int = 0) -> None:  # noqa: ARG002 -- nor has it one
        pieces.append(constant_text(self.value))


class Op(Expr, frozen=True):
    symbol: str
    left: Expr
    right: Expr

    def read(self, cells: Cells) -> Value:
        return OPERATORS[self.symbol](self.left.read(cells), self.right.read(cells))

    def write(self, pieces: list[str], reference: Reference, outer: int = 0) -> None:
        symbol = self.symbol
        negated = symbol == "-" and self.left == _ZERO
        binds = 3 if negated else _BINDS[symbol]
        if binds < outer:
            pieces.append("(")
        if negated:
            pieces.append("-")
            self.right.write(pieces, reference, 5)
        else:
            # All our operators associate to the left, so only a right operand of equal rank needs parentheses.
            self.left.write(pieces, reference, binds)
            pieces.append(symbol)
            self.right.write(pieces, reference, binds + 1)
        if binds < outer:
            pieces.append(")")


class Call(Expr, frozen=True):
    """A worksheet function; raises KeyError where the table in `core/functions.py` lacks it."""

    name: str
    args: tuple[Expr, ...]

    def __post_init__(self) -> None:
        FUNCTIONS[self.name]

    def read(self, cells: Cells) -> Value:
        function = FUNCTIONS[self.name]
        if type(function) is LazyFunction:
            return function.run(cells, *self.args)
        return function(*[argument.read(cells) for argument in self.args])  # type: ignore[operator]  # asked by type, for speed

    def write(self, pieces: list[str], reference: Reference, outer: int = 0) -> None:  # noqa: ARG002 -- it has its own parentheses
        pieces.append(f"{self.name}(")
        for number, argument in enumerate(self.args):
            if number:
                pieces.append(",")
            argument.write(pieces, reference)
        pieces.append(")")


class Leaf(Expr, frozen=True):
    """What stands for cells: `Here`, `Above`, `Under`, `At`, `Span` or `Upto`."""

    def read(self, cells: Cells) -> Value:
        return cells(self)

    def write(self, pieces: list[str], reference: Reference, outer: int = 0) -> None:  # noqa: ARG002 -- nothing binds more
        pieces.append(reference(self))


class Here(Leaf, frozen=True):
    """This row's cell in a column; `core.sheet.Column` is the only kind there is."""


class At(Leaf, frozen=True):
    """The cell of one named row of a table."""

    table: str
    row: str
    column: Here


class Span(Leaf, frozen=True):
    """The cells of a column from one row to another of a table, both included. Without a `first` they begin at the table's
    header, whose words count nowhere: so a row that is put in above all others is among them."""

    table: str
    first: str
    last: str
    column: Here


class Above(Leaf, frozen=True):
    """The cell of a column in the row above this one; of the first row the header."""

    column: Here


class Under(Leaf, frozen=True):
    """The cell of a column in the row below this one, which is not the table's last."""

    column: Here


class Upto(Leaf, frozen=True):
    """The cells of this row's table in a column, from its header to this row."""

    column: Here


Cells: TypeAlias = Callable[[Leaf], Value]  # gives a leaf's value, for a Span the list of its values
Reference: TypeAlias = Callable[[Leaf], str]  # gives a leaf's reference as seen from the formula's cell


_WORDS = (str, bool)  # a union would be made anew each time it is asked for


def lift(operand: Operand) -> Expr:
    """The operand as a tree; a number becomes a float, as in Excel."""
    if isinstance(operand, Expr):
        return operand
    return Const(operand if isinstance(operand, _WORDS) else float(operand))


def call(name: str, *args: Operand) -> Expr:
    return Call(name, tuple([lift(a) for a in args]))


_BINDS = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
_ZERO = Const(0.0)


# --- words of the algebra ------------------------------------------------------------------------------------


def when(condition: Expr, then: Operand, otherwise: Operand) -> Expr:
    return call("IF", condition, then, otherwise)


def choose(*cases: tuple[Expr, Operand], otherwise: Operand) -> Expr:
    """The operand of the first case that holds."""
    result = lift(otherwise)
    for condition, then in reversed(cases):
        result = when(condition, then, result)
    return result


def both(*conditions: Expr) -> Expr:
    return call("AND", *conditions)


def either(*conditions: Expr) -> Expr:
    return call("OR", *conditions)


def absolute(x: Operand) -> Expr:
    return call("ABS", x)


def rounded(x: Operand, decimals: int = 6) -> Expr:
    """Half away from zero. Six decimals clear the noise of binary fractions before a comparison."""
    return call("ROUND", x, decimals)


def total(*parts: Operand) -> Expr:
    return call("SUM", *parts)


def joined(*parts: Operand) -> Expr:
    """Text put together with `&`. A number among the parts must be whole; see OPERATORS."""
    lifted = [lift(p) for p in parts]
    result = lifted[0]
    for part in lifted[1:]:
        if isinstance(result, Const) and isinstance(part, Const):
            result = Const(as_text(result.value) + as_text(part.value))
        else:
            result = Op("&", result, part)
    return result


def ratio(part: Operand, whole: Operand, *, otherwise: Operand = "–") -> Expr:
    """part / whole, or `otherwise` where the whole is zero or no number."""
    return when(lift(whole).equals(0.0), otherwise, lift(part) / whole)


def is_blank(x: Expr) -> Expr:
    return x.equals("")


def truth(expr: Expr, cells: Cells) -> bool:
    """The tree read as a condition."""
    return as_truth(expr.read(cells))
