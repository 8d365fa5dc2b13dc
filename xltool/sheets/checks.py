"""What a sheet contributes to Kontroll: checks, two figures that must be the same; and questions, figures that add up and
that everybody would ask about all the same (reading.md §9)."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.expr import Expr, total
from xltool.core.tables import Column, Role, Row, Table
from xltool.core.units import Quantity


class Check(Struct, frozen=True):
    key: str
    name: str
    computed: Expr
    expected: Expr | float
    quantity: Quantity


class Question(Struct, frozen=True):
    """`count` is how many rows there are to ask about."""

    key: str
    name: str
    count: Expr


def added(table: Table, column: Column) -> Expr:
    """The sum of the table's lines and rounding lines, past its totals."""
    runs: list[list[Row]] = [[]]
    for row in table.rows:
        if row.role in (Role.LINE, Role.ROUNDING):
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return total(*(table.span(run[0].key, run[-1].key, column) for run in runs if run))
