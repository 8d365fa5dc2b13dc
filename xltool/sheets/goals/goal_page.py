"""Måluppfyllelse: the page of the result."""

from __future__ import annotations

from xltool.core.expr import At, Expr, call, joined
from xltool.core.pages import Page, head
from xltool.core.tables import Table
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_rows import BOARD
from xltool.sheets.settings.settings_table import setting_cell


def goal_page(all_goals: Goals, table: Table, page: PageHead) -> Page:
    reached = call("COUNTIF", table.all(goals.STATUS), goals.Status.ACHIEVED.value)
    message: Expr = joined(reached, f" av {len(table.lines())} indikatorer är uppnådda.")
    good = bad = None
    if all_goals.goals:
        outcome = At("goals", goals.BOARD, goals.STATUS)
        counts = [At("goals", goals.BOARD, c) for c in (goals.N_ACHIEVED, goals.N_PARTLY, goals.N_NOT)]
        message = joined(
            counts[0], " av ", counts[0] + counts[1] + counts[2], " nämndmål uppnås, ", counts[1],
            " uppnås delvis och ", counts[2], " uppnås ej. Nämnden som helhet: ", call("LOWER", call("RIGHT", outcome, call("LEN", outcome) - 2)), ".",
        )  # fmt: skip
        good, bad = (
            outcome.equals(goals.GoalOutcome.ACHIEVED.value),
            outcome.equals(goals.GoalOutcome.NOT_ACHIEVED.value),
        )
    about = joined(setting_cell(BOARD), "  ·  status = er egen bedömning där den finns, annars den uträknade")
    heading = head(
        goals.RESULT_TITLE,
        page.titled(goals.RESULT_TITLE),
        about,
        message,
        page.badge,
        good,
        bad,
    )
    notes = (
        "Ett nämndmål uppnås när alla indikatorer är uppnådda, och uppnås ej när mer än hälften är ej uppnådda eller "
        "saknar värde. Annars uppnås det delvis.",
        "En indikator är delvis uppnådd när den når gränsen på bladet Uppgifter, eller sin egen gräns i kolumnen Gräns delvis.",
        "Övriga indikatorer bedöms var för sig och räknas inte till något mål.",
    )
    return Page(
        goals.RESULT_TITLE,
        heading,
        ((table,),),
        notes,
        widths={goals.GOAL: 10.5, goals.INDICATOR: 42, goals.COMMENT: 40, goals.JUDGEMENT: 15},
    )
