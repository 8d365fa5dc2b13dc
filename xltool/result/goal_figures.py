"""The figures of goals and their indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xltool.core.numbers import Direction
from xltool.core.values import Model
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals, Indicator
from xltool.terminal.workbook_object import GoalFigures, GoalsFigures, IndicatorFigures, exact_number

_STATUSES: dict[str, str] = {s.value: s.name.lower() for s in (*goals.Status, *goals.GoalOutcome)}


def goal_figures(read: Goals, model: Model) -> GoalsFigures:
    """Each goal with its outcome and its indicators, and the indicators that stand under none."""

    def status(row: str) -> str:
        return _STATUSES[model.text("goals", row, goals.STATUS)]

    def indicators(row: str, listed: Sequence[Indicator]) -> list[IndicatorFigures]:
        return [_indicator(one, status(f"{row}:{i}")) for i, one in enumerate(listed)]

    listed = [
        GoalFigures(goal.name, status(key), indicators(key, goal.indicators))
        for goal, key in ((goal, goals.goal_key(i)) for i, goal in enumerate(read.goals))
    ]
    return GoalsFigures(status(goals.BOARD) if listed else None, listed, indicators("other", read.other))


def _indicator(one: Indicator, status: str) -> IndicatorFigures:
    def read(value: float | None) -> float | None:
        return None if value is None else exact_number(_in_hundredths(value) if one.unit == "%" else value)

    between = one.direction is Direction.BETWEEN and one.high is not None
    return IndicatorFigures(
        name=one.name,
        result=read(one.result),
        target=[read(one.low), read(one.high)] if between else read(one.low),
        direction=one.direction.name.lower(),
        unit=one.unit or None,
        judgement=one.judgement or None,
        comment=one.comment or None,
        status=status,
    )


def _in_hundredths(share: float) -> float:
    """0.07 as 7, where 100 times it is 7.000000000000001."""
    return float(Decimal(repr(share)).scaleb(2))
