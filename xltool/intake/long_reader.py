"""A long sheet in one pass over its XML, straight into arrays: values, error cells, formulas without a value, hidden
rows and columns. No object is kept for a cell.

Nearly every sheet is written in one of a few shapes, which a regular expression reads by the piece. A piece with
anything in another shape sends the whole sheet to an ordinary XML parser, which is slower and knows all of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO

import numpy as np
from msgspec.structs import replace

from xltool.core.cell_arrays import Kind, RawColumn, RawColumns
from xltool.core.cells import ErrorValue, RawCell, RawSheet, column_number
from xltool.core.spelling import HEADER_ROWS
from xltool.intake.long_cells import Found, LongContext, read_any
from xltool.intake.long_shapes import read_rows
from xltool.intake.strict_cells import Around
from xltool.intake.xml_patterns import OddShapeError, cells_of, check_frame, hidden_columns

DAY_FORMAT = "yyyy-mm-dd"
_PIECE = 1 << 19
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


def read_long(package: zipfile.ZipFile, path: str, name: str, book: LongContext) -> RawSheet:
    """The sheet with all its cells in columns, and those of the rows where headers may stand one by one.

    Raises PartlyReadError where a part of it would be lost, and what the XML parser and the package raise where it is
    damaged.
    """
    found = Found(book, Around(name))
    try:
        with package.open(path) as file:
            _read_fast(file, found)
    except OddShapeError:
        found = Found(book, Around(name))
        with package.open(path) as file:
            read_any(file, found)
    columns = _columns(found)
    cells = _top_cells(columns, _scaled_formats(package, path, book))
    hidden = frozenset(found.around.hidden_rows), frozenset(found.around.hidden_columns)
    return RawSheet(name, cells, *hidden, long=columns)


def _columns(found: Found) -> RawColumns:
    texts = [*found.book.texts, *found.own]
    if not found.pieces:
        return RawColumns(np.empty(0, np.int64), {}, texts)
    rows = np.concatenate([p.rows for p in found.pieces])
    columns = np.concatenate([p.columns for p in found.pieces])
    kinds = np.concatenate([p.kinds for p in found.pieces])
    numbers = np.concatenate([p.numbers for p in found.pieces])
    found.pieces.clear()
    numbered = np.unique(rows)
    place = np.searchsorted(numbered, rows)
    result: dict[int, RawColumn] = {}
    for column in np.unique(columns).tolist():
        here = columns == column
        own_kinds = np.zeros(len(numbered), np.uint8)
        own_numbers = np.full(len(numbered), np.nan)
        own_kinds[place[here]], own_numbers[place[here]] = kinds[here], numbers[here]
        result[column] = RawColumn(own_kinds, own_numbers)
    return RawColumns(numbered, result, texts)


def _scaled_formats(package: zipfile.ZipFile, path: str, book: LongContext) -> dict[tuple[int, int], str]:
    """The formats of the cells at the top that show thousands of what they hold; of no other format is anything asked."""
    scaled = {i for i, code in enumerate(book.formats) if _SCALED.search(code)}
    if not scaled:
        return {}
    with package.open(path) as file:
        _, _, rows = file.read(_PIECE).partition(b"<sheetData>")
    try:
        cells = cells_of(rows[: rows.rfind(b"</row>") + len(b"</row>")])
    except OddShapeError:
        return {}
    return {
        (int(row), column_number(letters.decode())): book.formats[int(style or 0)]
        for letters, row, style, *_ in cells
        if int(style or 0) in scaled and int(row) <= HEADER_ROWS
    }


def _top_cells(long: RawColumns, formats: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], RawCell]:
    cells = {}
    for position in np.flatnonzero(long.rows <= HEADER_ROWS).tolist():
        for number, column in long.columns.items():
            kind, value = int(column.kinds[position]), float(column.numbers[position])
            if kind != Kind.BLANK:
                place = int(long.rows[position]), number
                cell = _raw_cell(kind, value, long)
                cells[place] = replace(cell, number_format=formats[place]) if place in formats else cell
    return cells


def _raw_cell(kind: int, value: float, long: RawColumns) -> RawCell:
    if kind == Kind.UNSTORED:
        return RawCell(None, stored=False)
    if kind == Kind.TEXT:
        return RawCell(long.texts[int(value)])
    if kind == Kind.ERROR:
        return RawCell(ErrorValue(long.texts[int(value)]))
    if kind == Kind.TRUTH:
        return RawCell(bool(value))
    return RawCell(value, DAY_FORMAT) if kind == Kind.DAY else RawCell(value)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end where a cell, or a row without cells, does."""
    rest = b""
    while piece := file.read(_PIECE):
        piece = rest + piece
        end = piece.rfind(b"</row>") + len(b"</row>")
        if end < len(b"</row>"):
            rest = piece
            if len(rest) > 64 * _PIECE:
                raise OddShapeError
            continue
        yield piece[:end]
        rest = piece[end:]
    yield rest


def _read_fast(file: IO[bytes], found: Found) -> None:
    pieces = _pieces(file)
    head, _, rows = next(pieces).partition(b"<sheetData>")
    rows, end, tail = rows.partition(b"</sheetData>")
    letters: dict[bytes, int] = {}
    shape = read_rows(rows, None, letters, found)
    for piece in pieces:
        if end:
            tail += piece
            continue
        rows, end, tail = piece.partition(b"</sheetData>")
        shape = read_rows(rows, shape, letters, found)
    check_frame(head, tail)
    found.around.hidden_columns.update(hidden_columns(head))


def cell_at(long: RawColumns, row: int, column: int) -> RawCell:
    """One of the filled cells."""
    at = int(np.searchsorted(long.rows, row))
    found = long.columns[column]
    return _raw_cell(int(found.kinds[at]), float(found.numbers[at]), long)


def by_place(long: RawColumns) -> Mapping[tuple[int, int], RawCell]:
    """Every cell by itself: for tests, and for sheets that turn out to be short."""
    return {
        (int(row), number): _raw_cell(int(column.kinds[i]), float(column.numbers[i]), long)
        for number, column in long.columns.items()
        for i, row in enumerate(long.rows.tolist())
        if column.kinds[i] != Kind.BLANK
    }
