"""What simple formulas of a workbook come to: constants, sums, differences, products over cells at hand (reading.md §6).

Only what is understood as a whole is computed; anything else is None, and the stored value has to be believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from math import fsum

from xltool.core.cells import RawBook, RawCell, RawSheet, column_number
from xltool.core.late_patterns import late_pattern

_TOKEN = late_pattern(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:E[+-]?\d+)?|\.\d+)|(?P<name>[A-Z]+(?=\())"
    r"|(?P<ref>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)|(?P<mark>[-+*/^(),%]))",
    re.IGNORECASE,
)
_REF = late_pattern(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)
_MOST_CELLS = 20_000
_DEEPEST = 60


class _Unknown(Exception):  # noqa: N818 -- no error: the formula is beyond us
    """The formula is not one that is computed here."""


class FormulaValues:
    """The values of the formulas of a workbook, each computed once."""

    def __init__(self, book: RawBook) -> None:
        self._book = book
        self._known: dict[tuple[str, int, int], float | None] = {}

    def value(self, sheet: RawSheet, row: int, column: int, depth: int = 0) -> float | None:
        """What the formula in the cell comes to; None where it is not understood, or refers to what is not."""
        place = (sheet.name, row, column)
        if place not in self._known:
            self._known[place] = None  # a circle comes to nothing
            formula = sheet.cell(row, column).formula
            with suppress(_Unknown, ZeroDivisionError, OverflowError):
                self._known[place] = _Parser(self, sheet, formula or "", depth).whole()
        return self._known[place]

    def sheet(self, name: str) -> RawSheet:
        found = next((s for s in self._book.sheets if s.name.casefold() == name.casefold()), None)
        if found is None or found.long is not None:
            raise _Unknown
        return found

    def number(self, sheet: RawSheet, row: int, column: int, depth: int) -> float | None:
        """The number in the cell, by its formula where it has one; None where it holds no number."""
        cell = sheet.cell(row, column)
        if cell.formula is not None:
            if depth > _DEEPEST:
                raise _Unknown
            computed = self.value(sheet, row, column, depth + 1)
            if computed is not None:
                return computed
        if cell.broken:
            raise _Unknown
        return cell.number


class _Parser:
    """One formula: `term {+ term}`, with Excel's order of signs and powers."""

    def __init__(self, values: FormulaValues, sheet: RawSheet, text: str, depth: int) -> None:
        self._values, self._sheet, self._depth = values, sheet, depth
        self._tokens = list(_tokens(text))
        self._at = 0

    def whole(self) -> float:
        value = self._sum()
        if self._at != len(self._tokens):
            raise _Unknown
        return value

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self, mark: str) -> bool:
        if self._peek() != mark:
            return False
        self._at += 1
        return True

    def _sum(self) -> float:
        value = self._product()
        while self._peek() in ("+", "-"):
            sign = 1 if self._take("+") else -1
            self._at += sign < 0
            value += sign * self._product()
        return value

    def _product(self) -> float:
        value = self._signed()
        while self._peek() in ("*", "/"):
            if self._take("*"):
                value *= self._signed()
            else:
                self._at += 1
                value /= self._signed()
        return value

    def _signed(self) -> float:
        if self._take("-"):
            return -self._signed()
        self._take("+")
        value = self._leaf()
        while self._take("%"):
            value /= 100
        if self._peek() == "^":
            raise _Unknown
        return value

    def _leaf(self) -> float:
        if self._at >= len(self._tokens):
            raise _Unknown
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return float(text)
        if kind == "ref" and ":" not in text:
            (number,) = self._cells(text)
            return number or 0.0
        if kind == "name":
            return self._call(text.upper())
        if text == "(":
            value = self._sum()
            if self._take(")"):
                return value
        raise _Unknown

    def _call(self, name: str) -> float:
        self._at += 1  # the opening bracket, which made it a name
        function = _FUNCTIONS.get(name)
        if function is None:
            raise _Unknown
        arguments = [self._argument()]
        while self._take(","):
            arguments.append(self._argument())
        if not self._take(")"):
            raise _Unknown
        return function(arguments)

    def _argument(self) -> list[float]:
        kind, text = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        if kind == "ref" and ":" in text:
            self._at += 1
            return [n for n in self._cells(text) if n is not None]
        return [self._sum()]

    def _cells(self, reference: str) -> Iterator[float | None]:
        sheet, _, area = reference.rpartition("!")
        where = self._values.sheet(sheet.strip("'").replace("''", "'")) if sheet else self._sheet
        corners = [(int(row), column_number(letters.upper())) for letters, row in _REF().findall(area)]
        (top, left), (bottom, right) = corners[0], corners[-1]
        if (abs(bottom - top) + 1) * (abs(right - left) + 1) > _MOST_CELLS:
            raise _Unknown
        for row in range(min(top, bottom), max(top, bottom) + 1):
            for column in range(min(left, right), max(left, right) + 1):
                cell = where.cell(row, column)
                if len(corners) == 1 and isinstance(cell.value, str) and cell.value.strip():
                    raise _Unknown  # a text in arithmetic
                yield self._values.number(where, row, column, self._depth)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN().match(text, at)
        if found is None or found.lastgroup is None:
            raise _Unknown
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


def _total(arguments: list[list[float]]) -> float:
    return fsum(n for numbers in arguments for n in numbers)


def _subtotal(arguments: list[list[float]]) -> float:
    if arguments[0] not in ([9.0], [109.0]):
        raise _Unknown
    return _total(arguments[1:])


def _round(arguments: list[list[float]]) -> float:
    if len(arguments) != 2 or any(len(a) != 1 for a in arguments):
        raise _Unknown
    step = Decimal(1).scaleb(-int(arguments[1][0]))
    return float(Decimal(repr(arguments[0][0])).quantize(step, ROUND_HALF_UP))


_FUNCTIONS: dict[str, Callable[[list[list[float]]], float]] = {
    "SUM": _total,
    "SUBTOTAL": _subtotal,
    "ROUND": _round,
}


def rows_summed(cell: RawCell, column: int) -> frozenset[int]:
    """The rows of its own column that the cell's formula adds up, where it does nothing else; the one that it repeats."""
    if cell.formula is None:
        return frozenset()
    try:
        tokens = list(_tokens(cell.formula))
    except _Unknown:
        return frozenset()
    if any(
        (k == "mark" and t in "*/-%^") or (k == "name" and t.upper() not in _FUNCTIONS) for k, t in tokens
    ):
        return frozenset()
    rows: set[int] = set()
    for kind, text in tokens:
        if kind == "ref":
            corners = [(column_number(letters.upper()), int(row)) for letters, row in _REF().findall(text)]
            if "!" in text or any(c != column for c, _ in corners) or corners[-1][1] - corners[0][1] > 10_000:
                return frozenset()
            rows.update(range(min(r for _, r in corners), max(r for _, r in corners) + 1))
    return frozenset(rows)
