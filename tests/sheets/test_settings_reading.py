"""Uppgifter: labels and values, their defaults, and what is not understood."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.drawn import computed, found, message, read
from xltool.core.units import SignRule, Unit

HEAD = "== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\n"


def setting(row: str, name: str) -> object:
    return getattr(read(HEAD + row).settings, name)


def day(serial: object) -> str:
    assert isinstance(serial, float)
    return str(date(1899, 12, 30) + timedelta(days=serial))


def test_board_and_year_stand_in_the_result() -> None:
    data = computed("== Uppgifter ==\nNämnd | Sydnärkes IT-nämnd\nÅr | 2023")
    assert (data["board"], data["year"], data["unit"]) == ("Sydnärkes IT-nämnd", 2023, "tkr")


def test_the_defaults() -> None:
    known = read(HEAD).settings
    assert (known.unit, known.signs, known.key) == (Unit.TKR, SignRule.NEGATIVE, "")
    assert (known.partly_limit, known.limit_amount, known.limit_share, known.whole) == (0.75, 100, 0.05, 1)


@pytest.mark.parametrize(
    ("unit", "whole", "limit"), [("kr", 1000, 100_000), ("tkr", 1, 100), ("mnkr", 0.001, 0.1)]
)
def test_the_default_amounts_follow_the_unit(unit: str, whole: float, limit: float) -> None:
    known = read(HEAD + f"Enhet | {unit}").settings
    assert (known.whole, known.limit_amount) == (whole, limit)


@pytest.mark.parametrize("name", ["Uppgifter", "UPPGIFTER", "Inställningar", "installningar", "Försättsblad"])
def test_the_names_of_the_sheet(name: str) -> None:
    assert read(f"== {name} ==\nNÄMND | Nämnden\nar | 2024").settings.year == 2024


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ("Enhet | kr", "unit", Unit.KR),
        ("ENHET: | MNKR", "unit", Unit.MNKR),
        ("Intäkter anges som | positiva", "signs", SignRule.POSITIVE),
        ("Intäkter anges som | Negativa", "signs", SignRule.NEGATIVE),
        ("Fördelningsnyckel | Datorer", "key", "Datorer"),
        ("Fördelas i hela | 5", "whole", 5),
        ("Fördelas i hela | '500 kr", "whole", 0.5),
        ("Gräns för delvis uppnådd | 80%", "partly_limit", 0.8),
        ("Gräns för delvis uppnådd | 80", "partly_limit", 0.8),
        ("Gräns för delvis uppnådd | '80 %", "partly_limit", 0.8),
        ("Gräns för delvis uppnådd | 0.8", "partly_limit", 0.8),
        ("Väsentlig avvikelse belopp | 250", "limit_amount", 250),
        ("Väsentlig avvikelse belopp | '250 tkr", "limit_amount", 250),
        ("Väsentlig avvikelse belopp | '0,5 mnkr", "limit_amount", 500),
        ("Väsentlig avvikelse belopp | 0", "limit_amount", 0),
        ("Väsentlig avvikelse andel | 10%", "limit_share", 0.1),
    ],
)
def test_every_setting_as_it_may_be_written(row: str, name: str, value: object) -> None:
    assert setting(row, name) == value
    assert found(HEAD + row) == []


@pytest.mark.parametrize("written", ["2023", "'2023", "'År 2023"])
def test_the_year_as_it_may_be_written(written: str) -> None:
    assert read(f"== Uppgifter ==\nNämnd | N\nÅr | {written}").settings.year == 2023


@pytest.mark.parametrize(("written", "code"), [("#REF!", "XL305"), ("=?", "XL306")])
def test_a_broken_cell_is_told_as_in_every_sheet(written: str, code: str) -> None:
    assert found(HEAD + f"Enhet | {written}") == [f"fel {code} Uppgifter!B3"]


@pytest.mark.parametrize("label", ["Per datum", "Nyckelns datum"])
@pytest.mark.parametrize(
    "written", ["2023-12-31", "'2023-12-31", "'231231", "'20231231", "231231", "20231231"]
)
def test_a_date_as_it_may_be_written(label: str, written: str) -> None:
    name = "as_of" if label == "Per datum" else "key_date"
    assert day(setting(f"{label} | {written}", name)) == "2023-12-31"


@pytest.mark.parametrize("written", ["'2023-1-15", "'12/1 2023", "'12-1-2023", "'15-1-2023"])
def test_another_date_is_that_day_or_an_error(written: str) -> None:
    drawing = HEAD + f"Per datum | {written}"
    assert found(drawing) == ["fel XL212 Uppgifter!B3"] or day(read(drawing).settings.as_of) in ("2023-01-15", "2023-01-12")  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "År | 23",
        "År | tjugotre",
        "Enhet | tusental",
        "Intäkter anges som | plus",
        "Fördelas i hela | 0",
        "Fördelas i hela | -1",
        "Gräns för delvis uppnådd | 175%",
        "Gräns för delvis uppnådd | hög",
        "Väsentlig avvikelse belopp | -5",
        "Väsentlig avvikelse belopp | '5 %",
        "Väsentlig avvikelse andel | '5 kr",
        "Per datum | snart",
        "Per datum | '2023-13-31",
    ],
)
def test_what_is_not_understood_is_an_error(row: str) -> None:
    year = "" if row.startswith("År") else "År | 2023\n"
    place = "B3" if year else "B2"
    assert found(f"== Uppgifter ==\nNämnd | Nämnden\n{year}{row}") == [f"fel XL212 Uppgifter!{place}"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("År | 2023", "fel XL210 Uppgifter!A1"),
        ("Nämnd | \nÅr | 2023", "fel XL210 Uppgifter!B1"),
        ("Nämnd | Nämnden", "fel XL210 Uppgifter!A1"),
        ("Nämnd | Nämnden\nÅr | ", "fel XL210 Uppgifter!B2"),
    ],
)
def test_board_and_year_are_required(rows: str, told: str) -> None:
    assert found(f"== Uppgifter ==\n{rows}") == [told]


def test_without_the_sheet_the_defaults_hold_and_a_warning_says_so() -> None:
    drawing = "== Drift ==\nKontotext | Typ | Budget 2024 | Utfall 2024\nRad | Kostnad | 1 | 2"
    assert "varning XL225 arbetsboken" in found(drawing, whole=True)
    assert "Uppgifter" in message(drawing, "XL225", whole=True)
    assert read(drawing, whole=True).settings.year == 2024


def test_an_unknown_setting_is_named() -> None:
    assert found(HEAD + "Handläggare | Eva") == ["upplysning XL211 Uppgifter!A3"]


def test_a_title_above_and_an_empty_column_before_are_no_obstacle() -> None:
    drawing = (
        "== Uppgifter ==\n | Uppgifter om nämnden\n\n | Uppgift | Värde\n | Nämnd | Nämnden\n | År | 2025"
    )
    assert read(drawing).settings.year == 2025
    assert found(drawing) == []


def test_one_setting_twice_is_no_silent_choice() -> None:
    assert found(HEAD + "Enhet | tkr\nEnhet | kr") != []


def test_an_error_value_is_no_name() -> None:
    assert any(one.startswith("fel") for one in found("== Uppgifter ==\nNämnd | #REF!\nÅr | 2023"))


def test_a_doubtful_amount_is_told() -> None:
    assert found(HEAD + "Väsentlig avvikelse belopp | '1.000") == ["varning XL304 Uppgifter!B3"]


def test_a_hidden_row_is_told() -> None:
    assert found("== Uppgifter ==\nNämnd | Nämnden\n(dold) År | 2023") == ["varning XL213 Uppgifter!A2"]
