"""The words of a first budget and of its changes (year.md §3): which column each is beside the other."""

from __future__ import annotations

import pytest

from tests.drawn import read

_CHANGES = {
    "Tilläggsbudget": "Tilläggsbudget", "TB": "Tilläggsbudget", "Tilläggsanslag": "Tilläggsanslag",
    "Kompletteringsbudget": "Kompletteringsbudget", "Ramändring": "Ramändring", "Ombudgeterat": "Ombudgeterat",
    "Överfört från 2022": "Överfört från föregående år", "Lönekompensation": "Lönekompensation",
    "Omfördelning": "Omfördelning", "Omdisponering": "Omdisponering",
}  # fmt: skip
_FIRST = ("Ursprunglig budget", "Antagen budget", "Beslutad budget", "Fastställd budget", "Budget KF", "Ram", "Ursprunglig budget 2023")  # fmt: skip
_REVISED = (
    "Reviderad budget", "Rev. budget 2023", "Gällande budget", "Aktuell budget", "Justerad budget", "Total budget",
    "Disponibel budget", "Budget efter omfördelning", "Budget inkl. tilläggsanslag", "Budget inkl TB", "Budget",
)  # fmt: skip


def columns(*headers: str) -> dict[str, str]:
    """What the headers are read as, by our columns; each has ten more than the one before."""
    figures = [str(100 + 10 * i) for i in range(len(headers))]
    drawing = (
        f"Kontotext | Typ | {' | '.join(headers)} | Utfall\nLöner | Kostnad | {' | '.join(figures)} | 90"
    )
    return next(dict(r.columns) for r in read(drawing).readings if r.read_as == "Driftredovisning")


@pytest.mark.parametrize(("header", "column"), _CHANGES.items())
def test_a_change_stands_beside_the_first_budget(header: str, column: str) -> None:
    assert columns("Ursprunglig budget", header)[column] == header


@pytest.mark.parametrize("first", _FIRST)
def test_the_first_budget_by_its_words(first: str) -> None:
    found = columns(first, "Tilläggsbudget")
    assert found["Ursprunglig budget"] == first
    assert "Budget" not in found or found["Budget"] == first


@pytest.mark.parametrize("first", _FIRST)
@pytest.mark.parametrize("revised", _REVISED)
def test_the_revised_budget_is_the_budget(first: str, revised: str) -> None:
    found = columns(first, "Tilläggsbudget", revised)
    assert (found["Ursprunglig budget"], found["Budget"]) == (first, revised)


@pytest.mark.parametrize("revised", [r for r in _REVISED if r not in ("Budget", "Total budget")])
def test_a_bare_budget_beside_a_revised_one_is_the_first(revised: str) -> None:
    found = columns("Budget", revised)
    assert (found["Ursprunglig budget"], found["Budget"]) == ("Budget", revised)


def test_a_first_budget_alone_is_the_budget() -> None:
    found = columns("Ram 2023")
    assert found["Budget"] == "Ram 2023"
    assert "Ursprunglig budget" not in found


def test_a_bare_budget_with_a_change_is_asked_about() -> None:
    drawing = "Kontotext | Typ | Budget | TB | Utfall\nLöner | Kostnad | 100 | 10 | 90"
    assert "XL224" in {f.code.code for f in read(drawing).findings}


def test_what_uppgifter_names_is_the_budget() -> None:
    settings = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nBudgetkolumn | Ram\n== Driftredovisning ==\n"
    drawing = f"{settings}Kontotext | Typ | Ram | TB | Reviderad budget | Utfall\nLöner | Kostnad | 100 | 10 | 110 | 90"
    (reading,) = (r for r in read(drawing).readings if r.read_as == "Driftredovisning")
    assert reading.columns["Budget"] == "Ram"
    assert "Tilläggsbudget" not in reading.columns
