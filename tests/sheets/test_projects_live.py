"""Projects over all their years and revised budgets in the result: IronCalc and LibreOffice agree with what is stored, and
what is typed into the result moves what processing would have moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.drawn import computed
from tests.recalculation import Engine, differences, formulas, same
from tests.sheets.test_ledger_page import bytes_of, result_of

_YEARS = """
== Driftredovisning ==
Kontotext | Typ     | Ursprunglig budget | Tilläggsbudget | Omfördelning | Utfall
Bidrag    | Intäkt  | -9000              | {grant}        |              | -9100
Löner     | Kostnad | 6000               | 100            | -50          | 6200
Hyror     | Kostnad | 3000               |                | 50           | 3020
== Investeringsredovisning ==
Projekt | Status    | Beslutad totalutgift | Tidigare utfall | Ursprunglig budget | Överfört från 2022 | Utfall | Prognos totalutgift | Färdigt | Inkomster | Överföring till nästa år
Ny bro  | {status}  | 1000                 | 400             | 200                | 100                | 250    | {forecast}          | 2024    | 20        | {carried}
Väg     | Avslutat  | 500                  | 450             | 100                |                    | {road} | 490                 | 2023    |           | 0
Fordon  | Löpande   |                      |                 | 80                 |                    | 61     |                     |         |           |
"""
_BASE = {"grant": "-50", "status": "Pågående", "forecast": "950", "carried": "50", "road": "40"}
# The sheet, cell and text of what is typed into the result, and what the input says then.
_TYPED = [
    ("Investeringsredovisning", "F6", "1100", {"forecast": "1100"}),
    ("Investeringsredovisning", "F6", "", {"forecast": ""}),
    ("Investeringsredovisning", "B6", "Avslutat", {"status": "Avslutat"}),
    ("Investeringsredovisning", "M7", "35", {"road": "35"}),
    ("Investeringsredovisning", "P6", "0", {"carried": "0"}),
    ("Driftredovisning", "C6", "-150", {"grant": "-150"}),
]


def _result(**changed: str) -> bytes:
    return bytes_of(result_of(_YEARS.format(**(_BASE | changed))))


def _engine(data: bytes, folder: Path) -> Engine:
    path = folder / "resultat.xlsx"
    path.write_bytes(data)
    return Engine(path)


def test_every_formula_gives_its_stored_value(tmp_path: Path) -> None:
    data = _result()
    assert differences(data, _engine(data, tmp_path)) == []


@pytest.mark.parametrize(("sheet", "cell", "text", "changed"), _TYPED)
def test_what_is_typed_moves_all_that_follows_from_it(
    sheet: str, cell: str, text: str, changed: dict[str, str], tmp_path: Path
) -> None:
    before, after = _result(), formulas(_result(**changed))
    engine = _engine(before, tmp_path)
    engine.type((sheet, cell), text)
    assert after.values != formulas(before).values
    wrong = [
        f"{place}: {stored!r} {engine.value(place)!r}"
        for place, stored in after.values.items()
        if place[0] != "Kontroll" and not same(stored, engine.value(place))
    ]
    assert wrong == []


_AMOUNTS = st.integers(0, 100_000)


@settings(deadline=None)
@given(decided=_AMOUNTS, prior=_AMOUNTS, actual=_AMOUNTS, more=_AMOUNTS)
def test_a_project_is_what_the_rules_say(decided: int, prior: int, actual: int, more: int) -> None:
    """Accumulated is what was spent before and this year, the total variance is from the forecast; without one a finished
    project's is from what it has cost, and an ongoing one has none."""
    head = "== Investeringar ==\nProjekt | Status | Beslutad totalutgift | Tidigare utfall | Budget | Utfall | Prognos totalutgift\n"
    spent = prior + actual
    rows = (
        f"A | Pågående | {decided} | {prior} | {actual} | {actual} | {spent + more}\n"
        f"B | Avslutat | {decided} | {prior} | {actual} | {actual} |\n"
        f"C | Pågående | {decided} | {prior} | {actual} | {actual} |\n"
    )
    lines = "== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nLöner | Kostnad | 9000 | 9000\n"
    data = computed(lines + head + rows)["investments"]
    first, second, third = data["lines"]
    for one in data["lines"]:
        assert (one["accumulated"], one["remaining"]) == (spent, decided - spent)
    assert first["total_variance"] == decided - spent - more
    assert second["total_variance"] == decided - spent
    assert "total_variance" not in third or third["total_variance"] is None
    assert data["total"]["total_variance"] == 2 * (decided - spent) - more
    assert data["total"]["accumulated"] == 3 * spent
