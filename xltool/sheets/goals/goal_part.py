"""Nämndmål, in the result Måluppfyllelse, as one record."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.core.expr import Expr, call, total
from xltool.core.pages import Page
from xltool.core.swedish import GROUP
from xltool.core.tables import Role, Table
from xltool.core.units import COUNT
from xltool.core.values import Model
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check, Question, first_row, rows_to_ask
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
    read = read_goals(source.bound, goals.COLUMNS, source.reader, own=source.own)
    if source.settings.budget_alone:  # no result is missing before there can be one
        source.reader.findings[:] = [f for f in source.reader.findings if f.code is not codes.NO_RESULT]
    return read


def _again(everyone: Goals, board: Parts, blank: Filling) -> Filling:
    # What an interim report has so far is no year's result.
    return filled_again(blank, goals=indicators_again(everyone, with_results=not board.settings.is_interim))


def _tables(everyone: Goals, board: Parts) -> Sequence[Table]:
    return (goals_table(everyone, board.settings),)


def _pages(everyone: Goals, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    return (goal_page(everyone, tables[_KEY], page),)


def _checks(everyone: Goals, board: Parts, tables: Tables) -> Sequence[Check]:
    table = tables[_KEY]
    checks: list[Check] = []
    if not goals.is_judged(table):
        return checks
    if everyone.goals:
        counts = (table.at(goals.BOARD, c) for c in goals.COUNTS)
        headings = sum(r.role is Role.HEADING and r.key != goals.OTHER for r in table.rows)
        name = f"{goals.RESULT_TITLE}: varje nämndmål är bedömt"
        checks.append(Check("goals", name, total(*counts), headings, COUNT))
        of_goals = [r.key for r in table.rows if r.role is Role.HEADING and r.key != goals.OTHER]
        counted = total(*(table.at(key, c) for key in of_goals for c in goals.COUNTS))
        name = f"{goals.RESULT_TITLE}: varje indikator räknas i sitt nämndmål"
        checks.append(Check("counted", name, counted, _named(table, goals.BOARD), COUNT))
    statuses = table.all(goals.STATUS)
    judged = total(
        *(call("COUNTIF", statuses, s.said(interim=board.settings.is_interim)) for s in goals.Status)
    )
    name = f"{goals.RESULT_TITLE}: varje indikator är bedömd"
    return [*checks, Check("indicators", name, judged, _named(table, table.rows[-1].key), COUNT)]


def _named(table: Table, last: str) -> Expr:
    """How many indicators stand below the header, wherever one is put in, down to the row."""
    return call("COUNTA", table.fenced(goals.INDICATOR, last)) - 1


def _questions(_goals: Goals, _board: Parts, tables: Tables) -> Sequence[Question]:
    table = tables[_KEY]
    if not goals.is_judged(table):
        return ()
    name = f"{goals.RESULT_TITLE}: utfallet av varje indikator är inom 1{GROUP}000{GROUP}%"
    odd = [table.all(goals.BEYOND)]
    return [Question("goals", name, rows_to_ask(odd), first_row(table.all(goals.INDICATOR), odd))]


def _judged_otherwise(_goals: Goals, _board: Parts, tables: Tables, model: Model) -> Sequence[Finding]:
    """Where the board's own judgement differs from the computed one."""
    found: list[Finding] = []
    for row in tables[_KEY].lines() if goals.is_judged(tables[_KEY]) else ():
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
    interim=goals.GOALS_INTERIM,
    budget_alone=goals.GOALS_BUDGET,
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
    questions=_questions,
    remarks=_judged_otherwise,
    walk=_walk,
)
