"""What Typ may answer where a row may be the sum of others: it is their sum, they are parts of it, or it is a line."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.core.cells import BLANK, address
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.line_kinds import LineColumns

_MORE = 2.0  # times: most of the row is not theirs


def role_answers(
    bound: Bound, columns: LineColumns, row: BoundRow, parts: Sequence[BoundRow], words: tuple[str, str, str]
) -> tuple[Remedy, ...]:
    """The answers in the column Typ, one of its own where the sheet has none. `words` are those for a sum, a part and a
    line. A row that has most of its amount beside its parts is no sum of them, and they may be parts."""
    if columns.role is None:
        return ()
    has_own = any(
        abs(number) > _MORE * abs(fsum(p.cells.get(c, BLANK).number or 0.0 for p in parts))
        for c in columns.amounts
        if (number := row.cells.get(c, BLANK).number)
    )
    whole, part, line = words
    either = ((parts, part) if has_own else ([row], whole), ([row], line))
    return tuple(row_answer(bound, columns, rows, word) for rows, word in either)


def row_answer(bound: Bound, columns: LineColumns, rows: Sequence[BoundRow], word: str) -> Remedy:
    """The word in the column Typ of the rows, with the column's header where the sheet has none yet."""
    assert columns.role is not None
    at = bound.columns.get(columns.role) or bound.free_column
    header = [] if columns.role in bound.columns else [(bound.header_row, columns.role.header)]
    cells = [(one.number, word) for one in rows] + header
    first, *rest = (Remedy(bound.name, text, cell=address(number, at)) for number, text in cells)
    return replace(first, together=tuple(rest))
