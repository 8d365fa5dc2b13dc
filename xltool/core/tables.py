"""The vocabulary of a result: rows, tables, cells, colours."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property

from msgspec import Struct, field

from xltool.core.columns import Column
from xltool.core.excel_text import ExcelText, excel_text
from xltool.core.expr import At, Expr, Span
from xltool.core.origin import Origin
from xltool.core.scalars import Scalar
from xltool.core.units import Quantity


class Computed(Column, frozen=True, eq=False, dict=True):
    """What follows from other columns of the row. A `bar` shows its number as a bar."""

    formula: Expr
    bar: bool = False

    @cached_property
    def text(self) -> ExcelText:
        """The formula for all rows."""
        return excel_text(self.formula)


MOST = 1e15  # above it Excel's digits do not reach the ones


class Role(Enum):
    __hash__ = object.__hash__  # that of Enum is Python, and it is asked thousands of times

    TITLE = "title"
    SUBTITLE = "subtitle"
    MESSAGE = "message"
    BADGE = "badge"
    NOTE = "note"
    TEXT = "text"
    ENTRY = "entry"
    LINE = "line"
    HEADING = "heading"
    GROUP = "group"
    GROUP_TOTAL = "group total"
    SUBTOTAL = "subtotal"
    ROUNDING = "rounding"
    TOTAL = "total"


class Numbers(Struct, frozen=True):
    """The numbers that a cell takes, in the cell's own unit, and what Excel says of anything else. Without `stops` it asks
    before it takes something else."""

    error: str
    least: float = -MOST
    most: float = MOST
    stops: bool = True


class Cell(Struct, frozen=True):
    """A constant or a formula; `quantity` where it differs from its column's. `origin` is where the input held
    it, `link` a cell of the result, the title of a page, or with `external:` before it another file. A `fixed` input
    is not to be changed in the result, one of `numbers` takes those alone, an `open` cell may be rewritten although
    it is a formula. `prompt` is what Excel says when the cell is chosen, where it is not its column's help. `indent` is how much further than
    others of its row's role a text stands."""

    content: Scalar | Expr
    quantity: Quantity | None = None
    origin: Origin | None = None
    choices: tuple[str, ...] = ()
    link: At | str | None = None
    fixed: bool = False
    numbers: Numbers | None = None
    open: bool = False
    prompt: str = ""
    indent: int = 0


class Row(Struct, frozen=True):
    """`cells` holds what the row has of its own; a Computed column that it lacks gets the column's formula,
    except in the columns of `blank`. `name` is the defined name of the row's input cell in Excel, if any."""

    key: str
    role: Role
    cells: Mapping[Column, Cell]
    blank: frozenset[Column] = frozenset()
    name: str = ""


class Meaning(Enum):
    """What a colour says; `drawing.styles` knows which colour that is."""

    GOOD = "good"
    PARTLY = "partly"
    BAD = "bad"
    NOTE = "note"


class Colour(Struct, frozen=True):
    """The cells of `column` mean this where the condition holds for the row."""

    column: Column
    condition: Expr
    meaning: Meaning


class Table(Struct, frozen=True):
    """Rows under one header. `headers` replaces a column's header text, `title` stands above it, the columns of
    `hidden` hold what only formulas and charts need. The lines of a `sortable` table come to the same in any order.
    The texts of the last column of one that `runs_over` go on over the empty cells beside it."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    headers: Mapping[Column, str] = field(default_factory=dict)
    colours: tuple[Colour, ...] = ()
    hidden: frozenset[Column] = frozenset()
    header_row: bool = True
    sortable: bool = False
    runs_over: bool = False

    def header_of(self, column: Column) -> str:
        return self.headers.get(column, column.header)

    def at(self, row: str, column: Column) -> At:
        return At(self.key, row, column)

    def span(self, first: str, last: str, column: Column) -> Span:
        return Span(self.key, first, last, column)

    def all(self, column: Column) -> Span:
        return Span(self.key, self.rows[0].key, self.rows[-1].key, column)

    def fenced(self, column: Column, last: str = "") -> Span:
        """The column from the header to the row, or to the table's last: also with what is put in above its first row."""
        return Span(self.key, "", last or self.rows[-1].key, column)

    def row(self, key: str) -> Row:
        return next(r for r in self.rows if r.key == key)

    def lines(self) -> tuple[Row, ...]:
        return tuple(r for r in self.rows if r.role is Role.LINE)
