"""What a sheet contributes to Kontroll: checks, two figures that must be the same; and questions, figures that add up and
that everybody would ask about all the same (reading.md §9)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from xltool.core.columns import Column
from xltool.core.expr import Expr, Span, call, lift, total
from xltool.core.tables import Role, Table
from xltool.core.units import AMOUNT, COUNT, Quantity


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


_SUMS = (Role.GROUP_TOTAL, Role.SUBTOTAL, Role.TOTAL)


def added(table: Table, column: Column) -> Expr:
    """The sum of the table's lines and rounding lines, wherever one is put in: everything from the header to the last row,
    less the totals."""
    sums = [table.at(row.key, column) for row in table.rows if row.role in _SUMS]
    return total(table.fenced(column)) - total(*sums)


def charted_check(table: Table, rows: tuple[str, str], total_row: str, column: Column, words: str) -> Check:
    """The lines of a block from the first of the `rows` to the last are all in its chart: so many as there are between what
    stands above them and their total, wherever one is put in."""
    first, last = rows
    keys = [row.key for row in table.rows]
    start = keys.index(first) - 1
    between = table.rows[max(start, 0) : keys.index(total_row) + 1]
    others = sum(row.role in (*_SUMS, Role.ROUNDING) for row in between)
    everyone = call("COUNT", Span(table.key, keys[start] if start >= 0 else "", total_row, column))
    name = f"{words}: diagrammet visar varje rad"
    shown = call("COUNT", table.span(first, last, column)) - sum(
        row.role in (*_SUMS, Role.ROUNDING) for row in table.rows[keys.index(first) : keys.index(last) + 1]
    )
    return Check(f"charted {table.key}", name, shown, everyone - others, COUNT)
