"""Every way of writing signs: what Uppgifter says, the signs of income and costs, the stated net and variances."""

from __future__ import annotations

from itertools import product

import pytest

from tests.drawn import amounts, book, drawn
from xltool.sheets.board_reading import read_board

_RULES = {(-1, 1): "negativa", (1, -1): "positiva", (1, 1): "utan tecken"}  # by the signs of income and costs
_LINES = (("Avgifter", "Intäkt", 4100, 4203), ("Löner", "Kostnad", 811, 914), ("Hyror", "Kostnad", 305, 222))
_OURS = [
    "Avgifter | -4100 | -4203 | 103",
    "Löner | 811 | 914 | -103",
    "Hyror | 305 | 222 | 83",
    "income | -4100 | -4203 | 103",
    "cost | 1116 | 1136 | -20",
    "net | -2984 | -3067 | 83",
]
_VARIANCES = ("budget − utfall", "utfall − budget", "bättre är plus", None)


def _drawing(declared: str | None, income: int, cost: int, variance: str | None, *, totals: bool) -> str:
    """The three lines with their amounts by these signs; the variance as written there, or as a person reads it."""

    def row(name: str, typ: str, budget: int, actual: int, better: int) -> str:
        way = {"budget − utfall": budget - actual, "utfall − budget": actual - budget}.get(
            variance or "", better
        )
        return f"{name} | {typ} | {budget} | {actual}" + (f" | {way}" if variance else "")

    signs = {"Intäkt": income, "Kostnad": cost}
    rows = [
        row(
            name,
            typ,
            signs[typ] * budget,
            signs[typ] * actual,
            (budget - actual) * (1 if typ == "Kostnad" else -1),
        )
        for name, typ, budget, actual in _LINES
    ]
    if totals:
        rows.insert(1, row("TOTALT INTÄKTER", "", income * 4100, income * 4203, 103))
        rows.append(row("TOTALT KOSTNADER", "", cost * 1116, cost * 1136, -20))
        net = (income * 4100 + cost * 1116, income * 4203 + cost * 1136) if income != cost else (2984, 3067)
        rows.append(row("NETTORESULTAT", "", *net, 83))
    head = "Kontotext | Typ | Budget | Utfall" + (" | Avvikelse" if variance else "")
    said = f"\nIntäkter anges som | {declared}" if declared else ""
    return "\n".join(
        [f"== Uppgifter ==\nNämnd | N\nÅr | 2023\nEnhet | tkr{said}\n== Driftredovisning ==\n{head}", *rows]
    )


@pytest.mark.parametrize("totals", [False, True], ids=["lines", "totals"])
@pytest.mark.parametrize("variance", _VARIANCES)
@pytest.mark.parametrize(("income", "cost"), [*product((-1, 1), repeat=2)])
@pytest.mark.parametrize("declared", [None, "negativa", "positiva", "utan tecken"])
def test_signs_are_read_as_they_are_written_or_asked_about(
    declared: str | None, income: int, cost: int, variance: str | None, *, totals: bool
) -> None:
    drawing = _drawing(declared, income, cost, variance, totals=totals)
    board = read_board(book(drawing))
    errors = {f.code.code for f in board.findings if f.is_error}
    fits = _RULES.get((income, cost))
    if fits is None:
        assert errors == {"XL424"}
    elif declared not in (None, fits):
        assert errors == {"XL405"}
        (told,) = (f for f in board.findings if f.is_error)
        assert [(one.label, one.value) for one in told.remedies] == [("Intäkter anges som", fits)]
        assert told.remedies[0].gives == "överskott 3 067 tkr"
    else:
        assert not errors, [drawn(f) for f in board.findings]
        assert amounts(drawing) == _OURS
        assert not [f for f in board.findings if f.severity.word == "varning" and f.code.code != "XL202"]
