"""`xltool template --kind`: each form of the template, filled in and processed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook

from tests.drawn import NOWHERE
from tests.sheets.test_net_lines import command
from xltool.result.build_result import build_result
from xltool.result.figures import figures
from xltool.result.template_kinds import TemplateKind, blank_filling
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.sheets.lines import period_columns as period
from xltool.sheets.operating import operating_columns as operating
from xltool.terminal.workbook_object import BoardFigures

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read


def read(kind: TemplateKind, **rows: list[dict[Any, Any]]) -> BoardFigures:
    """What the template of the kind gives with these rows filled in."""
    filling = blank_filling(kind, 2024)
    filling = replace(filling, settings={**filling.settings, "board": "Kulturnämnden"}, **rows)
    done = work(template_bytes(filling), "budget.xlsx", write=True)
    assert done.data is not None, [f.message for f in done.findings]
    assert done.board is not None
    return figures(done.board, build_result(done.board, NOWHERE))


def line(name: str, budget: float, actual: float, group: str = "") -> dict[Any, Any]:
    of = {operating.GROUP: group} if group else {}
    return {**of, operating.NAME: name, operating.BUDGET: budget, operating.ACTUAL: actual}


def test_of_net_costs() -> None:
    lines = read(TemplateKind.NET, net=[line("Bibliotek", 1000, 1100), line("Museum", 500, 450)]).operating
    assert lines is not None
    assert (lines.net.budget, lines.net.actual, lines.net.variance) == (1500, 1550, -50)
    assert lines.income is None


def test_by_verksamhet() -> None:
    rows = [
        line("Bibliotek", 1000, 1100, "Kultur"),
        line("Museum", 500, 450, "Kultur"),
        line("Badhus", 700, 690, "Fritid"),
        line("Ishall", 300, 320, "Fritid"),
    ]
    lines = read(TemplateKind.GROUPS, net=rows).operating
    assert lines is not None
    assert lines.groups is not None
    assert [(g.name, g.budget, g.actual) for g in lines.groups] == [
        ("Kultur", 1500, 1550),
        ("Fritid", 1000, 1010),
    ]
    assert lines.net.actual == 2560


def test_of_an_interim_report() -> None:
    row = {
        operating.NAME: "Avgifter",
        operating.LINE_KIND: "Intäkt",
        period.PERIOD_BUDGET: -60.0,
        period.PERIOD_ACTUAL: -50.0,
        period.PRIOR_FORECAST: -95.0,
        operating.BUDGET: -100.0,
        operating.JUDGED_FORECAST: -90.0,
    }
    found = read(TemplateKind.INTERIM, income=[row])
    assert found.period is not None
    assert found.period.name == "Delårsrapport per 31 augusti 2024"
    assert found.operating is not None
    (only,) = found.operating.lines
    assert (only.forecast_variance, only.period_variance, only.forecast_change) == (-10, -10, -5)


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("konton", ["Konto", "Kontotext", "Typ"]),
        ("netto", ["Kontotext", "Utfall 2023"]),
        ("verksamhet", ["Verksamhet", "Kontotext"]),
        ("delår", ["Konto", "Kontotext", "Typ", "Utfall 2023", "Samma period fg år", "Periodens budget"]),
    ],
)
def test_the_command_writes_the_form(kind: str, headers: list[str], tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    assert command("template", str(path), "--kind", kind, "--year", "2024") == 0
    page = load_workbook(path)["Driftredovisning"]
    assert [cell.value for cell in page[5]][: len(headers)] == headers
    assert command("check", str(path)) == 1  # nothing is filled in yet


def test_with_a_ledger_the_lines_are_its_sums(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    assert command("template", str(path), "--underlag", "--year", "2024") == 0
    file = load_workbook(path)
    assert [cell.value for cell in file["Underlag"][5]] == ["Konto", "Datum", "Ansvar", "Text", "Utfall"]
    without = tmp_path / "utan.xlsx"
    assert command("template", str(without), "--year", "2024") == 0
    assert "Underlag" not in load_workbook(without).sheetnames
    lines, ledger, settings = file["Driftredovisning"], file["Underlag"], file["Uppgifter"]
    settings["B6"] = "Kulturnämnden"
    for row, (account, name, budget) in enumerate(
        [("3010", "Avgifter", -50), ("5010-5099", "Löner", 100)], 6
    ):
        lines.cell(row, 1, account)
        lines.cell(row, 2, name)
        lines.cell(row, 3, "Intäkt" if row == 6 else "Kostnad")
        lines.cell(row, 5, budget)
    for row, (account, amount) in enumerate([("3010", -52_000), ("5010", 60_000), ("5020", 45_000)], 6):
        ledger.cell(row, 1, account)
        ledger.cell(row, 5, amount)
    for page in (lines, file["Investeringsredovisning"]):  # no program has computed the formulas
        for cells in page.iter_rows(min_row=6):
            for cell in cells:
                if cell.data_type == "f":
                    cell.value = None
    file.save(path)
    done = work(path.read_bytes(), "budget.xlsx", write=False)
    assert done.board is not None
    assert done.board.operating is not None, [f.message for f in done.findings]
    amounts = {
        one.name: one.amounts[operating.ACTUAL]
        for b in done.board.operating.blocks.values()
        for one in b.lines
    }
    assert amounts == {"Avgifter": -52, "Löner": 105}


def test_in_the_departments_own_words_where_a_taught_table_lies_beside(tmp_path: Path) -> None:
    table = Workbook()
    page = table.worksheets[0]
    for taught in (
        ("Blad", "Rubrik", "Grupprubrik", "Läses som", "Tecken"),
        ("Våra pengar", "(hela bladet)", None, "Driftredovisning", None),
        ("Våra pengar", "Vad", None, "Kontotext", None),
        ("Våra pengar", "Fick vi", None, "Budget", None),
        ("Våra pengar", "Gjorde av med", None, "Utfall", None),
    ):
        page.append(taught)
    table.save(tmp_path / "översättning.xlsx")
    path = tmp_path / "mall.xlsx"
    assert command("template", str(path), "--kind", "netto", "--year", "2024") == 0
    file = load_workbook(path)
    assert "Driftredovisning" not in file.sheetnames
    headers = [cell.value for cell in file["Våra pengar"][5]]
    assert headers == [
        "Vad",
        "Utfall 2023",
        "Fick vi 2024",
        "Gjorde av med 2024",
        "Prognos 2024",
        "Avvikelse",
        "Kommentar",
    ]
    links = [cell.hyperlink.location for row in file["Läs mig"].iter_rows() for cell in row if cell.hyperlink]
    assert any("Våra pengar" in str(link) for link in links)
    sheet = file["Våra pengar"]
    for number, (name, budget, actual) in enumerate([("Bibliotek", 1000, 1100), ("Museum", 500, 450)], 6):
        sheet.cell(number, 1, name)
        sheet.cell(number, 3, budget)
        sheet.cell(number, 4, actual)
    for cells in sheet.iter_rows(min_row=6):
        for cell in cells:
            if cell.data_type == "f":
                cell.value = None
    file["Uppgifter"]["B6"] = "Kulturnämnden"
    file.remove(file["Investeringsredovisning"])
    file.save(path)
    assert command("process", str(path)) == 0
    result = load_workbook(tmp_path / "mall-resultat.xlsx", data_only=True)["Driftredovisning"]
    assert [1500, 1550] in [[cell.value for cell in row[1:3]] for row in result.iter_rows()]


def test_a_faulty_table_beside_stands_in_the_way_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "översättning.xlsx").write_bytes(b"ingen arbetsbok")
    assert command("template", str(tmp_path / "mall.xlsx")) == 1
    assert not (tmp_path / "mall.xlsx").exists()


def test_an_unknown_kind_is_wrong_usage(tmp_path: Path) -> None:
    assert command("template", str(tmp_path / "a.xlsx"), "--kind", "annat") == 2
