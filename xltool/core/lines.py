"""The vocabulary of sheets of lines with amounts, in blocks that are closed by stated totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from xltool.core.accounts import Accounts
from xltool.core.bind import BoundRow
from xltool.core.sheet import Input, Origin
from xltool.core.totals import LabelKind, Stated


class LineKind(Enum):
    """Which total a line belongs to; the value is the word in the column Typ."""

    INCOME = "Intäkt"
    COST = "Kostnad"
    PROJECT = "Projekt"


TOTAL_OF = {LineKind.INCOME: LabelKind.INCOME, LineKind.COST: LabelKind.COST}


@dataclass(frozen=True, slots=True)
class LineColumns:
    """Which columns of a sheet play which part. `only` is the kind of all lines where the sheet has but one."""

    name: Input
    budget: Input
    actual: Input
    amounts: tuple[Input, ...]
    variance: Input
    comment: Input
    account: Input | None = None
    kind: Input | None = None
    only: LineKind | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its amounts in the seed's sign convention, in the workbook's unit. `named` are the accounts whose
    detail rows are the line's, `summed` the amounts that are the sums of those."""

    name: str
    account: str
    kind: LineKind
    amounts: dict[Input, float]
    comment: str
    origins: dict[Input, Origin]
    named: Accounts | None = None
    summed: frozenset[Input] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one total, and by column the rounding difference of its stated total."""

    name: str
    lines: tuple[Line, ...]
    rounding: dict[Input, float]
    comment: str = ""
    origin: Origin | None = None

    def sum(self, column: Input) -> float:
        return sum(line.amounts.get(column, 0.0) for line in self.lines) + self.rounding.get(column, 0.0)


@dataclass(frozen=True, slots=True)
class Lines:
    """The blocks that have lines, and the net of them; `columns` are the amount columns that are filled in."""

    blocks: dict[LineKind, Block]
    net: Block
    columns: frozenset[Input]


@dataclass(frozen=True, slots=True)
class Draft:
    """A line whose kind is not known yet."""

    row: BoundRow
    name: str
    account: str
    stated_kind: LineKind | None
    amounts: dict[Input, float]
    stated_variance: float | None
    comment: str
    named: Accounts | None = None
    summed: frozenset[Input] = frozenset()

    def computed_variance(self, columns: LineColumns) -> float:
        return self.amounts[columns.budget] - self.amounts[columns.actual]


@dataclass(slots=True)
class SortedRows:
    """The rows by what they are; `headings` holds how many lines stand above each heading."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
