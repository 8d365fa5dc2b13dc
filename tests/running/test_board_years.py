"""`xltool year`: which of the year's reports there are, which are due, and how the forecasts came out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.commands.test_command_line import Run, run
from xltool.running.batch import run as run_all
from xltool.running.board_years import board_years
from xltool.running.inputs import find_boards
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling
from xltool.terminal.board_year import year_lines

__all__ = ["run"]
IN_MAY = date(2023, 5, 2)


def report(
    month: str, pay: float, *, unit: str = "tkr", expected: str = "", board: str = "Nämnden"
) -> Filling:
    """A workbook with one income line and one cost line, the cost judged to come to `pay`."""
    judged = operating.ACTUAL if month == "helår" else operating.JUDGED_FORECAST
    settings = {"board": board, "unit": unit} | ({"reports": expected} if expected else {})
    if month != "helår":
        settings["period"] = month

    def line(name: str, budget: float, amount: float) -> Sequence[FilledRow]:
        return [{operating.NAME: name, operating.BUDGET: budget, judged: amount}]

    return Filling(
        2023,
        settings=settings,
        income=line("Avgifter", -100, -100),
        cost=line("Löner", 800, pay),
        is_interim=month != "helår",
    )


def told(folder: Path, today: date, **reports: Filling) -> tuple[str, list[str]]:
    for name, filling in reports.items():
        (folder / f"{name}.xlsx").write_bytes(template_bytes(filling))
    years, left = board_years(list(run_all(find_boards(folder), write=False)))
    return "\n".join(line for of in years for line in year_lines(of, today)), [one.why for one in left]


def test_what_there_is_and_what_is_due(tmp_path: Path) -> None:
    april = report("april", 820, expected="april, augusti och helår")
    said, _ = told(tmp_path, IN_MAY, a=april)
    assert "✔ Tertialrapport 1 per 30 april 2023" in said
    assert "a.xlsx" in said
    assert "○ Delårsrapport per 31 augusti 2023" in said
    assert "✘" not in said
    said, _ = told(tmp_path, date(2023, 9, 1), a=april)
    assert "✘ Delårsrapport per 31 augusti 2023" in said
    assert "○ Årsredovisning 2023" in said


def test_the_last_day_of_a_period_is_not_over(tmp_path: Path) -> None:
    april = report("april", 820, expected="april; augusti")
    assert "○ Delårsrapport" in told(tmp_path, date(2023, 8, 31), a=april)[0]


def test_the_forecasts_stand_beside_what_came(tmp_path: Path) -> None:
    reports = {"a": report("april", 820), "b": report("augusti", 790), "c": report("helår", 801)}
    said = " ".join(told(tmp_path, IN_MAY, **reports)[0].replace("\u00a0", " ").split())
    assert "(tkr) Budget Prog. apr Prog. aug Utfall" in said
    assert "Nettoresultat 700 720 690 701" in said
    assert "Löner 800 820 790 801" in said
    assert "Avgifter" not in said, "what came as it was forecast needs no row"
    assert "Utfallet blev 11 tkr sämre än prognosen i augusti." in said


def test_reports_in_other_units_are_compared_in_kronor(tmp_path: Path) -> None:
    in_kronor = replace(
        report("augusti", 790_000, unit="kr"),
        income=[
            {operating.NAME: "Avgifter", operating.BUDGET: -100_000, operating.JUDGED_FORECAST: -100_000}
        ],
        cost=[{operating.NAME: "Löner", operating.BUDGET: 800_000, operating.JUDGED_FORECAST: 790_000}],
    )
    said, _ = told(tmp_path, IN_MAY, a=report("april", 820), b=in_kronor)
    assert "Prognosen i augusti blev 30 tkr bättre än prognosen i april." in said.replace("\u00a0", " ")


def test_one_report_a_month_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    said, left = told(tmp_path, IN_MAY, a=report("april", 820), b=report("april", 830))
    assert said.count("✔") == 1
    assert left == ["samma nämnd och månad som i b.xlsx"]


def test_each_board_has_its_own_year(tmp_path: Path) -> None:
    said, _ = told(tmp_path, IN_MAY, a=report("april", 820), b=report("april", 830, board="Kulturnämnden"))
    assert [line for line in said.splitlines() if line.endswith("2023") and "per" not in line][:1]
    assert "Nämnden 2023" in said
    assert "Kulturnämnden 2023" in said


def test_the_expected_reports_come_along_into_the_result_and_the_next_workbook(run: Run) -> None:
    filling = report("april", 820, expected="T1, T2, helår")
    (run.folder / "a.xlsx").write_bytes(template_bytes(filling))
    assert run.json("process", "a.xlsx")[0]["reports"] == [4, 8, 12]
    assert run.json("check", "a-resultat.xlsx")[0]["reports"] == [4, 8, 12]
    assert run("template", "b.xlsx", "--from", "a.xlsx", "--period", "augusti")[0] == 0
    code, out, _ = run("year", ".")
    assert (code, "○" in out or "✘" in out) == (0, True)


@pytest.mark.parametrize("said", ["april, sommaren", "ibland"])
def test_a_month_that_is_none_is_an_error_at_its_cell(run: Run, said: str) -> None:
    filling = report("april", 820, expected=said)
    (run.folder / "a.xlsx").write_bytes(template_bytes(filling))
    found = run.json("check", "a.xlsx")[0]["findings"]
    assert [(f["code"], f["sheet"]) for f in found if f["severity"] == "error"] == [("XL212", "Uppgifter")]
