"""Which column people fill in is ours: by what stood in its cells, for people write headers too; else by the formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from xltool.core.cells import RawSheet
from xltool.rerun.column_formulas import read_at
from xltool.rerun.fingerprints import ENTRY, WORD, WrittenRow, print_of, word

_Places = Mapping[int, int]


class _Signs(NamedTuple):
    """How many of the cells of a column hold what was written, how many headers do, and how many cells are open."""

    content: int
    header: int
    open: int


class _Column(Struct):
    """What was written in a column: `cells` that are there to be changed, and `headers`, each as the row where it stands
    now and its letters, empty where nothing was written."""

    cells: list[tuple[int, str]]
    headers: list[tuple[int, str]]

    def signs(self, sheet: RawSheet, at: int) -> _Signs:
        same, headed = (
            sum(bool(letters) and print_of(word(sheet.cell(row, at).value)) == letters for row, letters in of)
            for of in (self.cells, self.headers)
        )
        return _Signs(same, headed, sum(sheet.cell(row, at).style.is_open for row, _ in self.cells))

    def is_at(self, sheet: RawSheet, at: int) -> bool:
        """Whether most of what was written stands there."""
        return 2 * self.signs(sheet, at).content > sum(bool(letters) for _, letters in self.cells)


def by_content(
    written: Sequence[WrittenRow], sheet: RawSheet, rows: _Places, columns: _Places
) -> dict[int, int]:
    """The places of `columns`, but where another column holds more of what stood in one; where that does not tell, the
    formulas that read it do, else its header and the cells that may be changed. `rows` are where the written rows stand
    now."""
    found = dict(columns)
    filled = {column for _, column in sheet.cells}
    for column in sorted({c for row in written if row.key for c, m in row.marks.items() if m == ENTRY}):
        one, here = _column(written, rows, column), found.get(column, 0)
        if one.is_at(sheet, here):
            continue
        free = sorted(filled - {*found.values()})
        if here and not free:
            continue
        best = max(free, key=lambda at: one.signs(sheet, at), default=0)
        if not one.is_at(sheet, best) and (read := read_at(written, sheet, rows, found, column)):
            found[column] = read
            continue
        mine, other = one.signs(sheet, here), one.signs(sheet, best)
        if not here:  # one that has moved away is anybody's unless its content tells
            is_there = one.is_at(sheet, best)
        elif mine.header and columns.get(column - 1) == here - 1 and columns.get(column + 1) == here + 1:
            is_there = other.content > mine.content
        else:
            is_there = other > mine
        if is_there:
            found[column] = best
    return found


def _column(written: Sequence[WrittenRow], rows: _Places, column: int) -> _Column:
    there = [row for row in written if row.number in rows and column in row.marks]
    return _Column(
        [
            (rows[row.number], row.entered.get(column, ""))
            for row in there
            if row.key is not None and row.marks[column] == ENTRY
        ],
        [
            (rows[row.number], row.marks[column][1:])
            for row in there
            if row.key is None and row.table and row.marks[column].startswith(WORD)
        ],
    )
