"""What may be written in the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.tables import Numbers, Role, Row, Table
from xltool.core.units import Form, Money
from xltool.drawing.placed import Choice


def choice_of(at: int, position: int, table: Table, row: Row, column: Column, money: Money) -> Choice | None:
    """The cell's drop-down list or its numbers, explained by its own prompt or its column's help; None where it takes
    anything. An amount is explained when it is wrong, not each time that somebody goes past."""
    cell = row.cells.get(column)
    words = cell.choices if cell else ()
    numbers = cell.numbers if cell else None
    if cell is not None and cell.fixed:
        return None
    prompt = cell.prompt if cell else ""
    if not words and numbers is None:
        numbers = _amounts(row, column, money)
        if numbers is None:
            return None
    elif not prompt and isinstance(column, Input):
        prompt = column.help
    # Below a header of words every cell may be of another kind: there the row's name tells more.
    of_row = cell is not None and bool(cell.prompt) and column.quantity.form is Form.TEXT
    title = str(row.cells[table.columns[0]].content) if of_row else table.header_of(column)
    return Choice(at, at, position, words, title, prompt, numbers)


def _amounts(row: Row, column: Column, money: Money) -> Numbers | None:
    """What an amount takes that has nothing to say of it. In the template, whose rows are entries, also text is read."""
    if column.quantity.form is not Form.AMOUNT or not isinstance(column, Input):
        return None
    if row.role is Role.ENTRY:
        return _ENTERED
    cell = row.cells.get(column)
    if row.role is not Role.LINE or cell is None or not isinstance(cell.content, float | int | None):
        return None
    return _written(money)


@lru_cache
def _written(money: Money) -> Numbers:
    shown = "" if money.scale == 1 else f", fast bladet visar {money.word}"
    return Numbers(
        f"Skriv beloppet i {money.unit.word}{shown}, med bara siffror: 1250 eller -868. Med ord eller enhet kan det inte räknas med."
    )


_ENTERED = Numbers(
    "Här brukar stå ett belopp med bara siffror, som 1250 eller -868, i enheten på bladet Uppgifter. Ska det stå så här ändå?",
    stops=False,
)


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
