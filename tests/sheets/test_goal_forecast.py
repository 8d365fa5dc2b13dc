"""Goals in an interim report and against last year: what is judged, in which words, and where it went (year.md §1, §2)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.drawn import computed, read, result
from tests.recalculation import Engine, differences
from tests.sheets.test_interim import written
from xltool.intake.preflight import inspect
from xltool.intake.workbook_reader import read_workbook
from xltool.result import report_text
from xltool.result.figures import figures
from xltool.sheets.board_reading import read_board
from xltool.sheets.goals import goal_columns as goals
from xltool.terminal.report import summary

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
_INTERIM = (
    "== Uppgifter ==\nNämnd | Badnämnden\nÅr | 2023\nPeriod | augusti\n"
    "== Driftredovisning ==\nKontotext | Typ | Budget | Prognos\nLöner | Kostnad | 100 | 100\n"
)
_YEAR_END = (
    "== Uppgifter ==\nNämnd | Badnämnden\nÅr | 2023\n"
    "== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nLöner | Kostnad | 100 | 100\n"
)
_GOALS = """== Nämndmål ==
Nämndmål | Indikator | Resultat 2022 | Resultat | Prognos | Målvärde         | Riktning | Gräns delvis
Nöjda    | NKI       | 70            | 60       | 76      | minst 75         |          |
         | Kö        | 12            | 14       |         | högst 20 min     |          |
Trygga   | Planen    | Nej           | Nej      | Ja      | Ja               |          |
         | Besök     | 500           | 300      | 490     |                  | öka      | 480
         | pH        | 7.9           |          | 7.6     | 7–7,4            | inom     |
–        | Stängda   |               |          | Stängt  | högst 5          |          |
"""


def indicators(drawing: str) -> dict[str, dict[str, Any]]:
    data = computed(drawing)["goals"]
    return {
        one["name"]: one
        for one in [*(one for goal in data["goals"] for one in goal["indicators"]), *data["other"]]
    }


def said(drawing: str, key: str) -> str:
    return result(drawing).model.text("text", key, report_text.SENTENCE).replace("\u00a0", " ")


def test_the_forecast_is_judged_else_the_result_so_far() -> None:
    found = indicators(_INTERIM + _GOALS)
    assert {name: one["status"] for name, one in found.items()} == {
        "NKI": "achieved",
        "Kö": "achieved",
        "Planen": "achieved",
        "Besök": "partly",
        "pH": "not_achieved",
        "Stängda": "no_value",
    }
    assert [one.get("judged_by") for one in found.values()] == [
        "forecast", "result_so_far", "forecast", "forecast", "forecast", None,
    ]  # fmt: skip
    assert (found["Planen"]["forecast"], found["Planen"]["target"]) == ("Ja", "Ja")


def test_the_words_are_those_of_a_forecast() -> None:
    model = result(_INTERIM + _GOALS).model
    words = {
        model.value("goals", row.key, goals.GOAL)
        or model.text("goals", row.key, goals.INDICATOR): model.value("goals", row.key, goals.STATUS)
        for row in model.tables["goals"].rows
        if goals.STATUS in row.cells
    }
    assert words == {
        "Nöjda": "✔ Bedöms uppnås",
        "NKI": "✔ Bedöms uppnådd",
        "Kö": "✔ Bedöms uppnådd",
        "Trygga": "◐ Bedöms uppnås delvis",
        "Planen": "✔ Bedöms uppnådd",
        "Besök": "◐ Bedöms delvis uppnådd",
        "pH": "✘ Bedöms ej uppnådd",
        "Nämnden som helhet": "◐ Bedöms uppnås delvis",
        "Stängda": "○ Saknar värde",
    }
    judged = [model.value("goals", row.key, goals.JUDGED_BY) for row in model.tables["goals"].lines()]
    assert judged == ["prognos", "resultat (hittills)", "prognos", "prognos", "prognos", "–"]


def test_the_sentences_of_an_interim_report() -> None:
    assert said(_INTERIM + _GOALS, "goals") == "1 av 2 nämndmål bedöms uppnås, 1 delvis."
    board = said(_INTERIM + _GOALS, "goals_board")
    assert board.startswith("Vilket gör att nämndmålen bedöms uppnås delvis. ")


def test_the_terminal_says_it_as_a_forecast() -> None:
    whole = result(_INTERIM + _GOALS)
    shown = "\n".join(summary(figures(whole.board, whole), whole.board.money))
    assert "Nämndmål: bedöms uppnås delvis som helhet" in shown
    assert "✔ bedöms uppnås        Nöjda" in shown


@pytest.mark.parametrize(
    ("row", "trend"),
    [
        ("80 | 70 | 75 | minst", "better"),
        ("70 | 80 | 75 | minst", "worse"),
        ("70 | 70 | 75 | minst", "same"),
        ("900 | 800 | 1000 | högst", "worse"),  # a cost that rose
        ("700 | 800 | 1000 | högst", "better"),
        ("5 | 9 | 4 | exakt", "better"),
        ("3 | 4 | 4 | exakt", "worse"),
        ("3 | 5 | 4 | exakt", "same"),
        ("81 | 73 | 74–80 | inom", "same"),
        ("79 | 75 | 74–80 | inom", "same"),  # both lie between
        ("79 | 90 | 74–80 | inom", "better"),
        ("0.3 | 0.1 | 1 | minst", "better"),
        ("9 | 8 | | minska", "worse"),
        ("9 | 8 | | öka", "better"),
        ("Ja | Nej | Ja |", "better"),
        ("Nej | Ja | Ja |", "worse"),
        ("Ja | Ja | Ja |", "same"),
        ("Stängt | 8 | 9 | minst", None),
        ("8 | Stängt | 9 | minst", None),
    ],
)
def test_the_trend_is_by_the_direction(row: str, trend: str | None) -> None:
    drawing = f"== Nämndmål ==\nNämndmål | Indikator | Resultat | Utfall 2022 | Målvärde | Riktning\nEtt | A | {row}"
    assert indicators(drawing)["A"].get("trend") == trend


def test_without_last_year_nothing_is_said_of_a_trend() -> None:
    drawing = (
        "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Resultat 2022\nEtt | A | 5 | minst 5 |"
    )
    assert "trend" not in indicators(drawing)["A"]
    columns = result(drawing).model.tables["goals"].columns
    assert goals.TREND not in columns
    assert goals.PRIOR_RESULT not in columns


@pytest.mark.parametrize(
    ("target", "text", "shown"),
    [
        ("högst 20 st", "högst 20 st", '"högst "#,##0\\ "st"'),
        ("Minska till   125 st", "Minska till 125 st", '"Minska till "#,##0\\ "st"'),
        ("74 eller högre", "74 eller högre", '#,##0" eller högre"'),
        ("minst 99,5 %", "minst 99,5 %", '"minst "0.0\\ %'),
        ("80 %", None, "0\\ %"),
    ],
)
def test_the_wording_of_a_target_is_kept(target: str, text: str | None, shown: str) -> None:
    value = "'12 %" if "%" in target else "12"
    drawing = f"== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde\nEtt | A | {value} | '{target}"
    one = indicators(drawing)["A"]
    assert (one.get("target_text") or "").replace("\u00a0", " ") == (text or "")
    data = written(_YEAR_END + drawing)
    page = load_workbook(BytesIO(data))["Måluppfyllelse"]
    (cell,) = (c for row in page.iter_rows() for c in row if c.coordinate == "D7")
    assert cell.number_format.split(";")[0] == shown, "and below zero the same with a minus"


def test_a_result_is_read_again_as_it_was() -> None:
    file = inspect(written(_INTERIM + _GOALS), "budget-resultat.xlsx")
    book, _ = read_workbook(file.data, file.name, file.seen, lambda *_: False)
    assert book is not None
    now, before = read_board(book).goals, read(_INTERIM + _GOALS, whole=True).goals
    assert now is not None
    assert before is not None
    values = [
        [
            (one.result, one.forecast, one.prior, one.low, one.high, one.direction, one.unit)
            for one in of.everyone
        ]
        for of in (now, before)
    ]
    assert values[0] == values[1]


_WITHOUT_LAST_YEAR = """== Nämndmål ==
Nämndmål | Indikator | Resultat | Prognos | Målvärde     | Riktning
Nöjda    | NKI       | 60       | 76      | minst 75     |
         | Planen    | Nej      | Ja      | Ja           |
         | Stängda   | Stängt   |         | högst 20 min |
"""


@pytest.mark.parametrize("head", [_INTERIM, _YEAR_END])
@pytest.mark.parametrize("rows", [_GOALS, _WITHOUT_LAST_YEAR])
def test_every_formula_recalculates(head: str, rows: str, tmp_path: Path) -> None:
    data = written(head + rows)
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(data)
    assert differences(data, Engine(path)) == []
