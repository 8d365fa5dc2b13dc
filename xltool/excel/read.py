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
from collections.abc import Sequence
from io import BytesIO

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR
from openpyxl.worksheet.worksheet import Worksheet

from xltool.core import codes
from xltool.core.finding import Finding
from xltool.core.grid import ErrorValue, RawBook, RawCell, RawSheet, RawValue, column_number
from xltool.excel.door import Kind, Seen, look

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BROKEN = "innehållet går inte att läsa"
# A cell with a formula and no value behind it. An empty value of type str is the stored text "". Nothing here looks past
# the next tag or gives blanks back: a hostile part would make it search for hours.
_VALUELESS = re.compile(
    rb"<c\b([^<>]*)>\s*+<f\b(?:[^<>]*+>[^<]*+</f>|[^<>]*/>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?\s*+</c>"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def read_workbook(data: bytes, name: str, seen: Seen | None = None) -> tuple[RawBook | None, list[Finding]]:
    """The workbook in `data`; None with a finding where it is none that can be read. `seen` is what the door saw,
    where it was asked already. Never raises for content."""
    seen = seen or look(data, name)
    if seen.kind is None:
        return None, [*seen.findings]
    if seen.kind is not Kind.XLSX:
        book, found = _values_alone(data, name, seen.kind.value)
        return book, [*found, *seen.findings]
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            valueless = _valueless_cells(package)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of what it would lose on saving; nothing is saved here
            opened = load_workbook(BytesIO(data), data_only=True, keep_links=False)
        sheets = tuple(_sheet(ws, valueless.get(ws.title, frozenset())) for ws in opened.worksheets)
    except MemoryError:
        raise
    except Exception:  # openpyxl raises a dozen kinds of exception on damaged files; all mean the same here
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=_BROKEN)]
    modified = opened.properties.modified
    saved = f"{modified:%Y-%m-%d %H:%M}" if modified else ""
    findings = [codes.MACROS_IGNORED.at(None)] if seen.macros else []
    return RawBook(sheets, saved, seen.macros), [*findings, *seen.findings]


def _values_alone(data: bytes, name: str, kind: str) -> tuple[RawBook | None, list[Finding]]:
    """A workbook in a format that only its values can be read of."""
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = tuple(
            _sheet_of_values(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False))
            for n in book.sheet_names
        )
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except PasswordError:
        return None, [codes.ENCRYPTED_FILE.at(None, name=name)]
    except BaseException:  # a panic of the native library is no Exception
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=_BROKEN)]
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
    for row in ws.iter_rows():
        for cell in row:
            value = cell.value
            if value is None:
                continue
            raw = ErrorValue(value) if cell.data_type == TYPE_ERROR else value
            cells[cell.row, cell.column] = RawCell(raw, cell.number_format)  # type: ignore[arg-type,index]  # data_only yields plain values alone
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


def _valueless_cells(package: zipfile.ZipFile) -> dict[str, frozenset[tuple[int, int]]]:
    """By sheet name the cells whose formula no program has computed."""
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for name, path in _sheet_paths(package).items():
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
