"""The cells of a long sheet while they are collected, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from xltool.core.limits import LIMITS
from xltool.core.long import Kind
from xltool.core.numbers import LARGEST, in_range
from xltool.excel.whole import PartlyReadError

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


@dataclass(slots=True)
class Piece:
    """Cells side by side: where they stand, what they are, their number or their text's place."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    numbers: NDArray[np.float64]


@dataclass(slots=True)
class Found:
    """What is collected over the pieces of a sheet. `own` are the texts that stand in the sheet itself, `last` is the
    row and column of the cell that was read last."""

    book: Book
    name: str = ""
    last: tuple[int, int] = (0, 0)
    starts: int = 0
    pieces: list[Piece] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def lost(self, what: str) -> PartlyReadError:
        return PartlyReadError(f"bladet {self.name} {what}")

    def start_rows(self) -> None:
        """Readers differ in which rows they take where they stand in two heaps."""
        self.starts += 1
        if self.starts > 1:
            raise self.lost("har sina rader på två ställen")

    def go_on(self, row: int, column: int) -> None:
        """To the next cell, which must stand behind the one before: else one could be there twice."""
        if not (1 <= row <= LIMITS.rows and 1 <= column <= LIMITS.columns):
            raise self.lost("har celler utanför bladet")
        if (row, column) <= self.last:
            twice = (row, column) == self.last
            raise self.lost("har samma cell två gånger" if twice else "har celler i fel ordning")
        self.last = row, column

    def own_text(self, text: str) -> float:
        return float(len(self.book.texts) + self.own.setdefault(text, len(self.own)))


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
    count = len(found.book.texts)
    blank = [float(n) for n in found.book.blank_texts]
    blank += [float(count + n) for n, text in enumerate(found.own) if not text.strip()]
    result: NDArray[np.bool_] = np.zeros(len(kinds), bool)
    return (kinds == Kind.TEXT) & np.isin(numbers, blank) if blank else result
