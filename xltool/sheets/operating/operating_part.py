"""Driftredovisning as one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.core.expr import absolute, call, when
from xltool.core.pages import Page
from xltool.core.swedish import amount
from xltool.core.tables import Table
from xltool.core.values import Model
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check, Question, charted_check, sum_checks
from xltool.sheets.lines.group_rows import subtotal_checks
from xltool.sheets.lines.income_and_cost import ROUNDED_STEPS
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.lines.line_questions import asked_of_lines
from xltool.sheets.lines.line_reading import SignsAs, read_lines
from xltool.sheets.lines.line_walk import LineRows, walked_lines
from xltool.sheets.lines.opposed_signs import LINES_CALLED
from xltool.sheets.lines.period_checks import fill_forecasts, tell_forecasts
from xltool.sheets.lines.rounding_lines import with_rounding_lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.earlier_years import YEARS, has_years, years_checks, years_page, years_tables
from xltool.sheets.operating.groups_page import (
    GROUPS,
    group_checks,
    groups_page,
    groups_table,
    has_groups,
)
from xltool.sheets.operating.operating_page import charted_block, has_line_charts, operating_page
from xltool.sheets.operating.operating_table import operating_table
from xltool.sheets.operating.operating_template import lines_again, operating_template
from xltool.sheets.page_head import PageHead
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import Visit
from xltool.sheets.template_rows import Filling, filled_again

_KEY, _TITLE = operating.OPERATING.key, operating.OPERATING.title


def _rows(lines: Lines) -> LineRows:
    way = operating.judging(lines)
    follows = (*way.more, *((operating.VARIANCE, operating.ASSESSMENT) if way.compares else ()))
    return LineRows(way.columns, operating.KEYS, follows, (operating.NET, operating.ROUNDING))


def _read(source: Source) -> Lines | None:
    columns, by_forecast = operating.judging_by(source.settings).columns, source.settings.by_forecast
    if by_forecast:
        fill_forecasts(source, columns)
    lines = read_lines(
        source.bound,
        columns,
        source.reader,
        SignsAs(source.settings.signs, source.settings.budget_turned or source.bound.is_granted),
        source.details,
        own=source.own,
    )
    if by_forecast and lines is not None:
        tell_forecasts(lines, columns, source)
    return lines


def _again(lines: Lines, _board: Parts, blank: Filling) -> Filling:
    income, cost, net = (lines_again(lines, k, blank) for k in (LineKind.INCOME, LineKind.COST, LineKind.NET))
    blank = replace(blank, net_name=lines.net.name) if net else blank
    return filled_again(blank, income=income, cost=cost, net=net)


def _tables(lines: Lines, board: Parts) -> Sequence[Table]:
    table = operating_table(lines, board.settings, board.details)
    if not operating.judging(lines).compares:
        return (table,)
    groups = [groups_table(lines, table, board.settings.unit)] if has_groups(lines) else []
    years = years_tables(lines, table, board.settings.year) if has_years(lines) else ()
    return (table, *groups, *years)


def _pages(lines: Lines, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    first = operating_page(lines, tables[_KEY], page, tables.get(GROUPS))
    groups = [groups_page(lines, tables[GROUPS], page)] if GROUPS in tables else []
    years = [years_page(lines, tables, page)] if YEARS in tables else []
    return (first, *groups, *years)


def _checks(lines: Lines, _board: Parts, tables: Tables) -> Sequence[Check]:
    words = f"{_TITLE}: raderna och avrundningen ger {operating.net_words(lines)[1]}"
    way = operating.judging(lines)
    columns = (way.budget, *((way.judged, operating.VARIANCE) if way.compares else ()))
    checks = sum_checks(tables[_KEY], operating.NET, columns, "net", words)
    blocks = {operating.KEYS[kind]: block for kind, block in lines.blocks.items()}
    checks += subtotal_checks(tables[_KEY], blocks, columns, _TITLE)
    if GROUPS in tables:
        checks += group_checks(lines, tables[_KEY], tables[GROUPS])
    key, _, count = charted_block(lines)
    if has_line_charts(lines, tables.get(GROUPS)):
        rows = f"{key}:0", f"{key}:{count - 1}"
        checks.append(charted_check(tables[_KEY], rows, key, way.budget, _TITLE))
    return [*checks, *(years_checks(lines, tables[YEARS]) if YEARS in tables else [])]


def _questions(lines: Lines, board: Parts, tables: Tables) -> Sequence[Question]:
    way = operating.judging(lines)
    if not way.compares:
        return _too_large(lines, board, tables[_KEY])
    asked = asked_of_lines(_KEY, _TITLE, tables[_KEY], way.asked, way.columns)
    return [*asked, *_sides(lines, board, tables[_KEY]), *_too_large(lines, board, tables[_KEY])]


_NOISE = 0.001  # steps: what adding up decimals leaves


def _sides(lines: Lines, board: Parts, table: Table) -> Iterator[Question]:
    """Whether income and cost still give the nets that are stated beside them, within their rounding."""
    count = len(lines.blocks[LineKind.NET].lines) if lines.are_nets else 0
    for one in operating.judging(lines).columns.sides if count else ():
        if {one.income, one.cost, one.net} <= lines.columns and one.net not in lines.added:
            income, cost, net = (
                table.span(f"{operating.NET}:0", f"{operating.NET}:{count - 1}", c)
                for c in (one.income, one.cost, one.net)
            )
            off, most = income + cost - net, (ROUNDED_STEPS + _NOISE) * board.money.step
            name = f"{_TITLE}: {one.income.header.lower()} och {one.cost.header.lower()} ger {one.net.header.lower()}"
            yield Question(f"{_KEY}:{one.net.header}", name, call("SUMPRODUCT", (off > most) + (off < -most)))


_LARGEST = 5e9  # kronor: few boards of the country have so much, and many write kronor where tkr was said


def _too_large(lines: Lines, board: Parts, table: Table) -> Sequence[Question]:
    kind = LineKind.NET if lines.are_nets else LineKind.COST
    if kind not in lines.blocks:
        return ()
    size = absolute(table.at(operating.KEYS[kind], operating.judged(lines)))
    count = when(size > _LARGEST / board.money.unit.value, 1, 0)
    what = LINES_CALLED[kind]
    return (Question(f"{_KEY}:large", f"{_TITLE}: {what} är under 5 miljarder kronor", count),)


def _unexplained(lines: Lines, board: Parts, tables: Tables, model: Model) -> Sequence[Finding]:
    """The material variances that nobody has commented."""
    found: list[Finding] = []
    budget = operating.judging(lines).budget.header.lower()
    for row in tables[_KEY].lines() if operating.judging(lines).compares else ():
        if model.value(_KEY, row.key, operating.EXPLANATION) == operating.UNEXPLAINED:
            variance = model.number(_KEY, row.key, operating.VARIANCE)
            origin = row.cells[operating.COMMENT].origin or row.cells[operating.NAME].origin
            called = operating.NAME_AND_GROUP if lines.groups else operating.NAME
            name = model.text(_KEY, row.key, called)
            signed = ("+" if variance > 0 else "") + amount(board.money, variance)
            found.append(codes.UNEXPLAINED.at(origin, name=name, variance=signed, budget=budget))
    return found


def _as_shown(lines: Lines, bound: Bound) -> Lines:
    return with_rounding_lines(lines, operating.judging(lines).columns, bound)


def _walk(lines: Lines, _board: Parts, visit: Visit) -> Lines:
    return walked_lines(lines, _rows(lines), visit)


OPERATING_PART = SheetPart[Lines](
    sheet=operating.OPERATING,
    interim=operating.OPERATING_INTERIM,
    period_alone=operating.OPERATING_PERIOD,
    budget_alone=operating.OPERATING_BUDGET,
    about="Intäkter och kostnader mot budget, rad för rad, med bedömning och kommentar",
    template_about="Intäkter och kostnader, budget mot utfall. Det enda blad som måste finnas",
    needed=True,
    words={operating.COMMENT: ("kommentar", "kommentarer")},
    read=_read,
    template=operating_template,
    again=_again,
    tables=_tables,
    pages=_pages,
    checks=_checks,
    questions=_questions,
    remarks=_unexplained,
    walk=_walk,
    as_shown=_as_shown,
)
