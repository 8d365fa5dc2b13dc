"""A row with its name and what it is taken for: by its label, and by what the column Typ says."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from xltool.binding.bound import BoundRow
from xltool.binding.row_labels import LabelKind
from xltool.core.spelling import normalised
from xltool.sheets.lines.candidates import Candidate, candidate
from xltool.sheets.lines.line_kinds import LineColumns, LineKind

TOTALS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET, LabelKind.SUBTOTAL)


class TypedRole(Enum):
    """What the column Typ may say beside the kind of a line; the value is the word."""

    SUM = "Summa"
    PART = "Varav"
    LINE = "Rad"


class Typed(NamedTuple):
    """What Typ says of a row: its kind, and whether it is a sum, a part or a line; None where it says nothing of that."""

    kind: LineKind | None = None
    role: TypedRole | None = None


TYPED: dict[str, Typed] = {
    "intakt": Typed(LineKind.INCOME),
    "intakter": Typed(LineKind.INCOME),
    "kostnad": Typed(LineKind.COST),
    "kostnader": Typed(LineKind.COST),
    "intaktsrad": Typed(LineKind.INCOME, TypedRole.LINE),
    "kostnadsrad": Typed(LineKind.COST, TypedRole.LINE),
    **{normalised(role.value): Typed(None, role) for role in TypedRole},
}


LINE_WORDS = {None: TypedRole.LINE.value, LineKind.INCOME: "Intäktsrad", LineKind.COST: "Kostnadsrad"}


class LabelledRow(Struct):
    """A row with its name and what it is so far; `lone` is a line that is called as a total is, `parts`
    are the numbers of the rows that it is the sum of, where that is known."""

    bound: BoundRow
    name: str
    kind: LabelKind
    typed: Typed | None = None
    lone: bool = False
    parts: tuple[int, ...] = ()


def has_amounts(row: BoundRow, columns: LineColumns) -> bool:
    return any(row.has(c) for c in columns.amounts)


def may_be_sum(row: LabelledRow, columns: LineColumns) -> bool:
    return row.kind is LabelKind.LINE and bool(row.name) and has_amounts(row.bound, columns)


def candidates(rows: Sequence[LabelledRow], columns: LineColumns) -> list[Candidate]:
    return [candidate(r.bound, columns, typed=bool(r.typed and r.typed.role)) for r in rows]
