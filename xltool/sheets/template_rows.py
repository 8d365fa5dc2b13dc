"""Rows of the blank template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, either, is_blank, when
from xltool.core.scalars import Scalar
from xltool.core.tables import Cell, Role, Row

FilledRow: TypeAlias = Mapping[Input, Scalar]


class Filling(Struct, frozen=True):
    """What a workbook in the template holds; the defaults are the blank template's rows to fill in.

    With `net` lines there are no others, and `net_name` is what their total is called. One that `is_interim` has the period's
    columns, and a forecast, or with `period_alone` those of its months alone; one `with_ledger` has a sheet for its rows, one
    `of_ledger` states no sums of the amounts that its ledger gives, one of the `same_year` goes on from an earlier report of it.
    `totals` are the stated totals by row name (`Totalt intäkter`, `Totalt kostnader`, `Nettoresultat`,
    `Totalt investerat`); where one is missing the row sums its lines with formulas.
    """

    year: int
    settings: Mapping[str, Scalar] = field(default_factory=dict)
    income: Sequence[FilledRow] = ({},) * 6
    cost: Sequence[FilledRow] = ({},) * 16
    projects: Sequence[FilledRow] = ({},) * 12
    goals: Sequence[FilledRow] = ({},) * 24
    members: Sequence[FilledRow] = ({},) * 10
    totals: Mapping[str, FilledRow] = field(default_factory=dict)
    stated_variances: bool = False
    note: str = ""
    net: Sequence[FilledRow] = ()
    net_name: str = "Nettokostnad"
    is_interim: bool = False
    period_alone: bool = False
    with_ledger: bool = False
    same_year: bool = False
    of_ledger: bool = False
    texts: Sequence[FilledRow] = ()

    @property
    def by_forecast(self) -> bool:
        """Whether it is an interim report with a forecast."""
        return self.is_interim and not self.period_alone


def filled_again(blank: Filling, **rows: Sequence[FilledRow]) -> Filling:
    """The blank filling with these rows, where there are any."""
    return replace(blank, **{name: of_name for name, of_name in rows.items() if of_name})


def entries(
    prefix: str, given: Sequence[FilledRow], columns: Sequence[Column], formulas: Mapping[Column, Expr]
) -> list[Row]:
    """A row an entry, with its drop-down lists, and the formulas where the entry states no value of its own."""
    rows = []
    for index, entry in enumerate(given):
        cells: dict[Column, Cell] = {c: Cell(f) for c, f in formulas.items()}
        for column in columns:
            if isinstance(column, Input) and (column in entry or column.choices):
                cells[column] = Cell(entry.get(column), choices=column.choices)
        rows.append(Row(f"{prefix}:{index}", Role.ENTRY, cells))
    return rows


def stated_or_sum(
    filling: Filling,
    name: str,
    key: str,
    role: Role,
    label: Input,
    sums: Mapping[Input, Expr],
    variance: Mapping[Column, Expr],
) -> Row:
    """A total row: as the filling states it, else formulas over its lines."""
    stated = filling.totals.get(name)
    cells: dict[Column, Cell] = {label: Cell(name)}
    if stated is not None:
        cells |= {column: Cell(value) for column, value in stated.items()}
    else:
        cells |= {column: Cell(formula) for column, formula in sums.items()}
        cells |= {column: Cell(formula) for column, formula in variance.items()}
    return Row(key, role, cells)


def difference(budget: Column, actual: Column) -> Expr:
    """Budget − actual, empty until both are filled in."""
    return when(either(is_blank(budget), is_blank(actual)), "", budget - actual)


def summed(amounts: Sequence[Input]) -> list[Input]:
    """The required amount columns: a sum under an optional column that nobody fills in would be a row of zeros."""
    return [c for c in amounts if c.required]


def notes(filling: Filling) -> tuple[str, ...]:
    return (filling.note,) if filling.note else ()
