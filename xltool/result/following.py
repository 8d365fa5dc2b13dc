"""The workbook that follows one: next year's, or that of the next report of the same year."""

from __future__ import annotations

from xltool.core.swedish import MONTHS
from xltool.sheets.all_sheets import present
from xltool.sheets.board import Board
from xltool.sheets.settings.settings_rows import DECEMBER, PERIOD
from xltool.sheets.template_rows import Filling


def following(board: Board, year: int, period: int | None = None) -> Filling:
    """A filling of the template for `year`, of the report to the month `period`, with the same lines, goals and members.

    In another year budget, actual, results and comments are empty, the actuals are last year's, and there are no projects,
    which are a year's own. In the same year budgets and projects stay, and the forecast is the one before (year.md §1)."""
    is_interim = period not in (None, DECEMBER)
    settings = {PERIOD.key: MONTHS[period - 1]} if period and is_interim else {}
    same = period is not None and year == board.settings.year
    alone = is_interim and board.settings.period_alone
    filling = Filling(
        year,
        settings=settings,
        is_interim=is_interim,
        period_alone=alone,
        same_year=same,
        of_ledger=board.details is not None,
    )
    for part, value in present(board):
        filling = part.again(value, board, filling) if part.again else filling
    return filling
