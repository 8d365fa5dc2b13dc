"""What may be written in the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.tables import Row, Table
from xltool.drawing.placed import Choice


def choice_of(at: int, position: int, table: Table, row: Row, column: Column) -> Choice:
    """The cell's drop-down list or number, explained by its own prompt or its column's help."""
    cell = row.cells[column]
    named = row.cells[table.columns[0]].content if cell.prompt else None
    prompt = cell.prompt or (column.help if isinstance(column, Input) else "")
    return Choice(at, at, position, cell.choices, str(named) if cell.prompt else column.header, prompt)


def together(choices: Iterable[Choice]) -> list[Choice]:
    """Cells below each other that take the same, as one."""
    found: list[Choice] = []
    for one in sorted(choices, key=lambda c: (c.column, c.first_row)):
        above = found[-1] if found else None
        if above and above == replace(one, first_row=above.first_row, last_row=one.first_row - 1):
            found[-1] = replace(one, first_row=above.first_row)
        else:
            found.append(one)
    return found
