"""What a sheet contributes to Kontroll: checks, two figures that must be the same; and questions, figures that add up and
that everybody would ask about all the same (reading.md §9)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from xltool.core.columns import Column
from xltool.core.expr import Expr, Span, call, lift, total
from xltool.core.tables import Role, Row, Table
from xltool.core.units import AMOUNT, Quantity


class Check(Struct, frozen=True):
    key: str
    name: str
    computed: Expr
    expected: Expr | float
    quantity: Quantity


class Question(Struct, frozen=True):
    """`count` is how many rows there are to ask about, `first` the name of the first, empty where there is none."""

    key: str
    name: str
    count: Expr
    first: Expr | None = None


def rows_to_ask(odd: Iterable[Span]) -> Expr:
    """How many rows have a 1 in one of the columns."""
    return total(*odd)


def first_row(names: Span, odd: Iterable[Span]) -> Expr:
    """The name of the first row that has a 1 in one of the columns."""
    found = lift("")
    for column in reversed(list(odd)):
        found = call("IFERROR", call("INDEX", names, call("MATCH", 1, column, 0)), found)
    return found


def sum_checks(table: Table, row: str, columns: Iterable[Column], key: str, words: str) -> list[Check]:
    """A check for each column: lines and rounding add up to the total of that `row`."""
    return [
        Check(
            f"{key} {column.header}",
            f"{words} ({column.header.lower()})",
            added(table, column),
            table.at(row, column),
            AMOUNT,
        )
        for column in columns
    ]


_GROUPED = (Role.GROUP, Role.GROUP_TOTAL)
_SUMS = (Role.GROUP_TOTAL, Role.SUBTOTAL, Role.TOTAL)


def added(table: Table, column: Column) -> Expr:
    """The sum of the table's lines and rounding lines, past its totals. Where there are groups it reaches over all rows
    and takes off the sums among them: a line counts wherever it is put in."""
    if any(row.role in _GROUPED for row in table.rows):
        sums = [table.at(row.key, column) for row in table.rows if row.role in _SUMS]
        return total(table.all(column)) - total(*sums)
    runs: list[list[Row]] = [[]]
    for row in table.rows:
        if row.role in (Role.LINE, Role.ROUNDING):
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return total(*(table.span(run[0].key, run[-1].key, column) for run in runs if run))
