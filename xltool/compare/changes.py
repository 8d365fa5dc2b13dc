"""The records of what differs between two workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from xltool.core.scalars import Scalar
from xltool.core.units import Form, Quantity, Unit
from xltool.sheets.operating import operating_columns as operating

COMMENT = operating.COMMENT.header


class Side(Enum):
    """Which of the two workbooks; the value is its letter in the listing."""

    A = "A"
    B = "B"


class ComparedValue(Struct, frozen=True):
    """What stands in a cell; None where it is empty."""

    content: Scalar
    quantity: Quantity
    computed: bool = False


class Change(Struct, frozen=True):
    """A cell that differs. What is `computed` follows from what was filled in."""

    column: str
    a: ComparedValue
    b: ComparedValue

    @property
    def computed(self) -> bool:
        return self.a.computed or self.b.computed

    @property
    def quantity(self) -> Quantity:
        return self.b.quantity if self.b.content is not None else self.a.quantity

    @property
    def difference(self) -> float | None:
        """B − A where both are numbers of the same quantity, without the noise of binary fractions."""
        before, after = _decimal(self.a), _decimal(self.b)
        if before is None or after is None or self.a.quantity != self.b.quantity:
            return None
        return float(after - before)


def _decimal(value: ComparedValue) -> Decimal | None:
    number = isinstance(value.content, float | int) and not isinstance(value.content, bool)
    if not number or value.quantity.form in (Form.DATE, Form.TEXT):
        return None
    return Decimal(f"{value.content:.15g}")


class RowDifference(Struct, frozen=True):
    """A row that differs: its name in each workbook, None where it lacks the row, and the cells that differ. The
    cells of a row that only one has are all told. `name` is empty where the sheet has no rows (Uppgifter)."""

    a: str | None
    b: str | None
    account: str
    changes: tuple[Change, ...]
    is_line: bool

    @property
    def name(self) -> str:
        return self.b if self.b is not None else self.a or ""

    @property
    def only_in(self) -> Side | None:
        return Side.A if self.b is None else Side.B if self.a is None else None

    @property
    def was(self) -> str:
        """The name in A of a row that is called something else in B."""
        renamed = self.is_line and self.a is not None and self.b is not None and self.a != self.b
        return self.a or "" if renamed else ""


class SheetDifference(Struct, frozen=True):
    """A sheet that differs. `unread` says why it could not be compared, or for Uppgifter a part of it; `lines` is
    how many rows the sheet has that only one workbook has."""

    sheet: str
    rows: tuple[RowDifference, ...] = ()
    only_in: Side | None = None
    lines: int = 0
    unread: Mapping[Side, str] | None = None


class UserSheetDifference(Struct, frozen=True):
    """A sheet that people added: only in one workbook, or with so many cells that differ. `unknown` are formulas
    that no program has computed."""

    sheet: str
    only_in: Side | None = None
    cells: int = 0
    unknown: int = 0


class BesideDifference(Struct, frozen=True):
    """What people wrote beside our tables or over what xltool writes, in A and in B; empty where there is nothing."""

    sheet: str
    where: str
    a: str
    b: str


class LedgerDifference(Struct, frozen=True):
    """Underlag, where it differs: the headers of the columns that do, and how many rows each workbook has, 0 where
    it has none."""

    columns: tuple[str, ...]
    a: int
    b: int


class Differences(Struct, frozen=True):
    """Amounts are in `unit`, the smaller one where the workbooks have different units. `uncomputed` says why a
    workbook could not be computed; nothing that follows from the filled-in cells is then compared."""

    unit: Unit
    sheets: tuple[SheetDifference, ...]
    ledger: LedgerDifference | None
    user_sheets: tuple[UserSheetDifference, ...]
    beside: tuple[BesideDifference, ...]
    uncomputed: Mapping[Side, str]

    @property
    def any(self) -> bool:
        """Whether something is known to differ."""
        told = any(s.rows or s.only_in for s in self.sheets) or self.ledger is not None or bool(self.beside)
        return told or any(s.only_in or s.cells for s in self.user_sheets)

    @property
    def complete(self) -> bool:
        """Whether everything could be compared."""
        return not (
            self.uncomputed or any(s.unread for s in self.sheets) or any(s.unknown for s in self.user_sheets)
        )
