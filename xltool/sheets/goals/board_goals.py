"""The board's goals with their indicators, as they were read, and the columns that say it."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

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
    forecast: Input
    prior: Input
    target: Input
    target_high: Input
    direction: Input
    unit: Input
    limit: Input
    judgement: Input
    comment: Input
    other_name: str
    board_name: str


# A number, Ja or Nej, or another text, which says that there is no value (`Stängt`); None where nothing is said.
Outcome: TypeAlias = float | str | None


class Indicator(Struct, frozen=True):
    """An indicator with its values in `unit`; a percentage is a fraction with the unit `%`.

    `low` is the target, Ja or Nej, or in words alone (`öka`); `high` counts with the direction `inom`, `judgement` is the
    board's own word or empty. `decimals` is how many the values are written with. `forecast` is an interim report's, `prior` last
    year's result. `before` and `after` are the words around the target as it was written (`högst `, ` eller högre`).
    """

    name: str
    result: Outcome
    low: Outcome
    high: float | None
    direction: Direction
    unit: str
    limit: float | None
    decimals: int
    judgement: str
    comment: str
    origins: dict[Input, Origin]
    forecast: Outcome = None
    prior: Outcome = None
    before: str = ""
    after: str = ""

    @property
    def quantity(self) -> Quantity:
        return quantity_in(self.unit, self.decimals)

    @property
    def target_quantity(self) -> Quantity:
        """How the target is shown: in the words that it was written in."""
        return replace(self.quantity, before=self.before, after=self.after)

    @property
    def is_plain(self) -> bool:
        """Whether it is a result against a target, both numbers where they are there, and no more."""
        words = isinstance(self.result, str) or isinstance(self.low, str) or self.low is None
        return not (words or self.direction.is_change or self.prior is not None or self.forecast is not None)


class Goal(Struct):
    name: str
    origin: Origin
    indicators: list[Indicator] = field(default_factory=list)


class Goals(Struct):
    """The goals in order, and the indicators that stand under no goal."""

    goals: list[Goal] = field(default_factory=list)
    other: list[Indicator] = field(default_factory=list)

    @property
    def everyone(self) -> list[Indicator]:
        """All indicators, in their order."""
        return [*(one for goal in self.goals for one in goal.indicators), *self.other]
