"""What is odd about the lines themselves: slips of unit, and lines that stand twice."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.binding.cell_reading import Reader
from xltool.core.spelling import normalised
from xltool.core.swedish import number_text
from xltool.core.tables import Origin
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.lines.line_kinds import Draft, LineColumns, LineKind

_SLIP = (400.0, 2500.0)  # about a thousand, for budget and actual are seldom alike


def check_units(drafts: Sequence[Draft], columns: LineColumns, reader: Reader) -> None:
    """A warning where budget and actual differ about a thousandfold: one of them is in another unit."""
    for draft in drafts:
        budget, actual = abs(draft.amounts[columns.budget]), abs(draft.amounts[columns.actual])
        small, large = sorted((budget, actual))
        if small and _SLIP[0] <= large / small <= _SLIP[1]:
            shown = {c: number_text(draft.amounts[c]) for c in (columns.budget, columns.actual)}
            fields = {"name": draft.name, "budget": shown[columns.budget], "actual": shown[columns.actual]}
            size = "större" if actual > budget else "mindre"
            where = draft.row.origin(columns.actual)
            reader.findings.append(codes.UNIT_SLIP.at(where, size=size, **fields))


def check_duplicates(
    drafts: Sequence[Draft], kinds: Sequence[LineKind], columns: LineColumns, findings: list[Finding]
) -> None:
    seen: dict[tuple[str, str, LineKind], Origin] = {}
    for draft, kind in zip(drafts, kinds, strict=True):
        where = draft.row.origin(columns.name)
        first = seen.setdefault((normalised(draft.name), draft.account, kind), where)
        if first != where:
            findings.append(codes.DUPLICATE_LINE.at(where, name=draft.name, first=first.cell))
