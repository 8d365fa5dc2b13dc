"""What a person can fill in or change, cell by cell, under names that survive moved rows: the ground of re-runs.

One walk over a board's rows serves reading (`entries`), changing (`changed`), keys and comparisons, so that none of them
can forget a cell or count rows another way.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from msgspec.structs import replace

from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.rerun.entry_place import Place
from xltool.sheets import all_sheets
from xltool.sheets.board import Board
from xltool.sheets.sheet_row import Entry, SheetRow, Values

EntryChange = Callable[[Place, Entry], Scalar]


def walked(board: Board, visit: Callable[[RowKey, SheetRow], Values]) -> Board:
    """The board with the entries of every row as the visitor has them; what is alike is numbered in its order."""
    for part in sorted(all_sheets.SHEETS, key=lambda part: not part.linked):
        value = part.of(board)
        if part.walk is not None and value is not None:
            board = board.with_part(part.key, part.walk(value, board, numbered(part.shown_as, visit)))
    return board


def numbered(sheet: str, visit: Callable[[RowKey, SheetRow], Values]) -> Callable[[SheetRow], Values]:
    """A visitor of the sheet's rows that is told each one's key."""
    seen: Counter[RowKey] = Counter()

    def row_of(row: SheetRow) -> Values:
        first = RowKey(sheet, row.name, row.account, 1, row.block, row.group)
        seen[first] += 1
        return visit(first if seen[first] == 1 else replace(first, number=seen[first]), row)

    return row_of


def rows(board: Board) -> list[tuple[RowKey, SheetRow]]:
    """Every row of the board."""
    found: list[tuple[RowKey, SheetRow]] = []

    def note(key: RowKey, row: SheetRow) -> Values:
        found.append((key, row))
        return _as_they_are(row)

    walked(board, note)
    return found


def _as_they_are(row: SheetRow) -> Values:
    return {column: entry.value for column, entry in row.entries.items()}


def entries(board: Board) -> dict[Place, Entry]:
    """Every entry of the board."""
    return {Place(key, column): entry for key, row in rows(board) for column, entry in row.entries.items()}


def changed(board: Board, change: EntryChange) -> Board:
    """The board with every entry replaced by what `change` says of it."""

    def new(key: RowKey, row: SheetRow) -> Values:
        return {column: change(Place(key, column), entry) for column, entry in row.entries.items()}

    return walked(board, new)


def same(first: Scalar, second: Scalar) -> bool:
    """Whether two entries are the same to a person: a program may drop the last bits of a number."""
    if isinstance(first, float | int) and isinstance(second, float | int):
        return math.isclose(first, second, rel_tol=1e-12, abs_tol=1e-9)
    return (first or None) == (second or None) if not _number(first) and not _number(second) else False


def _number(value: Scalar) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)
