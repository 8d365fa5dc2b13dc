"""The cells of a sheet in whatever shape, by an XML parser that knows all of the format, and says what of it is damaged.

Readers differ in what they make of damage: a second value in a cell, a row inside a row, a number that only Python
takes for one. What any of them might read in another way is not read here, but named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from defusedxml.ElementTree import iterparse
from msgspec import Struct, field

from xltool.core.grid import column_number
from xltool.core.limits import LIMITS
from xltool.excel.contents import PartlyReadError
from xltool.excel.shape import LAST_COLUMN, MAIN, YES, text_of, unescaped

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPES = ("n", "s", "str", "e", "b", "d", "inlineStr")
_PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
_CHILDREN = {"sheetData": ("row",), "row": ("c", "extLst")}


class Around(Struct):
    """What a sheet says besides its cells. `merged` are the references of its merged cells."""

    name: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)

    def lost(self, what: str) -> PartlyReadError:
        return PartlyReadError(f"bladet {self.name} {what}")


class AnyCell(Struct, frozen=True):
    """A cell as the file has it. `kind` is one of n, s, str, e, b and d; `text` is what is stored, and empty where
    nothing is; a text in the cell itself is of kind str."""

    row: int
    column: int
    kind: str
    style: int
    text: str
    has_formula: bool


def cells_in(file: IO[bytes], around: Around, texts: int) -> Iterator[AnyCell]:
    """The sheet's cells, dressed and empty ones too, in the order of the file; and what stands around them. `texts` is
    how many shared ones there are. Raises PartlyReadError where one cannot be read, or is read in two ways."""
    row = column = starts = 0
    inside = [""]
    for event, element in iterparse(file, events=("start", "end")):
        tag = _name(element)
        if event == "start":
            _check_nesting(inside[-1], tag, around)
            inside.append(tag)
            if tag == "row":
                row, column = int(element.get("r") or row + 1), 0
                if element.get("hidden") in YES:
                    around.hidden_rows.add(row)
            elif tag == "sheetData":
                starts += 1
                if starts > 1:
                    raise around.lost("har sina rader på två ställen")
            continue
        inside.pop()
        if tag == "c":
            own_row, column = _place(element, row, column, around)
            yield _cell(element, own_row, column, around, texts)
        elif tag == "col" and element.get("hidden") in YES:
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            around.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
        elif tag == "mergeCell":
            around.merged.append(element.get("ref") or "")
        elif tag in ("row", "sheetData"):
            element.clear()
    if not starts:
        raise around.lost("har inga rader, inte ens tomma")


def _name(element: Any) -> str:
    """The name of an element of a sheet; that of any other with its namespace, which may be none."""
    tag: str = element.tag
    return tag.removeprefix(MAIN) if tag.startswith("{") else f"{{}}{tag}"


def _check_nesting(parent: str, tag: str, around: Around) -> None:
    """Readers differ in what they take for a cell where one stands somewhere else than in a row, or is of another
    namespace."""
    if not parent and tag != "worksheet":
        raise around.lost("är något annat än ett blad")
    if parent != _PARENTS.get(tag, parent) or tag not in _CHILDREN.get(parent, (tag,)):
        raise around.lost("har celler som inte går att läsa")
    if tag.endswith("}sheetData"):
        raise around.lost("har celler som inte går att läsa")


def _place(element: Any, row: int, column: int, around: Around) -> tuple[int, int]:
    reference = element.get("r")
    if reference is None:
        column += 1
    else:
        match = _PLACE.fullmatch(reference)
        if match is None:
            raise around.lost("har celler utanför bladet")
        row, column = int(match[2]), column_number(match[1])
    if not (1 <= row <= LIMITS.rows and 1 <= column <= LIMITS.columns):
        raise around.lost("har celler utanför bladet")
    return row, column


def _cell(element: Any, row: int, column: int, around: Around, texts: int) -> AnyCell:
    names = [_name(child) for child in element]
    children = dict(zip(names, element, strict=True))
    kind = element.get("t", "n")
    if kind not in _TYPES:
        raise around.lost("har en cell av ett slag som inte finns")
    if {*names} - {"f", "v", "is", "extLst"} or len(children) < len(names) or len(children.get("v", ())):
        raise around.lost("har ett värde som inte tar slut")
    text = (children["v"].text or "") if "v" in children else ""
    value = text.strip(" \n\t\r")
    if kind == "inlineStr":
        if value:
            raise around.lost("har en cell med två värden")
        kind, text = "str", text_of(children["is"]) if "is" in children else ""
    elif "is" in children:
        raise around.lost("har en text i en cell för något annat")
    elif kind != "str":
        text = value
    else:
        text = unescaped(text) if value else ""
    if text:
        _check_value(kind, text, around, texts)
    return AnyCell(row, column, kind, int(element.get("s") or 0), text, "f" in children)


def _check_value(kind: str, text: str, around: Around, texts: int) -> None:
    if kind == "s" and not (_INDEX.fullmatch(text) and int(text) < texts):
        raise around.lost("har en text som inte finns")
    if kind == "b" and text not in ("0", "1", "true", "false"):
        raise around.lost("har ett sanningsvärde som inte är ett")
    # Python takes more for a number than any other reader: 1_000, nan, digits of other scripts.
    if kind == "n" and not _NUMBER.fullmatch(text):
        raise around.lost("har ett tal som inte är ett tal")
