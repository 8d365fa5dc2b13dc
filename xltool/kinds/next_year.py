"""Next year's workbook from this year's: the same lines, goals and members, this year's actuals as the prior year's."""

from __future__ import annotations

from decimal import Decimal

from xltool.core.functions import Scalar
from xltool.core.indicators import Indicator
from xltool.core.lines import LineKind
from xltool.core.numbers import Direction
from xltool.core.sheet import Input
from xltool.core.swedish import number_text
from xltool.core.units import COUNT
from xltool.kinds import goals, operating, settings as uppgifter, shares
from xltool.kinds.board import Board
from xltool.kinds.template import Entry, Filling


def next_year(board: Board, year: int) -> Filling:
    """A filling of the template for `year`; budget, actual, results and comments are empty, and so are the
    projects, which are a year's own."""
    settings = board.settings
    known: dict[str, Scalar] = {
        "board": settings.board or None,
        "unit": settings.unit.word,
        "income_sign": uppgifter.POSITIVE if settings.income_positive else uppgifter.NEGATIVE,
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
        _lines(board, LineKind.INCOME) or blank.income,
        _lines(board, LineKind.COST) or blank.cost,
        goals=_indicators(board) or blank.goals,
        members=_members(board) or blank.members,
    )


def _lines(board: Board, kind: LineKind) -> list[Entry]:
    """The block's lines, in the board's own convention of signs."""
    block = board.operating.blocks.get(kind) if board.operating else None
    sign = -1.0 if board.settings.income_positive else 1.0
    found: list[Entry] = []
    for line in block.lines if block else ():
        actual = line.amounts.get(operating.ACTUAL)
        prior = None if actual is None else sign * actual + 0.0
        found.append(
            {
                operating.ACCOUNT: line.account or None,
                operating.NAME: line.name,
                operating.PRIOR_ACTUAL: prior,
            }
        )
    return found


def _indicators(board: Board) -> list[Entry]:
    if board.goals is None:
        return []
    rows: list[Entry] = []
    groups = [(goal.name, goal.indicators) for goal in board.goals.goals]
    for name, indicators in [*groups, ("–", board.goals.other)]:
        for index, one in enumerate(indicators):
            rows.append({goals.GOAL: None if index else name, **_indicator(one)})
    return rows


def _indicator(one: Indicator) -> dict[Input, Scalar]:
    """The indicator without its result; a percentage is written as the number before its `%`."""

    def written(value: float | None) -> float | None:
        return None if value is None else float(Decimal(repr(value)) * 100) if one.unit == "%" else value

    low, high = written(one.low), written(one.high)
    assert low is not None
    between = one.direction is Direction.BETWEEN and high is not None
    target: Scalar = f"{number_text(low)}–{number_text(high)}" if between and high is not None else low
    return {
        goals.INDICATOR: one.name,
        goals.TARGET: target,
        goals.DIRECTION: one.direction.value,
        goals.UNIT: one.unit or None,
        goals.LIMIT: written(one.limit),
    }


def _members(board: Board) -> list[Entry]:
    if board.members is None:
        return []
    keys = {
        name: shares.POPULATION if name == shares.POPULATION.header else Input(name, COUNT)
        for name in board.members.keys
    }
    return [
        {shares.NAME: one.name, **{column: one.weights[name] for name, column in keys.items()}}
        for one in board.members.members
    ]
