"""What `--json` tells of a workbook, and what report, overview and frames read: DOMAIN's JSON object, key by key.

Amounts are in the workbook's unit and numbers as the result has them, unrounded; a whole number is an int, so that JSON
shows no decimal point. Percentages of indicators are as they are read (84 with the unit %), shares are fractions, statuses
English words. A key is null where nothing is known; one with a default is left out instead.
"""

from __future__ import annotations

from typing import Any, Protocol

from msgspec import Struct, field, to_builtins

from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy


class _Object(Struct, frozen=True, omit_defaults=True):
    """A JSON object; its keys stand in the order of its fields."""


class RoundingFigures(_Object, frozen=True):
    """A rounding line's."""

    budget: float
    actual: float


def _judged(*alternatives: float | None) -> float:
    """What is judged: that of the year; in an interim report that of the forecast, and without one that of the period."""
    return next((one for one in alternatives if one is not None), 0.0)


class _Amounts(Protocol):
    """A row of amounts, some of which it may not have."""

    @property
    def budget(self) -> float | None: ...
    @property
    def actual(self) -> float | None: ...
    @property
    def variance(self) -> float | None: ...
    @property
    def forecast(self) -> float | None: ...
    @property
    def forecast_variance(self) -> float | None: ...
    @property
    def period_budget(self) -> float | None: ...
    @property
    def period_actual(self) -> float | None: ...
    @property
    def period_variance(self) -> float | None: ...


def _is_of_period(one: _Amounts) -> bool:
    """Whether it is the period that is judged, in an interim report without a forecast."""
    return one.variance is None and one.forecast_variance is None and one.period_variance is not None


class _Compared(_Object, frozen=True):
    """A row of which something is compared with a budget."""

    @property
    def outcome(self: _Amounts) -> float:
        """What is compared with the budget."""
        return _judged(self.actual, self.period_actual if _is_of_period(self) else self.forecast)

    @property
    def difference(self: _Amounts) -> float:
        """The budget less that."""
        of_part = self.period_variance if _is_of_period(self) else self.forecast_variance
        return _judged(self.variance, of_part)

    @property
    def is_of_period(self: _Amounts) -> bool:
        """Whether it is the period that is judged."""
        return _is_of_period(self)

    @property
    def granted(self: _Amounts) -> float:
        """The budget that it is compared with."""
        return _judged(self.period_budget if _is_of_period(self) else self.budget)


class AmountFigures(_Compared, frozen=True):
    """`variance` is budget − actual. `actual_income` and `actual_cost` are the actual's sides where the sheet has
    them, and `budget_income` … `prior_cost` those of the other amounts. In an interim report `actual` and `variance` are null, and
    `forecast_variance` is budget − forecast; `period_variance` is of the period, and what is judged where there is no forecast, when
    `budget` may be null; `forecast_change` the previous forecast less
    this one, `remaining` budget − period_actual and `consumed` the share that the period's actual is of it. Where the sheet has
    what the budget was first, that is `original_budget`, and `budget_change` is the sum of its changes."""

    budget: float | None
    actual: float | None
    variance: float | None
    forecast: float | None = None
    prior_actual: float | None = None
    actual_income: float | None = None
    actual_cost: float | None = None
    budget_income: float | None = None
    budget_cost: float | None = None
    forecast_income: float | None = None
    forecast_cost: float | None = None
    prior_income: float | None = None
    prior_cost: float | None = None
    period_budget: float | None = None
    period_actual: float | None = None
    period_prior: float | None = None
    period_variance: float | None = None
    prior_forecast: float | None = None
    forecast_variance: float | None = None
    forecast_change: float | None = None
    remaining: float | None = None
    consumed: float | None = None
    original_budget: float | None = None
    budget_change: float | None = None


class TotalFigures(AmountFigures, frozen=True):
    """`rounding` is its block's rounding line, where it has one."""

    rounding: RoundingFigures | None = None


class LineFigures(_Compared, frozen=True, kw_only=True):
    """A line of Driftredovisning; `kind` is income, cost or net, `group` whose line it is."""

    account: str | None
    name: str
    kind: str
    group: str | None
    budget: float | None
    actual: float | None
    variance: float | None
    forecast: float | None = None
    prior_actual: float | None = None
    actual_income: float | None = None
    actual_cost: float | None = None
    budget_income: float | None = None
    budget_cost: float | None = None
    forecast_income: float | None = None
    forecast_cost: float | None = None
    prior_income: float | None = None
    prior_cost: float | None = None
    period_budget: float | None = None
    period_actual: float | None = None
    period_prior: float | None = None
    period_variance: float | None = None
    prior_forecast: float | None = None
    forecast_variance: float | None = None
    forecast_change: float | None = None
    remaining: float | None = None
    consumed: float | None = None
    original_budget: float | None = None
    budget_change: float | None = None
    material: bool
    comment: str | None


class GroupFigures(_Object, frozen=True):
    """A group's lines, income and costs together. In an interim report the forecast is judged, and not the actual, or what
    is of the period."""

    name: str
    budget: float | None
    actual: float | None
    variance: float | None
    forecast: float | None = None
    forecast_variance: float | None = None
    period_budget: float | None = None
    period_actual: float | None = None
    period_variance: float | None = None


class OperatingFigures(_Object, frozen=True):
    """`income` and `cost` are null where the lines are net costs, and `net_cost` says that the net is no result. `groups`
    are in the input's order; the lines that belong to none are in no group."""

    lines: list[LineFigures]
    income: TotalFigures | None
    cost: TotalFigures | None
    net: AmountFigures
    rounding: RoundingFigures
    net_cost: bool = False
    groups: list[GroupFigures] | None = None


class PeriodsFigures(_Compared, frozen=True, kw_only=True):
    """What an interim report says of projects; `actual` and `variance` are null where their forecast is judged."""

    prior_actual: float | None = None
    period_budget: float | None = None
    period_actual: float | None = None
    period_prior: float | None = None
    period_variance: float | None = None
    prior_forecast: float | None = None
    forecast_variance: float | None = None
    forecast_change: float | None = None
    consumed: float | None = None


class YearsFigures(PeriodsFigures, frozen=True, kw_only=True):
    """What a project, or all of them, is over its years (year.md §4). `total_variance` is decided − forecast_total,
    of a finished project without a forecast decided − accumulated; `remaining` is decided − accumulated. `state` is ongoing,
    finished, not_started or running, `finished` when it is to be finished as the board writes it, `income` what is taken off
    the year's actual."""

    decided: float | None = None
    prior_years: float | None = None
    accumulated: float | None = None
    forecast_total: float | None = None
    total_variance: float | None = None
    remaining: float | None = None
    finished: str | None = None
    state: str | None = None
    carry_over: float | None = None
    income: float | None = None
    original_budget: float | None = None
    budget_change: float | None = None


class ProjectFigures(YearsFigures, frozen=True, kw_only=True):
    """`group` is the heading or subtotal that the project stands under."""

    name: str
    group: str | None = None
    budget: float
    actual: float | None
    variance: float | None
    forecast: float | None = None
    comment: str | None


class ProjectTotal(YearsFigures, frozen=True, kw_only=True):
    """All projects together; `rounding` is their rounding line, where they have one."""

    budget: float
    actual: float | None
    variance: float | None
    forecast: float | None = None
    rounding: RoundingFigures | None = None


class InvestmentFigures(_Object, frozen=True):
    lines: list[ProjectFigures]
    total: ProjectTotal


class IndicatorFigures(_Object, frozen=True):
    """`target` is two numbers where the result shall lie between them; `judgement` is the board's own. A target Ja or Nej has
    such results. `forecast` and `judged_by` (forecast or result_so_far) are those of an interim report, `trend` (better, same or
    worse) is against `prior_result`, and `target_text` is the target in the words that it was written in."""

    name: str
    result: float | str | None
    target: float | str | list[float | str | None] | None
    direction: str
    unit: str | None
    judgement: str | None
    comment: str | None
    status: str
    forecast: float | str | None = None
    prior_result: float | str | None = None
    trend: str | None = None
    judged_by: str | None = None
    target_text: str | None = None


class GoalFigures(_Object, frozen=True):
    name: str
    status: str
    indicators: list[IndicatorFigures]


class GoalsFigures(_Object, frozen=True):
    """`board` is the outcome as a whole, None without goals; `other` are the indicators that belong to no goal."""

    board: str | None
    goals: list[GoalFigures]
    other: list[IndicatorFigures]


class MemberFigures(_Object, frozen=True):
    """`share` is a fraction; a positive `amount` is charged. Where there is a Fakturaunderlag `settled` is what is left to charge
    (positive) or to pay back, and where it is known what has been `debited`, `final_fee` less that."""

    name: str
    weight: float
    share: float
    amount: float
    counterpart: str | None = None
    debited: float | None = None
    final_fee: float | None = None
    settled: float | None = None
    reference: str | None = None


class ShareFigures(_Object, frozen=True):
    """`fee` is what the final fees are together, `settled_on` the invoice that is settled on."""

    amount: float
    key: str
    members: list[MemberFigures]
    fee: float | None = None
    settled_on: str | None = None


class LeftOutObject(_Object, frozen=True):
    """Numbers that are in no figure of the result; `sum` is as they stand."""

    rows: str
    count: int
    sum: float
    reason: str


class ReadingObject(_Object, frozen=True, rename={"read_as": "as"}):
    """How a sheet was read (reading.md §1). `columns` are our headers with the sheet's own, `rows` how many rows were
    taken for what; `signs` and `unit` are null of a sheet without amounts. `taught` are those of our headers that a taught
    table says."""

    sheet: str
    read_as: str
    columns: dict[str, str]
    signs: str | None
    unit: str | None
    unit_from: str | None
    rows: dict[str, int]
    left_out: list[LeftOutObject]
    taught: list[str] = field(default_factory=list)


class CheckFigures(_Object, frozen=True):
    """Kontroll: how many of all its checks agree, and how many rows it asks about."""

    agree: int
    all: int
    asked: int

    @property
    def words(self) -> str:
        """As the result's badge says it."""
        mark = "✔" if self.agree == self.all else "✘"
        questions = f" · {self.asked} att fråga om" if self.asked else ""
        return f"{mark} {self.agree} av {self.all} stämmer{questions}"


class PeriodFigures(_Object, frozen=True):
    """The month that an interim report reaches to, and what it is called."""

    month: int
    name: str


class BoardFigures(_Object, frozen=True):
    """The object's keys from `board` to `checks`; a part whose sheet is missing is None, and so are all of them where
    there is no result. `period` is None of a whole year. `more` are the figures of other kinds of sheets, by the sheet's
    key."""

    board: str | None
    year: int | None
    unit: str | None
    operating: OperatingFigures | None
    investments: InvestmentFigures | None
    goals: GoalsFigures | None
    shares: ShareFigures | None
    reading: list[ReadingObject]
    period: PeriodFigures | None
    checks: CheckFigures | None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def is_of_period(self) -> bool:
        """Whether it is an interim report without a forecast, which is judged by its months."""
        return self.operating is not None and self.operating.net.is_of_period

    @property
    def is_spent_so_far(self) -> bool:
        """Whether the projects are told by what they have cost so far, where the other figures are forecasts."""
        return (
            self.period is not None
            and self.investments is not None
            and self.investments.total.actual is not None
        )


NO_FIGURES = BoardFigures(None, None, None, None, None, None, None, [], None, None)


class RemedyObject(_Object, frozen=True, rename={"together": "with"}):
    """What to write where: beside a `label`, or in a `cell`; `gives` is what the workbook comes to then."""

    sheet: str
    value: str | float
    label: str | None = None
    cell: str | None = None
    gives: str | None = None
    together: list[RemedyObject] | None = None


class FindingObject(_Object, frozen=True):
    severity: str
    code: str
    sheet: str | None
    cell: str | None
    message: str
    hint: str
    remedy: list[RemedyObject]


class WorkbookObject(_Object, frozen=True):
    """The whole object, of which `figures` are not a key but the keys that stand there, and so are its `more`."""

    file: str
    result: str | None
    status: str
    figures: BoardFigures
    findings: list[FindingObject]

    def keys(self) -> dict[str, Any]:
        """As plain data."""
        object_: dict[str, Any] = {}
        for key, value in to_builtins(self).items():
            object_ |= value | value.pop("more", {}) if key == "figures" else {key: value}
        _add_nulls(object_)
        return object_


# What each line and total of an interim report has, and what each project has where one of them is told over its years.
_OF_PERIOD = (
    "period_budget", "period_actual", "period_prior", "period_variance", "forecast", "forecast_variance", "prior_forecast",
    "forecast_change", "prior_actual", "remaining", "consumed",
)  # fmt: skip
_OVER_YEARS = tuple(
    name for name in YearsFigures.__struct_fields__ if name not in PeriodsFigures.__struct_fields__
)


def _add_nulls(object_: dict[str, Any]) -> None:
    """Gives the rows the keys that others of their kind have, null (year.md §1 and §4)."""
    operating, projects = object_["operating"], object_["investments"]
    rows = _rows(operating, ("income", "cost", "net")) if operating else []
    of_projects = _rows(projects, ("total",)) if projects else []
    if object_["period"] is not None:
        is_judged = bool(of_projects) and of_projects[-1]["actual"] is None
        for row in (*rows, *(of_projects if is_judged else ())):
            row |= {key: None for key in _OF_PERIOD if key not in row}
    if any(key in row for row in of_projects for key in _OVER_YEARS):
        for row in of_projects:
            row |= {key: None for key in _OVER_YEARS if key not in row}


def _rows(part: dict[str, Any], totals: tuple[str, ...]) -> list[dict[str, Any]]:
    return [*part["lines"], *(part[key] for key in totals if part[key] is not None)]


def finding_object(finding: Finding) -> FindingObject:
    origin = finding.origin
    return FindingObject(
        severity=finding.severity.value,
        code=finding.code.code,
        sheet=origin.sheet if origin else None,
        cell=origin.cell if origin else None,
        message=finding.message,
        hint=finding.hint,
        remedy=[remedy_object(one) for one in finding.remedies],
    )


def remedy_object(remedy: Remedy) -> RemedyObject:
    return RemedyObject(
        remedy.sheet,
        remedy.value,
        remedy.label or None,
        remedy.cell or None,
        remedy.gives or None,
        [remedy_object(one) for one in remedy.together] or None,
    )


_MOST_EXACT = 2.0**53  # below it every whole number is a float of its own


def exact_number(value: float) -> float:
    """The number as it is; a whole one as an int."""
    return int(value) if value == value // 1 and abs(value) < _MOST_EXACT else value
