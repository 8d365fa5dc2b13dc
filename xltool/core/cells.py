"""A workbook as it was read: cells by row and column, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field

from xltool.core.number_formats import GENERAL, NumberFormat, read_format

if TYPE_CHECKING:
    from xltool.core.cell_arrays import RawColumns


class ErrorValue(str):
    """An Excel error value (`#REF!`) that a formula left behind."""

    __slots__ = ()


RawValue: TypeAlias = float | str | bool | datetime | date | time | timedelta | ErrorValue | None


class CellStyle(Struct, frozen=True):
    """How cells of a style are dressed; all of them share it. `indent` is in steps of Excel's, `is_open` whether the
    cells may be changed on a protected sheet."""

    number_format: str = GENERAL
    bold: bool = False
    indent: int = 0
    is_open: bool = False


PLAIN = CellStyle()


class RawCell(Struct, frozen=True):
    """`stored` is False for a formula that no program has computed yet. `formula` is its text, without the equals sign,
    as this cell has it; None where the cell has none, and of sheets in bulk and older formats."""

    value: RawValue
    number_format: str = GENERAL
    stored: bool = True
    formula: str | None = None
    style: CellStyle = PLAIN

    @property
    def shown(self) -> NumberFormat:
        """What the number format says of the number: a day, a percentage, thousands, a unit beside it."""
        return read_format(self.number_format)

    @property
    def blank(self) -> bool:
        return self.stored and (
            self.value is None or (isinstance(self.value, str) and not self.value.strip())
        )

    @property
    def number(self) -> float | None:
        """The number that is stored; a truth value is none."""
        if isinstance(self.value, float | int) and not isinstance(self.value, bool):
            return float(self.value)
        return None

    @property
    def broken(self) -> bool:
        return not self.stored or isinstance(self.value, ErrorValue)


BLANK = RawCell(None)


class RawSheet(Struct, frozen=True, dict=True):
    """Rows and columns are counted from 1. `merged` holds (first row, first column, last row, last column). Of a
    sheet that is read in bulk `cells` holds the rows where headers may stand, and `long` all of them. `levels` are those
    of the rows that stand in an outline, from 1; `filtered` is the area of a filter that hides some of its rows."""

    name: str
    cells: Mapping[tuple[int, int], RawCell]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    long: RawColumns | None = None
    levels: Mapping[int, int] = field(default_factory=dict)
    filtered: tuple[int, int, int, int] | None = None

    def cell(self, row: int, column: int) -> RawCell:
        return self.cells.get((row, column), BLANK)

    def filled_rows(self) -> list[int]:
        return list(self._filled)

    def filled_columns(self, row: int) -> list[int]:
        return self._filled.get(row, [])

    @cached_property
    def _filled(self) -> dict[int, list[int]]:
        """The columns that are filled, in order, of each row where any is."""
        filled: dict[int, list[int]] = {}
        for row, column in sorted(place for place, cell in self.cells.items() if not cell.blank):
            filled.setdefault(row, []).append(column)
        return filled


class RawBook(Struct, frozen=True):
    """`saved` is when the file says that it was last saved, as `2024-02-01 09:15`. `memos` are what a result remembers
    of how it was made (`core.memos`), `name` is what sentences call the file."""

    sheets: tuple[RawSheet, ...]
    saved: str = ""
    macros: bool = False
    memos: tuple[list[Any], ...] = ()
    name: str = ""

    def sheet(self, name: str) -> RawSheet | None:
        return next((s for s in self.sheets if s.name == name), None)


@cache
def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def serial(value: datetime | date | time | timedelta) -> float:
    """Excel's number of a day, of a time of day, or of a span of time."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment - datetime(1899, 12, 30)) / timedelta(days=1)


def from_iso(text: str) -> datetime | time:
    """The day or the time of day that is stored as text, as its clock showed it; raises ValueError where it is none.
    Python would take a year for a time of day."""
    if text[2:3] == ":":
        return time.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
