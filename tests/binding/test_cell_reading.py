"""Cells: what is read as an amount, and what each fault is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from tests.drawn import amounts, found, message

UNIT = "== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\nEnhet | {unit}\n== Driftredovisning ==\n"


def line(cell: str, unit: str = "tkr") -> str:
    row = f"Rad | Kostnad | 0 | {cell}"
    return UNIT.format(unit=unit) + f"Kontotext | Typ | Budget | Utfall\n{row}\nLöner | Kostnad | 9001 | 9001"


def actual(cell: str, unit: str = "tkr") -> float:
    return float(amounts(line(cell, unit))[0].split(" | ")[2])


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("868", "tkr", 868),
        ("'12 730", "tkr", 12730),
        ("'−868", "tkr", -868),
        ("'(868)", "tkr", -868),
        ("'1 733 tkr", "tkr", 1733),
        ("'1,5 mnkr", "tkr", 1500),
        ("'1 500 kr", "tkr", 1.5),
        ("'1,5 mnkr", "kr", 1_500_000),
        ("'1 733 tkr", "mnkr", 1.733),
        ("0.1", "tkr", 0.1),
    ],
)
def test_an_amount_is_read_in_the_unit_of_the_workbook(cell: str, unit: str, value: float) -> None:
    assert actual(cell, unit) == value


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("'ca 300", "fel XL301"),
        ("–", "upplysning XL311"),
        ("'300 st", "fel XL301"),
        ("84%", "fel XL301"),
        ("", "fel XL302"),
        ("'868", "varning XL303"),
        ("'1.234", "varning XL304"),
        ("'1,234", "varning XL304"),
        ("#REF!", "fel XL305"),
        ("#SAKNAS!", "fel XL305"),
        ("=?", "fel XL306"),
        ("2023-12-01", "fel XL309"),
        ("SANT", "fel XL309"),
    ],
)
def test_each_fault_of_a_cell_has_its_name_and_place(cell: str, told: str) -> None:
    assert found(line(cell)) == [f"{told} Driftredovisning!D2"]


@pytest.mark.parametrize(("cell", "read"), [("'1.234", "1 234"), ("'1,234", "1,234")])
def test_a_doubtful_number_says_how_it_was_read(cell: str, read: str) -> None:
    assert f"läst som {read}." in message(line(cell), "XL304")


def test_numbers_stored_as_text_are_told_once_a_column() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall
        Löner     | Kostnad | '100   | 110
        Hyror     | Kostnad | '50    | '60
    """
    assert found(drawing) == ["varning XL303 Driftredovisning!C2", "varning XL303 Driftredovisning!D3"]
    assert "2 tal" in message(drawing, "XL303")


def test_all_faults_are_told_at_once() -> None:
    drawing = """
        Kontotext | Typ     | Budget | Utfall
        Löner     | Upp     | ca 5   | #REF!
                  | Kostnad | 50     | 60
    """
    assert found(drawing) == [
        "fel XL307 Driftredovisning!B2",
        "fel XL301 Driftredovisning!C2",
        "fel XL305 Driftredovisning!D2",
        "fel XL308 Driftredovisning!A3",
    ]


def test_a_format_that_scales_kronor_to_tkr_changes_no_amount() -> None:
    assert actual('1733000 [#,##0, "tkr"]', "kr") == 1_733_000


def test_a_huge_amount_does_not_end_the_run() -> None:
    assert found(line("1" + "0" * 28)) == ["fel XL433 Driftredovisning!C2"]


def test_an_empty_amount_is_the_sum_of_its_detail_rows() -> None:
    drawing = """
        == Driftredovisning ==
        Konto | Kontotext | Budget | Utfall
        5010  | Löner     | 1      |
        == Underlag ==
        Konto | Utfall
        5010  | 500
        5010  | 700
    """
    assert amounts(drawing)[0] == "Löner | 1 | 1.2 | -0.2"


CELLS = ["868", "-5", "'12 730", "'1.234", "'84 %", "84%", "#REF!", "=?", "SANT", "2023-12-31", "–", "saknas", "högst 20 st", "74–80", "Kostnad", "Totalt", "varav x", "Summa", "1e9"]  # fmt: skip
HEADERS = {
    "Driftredovisning": "Konto | Kontotext | Typ | Budget | Utfall | Avvikelse | Kommentar",
    "Nämndmål": "Nämndmål | Indikator | Resultat | Målvärde | Riktning | Enhet | Gräns delvis | Bedömning",
    "Medlemmar": "Kommun | Invånare | Datorer",
}


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.lists(st.sampled_from(["", *CELLS]), min_size=8, max_size=8), max_size=6))
def test_no_cell_anywhere_makes_the_reading_fail(rows: list[list[str]]) -> None:
    body = "\n".join(" | ".join(row) for row in rows)
    drawing = "\n".join(f"== {name} ==\n{header}\n{body}" for name, header in HEADERS.items())
    for told in found(drawing):
        assert re.fullmatch(r"(fel|varning|upplysning) XL\d{3} \w+![A-Z]+\d+", told)
