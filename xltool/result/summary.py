"""Sammanfattning: the meeting's one page. Everything on it points at the other sheets."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import Expr, choose, joined
from xltool.core.sentences import share_of_budget
from xltool.core.tables import Cell, Colour, Meaning, Role, Row, Table
from xltool.core.units import AMOUNT, TEXT, Money
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.largest_variances import (
    ACTUAL,
    ASSESSMENT,
    BUDGET,
    COLUMNS,
    HIDDEN,
    NAME,
    VARIANCE,
    VARIANCE_SHARE,
    headers,
    shown,
    verdict_colours,
)
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.members import Members

SPENT_SO_FAR = "Investeringar, utfall hittills"
_OF_YEAR = " mot årets budget"


def key_figures(lines: Table, projects: Table | None, money: Money, net: str) -> Table:
    """Income, costs, the net under its word, and the investments; in an interim report, where the others are forecasts,
    what those without one have cost so far."""
    of_lines = operating.judging_in(lines)
    compares = of_lines.compares
    source_of = shown(lines) if compares else {BUDGET: operating.BUDGET}
    names = ((operating.INCOME, "Intäkter"), (operating.COST, "Kostnader"), (operating.NET, net))
    present = {row.key for row in lines.rows}
    rows = []
    for key, name in names:
        if key in present:
            cells = {column: Cell(lines.at(key, source)) for column, source in source_of.items()}
            role = Role.TOTAL if key == operating.NET else Role.LINE
            rows.append(Row(key, role, {**cells, NAME: Cell(name)}))
    if projects is not None:
        way = investments.judging_of(projects)
        budget = projects.at(investments.TOTAL, investments.BUDGET)
        so_far = of_lines in (operating.INTERIM, operating.PERIOD_ALONE) and not way.is_forecast
        name = SPENT_SO_FAR if so_far else "Investeringar"
        name += _OF_YEAR if of_lines is operating.PERIOD_ALONE else ""
        cells = {NAME: Cell(name), BUDGET: Cell(budget)}
        if compares:
            cells[ACTUAL] = Cell(projects.at(investments.TOTAL, way.judged))
        if compares and not so_far:
            variance = projects.at(investments.TOTAL, investments.VARIANCE)
            spent = projects.at(investments.TOTAL, investments.OVERSPENT)
            cells[VARIANCE] = Cell(variance)
            cells[VARIANCE_SHARE] = Cell(share_of_budget(variance, budget, money))
            cells[ASSESSMENT] = Cell(spent)
        rows.append(Row("investments", Role.LINE, cells, frozenset({VARIANCE, VARIANCE_SHARE, ASSESSMENT})))
    return Table(
        "key_figures",
        COLUMNS if compares else (NAME, BUDGET, *(c for c in COLUMNS if c in HIDDEN)),
        tuple(rows),
        title="Nyckeltal",
        headers=headers(lines),
        colours=verdict_colours(operating.Verdict.WORSE, operating.Verdict.BETTER) if compares else (),
        hidden=HIDDEN,
    )


GOAL = Column(goals.TITLE, TEXT)
STATUS = Column("Bedömning", TEXT)


def goals_overview(all_goals: Goals, table: Table) -> Table:
    """Each goal with its outcome, and the board's."""
    rows = [
        Row(
            goals.goal_key(i),
            Role.LINE,
            {
                GOAL: Cell(table.at(goals.goal_key(i), goals.GOAL)),
                STATUS: Cell(table.at(goals.goal_key(i), goals.STATUS)),
            },
        )
        for i in range(len(all_goals.goals))
    ]
    board = table.at(goals.BOARD, goals.STATUS)
    rows.append(Row("board", Role.TOTAL, {GOAL: Cell(goals.BOARD_NAME), STATUS: Cell(board)}))
    return Table("goals_overview", (GOAL, STATUS), tuple(rows), goals.TITLE, colours=_goal_colours(table))


def _goal_colours(table: Table) -> tuple[Colour, ...]:
    words = (outcome.said(interim=goals.is_interim(table)) for outcome in goals.GoalOutcome)
    return tuple(
        Colour(STATUS, STATUS.equals(word), meaning)
        for word, meaning in zip(words, (Meaning.GOOD, Meaning.PARTLY, Meaning.BAD), strict=True)
    )


MEMBER = Column("Kommun", TEXT)
DUE = Column("Belopp", AMOUNT)


def shares_overview(members: Members, table: Table) -> Table:
    """Each member with its amount, and their sum, which says whether it is to be paid or paid back."""
    quantity = table.row("sum").cells[shares.AMOUNT_DUE].quantity
    rows = [
        Row(
            shares.member_key(i),
            Role.LINE,
            {
                MEMBER: Cell(table.at(shares.member_key(i), shares.NAME)),
                DUE: Cell(table.at(shares.member_key(i), shares.AMOUNT_DUE), quantity),
            },
        )
        for i in range(len(members.members))
    ]
    rows.append(
        Row(
            "sum",
            Role.TOTAL,
            {
                MEMBER: Cell(joined("Summa", _direction())),
                DUE: Cell(table.at("sum", shares.AMOUNT_DUE), quantity),
            },
        )
    )
    return Table("shares_overview", (MEMBER, DUE), tuple(rows), "Fördelning på medlemmarna")


def _direction() -> Expr:
    due = shares.due_at()
    return choose((due > 0, f" {shares.PAID}"), (due < 0, f" {shares.PAID_BACK}"), otherwise="")
