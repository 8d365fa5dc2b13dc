"""A result opened with its formulas and looks, as openpyxl reads it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Sequence
from io import BytesIO
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet

from xltool.intake.zip_entries import Package

_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml")
_NOTHING_DRAWN = b'<wsDr xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'


def with_formulas(package: Package, long: Collection[str]) -> tuple[dict[str, Worksheet], Workbook]:
    """The sheets by the names that the workbook gives them, with formulas and formats, by openpyxl, the parts `long` as
    if they were empty; and the workbook. Raises a dozen kinds of exception where the workbook is damaged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what would be lost on saving; nothing is saved here
        reader = _NumberedReader(package, long)
        reader.read()
        return {reader.names[int(ws.title)]: ws for ws in reader.wb.worksheets}, reader.wb


class _NumberedReader(ExcelReader):
    """openpyxl's reader, to which the sheets that are read in bulk are empty. To this one the sheets are called 0, 1,
    2 …: openpyxl refuses names that Excel would, and renames others."""

    names: Sequence[str] = ()

    def __init__(self, package: Package, long: Collection[str]) -> None:
        # What openpyxl's own does, but for opening the file.
        self.archive: Any = _OpenPackage(package, long)
        self.valid_files = package.namelist()
        self.read_only = self.keep_vba = self.data_only = self.keep_links = self.rich_text = False
        self.shared_strings: list[str] = []

    def read_worksheets(self) -> None:
        self.names = tuple(sheet.name for sheet in self.parser.sheets)
        for number, sheet in enumerate(self.parser.sheets):
            sheet.name = str(number)
        super().read_worksheets()


class _OpenPackage:
    """The package as openpyxl asks for its parts, which are empty at the paths; it stays open. What is drawn on the sheets,
    which takes openpyxl as long as all their cells, is looked for elsewhere."""

    filename = ""

    def __init__(self, package: Package, empty: Collection[str]) -> None:
        self._package, self._empty = package, empty
        self.namelist = package.namelist

    def read(self, name: str) -> bytes:
        return _NOTHING_DRAWN if _DRAWING.fullmatch(name) else self._package.read(name)

    def open(self, name: str, _mode: str = "r") -> IO[bytes]:
        return BytesIO(_EMPTY) if name in self._empty else self._package.stream(name)

    def close(self) -> None:
        """Nothing: others read on."""
