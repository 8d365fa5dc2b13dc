"""The cells of a sheet in whatever shape, by an XML parser that knows all of the format; `strict_cells` says what of it
is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from xltool.intake.shared_formulas import Shared
from xltool.intake.strict_cells import (
    OF_CELL,
    AnyCell,
    Around,
    OpenCell,
    cell_place,
    check_nesting,
    closed_cell,
    in_full,
    row_number,
)
from xltool.intake.xml_patterns import MAIN, YES, spanned

_USUAL = {("sheetData", "row"), ("row", "c"), ("c", "v"), ("c", "f"), ("c", "is"), ("is", "t")}
_LEVELS = ("1", "2", "3", "4", "5", "6", "7")
_FILTER = ["", "worksheet", "autoFilter"]
_CRITERION = ["", "worksheet", "autoFilter", "filterColumn"]  # around what a filter asks for
_BARE_MAIN = MAIN[1:]  # as the parser has it
_PIECE = 1 << 16
_MOST_MOVED = 1 << 23


def cells_in(file: IO[bytes], around: Around, texts: int) -> Iterator[AnyCell]:
    """The sheet's cells, dressed and empty ones too, in the order of the file; and what stands around them. `texts` is
    how many shared ones there are. Raises PartlyReadError where one cannot be read, or is read in two ways, ExpatError
    where it is no XML."""
    sheet = _ParsedSheet(around, texts)
    for piece in iter(partial(file.read, _PIECE), b""):
        yield from sheet.read(piece)
    yield from sheet.read(b"", last=True)
    around.hidden_columns.update(spanned(sheet.hidden))
    if not sheet.starts:
        raise around.lost("har inga rader, inte ens tomma")


class _ParsedSheet:
    """The sheet as the parser meets it. `starts` counts its heaps of rows, `hidden` are spans of columns."""

    def __init__(self, around: Around, texts: int) -> None:
        self._around, self._texts = around, texts
        self._row = self._column = self.starts = 0
        self.hidden: list[tuple[int, int]] = []
        self._inside = [""]
        self._filter = ""
        self._shared: dict[str, Shared] = {}
        self._moved = 0  # characters of formulas that other cells have written
        self._cell: OpenCell | None = None
        self._inner: TreeBuilder | None = None
        self._pieces: list[str] = []
        self._found: list[AnyCell] = []
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._pieces.append
        self._parser.StartDoctypeDeclHandler = _refuse_document_type

    def read(self, piece: bytes, *, last: bool = False) -> Iterator[AnyCell]:
        """The cells that end in the piece; those in front of a damage before it is raised."""
        try:
            self._parser.Parse(piece, last)
        finally:
            yield from self._found
            self._found.clear()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name[len(_BARE_MAIN) :] if name.startswith(_BARE_MAIN) else f"{{{name}"
        if (self._inside[-1], tag) not in _USUAL:
            check_nesting(self._inside[-1], tag, self._around)
        self._inside.append(tag)
        if tag == "c":
            self._cell = OpenCell(attributes)
        elif self._cell is not None:
            self._start_in(self._cell, tag, attributes)
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "sheetData":
            self._start_rows()
        elif tag == "col" and attributes.get("hidden") in YES:
            self.hidden.append((int(attributes.get("min") or 1), int(attributes.get("max") or 1)))
        elif tag == "mergeCell":
            self._around.merged.append(attributes.get("ref") or "")
        elif self._inside == _FILTER:
            self._filter = attributes.get("ref", "")
        elif len(self._inside) == len(_CRITERION) + 1 and self._inside[:-1] == _CRITERION:
            self._around.filtered = self._filter
        self._pieces.clear()

    def _start_rows(self) -> None:
        self.starts += 1
        if self.starts > 1:
            raise self._around.lost("har sina rader på två ställen")

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row, self._column = row_number(attributes.get("r"), self._row, self._around), 0
        if attributes.get("hidden") in YES:
            self._around.hidden_rows.add(self._row)
        if attributes.get("outlineLevel", "") in _LEVELS:
            self._around.levels[self._row] = int(attributes["outlineLevel"])

    def _start_in(self, cell: OpenCell, tag: str, attributes: dict[str, str]) -> None:
        if self._inner is not None:
            self._inner.data("".join(self._pieces))
            self._inner.start(in_full(tag), {})
        elif self._inside[-2] == "c":
            cell.odd |= tag in cell.children or tag not in OF_CELL
            if tag == "f" and attributes.get("t") == "shared":
                cell.shared = attributes.get("si", "")
            elif tag == "is":
                self._inner = TreeBuilder()
                self._inner.start(in_full(tag), {})
        elif self._inside[-3:-1] == ["c", "v"]:
            cell.odd = True

    def _end(self, _: str) -> None:
        tag = self._inside.pop()
        if self._cell is None:
            return
        if tag == "c":
            self._found.append(self._closed(self._cell))
            self._cell = None
            return
        if self._inner is not None:
            self._inner.data("".join(self._pieces))
            self._inner.end(in_full(tag))
        if self._inside[-1] == "c":
            self._cell.children[tag] = "".join(self._pieces)
            if self._inner is not None:
                self._cell.inner, self._inner = self._inner.close(), None
        self._pieces.clear()

    def _closed(self, cell: OpenCell) -> AnyCell:
        row, self._column = cell_place(cell.attributes.get("r"), self._row, self._column, self._around)
        if cell.shared:
            self._share(cell, row, self._column)
        return closed_cell(cell, row, self._column, self._around, self._texts)

    def _share(self, cell: OpenCell, row: int, column: int) -> None:
        """The first cell has the formula, the others its number. One long formula for a million cells would fill the
        memory, so that the text of the last of them stays unsaid."""
        text = cell.children["f"]
        if text:
            self._shared[cell.shared] = Shared(text, row, column)
        elif cell.shared in self._shared and self._moved < _MOST_MOVED:
            cell.children["f"] = self._shared[cell.shared].at(row, column)
            self._moved += len(cell.children["f"])


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a document type")
