"""Måluppfyllelse in the result: each goal's heading with its outcome, its indicators, and the board."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from xltool.core.columns import Column
from xltool.core.expr import Expr, Span, call, either
from xltool.core.tables import Cell, Colour, Meaning, Numbers, Role, Row, Table
from xltool.sheets.goals.board_goals import Goal, Goals, Indicator
from xltool.sheets.goals.goal_columns import (
    _DIRECTIONS,
    _TABLE,
    ALL_DIRECTIONS,
    ATTAINMENT,
    BEYOND,
    BOARD,
    BOARD_NAME,
    COMMENT,
    COMPUTED_STATUS,
    DIRECTION,
    FORECAST,
    GOAL,
    HELPERS,
    INDICATOR,
    JUDGED,
    JUDGED_BY,
    JUDGEMENT,
    LIMIT,
    N_ACHIEVED,
    N_NOT,
    N_PARTLY,
    OTHER,
    OTHER_NAME,
    OUTVOTED,
    PRIOR_RESULT,
    RATIO,
    RESULT,
    STATUS,
    TARGET,
    TARGET_BAR,
    TARGET_HIGH,
    TREND,
    GoalOutcome,
    Status,
    goal_key,
)
from xltool.sheets.goals.goal_judging import judging_cells
from xltool.sheets.goals.goal_rules import board_rule, goal_rule, outcome
from xltool.sheets.settings.settings_rows import Settings

_ROW_COLUMNS = frozenset({ATTAINMENT, TARGET_BAR, COMPUTED_STATUS, STATUS, OUTVOTED, RATIO, BEYOND})


_MEANINGS = (
    (Status.ACHIEVED, GoalOutcome.ACHIEVED, Meaning.GOOD),
    (Status.PARTLY, GoalOutcome.PARTLY, Meaning.PARTLY),
    (Status.NOT_ACHIEVED, GoalOutcome.NOT_ACHIEVED, Meaning.BAD),
)


def _colours(*, interim: bool) -> tuple[Colour, ...]:
    of_status = (
        Colour(
            STATUS,
            either(STATUS.equals(status.said(interim=interim)), STATUS.equals(of_goal.said(interim=interim))),
            meaning,
        )
        for status, of_goal, meaning in _MEANINGS
    )
    return (*of_status, Colour(STATUS, STATUS.equals(Status.NO_VALUE.value), Meaning.NOTE))


class _Form(Struct, frozen=True):
    """What the table has besides: a forecast in an `interim` report, last year's results with their trend (`prior`), and the
    formulas of `judging` where plain ones do not do."""

    interim: bool
    prior: bool
    judging: Mapping[Column, Cell]
    targets_only: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        forecast = (FORECAST,) if self.interim else ()
        prior, trend = ((PRIOR_RESULT,), (TREND,)) if self.prior else ((), ())
        judged = (JUDGED_BY,) if self.interim else ()
        if self.targets_only:
            return (GOAL, INDICATOR, *prior, TARGET, TARGET_HIGH, DIRECTION, LIMIT, COMMENT)
        return (
            GOAL, INDICATOR, *prior, RESULT, *forecast, TARGET, TARGET_HIGH, DIRECTION, LIMIT, ATTAINMENT, TARGET_BAR,
            COMPUTED_STATUS, *judged, JUDGEMENT, STATUS, OUTVOTED, *trend, COMMENT, *self.helpers,
        )  # fmt: skip

    @property
    def helpers(self) -> tuple[Column, ...]:
        return () if self.targets_only else (*HELPERS, *((JUDGED,) if self.interim else ()))

    def headers(self, year: int | None) -> dict[Column, str]:
        result = "Resultat hittills" if self.interim else "Resultat"
        if year is None:
            return {RESULT: result} if self.interim else {}
        dated: dict[Column, str] = {RESULT: f"{result} {year}", TARGET: f"Målvärde {year}"}
        dated |= {FORECAST: f"Prognos {year}"} if self.interim else {}
        return dated | ({PRIOR_RESULT: f"Resultat {year - 1}"} if self.prior else {})


def _form(goals: Goals, settings: Settings) -> _Form:
    everyone, interim = goals.everyone, settings.is_interim
    prior = any(one.prior is not None or one.direction.is_change for one in everyone)
    plain = not interim and all(one.is_plain for one in everyone)
    judging = {} if plain else judging_cells(interim=interim, prior=prior)
    return _Form(interim, prior, judging, settings.budget_alone)


def goals_table(goals: Goals, settings: Settings) -> Table:
    """The result's sheet: each goal's heading with its outcome, its indicators; the board; the other indicators."""
    form = _form(goals, settings)
    rows: list[Row] = []
    for index, goal in enumerate(goals.goals):
        key = goal_key(index)
        lines = [_indicator_row(f"{key}:{i}", one, form) for i, one in enumerate(goal.indicators)]
        rows += [_goal_row(key, goal, lines, form), *lines]
    if rows and not form.targets_only:
        rows.append(_board_row(rows[0].key, rows[-1].key, form))
    if goals.other:
        rows.append(Row(OTHER, Role.HEADING, {GOAL: Cell(OTHER_NAME)}, _ROW_COLUMNS))
        rows += [_indicator_row(f"{OTHER}:{i}", one, form) for i, one in enumerate(goals.other)]
    hidden = frozenset({*form.helpers, COMPUTED_STATUS, *_unused(goals)})
    return Table(
        _TABLE,
        form.columns,
        tuple(rows),
        headers=form.headers(settings.year),
        colours=() if form.targets_only else _colours(interim=form.interim),
        hidden=hidden,
    )


def _unused(goals: Goals) -> set[Column]:
    """The columns that say nothing here: they are hidden, and stay to be written in. What is computed says something beside
    a judgement of the board's own alone."""
    everyone = goals.everyone
    filled = {
        TARGET_HIGH: any(one.high is not None for one in everyone),
        LIMIT: any(one.limit is not None for one in everyone),
        JUDGEMENT: any(one.judgement for one in everyone),
        OUTVOTED: any(one.judgement for one in everyone),
    }
    return {column for column, is_filled in filled.items() if not is_filled}


def _goal_row(key: str, goal: Goal, lines: list[Row], form: _Form) -> Row:
    statuses = Span(_TABLE, lines[0].key, lines[-1].key, STATUS)

    def count(status: Status) -> Expr:
        return call("COUNTIF", statuses, status.said(interim=form.interim))

    counts = {
        N_ACHIEVED: Cell(count(Status.ACHIEVED)),
        N_PARTLY: Cell(count(Status.PARTLY)),
        N_NOT: Cell(count(Status.NOT_ACHIEVED) + count(Status.NO_VALUE)),
    }
    cells: dict[Column, Cell] = {GOAL: Cell(goal.name, origin=goal.origin), **counts}
    said = {
        STATUS: Cell(outcome(interim=form.interim)),
        COMMENT: Cell(None if form.targets_only else goal_rule(interim=form.interim)),
    }
    return Row(key, Role.HEADING, {**cells, **said}, _ROW_COLUMNS)


def _board_row(first: str, last: str, form: _Form) -> Row:
    # Goals and indicators have words of their own, so the goals can be counted in the column of both.
    outcomes = Span(_TABLE, first, last, STATUS)
    counts = {
        column: Cell(call("COUNTIF", outcomes, of_goal.said(interim=form.interim)))
        for column, of_goal in zip((N_ACHIEVED, N_PARTLY, N_NOT), GoalOutcome, strict=True)
    }
    said = {
        STATUS: Cell(outcome(interim=form.interim)),
        COMMENT: Cell(board_rule(interim=form.interim)),
    }
    return Row(BOARD, Role.TOTAL, {GOAL: Cell(BOARD_NAME), **counts, **said}, _ROW_COLUMNS)


_TARGET_PROMPT = (
    "Bara talet. Enheten och ord som »högst« hör till cellen; riktningen väljs i kolumnen Riktning"
)
_TARGET_ALONE = Numbers(
    "Skriv bara målvärdets tal, 20 och inte »högst 20 st«. Enhet och ord hör redan till cellen, och riktningen väljs i kolumnen Riktning."
)
_HIGH_ALONE = Numbers(
    "Skriv den övre gränsen som ett tal, eller lämna cellen tom. Den räknas bara när riktningen är inom."
)
_LIMIT_ALONE = Numbers(
    "Skriv värdet som räcker för delvis uppnådd som ett tal, eller lämna cellen tom så gäller gränsen på bladet Uppgifter."
)


def _indicator_row(key: str, one: Indicator, form: _Form) -> Row:
    quantity = one.quantity
    origins = one.origins
    directions = ALL_DIRECTIONS if form.prior else _DIRECTIONS
    cells: dict[Column, Cell] = {
        INDICATOR: Cell(one.name, origin=origins.get(INDICATOR)),
        PRIOR_RESULT: Cell(one.prior, quantity, origins.get(PRIOR_RESULT)),
        RESULT: Cell(one.result, quantity, origins.get(RESULT)),
        FORECAST: Cell(one.forecast, quantity, origins.get(FORECAST)),
        TARGET: Cell(
            one.low,
            one.target_quantity,
            origins.get(TARGET),
            numbers=None if isinstance(one.low, str | None) else _TARGET_ALONE,
            prompt=_TARGET_PROMPT,
        ),
        TARGET_HIGH: Cell(one.high, quantity, numbers=_HIGH_ALONE),
        DIRECTION: Cell(one.direction.value, origin=origins.get(DIRECTION), choices=directions),
        LIMIT: Cell(one.limit, quantity, origins.get(LIMIT), numbers=_LIMIT_ALONE),
        JUDGEMENT: Cell(one.judgement or None, origin=origins.get(JUDGEMENT), choices=JUDGEMENT.choices),
        COMMENT: Cell(one.comment or None, origin=origins.get(COMMENT)),
    }
    return Row(key, Role.LINE, {**cells, **form.judging})
