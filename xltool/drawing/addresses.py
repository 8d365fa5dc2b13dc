"""Where every table of a result stands, and from that every cell's address and every formula's text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial

from msgspec import Struct

from xltool.core.cells import column_letters
from xltool.core.columns import Column
from xltool.core.excel_text import ExcelText
from xltool.core.expr import Above, At, Expr, Here, Leaf, Span, Under, Upto
from xltool.core.pages import Page

FIRST_TABLE_ROW = 4
_ABOVE, _UNDER = "\1", "\2"  # stand for the numbers of the rows above it and below
_ROW = "\0"  # stands for the number of a cell's own row in a formula that is written for all rows


class TablePlace(Struct, frozen=True):
    """Where a table stands: its sheet, its rows by key, its columns; counted from 0."""

    sheet: str
    rows: Mapping[str, int]
    columns: Mapping[Column, int]
    letters: Mapping[Here, str]

    @property
    def first_row(self) -> int:
        """Counted from 0; counted from 1, as Excel does, it is the row of the header."""
        return min(self.rows.values())


def _placed(page: Page, rows: Mapping[str, int], columns: Mapping[Column, int]) -> TablePlace:
    return TablePlace(page.title, rows, columns, {c: column_letters(i + 1) for c, i in columns.items()})


class Addresses:
    """The places of the pages' tables: the head above, stacks of tables beside each other, the notes below."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._places: dict[str, TablePlace] = {}
        for page in pages:
            self._place(page)

    def _place(self, page: Page) -> None:
        offset, below = 0, FIRST_TABLE_ROW
        for stack in page.stacks:
            row = FIRST_TABLE_ROW
            for table in stack:
                first = row + bool(table.title) + table.header_row
                rows = {r.key: first + i for i, r in enumerate(table.rows)}
                columns = {c: offset + i for i, c in enumerate(table.columns)}
                self._places[table.key] = _placed(page, rows, columns)
                row = first + len(table.rows) + 1
            below = max(below, row)
            offset += max(len(t.columns) for t in stack) + 1
        if page.long is not None:
            rows = {key: FIRST_TABLE_ROW + 1 + at for key, at in page.long.places.items()}
            columns = {c: i for i, c in enumerate(page.long.columns)}
            self._places[page.long.key] = _placed(page, rows, columns)
        head, notes = page.head, page.notes_table
        rows = {"title": 0, "subtitle": 1, "message": 2, "badge": 0}
        self._places[head.key] = _placed(page, rows, dict.fromkeys(head.columns, 0))
        rows = {r.key: below + i for i, r in enumerate(notes.rows)}
        self._places[notes.key] = _placed(page, rows, dict.fromkeys(notes.columns, 0))

    def place(self, table: str) -> TablePlace:
        return self._places[table]

    def formula(self, formula: Expr | ExcelText, sheet: str, table: str = "", *, before: str = "") -> str:
        """The formula as cells of the table's have it, for any of its rows: see `in_row`. Other cells of the row have
        `before` in front of their reference."""
        reference = partial(self._seen_from, sheet, table, before)
        if isinstance(formula, ExcelText):
            return "=" + formula.at(reference)
        pieces = ["="]
        formula.write(pieces, reference)
        return "".join(pieces)

    def reference(self, leaf: At | Span) -> str:
        """The leaf's reference as seen from another sheet."""
        return self._seen_from("", "", "", leaf)

    def _seen_from(self, sheet: str, table: str, before: str, leaf: Leaf) -> str:
        """The leaf's reference as seen from a cell of the table."""
        if type(leaf) is Above:
            return f"{self._places[table].letters[leaf.column]}{_ABOVE}"
        if type(leaf) is Under:
            return f"{self._places[table].letters[leaf.column]}{_UNDER}"
        if type(leaf) is Upto:
            own = self._places[table]
            return f"{own.letters[leaf.column]}${own.first_row}:{own.letters[leaf.column]}{_ROW}"
        if type(leaf) is not At and type(leaf) is not Span:
            assert isinstance(leaf, Here)
            return f"{before}{self._places[table].letters[leaf]}{_ROW}"
        place = self._places[leaf.table]
        of = "" if place.sheet == sheet else f"{quoted(place.sheet)}!"
        letters = place.letters[leaf.column]
        if isinstance(leaf, At):
            return f"{of}${letters}${place.rows[leaf.row] + 1}"
        first = place.rows[leaf.first] + 1 if leaf.first else place.first_row
        return f"{of}${letters}${first}:${letters}${place.rows[leaf.last] + 1}"


def in_row(formula: str, row: int) -> str:
    """The formula in one of its table's rows, counted from 0."""
    formula = formula.replace(_ROW, str(row + 1))
    if _ABOVE in formula or _UNDER in formula:
        formula = formula.replace(_ABOVE, str(row)).replace(_UNDER, str(row + 2))
    return formula


@lru_cache(maxsize=256)
def quoted(sheet: str) -> str:
    """The sheet's name as a reference needs it: quoted unless it is plain ASCII letters."""
    return sheet if sheet.isascii() and sheet.isalpha() else f"'{sheet.replace(chr(39), chr(39) * 2)}'"
