"""Columns that xltool does not know: they follow their lines into the result (reading.md §8.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bound import BoundRow
from xltool.binding.cell_reading import is_percent
from xltool.core.cell_text import stored_scalar
from xltool.core.cells import RawCell, address
from xltool.core.columns import Column, Input
from xltool.core.numbers import decimals_of
from xltool.core.origin import Origin
from xltool.core.scalars import Scalar
from xltool.core.tables import Cell, Row
from xltool.core.units import DATE, PERCENT, TEXT, Form, Quantity

_MOST_DECIMALS = 3


class Beside(Struct, frozen=True):
    """What a line has in a column that xltool does not know."""

    value: Scalar
    quantity: Quantity = TEXT
    origin: Origin | None = None


def beside(row: BoundRow) -> dict[str, Beside]:
    """What the row has in the columns that follow, by header; of cells that hold something."""
    return {
        name: Beside(
            stored_scalar(cell),
            _quantity(cell),
            Origin(row.sheet, address(row.number, row.extra_columns[name])),
        )
        for name, cell in row.extra.items()
        if not cell.blank and not cell.broken
    }


def _quantity(cell: RawCell) -> Quantity:
    if isinstance(cell.value, str | bool):
        return TEXT
    if is_percent(cell):
        return PERCENT
    if cell.number is None:
        return DATE
    return Quantity(Form.NUMBER, decimals=min(decimals_of(cell.number), _MOST_DECIMALS))


def with_followers(
    rows: Sequence[Row], lines: Mapping[str, Mapping[str, Beside]], names: Sequence[str]
) -> tuple[list[Row], tuple[Column, ...]]:
    """The rows with what `lines` have beside them, by row key, and the columns of those `names`."""
    columns = {name: Input(name, _of_column(list(_found(lines, name)))) for name in names}
    found = []
    for row in rows:
        own = lines.get(row.key)
        if own is not None:
            cells = {columns[n]: _cell(own.get(n)) for n in names}
            row = replace(row, cells={**row.cells, **cells})
        found.append(row)
    return found, tuple(columns.values())


def _cell(one: Beside | None) -> Cell:
    return Cell(one.value, one.quantity, one.origin) if one else Cell(None)


def _found(lines: Mapping[str, Mapping[str, Beside]], name: str) -> Iterator[Beside]:
    return (of[name] for of in lines.values() if name in of)


def _of_column(found: Sequence[Beside]) -> Quantity:
    """How the column is aligned: as text where any cell is text."""
    return found[0].quantity if found and all(one.quantity is not TEXT for one in found) else TEXT
