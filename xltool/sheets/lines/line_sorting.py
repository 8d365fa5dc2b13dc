"""What each row of a sheet of lines is: a line, a stated total, an of-which row, a heading or a note."""

from __future__ import annotations

from xltool.binding.bind import Bound, BoundRow
from xltool.binding.cell_reading import Reader
from xltool.binding.stated_totals import LabelKind, Stated, label_kind
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK
from xltool.core.long_columns import Details
from xltool.core.spelling import normalised
from xltool.core.tables import Input
from xltool.findings import codes
from xltool.sheets.lines.ledger_lines import named_accounts
from xltool.sheets.lines.line_kinds import Draft, LineColumns, LineKind, SortedRows


def sorted_rows(
    bound: Bound, columns: LineColumns, reader: Reader, details: Details | None = None
) -> SortedRows:
    result = SortedRows()
    kinds = [label_kind(as_text(row.cells[columns.name])) for row in bound.rows]
    has_totals = any(kind in _TOTALS for kind in kinds)
    for row, kind in zip(bound.rows, kinds, strict=True):
        name = reader.text(row, columns.name)
        if kind is LabelKind.ROUNDING and not has_totals:
            kind = LabelKind.LINE  # no stated total tells the difference again, so the row is one of its own
        filled = [c for c in columns.amounts if row.has(c)]
        if not name:
            if filled and row.cells[columns.name].blank:
                where = row.origin(columns.name)
                reader.findings.append(codes.NAME_MISSING.at(where, column=columns.name.header))
        elif kind is LabelKind.PART:
            reader.findings.append(codes.PART_OF_ABOVE.at(row.origin(columns.name), name=name))
            _comment_left(row, name, columns, reader)
        elif kind is LabelKind.ROUNDING:
            continue  # the stated total tells the difference again
        elif kind in (LabelKind.LINE, LabelKind.NOTE):
            draft = _draft(row, name, filled, columns, reader, details)
            if draft is not None:
                result.drafts.append(draft)
            elif not filled:
                result.headings.append(len(result.drafts))
        else:
            result.totals.append(_stated(row, name, kind, len(result.drafts), columns, reader))
            if kind is LabelKind.SUBTOTAL and columns.only is None:
                _comment_left(row, name, columns, reader)
    return result


def _comment_left(row: BoundRow, name: str, columns: LineColumns, reader: Reader) -> None:
    if row.has(columns.comment):
        reader.findings.append(codes.COMMENT_LEFT.at(row.origin(columns.comment), name=name))


def _draft(
    row: BoundRow,
    name: str,
    filled: list[Input],
    columns: LineColumns,
    reader: Reader,
    details: Details | None,
) -> Draft | None:
    """The row as a line; None for a heading or a note, which have no amounts, and for a line with an error."""
    told = [c for c in (columns.account, columns.kind, columns.comment) if c is not None and row.has(c)]
    if not filled and not told:
        if normalised(name) not in _HEADINGS:
            reader.findings.append(codes.NO_AMOUNTS.at(row.origin(columns.name), name=name))
        return None
    account = reader.text(row, columns.account) if columns.account else ""
    named, summed = named_accounts(row, name, account, columns, details, reader)
    read = {c: reader.amount(row, c, name) for c in columns.amounts if c not in summed}
    amounts = {c: a for c, a in read.items() if a is not None} | summed
    kind = reader.choice(row, columns.kind, _KINDS) if columns.kind else None
    is_whole = columns.budget in amounts and columns.actual in amounts
    # What a formula comes to without its figures is no fault of its own.
    waits = not is_whole and not row.cells.get(columns.variance, BLANK).stored
    variance = None if waits else reader.amount(row, columns.variance, name)
    comment = reader.paragraphs(row, columns.comment)
    if not is_whole:
        return None
    return Draft(row, name, account, kind, amounts, variance, comment, named, frozenset(summed))


_TOTALS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET, LabelKind.SUBTOTAL)
_KINDS = {"intakt": LineKind.INCOME, "intakter": LineKind.INCOME, "kostnad": LineKind.COST, "kostnader": LineKind.COST}  # fmt: skip
_HEADINGS = {"intakter", "kostnader", "intakter och kostnader", "investeringar", "projekt"}


def _stated(
    row: BoundRow, name: str, kind: LabelKind, position: int, columns: LineColumns, reader: Reader
) -> Stated:
    filled = [c for c in (*columns.amounts, columns.variance) if row.has(c)]
    amounts = {c: a for c in filled if (a := reader.amount(row, c, name)) is not None}
    return Stated(
        name,
        kind,
        position,
        amounts,
        {c: row.origin(c) for c in amounts},
        reader.paragraphs(row, columns.comment),
    )
