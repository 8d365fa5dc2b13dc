"""The cells of a long sheet while they are collected, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind
from xltool.core.cells import from_iso, serial
from xltool.core.numbers import LARGEST, in_range
from xltool.intake.cell_parser import cells_in
from xltool.intake.strict_cells import AnyCell, Around
from xltool.intake.xml_patterns import YES

_DAYS_BETWEEN_EPOCHS = 1462


class LongContext(Struct):
    """What a sheet needs to know of its workbook: the shared texts, which styles are dates, the epoch, and the format of each
    style."""

    texts: list[str]
    date_styles: frozenset[int]
    from_1904: bool
    formats: Sequence[str] = ()


class Piece(Struct):
    """Cells side by side: where they stand, what they are, their number or their text's place."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    numbers: NDArray[np.float64]


class Found(Struct):
    """What is collected over the pieces of a sheet. `own` are the texts that stand in the sheet itself, `blank` the
    numbers of all texts that say nothing, `last` is the
    row and column of the cell that was read last."""

    book: LongContext
    around: Around
    last: tuple[int, int] = (0, 0)
    pieces: list[Piece] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    blank: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.blank = [float(n) for n, text in enumerate(self.book.texts) if not text.strip()]

    def go_on(self, row: int, column: int) -> None:
        """To the next cell, which must stand behind the one before: else one could be there twice."""
        if (row, column) <= self.last:
            twice = (row, column) == self.last
            raise self.around.lost("har samma cell två gånger" if twice else "har celler i fel ordning")
        self.last = row, column

    def own_text(self, text: str) -> float:
        known = len(self.own)
        number = float(len(self.book.texts) + self.own.setdefault(text, known))
        if len(self.own) > known and not text.strip():
            self.blank.append(number)
        return number


def kept_piece(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    numbers: NDArray[np.float64],
    found: Found,
) -> Piece:
    """The cells that hold something, their days counted from 1900, and as text what is beyond all numbers."""
    beyond = (kinds == Kind.NUMBER) & ~(np.abs(numbers) <= LARGEST)
    for i in np.flatnonzero(beyond).tolist():
        kinds[i], numbers[i] = Kind.TEXT, found.own_text(str(in_range(float(numbers[i]))))
    if found.book.from_1904:
        numbers[(kinds == Kind.DAY) & (numbers >= 1)] += _DAYS_BETWEEN_EPOCHS
    filled = (kinds != Kind.BLANK) & ~_blank_texts(kinds, numbers, found)
    if filled.all():
        return Piece(rows, columns, kinds, numbers)
    return Piece(rows[filled], columns[filled], kinds[filled], numbers[filled])


def _blank_texts(kinds: NDArray[np.uint8], numbers: NDArray[np.float64], found: Found) -> NDArray[np.bool_]:
    """Cells with a text of blanks alone, which say nothing."""
    result: NDArray[np.bool_] = np.zeros(len(kinds), bool)
    return (kinds == Kind.TEXT) & np.isin(numbers, found.blank) if found.blank else result


def read_any(file: IO[bytes], found: Found) -> None:
    """Reads a sheet in whatever shape; raises PartlyReadError where one of its cells cannot be read, or is read in two
    ways."""
    rows, columns, kinds, numbers = [], [], [], []
    for cell in cells_in(file, found.around, len(found.book.texts)):
        found.go_on(cell.row, cell.column)
        kind, number = _kind_and_number(cell, found)
        if kind != Kind.BLANK:
            rows.append(cell.row)
            columns.append(cell.column)
            kinds.append(kind)
            numbers.append(number)
    if rows:
        numbered, positions = np.array(rows, np.int64), np.array(columns, np.int64)
        found.pieces.append(
            kept_piece(numbered, positions, np.array(kinds, np.uint8), np.array(numbers, np.float64), found)
        )


def _kind_and_number(cell: AnyCell, found: Found) -> tuple[int, float]:
    """The kind of a cell and its number, or the place of its text."""
    if not cell.text:
        unstored = cell.formula is not None and cell.kind != "str"
        return (Kind.UNSTORED, 0.0) if unstored else (Kind.BLANK, 0.0)
    if cell.kind == "s":
        return Kind.TEXT, float(cell.text)
    if cell.kind in ("str", "e"):
        return (Kind.TEXT if cell.kind == "str" else Kind.ERROR), found.own_text(cell.text)
    if cell.kind == "d":
        return Kind.DAY, serial(from_iso(cell.text))
    if cell.kind == "b":
        return Kind.TRUTH, float(cell.text in YES)
    return (Kind.DAY if cell.style in found.book.date_styles else Kind.NUMBER), float(cell.text)
