"""A workbook in any shape, cell by cell: slower than `quick`, and with all that openpyxl knows of formats and days."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import fromstring
from msgspec import Struct
from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import FORMAT_GENERAL, builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.worksheet.worksheet import Worksheet

from xltool.core.grid import ErrorValue, RawCell, RawSheet, RawValue, from_iso
from xltool.core.limits import LIMITS
from xltool.core.numbers import in_range
from xltool.excel.any_shape import AnyCell, Around, cells_in
from xltool.excel.contents import Contents, PartlyReadError
from xltool.excel.parcel import over_limit
from xltool.excel.shape import MAIN, YES, shared_texts, style_formats

_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)


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
    from xltool.excel.collected import Book
    from xltool.excel.long import read_long

    return read_long(package, path, name, Book(book.texts, book.dates | book.spans, book.from_1904))


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


def with_formulas(data: bytes, long: Collection[str]) -> tuple[dict[str, Worksheet], Workbook]:
    """The sheets by the names that the workbook gives them, with formulas and formats, by openpyxl, the parts `long` as
    if they were empty; and the workbook. Raises a dozen kinds of exception where the workbook is damaged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what would be lost on saving; nothing is saved here
        reader = _NumberedReader(data, long)
        reader.read()
        return {reader.names[int(ws.title)]: ws for ws in reader.wb.worksheets}, reader.wb


class _NumberedReader(ExcelReader):
    """openpyxl's reader, to which the sheets that are read in bulk are empty. To this one the sheets are called 0, 1,
    2 …: openpyxl refuses names that Excel would, and renames others."""

    names: Sequence[str] = ()

    def __init__(self, data: bytes, long: Collection[str]) -> None:
        super().__init__(BytesIO(data), keep_links=False)
        self.archive = _EmptySheets(BytesIO(data), long)

    def read_worksheets(self) -> None:
        self.names = tuple(sheet.name for sheet in self.parser.sheets)
        for number, sheet in enumerate(self.parser.sheets):
            sheet.name = str(number)
        super().read_worksheets()


class _EmptySheets(zipfile.ZipFile):
    def __init__(self, file: BytesIO, paths: Collection[str]) -> None:
        super().__init__(file)
        self._paths = paths

    def open(self, name: Any, *args: Any, **options: Any) -> Any:
        return BytesIO(_EMPTY) if str(name) in self._paths else super().open(name, *args, **options)
