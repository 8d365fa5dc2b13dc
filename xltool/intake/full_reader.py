"""A workbook in any shape, cell by cell: slower than `quick`, and with all that openpyxl knows of formats and days."""

from __future__ import annotations

import zipfile
from collections.abc import Collection

from defusedxml.ElementTree import fromstring
from msgspec import Struct
from openpyxl.styles.numbers import FORMAT_GENERAL, builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from xltool.core.cells import ErrorValue, RawCell, RawSheet, RawValue, from_iso
from xltool.core.limits import LIMITS
from xltool.core.numbers import in_range
from xltool.intake.cell_parser import AnyCell, Around, cells_in
from xltool.intake.package_parts import Contents, PartlyReadError
from xltool.intake.xml_patterns import MAIN, YES, shared_texts, style_formats
from xltool.intake.zip_entries import over_limit


class _Book(Struct, frozen=True):
    """What cells refer to. `dates` and `spans` are the styles that show days and elapsed time."""

    texts: list[str]
    formats: list[str]
    dates: frozenset[int]
    spans: frozenset[int]
    from_1904: bool


def thorough_sheets(
    package: zipfile.ZipFile, contents: Contents, long: Collection[str]
) -> tuple[RawSheet, ...]:
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


def _book(package: zipfile.ZipFile, contents: Contents) -> _Book:
    try:
        texts = shared_texts(package.read(contents.texts)) if contents.texts else []
    except ValueError as error:
        raise PartlyReadError("listan över texter går inte att läsa") from error
    numbers, own = style_formats(package.read(contents.styles)) if contents.styles else ([], {})
    formats = [own.get(n) or builtin_format_code(n) or FORMAT_GENERAL for n in numbers]
    dates = frozenset(i for i, code in enumerate(formats) if is_date_format(code))
    spans = frozenset(i for i, code in enumerate(formats) if is_timedelta_format(code))
    return _Book(texts, formats, dates, spans, contents.from_1904)


def _has_cells(package: zipfile.ZipFile, path: str) -> bool:
    if "/worksheets/" in path:
        return True
    tag: str = fromstring(package.read(path)).tag
    return tag == f"{MAIN}worksheet" or not tag.lower().endswith("sheet")


def _long_sheet(name: str, package: zipfile.ZipFile, path: str, book: _Book) -> RawSheet:
    from xltool.intake.long_cells import Book
    from xltool.intake.long_reader import read_long

    return read_long(
        package, path, name, Book(book.texts, book.dates | book.spans, book.from_1904, book.formats)
    )


def _sheet(name: str, package: zipfile.ZipFile, path: str, book: _Book) -> RawSheet:
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
    return RawSheet(name, filled, frozenset(around.hidden_rows), frozenset(around.hidden_columns), merged)


def _merged(around: Around) -> tuple[tuple[int, int, int, int], ...]:
    """The merged cells as first row, first column, last row and last column."""
    found, total = [], 0
    for reference in dict.fromkeys(around.merged):
        left, top, right, bottom = range_boundaries(reference)
        area = top or 1, left or 1, bottom or LIMITS.rows, right or LIMITS.columns
        total += (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        found.append(area)
    if total > LIMITS.areas:
        raise over_limit("antal celler i sammanfogningar", str(total), str(LIMITS.areas))
    return tuple(found)


def _raw_cell(cell: AnyCell, book: _Book) -> RawCell | None:
    shown = book.formats[cell.style] if book.formats else FORMAT_GENERAL
    if cell.text:
        return RawCell(_value(cell, book), shown)
    return RawCell(None, stored=False) if cell.has_formula and cell.kind != "str" else None


def _value(cell: AnyCell, book: _Book) -> RawValue:
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
    number = float(cell.text) if {*".Ee"} & {*cell.text} else int(cell.text)
    if cell.style not in book.dates and cell.style not in book.spans:
        return in_range(number)
    epoch = CALENDAR_MAC_1904 if book.from_1904 else CALENDAR_WINDOWS_1900
    try:
        return from_excel(number, epoch, timedelta=cell.style in book.spans)  # type: ignore[no-any-return]  # typed as anything
    except (OverflowError, ValueError):
        return ErrorValue("#VALUE!")  # Excel shows ###### where there is no such day
