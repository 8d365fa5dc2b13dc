"""Another figure for each figure of a sheet, so that what they say of each other is what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from msgspec import Struct

from xltool.core.numbers import decimals_of
from xltool.disguise.relations import Figures, Place, Relation, relations


class Strength(Struct, frozen=True):
    """How far the figures are moved: each row's by a factor up to `row` from 1, those within it by `cell`; all by the same where `even`.
    The further, the less is left; the nearer, the surer that a fault stays one."""

    row: float
    cell: float
    even: bool = False


# From far to near: the first under which the same findings come is taken.
STRENGTHS = (
    Strength(0.6, 0.05), Strength(0.6, 0.0), Strength(0.25, 0.02), Strength(0.08, 0.0),
    Strength(0.5, 0.0, even=True), Strength(0.05, 0.0, even=True),
)  # fmt: skip
_LEAST = 0.02  # no factor is nearer to 1


class OtherFigures:
    """The factors of a workbook; a figure at the same row that was the same stays the same."""

    def __init__(self, chance: Random, strength: Strength) -> None:
        self._chance, self._strength = chance, strength
        self._even = self._factor(strength.row)
        self._of_rows: dict[tuple[str, int], float] = {}
        self._of_values: dict[tuple[str, int, float], float] = {}

    def _factor(self, most: float) -> float:
        if not most:
            return 1.0
        away = self._chance.uniform(min(_LEAST, most / 2), most)
        return 1 + away if self._chance.random() < 0.5 else 1 - away

    def one(self, sheet: str, row: int, value: float, decimals: int | None = None) -> float:
        """Another figure with the same sign and decimals; nothing stays nothing."""
        if not value:
            return value
        key = (sheet, row, abs(value))
        if key not in self._of_values:
            factor = (
                self._even
                if self._strength.even
                else self._of_rows.setdefault((sheet, row), self._factor(self._strength.row))
            )
            made = abs(value) * factor * self._factor(self._strength.cell)
            places = decimals_of(value) if decimals is None else decimals
            self._of_values[key] = _moved(abs(value), round(made, places), places)
        made = self._of_values[key]
        return made if value > 0 else -made

    def all(
        self, sheet: str, figures: Figures, totals: Sequence[int], kept: Mapping[Place, float]
    ) -> dict[Place, float]:
        """Every figure of a sheet; those that are sums or differences of others are so again, but for what they lacked. Those `kept` are
        as they were."""
        places = max((decimals_of(v) for v in figures.values()), default=0)
        related = relations(figures, totals, 10.0**-places)
        made: dict[Place, float] = dict(kept)

        def of(place: Place, path: tuple[Place, ...] = ()) -> float:
            if place not in made:
                relation = related.get(place)
                if relation is None or place in path:
                    made[place] = self.one(sheet, place[0], figures[place])
                else:
                    made[place] = self._related(
                        place,
                        relation,
                        figures,
                        {t: of(t, (*path, place)) for t, _ in relation.terms if t in figures},
                    )
            return made[place]

        for place in figures:
            of(place)
        return made

    @staticmethod
    def _related(place: Place, relation: Relation, figures: Figures, made: Figures) -> float:
        lacking = figures[place] - relation.value(figures)
        places = max(decimals_of(v) for v in (figures[place], *made.values()))
        return round(relation.value(made) + lacking, places)


def _moved(value: float, made: float, places: int) -> float:
    """The figure, changed in its last digit where it has come out the same or as nothing; of a digit alone nothing can be told."""
    if made == value and value >= 10:
        return round(value + 10.0**-places, places)
    return made or value
