"""Columns of long sheets on arrays: what formulas ask of them, and how cells become them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind, RawColumn, RawColumns
from xltool.core.cells import ErrorValue, RawCell, RawSheet, serial
from xltool.core.long_columns import LongColumn, mixed
from xltool.core.numbers import parse_number
from xltool.core.ranges import LongRange
from xltool.core.scalars import Scalar

_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {"=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}  # fmt: skip


class Numbers(LongColumn):
    """A column of numbers, NaN where it is blank."""

    is_numbers = True

    def __init__(self, numbers: NDArray[np.float64]) -> None:
        self.numbers = numbers

    def where(self, symbol: str, wanted: Scalar) -> Numbers:
        blank = np.isnan(self.numbers)
        if isinstance(wanted, str):
            met = blank if wanted == "" else np.zeros(len(blank), dtype=bool)
            return _truth(~met if symbol == "<>" else met)
        with np.errstate(invalid="ignore"):
            met = _COMPARE[symbol](self.numbers, wanted)
        return _truth(met & ~blank if symbol != "<>" else met)

    def times(self, other: LongRange) -> Numbers:
        return Numbers(_zeroed(self) * _zeroed(other))

    def counts(self) -> dict[float | str | bool, int]:
        values, times = np.unique(self.numbers[~np.isnan(self.numbers)], return_counts=True)
        return dict(zip(values.tolist(), times.tolist(), strict=True))

    def different(self) -> list[float | str | bool | None]:
        blank: list[float | str | bool | None] = [None] if np.isnan(self.numbers).any() else []
        return [*np.unique(self.numbers[~np.isnan(self.numbers)]).tolist(), *blank]

    def sum(self) -> float:
        return float(np.nansum(self.numbers))

    def marks(self) -> NDArray[np.uint64]:
        # −0 is 0, and a blank cell is not.
        rounded = np.nan_to_num(self.numbers).round(6) + 0.0
        return np.where(np.isnan(self.numbers), np.uint64(0), mixed(rounded.view(np.uint64) + np.uint64(1)))


def _plain(word: float | str | bool) -> str:
    return f"{word:.12g}" if isinstance(word, float) else str(word)


class Words(LongColumn):
    """A column of few different cells: `codes` into the `words`, -1 where it is blank."""

    is_numbers = False

    def __init__(self, codes: NDArray[np.intp], words: Sequence[float | str | bool]) -> None:
        self.codes, self.words = codes, words

    def where(self, symbol: str, wanted: Scalar) -> Numbers:
        met = [_meets(word, symbol, wanted) for word in self.words]
        met.append(wanted == "" if symbol == "=" else symbol == "<>" and wanted != "")
        return _truth(np.array(met)[self.codes])  # -1 takes the last one, which is for blank cells

    def counts(self) -> dict[float | str | bool, int]:
        times = np.bincount(self.codes[self.codes >= 0], minlength=len(self.words)).tolist()
        return {word: count for word, count in zip(self.words, times, strict=True) if count}

    def times(self, other: LongRange) -> Numbers:
        return self._figures.times(other)

    def sum(self) -> float:
        return self._figures.sum()

    def different(self) -> list[float | str | bool | None]:
        # Text that differs in case alone is one text to Excel.
        once = {str(w).casefold() if isinstance(w, str) else w: w for w in reversed(self.words)}
        ordered = sorted(once.values(), key=lambda w: (isinstance(w, str), isinstance(w, bool), w))
        return [*ordered, *([None] if (self.codes == -1).any() else [])]

    def marks(self) -> NDArray[np.uint64]:
        own = [
            blake2b(f"{type(w).__name__} {_plain(w)}".encode(), digest_size=8).digest() for w in self.words
        ]
        marks = np.frombuffer(b"".join([*own, bytes(8)]), np.uint64)
        return marks[self.codes]

    @cached_property
    def _figures(self) -> Numbers:
        figures = [float("nan") if isinstance(w, str | bool) else w for w in self.words]
        return Numbers(np.array([*figures, float("nan")])[self.codes])


def _truth(met: NDArray[np.bool_]) -> Numbers:
    return Numbers(met.astype(np.float64))


def _zeroed(column: LongRange) -> NDArray[np.float64]:
    if isinstance(column, Words):
        column = column._figures
    assert isinstance(column, Numbers)
    return np.nan_to_num(column.numbers, nan=0.0)


def _meets(word: float | str | bool, symbol: str, wanted: Scalar) -> bool:
    """A cell against a criterion, as SUMIFS does: text without case, and never text with a number."""
    if isinstance(word, bool) or isinstance(word, str) != isinstance(wanted, str):
        return symbol == "<>"
    if isinstance(word, str) and isinstance(wanted, str):
        return bool(_COMPARE[symbol](word.casefold(), wanted.casefold()))
    return bool(_COMPARE[symbol](word, wanted))


# --- cells to columns ----------------------------------------------------------------------------------------


def raw_columns(sheet: RawSheet) -> RawColumns:
    """The sheet's cells as columns: as they were read in bulk, or made from the single cells of a short sheet."""
    if sheet.long is not None:
        return sheet.long
    rows = sorted({row for row, _ in sheet.cells})
    place = {row: i for i, row in enumerate(rows)}
    texts: dict[str, int] = {}
    columns: dict[int, RawColumn] = {}
    for (row, column), cell in sheet.cells.items():
        if column not in columns:
            columns[column] = RawColumn(np.zeros(len(rows), np.uint8), np.full(len(rows), np.nan))
        kind, value = _kind_of(cell)
        if isinstance(value, str):
            value = texts.setdefault(value, len(texts))
        columns[column].kinds[place[row]] = kind
        columns[column].numbers[place[row]] = value
    return RawColumns(np.array(rows, np.int64), columns, list(texts))


def column_figures(sheet: RawSheet, position: int) -> dict[int, float]:
    """The numbers of a column by row, those that are kept as text too."""
    raw = raw_columns(sheet)
    if position not in raw.columns:
        return {}
    column = raw.columns[position]
    values = np.where(column.kinds == Kind.NUMBER, column.numbers, np.nan)
    is_text = column.kinds == Kind.TEXT
    if is_text.any():
        places, different = pd.factorize(column.numbers[is_text])
        read = [parse_number(raw.texts[int(n)]) for n in different]
        values[is_text] = np.array([n.value if n else np.nan for n in read])[places]
    filled = ~np.isnan(values)
    return dict(zip(raw.rows[filled].tolist(), values[filled].tolist(), strict=True))


def _kind_of(cell: RawCell) -> tuple[int, float | str]:
    value = cell.value
    if not cell.stored:
        return Kind.UNSTORED, 0.0
    if isinstance(value, ErrorValue):
        return Kind.ERROR, str(value)
    if isinstance(value, str):
        return (Kind.TEXT, value) if value.strip() else (Kind.BLANK, 0.0)
    if isinstance(value, bool):
        return Kind.TRUTH, float(value)
    if isinstance(value, datetime | date | time | timedelta):
        return Kind.DAY, serial(value)
    return (Kind.BLANK, 0.0) if value is None else (Kind.NUMBER, float(value))


def long_column(raw: RawColumn, texts: Sequence[str]) -> LongColumn:
    """Numbers alone stay numbers, everything else becomes words."""
    kinds, numbers = raw.kinds, raw.numbers
    is_number = (kinds == Kind.NUMBER) | (kinds == Kind.DAY)
    if np.all(is_number | (kinds == Kind.BLANK)):
        return Numbers(np.where(is_number, numbers, np.nan))
    result = np.full(len(kinds), -1, dtype=np.intp)
    words: list[float | str | bool] = []
    for mask, word in (
        (is_number, float),
        (kinds == Kind.TRUTH, bool),
        ((kinds == Kind.TEXT) | (kinds == Kind.ERROR), lambda n: texts[int(n)]),
    ):
        found, different = pd.factorize(numbers[mask])
        result[mask] = found + len(words)
        words += [word(n) for n in different]
    return Words(result, words)
