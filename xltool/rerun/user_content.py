"""What people added to a result, apart from the entries that are there to be changed: columns beside our tables,
sheets, loose cells, figures and formulas typed over ours."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar


class Style(Struct, frozen=True):
    """As much of a cell's format as comes along. Colours are `#RRGGBB`, empty where Excel decides; borders are
    thin or none."""

    number_format: str = "General"
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    fill: str = ""
    left: bool = False
    right: bool = False
    top: bool = False
    bottom: bool = False
    align: str = ""
    valign: str = ""
    wrap: bool = False


PLAIN = Style()


class UserCell(Struct, frozen=True):
    """`formula` is what the value came from; it does not come along."""

    value: Scalar
    style: Style = PLAIN
    formula: str = ""


class UserColumn(Struct, frozen=True):
    """A column beside the table of a sheet: its cells by the row that they belong to. `rows` are all rows of the table
    that have a name, `between` is whether it stood in between ours."""

    sheet: str
    table: str
    header: UserCell | None
    cells: Mapping[RowKey, UserCell]
    rows: tuple[RowKey, ...]
    width: float = 0.0
    between: bool = False

    @property
    def name(self) -> str:
        return str(self.header.value) if self.header and self.header.value is not None else ""


class UserSheet(Struct, frozen=True):
    """A sheet, its rows and columns counted from 1. `left` are the words for what does not come along."""

    name: str
    cells: Mapping[tuple[int, int], UserCell]
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    frozen: tuple[int, int] | None = None
    gridlines: bool = True
    hidden: bool = False
    left: tuple[str, ...] = ()


class Where(Enum):
    """How something stands on a sheet of ours; the value is what a message calls it."""

    OUTSIDE = "en cell utanför tabellen"
    AMONG = "på en rad som ni har lagt till"
    LEFT_EMPTY = "en cell som xltool lämnar tom"
    NOTE = "en anteckning på cellen"


class Stray(Struct, frozen=True):
    """What stands in a cell of ours or beside our tables, and can follow no row. `place` is its row and column."""

    sheet: str
    cell: str
    text: str
    place: tuple[int, int]
    where: Where = Where.OUTSIDE


class TypedOver(Struct, frozen=True):
    """What stands where xltool had written a formula or a word of its own (`is_word`); or a formula where an `entry` was
    to be typed."""

    sheet: str
    cell: str
    row: str
    text: str
    entry: bool = False
    is_word: bool = False


class Additions(Struct, frozen=True):
    """`left` are the words, by sheet, for what people put on our sheets that is no cell, `names` the names that they
    defined. Where the `memory_gone` is, only the sheets are known."""

    columns: tuple[UserColumn, ...] = ()
    sheets: tuple[UserSheet, ...] = ()
    strays: tuple[Stray, ...] = ()
    typed_over: tuple[TypedOver, ...] = ()
    left: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    memory_gone: bool = False
