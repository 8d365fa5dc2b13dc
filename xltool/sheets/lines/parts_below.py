"""The rows below a line `varav:`, which are parts of the row above it (reading.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import within_rounding
from xltool.binding.bound import Bound
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.sheets.lines.candidates import fits
from xltool.sheets.lines.labelled_row import (
    LINE_WORDS,
    TOTALS,
    LabelledRow,
    TypedRole,
    candidates,
    has_amounts,
)
from xltool.sheets.lines.line_kinds import LineColumns
from xltool.sheets.lines.role_answers import row_answer

_WORDS = {"varav", "darav"}


def parts_below(bound: Bound, rows: Sequence[LabelledRow], columns: LineColumns, reader: Reader) -> None:
    """The rows below a line `varav:` are parts of the row above it: to the next total or heading, as long as they are of its
    kind. The first that is too much for a part, or too much together with the others, is asked about, where no total says what
    it is."""
    has_total = any(row.kind in TOTALS for row in rows)
    whole: LabelledRow | None = None
    parts: list[LabelledRow] = []
    above: LabelledRow | None = None
    for row in rows:
        filled = has_amounts(row.bound, columns)
        if normalised(row.name) in _WORDS and not filled:
            whole, parts = above, []
        elif row.kind in TOTALS or not filled or (row.typed and row.typed.role is TypedRole.LINE):
            whole = None
        elif whole and not (row.typed and row.typed.role):
            if _are_within(whole, [*parts, row], columns, reader) and _is_of_kind(whole, row):
                parts.append(row)
                row.kind = LabelKind.PART
                whole = None if _are_all(whole, parts, columns, reader) else whole
            else:
                may_be = not parts or _are_within(whole, [row], columns, reader)
                if may_be and _is_of_kind(whole, row) and not has_total:
                    _ask(bound, row, whole, columns, reader)
                whole = None
        above = row if filled and row.kind is LabelKind.LINE else above


def _is_of_kind(whole: LabelledRow, part: LabelledRow) -> bool:
    return len({r.typed.kind for r in (whole, part) if r.typed and r.typed.kind}) < 2


def _are_within(
    whole: LabelledRow, parts: Sequence[LabelledRow], columns: LineColumns, reader: Reader
) -> bool:
    """Whether the parts are together no more than the row in any column."""
    first, *every = candidates([whole, *parts], columns)
    sums = ((n, fsum(p.amounts.get(c, 0.0) for p in every)) for c, n in first.amounts.items())
    return all(
        abs(some) <= abs(n) or within_rounding(abs(some) - abs(n), len(parts), reader.money)
        for n, some in sums
    )


def _are_all(whole: LabelledRow, parts: Sequence[LabelledRow], columns: LineColumns, reader: Reader) -> bool:
    """Whether the parts are all of the row, so that none is missing."""
    first, *every = candidates([whole, *parts], columns)
    return len(every) > 1 and fits(every, first, range(len(every)), reader.money)


def _ask(bound: Bound, row: LabelledRow, whole: LabelledRow, columns: LineColumns, reader: Reader) -> None:
    told = codes.PART_OR_LINE.at(row.bound.origin(columns.name), name=row.name, whole=whole.name)
    words = (TypedRole.PART.value, LINE_WORDS[row.typed.kind if row.typed else None])
    answers = tuple(row_answer(bound, columns, [row.bound], w) for w in words) if columns.role else ()
    reader.findings.append(replace(told, remedies=answers))
