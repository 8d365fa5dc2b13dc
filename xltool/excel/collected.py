"""The cells of a long sheet while they are collected, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from xltool.core.long import Kind

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
    """What is collected over the pieces of a sheet. `own` are the texts that stand in the sheet itself."""

    book: Book
    pieces: list[Piece] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def own_text(self, text: str) -> float:
        return float(len(self.book.texts) + self.own.setdefault(text, len(self.own)))


def kept_piece(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    numbers: NDArray[np.float64],
    found: Found,
) -> Piece:
    """The cells that hold something, their days counted from 1900."""
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
