"""The workbooks of a folder as the years of its boards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from xltool.core.spelling import normalised
from xltool.files.result_names import shown_name
from xltool.running.one_of_each import LeftOut, rank
from xltool.running.outcome import Outcome, State
from xltool.sheets.settings.report_name import name_of
from xltool.terminal.board_year import YEAR_END, BoardYear, YearReport


def board_years(outcomes: Sequence[Outcome]) -> tuple[list[BoardYear], list[LeftOut]]:
    """Each board's years, with one report a month, and the workbooks that are in none. What is expected is what the newest
    of a year's workbooks says at Rapporter; without that, the year-end alone."""
    left: list[LeftOut] = []
    taken: dict[tuple[str, int, int], YearReport] = {}
    for outcome in sorted(outcomes, key=rank, reverse=True):
        figures = outcome.figures
        if outcome.state is not State.OK or outcome.money is None:
            left.append(LeftOut(outcome.file, f"den har fel, se xltool check {shown_name(outcome.file)}"))
        elif figures.more.get("budget_alone"):
            left.append(LeftOut(outcome.file, "den är en budget utan utfall"))
        elif figures.year is None:
            left.append(LeftOut(outcome.file, "den säger inte vilket år den gäller"))
        else:
            report = YearReport(shown_name(outcome.file), figures, outcome.money)
            place = normalised(figures.board or ""), figures.year, report.month
            if (first := taken.setdefault(place, report)) is not report:
                left.append(LeftOut(outcome.file, f"samma nämnd och månad som i {first.file}"))
    years: dict[tuple[str, int], list[YearReport]] = defaultdict(list)
    for (board, year, _), report in sorted(taken.items(), key=lambda one: one[0]):
        years[board, year].append(report)
    return [_year(reports) for reports in years.values()], sorted(left, key=lambda one: one.file)


def _year(reports: Sequence[YearReport]) -> BoardYear:
    last = reports[-1].figures
    assert last.year is not None
    expected = next((said for r in reversed(reports) if (said := r.figures.more.get("reports"))), [YEAR_END])
    names = {month: name_of(month, last.year) for month in expected}
    names |= {r.month: r.figures.period.name for r in reports if r.figures.period}
    names |= {r.month: name_of(YEAR_END, last.year) for r in reports if r.month == YEAR_END}
    return BoardYear(last.board or "", last.year, reports, names)
