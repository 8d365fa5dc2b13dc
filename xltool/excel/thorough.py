"""A workbook by openpyxl, in normal mode from memory: slower than `quick`, and for every shape there is."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import TYPE_ERROR, Cell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from xltool.core.grid import ErrorValue, RawCell, RawSheet, RawValue
from xltool.core.numbers import in_range
from xltool.excel.saved import saved_at
from xltool.excel.shape import shared_texts
from xltool.excel.whole import filled_places, sheet_paths

_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)


def thorough_sheets(
    data: bytes,
    package: zipfile.ZipFile,
    long: Mapping[str, str],
    valueless: Mapping[str, frozenset[tuple[int, int]]],
) -> tuple[tuple[RawSheet, ...], str]:
    """The sheets in order, and when the workbook says that it was saved.

    `long` are the parts of the sheets that are read in bulk, `valueless` the cells whose formula has no value; both by
    the sheet's name. Raises a dozen kinds of exception where the workbook is damaged.
    """
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # openpyxl warns of what it would lose on saving; nothing is saved here
        book, texts = _load(data, set(long.values()))
    _take_back_links(book, package)
    sheets = tuple(
        _long_sheet(package, long[ws.title], ws, texts)
        if ws.title in long
        else _sheet(ws, valueless.get(ws.title, frozenset()))
        for ws in book.worksheets
    )
    return sheets, saved_at(package)


def with_formulas(data: bytes, long: Collection[str]) -> tuple[dict[str, Worksheet], Workbook]:
    """The sheets by the names that the workbook gives them, with formulas and formats, the parts `long` as if they
    were empty; and the workbook. Raises a dozen kinds of exception where the workbook is damaged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = _NumberedReader(data, long, data_only=False)
        reader.read()
        return {reader.names[int(ws.title)]: ws for ws in reader.wb.worksheets}, reader.wb


class _LinesReader(ExcelReader):
    """openpyxl's reader, to which the sheets that are read in bulk are empty, and the shared texts known."""

    def __init__(self, data: bytes, long: Collection[str], *, data_only: bool = True) -> None:
        super().__init__(BytesIO(data), data_only=data_only, keep_links=False)
        self.texts = shared_texts(self.archive)
        self.archive = _EmptySheets(BytesIO(data), long)

    def read_strings(self) -> None:
        self.shared_strings = self.texts


class _NumberedReader(_LinesReader):
    """To this one the sheets are called 0, 1, 2 …: openpyxl refuses names that Excel would, and renames others."""

    names: tuple[str, ...] = ()

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


def _load(data: bytes, long: Collection[str]) -> tuple[Workbook, list[str]]:
    """The workbook but for its long sheets, and then the shared texts that those refer to."""
    if not long:
        return load_workbook(BytesIO(data), data_only=True, keep_links=False), []
    reader = _LinesReader(data, long)
    reader.read()
    return reader.wb, reader.texts


def _long_sheet(package: zipfile.ZipFile, path: str, ws: Worksheet, texts: list[str]) -> RawSheet:
    from xltool.excel.collected import Book
    from xltool.excel.long import read_long

    book: Any = ws.parent  # openpyxl's own sets of date styles have no public name
    dates = frozenset(book._date_formats) | frozenset(book._timedelta_formats)
    return read_long(package, path, ws.title, Book(texts, dates, book.epoch == CALENDAR_MAC_1904))


def _take_back_links(book: Workbook, package: zipfile.ZipFile) -> None:
    """Empties the cells that openpyxl has filled with the address that they link to."""
    paths = dict(sheet_paths(package))
    for ws in book.worksheets:
        linked = [
            c
            for c in ws._cells.values()
            if c.hyperlink and c.value in (c.hyperlink.target, c.hyperlink.location)
        ]
        if linked:
            filled = filled_places(package.read(paths[ws.title]))
            for cell in linked:
                if cell.coordinate not in filled:
                    cell._value = None  # type: ignore[union-attr]  # a merged cell has no link, and the setter would make one anew


def _raw(cell: Cell) -> RawValue:
    value: RawValue = cell.value  # type: ignore[assignment]  # data_only yields plain values alone
    return ErrorValue(value) if cell.data_type == TYPE_ERROR else in_range(value)


def _sheet(ws: Worksheet, valueless: frozenset[tuple[int, int]]) -> RawSheet:
    cells: dict[tuple[int, int], RawCell] = {}
    # The stored cells alone: a cell at either end of the sheet would make the box around them 17 thousand million.
    for place, cell in sorted(ws._cells.items()):
        if cell.value is not None:
            cells[place] = RawCell(_raw(cell), cell.number_format)
    for place in valueless:
        cells[place] = RawCell(None, stored=False)
    hidden_rows = frozenset(number for number, row in ws.row_dimensions.items() if row.hidden)
    hidden_columns = frozenset(
        number
        for column in ws.column_dimensions.values()
        if column.hidden
        for number in range(column.min or 1, (column.max or column.min or 1) + 1)
    )
    merged = tuple((m.min_row, m.min_col, m.max_row, m.max_col) for m in ws.merged_cells.ranges)
    return RawSheet(ws.title, cells, hidden_rows, hidden_columns, merged)
