"""Live sums over the detail rows (Underlag): what a line takes, what all rows come to, what a column splits into."""

from __future__ import annotations

from collections.abc import Callable

from xltool.core.columns import Column, Input
from xltool.core.expr import Const, Expr, Span, call
from xltool.core.long_columns import Details
from xltool.core.scalars import Scalar
from xltool.sheets.lines.accounts import Accounts


def sum_formula(details: Details, named: Accounts, column: Input) -> Expr:
    """The named accounts' detail rows of a line's column, in the workbook's unit."""
    values = details.span(column)

    def of_interval(low: int, high: int) -> Expr:
        return call("SUMIFS", values, *_criteria(details, low, high))

    def of_text(text: str) -> Expr:
        # SUMIFS would take the text 0510 for the number 510; a comparison does not.
        return call("SUMPRODUCT", _accounts(details).equals(text) * values)

    return in_workbook_unit(details, _added(details, named, of_interval, of_text))


def count_formula(details: Details, named: Accounts) -> Expr:
    """How many detail rows the named accounts have."""

    def of_interval(low: int, high: int) -> Expr:
        return call("COUNTIFS", *_criteria(details, low, high))

    def of_text(text: str) -> Expr:
        return call("SUMPRODUCT", _accounts(details).equals(text) * 1)

    return _added(details, named, of_interval, of_text)


def total_formula(details: Details, column: Input) -> Expr:
    """All detail rows of a line's column, in the workbook's unit."""
    return in_workbook_unit(details, call("SUM", details.span(column)))


def rows_formula(details: Details) -> Expr:
    """How many detail rows have an account."""
    return call("COUNTIFS", _accounts(details), "<>")


def share_formula(details: Details, column: Input | None, by: Column, value: Scalar) -> Expr:
    """The rows that have the value in a column of their own: their sum of a line's column, or how many they are."""
    chosen = details.table.all(by).equals("" if value is None else value)
    if column is None:
        return call("SUMPRODUCT", chosen * 1)
    return in_workbook_unit(details, call("SUMPRODUCT", chosen * details.span(column)))


def in_workbook_unit(details: Details, expr: Expr) -> Expr:
    if details.multiplier != 1:
        return expr * details.multiplier
    return expr / details.divisor if details.divisor != 1 else expr


def _accounts(details: Details) -> Span:
    return details.table.all(details.account)


def _criteria(details: Details, low: int, high: int) -> list[Expr]:
    where = _accounts(details)
    if low == high:
        return [where, Const(float(low))]
    return [where, Const(f">={low}"), where, Const(f"<={high}")]


def _added(
    details: Details,
    named: Accounts,
    of_interval: Callable[[int, int], Expr],
    of_text: Callable[[str], Expr],
) -> Expr:
    numbers = list(details.accounts)
    parts = [of_interval(low, high) for low, high in named.intervals(numbers)]
    parts += [of_text(text) for text in named.texts(numbers)]
    result = parts[0] if parts else Const(0.0)
    for part in parts[1:]:
        result = result + part
    return result
