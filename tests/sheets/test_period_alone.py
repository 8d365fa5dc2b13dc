"""Interim reports without a forecast (year.md §1): the period's actual is judged against the period's own budget."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from tests.commented import assert_comes_along
from tests.drawn import amounts, computed, found
from tests.recalculation import Engine, differences
from tests.sheets.test_interim import written
from tests.sheets.test_net_lines import command, workbook
from xltool.result.following import following
from xltool.result.template_kinds import TemplateKind, blank_filling
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.sheets.lines import period_columns as period
from xltool.sheets.operating import operating_columns as operating

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
BOARD = """
== Uppgifter ==
Nämnd            | Kostnämnden
År               | 2023
Period           | {}
Rapport omfattar | bara perioden
Enhet            | tkr
Regleras på      | första fakturan 2024
== Driftredovisning ==
Kontotext     | Typ     | Samma period fg år | Periodens budget | Periodens utfall | Årsbudget | Kommentar
Bidrag        | Intäkt  | -2300              | -2400            | -2400            | -3600     |
Avgifter      | Intäkt  | -190               | -200             | -260             | -300      | Fler gäster
Löner         | Kostnad | 1500               | 1600             | 1850             | 2400      |
Livsmedel     | Kostnad | 780                | 800              | 760              | 1200      |
Hyror         | Kostnad | 200                | 200              | 200              | 300       |
== Investeringsredovisning ==
Projekt | Budget | Utfall
Storkök | 400    | 100
== Nämndmål ==
Nämndmål | Indikator | Resultat | Målvärde | Riktning
Nöjda    | Nöjdhet   | 84       | 80       | minst
== Medlemmar ==
Kommun | Invånare
Laxå   | 1000
Hällefors | 2000
"""


def drawing(until: str = "augusti") -> str:
    return BOARD.format(until)


def test_the_period_is_judged_and_its_keys_say_so() -> None:
    assert found(drawing(), whole=True) == ["upplysning XL479 Investeringsredovisning!C1"]
    assert amounts(drawing()) == [
        "Bidrag | -2400 | -2400 | 0",
        "Avgifter | -200 | -260 | 60",
        "Löner | 1600 | 1850 | -250",
        "Livsmedel | 800 | 760 | 40",
        "Hyror | 200 | 200 | 0",
        "income | -2600 | -2660 | 60",
        "cost | 2600 | 2810 | -210",
        "net | 0 | 150 | -150",
    ]
    data = computed(drawing())
    assert data["period"] == {"month": 8, "name": "Delårsrapport per 31 augusti 2023"}
    line = next(one for one in data["operating"]["lines"] if one["name"] == "Löner")
    assert (line["budget"], line["actual"], line["variance"]) == (2400, None, None)
    assert (line["remaining"], round(line["consumed"], 3), line["period_prior"]) == (550, 0.771, 1500)
    material = [one["name"] for one in data["operating"]["lines"] if one["material"]]
    assert material == ["Löner"]
    assert data["shares"]["amount"] == 150


def test_the_report_needs_no_budget_of_the_year() -> None:
    without = drawing().replace("Årsbudget", "Antal platser")
    net = computed(without)["operating"]["net"]
    assert (net["budget"], net["period_variance"]) == (None, -150)
    assert "remaining" not in net


def test_a_forecast_stands_beside_it_and_judges_nothing() -> None:
    with_forecast = drawing().replace("Årsbudget", "Prognos")
    net = computed(with_forecast)["operating"]["net"]
    assert (net["forecast"], net["period_variance"]) == (0, -150)
    assert "forecast_variance" not in net


def test_the_sentences_and_titles_are_those_of_the_period() -> None:
    pages = load_workbook(BytesIO(written(drawing())), data_only=True)
    said = [str(cell.value).replace("\u00a0", " ") for row in pages["Rapporttext"].iter_rows() for cell in row if cell.value]  # fmt: skip
    assert (
        "Kostnämnden redovisar per 31 augusti 2023 ett underskott med 150 tkr. För perioden januari–augusti 2023 redovisas ett"
        " underskott med 150 tkr jämfört med periodens budget. Av årets kostnadsbudget (3 900 tkr) är 2 810 tkr (72,1 %)"
        " förbrukat per 2023-08-31. Eventuellt över- eller underskott fördelas mellan medlemskommunerna. Fördelningen av"
        " periodens resultat är preliminär, och inget faktureras efter den."
    ) in said
    assert not any("rognos" in one for one in said)
    page = pages["Driftredovisning"]
    assert page["A1"].value == "Driftredovisning per 31 augusti 2023"
    assert page["A3"].value == "Underskott 150 tkr mot periodens budget. Störst underskott: Löner −250 tkr.".replace(" tkr", "\u00a0tkr")  # fmt: skip
    headers = [cell.value for cell in page[5] if cell.value]
    assert headers[1:7] == [
        "Samma period fg år",
        "Budget 2023",
        "Periodens budget",
        "Periodens utfall",
        "Förbrukat",
        "Periodens avvikelse",
    ]
    assert (
        pages["Fördelning"]["A1"].value == "Preliminär fördelning av periodens resultat per 31 augusti 2023"
    )
    names = [row[0].value for row in pages["Sammanfattning"].iter_rows()]
    assert {
        "Investeringar, utfall hittills mot årets budget",
        "Störst underskott mot periodens budget",
    } <= {*names}


def test_every_formula_recalculates_and_follows_a_changed_cell(tmp_path: Path) -> None:
    data = written(drawing())
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(data)
    engine = Engine(path)
    assert differences(data, engine) == []
    book = load_workbook(path)
    page = book["Driftredovisning"]
    column = next(c.column_letter for c in page[5] if c.value == "Periodens utfall")
    (row,) = (r[0].row for r in page.iter_rows() if r[0].value == "Löner")
    engine.type(("Driftredovisning", f"{column}{row}"), "1500")
    assert engine.value(("Driftredovisning", "A3")) == "Överskott 200 tkr mot periodens budget.".replace(
        " tkr", "\u00a0tkr"
    )


def test_a_comment_comes_along_and_the_result_is_read_as_it_stands(tmp_path: Path) -> None:
    path = assert_comes_along(tmp_path, workbook(drawing()), "Löner", "Vikarier i sommar")
    again = work(path.read_bytes(), "budget-resultat.xlsx", write=True)
    assert not [f.message for f in again.findings if f.is_error]
    assert again.board is not None
    assert again.board.settings.period_alone
    lines = again.board.operating
    assert lines is not None
    assert lines.judged is period.JUDGED_ACTUAL


def test_a_figure_that_is_changed_in_the_result_stops_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, path = tmp_path / "budget.xlsx", tmp_path / "budget-resultat.xlsx"
    source.write_bytes(workbook(drawing()))
    assert command("process", str(source)) == 0
    book = load_workbook(path)
    page = book["Driftredovisning"]
    column = next(cell.column for cell in page[5] if cell.value == "Periodens budget")
    row = next(r[0].row for r in page.iter_rows() if r[0].value == "Löner")
    page.cell(row, column, 1700)
    book.save(path)
    capsys.readouterr()
    assert command("process", str(source)) == 1
    assert "Periodens budget" in capsys.readouterr().out


def test_the_terminal_and_the_report_say_that_it_is_the_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "budget.xlsx"
    source.write_bytes(workbook(drawing()))
    assert command("report", str(source)) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Delårsrapport per 31 augusti 2023 · perioden: underskott 150 tkr" in shown
    assert "Per. budget" in shown
    assert "Löner avviker −250 tkr från periodens budget utan kommentar." in shown
    assert "prognos:" not in shown
    with ZipFile(tmp_path / "budget-rapport.docx") as package:
        text = "|".join(re.findall(r"<w:t[^>]*>([^<]+)</w:t>", package.read("word/document.xml").decode()))
    assert "Kontotext|Periodens budget|Periodens utfall|Periodens avvikelse" in text
    assert "rognos" not in text
    assert command("check", str(source), "--json") == 0
    assert json.loads(capsys.readouterr().out)["operating"]["net"]["period_variance"] == -150


def test_the_year_lists_it_and_compares_no_months_with_whole_years(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "april.xlsx").write_bytes(workbook(drawing("april")))
    year_end = "== Uppgifter ==\nNämnd | Kostnämnden\nÅr | 2023\nEnhet | tkr\n== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nLöner | Kostnad | 2400 | 2500"
    (tmp_path / "helår.xlsx").write_bytes(workbook(year_end))
    assert command("year", str(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert "✔ Tertialrapport 1 per 30 april 2023" in shown
    assert "än prognosen" not in shown


def test_the_template_of_such_a_report_and_the_one_after_it() -> None:
    filling = blank_filling(TemplateKind.PERIOD, 2024, 4)
    row = {
        operating.NAME: "Löner",
        period.JUDGED_BUDGET: 100.0,
        period.JUDGED_ACTUAL: 120.0,
        operating.YEARS_BUDGET: 300.0,
    }
    income = {operating.NAME: "Avgifter", period.JUDGED_BUDGET: -10.0, period.JUDGED_ACTUAL: -10.0}
    filling = replace(
        filling, settings={**filling.settings, "board": "Kostnämnden"}, income=[income], cost=[row]
    )
    done = work(template_bytes(filling), "budget.xlsx", write=True)
    assert done.board is not None
    assert not done.board.has_errors, [f.message for f in done.findings]
    assert done.board.settings.period_alone
    august = following(done.board, 2024, 8)
    assert august.period_alone
    assert [one[operating.YEARS_BUDGET] for one in august.cost] == [300.0]
    assert not any(period.JUDGED_ACTUAL in one for one in august.cost)
    year_end = following(done.board, 2024, 12)
    assert [one[operating.BUDGET] for one in year_end.cost] == [300.0]


def test_the_guide_has_the_words_of_the_report() -> None:
    page = load_workbook(BytesIO(written(drawing())), data_only=True)["Läs mig"]
    said = [str(row[0].value) for row in page.iter_rows() if row[0].value]
    assert "✔ Bedöms uppnådd · ✔ Bedöms uppnås" in said
    assert not any("✔ Uppnådd" in one for one in said)


def test_a_preliminary_invoice_says_what_would_be_paid() -> None:
    page = load_workbook(BytesIO(written(drawing())), data_only=True)["Fakturaunderlag"]
    assert page["A1"].value == "Preliminär fördelning av periodens resultat per 31 augusti 2023"
    assert page["A3"].value == "Efter periodens resultat skulle medlemmarna tillsammans betala 150\u00a0tkr."
    assert "Faktureras" not in [cell.value for row in page.iter_rows() for cell in row]


GROUPED = """
== Uppgifter ==
Nämnd            | Kulturnämnden
År               | 2023
Period           | mars
Rapport omfattar | bara perioden
Enhet            | mnkr
Rapporter        | mars, helår
== Driftredovisning ==
Verksamhet | Kontotext | Typ     | Budget ack      | Ack utfall | Helårsbudget
Bibliotek  | Löner     | Kostnad | 12.5            | 13.1       | 50
Bibliotek  | Medier    | Kostnad | 2.5             | 2.2        | 10
Museum     | Löner     | Kostnad | 7.5             | 7.4        | 30
Museum     | Hyra      | Kostnad | 5               | 5.2        | 20
"""


def test_groups_and_another_unit_recalculate(tmp_path: Path) -> None:
    drawn = GROUPED
    data = written(drawn)
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(data)
    assert differences(data, Engine(path)) == []
    groups = computed(drawn)["operating"]["groups"]
    assert [(g["name"], g["period_budget"], round(g["period_variance"], 6)) for g in groups] == [
        ("Bibliotek", 15, -0.3),
        ("Museum", 12.5, -0.1),
    ]


def test_the_overview_says_that_it_is_the_period(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(drawing()))
    assert command("overview", str(tmp_path)) == 0
    page = load_workbook(tmp_path / "Översikt.xlsx", data_only=True).worksheets[0]
    row = [cell.value for cell in page[6]]
    assert row[:5] == ["Kostnämnden", "Perioden aug 2023", 0, 150, -150]
