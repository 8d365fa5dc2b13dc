"""The charts of the summary: what they show; `drawing` draws them."""

from __future__ import annotations

from xltool.core.expr import when
from xltool.core.pages import Chart, Part, Series
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating.largest_variances import SHORT_NAME, VARIANCE, largest_exists, largest_name
from xltool.sheets.operating.operating_page import line_charts


def summary_charts(
    lines: Lines, table: Table, money: Money, worst: Table | None, best: Table | None
) -> tuple[Chart, ...]:
    """The largest variances each way, to one scale; all lines and groups have theirs on their own sheets. A budget without
    variances shows its lines."""
    if worst is None or best is None:
        return line_charts(lines, table, money)
    sides = (
        (worst, "Sämre än budget", Part.WORSE, best),
        (best, "Bättre än budget", Part.BETTER, worst),
    )
    return tuple(
        Chart(
            when(largest_exists(ranked), f"{ranked.title}, {money.word}", largest_name(ranked)),
            f"Liggande staplar: högst tre rader, de som har {ranked.title.lower()}, i {money.word}.",
            ranked.all(SHORT_NAME),
            (
                Series(name, part, ranked.all(VARIANCE)),
                Series("Åt andra hållet", Part.ROOM, other.all(VARIANCE)),
            ),
        )
        for ranked, name, part, other in sides
    )
