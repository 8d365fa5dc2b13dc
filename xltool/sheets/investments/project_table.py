"""Investeringsredovisning as the result's table, with what a project is over all its years where the input has that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr, both, call, either, is_blank, lift, ratio, rounded, when
from xltool.core.tables import Cell, Colour, Meaning, Role, Row, Table
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.states import has_states
from xltool.sheets.lines import budget_parts, period_columns as period
from xltool.sheets.lines.budget_parts import budget_header, live_budget
from xltool.sheets.lines.followers import with_followers
from xltool.sheets.lines.line_kinds import Line, LineKind, Lines
from xltool.sheets.lines.line_table import block_rows
from xltool.sheets.settings.settings_rows import Settings

_TABLE, _TOTAL = investments.INVESTMENTS.key, investments.TOTAL
_SPENT = (investments.SPENT, investments.SPENT_BAR)
# What an interim report has beside that, with the columns that it needs.
_MORE: dict[Column, set[Input]] = {
    period.PERIOD_VARIANCE: {period.PERIOD_BUDGET, period.PERIOD_ACTUAL},
    investments.FORECAST_CHANGE: {period.PRIOR_FORECAST},
}
_COUNTED = (investments.IS_FINISHED, investments.IS_OVER)
_BEFORE_THE_YEAR = (investments.DECIDED, investments.PRIOR_YEARS, investments.ACCUMULATED, investments.FORECAST_TOTAL)  # fmt: skip


def investments_table(lines: Lines, settings: Settings) -> Table:
    """The result's sheet: the projects, their rounding line where there is one, their total."""
    way = investments.judging(lines)
    used = [c for c in way.columns.amounts if c in lines.columns]
    more = [c for c, needed in _MORE.items() if way.is_forecast and needed <= {*used}]
    not_rounded: frozenset[Column] = frozenset({*_SPENT, investments.OVERSPENT, *more, *way.helpers})
    block = lines.blocks[LineKind.PROJECT]
    over_years = _over_years(lines)
    rows = block_rows(
        _TABLE,
        _TOTAL,
        Role.TOTAL,
        block,
        [*used, *over_years],
        way.columns,
        not_rounded,
        frozenset(way.helpers) - {investments.SHORT_NAME},
        not_rounded | {investments.VARIANCE, investments.NET},
    )
    rows = live_budget(rows, lines, investments.BUDGET)
    by_key = {f"{_TOTAL}:{i}": line for i, line in enumerate(block.lines)}
    rows = [
        _with_years(row, by_key[row.key], lines, over_years) if row.key in by_key else row for row in rows
    ]
    rows = [_by_forecast(row) for row in rows] if way.is_forecast else rows
    rows, followers = with_followers(rows, {k: one.beside for k, one in by_key.items()}, lines.followers)
    headers: dict[Column, str] = {}
    if settings.year is not None:
        dated = (investments.BUDGET, investments.ACTUAL, investments.FORECAST, investments.JUDGED_FORECAST)
        headers = {c: f"{c.header} {settings.year}" for c in dated}
        headers[investments.PRIOR_ACTUAL] = f"{investments.ACTUAL.header} {settings.year - 1}"
        if budget_parts.ORIGINAL in lines.columns:
            headers[budget_parts.ORIGINAL] = f"{budget_parts.ORIGINAL.header} {settings.year}"
    headers |= budget_header(investments.BUDGET, settings)
    if way.is_forecast:
        headers |= {
            investments.VARIANCE: period.FORECAST_VARIANCE,
            period.PERIOD_PRIOR: period.PERIOD_PRIOR.aliases[1],
        }
    shown = [*_shown(lines, used, over_years, more)]
    counted = _COUNTED if has_states(lines) else ()
    hidden = frozenset({*way.helpers, *counted})
    return Table(
        _TABLE,
        (*shown, *followers, *counted, *way.helpers),
        tuple(rows),
        headers=headers,
        colours=tuple(c for c in _COLOURS if c.column in (over_years if c.column in _YEARS_OWN else shown)),
        hidden=hidden,
        sortable=not block.marks,
    )


_YEARS_OWN = (investments.TOTAL_VARIANCE, investments.REMAINING)
_COLOURS = (
    Colour(investments.OVERSPENT, investments.OVERSPENT.equals(investments.OVERSPENT_WORD), Meaning.BAD),
    Colour(
        investments.TOTAL_VARIANCE,
        both(call("COUNT", investments.TOTAL_VARIANCE) > 0, investments.TOTAL_VARIANCE < 0),
        Meaning.BAD,
    ),
)


def _by_forecast(row: Row) -> Row:
    """The row as an interim report has it: the budget less the forecast, and what is spent so far of it."""
    spent, budget = period.PERIOD_ACTUAL, investments.BUDGET
    of_forecast: dict[Column, Expr] = {
        investments.VARIANCE: budget - investments.JUDGED_FORECAST,
        investments.SPENT: ratio(spent, budget),
        investments.SPENT_BAR: ratio(spent, budget, otherwise=0),
        investments.NET: spent - investments.INCOME,
    }
    cells = {c: Cell(formula) for c, formula in of_forecast.items() if c not in row.blank}
    return replace(row, cells={**row.cells, **cells})


def _over_years(lines: Lines) -> list[Column]:
    """The columns that follow from the amounts of all the years: the total variance where any project has one."""
    has = lines.columns
    projects = lines.blocks[LineKind.PROJECT].lines
    found: list[Column] = []
    if any(_has_total_variance(line) for line in projects):
        found.append(investments.TOTAL_VARIANCE)
    if {investments.DECIDED, investments.ACCUMULATED} <= has:
        found.append(investments.REMAINING)
    return found


def _has_total_variance(line: Line) -> bool:
    is_finished = line.texts.get(investments.STATUS) == investments.State.FINISHED.value
    less = {investments.FORECAST_TOTAL} | ({investments.ACCUMULATED} if is_finished else set())
    return investments.DECIDED in line.amounts and bool(less & line.amounts.keys())


def _shown(
    lines: Lines, used: Sequence[Input], over_years: Sequence[Column], more: Sequence[Column]
) -> Iterator[Column]:
    """The visible columns of ours: the project, all its years, the year."""
    has = lines.columns
    yield investments.NAME
    yield from (c for c in (investments.STATUS, *_BEFORE_THE_YEAR) if c in has)
    yield from over_years
    yield from (c for c in (investments.FINISHED,) if c in has)
    way = investments.judging(lines)
    for column in (c for c in used if c not in _BEFORE_THE_YEAR):
        yield column
        if column is investments.INCOME and way.spent in has:
            yield investments.NET
    yield from more
    if way.compares:
        yield investments.VARIANCE
        # The period's columns leave no room for a bar beside the share.
        spent = _SPENT[:1] if way.is_forecast else _SPENT
        yield from (spent if way.spent in has else ())
        yield investments.OVERSPENT
    yield investments.COMMENT


def _with_years(row: Row, line: Line, lines: Lines, over_years: Sequence[Column]) -> Row:
    """The project's row with what follows from all its years."""
    cells: dict[Column, Cell] = {}
    if investments.ACCUMULATED in line.summed:
        spent = investments.PRIOR_YEARS + investments.judging(lines).spent
        cells[investments.ACCUMULATED] = replace(row.cells[investments.ACCUMULATED], content=spent)
    if investments.REMAINING in over_years:
        left = investments.DECIDED - investments.ACCUMULATED
        cells[investments.REMAINING] = Cell(_where_both(investments.DECIDED, investments.ACCUMULATED, left))
    if investments.TOTAL_VARIANCE in over_years:
        cells[investments.TOTAL_VARIANCE] = Cell(_total_variance(lines))
    if has_states(lines):
        finished = investments.STATUS.equals(investments.State.FINISHED.value)
        cells[investments.IS_FINISHED] = Cell(when(finished, 1, 0))
        over = (
            _is_negative(investments.TOTAL_VARIANCE) if investments.TOTAL_VARIANCE in over_years else lift(0)
        )
        cells[investments.IS_OVER] = Cell(when(finished, over, 0))
    return replace(row, cells={**row.cells, **cells})


def _is_negative(amount: Column) -> Expr:
    """1 where it is an amount below zero; an empty one is a text, which nothing may round."""
    return when(call("COUNT", amount) > 0, when(rounded(amount) < 0, 1, 0), 0)


def _where_both(one: Column, other: Column, difference: Expr) -> Expr:
    return when(either(is_blank(one), is_blank(other)), "", difference)


def _total_variance(lines: Lines) -> Expr:
    """Decided less the forecast of the total; of a finished project without one less what it cost. An ongoing one without a
    forecast has none."""
    has, decided = lines.columns, investments.DECIDED
    found: Expr = lift("")
    if investments.ACCUMULATED in has and investments.STATUS in has:
        spent = _where_both(decided, investments.ACCUMULATED, decided - investments.ACCUMULATED)
        found = when(investments.STATUS.equals(investments.State.FINISHED.value), spent, "")
    if investments.FORECAST_TOTAL in has:
        forecast = investments.FORECAST_TOTAL
        found = when(is_blank(forecast), found, when(is_blank(decided), "", decided - forecast))
    return found
