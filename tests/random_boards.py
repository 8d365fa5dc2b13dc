"""Random workbooks in the standard template: whatever finance could fill in, by seed."""

from __future__ import annotations

from random import Random

from xltool.core.columns import Input
from xltool.core.scalars import Scalar
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.template_rows import FilledRow, Filling

_WORDS = (
    "Personal",
    "Lokaler",
    "Licenser",
    "Köpt tjänst",
    "Resor & kurser",
    "Övrigt",
    "Kapital",
    "Bidrag",
    "Avgifter",
    "Drift",
)
_TOWNS = (
    "Askersund",
    "Hallsberg",
    "Laxå",
    "Lekeberg",
    "Kumla",
    "Örebro",
    "Nora",
    "Åmål",
    "Sala",
    "Ängelholm",
    "Ed",
    "Ö",
)
_JUDGEMENTS = (None, None, None, None, *goals.JUDGEMENT.choices)


def random_filling(seed: int) -> Filling:
    """A workbook without errors: any unit, surplus or deficit, parts left out, decimals, zeros, several keys."""
    random = Random(seed)
    unit = random.choice(("kr", "tkr", "tkr", "mnkr"))
    decimals = {"kr": random.choice((0, 2)), "tkr": random.choice((0, 0, 1)), "mnkr": random.choice((1, 2))}[
        unit
    ]
    size = {"kr": 40_000_000, "tkr": 40_000, "mnkr": 40}[unit]
    settings: dict[str, Scalar] = {
        "board": random.choice(("Sydnärkes IT-nämnd", 'Nämnden för "drift" & vård', "Kost- och städnämnden")),
        "unit": unit,
        "as_of": random.choice((None, 45291.0)),
        "partly_limit": random.choice((0.5, 0.75, 0.9)),
        "limit_share": random.choice((0.0, 0.05, 0.1)),
    }
    if random.random() < 0.4:
        settings["whole"] = {"kr": 5000.0, "tkr": 10.0, "mnkr": 0.1}[unit]

    def amount() -> float:
        if random.random() < 0.15:
            return 0.0
        return round(random.random() ** 3 * size, decimals)

    def lines(count: int, sign: int) -> list[FilledRow]:
        made: list[FilledRow] = []
        for i in range(count):
            budget = amount()
            actual = (
                budget
                if random.random() < 0.2
                else round(budget * random.uniform(0.5, 1.6), decimals) or amount()
            )
            comment = random.choice((None, "Förklarat.", "=SUM(A1:A3) är text"))
            made.append(
                {
                    operating.NAME: f"{random.choice(_WORDS)} {i + 1}"
                    + " lång benämning" * random.choice((0, 0, 4)),
                    operating.ACCOUNT: random.choice((None, str(random.randint(4000, 7999))))
                    if sign > 0
                    else None,
                    operating.BUDGET: sign * budget + 0.0,
                    operating.ACTUAL: sign * actual + 0.0,
                    operating.PRIOR_ACTUAL: random.choice((None, sign * amount() + 0.0)),
                    operating.COMMENT: comment,
                }
            )
        return made

    projects: list[FilledRow] = [
        {
            investments.NAME: f"Projekt {i + 1}",
            investments.BUDGET: (budget := amount()),
            investments.ACTUAL: round(budget * random.uniform(0.2, 1.6), decimals),
        }
        for i in range(random.choice((0, 1, 4, 9)))
    ]
    return Filling(
        2023,
        settings,
        lines(random.randint(1, 4), -1),
        lines(random.randint(1, 12), 1),
        projects or [{}],
        _goals(random) or [{}],
        _members(random) or [{}],
    )


def _goals(random: Random) -> list[FilledRow]:
    rows: list[FilledRow] = []
    for goal in range(random.choice((0, 1, 3, 5))):
        for i in range(random.randint(1, 5)):
            rows.append(
                {
                    **_indicator(random, f"Indikator {goal + 1}.{i + 1}"),
                    goals.GOAL: None if i else f"Mål {goal + 1}",
                }
            )
    for i in range(random.choice((0, 0, 3))):
        rows.append({**_indicator(random, f"Övrig {i + 1}"), goals.GOAL: None if i else "–"})
    return rows


def _indicator(random: Random, name: str) -> dict[Input, Scalar]:
    direction = random.choice(("minst", "högst", "exakt", "inom"))
    unit = random.choice(("st", "%", "tkr", None))

    def value() -> float:
        return float(random.choice((0, -3, 7.06, random.randint(1, 120), round(random.uniform(1, 100), 1))))

    low = value()
    target: Scalar = (
        f"{low:g}–{abs(low) + random.randint(0, 9):g}".replace(".", ",") if direction == "inom" else low
    )
    near = random.choice((low, low * 0.8, low * 1.2, value()))
    return {
        goals.INDICATOR: name,
        goals.RESULT: random.choice((None, "ej mätt", round(near, 4), round(near, 4), round(near, 4))),
        goals.TARGET: target,
        goals.DIRECTION: direction,
        goals.UNIT: unit,
        goals.LIMIT: random.choice((None, None, abs(value()))),
        goals.JUDGEMENT: random.choice(_JUDGEMENTS),
    }


def _members(random: Random) -> list[FilledRow]:
    towns = random.sample(_TOWNS, random.choice((0, 1, 4, 12)))
    same = float(random.randint(1000, 20_000))
    return [
        {
            shares.NAME: town,
            shares.POPULATION: random.choice(
                (same, float(random.randint(1, 150_000)), round(random.uniform(1, 99), 1))
            ),
        }
        for town in towns
    ]
