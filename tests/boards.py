"""The boards whose results are looked at and tested: what a year can come to, and how much there can be of it."""

from __future__ import annotations

from msgspec.structs import replace

from tests.examples import seed
from tests.random_boards import random_filling
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.template_rows import FilledRow, Filling

_LONG = "En rad med en benämning som är så lång att den måste brytas för att få plats på sidan"


def surplus() -> Filling:
    """Everything better than budget, every goal achieved, nothing stated beforehand."""
    base = seed()
    cost: list[FilledRow] = [
        {**row, operating.ACTUAL: float(row[operating.BUDGET] or 0) * 0.9, operating.STATED_VARIANCE: None}
        for row in base.cost
    ]
    # One of them so far that everybody would ask.
    cost[0] = {
        **cost[0],
        operating.ACTUAL: float(base.cost[0][operating.BUDGET] or 0) * 0.05,
        operating.COMMENT: None,
    }
    reached: list[FilledRow] = [
        {**row, goals.RESULT: 10.0, goals.DIRECTION: "minst", goals.TARGET: 1.0} for row in base.goals
    ]
    return replace(base, cost=cost, goals=reached, totals={}, stated_variances=False)


def long_and_wide() -> Filling:
    """Sixty lines, names of eighty characters, twelve members, an overspent project, an indicator without a value."""
    base = seed()
    cost: list[FilledRow] = [
        {
            operating.NAME: f"{_LONG} {i}",
            operating.BUDGET: 1000.0 * i + i**3 % 997,
            operating.ACTUAL: 1111.0 * i,
        }
        for i in range(60)
    ]
    members: list[FilledRow] = [
        {shares.NAME: f"Kommun {i}", shares.POPULATION: 1000.0 + i} for i in range(12)
    ]
    projects: list[FilledRow] = [
        {investments.NAME: _LONG, investments.BUDGET: 100.0, investments.ACTUAL: 250.0}
    ]
    missing: list[FilledRow] = [{**base.goals[0], goals.RESULT: None}, *base.goals[1:]]
    return replace(
        base, cost=cost, members=members, projects=projects, goals=missing, totals={}, stated_variances=False
    )


def operating_alone() -> Filling:
    return replace(seed(), projects=[{}], goals=[{}], members=[{}], totals={}, stated_variances=False)


def billions() -> Filling:
    base = seed(kronor=True)
    cost: list[FilledRow] = [
        {**row, operating.BUDGET: 2.5e9, operating.ACTUAL: 2.6e9 + i} for i, row in enumerate(base.cost)
    ]
    return replace(base, cost=cost)


WORKBOOKS = {
    "seed": seed(),
    "kronor": seed(kronor=True),
    "surplus": surplus(),
    "long": long_and_wide(),
    "alone": operating_alone(),
    "billions": billions(),
    "random": random_filling(7),
}
