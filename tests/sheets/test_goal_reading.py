"""Indicators: direction, near enough, units, and which goal they stand under."""

from __future__ import annotations

import pytest

from tests.drawn import computed, drawn, found, message, result, statuses
from tests.remedies import errors, mended, remedies
from xltool.core.numbers import plain
from xltool.sheets.goals.goal_names import spelt_like

HEAD = "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning | Enhet | Gräns delvis | Bedömning\n"


def sheet(*rows: str) -> str:
    return HEAD + "\n".join(rows)


def status(row: str, limit: str = "") -> str:
    """The status of one indicator drawn as `result | target | direction | unit | limit | judgement`."""
    head = f"== Uppgifter ==\nNämnd | N\nÅr | 2023\nGräns för delvis uppnådd | {limit}\n" if limit else ""
    data = computed(head + sheet(f"Mål | Indikator | {row}"))
    return str(data["goals"]["goals"][0]["indicators"][0]["status"])


# --- achieved, partly, not achieved --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("74 | 74 | minst", "achieved"),
        ("75 | 74 | minst", "achieved"),
        ("864 | 1100 | minst", "partly"),
        ("75 | 100 | minst", "partly"),
        ("74.9 | 100 | minst", "not_achieved"),
        ("25 | 50 | minst", "not_achieved"),
        ("20 | 20 | högst", "achieved"),
        ("15 | 20 | högst", "achieved"),
        ("21 | 20 | högst", "partly"),
        ("100 | 75 | högst", "partly"),
        ("100.1 | 75 | högst", "not_achieved"),
        ("5 | 5 | exakt", "achieved"),
        ("4.99 | 5 | exakt", "not_achieved"),
        ("5.01 | 5 | exakt", "not_achieved"),
        ("74 | 74–80 | inom", "achieved"),
        ("80 | 74–80 | inom", "achieved"),
        ("77 | mellan 74 och 80 | ", "achieved"),
        ("73.9 | 74–80 | inom", "not_achieved"),
        ("80.1 | 74–80 | inom", "not_achieved"),
    ],
)
def test_the_four_directions(row: str, expected: str) -> None:
    assert status(row) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("60 | 100 | minst | | 60", "partly"),
        ("59.9 | 100 | minst | | 60", "not_achieved"),
        ("90 | 100 | minst | | 95", "not_achieved"),  # the explicit limit goes before the ratio
        ("30 | 20 | högst | | 30", "partly"),
        ("31 | 20 | högst | | 30", "not_achieved"),
        ("9 | 10 | exakt | | 1", "partly"),
        ("11 | 10 | exakt | | 1", "partly"),
        ("8.9 | 10 | exakt | | 1", "not_achieved"),
        ("73 | 74–80 | inom | | 1", "partly"),
        ("81 | 74–80 | inom | | 1", "partly"),
        ("81.1 | 74–80 | inom | | 1", "not_achieved"),
        ("-1 | 5 | minst | | -2", "partly"),
        ("0 | 5 | minst | | 0", "partly"),
    ],
)
def test_partly_by_an_explicit_limit(row: str, expected: str) -> None:
    assert status(row) == expected


@pytest.mark.parametrize(
    ("limit", "expected"), [("78%", "partly"), ("79%", "not_achieved"), ("'78,5 %", "partly")]
)
def test_partly_by_the_ratio_that_the_workbook_asks_for(limit: str, expected: str) -> None:
    assert status("864 | 1100 | minst", limit) == expected


@pytest.mark.parametrize(
    "row",
    [
        "0 | 5 | minst",
        "-1 | 0 | minst",
        "1 | 0 | högst",
        "-5 | 5 | minst",
        "5 | -5 | högst",
        "-1733 | 0 | minst | tkr",
    ],
)
def test_without_a_ratio_it_is_not_achieved(row: str) -> None:
    assert status(row) == "not_achieved"


@pytest.mark.parametrize("value", ["", "–", "-", "saknas", "Saknas", "ej mätt"])
def test_no_result_is_no_value_and_never_zero(value: str) -> None:
    assert status(f"{value} | 20 | högst") == "no_value"
    assert "upplysning XL506 Nämndmål!C2" in found(sheet(f"Mål | I | {value} | 20 | högst"))
    assert status("0 | 20 | högst") == "achieved"


# --- direction -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("15 | högst 20 st", []),
        ("15 | 20 | högst", []),
        ("15 | högst 20 | högst", []),
        ("15 | 10", ["upplysning XL503 Nämndmål!D2"]),
        ("15 | högst 20 | minst", ["varning XL508 Nämndmål!E2"]),
        ("15 | 20 | upp", ["fel XL307 Nämndmål!E2"]),
        ("15 | 20 | inom", ["fel XL510 Nämndmål!D2"]),
        ("15 | ", ["fel XL504 Nämndmål!D2"]),
        ("15 | fortsatt förbättring", ["fel XL505 Nämndmål!D2"]),
    ],
)
def test_where_the_direction_comes_from(row: str, told: list[str]) -> None:
    assert found(sheet(f"Mål | Indikator | {row}")) == told


def test_the_column_wins_over_the_wording() -> None:
    assert status("15 | högst 20 | minst") == "partly"
    assert status("3.08 | 7 | | %") == "not_achieved"
    assert status("3.08 | 7 | högst | %") == "achieved"


def test_a_doubtful_target_with_a_wording_is_told() -> None:
    assert found(sheet("Mål | Indikator | 5 | högst 1.234 st")) == ["varning XL304 Nämndmål!D2"]


# --- units ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reached", ["'84 %", "'84%", "84%"])
@pytest.mark.parametrize("target", ["'84 %", "'84%", "84%", "exakt 84 %"])
def test_a_percentage_is_one_quantity_however_it_is_written(reached: str, target: str) -> None:
    assert status(f"{reached} | {target} | exakt") == "achieved"


@pytest.mark.parametrize("value", ["84", "7", "0.5", "100"])
def test_a_number_in_a_row_with_the_unit_percent_is_percent(value: str) -> None:
    assert status(f"{value} | {value}% | exakt | %") == "achieved"


@pytest.mark.parametrize(
    "row", ["99.4 | 99,4 % | exakt | %", "99.4 | högst 99,4 % | | %", "0.7 | 0.7% | exakt | %"]
)
def test_a_percentage_with_decimals_is_that_quantity_too(row: str) -> None:
    assert status(row) == "achieved"


@pytest.mark.parametrize(
    ("row", "unit", "reached"),
    [
        ("'864 st | '1 100 st | minst", "st", 864),
        ("864 | 1100 | minst | st", "st", 864),
        ("'52 st. | '50 st. | minst", "st", 52),
        ("'7,06 | 7 | minst", None, 7.06),
        ("'84 % | 80% | minst", "%", 84),
        ("'-1 733 tkr | '0 tkr | minst", "tkr", -1733),
        ("'864 st | 1100 | minst", "st", 864),
        ('15 [0 "st"] | högst 20 st', "st", 15),
    ],
)
def test_units_are_read_and_kept(row: str, unit: str | None, reached: float) -> None:
    one = computed(sheet(f"Mål | Indikator | {row}"))["goals"]["goals"][0]["indicators"][0]
    assert (one["unit"], one["result"]) == (unit, reached)


@pytest.mark.parametrize(
    "row",
    ["'84 % | '80 st | minst", "'84 % | 80 | minst", "15 | '80 % | minst", "'5 dagar | '3 st | högst", "'5 tkr | '3 mnkr | högst"],
)  # fmt: skip
def test_different_units_are_an_error(row: str) -> None:
    assert found(sheet(f"Mål | Indikator | {row}")) == ["fel XL502 Nämndmål!D2"]


def test_a_limit_in_another_unit_is_an_error() -> None:
    assert found(sheet("Mål | Indikator | '5 st | '9 st | minst | | '50 %")) == ["fel XL502 Nämndmål!G2"]


# --- the board's own judgement -------------------------------------------------------------------------------


def test_the_own_judgement_wins_and_the_difference_is_told() -> None:
    drawing = sheet("Mål | Indikator | 49 | 100 | minst | | | Uppnådd")
    assert statuses(drawing) == ["nämnden: achieved", "Mål: achieved", "- Indikator: achieved"]
    assert [drawn(f) for f in result(drawing).findings if "XL5" in f.code.code] == [
        "upplysning XL509 Nämndmål!H2"
    ]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Uppnådd", "achieved"), ("delvis uppnådd", "partly"), ("EJ UPPNÅDD", "not_achieved"), ("Saknar värde", "no_value")],
)  # fmt: skip
def test_every_status_may_be_the_own_judgement(word: str, expected: str) -> None:
    assert status(f"50 | 50 | minst | | | {word}") == expected


def test_an_unknown_judgement_is_an_error() -> None:
    assert found(sheet("Mål | Indikator | 50 | 50 | minst | | | Bra")) == ["fel XL307 Nämndmål!H2"]


def test_a_missing_result_with_an_own_judgement_does_not_count_as_not_achieved() -> None:
    drawing = sheet("Mål | Indikator | | 50 | minst | | | Uppnådd")
    assert "räknas som ej uppnådd" not in message(drawing, "XL506")


# --- faults of rows ------------------------------------------------------------------------------------------


def test_the_same_indicator_twice_under_a_goal_is_a_warning() -> None:
    drawing = sheet("A | I | 5 | 5 | minst", "| I | 5 | 5 | minst", "B | I | 5 | 5 | minst")
    assert found(drawing) == ["varning XL507 Nämndmål!B3"]


def test_values_without_an_indicator_are_an_error() -> None:
    drawing = sheet("A | I | 5 | 5 | minst", "| | 1 | 5 | minst")
    assert found(drawing) == ["fel XL308 Nämndmål!B3"]


# --- what is asked, and what mends it --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("XL512", ["Mål | A | 0.84 | 80 | minst | %"]),
        ("XL512", ["Mål | A | 8400% | 95% | minst"]),
        ("XL512", ["Mål | A | 84 | 0.8 | minst | %"]),
        ("XL513", ["Nöjda elever | A | 5 | 5 | minst", "Nöjda elver | B | 5 | 5 | minst", "Nöjda elver | C | 5 | 5 | minst"]),
        ("XL514", ["| A | 5 | 5 | minst", "| B | 5 | 5 | minst", "Ett mål | C | 5 | 5 | minst"]),
    ],
)  # fmt: skip
def test_each_remedy_of_what_is_asked_leaves_no_error(code: str, rows: list[str]) -> None:
    offered = remedies(sheet(*rows), code)
    assert offered
    assert [errors(mended(sheet(*rows), one)) for one in offered] == [[]] * len(offered)


def test_a_share_is_mended_to_the_percentage_that_is_meant() -> None:
    row = "Mål | A | 0.84 | 80 | minst | %"
    meant, literal = remedies(sheet(row), "XL512")
    assert (meant.cell, meant.value, plain(str(literal.value))) == ("C2", 84, "0,84 %")
    goals = mended(sheet(row), meant).goals
    assert goals is not None
    assert goals.goals[0].indicators[0].result == 0.84


def test_a_misspelt_goal_is_mended_to_one_goal() -> None:
    rows = sheet("Nöjda elever | A | 5 | 5 | minst", "Nöjda elver | B | 5 | 5 | minst")
    goals = mended(rows, *remedies(rows, "XL513")).goals
    assert goals is not None
    assert [g.name for g in goals.goals] == ["Nöjda elever"]
    assert "»Nöjda elever« i A2" in message(rows, "XL513")


@pytest.mark.parametrize(
    ("name", "known", "alike"),
    [
        ("Nöjda elver", "Nöjda elever", True),
        ("God tillgängligheten", "God tillgänglighet", True),
        ("Mål 2", "Mål 1", False),
        ("Insats B", "Insats A", False),
        ("Öka nöjdheten", "Minska frånvaron", False),
        ("Ätt", "Ett", False),
    ],
)
def test_which_names_are_a_slip_of_the_pen(name: str, known: str, alike: bool) -> None:
    assert spelt_like(name, known) is alike
