"""Signs that go against each other: budget against actual, and a line against its block."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.cell_reading import Reader
from xltool.core.cell_text import as_text
from xltool.core.columns import Input
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.our_signs import sign_of

LINES_CALLED = {
    LineKind.INCOME: "intäkterna",
    LineKind.COST: "kostnaderna",
    LineKind.PROJECT: "investeringarna",
    LineKind.NET: "nettokostnaderna",
}


def budget_is_opposed(
    rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader
) -> bool:
    """An error for each block where budget and actual have opposite signs on most lines."""
    told = False
    for kind in dict.fromkeys(kinds):
        both = {columns.budget, columns.actual}
        drafts = [
            d
            for d, own in zip(rows.drafts, kinds, strict=True)
            if own is kind and not both & d.summed and d.amounts[columns.budget] * d.amounts[columns.actual]
        ]
        opposed = [d for d in drafts if d.amounts[columns.budget] * d.amounts[columns.actual] < 0]
        signs = [sign_of(d.amounts[c] for d in opposed) for c in (columns.budget, columns.actual)]
        # Net costs and surpluses stand beside each other: their own signs say nothing here.
        if len(opposed) * 2 > len(drafts) and (kind is LineKind.NET or signs[0] * signs[1] < 0):
            _tell_opposed(kind, opposed, columns, reader)
            told = True
    return told


def _tell_opposed(kind: LineKind, opposed: Sequence[Draft], columns: LineColumns, reader: Reader) -> None:
    sums = {c: number_text(fsum(d.amounts[c] for d in opposed)) for c in (columns.budget, columns.actual)}
    fields = {"lines": LINES_CALLED[kind], "budget": sums[columns.budget], "actual": sums[columns.actual]}
    told = codes.OPPOSED_SIGNS.at(opposed[0].row.origin(columns.budget), **fields)
    remedies = [Remedy("Uppgifter", "kommunbidrag", label="Budget anges som")]
    for column in (columns.budget, columns.actual):
        if all(_is_written(d, column) for d in opposed):
            remedies.append(_turned_cells(opposed, column))
    reader.findings.append(replace(told, remedies=tuple(remedies)))


def _is_written(draft: Draft, column: Input) -> bool:
    """Whether the amount stands in a cell of its own, and is neither of a ledger nor the sum of other columns."""
    places = draft.row.columns
    return column not in draft.summed and [*places.values()].count(places[column]) == 1


def _turned_cells(drafts: Sequence[Draft], column: Input) -> Remedy:
    """Every line's amount in the column with the other sign."""
    cells = [(d.row.origin(column), 0.0 - d.amounts[column]) for d in drafts]
    each = [Remedy(at.sheet, value, cell=at.cell) for at, value in cells]
    return replace(each[0], together=tuple(each[1:]))


def tell_odd_signs(rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader) -> None:
    """A warning at a line whose actual has the other sign than its budget, its last year or its block (amounts as
    ours)."""
    for kind in dict.fromkeys(kinds):
        drafts = [d for d, own in zip(rows.drafts, kinds, strict=True) if own is kind]
        usual = -1 if kind is LineKind.INCOME else 1
        for draft in drafts:
            for column in (columns.budget, columns.actual):
                others = [a for c in columns.nets if c is not column and (a := draft.amounts.get(c))]
                odd = draft.amounts[column] * usual < 0 and column not in draft.summed
                if (odd and any(a * usual > 0 for a in others)) or (
                    odd and kind is LineKind.PROJECT and not others
                ):
                    _tell_odd(draft, column, reader)


def _tell_odd(draft: Draft, column: Input, reader: Reader) -> None:
    where = draft.row.origin(column)
    shown = as_text(draft.row.cells[column])
    reader.findings.append(
        codes.ODD_SIGN.at(where, name=draft.name, column=column.header.lower(), amount=shown)
    )
