"""What a layout comes to: placed cells, rules, charts, for each sheet. Plain data that the writer draws."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from xltool.core.long_columns import LongColumn
from xltool.core.pages import Part
from xltool.core.scalars import Scalar
from xltool.core.tables import Meaning, Numbers
from xltool.drawing.styles import Look


class PlacedCell(Struct, frozen=True):
    """Rows and columns are counted from 0. A formula has its value beside it, always."""

    row: int
    column: int
    value: Scalar
    formula: str | None
    look: Look
    link: str | None = None


class Rule(Struct, frozen=True):
    """A conditional format over a column of a table; the formula is written for its first row. A heading that
    runs over the cells beside it is coloured in its text alone."""

    first_row: int
    last_row: int
    column: int
    formula: str
    meaning: Meaning
    text_alone: bool


class Bar(Struct, frozen=True):
    first_row: int
    last_row: int
    column: int
    share: bool


class Choice(Struct, frozen=True):
    """Cells below each other that take one of the words, or one of the numbers. The title and the prompt are shown
    when one is chosen, where there is a prompt."""

    first_row: int
    last_row: int
    column: int
    words: tuple[str, ...]
    title: str
    prompt: str
    numbers: Numbers | None = None


class Sortable(Struct, frozen=True):
    """Lines that Excel may sort and filter, under their header row; what stands below them is left alone."""

    name: str
    header_row: int
    first_column: int
    last_row: int
    headers: tuple[tuple[str, Look], ...]


class PlacedSeries(Struct, frozen=True):
    name: str
    part: Part
    values: str
    number_format: str


class PlacedChart(Struct, frozen=True):
    """`name` is what the object is called, which a screen reader says; `named` is one whose rows have names, `plot` where its bars stand: left, top, width and height as parts of the chart's."""

    row: int
    column: int
    offset: int
    title: str
    description: str
    categories: str
    series: tuple[PlacedSeries, ...]
    from_zero: str
    width: int
    height: int
    named: bool = True
    plot: tuple[float, float, float, float] | None = None
    lines: bool = False
    name: str = ""


class PlacedBlock(Struct, frozen=True):
    """Many rows below the sheet's other cells, from the first column on, with a look a column."""

    row: int
    cells: tuple[LongColumn, ...]
    looks: tuple[Look, ...]

    @property
    def last_row(self) -> int:
        column = self.cells[0]
        return self.row + len(column.numbers if column.is_numbers else column.codes) - 1


class PlacedTable(Struct, frozen=True):
    """Where a table stands: its header, if it has one, its rows by key, its last column."""

    header_row: int | None
    rows: Mapping[str, int]
    last_column: int


class SheetPlan(Struct):
    """Everything that the writer needs for one sheet. `header_rows` are repeated on each printed page, `frozen`
    is the first row that scrolls, `one_page` prints on one page. A `secret` sheet is xltool's own, one that is
    `put_away` people have hidden, and the workbook `opens` on one. Its `footer` is in Excel's own code. `merged` are first row, first column, last row, last column.
    One whose columns do not fit on A4 is printed `on_a3`.
    `growing_rows` become higher when somebody writes more in them, and `irregular_rows` have formulas of their own, which differ from those
    of the rows around them."""

    name: str
    tab: str
    cells: list[PlacedCell] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    sortables: list[Sortable] = field(default_factory=list)
    charts: list[PlacedChart] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    header_row: int | None = None
    frozen: tuple[int, int] | None = None
    last_row: int = 0
    last_column: int = 0
    print_column: int = 0
    one_page: bool = False
    secret: bool = False
    names: dict[str, str] = field(default_factory=dict)
    block: PlacedBlock | None = None
    tables: dict[str, PlacedTable] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    growing_rows: set[int] = field(default_factory=set)
    irregular_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    gridlines: bool = False
    on_a3: bool = False
    put_away: bool = False
    opens: bool = False
    footer: str = ""
