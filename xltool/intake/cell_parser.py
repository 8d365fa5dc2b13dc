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

from xltool.core.cells import column_number
from xltool.core.limits import LIMITS
from xltool.intake.package_parts import PartlyReadError
from xltool.intake.xml_patterns import ALTERNATIVES, MAIN, YES, spanned, text_of, unescaped

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPES = ("n", "s", "str", "e", "b", "d", "inlineStr")
_PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
_BRANCHES = tuple(ALTERNATIVES.replace("AlternateContent", branch) for branch in ("Choice", "Fallback"))
_OF_CELLS = ("sheetData", "row", "c", "f", "v", "is")
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
    hidden: list[tuple[int, int]] = []
    inside = [""]
    for event, element in iterparse(file, events=("start", "end")):
        tag = _name(element)
        if event == "start":
            _check_nesting(inside[-1], tag, around)
            inside.append(tag)
            if tag == "row":
                row, column = _row(element, row, around), 0
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
            hidden.append((int(element.get("min") or 1), int(element.get("max") or 1)))
            element.clear()
        elif tag == "mergeCell":
            around.merged.append(element.get("ref") or "")
        elif tag in ("row", "sheetData"):
            element.clear()
    around.hidden_columns.update(spanned(hidden))
    if not starts:
        raise around.lost("har inga rader, inte ens tomma")


def _name(element: Any) -> str:
    """The name of an element of a sheet; that of any other with its namespace, which may be none."""
    tag: str = element.tag
    return tag.removeprefix(MAIN) if tag.startswith("{") else f"{{}}{tag}"


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
    if tag.endswith("}sheetData"):
        raise around.lost("har celler som inte går att läsa")


def _row(element: Any, row: int, around: Around) -> int:
    said = element.get("r")
    if said is not None and not _INDEX.fullmatch(said):
        raise around.lost("har celler utanför bladet")
    row = row + 1 if said is None else int(said)
    if not 1 <= row <= LIMITS.rows:
        raise around.lost("har celler utanför bladet")
    return row


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
    if (
        {*names} - {"f", "v", "is", "extLst", ALTERNATIVES}
        or len(children) < len(names)
        or len(children.get("v", ()))
    ):
        raise around.lost("har ett värde som inte tar slut")
    text = (children["v"].text or "") if "v" in children else ""
    value = text.strip(" \n\t\r")
    if kind == "inlineStr":
        if value:
            raise around.lost("har en cell med två värden")
        kind, text = "str", _inner_text(children["is"], around) if "is" in children else ""
    elif "is" in children:
        raise around.lost("har en text i en cell för något annat")
    elif kind != "str":
        text = value
    else:
        text = unescaped(text) if value else ""
    if text:
        _check_value(kind, text, around, texts)
    style = element.get("s") or "0"
    if not _INDEX.fullmatch(style):
        raise around.lost("har en cell vars utseende inte finns")
    return AnyCell(row, column, kind, int(style), text, "f" in children)


def _inner_text(element: Any, around: Around) -> str:
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
