"""The rows of a sheet by what they are, before it is known which block each line belongs to."""

from __future__ import annotations

from msgspec import Struct, field

from xltool.binding.bound import BoundRow
from xltool.binding.row_labels import LabelKind
from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.sheets.lines.accounts import Accounts
from xltool.sheets.lines.line_kinds import LineKind

TOTAL_OF = {LineKind.INCOME: LabelKind.INCOME, LineKind.COST: LabelKind.COST}


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
    group: str = ""


class Heading(Struct, frozen=True):
    """A heading with how many lines stand above it, and the kind of those below where it says so; `is_title` is the sheet's
    own, which is said again on another page."""

    position: int
    kind: LineKind | None = None
    name: str = ""
    row: BoundRow | None = None
    comment: str = ""
    account: str = ""
    is_title: bool = False


class SortedRows(Struct):
    """The rows by what they are; `narrows` is whether the column of groups tells detail rows apart."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    narrows: bool = False

    def above(self, net: Stated) -> int:
        """How many lines the net may hold: those above it, or all where it stands above them."""
        return net.position or len(self.drafts)
