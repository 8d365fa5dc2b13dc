"""What Typ may answer where a row may be the sum of others: it is their sum, they are parts of it, or it is a line."""

from __future__ import annotations

from collections.abc import Sequence

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
    at = bound.columns.get(columns.role) or bound.free_column
    header = () if columns.role in bound.columns else ((bound.header_row, columns.role.header),)
    has_own = any(
        row.cells.get(c, BLANK).number and not any(p.cells.get(c, BLANK).number for p in parts)
        for c in columns.amounts
    )
    whole, part, line = words
    answers = []
    for rows, word in ((parts, part) if has_own else ([row], whole), ([row], line)):
        cells = [(one.number, word) for one in rows] + list(header)
        first, *rest = (Remedy(bound.name, text, cell=address(number, at)) for number, text in cells)
        answers.append(Remedy(bound.name, first.value, cell=first.cell, together=tuple(rest)))
    return tuple(answers)
