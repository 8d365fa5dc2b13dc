"""The rows of a sheet of lines, each put where it belongs: lines, stated totals, headings, notes (reading.md §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind
from xltool.binding.row_use import RowUse
from xltool.binding.stated_totals import Stated
from xltool.core.cells import BLANK
from xltool.core.columns import Input
from xltool.core.long_columns import Details
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.sheets.lines.drafts import Draft, Heading, SortedRows
from xltool.sheets.lines.group_names import group_of_total
from xltool.sheets.lines.labelled_row import LabelledRow
from xltool.sheets.lines.ledger_lines import named_accounts
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.row_roles import labelled_rows

_KIND_HEADINGS = {
    "intakter": LineKind.INCOME,
    "verksamhetens intakter": LineKind.INCOME,
    "kostnader": LineKind.COST,
    "verksamhetens kostnader": LineKind.COST,
}
_HEADINGS = {*_KIND_HEADINGS, "intakter och kostnader", "investeringar", "projekt"}


def sorted_rows(
    bound: Bound, columns: LineColumns, reader: Reader, details: Details | None = None, *, own: bool = False
) -> SortedRows:
    """The rows by what they are. In xltool's `own` result every row is what its label says."""
    # Before a ledger the codes of lines name accounts, and one may begin another.
    rows = labelled_rows(bound, columns, reader, own=own, by_code=details is None)
    titles = (normalised(bound.kind.title), normalised(bound.name))
    return _Sorting(columns, reader, details, titles, own=own).sort(rows)


class _Sorting:
    """Rows put where they belong, with what is told of each."""

    def __init__(
        self,
        columns: LineColumns,
        reader: Reader,
        details: Details | None,
        titles: tuple[str, ...],
        *,
        own: bool,
    ) -> None:
        self._columns, self._reader, self._details = columns, reader, details
        self._titles, self._own = titles, own
        narrowed = () if details is None else details.narrowed
        self._result = SortedRows(narrows=any(one.column is columns.group for one in narrowed if one.column))
        self._summed: frozenset[str] = frozenset()

    def sort(self, rows: Sequence[LabelledRow]) -> SortedRows:
        totals = (row.name for row in rows if row.kind is LabelKind.SUBTOTAL)
        self._summed = frozenset(normalised(group_of_total(name)) for name in totals)
        for row in rows:
            self._reader.uses[row.bound.number] = self._use(row)
        return self._result

    def _use(self, row: LabelledRow) -> RowUse:
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
        return RowUse.TOTAL

    def _line(self, row: LabelledRow, filled: Sequence[Input]) -> RowUse:
        if not filled and self._is_heading(row):
            self._result.headings.append(self._heading(row))
            return RowUse.HEADING
        draft = self._draft(row)
        if draft is None:
            return RowUse.LEFT_OUT
        self._result.drafts.append(draft)
        return RowUse.LINE

    def _is_heading(self, row: LabelledRow) -> bool:
        """Whether a row without amounts is a heading. One with an account or a comment may be a line whose amounts are
        forgotten; it is a heading where it looks like one, or where a subtotal carries its name."""
        columns, bound = self._columns, row.bound
        if columns.role is not None and bound.has(columns.role):
            return False
        told = any(c is not None and bound.has(c) for c in (columns.account, columns.comment))
        return not told or bound.bold or normalised(row.name) in self._summed

    def _heading(self, row: LabelledRow) -> Heading:
        columns, bound, name = self._columns, row.bound, normalised(row.name)
        comment = self._reader.paragraphs(bound, columns.comment)
        account = self._reader.text(bound, columns.account) if columns.account else ""
        is_plain = bound.bold and not comment and not account
        if name not in _HEADINGS | self._summed and not is_plain and not self._own:
            self._reader.findings.append(codes.NO_AMOUNTS.at(bound.origin(columns.name), name=row.name))
        kind = _KIND_HEADINGS.get(name)
        is_title = name.startswith(self._titles)
        return Heading(len(self._result.drafts), kind, row.name, bound, comment, account, is_title)

    def _draft(self, row: LabelledRow) -> Draft | None:
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
        group = reader.text(bound, columns.group) if columns.group else ""
        return Draft(
            bound, row.name, account, kind, amounts, variance, comment, named, frozenset(summed), asked, group
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

    def _stated(self, row: LabelledRow) -> Stated:
        columns, reader = self._columns, self._reader
        filled = [c for c in (*columns.amounts, columns.variance) if row.bound.has(c)]
        amounts = {c: a for c in filled if (a := reader.amount(row.bound, c, row.name)) is not None}
        return Stated(
            row.name,
            row.kind,
            len(self._result.drafts),
            amounts,
            {
                c: row.bound.origin(c)
                for c in (*amounts, *([columns.comment] if row.bound.has(columns.comment) else []))
            },
            reader.paragraphs(row.bound, columns.comment),
            row=row.bound.number,
            parts=row.parts,
            cells=row.bound.origins(),
            account=reader.text(row.bound, columns.account) if columns.account else "",
        )

    def _comment_left(self, row: LabelledRow) -> None:
        comment = self._columns.comment
        if row.bound.has(comment):
            self._reader.findings.append(codes.COMMENT_LEFT.at(row.bound.origin(comment), name=row.name))
