"""The seed's ledger as SIE files of every type: what each comes to, and what a second reader makes of it."""

from __future__ import annotations

import pytest

from tests.ledger_files.boards import INTERIM, SYN, processed, sums, told, workbook
from tests.ledger_files.independent import year_of

YEAR, BUDGET, PRIOR = 1_732_704.0, 0.0, 1_680_721.0
# File, the net of the actual, of the budget where there is one, and what is said of the file.
WHOLE = [
    ("s1-typ2-helar.se", YEAR, BUDGET, []),
    ("s2-typ3-helar-tom-total.se", YEAR, BUDGET, ["XL186"]),
    ("s6-typ2-jan-aug-utan-omfattn-utf8-bom.se", 1_039_614.0, BUDGET, ["XL194"]),
    ("s7-typ2-latin1.se", YEAR, BUDGET, []),
]
# Without a budget in the file the workbook has its own.
WITHOUT_BUDGET = ["s4-typ4-helar-bara-ver.se", "s8-typ1-helar.se", "s10-typ4-ksumma-ratt.se"]
OWN_BUDGET = (
    ("Konto", "Kontotext", "Utfall 2022", "Budget", "Utfall"),
    ("3*", "Intäkter", None, -41_391_000),
    ("4*;5*;6*;7*;8*", "Kostnader", None, 41_391_000),
)


@pytest.mark.parametrize(("name", "actual", "budget", "codes"), WHOLE)
def test_a_year(name: str, actual: float, budget: float, codes: list[str]) -> None:
    data = (SYN / name).read_bytes()
    worked = processed(workbook(), data, name)
    assert told(worked) == codes
    found = sums(worked)
    assert (found["Utfall"], found["Budget"], found["Utfall föregående år"]) == (actual, budget, PRIOR)
    assert {k: float(v) for k, v in year_of(data).items()} == {
        k: found[k] for k in ("Utfall", "Budget", "Utfall föregående år")
    }


@pytest.mark.parametrize("name", WITHOUT_BUDGET)
def test_a_year_without_a_budget(name: str) -> None:
    data = (SYN / name).read_bytes()
    worked = processed(workbook(OWN_BUDGET), data, name)
    assert told(worked) == []
    assert sums(worked)["Utfall"] == float(year_of(data)["Utfall"]) == YEAR


def test_a_file_that_is_cut_off_gives_no_result() -> None:
    name = "s11-typ4-ksumma-avkortad.se"
    worked = processed(workbook(OWN_BUDGET), (SYN / name).read_bytes(), name)
    assert told(worked)[0] == "XL176"
    assert worked.result is None


@pytest.mark.parametrize(
    ("name", "codes"),
    [("s1-typ2-helar.se", []), ("s5-typ2-jan-aug.se", []), ("s6-typ2-jan-aug-utan-omfattn-utf8-bom.se", [])],
)
def test_an_interim_report_takes_the_ledger_to_its_month(name: str, codes: list[str]) -> None:
    """Balances of the whole year, of the year to August, and of a file that does not say how far it reaches."""
    worked = processed(workbook(INTERIM, [("Period", "augusti")]), (SYN / name).read_bytes(), name)
    assert told(worked) == codes
    found = sums(worked)
    assert (found["Periodens utfall"], found["Periodens budget"], found["Budget"]) == (
        1_039_614.0,
        -48.0,
        0.0,
    )


def test_vouchers_alone_give_the_month_too() -> None:
    lines = (INTERIM[0], ("3*", "Intäkter", -1, -1), ("4*;5*;6*;7*;8*", "Kostnader", 1, 1))
    data = (SYN / "s4-typ4-helar-bara-ver.se").read_bytes()
    assert sums(processed(workbook(lines, [("Period", "augusti")]), data))["Periodens utfall"] == 1_039_614.0


def test_a_file_of_yearly_balances_cannot_give_a_month() -> None:
    data = (SYN / "s8-typ1-helar.se").read_bytes()
    assert told(processed(workbook(INTERIM, [("Period", "augusti")]), data))[0] == "XL185"


def test_a_file_to_august_is_no_year() -> None:
    data = (SYN / "s5-typ2-jan-aug.se").read_bytes()
    assert told(processed(workbook(), data)) == ["XL185"]


def test_a_file_of_another_year_is_refused() -> None:
    data = (SYN / "s1-typ2-helar.se").read_bytes()
    assert told(processed(workbook(year=2024), data)) == ["XL179"]


def test_a_part_of_the_ledger_by_its_object() -> None:
    """All of it is Ansvar 4100; the activities 510 and 520 are parts that come to the whole."""
    data = (SYN / "s4-typ4-helar-bara-ver.se").read_bytes()
    parts = {
        chosen: sums(processed(workbook(OWN_BUDGET, [("Urval", chosen)]), data))["Utfall"]
        for chosen in ("Ansvar 4100", "Verksamhet 510", "20 520", "Verksamhet 510; 520")
    }
    assert parts["Ansvar 4100"] == parts["Verksamhet 510; 520"] == YEAR
    assert parts["Verksamhet 510"] == 1_042_819.0
    assert round(parts["Verksamhet 510"] + parts["20 520"], 2) == YEAR


@pytest.mark.parametrize("chosen", ["Ansvar 999", "Avdelning 1", "Verksamhet 510; Ansvar 4100"])
def test_a_part_that_is_not_there_is_asked_about(chosen: str) -> None:
    data = (SYN / "s4-typ4-helar-bara-ver.se").read_bytes()
    assert told(processed(workbook(OWN_BUDGET, [("Urval", chosen)]), data)) == ["XL188"]


def test_a_part_by_the_balances_and_budgets_on_objects() -> None:
    """The type 3 file has both, and no vouchers."""
    data = (SYN / "s2-typ3-helar-tom-total.se").read_bytes()
    worked = processed(workbook(settings=[("Urval", "Verksamhet 510")]), data)
    assert sums(worked)["Utfall"] == 1_039_576.0
    assert "Utfall föregående år" not in sums(worked)
