"""Taught tables whose amounts are turned or added, and whose headers span several columns."""

from __future__ import annotations

from tests.binding.test_taught import (
    FILE,
    lines,
    read,
    told,
    workbook,
)

# --- signs and sums ------------------------------------------------------------------------------------------

NET = """== Verksamhet ==
Vad  | Typ     | In  | Ut | Ram   | Tillägg
Park | Kostnad | -10 | 50 | '- 35 | -5
Bad  | Kostnad |     | 20 | -25   |
"""
NET_TABLE = """== Översättning ==
Blad | Rubrik | Grupprubrik | Läses som | Tecken
Verksamhet | | | Driftredovisning |
 | Vad | | Kontotext |
 | In | | Utfall | +
 | Ut | | Utfall | +
 | Ram | | Budget | '−
 | Tillägg | | Budget | '−
"""
NET_LINES = [("Park", {"Budget": 40, "Utfall": 40}), ("Bad", {"Budget": 25, "Utfall": 20})]


def test_amounts_are_turned_and_added_cell_by_cell() -> None:
    board = read(workbook(NET), NET_TABLE)
    assert [t for t in told(board) if t.startswith("fel")] == []
    assert lines(board) == NET_LINES
    (reading,) = [r for r in board.readings if r.read_as == "Driftredovisning"]
    assert reading.columns["Utfall"] == "In + Ut"
    assert reading.columns["Budget"] == "−Ram − Tillägg"


def test_headers_are_added_with_plus_between_them_too() -> None:
    table = NET_TABLE.replace(" | In | | Utfall | +\n | Ut | | Utfall | +\n", " | In + Ut | | Utfall |\n")
    board = read(workbook(NET), table)
    assert lines(board) == NET_LINES
    assert "varning XL241" not in " ".join(told(board))


def test_a_turned_text_is_told_as_the_text_that_it_is() -> None:
    table = NET_TABLE.replace(" | Tillägg | | Budget | '−\n", " | Tillägg | | '– |\n")
    board = read(workbook(NET), table)
    assert lines(board)[0][1]["Budget"] == 35
    assert "varning XL303 Verksamhet!E2" in told(board)


def test_a_line_that_has_the_added_amount_alone_is_a_line() -> None:
    drawing = NET + "Gata | Kostnad | 7 | | -7 |\n"
    assert lines(read(workbook(drawing), NET_TABLE))[2] == ("Gata", {"Budget": 7, "Utfall": 7})


def test_what_cannot_be_added_is_an_error_at_its_own_cell() -> None:
    board = read(
        workbook(NET.replace("Bad  | Kostnad |     | 20", "Bad | Kostnad | #REF! | ca 20")), NET_TABLE
    )
    assert [t for t in told(board) if t.startswith("fel")] == [
        "fel XL305 Verksamhet!C3",
        "fel XL301 Verksamhet!D3",
    ]


def test_formulas_are_checked_as_they_stand_and_turned_afterwards() -> None:
    drawing = """== Verksamhet ==
Vad | Typ | In | Ut | Netto | Ram
Park | Kostnad | -10 | 50 | [=C2+D2] 40 | -45
Bad | Kostnad | 0 | 20 | [=C3+D3] | [=-(D3+5)] -25
TOTALT KOSTNADER | | | | [=SUM(E2:E3)] 60 | [=SUM(F2:F3)] -70
"""
    table = (
        NET_TABLE.split(" | In ")[0]
        + " | Netto | | Utfall |\n | Ram | | Budget | '−\n | In | | '– |\n | Ut | | '– |\n"
    )
    board = read(workbook(drawing), table)
    assert told(board) == ["upplysning XL312 Verksamhet!E3"]
    assert lines(board) == [("Park", {"Budget": 45, "Utfall": 40}), ("Bad", {"Budget": 25, "Utfall": 20})]


def test_an_old_value_in_an_added_column_is_an_error() -> None:
    board = read(workbook(NET.replace("| 50 |", "| [=2*30] 50 |")), NET_TABLE)
    assert "fel XL313 Verksamhet!D2" in told(board)


# --- headers that span several columns ------------------------------------------------------------------------

GROUPS = """== Verksamhet ==
 | | Nämnd | | | Förvaltning | |
Vad  | Typ     | Budget | Utfall | Avvikelse | Budget | Prognos | Avvikelse
Park | Kostnad | 10     | 11     | -1        | 40     | 44      | -4
"""
GROUP_TABLE = """== Översättning ==
Blad | Rubrik | Grupprubrik | Läses som | Tecken
Verksamhet | | | Driftredovisning |
 | Vad | | Kontotext |
 | Budget | Nämnd | '– |
 | Utfall | Nämnd | Utfall |
 | Avvikelse | Nämnd | '– |
 | Budget | Förvaltning | Budget |
 | Prognos | Förvaltning | Prognos |
 | Avvikelse | Förvaltning | '– |
"""


def test_two_columns_of_one_name_are_told_apart_by_what_stands_above_them() -> None:
    board = read(workbook(GROUPS), GROUP_TABLE)
    assert [t for t in told(board) if t.startswith("fel")] == []
    assert lines(board) == [("Park", {"Budget": 40, "Utfall": 11, "Prognos": 44})]


def test_a_header_that_fits_several_columns_asks_which() -> None:
    board = read(
        workbook(GROUPS),
        GROUP_TABLE.replace("Avvikelse | Förvaltning", "Avvikelse | ").replace(
            " | Avvikelse | Nämnd | '– |\n", ""
        ),
    )
    assert told(board) == [f"fel XL243 [{FILE}]Översättning!B8"]


def test_a_column_is_meant_by_its_letter_too() -> None:
    drawing = "== Verksamhet ==\nVad | Typ | Budget | Utfall | Avvikelse | Prognos | Avvikelse\nPark | Kostnad | 10 | 11 | -1 | 12 | 1\n"
    table = (
        "== Översättning ==\nBlad | Rubrik | Läses som\nVerksamhet | | Driftredovisning\n | Vad | Kontotext\n"
        " | Avvikelse (kolumn E) | Avvikelse\n | Avvikelse (kolumn G) | '–\n"
    )
    board = read(workbook(drawing), table)
    assert told(board) == []
    (reading,) = [r for r in board.readings if r.read_as == "Driftredovisning"]
    assert [x.rows for x in reading.left_out] == ["G2:G2"]


def test_a_column_without_a_header_is_meant_by_its_letter() -> None:
    drawing = "== Drift ==\n | Typ | Budget | Utfall\nPark | Kostnad | 10 | 11\n"
    table = "== Översättning ==\nBlad | Rubrik | Läses som\nDrift | (kolumn A) | Kontotext\n"
    assert lines(read(workbook(drawing), table)) == [("Park", {"Budget": 10, "Utfall": 11})]
