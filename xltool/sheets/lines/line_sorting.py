"""What each row of a sheet of lines is: a line, a stated total, an of-which row, a heading or a note (reading.md §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bind import Bound, BoundRow
from xltool.binding.cell_reading import Reader
from xltool.binding.row_use import RowUse
from xltool.binding.stated_totals import LabelKind, Stated, label_kind
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK, address
from xltool.core.long_columns import Details
from xltool.core.spelling import normalised
from xltool.core.tables import Input
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.ledger_lines import named_accounts
from xltool.sheets.lines.line_kinds import Draft, Heading, LineColumns, LineKind, SortedRows
from xltool.sheets.lines.parents import Parent, parents, sums_across


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
_KIND_HEADINGS = {
    "intakter": LineKind.INCOME,
    "verksamhetens intakter": LineKind.INCOME,
    "kostnader": LineKind.COST,
    "verksamhetens kostnader": LineKind.COST,
}
_HEADINGS = {*_KIND_HEADINGS, "intakter och kostnader", "investeringar", "projekt"}
_PARTS_BELOW = {"varav", "darav"}


class _Row(Struct):
    """A row with its name and what it is so far."""

    bound: BoundRow
    name: str
    kind: LabelKind
    typed: Typed | None = None


def sorted_rows(
    bound: Bound, columns: LineColumns, reader: Reader, details: Details | None = None, *, own: bool = False
) -> SortedRows:
    """The rows by what they are. In xltool's `own` result every row is what its label says."""
    rows = [_row(row, columns, reader) for row in bound.rows]
    if not any(row.kind in _TOTALS for row in rows):
        for row in rows:
            if row.kind is LabelKind.ROUNDING:
                row.kind = (
                    LabelKind.LINE
                )  # no stated total tells the difference again, so the row is one of its own
    _parts_below(rows, columns)
    if not own:
        # Before a ledger the codes of lines name accounts, and one may begin another.
        _settle_parents(bound, rows, columns, reader, by_code=details is None)
    return _Sorting(columns, reader, details).sort(rows)


def _row(row: BoundRow, columns: LineColumns, reader: Reader) -> _Row:
    kind = label_kind(as_text(row.cells[columns.name]))
    typed = reader.choice(row, columns.role, TYPED) if columns.role else None
    if typed is not None and typed.role is not None:
        # TOTALT INTÄKTER stays the total of income, whatever kind of sum Typ calls it.
        kind = kind if typed.role is TypedRole.SUM and kind in _TOTALS else _OF_TYPE[typed.role]
    elif typed is not None and kind is LabelKind.NOTE:
        kind = LabelKind.LINE
    return _Row(row, reader.text(row, columns.name), kind, typed)


def _parts_below(rows: Sequence[_Row], columns: LineColumns) -> None:
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
    bound: Bound, rows: Sequence[_Row], columns: LineColumns, reader: Reader, *, by_code: bool
) -> None:
    """Rows that are the sums of other rows without saying so become subtotals, or are asked about."""
    told = [r for r in rows if r.kind is LabelKind.LINE and r.name and _has_amounts(r.bound, columns)]
    # A subtotal repeats what stands beside it: sums above it may hold it, and it ends nothing.
    ends = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET)
    breaks = {id(r) for r in rows if r.kind in ends or not _has_amounts(r.bound, columns)}
    groups: list[list[_Row]] = [[]]
    asked: set[int] = set()
    for row in rows:
        if id(row) in breaks:
            groups.append([])
        elif row in told:
            groups[-1].append(row)
    for group in groups:
        typed = [(r.bound, bool(r.typed and r.typed.role)) for r in group]
        found = parents(typed, columns, reader.money, by_code=by_code)
        asked |= {id(group[p.index]) for p in found if not p.sure}
        for parent in found:
            _settle(bound, group, parent, columns, reader)
    for group in _across(rows, ends):
        left = [r for r in group if r in told and r.kind is LabelKind.LINE and id(r) not in asked]
        typed = [(r.bound, bool(r.typed and r.typed.role)) for r in left]
        for parent in sums_across(typed, columns, reader.money):
            _settle(bound, left, parent, columns, reader)


def _across(rows: Sequence[_Row], ends: Sequence[LabelKind]) -> list[list[_Row]]:
    """The rows between those that end a block, whatever headings stand between them."""
    groups: list[list[_Row]] = [[]]
    for row in rows:
        if row.kind in ends:
            groups.append([])
        groups[-1].append(row)
    return groups


def _settle(
    bound: Bound, group: Sequence[_Row], parent: Parent, columns: LineColumns, reader: Reader
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


def _ask_role(bound: Bound, row: _Row, columns: LineColumns, parts: str, why: str, reader: Reader) -> None:
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


class _Sorting:
    """Rows put where they belong, with what is told of each."""

    def __init__(self, columns: LineColumns, reader: Reader, details: Details | None) -> None:
        self._columns, self._reader, self._details = columns, reader, details
        self._result = SortedRows()

    def sort(self, rows: Sequence[_Row]) -> SortedRows:
        for row in rows:
            self._reader.uses[row.bound.number] = self._use(row)
        return self._result

    def _use(self, row: _Row) -> RowUse:
        """Puts the row where it belongs; what it was taken for."""
        bound, columns = row.bound, self._columns
        filled = [c for c in columns.amounts if bound.has(c)]
        if not row.name:
            if filled and bound.cells[columns.name].blank:
                where = bound.origin(columns.name)
                self._reader.findings.append(codes.NAME_MISSING.at(where, column=columns.name.header))
            return RowUse.LEFT_OUT
        if row.kind is LabelKind.PART:
            self._reader.findings.append(codes.PART_OF_ABOVE.at(bound.origin(columns.name), name=row.name))
            self._comment_left(row)
            return RowUse.OF_WHICH
        if row.kind is LabelKind.ROUNDING:
            return RowUse.TOTAL  # the stated total tells the difference again
        if row.kind in (LabelKind.LINE, LabelKind.NOTE):
            return self._line(row, filled)
        self._result.totals.append(self._stated(row))
        if row.kind is LabelKind.SUBTOTAL and columns.only is None:
            self._comment_left(row)
        return RowUse.TOTAL

    def _line(self, row: _Row, filled: Sequence[Input]) -> RowUse:
        columns = self._columns
        told = [
            c for c in (columns.account, columns.role, columns.comment) if c is not None and row.bound.has(c)
        ]
        if not filled and not told:
            kind = _KIND_HEADINGS.get(normalised(row.name))
            self._result.headings.append(Heading(len(self._result.drafts), kind))
            if normalised(row.name) not in _HEADINGS:
                where = row.bound.origin(columns.name)
                self._reader.findings.append(codes.NO_AMOUNTS.at(where, name=row.name))
            return RowUse.HEADING
        draft = self._draft(row)
        if draft is None:
            return RowUse.LEFT_OUT
        self._result.drafts.append(draft)
        return RowUse.LINE

    def _draft(self, row: _Row) -> Draft | None:
        """The row as a line; None where an amount has an error."""
        bound, columns, reader = row.bound, self._columns, self._reader
        account = reader.text(bound, columns.account) if columns.account else ""
        named, summed = named_accounts(bound, row.name, account, columns, self._details, reader)
        confirmed = self._confirmed_blank(bound, summed)
        read = {
            c: 0.0 if c is confirmed else reader.amount(bound, c, row.name)
            for c in columns.amounts
            if c not in summed
        }
        amounts = {c: a for c, a in read.items() if a is not None} | summed
        is_whole = columns.budget in amounts and columns.actual in amounts
        # What a formula comes to without its figures is no fault of its own.
        waits = not is_whole and not bound.cells.get(columns.variance, BLANK).stored
        variance = None if waits else reader.amount(bound, columns.variance, row.name)
        comment = reader.paragraphs(bound, columns.comment)
        if not is_whole:
            return None
        kind = row.typed.kind if row.typed else None
        asked = columns.kind is not None and bound.has(columns.kind) and row.typed is None
        return Draft(
            bound, row.name, account, kind, amounts, variance, comment, named, frozenset(summed), asked
        )

    def _confirmed_blank(self, row: BoundRow, summed: Mapping[Input, float]) -> Input | None:
        """The one required amount that is blank and that the row's own variance says is zero; told."""
        columns = self._columns
        blank = [
            c for c in (columns.budget, columns.actual) if row.cells.get(c, BLANK).blank and c not in summed
        ]
        if len(blank) != 1:
            return None
        other = columns.actual if blank[0] is columns.budget else columns.budget
        variance, amount = (row.cells.get(c, BLANK).number for c in (columns.variance, other))
        if not variance or amount is None or abs(abs(variance) - abs(amount)) > 1e-9:
            return None
        where = row.origin(blank[0])
        self._reader.findings.append(codes.BLANK_IS_ZERO.at(where, column=blank[0].header))
        return blank[0]

    def _stated(self, row: _Row) -> Stated:
        columns, reader = self._columns, self._reader
        filled = [c for c in (*columns.amounts, columns.variance) if row.bound.has(c)]
        amounts = {c: a for c in filled if (a := reader.amount(row.bound, c, row.name)) is not None}
        return Stated(
            row.name,
            row.kind,
            len(self._result.drafts),
            amounts,
            {c: row.bound.origin(c) for c in amounts},
            reader.paragraphs(row.bound, columns.comment),
        )

    def _comment_left(self, row: _Row) -> None:
        comment = self._columns.comment
        if row.bound.has(comment):
            self._reader.findings.append(codes.COMMENT_LEFT.at(row.bound.origin(comment), name=row.name))
