"""What a person does in LibreOffice, step by step. Run by a Python that knows its interface (Debian: `python3-uno`):

    python3 hands.py NAME

where NAME is the pipe that the office listens to. Each line of the input is a list of steps, each line of the output
`done` or what went wrong. Rows, columns and places among sheets are counted from 0.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]  # Debian: python3-uno

_SECONDS = 60
_DOWN = uno.Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")


class Hands:
    """`document` is the workbook that is open."""

    def __init__(self, pipe: str) -> None:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        latest = time.monotonic() + _SECONDS
        while True:
            try:
                context = resolver.resolve(address)
                break
            except Exception:  # it has not begun to listen
                if time.monotonic() > latest:
                    raise
                time.sleep(0.1)
        self._desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self.document: Any = None

    def do(self, step: str, *parts: Any) -> None:
        getattr(self, step)(*parts)

    def _range(self, sheet: str, address: str) -> tuple[Any, Any]:
        page = self.document.Sheets.getByName(sheet)
        return page, page.getCellRangeByName(address)

    # --- the workbook ---

    def open(self, path: str) -> None:
        url = uno.systemPathToFileUrl(path)
        self.document = self._desktop.loadComponentFromURL(url, "_blank", 0, (_setting("Hidden", True),))
        assert self.document is not None, f"{path} is not opened"

    def save(self, path: str, form: str) -> None:
        self.document.storeToURL(uno.systemPathToFileUrl(path), (_setting("FilterName", form),))

    def close(self) -> None:
        if self.document is not None:
            self.document.close(True)
        self.document = None

    # --- its sheets ---

    def rename_sheet(self, sheet: str, name: str) -> None:
        self.document.Sheets.getByName(sheet).Name = name

    def copy_sheet(self, sheet: str, name: str, place: int) -> None:
        self.document.Sheets.copyByName(sheet, name, place)

    def move_sheet(self, sheet: str, place: int) -> None:
        self.document.Sheets.moveByName(sheet, place)

    def new_sheet(self, name: str) -> None:
        self.document.Sheets.insertNewByName(name, self.document.Sheets.Count)

    def hide_sheet(self, sheet: str) -> None:
        self.document.Sheets.getByName(sheet).IsVisible = False

    # --- on a sheet ---

    def type(self, sheet: str, cell: str, text: str) -> None:
        _, place = self._range(sheet, cell)
        place.getCellByPosition(0, 0).FormulaLocal = text

    def paste(self, sheet: str, source: str, cell: str) -> None:
        page, place = self._range(sheet, source)
        page.copyRange(page.getCellRangeByName(cell).getCellByPosition(0, 0).CellAddress, place.RangeAddress)

    def cut(self, sheet: str, source: str, cell: str) -> None:
        page, place = self._range(sheet, source)
        page.moveRange(page.getCellRangeByName(cell).getCellByPosition(0, 0).CellAddress, place.RangeAddress)

    def fill(self, sheet: str, cells: str) -> None:
        _, place = self._range(sheet, cells)
        place.fillAuto(_DOWN, 1)

    def note(self, sheet: str, cell: str, text: str) -> None:
        page, place = self._range(sheet, cell)
        page.Annotations.insertNew(place.getCellByPosition(0, 0).CellAddress, text)

    def join(self, sheet: str, cells: str) -> None:
        _, place = self._range(sheet, cells)
        place.merge(True)

    def filter(self, sheet: str, cells: str, column: int, number: float) -> None:
        """The rows alone whose number in that column is larger."""
        _, place = self._range(sheet, cells)
        by = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        by.Field, by.IsNumeric, by.NumericValue = column, True, number
        by.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "GREATER")
        how = place.createFilterDescriptor(True)
        how.ContainsHeader = True
        how.setFilterFields((by,))
        place.filter(how)

    def sort(self, sheet: str, cells: str, column: int) -> None:
        _, place = self._range(sheet, cells)
        by = uno.createUnoStruct("com.sun.star.table.TableSortField")
        by.Field, by.IsAscending = column, True
        fields = uno.Any("[]com.sun.star.table.TableSortField", (by,))
        place.sort((_setting("SortFields", fields), _setting("ContainsHeader", False)))

    def insert_rows(self, sheet: str, row: int) -> None:
        self.document.Sheets.getByName(sheet).Rows.insertByIndex(row, 1)

    def delete_rows(self, sheet: str, row: int) -> None:
        self.document.Sheets.getByName(sheet).Rows.removeByIndex(row, 1)

    def insert_columns(self, sheet: str, column: int) -> None:
        self.document.Sheets.getByName(sheet).Columns.insertByIndex(column, 1)

    def delete_columns(self, sheet: str, column: int) -> None:
        self.document.Sheets.getByName(sheet).Columns.removeByIndex(column, 1)

    def hide_rows(self, sheet: str, row: int) -> None:
        self.document.Sheets.getByName(sheet).Rows.getByIndex(row).IsVisible = False

    def hide_columns(self, sheet: str, column: int) -> None:
        self.document.Sheets.getByName(sheet).Columns.getByIndex(column).IsVisible = False


def _setting(name: str, value: Any) -> Any:
    one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    one.Name, one.Value = name, value
    return one


def main() -> None:
    hands = Hands(sys.argv[1])
    print("done", flush=True)
    for line in sys.stdin:
        said = "done"
        try:
            for step in json.loads(line):
                hands.do(*step)
        except Exception as error:  # told, and the next workbook is another
            said = " ".join(repr(error).split())
            hands.close()
        print(said, flush=True)


if __name__ == "__main__":
    main()
