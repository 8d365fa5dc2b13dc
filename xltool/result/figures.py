"""The computed figures of a result, as `workbook_object` describes them."""

from __future__ import annotations

from math import fsum
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from xltool.binding.row_use import RowUse
from xltool.core.columns import Column
from xltool.core.tables import Row, Table
from xltool.core.units import SignRule
from xltool.core.values import Model
from xltool.result.control import checked
from xltool.result.goal_figures import goal_figures
from xltool.result.result import Result
from xltool.result.share_figures import share_figures
from xltool.sheets import all_sheets
from xltool.sheets.board import Board
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines import budget_parts, period_columns as period
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.groups_page import GROUPS, REST
from xltool.sheets.settings.report_name import report_name
from xltool.sheets.sheet_reading import SheetReading
from xltool.terminal.workbook_object import (
    NO_FIGURES,
    AmountFigures,
    BoardFigures,
    CheckFigures,
    GroupFigures,
    InvestmentFigures,
    LeftOutObject,
    LineFigures,
    OperatingFigures,
    PeriodFigures,
    ProjectFigures,
    ProjectTotal,
    ReadingObject,
    RoundingFigures,
    TotalFigures,
    exact_number,
)

_SIGNS = {SignRule.NEGATIVE: "negative", SignRule.POSITIVE: "positive", SignRule.UNSIGNED: "unsigned"}


def _reading(reading: SheetReading) -> ReadingObject:
    return ReadingObject(
        reading.sheet,
        reading.read_as,
        dict(reading.columns),
        _SIGNS[reading.signs] if reading.signs else None,
        reading.unit.word if reading.unit else None,
        reading.unit_from or None,
        {use.value: reading.rows.get(use, 0) for use in RowUse},
        [LeftOutObject(one.rows, one.count, exact_number(one.sum), one.reason) for one in reading.left_out],
        list(reading.taught),
    )


def figures(board: Board | None, result: Result | None) -> BoardFigures:
    if board is None:
        return NO_FIGURES
    settings = board.settings
    head = replace(
        NO_FIGURES,
        board=settings.board or None,
        year=settings.year,
        unit=settings.unit.word,
        period=PeriodFigures(settings.period or 0, report_name(settings)) if settings.is_interim else None,
        reading=[_reading(one) for one in board.readings],
    )
    if result is None:
        return head
    model = result.model
    return replace(
        head,
        operating=_operating(model, board.operating) if board.operating else None,
        investments=_investments(model, board.investments) if board.investments is not None else None,
        goals=goal_figures(board.goals, model) if board.goals is not None else None,
        shares=share_figures(board.members, settings, model) if board.members is not None else None,
        checks=CheckFigures(*checked(model)),
        more={
            part.key: part.figures(value, board, model)
            for part, value in all_sheets.present(board)
            if part.figures
        }
        | ({"budget_alone": True} if settings.budget_alone else {})
        | ({"reports": [*settings.reports]} if settings.reports else {}),
    )


def _figure(model: Model, table: str, row: str, column: Column) -> float:
    return exact_number(model.number(table, row, column))


def _optional(model: Model, table: Table, row: Row, column: Column) -> float | None:
    """An optional amount; None where the row or the whole sheet has none."""
    value = model.value(table.key, row.key, column) if column in table.columns else None
    return exact_number(value) if isinstance(value, float | int) else None


def _words(model: Model, table: Table, row: Row, column: Column) -> str | None:
    """A text; None where the row or the whole sheet has none."""
    value = model.value(table.key, row.key, column) if column in table.columns else None
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)


# The keys of income and cost beside each other.
_SIDES = {
    f"{key}_{side}": column
    for key, sides in operating.ALL_SIDES.items()
    for side, column in zip(("income", "cost"), sides.columns, strict=True)
}


def _sides(model: Model, table: Table, row: Row) -> dict[str, float | None]:
    """Income and cost of the row, and its budget before it was changed, where the table has them."""
    found = {key: _optional(model, table, row, column) for key, column in _SIDES.items()}
    return found | _of_budget(model, table, row)


def _of_budget(model: Model, table: Table, row: Row) -> dict[str, float | None]:
    """What the row's budget was first, and the sum of its changes."""
    changes = [_optional(model, table, row, c) for c in budget_parts.CHANGES if c in table.columns]
    return {
        "original_budget": _optional(model, table, row, budget_parts.ORIGINAL),
        "budget_change": exact_number(fsum(c or 0.0 for c in changes)) if changes else None,
    }


# The keys of an interim report.
_OF_PERIOD = {
    "prior_actual": operating.PRIOR_ACTUAL,
    "period_budget": period.PERIOD_BUDGET,
    "period_actual": period.PERIOD_ACTUAL,
    "period_prior": period.PERIOD_PRIOR,
    "period_variance": period.PERIOD_VARIANCE,
    "prior_forecast": period.PRIOR_FORECAST,
    "forecast": operating.JUDGED_FORECAST,
    "forecast_variance": operating.VARIANCE,
    "forecast_change": operating.FORECAST_CHANGE,
    "consumed": operating.CONSUMED,
}


# Those of its projects that are columns of their own.
_PROJECTS_OF_PERIOD = {
    "prior_actual": investments.PRIOR_ACTUAL,
    "forecast": investments.JUDGED_FORECAST,
    "forecast_variance": investments.VARIANCE,
    "forecast_change": investments.FORECAST_CHANGE,
    "consumed": investments.SPENT,
}


def _of_period(model: Model, table: Table, row: Row) -> dict[str, float | None]:
    """What an interim report says of the row."""
    is_project = investments.judging_of(table).is_forecast
    columns = _OF_PERIOD | (_PROJECTS_OF_PERIOD if is_project else {})
    whole = investments.BUDGET if is_project else operating.BUDGET
    if operating.judging_in(table) is operating.PERIOD_ALONE:
        columns, whole = _OF_PERIOD_ALONE, operating.YEARS_BUDGET
    found = {key: _optional(model, table, row, column) for key, column in columns.items()}
    budget, spent = _optional(model, table, row, whole), found["period_actual"]
    found["remaining"] = exact_number(budget - spent) if budget is not None and spent is not None else None
    return found | _of_budget(model, table, row)


# Those of one without a forecast, which is judged by its months.
_OF_PERIOD_ALONE = _OF_PERIOD | {
    "period_budget": period.JUDGED_BUDGET,
    "period_actual": period.JUDGED_ACTUAL,
    "period_variance": operating.VARIANCE,
    "forecast": operating.FORECAST,
    "forecast_variance": operating.FORECAST_CHANGE,
    "consumed": operating.CONSUMED_OF_YEAR,
}


class _AmountTable(Struct, frozen=True):
    """A table with the columns that every row of it has."""

    model: Model
    table: Table
    budget: Column
    actual: Column
    variance: Column

    def of(self, row: str) -> AmountFigures:
        one, budget = self.table.row(row), _figure(self.model, self.table.key, row, self.budget)
        sides = _sides(self.model, self.table, one)
        if self.actual is self.budget:  # a budget book
            before = _optional(self.model, self.table, one, operating.PRIOR_ACTUAL)
            return AmountFigures(budget, None, None, prior_actual=before, **sides)
        if self.actual is period.JUDGED_ACTUAL:
            of_year = _optional(self.model, self.table, one, operating.YEARS_BUDGET)
            return AmountFigures(of_year, None, None, **(sides | _of_period(self.model, self.table, one)))
        actual, variance = (_figure(self.model, self.table.key, row, c) for c in (self.actual, self.variance))
        if self.actual in (operating.JUDGED_FORECAST, investments.JUDGED_FORECAST):
            return AmountFigures(budget, None, None, **(sides | _of_period(self.model, self.table, one)))
        return AmountFigures(budget, actual, variance, **sides)

    def total(self, row: str) -> TotalFigures:
        """A total with its block's rounding line; zeros where there is no such block."""
        if not self._has(row):
            return TotalFigures(0, 0, 0)
        rounding = f"{row}:rounding"
        return TotalFigures(
            **asdict(self.of(row)), rounding=self.rounding(rounding) if self._has(rounding) else None
        )

    def rounding(self, row: str) -> RoundingFigures:
        """A rounding line, zeros where there is none."""
        if not self._has(row):
            return RoundingFigures(0, 0)
        budget, actual = (_figure(self.model, self.table.key, row, c) for c in (self.budget, self.actual))
        return RoundingFigures(budget, actual)

    def _has(self, row: str) -> bool:
        return any(one.key == row for one in self.table.rows)


_KINDS = {key: kind.name.lower() for kind, key in operating.KEYS.items()}


def _operating(model: Model, lines: Lines) -> OperatingFigures:
    table = model.tables["operating"]
    way = operating.judging(lines)
    amounts = _AmountTable(model, table, way.budget, way.judged, operating.VARIANCE)
    return OperatingFigures(
        [_line(model, table, row, amounts.of(row.key)) for row in table.lines()],
        None if lines.are_nets else amounts.total(operating.INCOME),
        None if lines.are_nets else amounts.total(operating.COST),
        amounts.of(operating.NET),
        amounts.rounding(f"{operating.NET}:rounding" if lines.are_nets else operating.ROUNDING),
        operating.is_net_cost(lines),
        _groups(model, lines) if GROUPS in model.tables else None,
    )


def _beside(model: Model, table: Table, row: Row) -> dict[str, float | None]:
    """What stands beside budget and actual on the line."""
    if operating.judging_in(table) in (operating.INTERIM, operating.PERIOD_ALONE):
        return _sides(model, table, row) | _of_period(model, table, row)
    return {
        "forecast": _optional(model, table, row, operating.FORECAST),
        "prior_actual": _optional(model, table, row, operating.PRIOR_ACTUAL),
        **_sides(model, table, row),
    }


def _groups(model: Model, lines: Lines) -> list[GroupFigures]:
    table = model.tables[GROUPS]
    way = operating.judging(lines)
    amounts = _AmountTable(model, table, way.budget, way.judged, operating.VARIANCE)
    rows = [row for row in table.lines() if row.key != REST]
    return [_group_figures(model.text(GROUPS, row.key, operating.NAME), amounts.of(row.key)) for row in rows]


def _group_figures(name: str, of: AmountFigures) -> GroupFigures:
    period_of = (of.period_budget, of.period_actual, of.period_variance) if of.is_of_period else ()
    return GroupFigures(
        name, of.budget, of.actual, of.variance, of.forecast, of.forecast_variance, *period_of
    )


def _line(model: Model, table: Table, row: Row, amounts: AmountFigures) -> LineFigures:
    is_judged = operating.ASSESSMENT in table.columns
    verdict = model.value(table.key, row.key, operating.ASSESSMENT) if is_judged else operating.Verdict.WITHIN
    return LineFigures(
        account=_words(model, table, row, operating.ACCOUNT),
        name=model.text(table.key, row.key, operating.NAME),
        kind=_KINDS[row.key.split(":")[0]],
        group=_group(model, row),
        budget=amounts.budget,
        actual=amounts.actual,
        variance=amounts.variance,
        **_beside(model, table, row),
        material=verdict != operating.Verdict.WITHIN,
        comment=_words(model, table, row, operating.COMMENT),
    )


def _group(model: Model, row: Row) -> str | None:
    """Whose line it is; the table may show that by its headings alone."""
    return model.text("operating", row.key, operating.GROUP) or None


def _investments(model: Model, lines: Lines) -> InvestmentFigures:
    table = model.tables["investments"]
    total = table.row(investments.TOTAL)
    way = investments.judging(lines)
    amounts = _AmountTable(model, table, investments.BUDGET, way.judged, investments.VARIANCE)
    whole = amounts.total(investments.TOTAL)
    return InvestmentFigures(
        [
            _project(model, table, row, amounts.of(row.key), line.group)
            for row, line in zip(table.lines(), lines.blocks[LineKind.PROJECT].lines, strict=True)
        ],
        ProjectTotal(
            budget=whole.granted,
            actual=whole.actual,
            variance=whole.variance,
            rounding=whole.rounding,
            forecast=whole.forecast,
            **_over_years(model, table, total),
        ),
    )


# The keys of a project over all its years.
_OVER_YEARS = {
    "decided": investments.DECIDED,
    "prior_years": investments.PRIOR_YEARS,
    "accumulated": investments.ACCUMULATED,
    "forecast_total": investments.FORECAST_TOTAL,
    "total_variance": investments.TOTAL_VARIANCE,
    "remaining": investments.REMAINING,
    "carry_over": investments.CARRY_OVER,
    "income": investments.INCOME,
}
_STATES = {one.value: one.name.lower() for one in investments.State}


def _over_years(model: Model, table: Table, row: Row) -> dict[str, Any]:
    """What the project's row, or the total's, says of all the years."""
    found: dict[str, Any] = {k: _optional(model, table, row, c) for k, c in _OVER_YEARS.items()}
    found |= _of_budget(model, table, row)
    if investments.judging_of(table).is_forecast:
        found |= {
            k: v for k, v in _of_period(model, table, row).items() if k not in ("forecast", "remaining")
        }
    found["finished"] = _words(model, table, row, investments.FINISHED)
    found["state"] = _STATES.get(_words(model, table, row, investments.STATUS) or "")
    return found


def _project(model: Model, table: Table, row: Row, amounts: AmountFigures, group: str) -> ProjectFigures:
    return ProjectFigures(
        name=model.text(table.key, row.key, investments.NAME),
        group=group or None,
        budget=amounts.granted,
        actual=amounts.actual,
        variance=amounts.variance,
        forecast=amounts.forecast
        if investments.judging_of(table).is_forecast
        else _optional(model, table, row, investments.FORECAST),
        **_over_years(model, table, row),
        comment=_words(model, table, row, investments.COMMENT),
    )
