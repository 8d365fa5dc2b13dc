"""A workbook to raw grids with cell addresses; the only place that opens input files.

A workbook in the usual shape is read at once (`quick`), any other by openpyxl (`thorough`), the older formats by
python-calamine. What openpyxl does not tell (a formula without a stored value, the Strict format that it would read
as empty) is looked up in the package's own parts.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO

from defusedxml.ElementTree import fromstring

from xltool.core import codes
from xltool.core.finding import Finding
from xltool.core.grid import RawBook, RawCell, RawSheet, RawValue, column_number
from xltool.core.headers import normalised
from xltool.excel.quick import quick_sheets
from xltool.excel.shape import OddShapeError

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED, _XLS = "EncryptedPackage".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
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
            macros = "xl/vbaProject.bin" in names
            found = _quick(package, paths, set(long))
            if found is None:
                from xltool.excel.thorough import thorough_sheets  # openpyxl, for those who need it

                valueless = _valueless_cells(package, {t: p for t, p in paths.items() if t not in long})
                found = thorough_sheets(data, package, long, valueless)
    except Exception:  # openpyxl raises a dozen kinds of exception on damaged files; all mean the same here
        return None, [codes.NOT_A_WORKBOOK.at(None, name=name)]
    sheets, saved = found
    findings = [codes.MACROS_IGNORED.at(None)] if macros else []
    return RawBook(sheets, saved, macros), findings


def _quick(
    package: zipfile.ZipFile, paths: Mapping[str, str], long: Collection[str]
) -> tuple[tuple[RawSheet, ...], str] | None:
    """The sheets and the time of saving of a workbook in the usual shape, None for any other."""
    try:
        return quick_sheets(package, paths, long)
    except (OddShapeError, ValueError, IndexError):
        return None


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
