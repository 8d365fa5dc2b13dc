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
from xltool.sheets.goals.board_goals import Goals, Indicator
from xltool.sheets.template_rows import FilledRow, Filling, entries


def indicators_again(all_goals: Goals | None) -> list[FilledRow]:
    """The same goals and indicators, without their results."""
    if all_goals is None:
        return []
    rows: list[FilledRow] = []
    groups = [(goal.name, goal.indicators) for goal in all_goals.goals]
    for name, indicators in [*groups, ("–", all_goals.other)]:
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


def goal_template(filling: Filling) -> Page:
    columns = template_columns(goals.GOALS)
    rows = entries("indicator", filling.goals, columns, {})
    year = filling.year
    headers: dict[Column, str] = {goals.RESULT: f"Resultat {year}", goals.TARGET: f"Målvärde {year}"}
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
        f"Riktning ({words}) säger när indikatorn är uppnådd: minst målvärdet, högst målvärdet, exakt eller inom ett intervall.",
        "Lämna Bedömning tom, så bedömer xltool. En egen bedömning går före.",
        "Saknas resultatet, lämna cellen tom eller skriv ej mätt.",
    )
    widths: dict[Column, float] = {goals.GOAL: 34, goals.INDICATOR: 44, goals.COMMENT: 40}
    widths |= {goals.RESULT: 12, goals.TARGET: 14, goals.JUDGEMENT: 16}
    return Page(goals.TITLE, heading, ((table,),), notes, widths=widths)


def template_columns(sheet: Sheet) -> tuple[Input, ...]:
    """The columns that the template shows: all that a user may fill in."""
    return tuple(c for c in sheet.columns if c is not goals.TARGET_HIGH)
