"""The size of one sheet's amounts against another's (reading.md §4)."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.core.cells import address
from xltool.core.columns import Input
from xltool.core.swedish import number_text
from xltool.core.units import Money, Unit
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating

_TIMES = 60.0  # the operations of a year: no board builds for so much


def projects_too_large(
    parts: Mapping[str, object], bounds: Mapping[str, Bound], money: Money
) -> list[Finding]:
    """An error where the projects are hundreds of times all that the board does: they are in a smaller unit."""
    lines, projects = parts.get(operating.OPERATING.key), parts.get(investments.INVESTMENTS.key)
    if not isinstance(lines, Lines) or not isinstance(projects, Lines):
        return []
    done = max(_size(lines, c) for c in (operating.judging(lines).budget, operating.judged(lines)))
    built = max(_size(projects, c) for c in (investments.BUDGET, investments.judged(projects)))
    smaller = next((u for u in Unit if u.value * 1000 == money.unit.value), None)
    if not done or smaller is None or built < _TIMES * done:
        return []
    bound = bounds[investments.INVESTMENTS.key]
    where = bound.origin(
        next(c for c in (investments.BUDGET, investments.judged(projects)) if c in bound.columns)
    )
    fields = {"sheet": bound.name, "sum": number_text(round(built)), "other": number_text(round(done))}
    told = codes.PROJECTS_TOO_LARGE.at(where, unit=money.unit.word, **fields)
    headers = [
        Remedy(bound.name, f"{c.header} ({smaller.word})", cell=address(bound.header_row, p))
        for c, p in bound.columns.items()
        if c in (*investments.judging(projects).columns.amounts, investments.STATED_VARIANCE)
    ]
    return [replace(told, remedies=(replace(headers[0], together=tuple(headers[1:])),))]


def _size(lines: Lines, column: Input) -> float:
    return fsum(abs(one.amounts.get(column, 0.0)) for block in lines.blocks.values() for one in block.lines)
