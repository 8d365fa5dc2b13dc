"""Nämndmål in the template."""

from __future__ import annotations

from decimal import Decimal

from xltool.core.columns import Column, Input, Sheet
from xltool.core.numbers import Direction
from xltool.core.pages import Page, head
from xltool.core.scalars import Scalar
from xltool.core.swedish import number_text
from xltool.core.tables import Table
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals, Indicator, Outcome
from xltool.sheets.template_rows import FilledRow, Filling, entries


def indicators_again(all_goals: Goals | None, *, with_results: bool = True) -> list[FilledRow]:
    """The same goals and indicators, with their results as last year's."""
    if all_goals is None:
        return []
    rows: list[FilledRow] = []
    groups = [(goal.name, goal.indicators) for goal in all_goals.goals]
    for name, indicators in [*groups, ("–", all_goals.other)]:
        for index, one in enumerate(indicators):
            result = {goals.PRIOR_RESULT: _written(one, one.result)} if with_results else {}
            rows.append({goals.GOAL: None if index else name, **_indicator(one), **result})
    return rows


def _indicator(one: Indicator) -> dict[Input, Scalar]:
    """The indicator without its results."""
    low, high = _written(one, one.low), _written(one, one.high)
    target: Scalar = low
    if one.direction is Direction.BETWEEN and isinstance(low, float) and isinstance(high, float):
        target = f"{number_text(low)}–{number_text(high)}"
    return {
        goals.INDICATOR: one.name,
        goals.TARGET: target,
        goals.DIRECTION: one.direction.value,
        goals.UNIT: one.unit or None,
        goals.LIMIT: _written(one, one.limit),
    }


def _written(one: Indicator, value: Outcome) -> Outcome:
    """A percentage is written as the number before its `%`."""
    return float(Decimal(repr(value)) * 100) if one.unit == "%" and isinstance(value, float) else value


def goal_template(filling: Filling) -> Page:
    columns = template_columns(goals.GOALS_INTERIM if filling.is_interim else goals.GOALS)
    rows = entries("indicator", filling.goals, columns, {})
    year = filling.year
    headers: dict[Column, str] = {
        goals.PRIOR_RESULT: f"Resultat {year - 1}",
        goals.RESULT: f"Resultat {year}",
        goals.FORECAST: f"Prognos {year}",
        goals.TARGET: f"Målvärde {year}",
    }
    table = Table("goals", columns, tuple(rows), headers=headers)
    heading = head(
        goals.TITLE,
        f"{goals.TITLE} {year}",
        "Målets namn på blockets första rad, en indikator per rad. Skriv – som mål för indikatorer utan mål.",
        None,
        None,
    )
    words = ", ".join(d.value for d in Direction)
    notes = (
        f"Riktning ({words}) säger när indikatorn är uppnådd: minst målvärdet, högst målvärdet, exakt, inom ett intervall, eller öka och minska mot fjolårets resultat.",
        "Målvärdet Ja bedöms mot resultatet Ja eller Nej.",
        "Lämna Bedömning tom, så bedömer xltool. En egen bedömning går före.",
        "Saknas resultatet, lämna cellen tom eller skriv ej mätt.",
    )
    widths: dict[Column, float] = {goals.GOAL: 34, goals.INDICATOR: 44, goals.COMMENT: 40}
    widths |= {
        goals.PRIOR_RESULT: 14,
        goals.RESULT: 14,
        goals.FORECAST: 14,
        goals.TARGET: 14,
        goals.JUDGEMENT: 16,
    }
    return Page(goals.TITLE, heading, ((table,),), notes, widths=widths)


def template_columns(sheet: Sheet) -> tuple[Input, ...]:
    """The columns that the template shows: all that a user may fill in."""
    return tuple(c for c in sheet.columns if c is not goals.TARGET_HIGH)
