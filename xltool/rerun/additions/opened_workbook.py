"""A result opened with its formulas and looks, as openpyxl reads it."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet

_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)


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
