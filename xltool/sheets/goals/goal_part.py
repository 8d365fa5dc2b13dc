"""Nämndmål, in the result Måluppfyllelse, as one record."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.core.expr import call, total
from xltool.core.pages import Page
from xltool.core.tables import Role, Table
from xltool.core.units import COUNT
from xltool.core.values import Model
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals
from xltool.sheets.goals.goal_page import goal_page
from xltool.sheets.goals.goal_reading import read_goals
from xltool.sheets.goals.goal_table import goals_table
from xltool.sheets.goals.goal_template import goal_template, indicators_again
from xltool.sheets.goals.goal_walk import walked_goals
from xltool.sheets.page_head import PageHead
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import Visit
from xltool.sheets.template_rows import Filling, filled_again

_KEY = goals.GOALS.key


def _read(source: Source) -> Goals | None:
    return read_goals(source.bound, goals.COLUMNS, source.reader, own=source.own)


def _again(everyone: Goals, _board: Parts, blank: Filling) -> Filling:
    return filled_again(blank, goals=indicators_again(everyone))


def _tables(everyone: Goals, board: Parts) -> Sequence[Table]:
    return (goals_table(everyone, board.settings),)


def _pages(everyone: Goals, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    return (goal_page(everyone, tables[_KEY], page),)


def _checks(everyone: Goals, _board: Parts, tables: Tables) -> Sequence[Check]:
    table = tables[_KEY]
    checks = []
    if everyone.goals:
        counts = (table.at(goals.BOARD, c) for c in (goals.N_ACHIEVED, goals.N_PARTLY, goals.N_NOT))
        headings = sum(r.role is Role.HEADING and r.key != goals.OTHER for r in table.rows)
        name = f"{goals.RESULT_TITLE}: varje nämndmål är bedömt"
        checks.append(Check("goals", name, total(*counts), headings, COUNT))
    statuses = table.all(goals.STATUS)
    judged = total(*(call("COUNTIF", statuses, s.value) for s in goals.Status))
    name = f"{goals.RESULT_TITLE}: varje indikator är bedömd"
    return [*checks, Check("indicators", name, judged, len(table.lines()), COUNT)]


def _judged_otherwise(_goals: Goals, _board: Parts, tables: Tables, model: Model) -> Sequence[Finding]:
    """Where the board's own judgement differs from the computed one."""
    found = []
    for row in tables[_KEY].lines():
        own = row.cells[goals.JUDGEMENT].content
        computed = model.text(_KEY, row.key, goals.COMPUTED_STATUS)
        if own and computed != model.text(_KEY, row.key, goals.STATUS):
            name = model.text(_KEY, row.key, goals.INDICATOR)
            where = row.cells[goals.JUDGEMENT].origin
            found.append(codes.JUDGED_OTHERWISE.at(where, name=name, own=own, computed=computed[2:]))
    return found


def _walk(everyone: Goals, _board: Parts, visit: Visit) -> Goals:
    return walked_goals(everyone, visit)


GOALS_PART = SheetPart[Goals](
    sheet=goals.GOALS,
    title=goals.RESULT_TITLE,
    about="Nämndmålen med sina indikatorer, och regeln som avgjorde varje bedömning",
    template_about="Nämndmål med indikatorer, resultat och målvärden",
    missing="Resultatet får ingen måluppfyllelse.",
    words={
        goals.COMMENT: ("kommentar", "kommentarer"),
        goals.JUDGEMENT: ("bedömning", "bedömningar"),
    },
    read=_read,
    template=goal_template,
    again=_again,
    tables=_tables,
    pages=_pages,
    checks=_checks,
    remarks=_judged_otherwise,
    walk=_walk,
)
