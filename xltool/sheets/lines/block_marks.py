"""The headings and subtotals of a sheet as they stand in one of its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.core.origin import Origin
from xltool.sheets.lines.drafts import Heading
from xltool.sheets.lines.groups_found import Found, Groups
from xltool.sheets.lines.line_kinds import Mark


def block_marks(groups: Groups, members: Sequence[int]) -> tuple[Mark, ...]:
    """The marks of the block whose lines are the `members` of the sheet's lines. A subtotal that the sheet does not have
    is made of two lines or more, and not of all the block's."""
    place = {index: at for at, index in enumerate(members)}
    found: list[tuple[tuple[int, int, int], Mark]] = []
    for order, row in enumerate(sorted(groups.rows, key=lambda one: one.row or 1 << 30)):
        of = tuple(place[index] for index in row.of if index in place)
        if not of or not (row.is_heading or _is_summed(row, of, len(members))):
            continue
        position = sum(index < row.position for index in members)
        mark = _mark(row, position, of)
        closes = not row.is_heading and position > of[0]
        found.append(((position, not closes, len(of) if closes else order), mark))
    marks = [mark for _, mark in sorted(found, key=lambda one: one[0])]
    stated = {mark.of for mark in marks if mark.of and mark.origins}
    marks = [mark for mark in marks if mark.origins or mark.of not in stated]
    if groups.is_column and not _stand_together([groups.of_lines[i] for i in members]):
        return tuple(mark for mark in marks if mark.origins or not mark.of)
    return tuple(marks)


def _is_summed(row: Found, of: Sequence[int], count: int) -> bool:
    if row.source is None:
        return 1 < len(of) < count
    # The sum over income and costs says nothing of the one line that a block has of them.
    return len(of) == len(row.of) or len(of) > 1


def _mark(row: Found, position: int, of: tuple[int, ...]) -> Mark:
    comment, account = "", ""
    origins: dict[Input, Origin] = {}
    if isinstance(row.source, Heading):
        comment, account = row.source.comment, row.source.account
        origins = row.source.row.origins() if row.source.row else {}
    elif isinstance(row.source, Stated):
        comment, account = row.source.comment, row.source.account
        origins = dict(row.source.cells)
    of = () if row.is_heading else of
    return Mark(row.name, position, row.group, of, account, comment, origins, row.level)


def _stand_together(groups: Iterable[str]) -> bool:
    """Whether each group's lines follow each other."""
    seen: set[str] = set()
    before = ""
    for group in groups:
        if group and group != before and group in seen:
            return False
        seen.add(group)
        before = group
    return True
