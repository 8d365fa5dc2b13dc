"""What stands in an earlier result, with its amounts in the unit that the input has today."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from xltool.core.cell_text import as_shown
from xltool.core.cells import RawBook, address, column_number
from xltool.core.origin import Origin
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.units import Unit
from xltool.rerun.entries import entries
from xltool.rerun.entry_place import KEY_PLACE, Place
from xltool.rerun.matching import matched
from xltool.rerun.typed_sentences import sentence_place
from xltool.sheets.board import Board
from xltool.sheets.lines.line_walk import is_mark
from xltool.sheets.sheet_row import Entry, Sort

# Which row a cell that is there to be changed belongs to, and under which header, by sheet, row and column.
Cells = Mapping[tuple[str, int, int], tuple[RowKey, str]]


class Scale:
    """From amounts in one unit to amounts in another."""

    def __init__(self, old: Unit, new: Unit) -> None:
        self._times, self._by = max(old.value // new.value, 1), max(new.value // old.value, 1)

    def value(self, value: Scalar, is_amount: bool) -> Scalar:
        if not is_amount or self._times == self._by or isinstance(value, str | bool) or value is None:
            return value
        return value * self._times / self._by

    def entry(self, entry: Entry) -> Entry:
        return replace(entry, value=self.value(entry.value, entry.is_amount))


def standing_entries(
    now: Board, typed_sentences: Mapping[str, str], scale: Scale, *, key_is_empty: bool
) -> dict[Place, Entry]:
    """The entries of the earlier result, which is `now` as a board, and the sentences that somebody has put into other
    words. With `key_is_empty` nobody's share follows from a key any more."""
    standing = {place: scale.entry(entry) for place, entry in entries(now).items()}
    if key_is_empty and KEY_PLACE in standing:
        standing[KEY_PLACE] = replace(standing[KEY_PLACE], value=None)
    return standing | {
        sentence_place(name): Entry(text, Sort.WORDS, None) for name, text in typed_sentences.items()
    }


def as_written(standing: Mapping[Place, Entry], cells: Cells) -> tuple[dict[Place, Entry], frozenset[RowKey]]:
    """The entries under the keys that their rows were written with, and those of these keys that `cells` has. A subtotal that
    reading makes up is none of the result's."""
    standing = {place: one for place, one in standing.items() if one.origin or not is_mark(place.key)}
    keys, known = written_keys(standing, cells)
    return {Place(keys[place.key], place.column): entry for place, entry in standing.items()}, known


def words_on_marks(book: RawBook, cells: Cells) -> dict[Place, Entry]:
    """What is written on subtotals and headings, where it stands: which rows they are of is nothing to read out of a result."""
    found = {}
    for (name, row, column), (key, header) in cells.items():
        sheet = book.sheet(name) if is_mark(key) else None
        if sheet is not None:
            origin = Origin(name, address(row, column))
            found[Place(key, header)] = Entry(as_shown(sheet.cell(row, column)), Sort.WORDS, origin)
    return found


def written_keys(
    standing: Mapping[Place, Entry], cells: Cells
) -> tuple[dict[RowKey, RowKey], frozenset[RowKey]]:
    """The keys that the rows were written with, as `cells` has them, by those that they are read with; and the ones that
    it has: a row that somebody has taken away may let the others be read in another block, or by another number. One that
    came gets a number of its own."""
    keys: dict[RowKey, RowKey] = {}
    for place, entry in standing.items():
        origin = entry.origin
        if place.key.row and origin is not None and origin.row:  # the settings are one row
            at = (origin.sheet, int(origin.row), column_number(origin.cell.removesuffix(origin.row)))
            if at in cells:
                keys[place.key] = cells[at][0]
    known = frozenset(keys.values())
    taken = set(known)
    for key in dict.fromkeys(place.key for place in standing if place.key not in keys):
        free = key
        while free in taken:
            free = replace(free, number=free.number + 1)
        keys[key] = free
        taken.add(free)
    return keys, known


def rows_of_then(
    rows: Collection[RowKey], then: Collection[RowKey], known: Collection[RowKey]
) -> dict[RowKey, RowKey]:
    """The rows of then: those that are `known` have the keys that they had."""
    same = {key: key for key in rows if key in known and key in then}
    return same | matched((k for k in rows if k not in same), (k for k in then if k not in same))


def figures_of(found: Mapping[Place, Entry]) -> dict[RowKey, tuple[Scalar, ...]]:
    """What tells rows of one name apart."""
    figures: dict[RowKey, tuple[Scalar, ...]] = {}
    for place, entry in found.items():
        if entry.sort is not Sort.WORDS:
            figures[place.key] = (*figures.get(place.key, ()), entry.value)
    return figures


def figures_then(
    key: RowKey, then: Mapping[Place, Scalar], said: Mapping[Place, Entry]
) -> tuple[Scalar, ...]:
    """The same of a row that stands nowhere any more; the columns are those that the sheet has in what is `said` now."""
    of_sheet = ((place, entry) for place, entry in said.items() if place.key.sheet == key.sheet)
    columns = dict.fromkeys(place.column for place, entry in of_sheet if entry.sort is not Sort.WORDS)
    return tuple(then.get(Place(key, column)) for column in columns)
