"""A sheet whose headers are bound to the columns of its kind, and its rows."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from xltool.core.cells import RawCell, address
from xltool.core.columns import Input, Sheet
from xltool.core.origin import Origin


class UnreadRows(Struct, frozen=True):
    """Rows of a sheet that are not read, and why."""

    first: int
    last: int
    reason: str


class BoundRow(Struct):
    """A row below the header that holds something: all its `cells`, and those that are `filled`. `outline`, `indent`
    and `bold` are how it looks, `sums` the rows that the formula of a column's cell refers to."""

    sheet: str
    number: int
    cells: dict[Input, RawCell]
    filled: dict[Input, RawCell]
    columns: dict[Input, int]
    extra: dict[str, RawCell] = field(default_factory=dict)
    extra_columns: dict[str, int] = field(default_factory=dict)
    outline: int = 0
    indent: int = 0
    bold: bool = False
    sums: dict[Input, frozenset[int]] = field(default_factory=dict)

    def rows_summed(self, column: Input) -> frozenset[int]:
        """The rows that the formula in the column refers to; none where there is no formula."""
        return self.sums.get(column, frozenset())

    def origin(self, column: Input) -> Origin:
        """Where the row's cell of the column stands; the row's first bound cell where it has no such column."""
        position = self.columns.get(column) or min(self.columns.values())
        return Origin(self.sheet, address(self.number, position))

    def origins(self) -> dict[Input, Origin]:
        """Where the row's cell of each column stands."""
        return {c: Origin(self.sheet, address(self.number, p)) for c, p in self.columns.items()}

    def has(self, column: Input) -> bool:
        return column in self.filled


class Bound(Struct):
    """A sheet whose headers are bound. `year` is the year that its headers state, if any. `left_out` are other tables
    of the sheet, `called` what the sheet calls the columns, `months` the positions of columns that are read as one: their
    sum. The budget of one that `is_granted` is the municipality's grant, of the other sign than the costs."""

    kind: Sheet
    name: str
    header_row: int
    columns: dict[Input, int]
    extra: dict[str, int]
    rows: list[BoundRow]
    year: int | None = None
    free_column: int = 1
    left_out: list[UnreadRows] = field(default_factory=list)
    months: Mapping[Input, tuple[int, ...]] = field(default_factory=dict)
    is_granted: bool = False
    called: dict[Input, str] = field(default_factory=dict)

    def origin(self, column: Input) -> Origin:
        return Origin(self.name, address(self.header_row, self.columns[column]))
