"""A budget before there is any actual: a budget book, and the year that follows it (year.md §3)."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.drawn import computed, result
from tests.recalculation import Engine, differences
from tests.sheets.test_net_lines import command, workbook
from xltool.running.pipeline import work

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
BOOK = """
== Uppgifter ==
Nämnd | Nämnden
År | 2024
Enhet | tkr
== Driftredovisning ==
Kontotext        | Typ     | Utfall 2023 | Budget 2024 | Utfall 2024 | Kommentar
Avgifter         | Intäkt  | -90         | -100        | {0}         |
Löner            | Kostnad | 80          | 85          | {1}         | Ny tjänst
Hyra             | Kostnad | 14          | 25          | {2}         |
== Investeringsredovisning ==
Projekt | Status   | Beslutad totalutgift | Tidigare utfall | Budget 2024 | Utfall 2024
Servrar | Pågående | 900                  | 100             | 300         | {3}
== Nämndmål ==
Nämndmål | Indikator | Resultat | Målvärde | Riktning
Service  | NKI       | {4}      | 75       | minst
== Medlemmar ==
Kommun | Invånare
A      | 10
B      | 20
"""
EMPTY = BOOK.format("", "", "", "", "")
FILLED = BOOK.format("-110", "90", "24", "250", "80")


def _said(drawing: str, title: str) -> list[str]:
    made = result(drawing)
    page = next(p for p in made.pages if p.title == title)
    texts = [
        made.model.value(t.key, row.key, c)
        for t in page.tables
        for row in t.rows
        for c in t.columns
        if c not in t.hidden
    ]
    return [text.replace("\u00a0", " ") for text in texts if isinstance(text, str) and text]


def test_the_lines_have_a_budget_and_no_variance() -> None:
    page = next(p for p in result(EMPTY).pages if p.title == "Driftredovisning")
    (table,) = (t for t in page.tables if t.key == "operating")
    headers = [table.headers.get(c, c.header) for c in table.columns if c not in table.hidden]
    assert headers == ["Kontotext", "Utfall 2023", "Budget 2024", "Kommentar"]
    (chart,) = page.charts
    assert [series.name for series in chart.series] == ["Utfall 2023", "Budget"]


def test_titles_and_sentences_say_that_it_is_a_budget() -> None:
    assert "Driftredovisning, budget 2024" in _said(EMPTY, "Driftredovisning")
    assert "Budgeten är ett underskott med 10 tkr." in _said(EMPTY, "Sammanfattning")
    assert "Preliminär fördelning av budgeten 2024" in _said(EMPTY, "Fördelning")
    assert "Nämndmål och målvärden, budget 2024" in _said(EMPTY, "Måluppfyllelse")
    text = _said(EMPTY, "Rapporttext")
    assert (
        "Nämnden budgeterar för 2024 ett underskott med 10 tkr. Intäkterna är budgeterade till 100 tkr och kostnaderna"
        " till 110 tkr. Eventuellt över- eller underskott fördelas mellan medlemskommunerna. Fördelningen av budgeten är"
        " preliminär, och inget faktureras efter den."
    ) in text
    assert "Investeringsbudgeten för 2024 är 300 tkr." in text
    assert not any("Måluppfyllelse" in one for one in text)


def test_the_figures_are_the_budget_and_null() -> None:
    data = computed(EMPTY)
    assert data["more"]["budget_alone"] is True
    assert data["period"] is None
    assert (data["operating"]["net"]["budget"], data["operating"]["net"]["actual"]) == (10, None)
    assert data["investments"]["total"]["budget"] == 300
    assert data["goals"]["board"] is None
    assert data["goals"]["goals"][0]["status"] == "no_value"
    assert [member["amount"] for member in data["shares"]["members"]] == [3, 7]


def test_every_formula_recalculates(tmp_path: Path) -> None:
    done = work(workbook(EMPTY), "budget.xlsx", write=True)
    assert done.data is not None, done.findings
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(done.data)
    assert differences(done.data, Engine(path)) == []


def test_the_terminal_tells_the_budget_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "budget.xlsx"
    source.write_bytes(workbook(EMPTY))
    assert command("check", str(source)) == 0
    shown = capsys.readouterr().out
    assert "Nämnden 2024 · budget" in shown
    assert "Avvikelse" not in shown


def _comment(path: Path, name: str, text: str | None = None) -> str | None:
    book = load_workbook(path)
    page = book["Driftredovisning"]
    header = next(row for row in page.iter_rows() if any(c.value == "Kommentar" for c in row))
    column = next(c.column for c in header if c.value == "Kommentar")
    row = next(r for r in page.iter_rows() if any(c.value == name for c in r))
    cell = next(c for c in row if c.column == column)
    if text is not None:
        cell.value = text
        book.save(path)
    return None if cell.value is None else str(cell.value)


def test_what_was_written_in_the_budget_book_comes_along_when_the_actuals_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, made = tmp_path / "budget.xlsx", tmp_path / "budget-resultat.xlsx"
    source.write_bytes(workbook(EMPTY))
    assert command("process", str(source)) == 0
    _comment(made, "Hyra", "Ny lokal från mars")
    source.write_bytes(workbook(FILLED))
    assert command("process", str(source)) == 0
    assert _comment(made, "Hyra") == "Ny lokal från mars"
    assert _comment(made, "Löner") == "Ny tjänst"
    capsys.readouterr()
    assert command("check", str(source), "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["operating"]["net"]["variance"] == 6
    assert "budget_alone" not in data


def test_a_budget_book_again_is_the_same_bytes(tmp_path: Path) -> None:
    source, made = tmp_path / "budget.xlsx", tmp_path / "budget-resultat.xlsx"
    source.write_bytes(workbook(EMPTY))
    assert command("process", str(source)) == 0
    first = made.read_bytes()
    assert command("process", str(source)) == 0
    assert made.read_bytes() == first
    assert load_workbook(BytesIO(first))["Driftredovisning"]["A1"].value is not None


def test_the_guide_tells_of_no_verdict_that_a_budget_never_has() -> None:
    said = _said(EMPTY, "Läs mig")
    assert not any(mark in text for text in said for mark in ("▲", "▼", "●", "ppnå", "förklaring saknas"))
    judged = _said(FILLED, "Läs mig")
    assert {"▲ Överskott", "förklaring saknas", "✔ Uppnådd · ✔ Uppnås"} <= {*judged}
