"""Long tables: columns of up to hundreds of thousands of rows, which nobody looks at cell by cell.

The columns themselves live in `sheets.ledger.array_columns`, on arrays; here is what formulas, pages and checks know of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from xltool.core.columns import Column, Input
from xltool.core.expr import Span
from xltool.core.origin import Origin
from xltool.core.ranges import LongRange

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHOLE_ROWS = ""
_FIRST, _LAST = "first", "last"
_MULTIPLIERS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The numbers as if drawn by lot, each always the same (Steele and others, SplitMix 2014), so that their sum stands
    for all of them."""
    import numpy as np

    first, second = (np.uint64(m) for m in _MULTIPLIERS)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * first
    numbers = (numbers ^ (numbers >> np.uint64(27))) * second
    return numbers ^ (numbers >> np.uint64(31))


def _sum(marks: NDArray[np.uint64]) -> str:
    return f"{int(marks.sum(dtype='uint64')):016x}"


class LongColumn(LongRange):
    """A column's cells: either `numbers` (NaN where blank), or `codes` into its few different `words` (-1 where
    blank); a word is a number, a text or a truth value."""

    numbers: NDArray[np.float64]
    codes: NDArray[np.intp]
    is_numbers: bool
    words: Sequence[float | str | bool]

    def marks(self) -> NDArray[np.uint64]:
        """A number that stands for each cell, as far as a program that saves it keeps its digits."""
        raise NotImplementedError

    def counts(self) -> dict[float | str | bool, int]:
        """How many cells hold each value; blank ones are not counted."""
        raise NotImplementedError

    def different(self) -> Sequence[float | str | bool | None]:
        """Each different cell once, numbers before texts, sorted; None last where some are blank."""
        raise NotImplementedError


class LongTable(Struct, frozen=True):
    """A table of many rows and no formulas. `days` are the columns whose numbers are dates."""

    key: str
    columns: tuple[Column, ...]
    cells: Mapping[Column, LongColumn]
    size: int
    days: frozenset[Column] = frozenset()

    def all(self, column: Column) -> Span:
        return Span(self.key, _FIRST, _LAST, column)

    @property
    def places(self) -> dict[str, int]:
        """The rows that a Span names, counted from the table's first."""
        return {_FIRST: 0, _LAST: self.size - 1}


class Account(Struct, frozen=True):
    """An account's detail rows: how many, their sums by the lines' column in the ledger's unit, where the first stands.
    `values` are what those rows have in the columns that tell lines apart, where there are such."""

    number: str
    count: int
    sums: Mapping[Input, float]
    origin: Origin
    values: tuple[float | str | bool | None, ...] = ()


class Narrowing(Struct, frozen=True):
    """A column by which lines of the same account are told apart: its name in the ledger, and the `header` of the lines'
    own, which is bound to `column` where it is one of ours; `said` is what the lines say in it."""

    name: str
    header: str
    column: Input | None = None
    said: tuple[str, ...] = ()


LEDGER_KEY = "details"  # of the sheet that has them


class Details(Struct, frozen=True):
    """The detail rows (Underlag). `amounts` are the lines' columns that it has sums for, each with its own column;
    their figures are in `unit`, and `multiplier` and `divisor` turn that into the workbook's. `kept` are its other
    columns by name, `narrowed` those that tell lines apart, and `parts` the accounts by what they hold."""

    sheet: str
    account: Input
    amounts: Mapping[Input, Column]
    accounts: Mapping[str, Account]
    table: LongTable
    unit: str
    multiplier: float
    divisor: float
    kept: Mapping[str, Column]
    narrowed: tuple[Narrowing, ...] = ()
    parts: Mapping[str, Sequence[Account]] = {}

    def parts_of(self, account: str) -> Sequence[Account]:
        """The account's rows, by what they hold in the columns that tell lines apart."""
        return self.parts.get(account, (self.accounts[account],))

    def span(self, column: Input) -> Span:
        """The detail rows' cells that a line's column sums."""
        return self.table.all(self.amounts[column])

    def digests(self) -> dict[str, str]:
        """By header a few letters that stand for all cells of a column, in whatever order the rows are sorted; under no
        header those for the rows as wholes."""
        import numpy as np

        found, rows = {}, np.zeros(self.table.size, np.uint64)
        for column in self.table.columns:
            marks = self.table.cells[column].marks()
            found[column.header] = _sum(marks)
            rows = mixed(rows * np.uint64(31) + marks)
        return {**found, WHOLE_ROWS: _sum(rows)}

    def convert(self, amount: float) -> float:
        """An amount of the ledger in the workbook's unit."""
        return amount * self.multiplier / self.divisor
