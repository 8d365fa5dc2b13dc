"""The rows of a long sheet by a regular expression, a piece at a time, straight into arrays.

Where all cells of a column have one type and one style, the next piece is tried as a whole in that shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind
from xltool.core.cells import column_number
from xltool.core.limits import LIMITS
from xltool.intake.long_cells import Found, Piece, kept_piece
from xltool.intake.xml_patterns import OddShapeError, cells_of, decoded, hidden_rows, is_balanced

_KINDS = {b"": Kind.NUMBER, b"n": Kind.NUMBER, b"s": Kind.TEXT, b"b": Kind.TRUTH, b"e": Kind.ERROR, b"str": Kind.TEXT, b"inlineStr": Kind.TEXT}  # fmt: skip


def read_rows(body: bytes, shape: Shape | None, letters: dict[bytes, int], found: Found) -> Shape | None:
    """The cells of a piece of rows; returns the shape to try on the next."""
    found.around.hidden_rows.update(hidden_rows(body))
    rows = shape.pattern.findall(body) if shape else []
    if shape and rows and _nothing_between(body, len(rows)):
        found.pieces.append(_piece_of_rows(rows, shape, found))
        return shape
    cells = cells_of(body)
    if not is_balanced(body):
        raise OddShapeError
    piece = _piece(cells, letters, found) if cells else None
    if piece is None:
        return shape
    found.pieces.append(piece)
    return _shape([c for c in cells if c[4] or c[5] or c[6]], letters)


def _nothing_between(body: bytes, rows: int) -> bool:
    """Whether so many rows are all that there is: none has another tag of a row in it, no tag is left over, and they
    follow on each other from the first byte to the last."""
    ends = body.startswith(b"<row ") and body.endswith(b"</row>")
    return ends and body.count(b"row") == 2 * rows and body.count(b"</row><row ") == rows - 1


class Shape(Struct, frozen=True):
    """How the rows of a sheet are written where all cells of a column have one type and one style."""

    pattern: re.Pattern[bytes]
    columns: list[int]
    types: list[bytes]
    styles: list[bytes]


# What a row's tag says besides its number. Anything else is for the parser.
_DRESS = (
    rb"(?: (?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    rb'="[\w.: ]*+")*+'
)


def _shape(cells: list[tuple[bytes, ...]], letters: dict[bytes, int]) -> Shape | None:
    """The shape that the last cell of each column has; None where a column holds more than plain values."""
    last = {cell[0]: cell for cell in cells}
    ordered = sorted(last, key=letters.__getitem__)
    parts = []
    for name in ordered:
        _, _, style, kind, formula, filled, _ = last[name]
        if formula or not filled or kind not in (b"", b"n", b"s", b"b"):
            return None
        look = b' s="%b"' % style if style else b""
        typed = b' t="%b"' % kind if kind else b""
        value = rb'%b%b><v>([^<]+)</v></c>|(?: s="\d{1,9}")?/>' % (look, typed)
        parts.append(rb'(?:<c r="%b\1"(?:%b))?' % (name, value))
    pattern = re.compile(rb'<row r="(\d{1,7})"%b>%b</row>' % (_DRESS, b"".join(parts)))
    kinds, styles = [last[n][3] for n in ordered], [last[n][2] for n in ordered]
    return Shape(pattern, [letters[n] for n in ordered], kinds, styles)


def _piece_of_rows(rows: list[tuple[bytes, ...]], shape: Shape, found: Found) -> Piece:
    numbered, *columns = zip(*rows, strict=True)
    row_numbers = np.fromiter(map(int, numbered), np.int64, len(rows))
    _go_on(row_numbers, np.full(len(rows), 1), found)
    found.last = int(row_numbers[-1]), LIMITS.columns
    placed, kinds, numbers = [], [], []
    for values, kind, style in zip(columns, shape.types, shape.styles, strict=True):
        of_kind = np.full(len(rows), _KINDS[kind], np.uint8)
        if all(values):
            of_column = _numbers(values, kind, found)
        else:
            filled = np.fromiter(map(bool, values), bool, len(rows))
            of_kind[~filled] = Kind.BLANK
            of_column = np.full(len(rows), np.nan)
            of_column[filled] = _numbers([v for v in values if v], kind, found)
        if int(style or 0) in found.book.date_styles:
            of_kind[of_kind == Kind.NUMBER] = Kind.DAY
        placed.append(row_numbers)
        kinds.append(of_kind)
        numbers.append(of_column)
    positions = np.repeat(np.array(shape.columns, np.int64), len(rows))
    return kept_piece(
        np.concatenate(placed), positions, np.concatenate(kinds), np.concatenate(numbers), found
    )


def _piece(cells: list[tuple[bytes, ...]], letters: dict[bytes, int], found: Found) -> Piece | None:
    """None where the cells are dressed and empty, all of them."""
    names, numbered, *_ = zip(*cells, strict=True)
    for name in set(names) - letters.keys():
        letters[name] = column_number(name.decode())
    columns = np.fromiter(map(letters.__getitem__, names), np.int64, len(cells))
    rows = np.fromiter(map(int, numbered), np.int64, len(cells))
    _go_on(rows, columns, found)
    filled = np.fromiter((bool(c[4] or c[5] or c[6]) for c in cells), bool, len(cells))
    if not filled.any():
        return None
    if not filled.all():
        cells = [cells[i] for i in np.flatnonzero(filled)]
        rows, columns = rows[filled], columns[filled]
    _, _, styles, types, formulas, values, inlines = zip(*cells, strict=True)
    kinds = np.fromiter(map(_KINDS.__getitem__, types), np.uint8, len(cells))
    different = set(types)
    if different <= {b"", b"n", b"s", b"b"} and all(values) and not any(inlines):
        numbers = np.empty(len(cells))
        for kind in different:
            here = np.fromiter((t == kind for t in types), bool, len(cells))
            numbers[here] = _numbers(
                [v for v, t in zip(values, types, strict=True) if t == kind], kind, found
            )
    else:
        read = [_number(*cell, found) for cell in zip(types, formulas, values, inlines, strict=True)]
        kinds = np.array([kind for kind, _ in read], np.uint8)
        numbers = np.array([number for _, number in read], np.float64)
    if found.book.date_styles and (
        dates := {s for s in set(styles) if int(s or 0) in found.book.date_styles}
    ):
        is_date = np.fromiter((s in dates for s in styles), bool, len(cells)) & (kinds == Kind.NUMBER)
        kinds[is_date] = Kind.DAY
    return kept_piece(rows, columns, kinds, numbers, found)


def _go_on(rows: NDArray[np.int64], columns: NDArray[np.int64], found: Found) -> None:
    """Leaves it to the parser to say which cell is outside the sheet, there twice or in the wrong order."""
    place = rows * (LIMITS.columns + 1) + columns
    last = found.last[0] * (LIMITS.columns + 1) + found.last[1]
    inside = rows[0] >= 1 and rows[-1] <= LIMITS.rows and columns.max() <= LIMITS.columns
    if not inside or place[0] <= last or not (np.diff(place) > 0).all():
        raise OddShapeError
    found.last = int(rows[-1]), int(columns[-1])


_NUMERIC = b"0123456789+-.Ee"  # Python takes more for a number: 1_000, nan


def _numbers(values: Sequence[bytes], kind: bytes, found: Found) -> NDArray[np.float64]:
    """The numbers of cells of one type; the parser says what is wrong with one."""
    together = b"".join(values)
    if kind == b"b":
        plain = set(values) <= {b"0", b"1"}
    else:
        plain = together.isdigit() if kind == b"s" else not together.translate(None, _NUMERIC)
    if not plain and values:
        raise OddShapeError
    try:
        numbers = np.fromiter(map(float, values), np.float64, len(values))
    except ValueError:
        raise OddShapeError from None
    if kind == b"s" and (numbers >= len(found.book.texts)).any():
        raise OddShapeError
    return numbers


def _number(kind: bytes, formula: bytes, value: bytes, inline: bytes, found: Found) -> tuple[int, float]:
    """The kind of a cell and its number, or the place of its text."""
    if (kind == b"inlineStr" and value) or (kind != b"inlineStr" and inline):
        raise OddShapeError
    if kind == b"inlineStr":
        return (Kind.TEXT, found.own_text(decoded(inline))) if inline else (Kind.BLANK, 0.0)
    if not value:
        # A formula with the empty text as its value is computed; without a type it has none.
        return (Kind.UNSTORED, 0.0) if formula and kind != b"str" else (Kind.BLANK, 0.0)
    if kind in (b"str", b"e"):
        return _KINDS[kind], found.own_text(decoded(value))
    return _KINDS[kind], float(_numbers((value,), kind, found)[0])
