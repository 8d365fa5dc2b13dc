"""Interim reports: the forecast is judged, the period stands beside it (year.md §1)."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commented import assert_comes_along
from tests.drawn import computed, found, message, read
from tests.recalculation import Engine, differences
from tests.sheets.test_net_lines import command, workbook
from xltool.running.pipeline import work

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
_HEAD = (
    "== Uppgifter ==\nNämnd | Sydnärkes IT-nämnd\nÅr | 2023\nPeriod | {}\nEnhet | tkr\n== Driftredovisning =="
)
# The seed's board per 31 August, made up.
BOARD = """
Kontotext                   | Typ     | Periodens budget | Periodens utfall | Utfall samma period föregående år | Budget | Föregående prognos | Prognos | Utfall föregående år
ÖVRIGA AVG O. ERSÄTTNIN     | Intäkt  | 0                | -521             | -505                              | 0      | 0                  | -868    | -842
DRIFTBIDRAG FR KOMMUNER     | Intäkt  | -27594           | -24835           | -24090                            | -41391 | -41391             | -41391  | -40149
TOTALT INTÄKTER             |         | -27594           | -25356           | -24595                            | -41391 | -41391             | -42259  | -40991
PERSONALKOSTNADER           | Kostnad | 8487             | 7457             | 7233                              | 12730  | 12600              | 12428   | 12055
DATORER & BASUTRUSTNING     | Kostnad | 133              | 69               | 67                                | 200    | 200                | 116     | 112
TELE- OCH DATAKOMMUNIKATION | Kostnad | 733              | 1442             | 1399                              | 1100   | 1800               | 2404    | 2332
LICENSER & SERVICEAVTAL     | Kostnad | 6267             | 7625             | 7396                              | 9400   | 11200              | 12708   | 12327
ÖVRIGT TJÄNSTEKÖP           | Kostnad | 2108             | 1695             | 1644                              | 3162   | 3000               | 2825    | 2740
RESOR & KURSER              | Kostnad | 133              | 84               | 82                                | 200    | 200                | 141     | 137
ÖVRIGA KOSTNADER            | Kostnad | 267              | 176              | 170                               | 400    | 400                | 293     | 284
LOKALHYROR                  | Kostnad | 551              | 448              | 435                               | 826    | 826                | 747     | 724
KAPITALKOSTNADER            | Kostnad | 8915             | 7398             | 7176                              | 13373  | 12900              | 12329   | 11959
TOTALT KOSTNADER            |         | 27594            | 26394            | 25602                             | 41391  | 43126              | 43991   | 42670
NETTORESULTAT               |         | 0                | 1038             | 1007                              | 0      | 1735               | 1732    | 1679
"""
# Periodens avvikelse, prognosavvikelse, mot föregående prognos, förbrukningsgrad, återstår, väsentlig.
ANSWERS = """
ÖVRIGA AVG O. ERSÄTTNIN     | 521   | 868   | 868   |       | 521    | ja
DRIFTBIDRAG FR KOMMUNER     | -2759 | 0     | 0     | 60.0  | -16556 | nej
TOTALT INTÄKTER             | -2238 | 868   | 868   | 61.3  | -16035 | nej
PERSONALKOSTNADER           | 1030  | 302   | 172   | 58.6  | 5273   | nej
DATORER & BASUTRUSTNING     | 64    | 84    | 84    | 34.5  | 131    | nej
TELE- OCH DATAKOMMUNIKATION | -709  | -1304 | -604  | 131.1 | -342   | ja
LICENSER & SERVICEAVTAL     | -1358 | -3308 | -1508 | 81.1  | 1775   | ja
ÖVRIGT TJÄNSTEKÖP           | 413   | 337   | 175   | 53.6  | 1467   | ja
RESOR & KURSER              | 49    | 59    | 59    | 42.0  | 116    | nej
ÖVRIGA KOSTNADER            | 91    | 107   | 107   | 44.0  | 224    | ja
LOKALHYROR                  | 103   | 79    | 79    | 54.2  | 378    | nej
KAPITALKOSTNADER            | 1517  | 1044  | 571   | 55.3  | 5975   | ja
TOTALT KOSTNADER            | 1200  | -2600 | -865  | 63.8  | 14997  | ja
NETTORESULTAT               | -1038 | -1732 | 3     |       | -1038  | ja
"""


def drawing(period: str = "augusti") -> str:
    return _HEAD.format(period) + BOARD


def written(drawn: str) -> bytes:
    done = work(workbook(drawn), "budget.xlsx", write=True)
    assert done.data is not None, [f.message for f in done.findings]
    return done.data


def test_every_figure_is_as_the_answers_say() -> None:
    operating = computed(drawing())["operating"]
    rows = [*operating["lines"], *({"name": key, **operating[key]} for key in ("income", "cost", "net"))]
    by_name = {row["name"].strip(): row for row in rows}
    totals = {"TOTALT INTÄKTER": "income", "TOTALT KOSTNADER": "cost", "NETTORESULTAT": "net"}
    for line in ANSWERS.strip().splitlines():
        name, period, forecast, change, consumed, remaining, material = (
            part.strip() for part in line.split("|")
        )
        row = by_name[totals.get(name, name)]
        assert row["period_variance"] == float(period)
        assert row["forecast_variance"] == float(forecast)
        assert row["forecast_change"] == float(change)
        assert row["remaining"] == float(remaining)
        assert ("consumed" not in row) if not consumed else round(row["consumed"] * 100, 1) == float(consumed)
        assert row["actual"] is None
        assert row["variance"] is None
        if name not in totals:
            assert row["material"] is (material == "ja")


@pytest.mark.parametrize(
    ("period", "month", "name"),
    [
        ("augusti", 8, "Delårsrapport per 31 augusti 2023"),
        ("jan–jun", 6, "Delårsrapport per 30 juni 2023"),
        ("T1", 4, "Tertialrapport 1 per 30 april 2023"),
        ("per den 31 mars 2023", 3, "Uppföljning per 31 mars 2023"),
        ("202308", 8, "Delårsrapport per 31 augusti 2023"),
        ("kvartal 3", 9, "Uppföljning per 30 september 2023"),
    ],
)
def test_the_period_and_what_the_report_is_called(period: str, month: int, name: str) -> None:
    assert computed(drawing(period))["period"] == {"month": month, "name": name}


def test_a_bare_interim_word_is_asked_for_its_month() -> None:
    assert "fel XL212 Uppgifter!B3" in found(drawing("delår"), whole=True)
    assert "månaden" in message(drawing("delår"), "XL212", whole=True)


@pytest.mark.parametrize("period", ["helår", "december", "12"])
def test_the_whole_year_is_no_interim_report(period: str) -> None:
    year_end = "Kontotext | Typ | Budget | Utfall\nLöner | Kostnad | 100 | 90"
    data = computed(f"{_HEAD.format(period)}\n{year_end}")
    assert data["period"] is None
    assert data["operating"]["net"]["variance"] == 10


def test_a_line_without_a_forecast_is_an_error() -> None:
    rows = "\nKontotext | Typ | Budget | Prognos\nLöner | Kostnad | 100 | 90\nHyra | Kostnad | 50 |"
    assert "fel XL302 Driftredovisning!D3" in found(_HEAD.format("augusti") + rows, whole=True)


def test_the_sentences_are_those_of_a_forecast() -> None:
    pages = load_workbook(BytesIO(written(drawing())), data_only=True)
    said = [str(cell.value) for row in pages["Rapporttext"].iter_rows() for cell in row if cell.value]
    text = next(one for one in said if "prognostiserar" in one).replace("\u00a0", " ")
    assert text == (
        "Sydnärkes IT-nämnd prognostiserar för 2023 ett underskott med 1 732 tkr. För perioden januari–augusti 2023"
        " redovisas ett underskott med 1 038 tkr jämfört med periodens budget. Jämfört med föregående prognos är det en"
        " förbättring med 3 tkr. Av årets kostnadsbudget (41 391 tkr) är 26 394 tkr (63,8 %) förbrukat per"
        " 2023-08-31."
    )


def test_the_result_says_what_it_is_and_every_formula_recalculates(tmp_path: Path) -> None:
    data = written(drawing())
    page = load_workbook(BytesIO(data), data_only=True)["Driftredovisning"]
    assert page["A1"].value == "Driftredovisning per 31 augusti 2023"
    headers = [cell.value for cell in page[5]]
    assert {
        "Periodens budget",
        "Periodens utfall",
        "Periodens avvikelse",
        "Förbrukat",
        "Prognos 2023",
        "Prognosavvikelse",
    } <= {*headers}
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(data)
    assert differences(data, Engine(path)) == []


def test_a_comment_comes_along_and_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    assert_comes_along(tmp_path, workbook(drawing()), "LICENSER & SERVICEAVTAL", "Nya avtal från maj")


def test_the_terminal_says_that_it_is_a_forecast(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "budget.xlsx"
    source.write_bytes(workbook(drawing()))
    assert command("check", str(source)) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Delårsrapport per 31 augusti 2023 · prognos: underskott 1 732 tkr" in shown
    assert "Prognos" in shown
    assert "Utfall " not in shown
    assert command("check", str(source), "--json") == 0
    assert json.loads(capsys.readouterr().out)["operating"]["net"]["forecast_variance"] == -1732


def test_what_projects_have_cost_so_far_is_no_forecast(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "budget.xlsx"
    projects = "== Investeringsredovisning ==\nProjekt | Budget | Utfall\nBro | 300 | 250\n"
    source.write_bytes(workbook(drawing() + projects))
    assert command("process", str(source)) == 0
    (line,) = (one for one in capsys.readouterr().out.splitlines() if "Investeringar" in one)
    assert line.split() == ["Investeringar,", "utfall", "hittills", "300", "250"]
    page = load_workbook(tmp_path / "budget-resultat.xlsx", data_only=True)["Sammanfattning"]
    (row,) = (r for r in page.iter_rows(values_only=True) if r[0] == "Investeringar, utfall hittills")
    assert [value for value in row[:6] if value is not None] == ["Investeringar, utfall hittills", 300, 250]


def test_a_title_of_an_interim_report_gives_the_month() -> None:
    rows = "Delårsrapport per 31 augusti 2023\n\nRad | Typ | Periodens utfall | Budget | Prognos\nLöner | Kostnad | 60 | 100 | 90"
    board = read(f"== Driftredovisning ==\n{rows}")
    assert board.settings.period == 8
    assert "upplysning XL231 Driftredovisning!A1" in found(f"== Driftredovisning ==\n{rows}")
