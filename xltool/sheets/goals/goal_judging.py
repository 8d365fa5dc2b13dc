"""How an indicator is judged that is more than a result against a target: by its forecast, against last year's result, by
Ja or Nej; and its trend (year.md §1 and §2)."""

from __future__ import annotations

from collections.abc import Mapping

from xltool.core.columns import Column
from xltool.core.expr import Expr, absolute, both, call, choose, either, rounded, when
from xltool.core.numbers import NO, YES, Direction
from xltool.core.tables import Cell
from xltool.sheets.goals.goal_columns import (
    BEYOND,
    COMMENT,
    COMPUTED_STATUS,
    DIRECTION,
    FORECAST,
    JUDGED,
    JUDGED_BY,
    JUDGEMENT,
    LIMIT,
    PRIOR_RESULT,
    RATIO,
    RESULT,
    STATUS,
    TARGET,
    TARGET_HIGH,
    TREND,
    Status,
)
from xltool.sheets.settings.settings_rows import PARTLY_LIMIT
from xltool.sheets.settings.settings_table import limit_cell

BY_FORECAST, BY_RESULT, BY_NOTHING = "prognos", "resultat (hittills)", "–"
BETTER, SAME, WORSE, NO_TREND = "förbättrad", "oförändrad", "försämrad", "–"


def judging_cells(*, interim: bool, prior: bool) -> Mapping[Column, Cell]:
    """The formulas of an indicator's row, for words instead of figures too; in an `interim` report its forecast is judged. With
    last year's results (`prior`) beside them, for öka and minska, and the trend."""
    value: Expr = JUDGED if interim else RESULT
    ratio = _ratio(value)
    cells: dict[Column, Expr] = {
        RATIO: ratio,
        COMPUTED_STATUS: _status(value, interim=interim, prior=prior),
        STATUS: choose(
            *((JUDGEMENT.equals(s.word), s.said(interim=interim)) for s in Status), otherwise=COMPUTED_STATUS
        ),
        BEYOND: _beyond(value),
    }
    if prior:
        cells[TREND] = _trend(value)
    if interim:
        cells[JUDGED] = choose((_has(FORECAST), FORECAST), (_has(RESULT), RESULT), otherwise="")
        cells[JUDGED_BY] = choose(
            (_has(FORECAST), BY_FORECAST), (_has(RESULT), BY_RESULT), otherwise=BY_NOTHING
        )
    return {column: Cell(formula) for column, formula in cells.items()}


def _is(*directions: Direction) -> Expr:
    return either(*(DIRECTION.equals(one.value) for one in directions))


_IS_CHANGE = _is(Direction.INCREASE, Direction.DECREASE)
_IS_YES_OR_NO = either(TARGET.equals(YES), TARGET.equals(NO))
_TARGET, _HIGH, _LIMIT, _PRIOR = (rounded(column, 9) for column in (TARGET, TARGET_HIGH, LIMIT, PRIOR_RESULT))


def _has(column: Expr) -> Expr:
    """Whether the cell holds a value: a number, Ja or Nej. Other words say that there is none."""
    return either(call("COUNT", column) > 0, column.equals(YES), column.equals(NO))


def _has_both(value: Expr, other: Expr) -> Expr:
    return call("COUNT", value, other).equals(2)


def _ratio(value: Expr) -> Expr:
    """As that of a plain indicator: 0 where there is none."""
    quotient = choose(
        (_is(Direction.AT_MOST), TARGET / value), (_is(Direction.AT_LEAST), value / TARGET), otherwise=0
    )
    same_sign = when(_has_both(value, TARGET), call("SIGN", value) * call("SIGN", TARGET) > 0, False)
    return when(same_sign, quotient, 0)


def _status(value: Expr, *, interim: bool, prior: bool) -> Expr:
    """Each condition stands in an IF of its own, since AND would compute with words too."""
    number = rounded(value, 9)
    compared = choose(
        (_IS_YES_OR_NO, either(value.equals(YES), value.equals(NO))),
        *([(_IS_CHANGE, _has_both(value, PRIOR_RESULT))] if prior else []),
        otherwise=_has_both(value, TARGET),
    )
    changes = ((_is(Direction.INCREASE), number > _PRIOR), (_is(Direction.DECREASE), number < _PRIOR))
    met = choose(
        (_IS_YES_OR_NO, value.equals(TARGET)),
        *(changes if prior else ()),
        (_is(Direction.AT_MOST), number <= _TARGET),
        (_is(Direction.EXACTLY), number.equals(_TARGET)),
        (_is(Direction.BETWEEN), both(number >= _TARGET, number <= _HIGH)),
        otherwise=number >= _TARGET,
    )
    near = choose(
        (_IS_YES_OR_NO, False),
        (call("COUNT", LIMIT).equals(0), both(RATIO > 0, rounded(RATIO, 9) >= limit_cell(PARTLY_LIMIT))),
        (_is(Direction.AT_MOST, Direction.DECREASE), number <= _LIMIT),
        (_is(Direction.AT_LEAST, Direction.INCREASE), number >= _LIMIT),
        otherwise=rounded(_distance(value), 9) <= _LIMIT,
    )
    return choose(
        (call("NOT", compared), Status.NO_VALUE.said(interim=interim)),
        (met, Status.ACHIEVED.said(interim=interim)),
        (near, Status.PARTLY.said(interim=interim)),
        otherwise=Status.NOT_ACHIEVED.said(interim=interim),
    )


def _distance(value: Expr) -> Expr:
    """How far the value is from the target, or outside the range."""
    outside = call("MAX", TARGET - value, value - TARGET_HIGH, 0)
    return when(_is(Direction.EXACTLY), absolute(value - TARGET), outside)


def _beyond(value: Expr) -> Expr:
    far = either(RATIO > 10, absolute(value) > absolute(TARGET) * 10)
    asked = when(both(TARGET.differs(0), COMMENT.equals("")), when(far, 1, 0), 0)
    return when(_has_both(value, TARGET), when(_IS_CHANGE, 0, asked), 0)


def _trend(value: Expr) -> Expr:
    """By the direction, never up or down: a cost that rose is worse. Of `exakt` and `inom` by the distance."""
    is_far = _is(Direction.EXACTLY, Direction.BETWEEN)
    now, then = rounded(value, 9), _PRIOR
    far = rounded(_distance(PRIOR_RESULT) - _distance(value), 9)
    rise = when(_is(Direction.AT_MOST, Direction.DECREASE), then - now, now - then)
    better = when(is_far, far, rise)
    of_words = choose((value.equals(PRIOR_RESULT), SAME), (value.equals(TARGET), BETTER), otherwise=WORSE)
    of_numbers = choose((better > 0, BETTER), (better < 0, WORSE), otherwise=SAME)
    return choose(
        (_IS_YES_OR_NO, when(both(_has(value), _has(PRIOR_RESULT)), of_words, NO_TREND)),
        (call("NOT", _has_both(value, PRIOR_RESULT)), NO_TREND),
        (both(is_far, call("COUNT", TARGET).equals(0)), NO_TREND),
        otherwise=of_numbers,
    )
