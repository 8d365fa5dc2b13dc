"""The members' contributions among the lines (year.md §5): which they are, and whether they are what has been charged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.agreement import within_rounding
from xltool.core.expr import At, Expr, total
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import amount
from xltool.core.units import Money
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.line_kinds import Line, LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import CONTRIBUTIONS, SETTINGS, Settings
from xltool.sheets.shares.members import DEBITED, Members


class Contribution(Struct, frozen=True):
    """A line of what the members pay, with its row in the result's table."""

    row: str
    line: Line


def contributions(lines: Lines, wording: str) -> tuple[list[Contribution], list[str]]:
    """The lines that the wording of Bidragsrader names, and the names that no line has."""
    found: list[Contribution] = []
    unknown = []
    for name in (one for one in map(plain, wording.split(";")) if one):
        here = [one for one in _lines(lines) if normalised(name) in _names(one.line)]
        found += here
        unknown += [] if here else [name]
    return found, unknown


def booked(rows: Sequence[Contribution], settings: Settings) -> Expr:
    """What the members' contributions come to, as they are charged: positive."""
    judged = operating.judged_by(settings)
    return -total(*(At(operating.OPERATING.key, one.row, judged) for one in rows))


def tolerance(members: Members, rows: Sequence[Contribution], money: Money) -> float:
    """How far what has been charged may be from the lines by their rounding, as `within_rounding` has it."""
    return 0.5 * (len(members.members) + len(rows) + 1) * money.step


def contribution_faults(
    parts: Mapping[str, object], members_key: str, settings: Settings, money: Money
) -> list[Finding]:
    """Errors where it is not known which lines the members have paid, or where they are charged something else."""
    lines, members = parts.get(operating.OPERATING.key), parts.get(members_key)
    if not isinstance(lines, Lines) or not isinstance(members, Members):
        return []
    rows, unknown = contributions(lines, settings.contributions)
    at = settings.origins.get(CONTRIBUTIONS.key, Origin(SETTINGS.title, "A1"))
    if unknown:
        return [codes.CONTRIBUTION_UNKNOWN.at(at, value=one) for one in unknown]
    if not members.are_debited:
        return []
    debited = fsum(one.debited or 0.0 for one in members.members)
    where = members.members[0].origins[DEBITED]
    if not rows:
        return [_missing(lines, debited, where, money)]
    stated = _sum([one.line for one in rows], lines)
    if within_rounding(debited - stated, len(members.members) + len(rows), money):
        return []
    fields = {"debited": amount(money, debited), "booked": amount(money, stated)}
    return [codes.DEBITED_OTHERWISE.at(where, **fields)]


def _missing(lines: Lines, debited: float, where: Origin, money: Money) -> Finding:
    """Asked; a line that comes to just what has been charged is offered."""
    told = codes.CONTRIBUTIONS_MISSING.at(where, sum=amount(money, debited))
    same = [one.line for one in _lines(lines) if abs(_sum([one.line], lines) - debited) <= 1e-6]
    offered = (Remedy(SETTINGS.title, one.name, label=CONTRIBUTIONS.label) for one in same)
    return replace(told, remedies=tuple(offered))


def _sum(lines: Sequence[Line], of: Lines) -> float:
    judged = operating.judged(of)
    return -fsum(one.amounts.get(judged, 0.0) for one in lines)


def _lines(lines: Lines) -> Iterator[Contribution]:
    for kind, block in lines.blocks.items():
        if kind is not LineKind.COST:
            for index, line in enumerate(block.lines):
                yield Contribution(f"{operating.KEYS[kind]}:{index}", line)


def _names(line: Line) -> set[str]:
    return {normalised(name) for name in (line.name, line.account) if name}
