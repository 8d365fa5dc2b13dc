"""The vocabulary of sheets of lines with amounts, in blocks that are closed by stated totals."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field

from xltool.binding.bind import BoundRow
from xltool.binding.stated_totals import LabelKind, Stated
from xltool.core.tables import Input, Origin
from xltool.core.units import SignRule
from xltool.sheets.lines.accounts import Accounts


class LineKind(Enum):
    """Which total a line belongs to; the value is the word in the column Typ."""

    INCOME = "Intäkt"
    COST = "Kostnad"
    PROJECT = "Projekt"


TOTAL_OF = {LineKind.INCOME: LabelKind.INCOME, LineKind.COST: LabelKind.COST}


class LineColumns(Struct, frozen=True):
    """Which columns of a sheet play which part. `only` is the kind of all lines where the sheet has but one.
    `role` is where a row may be called a sum, a part or a line."""

    name: Input
    budget: Input
    actual: Input
    amounts: tuple[Input, ...]
    variance: Input
    comment: Input
    account: Input | None = None
    kind: Input | None = None
    role: Input | None = None
    only: LineKind | None = None


class Line(Struct, frozen=True):
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


class Block(Struct, frozen=True):
    """The lines of one total, and by column the rounding difference of its stated total."""

    name: str
    lines: tuple[Line, ...]
    rounding: dict[Input, float]
    comment: str = ""
    origin: Origin | None = None

    def sum(self, column: Input) -> float:
        return sum(line.amounts.get(column, 0.0) for line in self.lines) + self.rounding.get(column, 0.0)


class Lines(Struct, frozen=True):
    """The blocks that have lines, and the net of them; `columns` are the amount columns that are filled in,
    `signs` the rule that they were written by."""

    blocks: dict[LineKind, Block]
    net: Block
    columns: frozenset[Input]
    signs: SignRule = SignRule.NEGATIVE


class Draft(Struct, frozen=True):
    """A line whose kind is not known yet; `is_asked` where its Typ could not be read, and has been asked about."""

    row: BoundRow
    name: str
    account: str
    stated_kind: LineKind | None
    amounts: dict[Input, float]
    stated_variance: float | None
    comment: str
    named: Accounts | None = None
    summed: frozenset[Input] = frozenset()
    is_asked: bool = False


class Heading(Struct, frozen=True):
    """A heading with how many lines stand above it, and the kind of those below where it says so."""

    position: int
    kind: LineKind | None = None
    name: str = ""


class SortedRows(Struct):
    """The rows by what they are."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    def above(self, net: Stated) -> int:
        """How many lines the net may hold: those above it, or all where it stands above them."""
        return net.position or len(self.drafts)
