"""Investeringsredovisning as one record."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.binding.bound import Bound
from xltool.core.pages import Page
from xltool.core.tables import Table
from xltool.sheets.checks import Check, Question, charted_check, sum_checks
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.over_years import with_years
from xltool.sheets.investments.project_page import project_page
from xltool.sheets.investments.project_table import investments_table
from xltool.sheets.investments.project_template import (
    project_template,
    projects_again,
    projects_within_the_year,
)
from xltool.sheets.investments.states import is_over_years
from xltool.sheets.investments.states_page import (
    STATES,
    has_state_blocks,
    states_checks,
    states_page,
    states_table,
)
from xltool.sheets.lines.group_rows import subtotal_checks
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.lines.line_questions import asked_of_lines
from xltool.sheets.lines.line_reading import SignsAs, read_lines
from xltool.sheets.lines.line_walk import LineRows, walked_lines
from xltool.sheets.lines.rounding_lines import with_rounding_lines
from xltool.sheets.page_head import PageHead
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import Visit
from xltool.sheets.template_rows import Filling, filled_again

_KEY = investments.INVESTMENTS.key
_ROWS = LineRows(
    investments.COLUMNS,
    {LineKind.PROJECT: investments.TOTAL},
    (investments.VARIANCE, investments.OVERSPENT),
)


def _read(source: Source) -> Lines | None:
    signs = SignsAs(source.settings.signs)
    lines = read_lines(source.bound, investments.COLUMNS, source.reader, signs, own=source.own)
    return None if lines is None else with_years(lines, source)


def _again(lines: Lines, _board: Parts, blank: Filling) -> Filling:
    """In another report of the year all projects stay; in the next year those of a year alone are its own."""
    if blank.same_year:
        return filled_again(blank, projects=projects_within_the_year(lines))
    return filled_again(blank, projects=projects_again(lines)) if is_over_years(lines) else blank


def _tables(lines: Lines, board: Parts) -> Sequence[Table]:
    table = investments_table(lines, board.settings)
    return (table, states_table(lines, table)) if has_state_blocks(lines) else (table,)


def _pages(lines: Lines, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    first = project_page(lines, tables[_KEY], page)
    return (first, states_page(tables[STATES], page)) if STATES in tables else (first,)


def _checks(lines: Lines, _board: Parts, tables: Tables) -> Sequence[Check]:
    words = "Investeringar: projekten och avrundningen ger totalen"
    columns = (investments.BUDGET, investments.ACTUAL, investments.VARIANCE)
    checks = sum_checks(tables[_KEY], investments.TOTAL, columns, "total", words)
    blocks = {investments.TOTAL: lines.blocks[LineKind.PROJECT]}
    checks += subtotal_checks(tables[_KEY], blocks, columns, "Investeringar")
    projects = tables[_KEY].lines()
    rows = projects[0].key, projects[-1].key
    checks.append(charted_check(tables[_KEY], rows, investments.TOTAL, investments.BUDGET, "Investeringar"))
    return [*checks, *states_checks(tables[_KEY], tables[STATES])] if STATES in tables else checks


def _questions(_lines: Lines, _board: Parts, tables: Tables) -> Sequence[Question]:
    return asked_of_lines(_KEY, "Investeringar", tables[_KEY], investments.ASKED, investments.COLUMNS)


def _as_shown(lines: Lines, bound: Bound) -> Lines:
    return with_rounding_lines(lines, investments.COLUMNS, bound)


def _walk(lines: Lines, _board: Parts, visit: Visit) -> Lines:
    return walked_lines(lines, _ROWS, visit)


INVESTMENTS_PART = SheetPart[Lines](
    sheet=investments.INVESTMENTS,
    about="Projekten mot budget och hur mycket som är förbrukat",
    template_about="Investeringsprojekt, budget mot utfall",
    missing="Resultatet får ingen investeringsredovisning.",
    words={investments.COMMENT: ("kommentar", "kommentarer")},
    read=_read,
    template=project_template,
    again=_again,
    tables=_tables,
    pages=_pages,
    checks=_checks,
    questions=_questions,
    walk=_walk,
    as_shown=_as_shown,
)
