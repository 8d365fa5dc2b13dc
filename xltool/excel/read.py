"""A workbook to raw grids with cell addresses; the only place that opens input files, and the only openpyxl.

openpyxl reads the values in normal mode from memory, python-calamine those of the older formats. What openpyxl
does not tell (a formula without a stored value, the Strict format that it would read as empty) is looked up in the
package's own parts.
"""

from __future__ import annotations

import posixpath
import re
import warnings
import zipfile
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import fromstring
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import TYPE_ERROR
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from xltool.core import codes
from xltool.core.finding import Finding
from xltool.core.grid import ErrorValue, RawBook, RawCell, RawSheet, RawValue, column_number
from xltool.core.headers import normalised

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED, _XLS = "EncryptedPackage".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
# A cell with a formula and no value behind it. An empty value of type str is the stored text "".
_VALUELESS = re.compile(rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def read_workbook(
    data: bytes, name: str, long_names: Collection[str] = ()
) -> tuple[RawBook | None, list[Finding]]:
    """The workbook in `data`; None with a finding where it is none that can be read. Never raises for content.

    Sheets with one of the `long_names` (normalised) are read in bulk.
    """
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return None, [codes.ENCRYPTED_FILE.at(None, name=name)]
    if data.startswith(_OLE) and _XLS in data:
        return _values_alone(data, name, ".xls")
    if not data.startswith(_ZIP):
        return None, [codes.NOT_A_WORKBOOK.at(None, name=name)]
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            if "xl/workbook.bin" in names:
                return _values_alone(data, name, ".xlsb")
            if "mimetype" in names and package.read("mimetype").strip() == _ODS:
                return _values_alone(data, name, ".ods")
        with zipfile.ZipFile(BytesIO(data)) as package:
            if _STRICT in package.read("xl/workbook.xml"):
                return None, [codes.STRICT_FORMAT.at(None, name=name)]
            paths = _sheet_paths(package)
            long = {title: path for title, path in paths.items() if normalised(title) in long_names}
            valueless = _valueless_cells(package, {t: p for t, p in paths.items() if t not in long})
            macros = "xl/vbaProject.bin" in names
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of what it would lose on saving; nothing is saved here
            book, texts = _load(data, set(long.values()))
        with zipfile.ZipFile(BytesIO(data)) as package:
            sheets = tuple(
                _long_sheet(package, long[ws.title], ws, texts)
                if ws.title in long
                else _sheet(ws, valueless.get(ws.title, frozenset()))
                for ws in book.worksheets
            )
    except Exception:  # openpyxl raises a dozen kinds of exception on damaged files; all mean the same here
        return None, [codes.NOT_A_WORKBOOK.at(None, name=name)]
    modified = book.properties.modified
    saved = f"{modified:%Y-%m-%d %H:%M}" if modified else ""
    findings = [codes.MACROS_IGNORED.at(None)] if macros else []
    return RawBook(sheets, saved, macros), findings


class _LinesReader(ExcelReader):
    """openpyxl's reader, to which the sheets that are read in bulk are empty, and the shared texts known."""

    def __init__(self, data: bytes, long: Collection[str]) -> None:
        super().__init__(BytesIO(data), data_only=True, keep_links=False)
        from xltool.excel.long import shared_texts

        self.texts = shared_texts(self.archive)
        self.archive = _EmptySheets(BytesIO(data), long)

    def read_strings(self) -> None:
        self.shared_strings = self.texts


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
    from xltool.excel.long import Book, read_long

    book: Any = ws.parent  # openpyxl's own sets of date styles have no public name
    dates = frozenset(book._date_formats) | frozenset(book._timedelta_formats)
    return read_long(package, path, ws.title, Book(texts, dates, book.epoch == CALENDAR_MAC_1904))


def _values_alone(data: bytes, name: str, kind: str) -> tuple[RawBook | None, list[Finding]]:
    """A workbook in a format that only its values can be read of."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = tuple(
            _sheet_of_values(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False))
            for n in book.sheet_names
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the native library is no Exception
        return None, [codes.NOT_A_WORKBOOK.at(None, name=name)]
    return RawBook(sheets), [codes.VALUES_ALONE.at(None, kind=kind)]


def _sheet_of_values(name: str, rows: Sequence[Sequence[RawValue]]) -> RawSheet:
    cells = {
        (r, c): RawCell(value)
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value != ""
    }
    return RawSheet(name, cells)


def _sheet(ws: Worksheet, valueless: frozenset[tuple[int, int]]) -> RawSheet:
    cells: dict[tuple[int, int], RawCell] = {}
    # The stored cells alone: a cell at either end of the sheet would make the box around them 17 thousand million.
    for place, cell in sorted(ws._cells.items()):
        value = cell.value
        if value is None:
            continue
        raw = ErrorValue(value) if cell.data_type == TYPE_ERROR else value
        cells[place] = RawCell(raw, cell.number_format)  # type: ignore[arg-type]  # data_only yields plain values alone
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


def _valueless_cells(
    package: zipfile.ZipFile, paths: Mapping[str, str]
) -> dict[str, frozenset[tuple[int, int]]]:
    """By sheet name the cells whose formula no program has computed."""
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for name, path in paths.items():
        places = set()
        for match in _VALUELESS.finditer(package.read(path)):
            reference = _REFERENCE.search(match[1])
            if reference and b't="str"' not in match[1]:
                places.add((int(reference[2]), column_number(reference[1].decode())))
        if places:
            found[name] = frozenset(places)
    return found


def _sheet_paths(package: zipfile.ZipFile) -> dict[str, str]:
    names = set(package.namelist())
    relations = {
        r.get("Id"): r.get("Target") or "" for r in fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    paths = {}
    for sheet in fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = relations.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in names:
            paths[sheet.get("name") or ""] = path
    return paths
