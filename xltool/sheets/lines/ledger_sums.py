"""Live sums over the detail rows (Underlag): what a line takes, what all rows come to, what a column splits into."""

from __future__ import annotations

import re
from itertools import product
from typing import TypeAlias

from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.expr import Const, Expr, Span, call
from xltool.core.long_columns import Details
from xltool.core.scalars import Scalar
from xltool.sheets.lines.accounts import Accounts, Held


def sum_formula(details: Details, named: Accounts, column: Input) -> Expr:
    """The named accounts' detail rows of a line's column, in the workbook's unit."""
    return in_workbook_unit(details, _added(details, named, details.span(column)))


def count_formula(details: Details, named: Accounts) -> Expr:
    """How many detail rows the named accounts have."""
    return _added(details, named, None)


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


def crossed_formula(details: Details, named: Accounts, column: Input, by: Column, value: Scalar) -> Expr:
    """What the named accounts' detail rows that hold the value in a column of their own come to, in a line's column."""
    at = next((i for i, one in enumerate(details.narrowed) if details.kept[one.name] is by), None)
    more: Chosen = ((details.table.all(by), value),)
    if at is not None and named.where:  # the line tells itself which values it takes; here it is this one
        where = tuple(frozenset({value}) if i == at else one for i, one in enumerate(named.where))
        named, more = replace(named, where=where), ()
    return in_workbook_unit(details, _added(details, named, details.span(column), more))


def in_workbook_unit(details: Details, expr: Expr) -> Expr:
    if details.multiplier != 1:
        return expr * details.multiplier
    return expr / details.divisor if details.divisor != 1 else expr


Chosen: TypeAlias = tuple[tuple[Span, Held], ...]  # a value for each column that tells lines apart


def _chosen(details: Details, named: Accounts) -> list[Chosen]:
    """Each set of values that the line's rows may hold, in a fixed order."""
    wanted = [
        [(details.table.all(details.kept[one.name]), value) for value in sorted(values, key=_order)]
        for one, values in zip(details.narrowed, named.where, strict=False)
        if values is not None
    ]
    return list(product(*wanted))


def _order(value: Held) -> tuple[str, str]:
    return (type(value).__name__, str(value))


def _of_interval(details: Details, low: int, high: int, chosen: Chosen, values: Span | None) -> Expr:
    """The rows of an interval of accounts that hold the values: their sum, or how many they are."""
    if all(_is_criterion(value) for _, value in chosen):
        more = [part for span, value in chosen for part in (span, Const(value or 0.0))]
        criteria = [*_criteria(details, low, high), *more]
        return call("COUNTIFS", *criteria) if values is None else call("SUMIFS", values, *criteria)
    accounts = _accounts(details)
    return _where([accounts >= low, accounts <= high], chosen, values)


def _of_text(details: Details, text: str, chosen: Chosen, values: Span | None) -> Expr:
    """The same of an account that is no number. SUMIFS would take the text 0510 for the number 510; a comparison does not."""
    return _where([_accounts(details).equals(text)], chosen, values)


def _where(conditions: list[Expr], chosen: Chosen, values: Span | None) -> Expr:
    first, *others = [*conditions, *(span.equals("" if value is None else value) for span, value in chosen)]
    met = first
    for one in others:
        met = met * one
    return call("SUMPRODUCT", met * (1 if values is None else values))


def _is_criterion(value: Held) -> bool:
    """Whether SUMIFS takes the value as it stands: a number, or words that it can read as nothing else."""
    if isinstance(value, str):
        return _WORDS.fullmatch(value) is not None and value.casefold() not in _TRUTHS
    return isinstance(value, float)


_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_TRUTHS = ("true", "false", "sant", "falskt")


def _accounts(details: Details) -> Span:
    return details.table.all(details.account)


def _criteria(details: Details, low: int, high: int) -> list[Expr]:
    where = _accounts(details)
    if low == high:
        return [where, Const(float(low))]
    return [where, Const(f">={low}"), where, Const(f"<={high}")]


def _added(details: Details, named: Accounts, values: Span | None, more: Chosen = ()) -> Expr:
    """What the line takes of the values, of rows that hold `more` too; without them, how many rows that is."""
    numbers, chosen = list(details.accounts), [(*one, *more) for one in _chosen(details, named)]
    parts = [
        _of_interval(details, low, high, one, values)
        for low, high in named.intervals(numbers)
        for one in chosen
    ]
    parts += [_of_text(details, text, one, values) for text in named.texts(numbers) for one in chosen]
    result = parts[0] if parts else Const(0.0)
    for part in parts[1:]:
        result = result + part
    return result
