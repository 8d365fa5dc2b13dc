"""The sheets of a workbook, cell by cell, or in bulk where they are long."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from contextlib import suppress

from msgspec import Struct

from xltool.core.cells import (
    PLAIN,
    CellStyle,
    ErrorValue,
    RawCell,
    RawSheet,
    RawValue,
    column_number,
    from_iso,
)
from xltool.core.late_patterns import late_pattern
from xltool.core.limits import LIMITS
from xltool.core.number_formats import Shown, moment, read_format, span
from xltool.core.numbers import in_range
from xltool.intake.cell_parser import cells_in
from xltool.intake.cell_styles import cell_styles
from xltool.intake.package_parts import Contents, PartlyReadError
from xltool.intake.strict_cells import AnyCell, Around
from xltool.intake.xml_patterns import MAIN, YES, parsed, shared_texts
from xltool.intake.zip_entries import over_limit

_CORNER = r"\$?([A-Za-z]{1,3})?\$?([0-9]+)?"
_AREA = late_pattern(f"{_CORNER}(:{_CORNER})?")


class _CellContext(Struct, frozen=True):
    """What cells refer to: the shared texts, and by their number the styles and what their formats show."""

    texts: list[str]
    styles: list[CellStyle]
    shown: list[Shown]
    from_1904: bool


def read_sheets(package: zipfile.ZipFile, contents: Contents, long: Collection[str]) -> tuple[RawSheet, ...]:
    """The listed sheets in order, those of the names `long` in bulk, without those that have no cells (diagrams).

    Raises PartlyReadError where something of a sheet would be lost, RefusedError where its merged cells are too many,
    and a dozen kinds of exception where the workbook is damaged.
    """
    book = _book(package, contents)
    return tuple(
        _long_sheet(name, package, path, book) if name in long else _sheet(name, package, path, book)
        for name, path in contents.sheets
        if name in long or _has_cells(package, path)
    )


def _book(package: zipfile.ZipFile, contents: Contents) -> _CellContext:
    try:
        texts = shared_texts(package.read(contents.texts)) if contents.texts else []
    except ValueError as error:
        raise PartlyReadError("listan över texter går inte att läsa") from error
    styles = cell_styles(package.read(contents.styles)) if contents.styles else []
    shown = [read_format(style.number_format).shown for style in styles]
    return _CellContext(texts, styles, shown, contents.from_1904)


def _has_cells(package: zipfile.ZipFile, path: str) -> bool:
    if "/worksheets/" in path:
        return True
    tag: str = parsed(package.read(path)).tag
    return tag == f"{MAIN}worksheet" or not tag.lower().endswith("sheet")


def _long_sheet(name: str, package: zipfile.ZipFile, path: str, book: _CellContext) -> RawSheet:
    from xltool.intake.long_cells import LongContext  # arrays, for those who have many rows
    from xltool.intake.long_reader import read_long

    days = frozenset(n for n, shown in enumerate(book.shown) if shown in (Shown.DAY, Shown.SPAN))
    formats = [style.number_format for style in book.styles]
    return read_long(package, path, name, LongContext(book.texts, days, book.from_1904, formats))


def _sheet(name: str, package: zipfile.ZipFile, path: str, book: _CellContext) -> RawSheet:
    around = Around(name)
    cells: dict[tuple[int, int], RawCell | None] = {}
    with package.open(path) as file:
        for cell in cells_in(file, around, len(book.texts)):
            place = cell.row, cell.column
            if place in cells:
                raise around.lost("har samma cell två gånger")
            cells[place] = _raw_cell(cell, book)
    merged = _merged(around)
    for top, left, bottom, right in merged:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    cells.pop((row, column), None)
    filled = {place: cell for place, cell in sorted(cells.items(), key=lambda c: c[0]) if cell is not None}
    hidden = frozenset(around.hidden_rows), frozenset(around.hidden_columns)
    return RawSheet(name, filled, *hidden, merged, levels=around.levels, filtered=_filtered(around))


def _filtered(around: Around) -> tuple[int, int, int, int] | None:
    with suppress(ValueError):  # what a filter says is no cell: nothing is lost
        return _area(around.filtered) if around.filtered else None
    return None


def _merged(around: Around) -> tuple[tuple[int, int, int, int], ...]:
    """The merged cells as first row, first column, last row and last column."""
    found, total = [], 0
    for reference in dict.fromkeys(around.merged):
        area = _area(reference)
        total += (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        found.append(area)
    if total > LIMITS.areas:
        raise over_limit("antal celler i sammanfogningar", str(total), str(LIMITS.areas))
    return tuple(found)


def _area(reference: str) -> tuple[int, int, int, int]:
    """`A1:B2` as first row, first column, last row and last column; raises ValueError where it is none."""
    match = _AREA().fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    left, top, more, right, bottom = match.groups()
    if more and ((left is None, top is None) != (right is None, bottom is None) or not (left or top)):
        raise ValueError(reference)
    columns = [column_number(letters.upper()) for letters in (left, right or left) if letters]
    rows = [int(row) for row in (top, bottom or top) if row]
    first, last = rows or (1, LIMITS.rows)
    return first, (columns or [1])[0], last, (columns or [LIMITS.columns])[-1]


def _raw_cell(cell: AnyCell, book: _CellContext) -> RawCell | None:
    style = book.styles[cell.style] if book.styles else PLAIN
    if cell.text:
        return RawCell(_value(cell, book), style.number_format, True, cell.formula, style)
    if cell.formula is None or cell.kind == "str":  # computed to an empty text
        return None
    return RawCell(None, stored=False, formula=cell.formula, style=style)


def _value(cell: AnyCell, book: _CellContext) -> RawValue:
    if cell.kind == "s":
        return book.texts[int(cell.text)]
    if cell.kind == "str":
        return cell.text
    if cell.kind == "e":
        return ErrorValue(cell.text)
    if cell.kind == "b":
        return cell.text in YES
    if cell.kind == "d":
        return from_iso(cell.text)
    number = int(cell.text) if cell.text.lstrip("+-").isdigit() else float(cell.text)
    shown = book.shown[cell.style] if book.shown else Shown.NUMBER
    try:
        if shown is Shown.SPAN:
            return span(number)
        return moment(number, from_1904=book.from_1904) if shown is Shown.DAY else in_range(number)
    except (OverflowError, ValueError):
        return ErrorValue("#VALUE!")  # Excel shows ###### where there is no such day
