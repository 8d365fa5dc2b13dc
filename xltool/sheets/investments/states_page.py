"""Projects by their status: ongoing, finished, running and not begun, each with its totals, live over the projects."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.core.columns import Column
from xltool.core.expr import Expr, Span, call, lift, total
from xltool.core.pages import Page, head
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT, VARIANCE_AMOUNT, with_dash
from xltool.sheets.checks import Check, added
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.project_columns import State
from xltool.sheets.investments.project_page import OVER_YEARS_WIDTHS
from xltool.sheets.investments.states import has_states
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.page_head import PageHead

STATES, STATES_TITLE = "states", "Projekt per status"
STATES_ABOUT = "Pågående, avslutade, löpande och ej påbörjade projekt med summor, uträknade ur projekten"
_SUM, _REST = "sum", "rest"
_STATE, _COUNT = Column("Status", TEXT), Column("Antal", COUNT)
_CALLED = {
    State.ONGOING: "Pågående",
    State.FINISHED: "Avslutade",
    State.RUNNING: "Löpande",
    State.NOT_STARTED: "Ej påbörjade",
}


def has_state_blocks(lines: Lines) -> bool:
    """Whether a column says where the projects are; headings over them give blocks of their own."""
    return has_states(lines) and not lines.blocks[LineKind.PROJECT].marks


def states_table(lines: Lines, projects: Table) -> Table:
    """A row a status with the sums of its projects, what has none, and all of them."""
    over_years = (investments.TOTAL_VARIANCE, investments.REMAINING)
    way = investments.judging_of(projects)
    summed = [c for c in (*way.columns.amounts, *over_years) if c in projects.columns]
    rows = projects.lines()
    first, last = rows[0].key, rows[-1].key
    status = projects.span(first, last, investments.STATUS)
    found = []
    for state, name in _CALLED.items():
        count = call("COUNTIF", status, state.value)
        cells: dict[Column, Cell] = {_STATE: Cell(name), _COUNT: Cell(count, with_dash(COUNT))}
        for column in summed:
            of = call("SUMPRODUCT", status.equals(state.value) * 1, projects.span(first, last, column))
            cells[column] = Cell(of, with_dash(column.quantity))
        found.append(Row(state.name.lower(), Role.LINE, cells))
    if any(line.texts.get(investments.STATUS) is None for line in lines.blocks[LineKind.PROJECT].lines):
        found.append(_without(projects, summed, first, last))
    sums: dict[Column, Expr] = {
        c: total(Span(STATES, found[0].key, found[-1].key, c)) for c in (_COUNT, *summed)
    }
    named = projects.row(investments.TOTAL).cells[investments.NAME].content
    cells = {_STATE: Cell(named), **{c: Cell(formula) for c, formula in sums.items()}}
    found.append(Row(_SUM, Role.TOTAL, cells))
    shown = [c for c in projects.columns if c in summed or c is investments.VARIANCE]
    if way.is_forecast:
        variance = Cell(investments.BUDGET - investments.JUDGED_FORECAST, with_dash(VARIANCE_AMOUNT))
    else:
        variance = Cell(investments.VARIANCE.formula, with_dash(VARIANCE_AMOUNT))
    if investments.VARIANCE in shown:
        found = [replace(row, cells={**row.cells, investments.VARIANCE: variance}) for row in found]
    headers = {c: h for c, h in projects.headers.items() if c in shown}
    return Table(STATES, (_STATE, _COUNT, *shown), tuple(found), headers=headers)


def _without(projects: Table, summed: Sequence[Column], first: str, last: str) -> Row:
    """The projects whose status is none of ours: all less those above."""
    above = [state.name.lower() for state in _CALLED]

    def rest(everyone: Expr, column: Column) -> Cell:
        return Cell(everyone - total(Span(STATES, above[0], above[-1], column)))

    cells: dict[Column, Cell] = {_STATE: Cell("Utan status")}
    cells[_COUNT] = rest(lift(len(projects.lines())), _COUNT)
    cells |= {c: rest(total(projects.span(first, last, c)), c) for c in summed}
    return Row(_REST, Role.LINE, cells)


def states_page(table: Table, page: PageHead) -> Page:
    about = page.about("  ·  total avvikelse = beslutad totalutgift − prognos")
    heading = head(STATES_TITLE, page.titled(STATES_TITLE), about, None, page.badge)
    notes = ("Raderna räknas ur bladet Investeringsredovisning, efter kolumnen Status.",)
    return Page(STATES_TITLE, heading, ((table,),), notes, widths=OVER_YEARS_WIDTHS)


def states_checks(projects: Table, states: Table) -> list[Check]:
    """The projects by status are all projects."""
    if any(row.key == _REST for row in states.rows):
        return []  # what has none is the rest by itself
    return [
        Check(
            f"states {c.header}",
            f"{STATES_TITLE}: blocken ger alla projekt ({c.header.lower()})",
            states.at(_SUM, c),
            added(projects, c),
            AMOUNT,
        )
        for c in dict.fromkeys((investments.BUDGET, investments.judging_of(projects).judged))
    ]
