"""Random boards of net costs, written in every way: read as they are meant, or asked about, never as something else."""

from __future__ import annotations

import random

import pytest
from msgspec import Struct

from tests.drawn import computed, drawn, read

_NAMES = (
    "Bygglov",
    "Tillsyn",
    "Bibliotek",
    "Museum",
    "Hamnen",
    "Turism",
    "Ledning",
    "Grundskola",
    "Förskola",
)
_TOTALS = (None, "Summa", "Nettokostnad", "Summa totalt", "Totalt nämnden", "Årets resultat")


class Line(Struct, frozen=True):
    """A line in our signs."""

    name: str
    income: int
    cost: int
    budget: int

    @property
    def actual(self) -> int:
        return self.income + self.cost


def lines_of(chance: random.Random) -> list[Line]:
    """Net costs, and surpluses among them, with more cost than surplus."""
    while True:
        lines = []
        for name in chance.sample(_NAMES, chance.randint(2, 9)):
            cost = chance.randint(100, 3000)
            income = -cost - chance.randint(1, 500) if chance.random() < 0.12 else -chance.randint(0, 99)
            budget = round((income + cost) * chance.uniform(0.8, 1.2)) + chance.randint(-5, 5)
            lines.append(Line(name, income, cost, budget))
        if min(sum(one.budget for one in lines), sum(one.actual for one in lines)) > 0:
            return lines


class Way(Struct, frozen=True):
    """How a board writes its net costs: with which sign, with which columns, under which total."""

    sign: int
    sides: str
    is_stated: bool
    declared: str
    variance: int
    total: str | None
    off: int

    def drawing(self, lines: list[Line]) -> str:
        rows = [self._row(one.name, one.income, one.cost, one.actual, one.budget) for one in lines]
        if self.total:
            sums = [sum(of) for of in zip(*((o.income, o.cost, o.budget) for o in lines), strict=True)]
            rows.append(self._row(self.total, sums[0], sums[1], sums[0] + sums[1] + self.off, sums[2]))
        headers = ["Intäkter", "Kostnader"] if self.sides else []
        headers += ["Nettokostnad" if self.sides else "Utfall"] if self.is_stated else []
        headers += ["Budget", *(["Avvikelse"] if self.variance else [])]
        cells: list[list[str | int]] = [["Kontotext", *headers], *rows]
        table = "\n".join(" | ".join(str(cell) for cell in row) for row in cells)
        rule = f"Intäkter anges som | {self.declared}\n" if self.declared else ""
        return f"== Uppgifter ==\nNämnd | N\nÅr | 2023\n{rule}== Driftredovisning ==\n{table}"

    def _row(self, name: str, income: int, cost: int, actual: int, budget: int) -> list[str | int]:
        sides: dict[str, list[int]] = {
            "": [],
            "signed": [self.sign * income, self.sign * cost],
            "unsigned": [-income, cost],
        }
        net = [self.sign * actual] if self.is_stated else []
        variance = [self.variance * (budget - actual)] if self.variance else []
        return [name, *sides[self.sides], *net, self.sign * budget, *variance]


def way_of(chance: random.Random) -> Way:
    sign, sides = chance.choice((1, -1)), chance.choice(("", "", "signed", "unsigned"))
    declared = chance.choice(("", "", "negativa" if sign > 0 else "positiva"))
    variance = chance.choice(
        (0, 0, 1, -1 if declared else 1)
    )  # one that is worse when positive is said to be
    is_stated = not sides or chance.random() < 0.5
    off = chance.choice((0, 0, 1)) if is_stated else 0
    return Way(sign, sides, is_stated, declared, variance, chance.choice(_TOTALS), off)


@pytest.mark.parametrize("seed", range(150))
def test_a_board_of_net_costs_is_read_as_meant_or_asked_about(seed: int) -> None:
    chance = random.Random(seed)
    lines, way = lines_of(chance), way_of(chance)
    drawing = way.drawing(lines)
    board = read(drawing)
    if board.has_errors:  # the signs are asked about, and nothing else
        assert {drawn(f).split()[1] for f in board.findings if f.is_error} == {"XL450"}
        return
    net = computed(drawing)["operating"]["net"]
    assert net["budget"] == sum(one.budget for one in lines)
    assert net["actual"] == sum(one.actual for one in lines) + (way.off if way.total else 0)
    if way.sides:
        assert (net["actual_income"], net["actual_cost"]) == (
            sum(one.income for one in lines),
            sum(one.cost for one in lines),
        )


def test_few_of_them_are_asked_about() -> None:
    boards = [(lines_of(c), way_of(c)) for c in map(random.Random, range(150))]
    assert sum(read(way.drawing(lines)).has_errors for lines, way in boards) < 10
