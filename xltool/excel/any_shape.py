"""A long sheet in a rare shape, by an XML parser that knows all of the format, and says what of it is damaged."""

from __future__ import annotations

import re
from datetime import datetime
from typing import IO, Any

import numpy as np
from defusedxml.ElementTree import iterparse

from xltool.core.grid import column_number, serial
from xltool.core.long import Kind
from xltool.excel.collected import Found, kept_piece
from xltool.excel.shape import LAST_COLUMN, MAIN, YES, text_of

# Python takes more for a number than any other reader: 1_000, nan, digits of other scripts.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPES = ("n", "s", "str", "e", "b", "d", "inlineStr")


def read_any(file: IO[bytes], found: Found) -> None:
    """Reads the sheet's cells; raises PartlyReadError where one cannot be read, or is read in two ways."""
    row = column = 0
    rows, columns, kinds, numbers = [], [], [], []
    inside: list[str] = []
    for event, element in iterparse(file, events=("start", "end")):
        tag = element.tag.removeprefix(MAIN)
        if event == "start":
            inside.append(tag)
            _check_nesting(inside, found)
            if tag == "row":
                row, column = int(element.get("r") or row + 1), 0
                if element.get("hidden") in YES:
                    found.hidden_rows.add(row)
            continue
        inside.pop()
        if tag == "c":
            own_row, column = _place(element, row, column, found)
            found.go_on(own_row, column)
            kind, number = _any_cell(element, found)
            if kind != Kind.BLANK:
                rows.append(own_row)
                columns.append(column)
                kinds.append(kind)
                numbers.append(number)
        elif tag == "col" and element.get("hidden") in YES:
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            found.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
        elif tag in ("row", "sheetData"):
            element.clear()
    if rows:
        numbered, positions = np.array(rows, np.int64), np.array(columns, np.int64)
        found.pieces.append(
            kept_piece(numbered, positions, np.array(kinds, np.uint8), np.array(numbers, np.float64), found)
        )


_PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
_CHILDREN = {"sheetData": ("row",), "row": ("c", "extLst")}


def _check_nesting(inside: list[str], found: Found) -> None:
    """Readers differ in what they take for a cell where one stands somewhere else than in a row."""
    *_, parent, tag = ["", *inside]
    if not parent and tag != "worksheet":
        raise found.lost("är något annat än ett blad")
    if parent != _PARENTS.get(tag, parent) or tag not in _CHILDREN.get(parent, (tag,)):
        raise found.lost("har celler som inte går att läsa")
    if tag == "sheetData":
        found.start_rows()


def _place(element: Any, row: int, column: int, found: Found) -> tuple[int, int]:
    reference = element.get("r")
    if reference is None:
        return row, column + 1
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise found.lost("har celler utanför bladet")
    return int(match[2]), column_number(match[1])


def _any_cell(element: Any, found: Found) -> tuple[int, float]:
    """The kind of a cell and its number, or the place of its text."""
    tags = [child.tag.removeprefix(MAIN) for child in element]
    children = dict(zip(tags, element, strict=True))
    kind = element.get("t") or "n"
    unknown = {*tags} - {"f", "v", "is", "extLst"} or kind not in _TYPES
    if unknown or len(children) < len(tags) or len(children.get("v", ())):
        raise found.lost("har ett värde som inte tar slut")
    text = (children["v"].text or "") if "v" in children else ""
    value = text.strip(" \n\t\r")
    if kind == "inlineStr" and not value:
        inline = text_of(children["is"]) if "is" in children else ""
        return (Kind.TEXT, found.own_text(inline)) if inline else (Kind.BLANK, 0.0)
    if kind == "inlineStr":
        raise found.lost("har en cell med två värden")
    if "is" in children:
        raise found.lost("har en text i en cell för något annat")
    if not value:
        unstored = "f" in children and kind != "str"
        return (Kind.UNSTORED, 0.0) if unstored else (Kind.BLANK, 0.0)
    if kind == "s":
        if not _INDEX.fullmatch(value) or int(value) >= len(found.book.texts):
            raise found.lost("har en text som inte finns")
        return Kind.TEXT, float(value)
    if kind in ("str", "e"):
        return (Kind.TEXT if kind == "str" else Kind.ERROR), found.own_text(text)
    if kind == "d":
        return Kind.DAY, serial(datetime.fromisoformat(value))
    if kind == "b":
        if value not in ("0", "1", "true", "false"):
            raise found.lost("har ett sanningsvärde som inte är ett")
        return Kind.TRUTH, float(value in YES)
    if not _NUMBER.fullmatch(value):
        raise found.lost("har ett tal som inte är ett tal")
    is_date = int(element.get("s") or 0) in found.book.date_styles
    return (Kind.DAY if is_date else Kind.NUMBER), float(value)
