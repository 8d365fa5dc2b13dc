"""Next year's workbook from this year's: the same lines, goals and members, this year's actuals as the prior year's."""

from __future__ import annotations

from xltool.sheets.all_sheets import present
from xltool.sheets.board import Board
from xltool.sheets.template_rows import Filling


def next_year(board: Board, year: int) -> Filling:
    """A filling of the template for `year`; budget, actual, results and comments are empty, and so are
    projects that are a year's own."""
    filling = Filling(year)
    for part, value in present(board):
        filling = part.again(value, board, filling) if part.again else filling
    return filling
