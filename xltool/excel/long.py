"""A long sheet in one pass over its XML, straight into arrays: values, error cells, formulas without a value, hidden
rows and columns. No object is kept for a cell.

Nearly every sheet is written in one of a few shapes, which a regular expression reads by the piece. A piece with
anything in another shape sends the whole sheet to an ordinary XML parser, which is slower and knows all of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

import numpy as np
from defusedxml.ElementTree import iterparse
from numpy.typing import NDArray

from xltool.core.grid import ErrorValue, RawCell, RawSheet, column_number, serial
from xltool.core.headers import HEADER_ROWS
from xltool.core.long import Kind, RawColumn, RawColumns
from xltool.excel.shape import (
    CELL,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    LAST_COLUMN,
    NAMESPACE,
    YES,
    OddShapeError,
    decoded,
    has_rarities,
    text_of,
)

DAY_FORMAT = "yyyy-mm-dd"
_PIECE = 1 << 19
_DAYS_BETWEEN_EPOCHS = 1462


@dataclass(slots=True)
class Book:
    """What a sheet needs to know of its workbook: the shared texts, which styles are dates, the epoch."""

    texts: list[str]
    date_styles: frozenset[int]
    from_1904: bool
    blank_texts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.blank_texts = [n for n, text in enumerate(self.texts) if not text.strip()]


# --- collecting ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Piece:
    """Cells side by side: where they stand, what they are, their number or their text's place."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    numbers: NDArray[np.float64]


@dataclass(slots=True)
class _Found:
    """What is collected over the pieces of a sheet. `own` are the texts that stand in the sheet itself."""

    book: Book
    pieces: list[_Piece] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def own_text(self, text: str) -> float:
        return float(len(self.book.texts) + self.own.setdefault(text, len(self.own)))


def read_long(package: zipfile.ZipFile, path: str, name: str, book: Book) -> RawSheet:
    """The sheet with all its cells in columns, and those of the rows where headers may stand one by one.

    Raises what the XML parser and the package raise where the sheet is damaged.
    """
    found = _Found(book)
    try:
        with package.open(path) as file:
            _read_fast(file, found)
    except OddShapeError:
        found = _Found(book)
        with package.open(path) as file:
            _read_any(file, found)
    columns = _columns(found)
    cells = _top_cells(columns)
    return RawSheet(name, cells, frozenset(found.hidden_rows), frozenset(found.hidden_columns), long=columns)


def _columns(found: _Found) -> RawColumns:
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


def _top_cells(long: RawColumns) -> dict[tuple[int, int], RawCell]:
    cells = {}
    for position in np.flatnonzero(long.rows <= HEADER_ROWS).tolist():
        for number, column in long.columns.items():
            kind, value = int(column.kinds[position]), float(column.numbers[position])
            if kind != Kind.BLANK:
                cells[int(long.rows[position]), number] = _raw_cell(kind, value, long)
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


# --- the fast pass -------------------------------------------------------------------------------------------

_KINDS = {b"": Kind.NUMBER, b"n": Kind.NUMBER, b"s": Kind.TEXT, b"b": Kind.TRUTH, b"e": Kind.ERROR, b"str": Kind.TEXT, b"inlineStr": Kind.TEXT}  # fmt: skip


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


def _read_fast(file: IO[bytes], found: _Found) -> None:
    letters: dict[bytes, int] = {}
    is_first = True
    shape: _Shape | None = None
    for piece in _pieces(file):
        if is_first:
            if NAMESPACE not in piece[:4000]:
                raise OddShapeError
            for match in HIDDEN_COLUMN.finditer(piece.partition(b"<sheetData")[0]):
                found.hidden_columns.update(range(int(match[1]), min(int(match[2]), LAST_COLUMN) + 1))
            is_first = False
        if b'hidden="' in piece:
            rows = HIDDEN_ROW.findall(piece)
            found.hidden_rows.update(map(int, rows))
        body = piece.partition(b"</sheetData>")[0]
        if has_rarities(body):
            raise OddShapeError
        rows_found = shape.pattern.findall(body) if shape else []
        if shape and rows_found and len(rows_found) == body.count(b"<row"):
            found.pieces.append(_piece_of_rows(rows_found, shape, found))
            continue
        cells = CELL.findall(body)
        if len(cells) != body.count(b"<c ") + body.count(b"<c>"):
            raise OddShapeError
        cells = [cell for cell in cells if cell[4] or cell[5] or cell[6]]  # the rest is dressed and empty
        if cells:
            found.pieces.append(_piece(cells, letters, found))
            shape = _shape(cells, letters)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of a sheet are written where all cells of a column have one type and one style."""

    pattern: re.Pattern[bytes]
    columns: list[int]
    types: list[bytes]
    styles: list[bytes]


def _shape(cells: list[tuple[bytes, ...]], letters: dict[bytes, int]) -> _Shape | None:
    """The shape that the last cell of each column has; None where a column holds more than plain values."""
    last = {cell[0]: cell for cell in cells}
    ordered = sorted(last, key=letters.__getitem__)
    parts = []
    for name in ordered:
        _, _, style, kind, formula, value, _ = last[name]
        if formula or not value or kind not in (b"", b"n", b"s", b"b"):
            return None
        look = b' s="%b"' % style if style else b""
        typed = b' t="%b"' % kind if kind else b""
        parts.append(rb'(?:<c r="%b\d+"%b(?:/>|%b><v>([^<]+)</v></c>))?' % (name, look, typed))
    pattern = re.compile(rb'<row r="(\d+)"[^>]*>%b</row>' % b"".join(parts))
    kinds, styles = [last[n][3] for n in ordered], [last[n][2] for n in ordered]
    return _Shape(pattern, [letters[n] for n in ordered], kinds, styles)


def _piece_of_rows(rows: list[tuple[bytes, ...]], shape: _Shape, found: _Found) -> _Piece:
    numbered, *columns = zip(*rows, strict=True)
    row_numbers = np.fromiter(map(int, numbered), np.int64, len(rows))
    placed, kinds, numbers = [], [], []
    for values, kind, style in zip(columns, shape.types, shape.styles, strict=True):
        filled = np.fromiter(map(bool, values), bool, len(rows))
        of_kind = np.full(len(rows), _KINDS[kind], np.uint8)
        of_kind[~filled] = Kind.BLANK
        if style and int(style) in found.book.date_styles:
            of_kind[of_kind == Kind.NUMBER] = Kind.DAY
        placed.append(row_numbers)
        kinds.append(of_kind)
        numbers.append(
            np.fromiter(
                (float(v or b"nan") for v in values) if not filled.all() else map(float, values),
                np.float64,
                len(rows),
            )
        )
    positions = np.repeat(np.array(shape.columns, np.int64), len(rows))
    return _kept(np.concatenate(placed), positions, np.concatenate(kinds), np.concatenate(numbers), found)


def _piece(cells: list[tuple[bytes, ...]], letters: dict[bytes, int], found: _Found) -> _Piece:
    names, rows, styles, types, formulas, values, inlines = zip(*cells, strict=True)
    for name in set(names) - letters.keys():
        letters[name] = column_number(name.decode())
    kinds = np.fromiter(map(_KINDS.__getitem__, types), np.uint8, len(cells))
    columns = np.fromiter(map(letters.__getitem__, names), np.int64, len(cells))
    numbered = np.fromiter(map(int, rows), np.int64, len(cells))
    different = set(types)
    if different <= {b"", b"n", b"s", b"b"} and all(values):
        numbers = np.fromiter(map(float, values), np.float64, len(cells))
    else:
        read = [_number(*cell, found) for cell in zip(types, formulas, values, inlines, strict=True)]
        kinds = np.array([kind for kind, _ in read], np.uint8)
        numbers = np.array([number for _, number in read], np.float64)
    if found.book.date_styles and (
        dates := {s for s in set(styles) if s and int(s) in found.book.date_styles}
    ):
        is_date = np.fromiter((s in dates for s in styles), bool, len(cells)) & (kinds == Kind.NUMBER)
        kinds[is_date] = Kind.DAY
    return _kept(numbered, columns, kinds, numbers, found)


def _kept(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    numbers: NDArray[np.float64],
    found: _Found,
) -> _Piece:
    """The cells that hold something, their days counted from 1900."""
    if found.book.from_1904:
        numbers[(kinds == Kind.DAY) & (numbers >= 1)] += _DAYS_BETWEEN_EPOCHS
    filled = (kinds != Kind.BLANK) & ~_blank_texts(kinds, numbers, found)
    if filled.all():
        return _Piece(rows, columns, kinds, numbers)
    return _Piece(rows[filled], columns[filled], kinds[filled], numbers[filled])


def _blank_texts(kinds: NDArray[np.uint8], numbers: NDArray[np.float64], found: _Found) -> NDArray[np.bool_]:
    """Cells with a text of blanks alone, which say nothing."""
    count = len(found.book.texts)
    blank = [float(n) for n in found.book.blank_texts]
    blank += [float(count + n) for n, text in enumerate(found.own) if not text.strip()]
    result: NDArray[np.bool_] = np.zeros(len(kinds), bool)
    return (kinds == Kind.TEXT) & np.isin(numbers, blank) if blank else result


def _number(kind: bytes, formula: bytes, value: bytes, inline: bytes, found: _Found) -> tuple[int, float]:
    """The kind of a cell and its number, or the place of its text."""
    if kind == b"inlineStr":
        return (Kind.TEXT, found.own_text(decoded(inline))) if inline else (Kind.BLANK, 0.0)
    if not value:
        # A formula with the empty text as its value is computed; without a type it has none.
        return (Kind.UNSTORED, 0.0) if formula and kind != b"str" else (Kind.BLANK, 0.0)
    if kind in (b"str", b"e"):
        return _KINDS[kind], found.own_text(decoded(value))
    try:
        return _KINDS[kind], float(value)
    except ValueError:
        raise OddShapeError from None


# --- any shape -----------------------------------------------------------------------------------------------


def _read_any(file: IO[bytes], found: _Found) -> None:
    row = column = 0
    rows, columns, kinds, numbers = [], [], [], []
    for event, element in iterparse(file, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = int(element.get("r") or row + 1), 0
            if element.get("hidden") in YES:
                found.hidden_rows.add(row)
        elif event == "end" and tag == "c":
            reference = re.fullmatch(r"([A-Z]+)(\d+)", element.get("r") or "")
            column = column_number(reference[1]) if reference else column + 1
            kind, number = _any_cell(element, found)
            if kind != Kind.BLANK:
                rows.append(int(reference[2]) if reference else row)
                columns.append(column)
                kinds.append(kind)
                numbers.append(number)
        elif event == "end" and tag == "col" and element.get("hidden") in YES:
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            found.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
        elif event == "end" and tag in ("row", "sheetData"):
            element.clear()
    if rows:
        numbered, positions = np.array(rows, np.int64), np.array(columns, np.int64)
        found.pieces.append(
            _kept(numbered, positions, np.array(kinds, np.uint8), np.array(numbers, np.float64), found)
        )


def _any_cell(element: Any, found: _Found) -> tuple[int, float]:
    children = {child.tag.rpartition("}")[2]: child for child in element}
    value = (children["v"].text or "").strip(" \n\t\r") if "v" in children else ""
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        text = text_of(children["is"]) if "is" in children else ""
        return (Kind.TEXT, found.own_text(text)) if text else (Kind.BLANK, 0.0)
    if not value:
        unstored = "f" in children and kind != "str"
        return (Kind.UNSTORED, 0.0) if unstored else (Kind.BLANK, 0.0)
    if kind == "s":
        return Kind.TEXT, float(value)
    if kind in ("str", "e"):
        return (Kind.TEXT if kind == "str" else Kind.ERROR), found.own_text(children["v"].text or "")
    if kind == "d":
        return Kind.DAY, serial(datetime.fromisoformat(value))
    if kind == "b":
        return Kind.TRUTH, float(value in YES)
    is_date = int(element.get("s") or 0) in found.book.date_styles
    return (Kind.DAY if is_date else Kind.NUMBER), float(value)


def by_place(long: RawColumns) -> Mapping[tuple[int, int], RawCell]:
    """Every cell by itself: for tests, and for sheets that turn out to be short."""
    return {
        (int(row), number): _raw_cell(int(column.kinds[i]), float(column.numbers[i]), long)
        for number, column in long.columns.items()
        for i, row in enumerate(long.rows.tolist())
        if column.kinds[i] != Kind.BLANK
    }
