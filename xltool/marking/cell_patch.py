"""The cells of a worksheet part: which look they have, where they stand, and how to give them another look."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Mapping
from typing import TypeAlias

from xltool.core.cells import address
from xltool.findings.finding import Severity
from xltool.marking.style_patch import Styles
from xltool.patching.xml_patch import Element, Xml

CellPlace: TypeAlias = tuple[int, int]
"""Row and column, counted from 1."""

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
YES = ("1", "true", "on")
_LARGEST_SIZE = 409.5  # points of a row; a column has 255 characters
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 9.14, 15.0  # what a file says of a column includes its margins


def place_of(cell: str) -> CellPlace | None:
    """`D7` → (7, 4), None for what is no address of a cell."""
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if row <= 1_048_576 and column <= 16_384 else None


def _area(reference: str) -> tuple[CellPlace, CellPlace] | None:
    first, _, last = reference.replace("$", "").partition(":")
    start, end = place_of(first), place_of(last or first)
    return (start, end) if start and end else None


class PatchedCells:
    """A worksheet's cells. Rows and cells that do not say where they stand, stand behind the one before."""

    def __init__(self, xml: Xml) -> None:
        self._xml = xml
        data = xml.root.child("sheetData")
        if data is None:
            raise ValueError("this sheet has no cells")
        self._data = data
        self._rows: dict[int, Element] = {}
        number = 0
        for row in data.children:
            number = int(row.attributes.get("r", number + 1))
            self._rows[number] = row
        self._numbers = sorted(self._rows)
        columns = xml.root.child("cols")
        self._columns = columns.children if columns else []
        merged = xml.root.child("mergeCells")
        areas = (_area(m.attributes.get("ref", "")) for m in merged.children) if merged else ()
        self._merged = [area for area in areas if area]

    def shown_at(self, place: CellPlace) -> CellPlace:
        """Where the place is seen: the first cell of a merged area stands for all of it."""
        for first, last in self._merged:
            if first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]:
                return first
        return place

    def mark(self, marks: Mapping[CellPlace, Severity], styles: Styles) -> None:
        """Gives the cells their fills. Cells and rows that are not there are put where they belong."""
        by_row: dict[int, dict[int, Severity]] = {}
        for (row, column), severity in sorted(marks.items()):
            by_row.setdefault(row, {})[column] = severity
        for number, columns in by_row.items():
            if number in self._rows:
                self._mark_row(number, columns, styles)
            else:
                self._add_row(number, columns, styles)
        self._widen_dimension(marks)

    def _mark_row(self, number: int, marks: Mapping[int, Severity], styles: Styles) -> None:
        row = self._rows[number]
        cells: dict[int, Element] = {}
        column = 0
        for cell in self._xml.inside(row):
            place = place_of(cell.attributes.get("r", ""))
            column = place[1] if place else column + 1
            cells[column] = cell
        for column, severity in marks.items():
            if column in cells:
                style = styles.marked(int(cells[column].attributes.get("s", 0)), severity)
                self._xml.set(cells[column], {"s": str(style)})
                continue
            new = self._new_cell(number, column, severity, styles)
            behind = next((c for n, c in cells.items() if n > column), None)
            if behind is None:
                self._xml.append(row, new)
            else:
                self._xml.insert(behind.start, new)
        spans = [int(n) for n in re.findall(r"\d+", row.attributes.get("spans", ""))]
        if spans and not min(spans) <= min(marks) <= max(marks) <= max(spans):
            widest = f"{min(*spans, *marks)}:{max(*spans, *marks)}"
            self._xml.set(row, {"spans": widest})

    def _add_row(self, number: int, marks: Mapping[int, Severity], styles: Styles) -> None:
        cells = [self._new_cell(number, column, severity, styles) for column, severity in marks.items()]
        new = self._xml.node("row", {"r": number}, "".join(cells))
        behind = bisect(self._numbers, number)
        if behind == len(self._numbers):
            self._xml.append(self._data, new)
        else:
            self._xml.insert(self._rows[self._numbers[behind]].start, new)

    def _new_cell(self, row: int, column: int, severity: Severity, styles: Styles) -> str:
        """A blank cell, marked, that otherwise looks as its row or column says."""
        style = styles.marked(self._style_at(row, column), severity)
        return self._xml.node("c", {"r": address(row, column), "s": style})

    def _style_at(self, row: int, column: int) -> int:
        line = self._rows[row].attributes if row in self._rows else {}
        if line.get("customFormat") in YES:
            return int(line.get("s", 0))
        found = self._column(column)
        return int(found.get("style", 0)) if found else 0

    def _column(self, column: int) -> dict[str, str] | None:
        for element in self._columns:
            if int(element.attributes["min"]) <= column <= int(element.attributes["max"]):
                return element.attributes
        return None

    def _widen_dimension(self, marks: Mapping[CellPlace, Severity]) -> None:
        """Readers may trust what the sheet says of its extent."""
        dimension = self._xml.root.child("dimension")
        area = _area(dimension.attributes.get("ref", "")) if dimension else None
        if dimension is None or area is None:
            return
        rows, columns = zip(*area, *marks, strict=True)
        first, last = address(min(rows), min(columns)), address(max(rows), max(columns))
        if (place_of(first), place_of(last)) != area:
            self._xml.set(dimension, {"ref": f"{first}:{last}"})

    # --- sizes in pixels, for what floats above the cells ----------------------------------------------------

    def sizes(self) -> tuple[Callable[[int], int], Callable[[int], int]]:
        """The height of a row and the width of a column."""
        common = self._xml.root.child("sheetFormatPr")
        default = common.attributes if common else {}

        def height(row: int) -> int:
            own = self._rows[row].attributes if row in self._rows else {}
            points = _size(own.get("ht", default.get("defaultRowHeight")), _DEFAULT_HEIGHT)
            return 0 if own.get("hidden") in YES else round(points * 4 / 3)

        def width(column: int) -> int:
            own = self._column(column) or {}
            characters = _size(own.get("width", default.get("defaultColWidth")), _DEFAULT_WIDTH)
            return 0 if own.get("hidden") in YES else round(characters * 7)

        return height, width


def _size(said: str | None, default: float) -> float:
    """The size that a file says, if it is one that Excel has."""
    try:
        size = float(said) if said is not None else default
    except ValueError:
        return default
    return size if 0 <= size <= _LARGEST_SIZE else default
