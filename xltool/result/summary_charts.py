"""The result's charts: what they show; `excel` draws them."""

from __future__ import annotations

from xltool.core.expr import lift
from xltool.core.pages import Chart, Part, Series
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating.groups_page import are_charted, group_charts
from xltool.sheets.operating.largest_variances import SHORT_NAME, VARIANCE
from xltool.sheets.operating.operating_page import charted_block, line_charts

_LINES_ON_THE_SUMMARY = 14  # more would make the one page unreadable; the largest variances stand for them


def summary_charts(
    lines: Lines,
    table: Table,
    money: Money,
    worst: Table | None,
    best: Table | None,
    groups: Table | None = None,
) -> tuple[Chart, ...]:
    """The charts of the groups, or of the lines where they fit on the page, else the largest variances each way."""
    if groups is not None and are_charted(lines):
        return group_charts(lines, groups, money)
    if charted_block(lines)[2] <= _LINES_ON_THE_SUMMARY or worst is None or best is None:
        return line_charts(lines, table, money)
    unit = money.word
    return tuple(
        Chart(
            lift(f"{ranked.title}, {unit}"),
            f"Liggande staplar: de tre rader som avviker mest, i {unit}.",
            ranked.all(SHORT_NAME),
            (Series(name, part, ranked.all(VARIANCE)),),
        )
        for ranked, name, part in (
            (worst, "Sämre än budget", Part.WORSE),
            (best, "Bättre än budget", Part.BETTER),
        )
    )
