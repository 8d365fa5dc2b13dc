"""Investeringsredovisning as the result's table, with what a project is over all its years where the input has that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from xltool.core.columns import Column
from xltool.core.expr import Expr, both, call, either, is_blank, lift, rounded, when
from xltool.core.tables import Cell, Colour, Meaning, Role, Row, Table
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.states import has_states
from xltool.sheets.lines import budget_parts
from xltool.sheets.lines.budget_parts import budget_header, live_budget
from xltool.sheets.lines.followers import with_followers
from xltool.sheets.lines.line_kinds import Line, LineKind, Lines
from xltool.sheets.lines.line_table import block_rows
from xltool.sheets.settings.settings_rows import Settings

_TABLE, _TOTAL = investments.INVESTMENTS.key, investments.TOTAL
_COUNTED = (investments.IS_FINISHED, investments.IS_OVER)
_NOT_ROUNDED: frozenset[Column] = frozenset(
    {investments.SPENT, investments.SPENT_BAR, investments.OVERSPENT, *investments.HELPERS}
)
_HEADING_BLANK = _NOT_ROUNDED | {investments.VARIANCE, investments.NET}
_BEFORE_THE_YEAR = (investments.DECIDED, investments.PRIOR_YEARS, investments.ACCUMULATED, investments.FORECAST_TOTAL)  # fmt: skip


def investments_table(lines: Lines, settings: Settings) -> Table:
    """The result's sheet: the projects, their rounding line where there is one, their total."""
    used = [c for c in investments.COLUMNS.amounts if c in lines.columns]
    block = lines.blocks[LineKind.PROJECT]
    over_years = _over_years(lines)
    rows = block_rows(
        _TABLE,
        _TOTAL,
        Role.TOTAL,
        block,
        [*used, *over_years],
        investments.COLUMNS,
        _NOT_ROUNDED,
        frozenset(investments.HELPERS) - {investments.SHORT_NAME},
        _HEADING_BLANK,
    )
    rows = live_budget(rows, lines, investments.BUDGET)
    by_key = {f"{_TOTAL}:{i}": line for i, line in enumerate(block.lines)}
    rows = [
        _with_years(row, by_key[row.key], lines, over_years) if row.key in by_key else row for row in rows
    ]
    rows, followers = with_followers(rows, {k: one.beside for k, one in by_key.items()}, lines.followers)
    headers: dict[Column, str] = {}
    if settings.year is not None:
        dated = (investments.BUDGET, investments.ACTUAL, investments.FORECAST)
        headers = {c: f"{c.header} {settings.year}" for c in dated}
        if budget_parts.ORIGINAL in lines.columns:
            headers[budget_parts.ORIGINAL] = f"{budget_parts.ORIGINAL.header} {settings.year}"
    headers |= budget_header(investments.BUDGET, settings)
    counted = _COUNTED if has_states(lines) else ()
    hidden = frozenset({*investments.HELPERS, *counted})
    return Table(
        _TABLE,
        (*_shown(lines, over_years), *followers, *counted, *investments.HELPERS),
        tuple(rows),
        headers=headers,
        colours=tuple(c for c in _COLOURS if c.column not in _YEARS_OWN or c.column in over_years),
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


def _shown(lines: Lines, over_years: Sequence[Column]) -> Iterator[Column]:
    """The visible columns of ours: the project, all its years, the year."""
    has = lines.columns
    yield investments.NAME
    yield from (c for c in (investments.STATUS, *_BEFORE_THE_YEAR) if c in has)
    yield from over_years
    yield from (c for c in (investments.FINISHED,) if c in has)
    of_year = (c for c in investments.COLUMNS.amounts if c in has and c not in _BEFORE_THE_YEAR)
    for column in of_year:
        yield column
        if column is investments.INCOME:
            yield investments.NET
    yield investments.VARIANCE
    yield from (investments.SPENT, investments.SPENT_BAR, investments.OVERSPENT, investments.COMMENT)


def _with_years(row: Row, line: Line, lines: Lines, over_years: Sequence[Column]) -> Row:
    """The project's row with what follows from all its years."""
    cells: dict[Column, Cell] = {}
    if investments.ACCUMULATED in line.summed:
        spent = investments.PRIOR_YEARS + investments.ACTUAL
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
