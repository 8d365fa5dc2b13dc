"""A long sheet in a rare shape, by an XML parser that knows all of the format."""

from __future__ import annotations

import re
from datetime import datetime
from typing import IO, Any

import numpy as np
from defusedxml.ElementTree import iterparse

from xltool.core.grid import column_number, serial
from xltool.core.long import Kind
from xltool.excel.collected import Found, kept_piece
from xltool.excel.shape import LAST_COLUMN, YES, text_of


def read_any(file: IO[bytes], found: Found) -> None:
    row = column = 0
    rows, columns, kinds, numbers = [], [], [], []
    for event, element in iterparse(file, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = int(element.get("r") or row + 1), 0
            if element.get("hidden") in YES:
                found.hidden_rows.add(row)
        elif event == "end" and tag == "c":
            reference = re.fullmatch(r"([A-Z]+)(\d+)", element.get("r") or "")
            column = column_number(reference[1]) if reference else column + 1
            kind, number = _any_cell(element, found)
            if kind != Kind.BLANK:
                rows.append(int(reference[2]) if reference else row)
                columns.append(column)
                kinds.append(kind)
                numbers.append(number)
        elif event == "end" and tag == "col" and element.get("hidden") in YES:
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            found.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
        elif event == "end" and tag in ("row", "sheetData"):
            element.clear()
    if rows:
        numbered, positions = np.array(rows, np.int64), np.array(columns, np.int64)
        found.pieces.append(
            kept_piece(numbered, positions, np.array(kinds, np.uint8), np.array(numbers, np.float64), found)
        )


def _any_cell(element: Any, found: Found) -> tuple[int, float]:
    children = {child.tag.rpartition("}")[2]: child for child in element}
    value = (children["v"].text or "").strip(" \n\t\r") if "v" in children else ""
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        text = text_of(children["is"]) if "is" in children else ""
        return (Kind.TEXT, found.own_text(text)) if text else (Kind.BLANK, 0.0)
    if not value:
        unstored = "f" in children and kind != "str"
        return (Kind.UNSTORED, 0.0) if unstored else (Kind.BLANK, 0.0)
    if kind == "s":
        return Kind.TEXT, float(value)
    if kind in ("str", "e"):
        return (Kind.TEXT if kind == "str" else Kind.ERROR), found.own_text(children["v"].text or "")
    if kind == "d":
        return Kind.DAY, serial(datetime.fromisoformat(value))
    if kind == "b":
        return Kind.TRUTH, float(value in YES)
    is_date = int(element.get("s") or 0) in found.book.date_styles
    return (Kind.DAY if is_date else Kind.NUMBER), float(value)
