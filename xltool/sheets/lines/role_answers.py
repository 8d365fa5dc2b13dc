"""What Typ may answer where a row may be the sum of others: it is their sum, they are parts of it, or it is a line."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.core.cells import BLANK, address
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.line_kinds import LineColumns


def role_answers(
    bound: Bound, columns: LineColumns, row: BoundRow, parts: Sequence[BoundRow], words: tuple[str, str, str]
) -> tuple[Remedy, ...]:
    """The answers in the column Typ, one of its own where the sheet has none. `words` are those for a sum, a part and a
    line. A row with an amount that its parts do not have is no sum of them, and they may be parts."""
    if columns.role is None:
        return ()
    has_own = any(
        row.cells.get(c, BLANK).number and not any(p.cells.get(c, BLANK).number for p in parts)
        for c in columns.amounts
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
