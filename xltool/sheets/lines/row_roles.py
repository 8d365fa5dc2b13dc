"""What each row of a sheet of lines is by its label, by Typ and by the rows that it sums (reading.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import as_text
from xltool.core.cells import address
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.candidates import Candidate, candidate
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.parents import Parent, parents, sums_alone


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
_LINE_WORDS = {None: TypedRole.LINE.value, LineKind.INCOME: "Intäktsrad", LineKind.COST: "Kostnadsrad"}
_TOTALS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET, LabelKind.SUBTOTAL)
_OF_TYPE = {TypedRole.SUM: LabelKind.SUBTOTAL, TypedRole.PART: LabelKind.PART, TypedRole.LINE: LabelKind.LINE}
_PARTS_BELOW = {"varav", "darav"}
_ENDS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET)


class LabelledRow(Struct):
    """A row with its name and what it is so far."""

    bound: BoundRow
    name: str
    kind: LabelKind
    typed: Typed | None = None


def labelled_rows(
    bound: Bound, columns: LineColumns, reader: Reader, *, own: bool, by_code: bool
) -> list[LabelledRow]:
    """The rows by what they are. In xltool's `own` result every row is what its label says. `by_code` lets the codes of
    rows tell which are sums."""
    rows = [_row(row, columns, reader) for row in bound.rows]
    if not any(row.kind in _TOTALS for row in rows):
        for row in rows:
            if row.kind is LabelKind.ROUNDING:  # no stated total tells the difference again
                row.kind = LabelKind.LINE
    _parts_below(rows, columns)
    if not own:
        _settle_parents(bound, rows, columns, reader, by_code=by_code)
    return rows


def _row(row: BoundRow, columns: LineColumns, reader: Reader) -> LabelledRow:
    kind = label_kind(as_text(row.cells[columns.name]))
    typed = reader.choice(row, columns.role, TYPED) if columns.role else None
    if typed is not None and typed.role is not None:
        # TOTALT INTÄKTER stays the total of income, whatever kind of sum Typ calls it.
        kind = kind if typed.role is TypedRole.SUM and kind in _TOTALS else _OF_TYPE[typed.role]
    elif typed is not None and kind is LabelKind.NOTE:
        kind = LabelKind.LINE
    return LabelledRow(row, reader.text(row, columns.name), kind, typed)


def _parts_below(rows: Sequence[LabelledRow], columns: LineColumns) -> None:
    """The rows below a line `varav:` are parts of the row above it, to the next total or heading."""
    below = False
    for row in rows:
        filled = any(row.bound.has(c) for c in columns.amounts)
        if normalised(row.name) in _PARTS_BELOW and not filled:
            below = True
        elif row.kind in _TOTALS or not filled:
            below = False
        elif below and not (row.typed and row.typed.role):
            row.kind = LabelKind.PART


def _settle_parents(
    bound: Bound, rows: Sequence[LabelledRow], columns: LineColumns, reader: Reader, *, by_code: bool
) -> None:
    """Rows that are the sums of other rows without saying so become subtotals, or are asked about."""
    asked: set[int] = set()
    for group, total in _groups(rows, columns):
        below = candidate(total.bound, columns) if total else None
        found = parents(_candidates(group, columns), reader.money, by_code=by_code, total=below)
        asked |= {id(group[p.index]) for p in found if not p.sure}
        for parent in found:
            _settle(bound, group, parent, columns, reader)
    for group in _across(rows):
        left = [r for r in group if _may_be_sum(r, columns) and id(r) not in asked]
        for parent in sums_alone(_candidates(left, columns), range(len(left)), reader.money):
            _settle(bound, left, parent, columns, reader)


def _may_be_sum(row: LabelledRow, columns: LineColumns) -> bool:
    return row.kind is LabelKind.LINE and bool(row.name) and _has_amounts(row.bound, columns)


def _candidates(rows: Sequence[LabelledRow], columns: LineColumns) -> list[Candidate]:
    return [candidate(r.bound, columns, typed=bool(r.typed and r.typed.role)) for r in rows]


def _groups(
    rows: Sequence[LabelledRow], columns: LineColumns
) -> list[tuple[list[LabelledRow], LabelledRow | None]]:
    """The lines that stand together, with the total that closes them. A subtotal repeats what stands beside it: sums
    above it may hold it, and it ends nothing."""
    groups: list[tuple[list[LabelledRow], LabelledRow | None]] = []
    group: list[LabelledRow] = []
    for row in rows:
        if row.kind in _ENDS or not _has_amounts(row.bound, columns):
            groups.append((group, row if row.kind in _ENDS else None))
            group = []
        elif _may_be_sum(row, columns):
            group.append(row)
    return [*groups, (group, None)]


def _across(rows: Sequence[LabelledRow]) -> list[list[LabelledRow]]:
    """The rows between those that end a block, whatever headings stand between them."""
    groups: list[list[LabelledRow]] = [[]]
    for row in rows:
        if row.kind in _ENDS:
            groups.append([])
        groups[-1].append(row)
    return groups


def _settle(
    bound: Bound, group: Sequence[LabelledRow], parent: Parent, columns: LineColumns, reader: Reader
) -> None:
    """Makes the row a subtotal where that is sure; else asks."""
    row = group[parent.index]
    names = [group[i].bound for i in parent.parts]
    cells = f"{names[0].number}–{names[-1].number}" if len(names) > 1 else str(names[0].number)
    if parent.sure:
        row.kind = LabelKind.SUBTOTAL
        where = row.bound.origin(columns.name)
        fields = {"name": row.name, "rows": cells, "why": parent.why}
        reader.findings.append(codes.READ_AS_SUM.at(where, **fields))
    else:
        _ask_role(bound, row, columns, cells, parent.why, reader)


def _ask_role(
    bound: Bound, row: LabelledRow, columns: LineColumns, parts: str, why: str, reader: Reader
) -> None:
    """Asks whether the row is a sum; Typ answers, in a column of its own where the sheet has none."""
    if columns.role is None:
        return
    at = bound.columns.get(columns.role) or bound.free_column
    header = () if columns.role in bound.columns else ((bound.header_row, columns.role.header),)
    remedies = []
    for word in (TypedRole.SUM.value, _LINE_WORDS[row.typed.kind if row.typed else None]):
        rest = tuple(Remedy(bound.name, text, cell=address(number, at)) for number, text in header)
        remedies.append(Remedy(bound.name, word, cell=address(row.bound.number, at), together=rest))
    where = row.bound.origin(columns.name)
    told = codes.SUM_OR_LINE.at(where, name=row.name, rows=parts, why=why)
    reader.findings.append(replace(told, remedies=tuple(remedies)))


def _has_amounts(row: BoundRow, columns: LineColumns) -> bool:
    return any(row.has(c) for c in columns.amounts)
