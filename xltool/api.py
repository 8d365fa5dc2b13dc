"""The Python interface: a checked workbook with its tables as pandas DataFrames. The one place that loads pandas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from msgspec import Struct
from msgspec.structs import asdict

from xltool.running.batch import check_file, process_file
from xltool.running.outcome import Options, Outcome, State
from xltool.terminal.workbook_object import GoalsFigures, finding_object

_OPERATING = ("account", "name", "kind", "group", "budget", "actual", "variance", "forecast", "prior_actual", "actual_income", "actual_cost", "budget_income", "budget_cost", "forecast_income", "forecast_cost", "prior_income", "prior_cost", "material", "comment")  # fmt: skip
_INVESTMENTS = ("name", "group", "budget", "actual", "variance", "forecast", "comment")
_GOALS = ("goal", "indicator", "result", "target", "direction", "unit", "status", "goal_status", "judgement", "comment")  # fmt: skip
_SHARES = ("name", "weight", "share", "amount")
_FINDINGS = ("severity", "code", "sheet", "cell", "message", "hint")


class Workbook(Struct, frozen=True):
    """A checked workbook. Amounts are in `unit` (kr, tkr or mnkr), income negative and costs positive.

    `operating`: a row a line; account (text or None), name, kind (income, cost, net), group (text or None), budget,
    actual, variance (budget − actual), forecast and prior_actual, actual_income, actual_cost, budget_income,
    budget_cost, forecast_income, forecast_cost, prior_income and prior_cost, of which a net line's are the sums (NaN where
    they are not stated), material, comment.
    `investments`: a row a project; name, group, budget, actual, variance, forecast, comment.
    `goals`: a row an indicator; goal (None for the other indicators), indicator, result (NaN without a value),
    target, direction (at_least, at_most, exactly, between), unit, status, goal_status, judgement, comment.
    A percentage is 84 with the unit %.
    `shares`: a row a member; name, weight, share (a fraction), amount (positive is charged).
    `findings`: a row a finding; severity, code, sheet, cell, message, hint.

    A table is empty where its sheet is missing, and all four are where `ok` is False.
    """

    path: Path
    ok: bool
    board: str | None
    year: int | None
    unit: str | None
    operating: pd.DataFrame
    investments: pd.DataFrame
    goals: pd.DataFrame
    shares: pd.DataFrame
    findings: pd.DataFrame


def read(path: str | Path) -> Workbook:
    """The workbook at `path`, read and checked; nothing is written, and nothing is raised for what it holds.

    A file that is missing or is no workbook has `ok` False and a finding that says so.
    """
    return _workbook(check_file(Path(path)))


def process(path: str | Path, out: str | Path | None = None) -> Path | None:
    """Writes the workbook's result, as `xltool process` does, and returns where; None where errors stand in its way."""
    return process_file(Path(path), Options(Path(out) if out is not None else None)).path


def _workbook(outcome: Outcome) -> Workbook:
    data = outcome.figures
    return Workbook(
        outcome.file,
        outcome.state is State.OK,
        data.board,
        data.year,
        data.unit,
        _frame(map(asdict, data.operating.lines if data.operating else ()), _OPERATING),
        _frame(map(asdict, data.investments.lines if data.investments else ()), _INVESTMENTS),
        _frame(_indicators(data.goals), _GOALS),
        _frame(map(asdict, data.shares.members if data.shares else ()), _SHARES),
        _frame((asdict(finding_object(f)) for f in outcome.findings), _FINDINGS),
    )


def _frame(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    for column in (
        "budget",
        "actual",
        "variance",
        "forecast",
        "prior_actual",
        "actual_income",
        "actual_cost",
        "budget_income",
        "budget_cost",
        "forecast_income",
        "forecast_cost",
        "prior_income",
        "prior_cost",
        "result",
        "weight",
        "share",
        "amount",
    ):
        if column in frame:
            frame[column] = frame[column].astype("float64")
    return frame


def _indicators(goals: GoalsFigures | None) -> list[dict[str, Any]]:
    if goals is None:
        return []
    found = [(goal.name, goal.status, one) for goal in goals.goals for one in goal.indicators]
    return [
        {**asdict(one), "goal": name, "goal_status": status, "indicator": one.name}
        for name, status, one in (*found, *((None, None, one) for one in goals.other))
    ]
