"""The rows of the goals: each goal with its indicators, the board, the other indicators."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.core.columns import Input
from xltool.core.numbers import Direction
from xltool.core.scalars import Scalar
from xltool.core.units import TEXT, Quantity
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goal, Goals, Indicator, Outcome
from xltool.sheets.sheet_row import Entry, SheetRow, Sort, Visit


def walked_goals(everyone: Goals, visit: Visit) -> Goals:
    """The goals as the visitor of their rows has changed them."""
    listed = [_goal(one, goals.goal_key(i), visit) for i, one in enumerate(everyone.goals)]
    if listed:
        visit(_heading(goals.BOARD_NAME, goals.BOARD, goals.BOARD))
    if everyone.other:
        visit(SheetRow(goals.OTHER_NAME, goals.OTHER))
    return Goals(listed, _indicators(everyone.other, goals.OTHER, "", visit))


def _goal(goal: Goal, key: str, visit: Visit) -> Goal:
    visit(_heading(goal.name, key, f"goal:{goal.name}"))
    return replace(goal, indicators=_indicators(goal.indicators, key, f"{goal.name} / ", visit))


def _heading(name: str, key: str, ours: str) -> SheetRow:
    return SheetRow(name, key, ours=ours, computed=(goals.STATUS,))


def _indicators(listed: Sequence[Indicator], key: str, before: str, visit: Visit) -> list[Indicator]:
    """An indicator is known by its goal's name too."""
    return [_indicator(one, f"{key}:{i}", before + one.name, visit) for i, one in enumerate(listed)]


def _indicator(one: Indicator, key: str, name: str, visit: Visit) -> Indicator:
    def entry(column: Input, value: Scalar, sort: Sort, quantity: Quantity = TEXT) -> tuple[str, Entry]:
        return column.header, Entry(value, sort, one.origins.get(column), quantity)

    figures = (
        (goals.RESULT, one.result),
        (goals.FORECAST, one.forecast),
        (goals.PRIOR_RESULT, one.prior),
        (goals.LIMIT, one.limit),
        (goals.TARGET, one.low),
        (goals.TARGET_HIGH, one.high),
    )
    entries = dict(
        (
            *(entry(column, value, Sort.FIGURE, one.quantity) for column, value in figures),
            entry(goals.DIRECTION, one.direction.value, Sort.FIGURE),
            entry(goals.JUDGEMENT, one.judgement, Sort.WORDS),
            entry(goals.COMMENT, one.comment, Sort.WORDS),
        )
    )
    shown: dict[str, tuple[Scalar, Quantity]] = {goals.UNIT.header: (one.unit or None, TEXT)}
    new = visit(SheetRow(name, key, entries, shown=shown, computed=(goals.STATUS,)))
    result, forecast, prior, limit, low, high = (_outcome(new[column.header]) for column, _ in figures)
    return replace(
        one,
        result=result,
        forecast=forecast,
        prior=prior,
        limit=_figure(limit),
        low=one.low if low is None else low,
        high=_figure(high),
        direction=Direction(new[goals.DIRECTION.header]),
        judgement=str(new[goals.JUDGEMENT.header] or ""),
        comment=str(new[goals.COMMENT.header] or ""),
    )


def _outcome(value: Scalar) -> Outcome:
    return value if isinstance(value, str) else _figure(value)


def _figure(value: Scalar) -> float | None:
    return None if value is None else float(value)
