"""Måluppfyllelse: the page of the result."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, call, joined, when
from xltool.core.pages import Page, head
from xltool.core.tables import Table
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_rows import BOARD
from xltool.sheets.settings.settings_table import setting_cell

_WORDS = (" nämndmål uppnås", " uppnås delvis", " uppnås ej")
_FORECAST_WORDS = (" nämndmål bedöms uppnås", " bedöms uppnås delvis", " bedöms inte uppnås")
_PRINCIPLE = (
    "Ett nämndmål uppnås när alla indikatorer är uppnådda, och uppnås ej när mer än hälften är ej uppnådda eller "
    "saknar värde. Annars uppnås det delvis."
)
_FORECAST_PRINCIPLE = (
    "Ett nämndmål bedöms uppnås när alla indikatorer är prognostiserade uppnådda, och bedöms inte uppnås när mer än hälften "
    "inte är det eller saknar värde. Annars bedöms det uppnås delvis. Utan prognos bedöms resultatet hittills."
)
_OF_TREND = "Trend är mot förra året och efter riktningen: förbättrad är närmare eller längre över målet, försämrad tvärtom."


def _targets_page(all_goals: Goals, table: Table, page: PageHead) -> Page:
    """The goals of a budget book, which are targets alone."""
    count, indicators = len(all_goals.goals), len(table.lines())
    of = f"{count} nämndmål med " if count else ""
    message = f"{of}{indicators} {'indikator' if indicators == 1 else 'indikatorer'}."
    title = page.titled(f"{goals.TITLE} och målvärden")
    heading = head(goals.RESULT_TITLE, title, setting_cell(BOARD), message, page.badge)
    widths: dict[Column, float] = {goals.GOAL: 10.5, goals.INDICATOR: 42, goals.COMMENT: 40}
    return Page(goals.RESULT_TITLE, heading, ((table,),), widths=widths)


def goal_page(all_goals: Goals, table: Table, page: PageHead) -> Page:
    if not goals.is_judged(table):
        return _targets_page(all_goals, table, page)
    interim = goals.is_interim(table)
    reached = call("COUNTIF", table.all(goals.STATUS), goals.Status.ACHIEVED.said(interim=interim))
    are = "bedöms" if interim else "är"
    message: Expr = joined(reached, f" av {len(table.lines())} indikatorer {are} uppnådda.")
    good = bad = None
    if all_goals.goals:
        outcome = At("goals", goals.BOARD, goals.STATUS)
        counts = [At("goals", goals.BOARD, c) for c in goals.COUNTS]
        of, partly, missed = _FORECAST_WORDS if interim else _WORDS
        message = joined(
            counts[0], " av ", counts[0] + counts[1] + counts[2], of,
            when(counts[1] > 0, joined(", ", counts[1], partly), ""),
            when(counts[2] > 0, joined(", ", counts[2], missed), ""), ". Nämnden som helhet: ", call("LOWER", call("RIGHT", outcome, call("LEN", outcome) - 2)), ".",
        )  # fmt: skip
        good, bad = (
            outcome.equals(goals.GoalOutcome.ACHIEVED.said(interim=interim)),
            outcome.equals(goals.GoalOutcome.NOT_ACHIEVED.said(interim=interim)),
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
        _FORECAST_PRINCIPLE if interim else _PRINCIPLE,
        "En indikator är delvis uppnådd när den når gränsen på bladet Uppgifter, eller sin egen gräns i kolumnen Gräns delvis.",
        "Övriga indikatorer bedöms var för sig och räknas inte till något mål.",
        *((_OF_TREND,) if goals.TREND in table.columns else ()),
    )
    return Page(
        goals.RESULT_TITLE,
        heading,
        ((table,),),
        notes,
        widths={goals.GOAL: 10.5, goals.INDICATOR: 52, goals.COMMENT: 40, goals.JUDGEMENT: 15},
    )
