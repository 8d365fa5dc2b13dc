"""What each row of a sheet of lines is by its label, by Typ and by the rows that it sums (reading.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from math import fsum

from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import as_text
from xltool.core.columns import Input
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.sheets.lines.candidates import candidate, fits
from xltool.sheets.lines.labelled_row import (
    LINE_WORDS,
    TOTALS,
    TYPED,
    LabelledRow,
    TypedRole,
    candidates,
    has_amounts,
    may_be_sum,
)
from xltool.sheets.lines.line_kinds import LineColumns
from xltool.sheets.lines.parents import Parent, parents, sums_alone
from xltool.sheets.lines.parts_below import parts_below
from xltool.sheets.lines.role_answers import role_answers
from xltool.sheets.lines.rounded_sums import rounded_sums
from xltool.sheets.lines.sum_formulas import rows_added

_OF_TYPE = {TypedRole.SUM: LabelKind.SUBTOTAL, TypedRole.PART: LabelKind.PART, TypedRole.LINE: LabelKind.LINE}
_STATEMENT = {"verksamhetens intakter", "verksamhetens kostnader"}
_NOISE = 1e-6  # what adding up floats leaves
_ENDS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET)


def labelled_rows(
    bound: Bound, columns: LineColumns, reader: Reader, *, own: bool, by_code: bool
) -> list[LabelledRow]:
    """The rows by what they are. In xltool's `own` result every row is what its label says. `by_code` lets the codes of
    rows tell which are sums."""
    rows = [_row(row, columns, reader) for row in bound.rows]
    if own and not _as_written(rows, columns):
        _settle_sure_parents(rows, columns, reader, by_code=by_code)
    if not any(row.kind in TOTALS for row in rows):
        for row in rows:
            if row.kind is LabelKind.ROUNDING:  # no stated total tells the difference again
                row.kind = LabelKind.LINE
    parts_below(bound, rows, columns, reader)
    if not own:
        _totals_of_nothing(rows, columns, reader)
        _settle_parents(bound, rows, columns, reader, by_code=by_code)
    return rows


def _row(row: BoundRow, columns: LineColumns, reader: Reader) -> LabelledRow:
    kind = label_kind(as_text(row.cells[columns.name]))
    typed = reader.choice(row, columns.role, TYPED) if columns.role else None
    if typed is not None and typed.role is not None:
        # TOTALT INTÄKTER stays the total of income, whatever kind of sum Typ calls it.
        kind = kind if typed.role is TypedRole.SUM and kind in TOTALS else _OF_TYPE[typed.role]
    elif typed is not None and kind is LabelKind.NOTE:
        kind = LabelKind.LINE
    return LabelledRow(row, reader.text(row, columns.name), kind, typed)


def _as_written(rows: Sequence[LabelledRow], columns: LineColumns) -> bool:
    """In a result what a total adds up are lines, whatever they are called. Where our own formulas have been taken out,
    the totals have no amounts and the lines have. One without formulas was saved by another program, and its labels are
    all there is: False."""
    sums = {row.bound.number: rows_added(row.bound.cells[columns.budget].formula or "") for row in rows}
    for row in rows:
        if found := sums[row.bound.number]:
            row.kind = LabelKind.SUBTOTAL if row.kind is LabelKind.LINE else row.kind
            row.parts = tuple(sorted(found - {number for number, of in sums.items() if of}))
    added = {number for row in rows for number in row.parts}
    are_empty = any(row.kind in TOTALS and not has_amounts(row.bound, columns) for row in rows)
    for row in rows:
        is_line = row.bound.number in added if added else are_empty and has_amounts(row.bound, columns)
        if is_line and row.kind is not LabelKind.ROUNDING:
            row.kind = LabelKind.LINE
    return bool(added) or are_empty


def _totals_of_nothing(rows: Sequence[LabelledRow], columns: LineColumns, reader: Reader) -> None:
    """`Verksamhetens intäkter` with no line to be the total of is itself a line, as in a statement of results; the net
    below, which is checked, holds it."""
    for index, row in enumerate(rows):
        if row.kind not in (LabelKind.INCOME, LabelKind.COST) or (row.typed and row.typed.role):
            continue
        above = next((r for r in reversed(rows[:index]) if has_amounts(r.bound, columns)), None)
        below = list(takewhile(lambda r: r.kind not in TOTALS, rows[index + 1 :]))
        below = [r for r in below if may_be_sum(r, columns)]
        is_alone = above is None or above.kind in (LabelKind.INCOME, LabelKind.COST) or above.lone
        if (
            normalised(row.name) in _STATEMENT
            and is_alone
            and any(r.kind is LabelKind.NET for r in rows[index + 1 :])
            and not (below and _holds_some(row, below, columns, reader))
        ):
            row.kind, row.lone = LabelKind.LINE, True


def _holds_some(row: LabelledRow, parts: Sequence[LabelledRow], columns: LineColumns, reader: Reader) -> bool:
    """Whether the row is the sum of the parts in one of its columns: in another it may be wrong."""
    every, whole = candidates(parts, columns), candidate(row.bound, columns)
    alone = (replace(whole, amounts={c: a}) for c, a in whole.amounts.items() if a)
    return any(fits(every, one, range(len(every)), reader.money) for one in alone)


def _settle_parents(
    bound: Bound, rows: Sequence[LabelledRow], columns: LineColumns, reader: Reader, *, by_code: bool
) -> None:
    """Rows that are the sums of other rows without saying so become subtotals, or are asked about."""
    asked: set[int] = set()
    for group, total in _groups(rows, columns):
        below = candidate(total.bound, columns) if total else None
        headed = bool(group) and _is_headed(group[0], rows, columns)
        given = candidates(group, columns)
        found = parents(given, reader.money, by_code=by_code, total=below, headed=headed)
        asked |= {id(group[p.index]) for p in found if not p.sure}
        for parent in found:
            _settle(bound, group, parent, columns, reader)
    for group in _across(rows, columns):
        left = [r for r in group if may_be_sum(r, columns) and id(r) not in asked]
        for parent in sums_alone(candidates(left, columns), range(len(left)), reader.money):
            _settle(bound, left, parent, columns, reader)
        _parts_of_typed(group, columns, reader)


def _parts_of_typed(group: Sequence[LabelledRow], columns: LineColumns, reader: Reader) -> None:
    """The parts of rows that Typ calls sums, where those do not stand beside them."""
    mine = [r for r in group if r.typed and r.typed.role is TypedRole.SUM and not r.parts]
    every = [r for r in group if r in mine or may_be_sum(r, columns)] if mine else []
    given = [candidate(r.bound, columns) for r in every]
    for index, parts in rounded_sums(given, range(len(given)), reader.money):
        if every[index] in mine:
            every[index].parts = tuple(every[i].bound.number for i in parts)
    for row in [r for r in mine if not r.parts]:
        some = [r for r in group if r is row or may_be_sum(r, columns)]
        given = [candidate(r.bound, columns) for r in some]
        run = next(
            (p.parts for p in sums_alone(given, range(len(given)), reader.money) if some[p.index] is row), ()
        )
        if run and run[-1] - run[0] >= len(run):
            row.parts = tuple(some[i].bound.number for i in run)


def _settle_sure_parents(
    rows: Sequence[LabelledRow], columns: LineColumns, reader: Reader, *, by_code: bool
) -> None:
    """Makes the rows subtotals that are no doubt the sums of others, without a word: of a result its input has had it."""
    for group, _ in _groups(rows, columns):
        for parent in parents(candidates(group, columns), reader.money, by_code=by_code):
            if parent.sure:
                row = group[parent.index]
                row.kind, row.parts = LabelKind.SUBTOTAL, tuple(group[i].bound.number for i in parent.parts)


def _groups(
    rows: Sequence[LabelledRow], columns: LineColumns
) -> list[tuple[list[LabelledRow], LabelledRow | None]]:
    """The lines that stand together, with the total that closes them. A subtotal repeats what stands beside it: sums
    above it may hold it, and it ends nothing; the last one may be the total of all."""
    groups: list[tuple[list[LabelledRow], LabelledRow | None]] = []
    group: list[LabelledRow] = []
    last: LabelledRow | None = None
    for row in rows:
        if row.kind in _ENDS or not has_amounts(row.bound, columns):
            groups.append((group, row if row.kind in _ENDS else last))
            group, last = [], None
        elif may_be_sum(row, columns):
            group.append(row)
        elif row.kind is LabelKind.SUBTOTAL:
            last = row
    return [*groups, (group, last)]


def _is_headed(first: LabelledRow, rows: Sequence[LabelledRow], columns: LineColumns) -> bool:
    """Whether the row above is a heading."""
    at = next(i for i, row in enumerate(rows) if row is first)
    return at > 0 and not has_amounts(rows[at - 1].bound, columns)


def _across(rows: Sequence[LabelledRow], columns: LineColumns) -> list[list[LabelledRow]]:
    """The rows between those that end a block, whatever headings stand between them."""
    groups: list[list[LabelledRow]] = [[]]
    for row in rows:
        if row.kind in _ENDS and has_amounts(row.bound, columns):
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
        row.kind, row.parts = LabelKind.SUBTOTAL, tuple(one.number for one in names)
        where = row.bound.origin(columns.name)
        fields = {"name": row.name, "rows": cells, "why": parent.why}
        reader.findings.append(codes.READ_AS_SUM.at(where, **fields))
    else:
        line = LINE_WORDS[row.typed.kind if row.typed else None]
        asked = codes.SUM_OR_LINE.at(
            row.bound.origin(columns.name), name=row.name, rows=cells, why=parent.why
        )
        answers = role_answers(
            bound, columns, row.bound, names, (TypedRole.SUM.value, TypedRole.PART.value, line)
        )
        # A sum by the budget that counts may be none by its first one, and that is asked for then.
        answers = answers if not parent.slips and _is_sum_at_first(row.bound, names, columns) else ()
        reader.findings += [replace(asked, remedies=answers)] if columns.role else []


def _is_sum_at_first(row: BoundRow, parts: Sequence[BoundRow], columns: LineColumns) -> bool:
    def amount(one: BoundRow, column: Input) -> float:
        return one.cells[column].number or 0.0 if one.has(column) else 0.0

    return all(
        abs(amount(row, c) - fsum(amount(part, c) for part in parts)) <= _NOISE for c in columns.budget_parts
    )
