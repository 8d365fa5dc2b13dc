"""A taught table: a department's own sheets and headers read as it says, once and for the years to come."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import book, drawn
from xltool.binding.taught_rows import Translation
from xltool.binding.taught_table import translation_in
from xltool.binding.taught_words import taught_word, without_years
from xltool.sheets.all_sheets import kinds
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board

SETTINGS = "== Uppgifter ==\nNämnd | Nämnden\nÅr | {year}\nEnhet | tkr\n"
DRIFT = """== Verksamhet {year} ==
Socialnämnden {year}

Vad            | Typ     | Ram {year} | Förbrukat {year} | Förbrukat {last} | Lapp
Avgifter       | Intäkt  | -100       | -90              | -80              | 7
Löner          | Kostnad | 900        | 950              | 870              | 7
"""
TABLE = """== Översättning ==
Blad | Rubrik | Grupprubrik | Läses som | Tecken
Verksamhet 2024 | | | Driftredovisning |
Verksamhet 2024 | Vad | | Kontotext |
Verksamhet 2024 | Ram 2024 | | Budget |
Verksamhet 2024 | Förbrukat 2024 | | Utfall |
Verksamhet 2024 | Förbrukat 2023 | | Utfall föregående år |
Verksamhet 2024 | Lapp | | '– |
"""
FILE = "översättning.xlsx"


def workbook(drawing: str = DRIFT, year: int = 2024) -> str:
    return (SETTINGS + drawing).format(year=year, last=year - 1)


def file(table: str) -> Translation:
    found = translation_in(book(table, whole=True), kinds(), FILE)
    assert found is not None
    return found


def read(drawing: str, table: str | None = None) -> Board:
    return read_board(book(drawing, whole=True), file(table) if table else None)


def told(board: Board) -> list[str]:
    """What was found but that parts are not there."""
    return [drawn(f) for f in board.findings if f.code.code not in ("XL202", "XL205", "XL206")]


def lines(board: Board) -> list[tuple[str, dict[str, float]]]:
    assert board.operating is not None, told(board)
    blocks = board.operating.blocks.values()
    return [(line.name, {c.header: a for c, a in line.amounts.items()}) for b in blocks for line in b.lines]


RIGHT = [
    ("Avgifter", {"Utfall föregående år": -80, "Budget": -100, "Utfall": -90}),
    ("Löner", {"Utfall föregående år": 870, "Budget": 900, "Utfall": 950}),
]


# --- what is taught is read ----------------------------------------------------------------------------------


def test_without_the_table_nothing_of_it_is_read() -> None:
    assert read(workbook()).has_errors


def test_a_department_s_own_words_are_read_as_the_sheet_in_the_workbook_teaches() -> None:
    board = read(workbook() + TABLE)
    assert told(board) == []
    assert lines(board) == RIGHT
    assert board.taught_by == "bladet Översättning"


def test_a_file_beside_the_workbooks_teaches_the_same() -> None:
    board = read(workbook(), TABLE)
    assert told(board) == []
    assert lines(board) == RIGHT
    assert board.taught_by == FILE


@pytest.mark.parametrize("year", [2023, 2025, 2031])
def test_it_is_taught_once_and_lasts(year: int) -> None:
    """Last year's column is the one a year before the newest, whatever the year."""
    assert lines(read(workbook(year=year), TABLE)) == RIGHT


def test_the_year_s_own_is_never_read_as_last_year_s() -> None:
    """A column taught to be last year's that has the workbook's year now: not found, and told."""
    drawing = workbook(
        "== Drift ==\nKontotext | Typ | Budget | Utfall | Facit 2024\nHyra | Kostnad | 5 | 6 | 7\n"
    )
    table = "== Översättning ==\nBlad | Rubrik | Läses som\nDrift | Facit 2023 | Utfall föregående år\n"
    assert lines(read(drawing.replace("Facit 2024", "Facit 2023"), table))[0][1]["Utfall föregående år"] == 7
    board = read(drawing, table)
    assert lines(board) == [("Hyra", {"Budget": 5, "Utfall": 6})]
    assert told(board) == [f"varning XL241 [{FILE}]Översättning!B2"]


def test_of_sheets_of_several_years_the_one_of_the_workbook_s_year_is_meant() -> None:
    other = DRIFT.replace("{year}", "{later}").replace("950", "1").replace("{last}", "{year}")
    for year in (2024, 2025):
        drawing = (SETTINGS + DRIFT + other).format(year=year, last=year - 1, later=year + 1)
        board = read(drawing, TABLE)
        assert lines(board) == RIGHT
        assert [r.sheet for r in board.readings] == [f"Verksamhet {year}"]


def test_the_table_in_the_workbook_goes_before_the_file() -> None:
    wrong = TABLE.replace("Ram 2024 | | Budget", "Ram 2024 | | Utfall").replace(
        "Förbrukat 2024 | | Utfall", "Förbrukat 2024 | | Budget"
    )
    assert lines(read(workbook() + TABLE, wrong)) == RIGHT
    assert lines(read(workbook(), wrong))[1][1]["Budget"] == 950


def test_one_file_teaches_several_workbooks() -> None:
    other = SETTINGS + "== Rapport ==\nPost | Typ | Plan | Ut\nHyra | Kostnad | 5 | 6\n"
    table = TABLE + (
        "Rapport | | | Driftredovisning |\nRapport | Post | | Kontotext |\n"
        "Rapport | Plan | | Budget |\nRapport | Ut | | Utfall |\n"
    )
    assert lines(read(workbook(), table)) == RIGHT
    board = read(other.format(year=2024), table)
    assert lines(board) == [("Hyra", {"Budget": 5, "Utfall": 6})]
    assert told(board) == []


def test_a_row_without_a_sheet_is_for_every_sheet() -> None:
    table = TABLE.replace("Verksamhet 2024 | V", " | V").replace("Verksamhet 2024 | R", " | R")
    assert lines(read(workbook(), table)) == RIGHT


def test_the_reading_tells_the_department_s_headers_and_who_taught_them() -> None:
    (reading,) = [r for r in read(workbook(), TABLE).readings if r.read_as == "Driftredovisning"]
    assert reading.sheet == "Verksamhet 2024"
    assert reading.columns["Budget"] == "Ram 2024"
    assert reading.columns["Kontotext"] == "Vad"
    assert set(reading.taught) == {"Kontotext", "Budget", "Utfall", "Utfall föregående år"}
    assert reading.taught_by == FILE


def test_what_is_left_out_is_accounted_for() -> None:
    (reading,) = [r for r in read(workbook(), TABLE).readings if r.read_as == "Driftredovisning"]
    assert [(x.rows, x.count, x.sum, x.reason) for x in reading.left_out] == [
        ("F4:F5", 2, 14, "kolumnen läses inte enligt översättningen")
    ]


def test_findings_point_at_the_department_s_cells() -> None:
    board = read(workbook().replace("| 950 ", "| ca 950 "), TABLE)
    assert told(board) == ["fel XL301 Verksamhet 2024!D5"]


def test_a_sheet_that_is_left_out_is_none_of_ours() -> None:
    drawing = workbook() + "== Drift ==\nKontotext | Budget | Utfall\nGammalt | 1 | 1\n"
    assert "fel XL207 Drift!A1" in told(read(drawing, TABLE))
    assert lines(read(drawing, TABLE + "Drift | | | '– |\n")) == RIGHT


def test_goals_and_members_are_taught_too() -> None:
    drawing = workbook() + (
        "== Våra mål ==\nVision | Mått | Nu | Dit\nNöjda | NKI | 80 | 75\n"
        "== Kommunerna ==\nVem | Folk\nAskersund | 11534\n"
    )
    table = TABLE + (
        "Våra mål | | | Nämndmål |\nVåra mål | Vision | | Nämndmål |\nVåra mål | Mått | | Indikator |\n"
        "Våra mål | Nu | | Resultat |\nVåra mål | Dit | | Målvärde |\n"
        "Kommunerna | | | Medlemmar |\nKommunerna | Vem | | Kommun |\nKommunerna | Folk | | Invånare |\n"
    )
    board = read(drawing, table)
    assert board.goals is not None
    assert board.members is not None
    assert not board.has_errors


LEDGER = """== Drift ==
Konto | Kontotext | Typ     | Budget | Utfall
50*   | Löner     | Kostnad | 9      |
== Ekonomisystemet ==
Kontonyckel | Bokfört | Saldo
5010        | 8000    | 70
5020        | 500     | 71
"""
LEDGER_TABLE = """== Översättning ==
Blad | Rubrik | Grupprubrik | Läses som | Tecken
Ekonomisystemet | (hela bladet) | | Underlag |
 | Kontonyckel | | Konto |
 | Bokfört | | Utfall |
 | Saldo | | '– |
"""


def test_a_ledger_is_taught_too() -> None:
    board = read(workbook(LEDGER), LEDGER_TABLE)
    assert not board.has_errors, told(board)
    assert lines(board) == [("Löner", {"Budget": 9, "Utfall": 8.5})]
    (reading,) = [r for r in board.readings if r.read_as == "Underlag"]
    assert reading.columns == {"Konto": "Kontonyckel", "Utfall": "Bokfört"}
    assert [(x.rows, x.count, x.sum) for x in reading.left_out] == [("C2:C3", 2, 141)]


def test_a_ledger_s_signs_are_a_setting() -> None:
    board = read(workbook(LEDGER), LEDGER_TABLE.replace("| Utfall |", "| Utfall | '−"))
    assert told(board) == [f"fel XL245 [{FILE}]Översättning!E4"]


def test_a_word_of_another_kind_of_sheet_is_a_fault() -> None:
    board = read(workbook(), TABLE.replace("| Budget |", "| Målvärde |"))
    assert told(board) == [f"fel XL240 [{FILE}]Översättning!D4"]


# --- faults ---------------------------------------------------------------------------------------------------


def faults(change: tuple[str, str], table: str = TABLE, drawing: str = DRIFT) -> list[str]:
    assert change[0] in table
    board = read(workbook(drawing) + table.replace(*change))
    return [t for t in told(board) if "Översättning!" in t]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("Ram 2024 | | Budget", "Ram 2024 | | Årsramen"), "fel XL240 Översättning!D4"),
        (
            ("Verksamhet 2024 | | | Driftredovisning", "Verksamhet 2024 | | | Budget"),
            "fel XL240 Översättning!D2",
        ),
        (("Ram 2024 | | Budget |", "Ram 2024 | | Budget | *"), "fel XL245 Översättning!E4"),
        (("Vad | | Kontotext |", "Vad | | Kontotext | +"), "fel XL245 Översättning!E3"),
        (("Lapp | | '– |", "Lapp | | '– | '−"), "fel XL245 Översättning!E7"),
        (("| Lapp | | '– |", "| Vad | | Kommentar |"), "fel XL242 Översättning!D7"),
        (("| Lapp | | '– |", "| Lapp | | Budget |"), "fel XL244 Översättning!D7"),
        (("| Lapp | | '– |", "| Lappar | | Prognos |"), "varning XL241 Översättning!B7"),
        (("| Lapp | | '– |", "| Extra | | Budget | +"), "fel XL246 Översättning!B7"),
        (("Läses som", "Blir"), "fel XL203 Översättning!A1"),
    ],
)
def test_a_fault_of_the_table_is_told_at_its_own_cell(change: tuple[str, str], code: str) -> None:
    assert code in faults(change)


def test_a_fault_of_the_file_names_the_file() -> None:
    board = read(workbook(), TABLE.replace("| Budget |", "| Budgeten |"))
    assert f"fel XL240 [{FILE}]Översättning!D4" in told(board)


def test_a_row_that_says_nothing_yet_changes_nothing() -> None:
    assert lines(read(workbook(), TABLE + "Verksamhet 2024 | Typ | | |\n | | | |\n")) == RIGHT


def test_a_file_tells_nothing_of_a_workbook_that_it_does_not_know() -> None:
    standard = workbook("== Drift ==\nKontotext | Typ | Budget | Utfall\nHyra | Kostnad | 5 | 6\n")
    board, same = read(standard, TABLE), read(standard)
    assert board.taught_by == ""
    assert board == same


# --- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Budget 2024 (tkr)", ("budget", 2024, 0)),
        ("Utfall 2023-12-31", ("utfall 12-31", 2023, 0)),
        ("Avvikelse mot budget 2021", ("avvikelse mot budget", 2021, 0)),
        ("2020", ("", 2020, 0)),
        ("Avvikelse (kolumn D)", ("avvikelse", None, 4)),
        ("(kolumn A)", ("", None, 1)),
        ("5010", ("5010", None, 0)),
    ],
)
def test_a_header_without_its_year(text: str, expected: tuple[Any, ...]) -> None:
    word = taught_word(text)
    assert (word.word, word.year, word.column) == expected


@pytest.mark.parametrize("text", ["Drift 2024", "DRIFT 2025", "Drift", "2023 Drift", "Drift – 2024"])
def test_a_sheet_s_name_without_its_year(text: str) -> None:
    assert without_years(text) == "drift"
