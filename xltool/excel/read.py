"""A workbook to raw grids with cell addresses; the only place that opens input files.

A workbook in the usual shape is read at once (`quick`), any other by an XML parser (`thorough`), the older formats by
python-calamine.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO

from msgspec.structs import replace

from xltool.core import codes, utf16
from xltool.core.finding import Finding
from xltool.core.grid import RawBook, RawCell, RawSheet, RawValue, address
from xltool.core.headers import normalised
from xltool.core.limits import LIMITS, LONGEST_TEXT
from xltool.core.long import Kind as CellKind, RawColumns
from xltool.core.numbers import in_range
from xltool.core.sheet import Origin
from xltool.core.swedish import number_text
from xltool.excel.contents import PartlyReadError, contents_of
from xltool.excel.door import Kind, Seen, look
from xltool.excel.parcel import RefusedError, over_limit
from xltool.excel.quick import quick_sheets
from xltool.excel.saved import saved_at
from xltool.excel.shape import OddShapeError

_BROKEN = "innehållet går inte att läsa"


def read_workbook(
    data: bytes, name: str, seen: Seen | None = None, long_names: Collection[str] = ()
) -> tuple[RawBook | None, list[Finding]]:
    """The workbook in `data`; None with a finding where it is none that can be read. `seen` is what the door saw,
    where it was asked already. Sheets with one of the `long_names` (normalised) are read in bulk. Never raises for
    content."""
    seen = seen or look(data, name)
    if seen.kind is None:
        return None, [*seen.findings]
    if seen.kind is not Kind.XLSX:
        book, found = _values_alone(data, name, seen.kind.value)
        return book, [*found, *seen.findings]
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            sheets = _sheets(package, long_names)
            saved = saved_at(package)
    except MemoryError:
        raise
    except RefusedError as refused:
        return None, [refused.finding(name)]
    except PartlyReadError as lost:
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=str(lost))]
    except Exception:  # the parsers raise a dozen kinds of exception on damaged files; all mean the same here
        return None, [codes.DAMAGED_FILE.at(None, name=name, problem=_BROKEN)]
    macros = [codes.MACROS_IGNORED.at(None)] if seen.macros else []
    sheets, cut = _within_cells(sheets)
    return RawBook(sheets, saved, seen.macros), [*macros, *seen.findings, *cut]


def _sheets(package: zipfile.ZipFile, long_names: Collection[str]) -> tuple[RawSheet, ...]:
    contents = contents_of(package)
    long = {title for title, _ in contents.sheets if normalised(title) in long_names}
    _check_size(package, [path for title, path in contents.sheets if title not in long])
    try:
        return quick_sheets(package, contents, long)
    except (OddShapeError, ValueError, IndexError):
        from xltool.excel.thorough import thorough_sheets  # openpyxl, for those who need it

        return thorough_sheets(package, contents, long)


def _check_size(package: zipfile.ZipFile, paths: Iterable[str]) -> None:
    """Raises RefusedError where the sheets hold more cells than can be read one by one in time."""
    smallest = len(b"<c/>")
    large = [p for p in paths if package.getinfo(p).file_size > LIMITS.cells // _PARTS * smallest]
    cells = 0
    for path in large:
        part = package.read(path)
        cells += sum(1 for _ in _CELL.finditer(part.replace(b"\0", b"")))  # UTF-16 as if it were none
    if cells > LIMITS.cells:
        what = "antal celler på andra blad än Underlag"
        raise over_limit(what, number_text(cells), number_text(LIMITS.cells))


_CELL = re.compile(rb"[<:]c[\s/>]")
_PARTS = 4  # sheets so much smaller than the limit are not counted


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
            place: cell.value
            for place, cell in sheet.cells.items()
            if isinstance(cell.value, str) and not utf16.fits(cell.value, LONGEST_TEXT)
        }
        shortened = {place: replace(sheet.cells[place], value=_cut(text)) for place, text in long.items()}
        sheet = replace(sheet, cells={**sheet.cells, **shortened}) if long else sheet
        if sheet.long is not None and not all(utf16.fits(t, LONGEST_TEXT) for t in sheet.long.texts):
            long |= _long_texts(sheet.long)
            sheet = replace(sheet, long=replace(sheet.long, texts=[_cut(t) for t in sheet.long.texts]))
        for place, text in long.items():
            origin = Origin(sheet.name, address(*place))
            findings.append(codes.TEXT_CUT.at(origin, length=utf16.length(text), limit=LONGEST_TEXT))
        whole.append(sheet)
    return tuple(whole), findings


def _cut(text: str) -> str:
    return text if utf16.fits(text, LONGEST_TEXT) else f"{utf16.cut(text, LONGEST_TEXT - 1)}…"


def _long_texts(long: RawColumns) -> dict[tuple[int, int], str]:
    """The texts of a long sheet that are too long, each at the first cell of a column that holds it."""
    found = {}
    for index, text in enumerate(long.texts):
        for number, column in long.columns.items() if not utf16.fits(text, LONGEST_TEXT) else ():
            here = ((column.kinds == CellKind.TEXT) & (column.numbers == index)).nonzero()[0]
            if len(here):
                found[int(long.rows[here[0]]), number] = text
    return found


def _sheet_of_values(name: str, rows: Sequence[Sequence[RawValue]]) -> RawSheet:
    cells = {
        (r, c): RawCell(in_range(value))
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value != ""
    }
    return RawSheet(name, cells)
