"""What lines hold in the columns that they share with the ledger, and which of its rows that takes (ledger.md §2)."""

from __future__ import annotations

from xltool.binding.bound import BoundRow
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK
from xltool.core.long_columns import Details, Narrowing
from xltool.core.numbers import plain
from xltool.core.spelling import normalised
from xltool.sheets.lines.accounts import Held

_NOTHING = ("–", "-", "(tomt)")  # rows that hold nothing there; an empty cell takes all


def value_of(row: BoundRow, one: Narrowing) -> str:
    """What the line says in the column, empty where it takes all."""
    cell = row.cells.get(one.column, BLANK) if one.column is not None else row.extra.get(one.header, BLANK)
    return plain(as_text(cell)) if not cell.blank else ""


def held_values(row: BoundRow, details: Details) -> tuple[frozenset[Held] | None, ...]:
    """What a detail row must hold in each of the columns that tell lines apart to be the line's, None where anything
    will do."""
    return tuple(_held(value_of(row, one), _different(details, one)) for one in details.narrowed)


def _different(details: Details, one: Narrowing) -> list[Held]:
    return list(details.table.cells[details.kept[one.name]].different())


def _held(said: str, values: list[Held]) -> frozenset[Held] | None:
    if not said:
        return None
    if said in _NOTHING:
        return frozenset({None})
    return same_values(said, values)


def same_values(said: str, values: list[Held]) -> frozenset[Held]:
    """The ledger's values that are written as the line says; where none is, those that are without leading zeros, or that
    have it as a code before their name."""
    by_word = {value: normalised(cell_words(value)) for value in values if value is not None}
    word = normalised(said)
    found = {value for value, own in by_word.items() if own == word}
    if not found and word.isdigit():
        found = {value for value, own in by_word.items() if own.lstrip("0") == word.lstrip("0")}
    if not found:
        found = {
            value
            for value, own in by_word.items()
            if own.split(" ")[0] == word.split(" ")[0] and word[:1].isdigit()
        }
    return frozenset(found)


def cell_words(value: Held) -> str:
    """A cell of the ledger as people write it."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else plain(str(value))
