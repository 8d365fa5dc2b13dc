"""The board's goals with their indicators, as they were read, and the columns that say it."""

from __future__ import annotations

from msgspec import Struct, field

from xltool.core.columns import Input
from xltool.core.numbers import Direction
from xltool.core.origin import Origin
from xltool.core.units import Quantity, quantity_in


class GoalColumns(Struct, frozen=True):
    """Which columns of the sheet play which part; `other_name` heads the indicators that have no goal, and a row
    called `board_name` is the result's own."""

    goal: Input
    indicator: Input
    result: Input
    target: Input
    target_high: Input
    direction: Input
    unit: Input
    limit: Input
    judgement: Input
    comment: Input
    other_name: str
    board_name: str


class Indicator(Struct, frozen=True):
    """An indicator with its values in `unit`; a percentage is a fraction with the unit `%`.

    `result` is None where there is none, `high` counts with the direction `inom`, `judgement` is the board's own
    word or empty. `decimals` is how many the values are written with.
    """

    name: str
    result: float | None
    low: float
    high: float | None
    direction: Direction
    unit: str
    limit: float | None
    decimals: int
    judgement: str
    comment: str
    origins: dict[Input, Origin]

    @property
    def quantity(self) -> Quantity:
        return quantity_in(self.unit, self.decimals)


class Goal(Struct):
    name: str
    origin: Origin
    indicators: list[Indicator] = field(default_factory=list)


class Goals(Struct):
    """The goals in order, and the indicators that stand under no goal."""

    goals: list[Goal] = field(default_factory=list)
    other: list[Indicator] = field(default_factory=list)
