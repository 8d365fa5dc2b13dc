"""Investeringsredovisning as one record."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.header_words import header_words
from xltool.binding.interim import is_period_budget
from xltool.core.columns import Column
from xltool.core.pages import Page
from xltool.core.tables import Table
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
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
from xltool.sheets.lines.period_checks import fill_forecasts, tell_forecasts
from xltool.sheets.lines.rounding_lines import with_rounding_lines
from xltool.sheets.page_head import PageHead
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import Visit
from xltool.sheets.template_rows import Filling, filled_again

_KEY = investments.INVESTMENTS.key


def _rows(lines: Lines) -> LineRows:
    way = investments.judging(lines)
    follows: tuple[Column, ...] = (investments.VARIANCE, investments.OVERSPENT) if way.compares else ()
    return LineRows(way.columns, {LineKind.PROJECT: investments.TOTAL}, follows)


def _read(source: Source) -> Lines | None:
    signs = SignsAs(source.settings.signs)
    columns = investments.INTERIM_COLUMNS if source.bound.kind.interim else investments.COLUMNS
    columns = investments.BUDGET_COLUMNS if source.settings.budget_alone else columns
    is_judged = columns is investments.INTERIM_COLUMNS
    if is_judged:
        fill_forecasts(source, columns)
    lines = read_lines(source.bound, columns, source.reader, signs, own=source.own)
    if lines is None:
        return None
    if is_judged:
        tell_forecasts(lines, columns, source)
    elif source.settings.is_interim and not source.own:
        told = codes.PROJECTS_WITHOUT_FORECAST.at(
            source.bound.origin(investments.ACTUAL), sheet=source.bound.name
        )
        source.reader.findings += [told, *_budget_of_period(source)]
    return with_years(lines, source)


def _budget_of_period(source: Source) -> list[Finding]:
    """An error where the only budget of the projects is that of some months: what they have cost so far is shown against the
    year's."""
    header = source.bound.called.get(investments.BUDGET, "")
    if not is_period_budget(header_words(header)):
        return []
    where = source.bound.origin(investments.BUDGET)
    told = codes.PROJECTS_OF_PERIOD.at(where, sheet=source.bound.name, header=header)
    remedy = Remedy(where.sheet, investments.BUDGET.header, cell=where.cell)
    return [replace(told, remedies=(remedy,))]


def _again(lines: Lines, _board: Parts, blank: Filling) -> Filling:
    """In another report of the year all projects stay; in the next year those of a year alone are its own."""
    if blank.same_year:
        return filled_again(blank, projects=projects_within_the_year(lines, blank))
    return filled_again(blank, projects=projects_again(lines)) if is_over_years(lines) else blank


def _tables(lines: Lines, board: Parts) -> Sequence[Table]:
    table = investments_table(lines, board.settings)
    return (table, states_table(lines, table)) if has_state_blocks(lines) else (table,)


def _pages(lines: Lines, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    first = project_page(lines, tables[_KEY], page)
    return (first, states_page(tables[STATES], page)) if STATES in tables else (first,)


def _checks(lines: Lines, _board: Parts, tables: Tables) -> Sequence[Check]:
    words = "Investeringar: projekten och avrundningen ger totalen"
    way = investments.judging(lines)
    columns = (investments.BUDGET, *((way.judged, investments.VARIANCE) if way.compares else ()))
    checks = sum_checks(tables[_KEY], investments.TOTAL, columns, "total", words)
    blocks = {investments.TOTAL: lines.blocks[LineKind.PROJECT]}
    checks += subtotal_checks(tables[_KEY], blocks, columns, "Investeringar")
    projects = tables[_KEY].lines()
    rows = projects[0].key, projects[-1].key
    checks.append(charted_check(tables[_KEY], rows, investments.TOTAL, investments.BUDGET, "Investeringar"))
    return [*checks, *states_checks(tables[_KEY], tables[STATES])] if STATES in tables else checks


def _questions(lines: Lines, _board: Parts, tables: Tables) -> Sequence[Question]:
    way = investments.judging(lines)
    if not way.compares:
        return ()
    return asked_of_lines(_KEY, "Investeringar", tables[_KEY], way.asked, way.columns)


def _as_shown(lines: Lines, bound: Bound) -> Lines:
    return with_rounding_lines(lines, investments.judging(lines).columns, bound)


def _walk(lines: Lines, _board: Parts, visit: Visit) -> Lines:
    return walked_lines(lines, _rows(lines), visit)


INVESTMENTS_PART = SheetPart[Lines](
    sheet=investments.INVESTMENTS,
    interim=investments.INVESTMENTS_INTERIM,
    interim_by_forecast=True,
    budget_alone=investments.INVESTMENTS_BUDGET,
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
