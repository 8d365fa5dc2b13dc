"""Next year's workbook from this year's: the same lines, goals and members, this year's actuals as the prior year's."""

from __future__ import annotations

from xltool.core.functions import Scalar
from xltool.core.units import SignRule
from xltool.sheets.board import Board
from xltool.sheets.goals.goal_template import indicators_again
from xltool.sheets.lines.line_kinds import LineKind
from xltool.sheets.operating.operating_template import lines_again
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.share_template import members_again
from xltool.sheets.template_rows import Filling


def next_year(board: Board, year: int) -> Filling:
    """A filling of the template for `year`; budget, actual, results and comments are empty, and so are the
    projects, which are a year's own."""
    settings = board.settings
    signs = board.operating.signs if board.operating else settings.signs or SignRule.NEGATIVE
    known: dict[str, Scalar] = {
        "board": settings.board or None,
        "unit": settings.unit.word,
        "income_sign": signs.value,
        "key": board.members.key if board.members else settings.key or shares.POPULATION.header,
        "key_date": settings.key_date,
        "whole": settings.whole,
        "partly_limit": settings.partly_limit,
        "limit_amount": settings.limit_amount,
        "limit_share": settings.limit_share,
    }
    blank = Filling(year)
    return Filling(
        year,
        known,
        lines_again(board.operating, LineKind.INCOME, signs=signs) or blank.income,
        lines_again(board.operating, LineKind.COST, signs=signs) or blank.cost,
        goals=indicators_again(board.goals) or blank.goals,
        members=members_again(board.members) or blank.members,
    )
