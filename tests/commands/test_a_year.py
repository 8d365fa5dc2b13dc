"""A year played through from one workbook (year.md): budget book, April, August, December, next January."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.sheets.test_net_lines import command, workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
JANUARY = """
== Uppgifter ==
Nämnd | Kostnämnden
År | 2024
Enhet | tkr
Rapporter | april, augusti, helår
== Driftredovisning ==
Kontotext | Typ | Utfall 2023 | Budget 2024 | Utfall 2024
Avgifter | Intäkt | -900 | -1000 |
Löner | Kostnad | 700 | 750 |
Livsmedel | Kostnad | 210 | 250 |
== Investeringsredovisning ==
Projekt | Status | Beslutad totalutgift | Tidigare utfall | Budget 2024 | Utfall 2024
Storkök | Pågående | 900 | 100 | 400 |
"""


def _cell(page: Worksheet, name: str, header: str) -> Cell:
    """The cell of a row and a header, which may carry the year."""
    for row in page.iter_rows(max_row=12):
        column = next((c.column for c in row if str(c.value or "").startswith(header)), None)
        if column is not None:
            break
    assert column is not None, (page.title, header)
    found = next(r for r in page.iter_rows(min_row=2) if any(c.value == name for c in r))
    cell = next(c for c in found if c.column == column)
    assert isinstance(cell, Cell)
    return cell


def _fill(path: Path, sheet: str, amounts: Mapping[str, Mapping[str, float | str]]) -> None:
    book = load_workbook(path)
    for name, by_header in amounts.items():
        for header, value in by_header.items():
            _cell(book[sheet], name, header).value = value
    if not path.stem.endswith("-resultat"):  # what Excel would have computed, openpyxl saves without a value
        conditional = [
            c for page in book for row in page.iter_rows() for c in row if _is_conditional(c.value)
        ]
        for cell in conditional:
            cell.value = None
    book.save(path)


def _is_conditional(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=IF(")


def _value(path: Path, sheet: str, name: str, header: str) -> object:
    return _cell(load_workbook(path, data_only=True)[sheet], name, header).value


class _Year:
    """The board's folder: each report's workbook, its result, and what is said of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.xlsx"

    def result(self, name: str) -> Path:
        return self.folder / f"{name}-resultat.xlsx"

    def process(self, name: str, *options: str) -> dict[str, Any]:
        self._capsys.readouterr()
        code = command("process", str(self.path(name)), "--json", *options)
        told = self._capsys.readouterr()
        assert code == 0, told.out
        data: dict[str, Any] = json.loads(told.out)
        return data

    def begin(self, name: str, before: str, *options: str) -> None:
        assert command("template", str(self.path(name)), "--from", str(self.path(before)), *options) == 0


def test_a_year_from_its_budget_to_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    year = _Year(tmp_path, capsys)

    # January: the budget alone.
    year.path("januari").write_bytes(workbook(JANUARY))
    book = year.process("januari")
    assert (book["budget_alone"], book["operating"]["net"]["budget"]) == (True, 0)
    _fill(year.result("januari"), "Driftredovisning", {"Livsmedel": {"Kommentar": "Nytt avtal från mars"}})
    assert year.process("januari")["operating"]["net"]["budget"] == 0
    assert (
        _value(year.result("januari"), "Driftredovisning", "Livsmedel", "Kommentar") == "Nytt avtal från mars"
    )

    # April: what is booked and a first forecast.
    year.begin("april", "januari", "--period", "april")
    april = {"Avgifter": (-330, -1000), "Löner": (240, 750), "Livsmedel": (110, 320)}
    filled = {n: {"Periodens utfall": spent, "Prognos": f} for n, (spent, f) in april.items()}
    _fill(year.path("april"), "Driftredovisning", filled)
    _fill(
        year.path("april"), "Investeringsredovisning", {"Storkök": {"Periodens utfall": 50, "Prognos": 380}}
    )
    data = year.process("april")
    assert data["period"] == {"month": 4, "name": "Tertialrapport 1 per 30 april 2024"}
    assert data["operating"]["net"]["forecast_variance"] == -70
    assert data["operating"]["net"]["prior_actual"] == 10
    assert data["investments"]["total"]["forecast_variance"] == 20
    assert data["investments"]["lines"][0]["accumulated"] == 150
    _fill(year.result("april"), "Driftredovisning", {"Livsmedel": {"Kommentar": "Priserna har ökat"}})

    # The forecast is changed in the result itself, and decided for; the comment stays.
    _fill(year.result("april"), "Driftredovisning", {"Livsmedel": {"Prognos": 310}})
    assert command("process", str(year.path("april"))) == 1
    assert year.process("april", "--result-wins")["operating"]["net"]["forecast_variance"] == -60
    assert _value(year.result("april"), "Driftredovisning", "Livsmedel", "Kommentar") == "Priserna har ökat"
    assert year.process("april", "--result-wins")["operating"]["net"]["forecast_variance"] == -60

    # August: April's forecast is the one before.
    _fill(year.path("april"), "Driftredovisning", {"Livsmedel": {"Prognos": 310}})
    year.begin("augusti", "april", "--period", "augusti")
    assert _value(year.path("augusti"), "Driftredovisning", "Livsmedel", "Föregående prognos") == 310
    assert _value(year.path("augusti"), "Investeringsredovisning", "Storkök", "Föregående prognos") == 380
    august = {"Avgifter": (-670, -1010), "Löner": (490, 745), "Livsmedel": (200, 300)}
    filled = {n: {"Periodens utfall": spent, "Prognos": f} for n, (spent, f) in august.items()}
    _fill(year.path("augusti"), "Driftredovisning", filled)
    _fill(
        year.path("augusti"),
        "Investeringsredovisning",
        {"Storkök": {"Periodens utfall": 250, "Prognos": 410}},
    )
    data = year.process("augusti")
    assert data["operating"]["net"]["forecast_change"] == 25
    assert data["investments"]["total"]["forecast_change"] == -30

    # December: the year's actual, beside the last forecast.
    year.begin("helår", "augusti", "--period", "helår")
    december = {"Avgifter": -1020, "Löner": 748, "Livsmedel": 305}
    _fill(year.path("helår"), "Driftredovisning", {n: {"Utfall 2024": a} for n, a in december.items()})
    _fill(year.path("helår"), "Investeringsredovisning", {"Storkök": {"Utfall 2024": 395}})
    data = year.process("helår")
    assert data["period"] is None
    assert data["operating"]["net"]["variance"] == -33
    assert [line["forecast"] for line in data["operating"]["lines"]] == [-1010, 745, 300]
    assert data["investments"]["lines"][0]["accumulated"] == 495

    # Next January: last year's actuals, the project with what it has cost, and a budget again.
    year.begin("januari 2025", "helår")
    assert _value(year.path("januari 2025"), "Driftredovisning", "Livsmedel", "Utfall 2024") == 305
    budget = {"Avgifter": -1050, "Löner": 770, "Livsmedel": 280}
    _fill(year.path("januari 2025"), "Driftredovisning", {n: {"Budget 2025": b} for n, b in budget.items()})
    _fill(year.path("januari 2025"), "Investeringsredovisning", {"Storkök": {"Budget 2025": 400}})
    data = year.process("januari 2025")
    assert (data["budget_alone"], data["year"]) == (True, 2025)
    assert data["operating"]["net"] == {"budget": 0, "actual": None, "variance": None, "prior_actual": 33}
    assert data["investments"]["lines"][0]["prior_years"] == 495
