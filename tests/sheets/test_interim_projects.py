"""Projects in an interim report (year.md §1 and §4): their forecast is judged, the period stands beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.drawn import computed
from tests.recalculation import Engine, differences
from tests.result.test_report_text import said
from tests.sheets.test_net_lines import command, workbook
from xltool.running.pipeline import work

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
_BOARD = """== Uppgifter ==
Nämnd | Kostnämnden
År | 2023
Enhet | tkr
Period | augusti
== Driftredovisning ==
Kontotext | Typ | Periodens budget | Periodens utfall | Budget | Föregående prognos | Prognos
Bidrag | Intäkt | -600 | -600 | -1000 | -1000 | -1000
Löner | Kostnad | 500 | 520 | 700 | 700 | 730
Livsmedel | Kostnad | 200 | 150 | 300 | 300 | 290
== Medlemmar ==
Kommun | Invånare
A | 10
B | 20
"""
_PROJECTS = """== Investeringsredovisning ==
Projekt | Status | Beslutad totalutgift | Tidigare utfall | Periodens budget | Periodens utfall | Samma period fg år | Budget | Föregående prognos | Prognos | Utfall 2022
Servrar | Pågående | 1000 | 400 | 200 | 250 | 90 | 300 | 300 | 320 | 100
Nät | Avslutat | 500 | 100 | 100 | 20 | 0 | 150 | 150 | 60 | 0
"""


def _page(drawn: str, title: str) -> Worksheet:
    done = work(workbook(drawn), "budget.xlsx", write=True)
    assert done.data is not None, [f.message for f in done.findings]
    page = load_workbook(BytesIO(done.data), data_only=True)[title]
    assert isinstance(page, Worksheet)
    return page


def test_each_key_of_the_contract() -> None:
    data = computed(_BOARD + _PROJECTS)["investments"]
    servers, total = data["lines"][0], data["total"]
    assert servers == servers | {
        "budget": 300, "actual": None, "variance": None, "forecast": 320, "forecast_variance": -20,
        "period_budget": 200, "period_actual": 250, "period_prior": 90, "period_variance": -50,
        "prior_forecast": 300, "forecast_change": -20, "prior_actual": 100, "consumed": 250 / 300,
        "prior_years": 400, "accumulated": 650, "remaining": 350, "state": "ongoing",
    }  # fmt: skip
    assert total == total | {
        "budget": 450, "forecast": 380, "forecast_variance": 70, "period_actual": 270, "period_variance": 30,
        "forecast_change": 70, "consumed": 0.6, "accumulated": 770,
    }  # fmt: skip


def test_the_sheet_says_what_is_judged_and_recalculates(tmp_path: Path) -> None:
    done = work(workbook(_BOARD + _PROJECTS), "budget.xlsx", write=True)
    assert done.data is not None
    page = load_workbook(BytesIO(done.data), data_only=True)["Investeringsredovisning"]
    headers = {cell.value for cell in page[5]}
    assert {"Periodens avvikelse", "Prognosavvikelse", "Förbrukat", "Mot föregående prognos"} <= headers
    assert "Avvikelse" not in headers
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(done.data)
    assert differences(done.data, Engine(path)) == []


SENTENCES = [
    ("Budget | Prognos\nA | 300 | 280", "Investeringarna beräknas för 2023 uppgå till 280 tkr av investeringsbudgeten 300 tkr (93 %)."),
    ("Budget | Prognos\nA | 300 | 320", "Investeringarna beräknas för 2023 uppgå till 320 tkr av investeringsbudgeten 300 tkr (107 %), 20 tkr över budget."),
    ("Budget | Prognos\nA | 0 | 20", "Det finns ingen investeringsbudget, men investeringarna beräknas för 2023 uppgå till 20 tkr."),
    ("Budget | Prognos\nA | 0 | 0", "Det finns varken investeringsbudget eller prognos för investeringar."),
    ("Budget | Föregående prognos | Prognos\nA | 300 | 290 | 280", "Investeringarna beräknas för 2023 uppgå till 280 tkr av investeringsbudgeten 300 tkr (93 %). Jämfört med föregående prognos är det 10 tkr mindre."),
    ("Budget | Föregående prognos | Prognos\nA | 300 | 250 | 280", "Investeringarna beräknas för 2023 uppgå till 280 tkr av investeringsbudgeten 300 tkr (93 %). Jämfört med föregående prognos är det 30 tkr mer."),
    ("Budget | Föregående prognos | Prognos\nA | 300 | 280 | 280", "Investeringarna beräknas för 2023 uppgå till 280 tkr av investeringsbudgeten 300 tkr (93 %). Prognosen är som den föregående."),
    ("Budget | Periodens utfall | Prognos\nA | 300 | 150 | 280", "Investeringarna beräknas för 2023 uppgå till 280 tkr av investeringsbudgeten 300 tkr (93 %). Av årets investeringsbudget (300 tkr) är 150 tkr (50 %) förbrukat per 2023-08-31."),
    ("Budget | Utfall\nA | 300 | 150", "Av årets investeringsbudget (300 tkr) är 150 tkr (50 %) förbrukat per 2023-08-31."),
    ("Budget | Utfall\nA | 0 | 15", "Utan investeringsbudget är 15 tkr förbrukat per 2023-08-31."),
    ("Budget | Utfall\nA | 0 | 0", "Det finns varken investeringsbudget eller investeringsutgifter."),
    ("Status | Budget | Prognos\nA | Avslutat | 300 | 280", "Investeringarna beräknas för 2023 uppgå till 280 tkr av investeringsbudgeten 300 tkr (93 %). 1 projekt är avslutat."),
    ("Budget | Prognos | Överföring till nästa år\nA | 300 | 280 | 20", "Investeringarna beräknas för 2023 uppgå till 280 tkr av investeringsbudgeten 300 tkr (93 %). 20 tkr föreslås överföras till 2024."),
]  # fmt: skip


@pytest.mark.parametrize(("projects", "sentence"), SENTENCES)
def test_the_sentences(projects: str, sentence: str) -> None:
    assert said(f"{_BOARD}== Investeringsredovisning ==\nProjekt | {projects}")["investments"] == sentence


PERIOD = [
    ("Löner | Kostnad | 500 | 520 | 700 | 700", "Kostnämnden prognostiserar för 2023 ett underskott med 700 tkr. För perioden januari–augusti 2023 redovisas ett underskott med 20 tkr jämfört med periodens budget. Prognosen är som den föregående. Av årets kostnadsbudget (700 tkr) är 520 tkr (74,3 %) förbrukat per 2023-08-31."),
    ("Löner | Kostnad | 500 | 500 | 700 | 680", "Kostnämnden prognostiserar för 2023 ett underskott med 700 tkr. För perioden januari–augusti 2023 redovisas ett utfall enligt periodens budget. Jämfört med föregående prognos är det en försämring med 20 tkr. Av årets kostnadsbudget (700 tkr) är 500 tkr (71,4 %) förbrukat per 2023-08-31."),
    ("Löner | Kostnad | 500 | 480 | 700 | 720\nBidrag | Intäkt | -400 | -400 | -700 | -700", "Kostnämnden prognostiserar för 2023 ett resultat i balans. För perioden januari–augusti 2023 redovisas ett överskott med 20 tkr jämfört med periodens budget. Jämfört med föregående prognos är det en förbättring med 20 tkr. Av årets kostnadsbudget (700 tkr) är 480 tkr (68,6 %) förbrukat per 2023-08-31."),
    ("Löner | Kostnad | 500 | 480 | 700 | 700\nBidrag | Intäkt | -400 | -400 | -750 | -750", "Kostnämnden prognostiserar för 2023 ett överskott med 50 tkr. För perioden januari–augusti 2023 redovisas ett överskott med 20 tkr jämfört med periodens budget. Prognosen är som den föregående. Av årets kostnadsbudget (700 tkr) är 480 tkr (68,6 %) förbrukat per 2023-08-31."),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "sentences"), PERIOD)
def test_the_sentences_of_the_lines(lines: str, sentences: str) -> None:
    head = "== Uppgifter ==\nNämnd | Kostnämnden\nÅr | 2023\nEnhet | tkr\nPeriod | augusti\n== Driftredovisning ==\n"
    columns = (
        "Kontotext | Typ | Periodens budget | Periodens utfall | Prognos | Föregående prognos | Budget\n"
    )
    rows = "\n".join(f"{line} | {line.split('|')[4].strip()}" for line in lines.splitlines())
    assert said(f"{head}{columns}{rows}")["result"] == sentences


def _cells(page: Worksheet, words: str) -> Iterator[str]:
    for row in page.iter_rows():
        for cell in row:
            if words in str(cell.value).replace("\u00a0", " "):
                yield cell.coordinate


def _place(page: Worksheet, name: str, header: str) -> str:
    column = next(c for c in page[5] if str(c.value).startswith(header)).coordinate.rstrip("0123456789")
    return f"{column}{next(c.row for c in page['A'] if c.value == name)}"


def test_a_changed_forecast_in_the_result_moves_everything(tmp_path: Path) -> None:
    """Titles, verdicts, ranks, sentences, shares, and the titles of the charts."""
    done = work(workbook(_BOARD + _PROJECTS), "budget.xlsx", write=True)
    assert done.data is not None
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(done.data)
    book, engine = load_workbook(BytesIO(done.data), data_only=True), Engine(path)

    def followed(sheet: str, before: str, after: str) -> None:
        page = book[sheet]
        assert isinstance(page, Worksheet)
        places = [*_cells(page, before)]
        assert places, (sheet, before)
        now = str(engine.value((sheet, places[0]))).replace("\u00a0", " ")
        assert after in now, now

    lines, projects = book["Driftredovisning"], book["Investeringsredovisning"]
    assert isinstance(lines, Worksheet)
    assert isinstance(projects, Worksheet)
    engine.type(("Driftredovisning", _place(lines, "Livsmedel", "Prognos 2023")), "450")
    engine.type(("Investeringsredovisning", _place(projects, "Servrar", "Prognos 2023")), "500")
    followed(
        "Driftredovisning",
        "Underskott 20 tkr mot budget.",
        "Underskott 180 tkr mot budget. Störst underskott: Livsmedel −150 tkr.",
    )
    followed("Driftredovisning", "● Inom gräns", "● Inom gräns")
    assert engine.value(("Driftredovisning", _place(lines, "Livsmedel", "Bedömning"))) == "▼ Underskott"
    assert engine.value(("Driftredovisning", _place(lines, "Livsmedel", "Förklaring"))) == "förklaring saknas"
    followed(
        "Driftredovisning", "Kostnader, tkr: prognos 1 020", "Kostnader, tkr: prognos 1 180 mot budget 1 000"
    )
    followed(
        "Investeringsredovisning",
        "380 tkr av 450 tkr beräknas förbrukas",
        "560 tkr av 450 tkr beräknas förbrukas (124 %): 110 tkr över budget.",
    )
    followed(
        "Investeringsredovisning",
        "Investeringar, tkr: prognos 380",
        "Investeringar, tkr: prognos 560 av budget 450",
    )
    assert engine.value(("Investeringsredovisning", _place(projects, "Servrar", "Prognosavvikelse"))) == -200
    followed("Rapporttext", "prognostiserar för 2023", "ett underskott med 180 tkr")
    followed(
        "Rapporttext",
        "Investeringarna beräknas",
        "560 tkr av investeringsbudgeten 450 tkr (124 %), 110 tkr över budget",
    )
    followed("Rapporttext", "Preliminär fördelning av prognosen", "A: 60 tkr och B: 120 tkr")


def test_a_changed_forecast_is_decided_and_goes_on(tmp_path: Path) -> None:
    source, made = tmp_path / "budget.xlsx", tmp_path / "budget-resultat.xlsx"
    source.write_bytes(workbook(_BOARD + _PROJECTS))
    assert command("process", str(source)) == 0
    for column, value in (
        ("Prognos 2023", 310),
        ("Periodens utfall", 240),
        ("Föregående prognos", 305),
        ("Periodens budget", 210),
    ):
        book = load_workbook(made)
        page = book["Investeringsredovisning"]
        assert isinstance(page, Worksheet)
        place, comment = _place(page, "Servrar", column), _place(page, "Servrar", "Kommentar")
        page[place], page[comment] = value, f"Ändrat {column}"
        book.save(made)
        assert command("process", str(source)) == 1
        assert command("process", str(source), "--result-wins") == 0
        after = load_workbook(made)["Investeringsredovisning"]
        assert (after[place].value, after[comment].value) == (value, f"Ändrat {column}")
    assert command("process", str(source), "--input-wins") == 0
    assert load_workbook(made)["Investeringsredovisning"][place].value == 200


def test_a_key_that_the_sheet_has_nothing_for_is_null(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "budget.xlsx"
    projects = "== Investeringsredovisning ==\nProjekt | Beslutad totalutgift | Budget | Prognos\nA | 900 | 300 | 280\n"
    source.write_bytes(workbook(_BOARD + projects))
    assert command("check", str(source), "--json") == 0
    data = json.loads(capsys.readouterr().out)
    for row in (*data["operating"]["lines"], data["operating"]["net"], data["investments"]["total"]):
        assert {"period_prior", "prior_actual", "consumed", "forecast_change"} <= row.keys()
    assert data["operating"]["net"]["prior_actual"] is None
    (project,) = data["investments"]["lines"]
    assert (project["period_actual"], project["consumed"]) == (None, None)
    keys = ("decided", "prior_years", "accumulated", "forecast_total", "total_variance", "remaining", "finished", "state", "carry_over")  # fmt: skip
    assert [project[key] for key in keys] == [900, *[None] * 8]
