"""A cell of a sheet as the file has it, and what is damaged about it or about where it stands.

Readers differ in what they make of damage: a second value in a cell, a row inside a row, a number that only Python
takes for one. What any of them might read in another way is not read here, but named.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from xltool.core.cells import column_number
from xltool.core.limits import LIMITS
from xltool.intake.package_parts import PartlyReadError
from xltool.intake.xml_patterns import ALTERNATIVES, MAIN, text_of, unescaped

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPES = ("n", "s", "str", "e", "b", "d", "inlineStr")
_PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
_BRANCHES = tuple(ALTERNATIVES.replace("AlternateContent", branch) for branch in ("Choice", "Fallback"))
_OF_CELLS = ("sheetData", "row", "c", "f", "v", "is")
_CHILDREN = {"sheetData": ("row",), "row": ("c", "extLst")}
OF_CELL = {"f", "v", "is", "extLst", ALTERNATIVES}


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


class OpenCell:
    """A cell whose end has not come: what its tag says, and what its children hold, each by its name."""

    __slots__ = ("attributes", "children", "inner", "odd", "shared")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.children: dict[str, str] = {}
        self.inner: Element | None = None  # the text in the cell itself
        self.shared = ""  # the number of a formula that is written for several cells
        self.odd = False  # a child twice, one that no cell has, or a value with something in it


def in_full(tag: str) -> str:
    return tag if tag.startswith("{") else MAIN + tag


def check_nesting(parent: str, tag: str, around: Around) -> None:
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


def row_number(said: str | None, row: int, around: Around) -> int:
    if said is not None and not _INDEX.fullmatch(said):
        raise around.lost("har celler utanför bladet")
    row = row + 1 if said is None else int(said)
    if not 1 <= row <= LIMITS.rows:
        raise around.lost("har celler utanför bladet")
    return row


_column = lru_cache(maxsize=1024)(column_number)


def cell_place(reference: str | None, row: int, column: int, around: Around) -> tuple[int, int]:
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


def closed_cell(cell: OpenCell, row: int, column: int, around: Around, texts: int) -> AnyCell:
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
