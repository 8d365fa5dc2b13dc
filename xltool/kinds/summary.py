"""Sammanfattning: the meeting's one page. Everything on it points at the other sheets."""

from __future__ import annotations

from xltool.core.expr import At, Expr, absolute, call, lift, ratio, when
from xltool.core.indicators import Goals
from xltool.core.members import Members
from xltool.core.sheet import Cell, Colour, Column, Meaning, Role, Row, Table
from xltool.core.units import AMOUNT, TEXT, VARIANCE_AMOUNT, VARIANCE_PERCENT
from xltool.kinds import goals, investments, operating, shares

NAME = Column("Nyckeltal", TEXT)
BUDGET = Column("Budget", AMOUNT)
ACTUAL = Column("Utfall", AMOUNT)
VARIANCE = Column("Avvikelse", VARIANCE_AMOUNT)
VARIANCE_SHARE = Column("Avvikelse %", VARIANCE_PERCENT)
ASSESSMENT = Column("Bedömning", TEXT)
POSITION = Column("Plats", AMOUNT)
SHORT_NAME = Column("Kort namn", TEXT)
_COLUMNS = (NAME, BUDGET, ACTUAL, VARIANCE, VARIANCE_SHARE, ASSESSMENT, POSITION, SHORT_NAME)
_HIDDEN = frozenset({POSITION, SHORT_NAME})


def _colours(*verdicts: str) -> tuple[Colour, ...]:
    """The colours of the verdicts that a table can hold."""
    meanings = {operating.Verdict.WORSE: Meaning.BAD, operating.Verdict.BETTER: Meaning.GOOD}
    return tuple(
        Colour(column, ASSESSMENT.equals(verdict), meanings[verdict])
        for verdict in verdicts
        for column in (ASSESSMENT, VARIANCE, VARIANCE_SHARE)
    )


_SHOWN = {
    NAME: operating.NAME,
    BUDGET: operating.BUDGET,
    ACTUAL: operating.ACTUAL,
    VARIANCE: operating.VARIANCE,
    VARIANCE_SHARE: operating.VARIANCE_SHARE,
    ASSESSMENT: operating.ASSESSMENT,
}


def key_figures(lines: Table, projects: Table | None) -> Table:
    """Income, costs, the net and the investments."""
    names = ((operating.INCOME, "Intäkter"), (operating.COST, "Kostnader"), (operating.NET, "Nettoresultat"))
    present = {row.key for row in lines.rows}
    rows = []
    for key, name in names:
        if key in present:
            cells = {column: Cell(lines.at(key, source)) for column, source in _SHOWN.items()}
            role = Role.TOTAL if key == operating.NET else Role.LINE
            rows.append(Row(key, role, {**cells, NAME: Cell(name)}))
    if projects is not None:
        variance = projects.at(investments.TOTAL, investments.VARIANCE)
        budget = projects.at(investments.TOTAL, investments.BUDGET)
        spent = projects.at(investments.TOTAL, investments.OVERSPENT)
        cells = {
            NAME: Cell("Investeringar"),
            BUDGET: Cell(budget),
            ACTUAL: Cell(projects.at(investments.TOTAL, investments.ACTUAL)),
            VARIANCE: Cell(variance),
            VARIANCE_SHARE: Cell(ratio(variance, absolute(budget))),
            ASSESSMENT: Cell(spent),
        }
        rows.append(Row("investments", Role.LINE, cells))
    return Table(
        "key_figures",
        _COLUMNS,
        tuple(rows),
        title="Nyckeltal",
        colours=_colours(operating.Verdict.WORSE, operating.Verdict.BETTER),
        hidden=_HIDDEN,
    )


def largest_variances(lines: Table, *, worst: bool) -> Table:
    """The three lines that are furthest below their budget, or above; fewer where there are fewer."""
    rank = operating.WORST_RANK if worst else operating.BEST_RANK
    variances = lines.all(operating.LINE_VARIANCE)
    rows = []
    for place in (1, 2, 3):
        found = call("MATCH", place, lines.all(rank), 0)
        value = call("INDEX", variances, found)
        counts = value < 0 if worst else value > 0
        position = call("IFERROR", when(counts, found, 0), 0)
        cells: dict[Column, Cell] = {POSITION: Cell(position)}
        for column, source in (_SHOWN | {SHORT_NAME: operating.SHORT_NAME}).items():
            empty = "–" if column is NAME else ""
            shown = call("INDEX", lines.all(source), POSITION)
            cells[column] = Cell(when(lift(0) + POSITION > 0, shown, empty))
        rows.append(Row(f"place:{place}", Role.LINE, cells))
    key, title = (
        ("worst", "Störst underskott mot budget") if worst else ("best", "Störst överskott mot budget")
    )
    headers: dict[Column, str] = {NAME: "Rad"}
    colours = _colours(operating.Verdict.WORSE if worst else operating.Verdict.BETTER)
    return Table(key, _COLUMNS, tuple(rows), title, headers, colours, _HIDDEN)


def largest_name(table: Table) -> At:
    return table.at("place:1", NAME)


def largest_amount(table: Table) -> At:
    return table.at("place:1", VARIANCE)


def largest_exists(table: Table) -> Expr:
    return table.at("place:1", POSITION) > 0


GOAL = Column("Nämndmål", TEXT)
STATUS = Column("Bedömning", TEXT)
_GOAL_COLOURS = tuple(
    Colour(STATUS, STATUS.equals(outcome.value), meaning)
    for outcome, meaning in zip(goals.Outcome, (Meaning.GOOD, Meaning.PARTLY, Meaning.BAD), strict=True)
)


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
    return Table("goals_overview", (GOAL, STATUS), tuple(rows), "Nämndmål", colours=_GOAL_COLOURS)


MEMBER = Column("Kommun", TEXT)
DUE = Column("Belopp", AMOUNT)


def shares_overview(members: Members, table: Table) -> Table:
    """Each member with its amount, and their sum."""
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
            {MEMBER: Cell("Summa"), DUE: Cell(table.at("sum", shares.AMOUNT_DUE), quantity)},
        )
    )
    return Table("shares_overview", (MEMBER, DUE), tuple(rows), "Fördelning på medlemmarna")
