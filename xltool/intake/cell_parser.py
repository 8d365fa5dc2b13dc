"""The cells of a sheet in whatever shape, by an XML parser that knows all of the format, and says what of it is damaged.

Readers differ in what they make of damage: a second value in a cell, a row inside a row, a number that only Python
takes for one. What any of them might read in another way is not read here, but named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from msgspec import Struct, field

from xltool.core.cells import column_number
from xltool.core.limits import LIMITS
from xltool.intake.package_parts import PartlyReadError
from xltool.intake.shared_formulas import Shared
from xltool.intake.xml_patterns import ALTERNATIVES, MAIN, YES, spanned, text_of, unescaped

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPES = ("n", "s", "str", "e", "b", "d", "inlineStr")
_PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
_BRANCHES = tuple(ALTERNATIVES.replace("AlternateContent", branch) for branch in ("Choice", "Fallback"))
_OF_CELLS = ("sheetData", "row", "c", "f", "v", "is")
_CHILDREN = {"sheetData": ("row",), "row": ("c", "extLst")}
_OF_CELL = {"f", "v", "is", "extLst", ALTERNATIVES}
_USUAL = {("sheetData", "row"), ("row", "c"), ("c", "v"), ("c", "f"), ("c", "is"), ("is", "t")}
_LEVELS = ("1", "2", "3", "4", "5", "6", "7")
_CRITERION = ["worksheet", "autoFilter", "filterColumn"]  # around what a filter asks for
_BARE_MAIN = MAIN[1:]  # as the parser has it
_PIECE = 1 << 16
_MOST_MOVED = 1 << 23


class Around(Struct):
    """What a sheet says besides its cells. `merged` are the references of its merged cells, `levels` those of rows in an
    outline, `filtered` is the reference of a filter that is in use."""

    name: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    filtered: str = ""

    def lost(self, what: str) -> PartlyReadError:
        return PartlyReadError(f"bladet {self.name} {what}")


class AnyCell(Struct, frozen=True):
    """A cell as the file has it. `kind` is one of n, s, str, e, b and d; `text` is what is stored, and empty where
    nothing is; a text in the cell itself is of kind str. `formula` is None where there is none."""

    row: int
    column: int
    kind: str
    style: int
    text: str
    formula: str | None


def cells_in(file: IO[bytes], around: Around, texts: int) -> Iterator[AnyCell]:
    """The sheet's cells, dressed and empty ones too, in the order of the file; and what stands around them. `texts` is
    how many shared ones there are. Raises PartlyReadError where one cannot be read, or is read in two ways, ExpatError
    where it is no XML."""
    sheet = _Sheet(around, texts)
    for piece in iter(partial(file.read, _PIECE), b""):
        yield from sheet.read(piece)
    yield from sheet.read(b"", last=True)
    around.hidden_columns.update(spanned(sheet.hidden))
    if not sheet.starts:
        raise around.lost("har inga rader, inte ens tomma")


class _Open:
    """A cell whose end has not come: what its tag says, and what its children hold, each by its name."""

    __slots__ = ("attributes", "children", "inner", "odd", "shared")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.children: dict[str, str] = {}
        self.inner: Element | None = None  # the text in the cell itself
        self.shared = ""  # the number of a formula that is written for several cells
        self.odd = False  # a child twice, one that no cell has, or a value with something in it


class _Sheet:
    """The sheet as the parser meets it. `starts` counts its heaps of rows, `hidden` are spans of columns."""

    def __init__(self, around: Around, texts: int) -> None:
        self._around, self._texts = around, texts
        self._row = self._column = self.starts = 0
        self.hidden: list[tuple[int, int]] = []
        self._inside = [""]
        self._filter = ""
        self._shared: dict[str, Shared] = {}
        self._moved = 0  # characters of formulas that other cells have written
        self._cell: _Open | None = None
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
            _check_nesting(self._inside[-1], tag, self._around)
        self._inside.append(tag)
        if tag == "c":
            self._cell = _Open(attributes)
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
        elif tag == "autoFilter" and self._inside[1:-1] == ["worksheet"]:
            self._filter = attributes.get("ref", "")
        elif self._inside[1:-1] == _CRITERION:
            self._around.filtered = self._filter
        self._pieces.clear()

    def _start_rows(self) -> None:
        self.starts += 1
        if self.starts > 1:
            raise self._around.lost("har sina rader på två ställen")

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row, self._column = _row(attributes.get("r"), self._row, self._around), 0
        if attributes.get("hidden") in YES:
            self._around.hidden_rows.add(self._row)
        if attributes.get("outlineLevel", "") in _LEVELS:
            self._around.levels[self._row] = int(attributes["outlineLevel"])

    def _start_in(self, cell: _Open, tag: str, attributes: dict[str, str]) -> None:
        if self._inner is not None:
            self._inner.data("".join(self._pieces))
            self._inner.start(_in_full(tag), {})
        elif self._inside[-2] == "c":
            cell.odd |= tag in cell.children or tag not in _OF_CELL
            if tag == "f" and attributes.get("t") == "shared":
                cell.shared = attributes.get("si", "")
            elif tag == "is":
                self._inner = TreeBuilder()
                self._inner.start(_in_full(tag), {})
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
            self._inner.end(_in_full(tag))
        if self._inside[-1] == "c":
            self._cell.children[tag] = "".join(self._pieces)
            if self._inner is not None:
                self._cell.inner, self._inner = self._inner.close(), None
        self._pieces.clear()

    def _closed(self, cell: _Open) -> AnyCell:
        row, self._column = _place(cell.attributes.get("r"), self._row, self._column, self._around)
        if cell.shared:
            self._share(cell, row, self._column)
        return _cell(cell, row, self._column, self._around, self._texts)

    def _share(self, cell: _Open, row: int, column: int) -> None:
        """The first cell has the formula, the others its number. One long formula for a million cells would fill the
        memory, so that the text of the last of them stays unsaid."""
        text = cell.children["f"]
        if text:
            self._shared[cell.shared] = Shared(text, row, column)
        elif cell.shared in self._shared and self._moved < _MOST_MOVED:
            cell.children["f"] = self._shared[cell.shared].at(row, column)
            self._moved += len(cell.children["f"])


def _in_full(tag: str) -> str:
    return tag if tag.startswith("{") else MAIN + tag


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a document type")


def _check_nesting(parent: str, tag: str, around: Around) -> None:
    """Readers differ in what they take for a cell where one stands somewhere else than in a row, or is of another
    namespace, and in which of two alternatives they take. Where neither has cells in it, it is of no account."""
    if tag in _OF_CELLS and parent in _BRANCHES:
        raise around.lost(
            "har celler i två versioner (AlternateContent), och det går inte att säga vilken som gäller"
        )
    if tag == ALTERNATIVES and parent in _CHILDREN:
        return
    if not parent and tag != "worksheet":
        raise around.lost("är något annat än ett blad")
    if parent != _PARENTS.get(tag, parent) or tag not in _CHILDREN.get(parent, (tag,)):
        raise around.lost("har celler som inte går att läsa")
    if tag.endswith(("}sheetData", "{sheetData")):
        raise around.lost("har celler som inte går att läsa")


def _row(said: str | None, row: int, around: Around) -> int:
    if said is not None and not _INDEX.fullmatch(said):
        raise around.lost("har celler utanför bladet")
    row = row + 1 if said is None else int(said)
    if not 1 <= row <= LIMITS.rows:
        raise around.lost("har celler utanför bladet")
    return row


_column = lru_cache(maxsize=1024)(column_number)


def _place(reference: str | None, row: int, column: int, around: Around) -> tuple[int, int]:
    if reference is None:
        column += 1
    else:
        match = _PLACE.fullmatch(reference)
        if match is None:
            raise around.lost("har celler utanför bladet")
        row, column = int(match[2]), _column(match[1])
    if not (1 <= row <= LIMITS.rows and 1 <= column <= LIMITS.columns):
        raise around.lost("har celler utanför bladet")
    return row, column


def _cell(cell: _Open, row: int, column: int, around: Around, texts: int) -> AnyCell:
    kind, children = cell.attributes.get("t", "n"), cell.children
    if kind not in _TYPES:
        raise around.lost("har en cell av ett slag som inte finns")
    if cell.odd:
        raise around.lost("har ett värde som inte tar slut")
    text = children.get("v", "")
    value = text.strip(" \n\t\r")
    if kind == "inlineStr":
        if value:
            raise around.lost("har en cell med två värden")
        kind, text = "str", "" if cell.inner is None else _inner_text(cell.inner, around)
    elif cell.inner is not None:
        raise around.lost("har en text i en cell för något annat")
    elif kind != "str":
        text = value
    else:
        text = unescaped(text) if value else ""
    if text:
        _check_value(kind, text, around, texts)
    style = cell.attributes.get("s") or "0"
    if not _INDEX.fullmatch(style):
        raise around.lost("har en cell vars utseende inte finns")
    return AnyCell(row, column, kind, int(style), text, children.get("f"))


def _inner_text(element: Element, around: Around) -> str:
    try:
        return text_of(element)
    except ValueError:
        raise around.lost("har en text som inte går att läsa") from None


def _check_value(kind: str, text: str, around: Around, texts: int) -> None:
    if kind == "s" and not (_INDEX.fullmatch(text) and int(text) < texts):
        raise around.lost("har en text som inte finns")
    if kind == "b" and text not in ("0", "1", "true", "false"):
        raise around.lost("har ett sanningsvärde som inte är ett")
    # Python takes more for a number than any other reader: 1_000, nan, digits of other scripts.
    if kind == "n" and not _NUMBER.fullmatch(text):
        raise around.lost("har ett tal som inte är ett tal")
