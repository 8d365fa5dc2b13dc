"""Lines with amounts as they were read, in blocks, and the columns that say it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from xltool.core.columns import Input
from xltool.core.origin import Origin
from xltool.core.units import SignRule
from xltool.sheets.lines.accounts import Accounts
from xltool.sheets.lines.followers import Beside


class LineKind(Enum):
    """Which total a line belongs to; the value is the word in the column Typ."""

    INCOME = "Intäkt"
    COST = "Kostnad"
    PROJECT = "Projekt"
    NET = "Netto"  # what a whole verksamhet costs beyond its income: no word of Typ


class Sides(Struct, frozen=True):
    """Income and cost beside each other, whose sum is the net of a line."""

    income: Input
    cost: Input
    net: Input

    @property
    def columns(self) -> tuple[Input, Input]:
        return self.income, self.cost


class Difference(Struct, frozen=True):
    """`first` less `second`, or less what stands `instead` of that where it is empty."""

    first: Input
    second: Input
    instead: Input | None = None

    def computed(self, amounts: Mapping[Input, float]) -> float | None:
        """None where one of the amounts is missing."""
        second = amounts.get(self.second)
        if second is None and self.instead is not None:
            second = amounts.get(self.instead)
        return None if second is None or self.first not in amounts else amounts[self.first] - second

    @property
    def words(self) -> str:
        return f"{self.first.header.lower()} − {self.second.header.lower()}"


class LineColumns(Struct, frozen=True):
    """Which columns of a sheet play which part. `only` is the kind of all lines where the sheet has but one.
    `role` is where a row may be called a sum, a part or a line, `group` which group it belongs to, `sides` are amounts that
    are split into income and cost. `of_other_years` are the amounts that are not of the year alone: no line is compared by
    them, and their totals are the sums of the lines. `budget_parts` are the first budget and its changes. `texts` are words beside the amounts, `differences` what a stated
    variance may be beside that of the year's amounts."""

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
    group: Input | None = None
    sides: tuple[Sides, ...] = ()
    of_other_years: frozenset[Input] = frozenset()
    budget_parts: tuple[Input, ...] = ()
    texts: tuple[Input, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def nets(self) -> tuple[Input, ...]:
        """The amounts that a line is compared by: all but the sides of one, the parts of its budget, and those of other
        years."""
        parts = {*self.side_columns, *self.budget_parts} | self.of_other_years
        return tuple(c for c in self.amounts if c not in parts)

    @property
    def side_columns(self) -> tuple[Input, ...]:
        return tuple(c for one in self.sides for c in (one.income, one.cost))


class Line(Struct, frozen=True):
    """A line with its amounts in the seed's sign convention, in the workbook's unit. `named` are the accounts whose
    detail rows are the line's, `summed` the amounts that are the sums of those, `group` is whose line it is, `level` how
    many headings it stands under beyond the first, `beside` what it has in columns that xltool does not know, by header,
    `texts` what it has in our columns of words."""

    name: str
    account: str
    kind: LineKind
    amounts: dict[Input, float]
    comment: str
    origins: dict[Input, Origin]
    named: Accounts | None = None
    summed: frozenset[Input] = frozenset()
    group: str = ""
    level: int = 0
    beside: Mapping[str, Beside] = field(default_factory=dict)
    texts: Mapping[Input, str] = field(default_factory=dict)


class Mark(Struct, frozen=True):
    """A row among the lines of a block that is none of them: a heading, or the subtotal of the lines that `of` counts.
    `position` is how many of the block's lines stand above it, `group` the name of whose row it is, `level` how many
    headings it stands under."""

    name: str
    position: int
    group: str
    of: tuple[int, ...] = ()
    account: str = ""
    comment: str = ""
    origins: Mapping[Input, Origin] = {}
    level: int = 0

    @property
    def is_above(self) -> bool:
        """Whether it is a subtotal that stands above its lines."""
        return self.position <= min(self.of, default=-1)


class Block(Struct, frozen=True):
    """The lines of one total, by column the rounding difference of its stated total, and in their order the headings and
    subtotals among the lines."""

    name: str
    lines: tuple[Line, ...]
    rounding: dict[Input, float]
    comment: str = ""
    origin: Origin | None = None
    marks: tuple[Mark, ...] = ()

    def sum(self, column: Input) -> float:
        return sum(line.amounts.get(column, 0.0) for line in self.lines) + self.rounding.get(column, 0.0)


class Lines(Struct, frozen=True):
    """The blocks that have lines, and the net of them, which of net lines is their block; `columns` are the columns of
    amounts, and of words beside them, that are filled in, `signs` the rule that they were written by, `added` the amounts that are the sums of their
    sides. `judged` is the column that is compared with the budget, `followers` are the headers
    of the columns that xltool does not know, `groups` are the names of the groups in their order,
    `grouped_by` is the header of the column that tells them, if one does."""

    blocks: dict[LineKind, Block]
    net: Block
    columns: frozenset[Input]
    signs: SignRule = SignRule.NEGATIVE
    added: frozenset[Input] = frozenset()
    judged: Input | None = None
    followers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    grouped_by: str = ""

    @property
    def are_nets(self) -> bool:
        """Whether the lines are net costs, one for each verksamhet."""
        return LineKind.NET in self.blocks
