"""Figures in a result that cannot be read as such, emptied or with words typed over them, and words that are formulas
without a value. They are edits like any other, and must not keep the rest of the result from being read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from xltool.core.cell_text import as_shown
from xltool.core.cells import RawBook, RawCell, column_number
from xltool.core.origin import Origin
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.units import Form
from xltool.findings.finding import Finding
from xltool.rerun.entry_place import Place
from xltool.sheets import all_sheets
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.operating import operating_columns as operating

Unread: TypeAlias = Collection[Place]
_Address = tuple[str, int, int]
# What a header with an earlier year behind it is called, by how many years that lies back.
_EARLIER = {
    (c.aliases[0], c.years_back): c.header
    for kind in (operating.OPERATING, goals.GOALS)
    for c in kind.columns
    if c.years_back
}


def words_that_were(
    book: RawBook, cells: Mapping[_Address, tuple[RowKey, str]], then: Mapping[Place, Scalar]
) -> RawBook:
    """The book with what the input said `then` in place of formulas for words that no program has computed: nobody knows
    what they come to, and nobody took the words away. `cells` are those that are there to be changed."""
    words = {column.header for part in all_sheets.SHEETS for column in part.words}
    sheets = []
    for sheet in book.sheets:
        known = {
            place: RawCell(then.get(Place(*cells[sheet.name, *place])))
            for place, cell in sheet.cells.items()
            if not cell.stored and cells.get((sheet.name, *place), ("", ""))[1] in words
        }
        sheets.append(replace(sheet, cells={**sheet.cells, **known}) if known else sheet)
    return replace(book, sheets=tuple(sheets))


def mended(
    book: RawBook, cells: Mapping[_Address, tuple[RowKey, str]], then: Mapping[Place, Scalar]
) -> tuple[Board, Unread, Finding | None]:
    """The result as it is read, with what the input said `then` in place of figures that cannot be; those; and what else
    in a cell that is there to be changed cannot be read. `cells` are those cells."""
    now = read_board(book)
    unread: set[Place] = set()
    for origin in _wrong(now, cells):
        cell = _place(origin)
        key, header = cells.get(cell, (None, ""))
        place = Place(key, _column(header, now.settings.year)) if key else None
        if place is None or place.column not in _figures(place, then):
            continue
        unread.add(place)
        book = _with(book, cell, then.get(place))
    now = read_board(book) if unread else now
    broken = next((f for f in now.findings if f.is_error and f.origin in set(_wrong(now, cells))), None)
    return now, unread, broken


def instead_of_figures(
    book: RawBook,
    cells: Mapping[_Address, tuple[RowKey, str]],
    then: Mapping[Place, Scalar],
    year: int | None,
) -> dict[Place, str]:
    """What stands in the cells of figures, for telling where it cannot be read: `ej mätt`, a number of inhabitants below
    zero, a formula that no program has computed. The result in `book` is of that `year`."""
    found: dict[Place, str] = {}
    for (name, row, column), (key, header) in cells.items():
        place, sheet = Place(key, _column(header, year)), book.sheet(name)
        if sheet is None or place.column not in _figures(place, then):
            continue
        cell = sheet.cell(row, column)
        if not cell.stored:
            found[place] = "en formel som inget program har räknat ut"
        elif not cell.blank:
            found[place] = as_shown(cell) if cell.number is not None else f"»{as_shown(cell)}«"
    return found


def _wrong(board: Board, cells: Collection[_Address]) -> Iterable[Origin]:
    """The cells with errors among those that are there to be changed."""
    origins = [f.origin for f in board.findings if f.is_error and f.origin is not None and f.origin.cell]
    return [o for o in dict.fromkeys(origins) if _place(o) in cells or o in board.settings.origins.values()]


def _place(origin: Origin) -> _Address:
    letters = origin.cell.removesuffix(origin.row)
    return origin.sheet, int(origin.row or 0), column_number(letters)


def _column(header: str, year: int | None) -> str:
    """The column that stands under the header, which may carry a year."""
    name, _, of_year = header.rpartition(" ")
    if not (name and of_year.isdigit()):
        return header
    return _EARLIER.get((name, (year or 0) - int(of_year)), name)


def _figures(place: Place, then: Mapping[Place, Scalar]) -> Collection[str]:
    """The columns of figures of the place's sheet; of one with columns of the board's own every one that the input had."""
    part = all_sheets.part_titled(place.key.sheet)
    if part is None or part.read is None:
        return ()
    if part.sheet.extra_columns:
        return {p.column for p in then if p.key.sheet == place.key.sheet}
    forms = [form for form in (part.sheet, part.interim, part.period_alone, part.budget_alone) if form]
    return {c.header for kind in forms for c in kind.columns if c.quantity.form is not Form.TEXT}


def _with(book: RawBook, cell: _Address, value: Scalar) -> RawBook:
    def changed(cells: Mapping[tuple[int, int], RawCell]) -> dict[tuple[int, int], RawCell]:
        others = {place: c for place, c in cells.items() if place != cell[1:]}
        return others if value is None else dict(sorted({**others, cell[1:]: RawCell(value)}.items()))

    sheets = (replace(s, cells=changed(s.cells)) if s.name == cell[0] else s for s in book.sheets)
    return replace(book, sheets=tuple(sheets))
