"""The figures of goals and their indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xltool.core.numbers import Direction, yes_or_no
from xltool.core.swedish import quantity_text
from xltool.core.values import Model
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals, Indicator, Outcome
from xltool.sheets.goals.goal_judging import BETTER, BY_FORECAST, BY_RESULT, SAME, WORSE
from xltool.terminal.workbook_object import GoalFigures, GoalsFigures, IndicatorFigures, exact_number


def goal_figures(read: Goals, model: Model) -> GoalsFigures:
    """Each goal with its outcome and its indicators, and the indicators that stand under none."""

    def status(row: str) -> str:
        if not goals.is_judged(model.tables["goals"]):
            return "no_value"
        return goals.STATUS_NAMES[model.text("goals", row, goals.STATUS)]

    def indicators(row: str, listed: Sequence[Indicator]) -> list[IndicatorFigures]:
        return [_indicator(one, status(f"{row}:{i}"), f"{row}:{i}", model) for i, one in enumerate(listed)]

    listed = [
        GoalFigures(goal.name, status(key), indicators(key, goal.indicators))
        for goal, key in ((goal, goals.goal_key(i)) for i, goal in enumerate(read.goals))
    ]
    return GoalsFigures(
        status(goals.BOARD) if listed and goals.is_judged(model.tables["goals"]) else None,
        listed,
        indicators("other", read.other),
    )


def _indicator(one: Indicator, status: str, row: str, model: Model) -> IndicatorFigures:
    def read(value: Outcome) -> float | str | None:
        if isinstance(value, str):
            return yes_or_no(value)
        return None if value is None else exact_number(_in_hundredths(value) if one.unit == "%" else value)

    low, high = read(one.low), read(one.high)
    between = one.direction is Direction.BETWEEN and one.high is not None
    table = model.tables["goals"]
    has_trend, is_interim = goals.TREND in table.columns, goals.is_interim(table)
    return IndicatorFigures(
        name=one.name,
        result=read(one.result),
        target=[low, high] if between else low,
        direction=one.direction.name.lower(),
        unit=one.unit or None,
        judgement=one.judgement or None,
        comment=one.comment or None,
        status=status,
        forecast=read(one.forecast),
        prior_result=read(one.prior),
        trend=_TRENDS.get(model.text("goals", row, goals.TREND)) if has_trend else None,
        judged_by=_JUDGED_BY.get(model.text("goals", row, goals.JUDGED_BY)) if is_interim else None,
        target_text=_target_text(one),
    )


_TRENDS = {BETTER: "better", SAME: "same", WORSE: "worse"}
_JUDGED_BY = {BY_FORECAST: "forecast", BY_RESULT: "result_so_far"}


def _target_text(one: Indicator) -> str | None:
    """The target in the words that it was written in, where it has words."""
    if isinstance(one.low, str):
        return one.low
    if one.low is None or not (one.before or one.after):
        return None
    return one.before + quantity_text(one.low, one.quantity) + one.after


def _in_hundredths(share: float) -> float:
    """0.07 as 7, where 100 times it is 7.000000000000001."""
    return float(Decimal(repr(share)).scaleb(2))
