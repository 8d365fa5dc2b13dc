"""Måluppfyllelse in the result: each goal's heading with its outcome, its indicators, and the board."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import Span, call, either
from xltool.core.tables import Cell, Colour, Meaning, Role, Row, Table
from xltool.sheets.goals.board_goals import Goal, Goals, Indicator
from xltool.sheets.goals.goal_columns import (
    _DIRECTIONS,
    _TABLE,
    ATTAINMENT,
    BOARD,
    BOARD_NAME,
    BOARD_RULE,
    COMMENT,
    COMPUTED_STATUS,
    DIRECTION,
    GOAL,
    GOAL_RULE,
    HELPERS,
    INDICATOR,
    JUDGEMENT,
    LIMIT,
    N_ACHIEVED,
    N_NOT,
    N_PARTLY,
    OTHER,
    OTHER_NAME,
    OUTCOME,
    RATIO,
    RESULT,
    STATUS,
    TARGET,
    TARGET_HIGH,
    GoalOutcome,
    Status,
    goal_key,
)
from xltool.sheets.settings.settings_rows import Settings

_ROW_COLUMNS = frozenset({ATTAINMENT, COMPUTED_STATUS, STATUS, RATIO})


_MEANINGS = (
    (Status.ACHIEVED, GoalOutcome.ACHIEVED, Meaning.GOOD),
    (Status.PARTLY, GoalOutcome.PARTLY, Meaning.PARTLY),
    (Status.NOT_ACHIEVED, GoalOutcome.NOT_ACHIEVED, Meaning.BAD),
)


COLOURS = (
    *(
        Colour(STATUS, either(STATUS.equals(status.value), STATUS.equals(outcome.value)), meaning)
        for status, outcome, meaning in _MEANINGS
    ),
    Colour(STATUS, STATUS.equals(Status.NO_VALUE.value), Meaning.NOTE),
)


def goals_table(goals: Goals, settings: Settings) -> Table:
    """The result's sheet: each goal's heading with its outcome, its indicators; the board; the other indicators."""
    rows: list[Row] = []
    for index, goal in enumerate(goals.goals):
        key = goal_key(index)
        lines = [_indicator_row(f"{key}:{i}", one) for i, one in enumerate(goal.indicators)]
        rows += [_goal_row(key, goal, lines), *lines]
    if rows:
        rows.append(_board_row(rows[0].key, rows[-1].key))
    if goals.other:
        rows.append(Row(OTHER, Role.HEADING, {GOAL: Cell(OTHER_NAME)}, _ROW_COLUMNS))
        rows += [_indicator_row(f"{OTHER}:{i}", one) for i, one in enumerate(goals.other)]
    headers: dict[Column, str] = {}
    if settings.year is not None:
        headers = {RESULT: f"Resultat {settings.year}", TARGET: f"Målvärde {settings.year}"}
    shown = (
        GOAL, INDICATOR, RESULT, TARGET, TARGET_HIGH, DIRECTION, LIMIT, ATTAINMENT, COMPUTED_STATUS, JUDGEMENT,
        STATUS, COMMENT, *HELPERS,
    )  # fmt: skip
    everyone = [*goals.other, *(one for goal in goals.goals for one in goal.indicators)]
    unused = {TARGET_HIGH} if all(one.high is None for one in everyone) else set()
    hidden = frozenset({*HELPERS, *unused})
    return Table(_TABLE, shown, tuple(rows), headers=headers, colours=COLOURS, hidden=hidden)


def _goal_row(key: str, goal: Goal, lines: list[Row]) -> Row:
    statuses = Span(_TABLE, lines[0].key, lines[-1].key, STATUS)
    counts = {
        N_ACHIEVED: Cell(call("COUNTIF", statuses, Status.ACHIEVED.value)),
        N_PARTLY: Cell(call("COUNTIF", statuses, Status.PARTLY.value)),
        N_NOT: Cell(
            call("COUNTIF", statuses, Status.NOT_ACHIEVED.value)
            + call("COUNTIF", statuses, Status.NO_VALUE.value)
        ),
    }
    cells: dict[Column, Cell] = {GOAL: Cell(goal.name, origin=goal.origin), **counts}
    return Row(key, Role.HEADING, {**cells, STATUS: Cell(OUTCOME), COMMENT: Cell(GOAL_RULE)}, _ROW_COLUMNS)


def _board_row(first: str, last: str) -> Row:
    # Goals and indicators have words of their own, so the goals can be counted in the column of both.
    outcomes = Span(_TABLE, first, last, STATUS)
    counts = {
        column: Cell(call("COUNTIF", outcomes, outcome.value))
        for column, outcome in zip((N_ACHIEVED, N_PARTLY, N_NOT), GoalOutcome, strict=True)
    }
    cells: dict[Column, Cell] = {GOAL: Cell(BOARD_NAME), **counts}
    return Row(BOARD, Role.TOTAL, {**cells, STATUS: Cell(OUTCOME), COMMENT: Cell(BOARD_RULE)}, _ROW_COLUMNS)


def _indicator_row(key: str, one: Indicator) -> Row:
    quantity = one.quantity
    origins = one.origins
    cells: dict[Column, Cell] = {
        INDICATOR: Cell(one.name, origin=origins.get(INDICATOR)),
        RESULT: Cell(one.result, quantity, origins.get(RESULT)),
        TARGET: Cell(one.low, quantity, origins.get(TARGET), numeric=True),
        TARGET_HIGH: Cell(one.high, quantity, numeric=True),
        DIRECTION: Cell(one.direction.value, origin=origins.get(DIRECTION), choices=_DIRECTIONS),
        LIMIT: Cell(one.limit, quantity, origins.get(LIMIT), numeric=True),
        JUDGEMENT: Cell(one.judgement or None, origin=origins.get(JUDGEMENT), choices=JUDGEMENT.choices),
        COMMENT: Cell(one.comment or None, origin=origins.get(COMMENT)),
    }
    return Row(key, Role.LINE, cells)
