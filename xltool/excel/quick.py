"""A workbook in the usual shape, read at once: the same sheets as openpyxl gives, without the quarter of a second that
openpyxl takes to load.

Only what is written as every program writes it is read here. Merged cells, comments in the XML, dates before March
1900, formats of elapsed time, another namespace: anything unusual is an `OddShapeError`, and openpyxl reads it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from xltool.core.grid import ErrorValue, RawCell, RawSheet, RawValue, column_number
from xltool.core.numbers import in_range
from xltool.excel.shape import (
    NAMESPACE,
    OddShapeError,
    cells_of,
    check_frame,
    decoded,
    has_rarities,
    hidden_columns,
    hidden_rows,
    is_well_formed,
    shared_texts,
)

# Formats without a code of their own; those that are missing here are left to openpyxl.
_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "mm-dd-yy", 22: "m/d/yy h:mm", 49: "@"}  # fmt: skip
_FORMAT = re.compile(rb'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/>')
_STYLES = re.compile(rb"<cellXfs\b[^>]*>(.*?)</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb'<xf numFmtId="(\d+)"')
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]')
_DAY = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z</dcterms:modified>")
_FIRST_SURE_DAY = 61.0  # Excel's 1900 was a leap year


@dataclass(frozen=True, slots=True)
class _Book:
    """What cells refer to. `dates` are the styles that show days."""

    texts: list[str]
    formats: list[str]
    dates: frozenset[int]


def quick_sheets(
    package: zipfile.ZipFile, paths: Mapping[str, str], long: Collection[str]
) -> tuple[tuple[RawSheet, ...], str]:
    """The sheets at the paths, in order, those of the names `long` in bulk, and when the workbook says that it was
    saved.

    Raises OddShapeError where anything is not as usual, and what the package raises where it is damaged.
    """
    workbook = _part(package, "xl/workbook.xml")
    if workbook.count(b"<sheet ") != len(paths) or b"date1904" in workbook or not paths:
        raise OddShapeError
    if not all("/worksheets/" in path for path in paths.values()):
        raise OddShapeError
    modified = _MODIFIED.search(_part(package, "docProps/core.xml", namespace=b""))
    if modified is None:
        raise OddShapeError
    formats, dates = _styles(_part(package, "xl/styles.xml"))
    book = _Book(shared_texts(package), formats, dates)
    saved = f"{datetime.fromisoformat(modified[1].decode()):%Y-%m-%d %H:%M}"
    sheets = tuple(
        _long_sheet(name, package, path, book) if name in long else _sheet(name, _part(package, path), book)
        for name, path in paths.items()
    )
    return sheets, saved


def _long_sheet(name: str, package: zipfile.ZipFile, path: str, book: _Book) -> RawSheet:
    from xltool.excel.collected import Book  # arrays, for those who have many rows
    from xltool.excel.long import read_long

    return read_long(package, path, name, Book(book.texts, book.dates, from_1904=False))


def _part(package: zipfile.ZipFile, path: str, namespace: bytes = NAMESPACE) -> bytes:
    try:
        data = package.read(path)
    except KeyError:
        raise OddShapeError from None
    # Excel ends the line behind the declaration as Windows does.
    if namespace not in data[:4000] or has_rarities(data.partition(b"?>")[2].lstrip()):
        raise OddShapeError
    if not is_well_formed(data):
        raise OddShapeError
    return data


def _styles(data: bytes) -> tuple[list[str], frozenset[int]]:
    """The number format of each style of cells, and the styles that show days."""
    found = _STYLES.search(data)
    if found is None:
        raise OddShapeError
    own = {int(number): decoded(code) for number, code in _FORMAT.findall(data)}
    numbers = [int(n) for n in _STYLE.findall(found[1])]
    if len(numbers) != found[1].count(b"<xf ") or len(own) != data.count(b"<numFmt "):
        raise OddShapeError
    known = _BUILT_IN | own
    if not all(n in known for n in numbers):
        raise OddShapeError
    formats = [known[n] for n in numbers]
    if any(_ELAPSED.search(code) for code in formats):
        raise OddShapeError
    dates = [i for i, code in enumerate(formats) if _DAY.search(_QUOTED.sub("", code.split(";")[0]))]
    return formats, frozenset(dates)


def _sheet(name: str, data: bytes, book: _Book) -> RawSheet:
    head, _, rest = data.partition(b"<sheetData>")
    rows, _, tail = rest.partition(b"</sheetData>")
    check_frame(head, tail)
    if b"<mergeCell " in tail:
        raise OddShapeError
    cells: dict[tuple[int, int], RawCell] = {}
    for letters, row, style, kind, formula, value, inline in cells_of(rows):
        number = int(style or 0)
        if number >= len(book.formats):
            raise OddShapeError
        cell = _cell(kind, number, formula, value, inline, book)
        if cell is not None:
            cells[int(row), column_number(letters.decode())] = cell
    hidden = frozenset(hidden_rows(rows)), frozenset(hidden_columns(head))
    return RawSheet(name, dict(sorted(cells.items())), *hidden)


def _cell(
    kind: bytes, style: int, formula: bytes, value: bytes, inline: bytes, book: _Book
) -> RawCell | None:
    shown = book.formats[style]
    if (kind == b"inlineStr") < bool(inline) or (kind == b"inlineStr" and value):
        raise OddShapeError
    if kind == b"inlineStr":
        return RawCell(decoded(inline), shown) if inline else None
    if not value:
        return RawCell(None, stored=False) if formula and kind != b"str" else None
    if kind == b"s":
        return RawCell(book.texts[int(value)], shown)
    if kind == b"str":
        return RawCell(decoded(value), shown)
    if kind == b"e":
        return RawCell(ErrorValue(decoded(value)), shown)
    if kind == b"b":
        return RawCell(bool(int(value)), shown)
    return RawCell(_day(float(value)) if style in book.dates else _number(value), shown)


def _number(value: bytes) -> RawValue:
    is_whole = b"." not in value and b"E" not in value and b"e" not in value
    return in_range(int(value) if is_whole else float(value))


def _day(value: float) -> datetime:
    if value < _FIRST_SURE_DAY or value >= 2_958_466:
        raise OddShapeError
    days, part = divmod(value, 1)
    return datetime(1899, 12, 30) + timedelta(days=days) + timedelta(milliseconds=round(part * 86_400_000))
