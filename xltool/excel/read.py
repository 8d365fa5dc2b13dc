"""A workbook to raw grids with cell addresses; the only place that opens input files, and the only openpyxl.

openpyxl reads the values in normal mode from memory, python-calamine those of the older formats. What openpyxl
does not tell (a formula without a stored value, the Strict format that it would read as empty) is looked up in the
package's own parts.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from math import isfinite

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import TYPE_ERROR, Cell
from openpyxl.worksheet.worksheet import Worksheet

from xltool.core import codes
from xltool.core.finding import Finding
from xltool.core.grid import ErrorValue, RawBook, RawCell, RawSheet, RawValue, address, column_number
from xltool.core.limits import LONGEST_TEXT
from xltool.core.numbers import LARGEST
from xltool.core.sheet import Origin
from xltool.excel.door import Kind, Seen, look
from xltool.excel.whole import PartlyReadError, check_whole, filled_places, sheet_paths

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
        with zipfile.ZipFile(BytesIO(data)) as package, warnings.catch_warnings():
            # openpyxl warns of what it would lose on saving; nothing is saved here
            warnings.simplefilter("ignore")
            valueless = _valueless_cells(package)
            opened = load_workbook(BytesIO(data), data_only=True, keep_links=False)
            _take_back_links(opened, package)
            check_whole(package, {ws.title: ws._cells for ws in opened.worksheets})
        sheets = tuple(_sheet(ws, valueless.get(ws.title, frozenset())) for ws in opened.worksheets)
    except MemoryError:
        raise
    except PartlyReadError as lost:
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=str(lost))]
    except Exception:  # openpyxl raises a dozen kinds of exception on damaged files; all mean the same here
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=_BROKEN)]
    modified = opened.properties.modified
    saved = f"{modified:%Y-%m-%d %H:%M}" if modified else ""
    macros = [codes.MACROS_IGNORED.at(None)] if seen.macros else []
    sheets, cut = _within_cells(sheets)
    return RawBook(sheets, saved, seen.macros), [*macros, *seen.findings, *cut]


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
    sheets, cut = _within_cells(sheets)
    return RawBook(sheets), [codes.VALUES_ALONE.at(None, kind=kind), *cut]


def _within_cells(sheets: tuple[RawSheet, ...]) -> tuple[tuple[RawSheet, ...], list[Finding]]:
    """The sheets with texts that a cell of the result can hold, and what was cut."""
    whole, findings = [], []
    for sheet in sheets:
        long = {
            place: cell
            for place, cell in sheet.cells.items()
            if isinstance(cell.value, str) and len(cell.value) > LONGEST_TEXT
        }
        for place, cell in long.items():
            origin = Origin(sheet.name, address(*place))
            length = len(str(cell.value))
            findings.append(codes.TEXT_CUT.at(origin, length=length, limit=LONGEST_TEXT))
        shortened = {p: replace(c, value=f"{str(c.value)[: LONGEST_TEXT - 1]}…") for p, c in long.items()}
        whole.append(replace(sheet, cells={**sheet.cells, **shortened}) if long else sheet)
    return tuple(whole), findings


def _sheet_of_values(name: str, rows: Sequence[Sequence[RawValue]]) -> RawSheet:
    cells = {
        (r, c): RawCell(_in_range(value))
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value != ""
    }
    return RawSheet(name, cells)


def _sheet(ws: Worksheet, valueless: frozenset[tuple[int, int]]) -> RawSheet:
    cells: dict[tuple[int, int], RawCell] = {}
    # The stored cells alone: between two that lie far apart there may be billions that are not there.
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
    return ErrorValue(value) if cell.data_type == TYPE_ERROR else _in_range(value)


def _in_range(value: RawValue) -> RawValue:
    if isinstance(value, int | float) and not abs(value) <= LARGEST:
        # As text it is told to be no number, wherever it stands.
        return f"{Decimal(value):.2E}" if isfinite(value) else "oändligt"
    return value


def _valueless_cells(package: zipfile.ZipFile) -> dict[str, frozenset[tuple[int, int]]]:
    """By sheet name the cells whose formula no program has computed."""
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for name, path in sheet_paths(package):
        places = set()
        for match in _VALUELESS.finditer(package.read(path)):
            reference = _REFERENCE.search(match[1])
            if reference and b't="str"' not in match[1]:
                places.add((int(reference[2]), column_number(reference[1].decode())))
        if places:
            found[name] = frozenset(places)
    return found
