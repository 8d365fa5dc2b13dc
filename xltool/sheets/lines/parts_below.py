"""The rows below a line `varav:`, which are parts of the row above it (reading.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from xltool.binding.agreement import within_rounding
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind
from xltool.core.spelling import normalised
from xltool.sheets.lines.labelled_row import TOTALS, LabelledRow, candidates, has_amounts
from xltool.sheets.lines.line_kinds import LineColumns

_WORDS = {"varav", "darav"}


def parts_below(rows: Sequence[LabelledRow], columns: LineColumns, reader: Reader) -> None:
    """The rows below a line `varav:` are parts of the row above it: to the next total or heading, and as long as they are of
    its kind and no more than it in any column."""
    whole: LabelledRow | None = None
    parts: list[LabelledRow] = []
    above: LabelledRow | None = None
    for row in rows:
        filled = has_amounts(row.bound, columns)
        if normalised(row.name) in _WORDS and not filled:
            whole, parts = above, []
        elif row.kind in TOTALS or not filled:
            whole = None
        elif whole and not (row.typed and row.typed.role):
            parts.append(row)
            if _may_be(whole, parts, columns, reader):
                row.kind = LabelKind.PART
            else:
                whole = None
        above = row if filled and row.kind is LabelKind.LINE else above


def _may_be(whole: LabelledRow, parts: Sequence[LabelledRow], columns: LineColumns, reader: Reader) -> bool:
    kinds = [r.typed.kind for r in (whole, parts[-1]) if r.typed and r.typed.kind]
    if len(set(kinds)) > 1:
        return False
    first, *every = candidates([whole, *parts], columns)
    sums = ((n, fsum(p.amounts.get(c, 0.0) for p in every)) for c, n in first.amounts.items())
    return all(
        abs(some) <= abs(n) or within_rounding(abs(some) - abs(n), len(parts), reader.money)
        for n, some in sums
    )
