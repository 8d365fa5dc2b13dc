"""What a taught table is not taken for, and what it is to later runs."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import load_workbook

from tests.commands.test_command_line import EXAMPLE, Run, run
from tests.commands.test_translate import (
    ANSWERS,
    SETTINGS,
    TABLE,
    VERKSAMHET,
    Rows,
    department,
    fill_in,
    net,
    texts,
    write,
)

__all__ = ["run"]

# --- where it stands and what it is not ----------------------------------------------------------------------


def test_the_table_is_never_taken_for_a_workbook(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    run("translate", "b.xlsx")  # with a kept version
    assert [Path(o["file"]).name for o in run.json("check", ".")] == ["b.xlsx"]
    code, out, _ = run("overview", ".")
    assert code == 0
    assert TABLE not in out
    assert run("process", TABLE)[0] == 2
    assert [Path(o["file"]).name for o in run.json("check", "b.xlsx", TABLE)] == ["b.xlsx"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_name_is_known_however_the_system_writes_it(run: Run, form: Literal["NFC", "NFD"]) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    (run.folder / TABLE).rename(run.folder / unicodedata.normalize(form, "Översättning.xlsx"))
    assert run.json("check", "b.xlsx")[0]["status"] == "ok"
    assert len(run.json("check", ".")) == 1


def test_kontroll_tells_where_the_words_were_taught(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    run("process", "b.xlsx")
    told = texts(run.folder / "b-resultat.xlsx", "Kontroll")
    assert any(text.startswith(f"{TABLE}, SHA-256 ") for text in told)
    assert any("Budget = »Kommunens ram 2024«" in text and f"enligt {TABLE}" in text for text in told)


def test_the_same_table_gives_the_same_bytes_and_a_changed_one_a_new_result(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    run("process", "b.xlsx")
    result = run.folder / "b-resultat.xlsx"
    first = result.read_bytes()
    assert run("process", "b.xlsx")[0] == 0
    assert result.read_bytes() == first
    fill_in(run.folder / TABLE, {"Förbrukat 2024": "Budget", "Kommunens ram 2024": "Utfall"})
    run("process", "b.xlsx", "--input-wins")
    (done,) = run.json("check", "b.xlsx")
    assert net(done) == (1065, 1010)
    assert result.read_bytes() != first


def test_a_table_that_does_not_concern_a_workbook_changes_nothing_of_its_result(run: Run) -> None:
    (run.folder / "s.xlsx").write_bytes(EXAMPLE.read_bytes())
    run("process", "s.xlsx")
    before = (run.folder / "s-resultat.xlsx").read_bytes()
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    run("process", "s.xlsx")
    assert (run.folder / "s-resultat.xlsx").read_bytes() == before


def test_a_result_is_read_without_the_table(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    run("process", "b.xlsx")
    (done,) = run.json("check", "b-resultat.xlsx")
    assert net(done) == (1010, 1065)
    _, out, _ = run("diff", "b.xlsx", "b-resultat.xlsx", "--json")
    assert json.loads(out)["differs"] is False


def test_the_next_year_s_template_is_made_of_a_taught_workbook(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    assert run("template", "ny.xlsx", "--from", "b.xlsx")[0] == 0
    names = [
        row[1]
        for row in load_workbook(run.folder / "ny.xlsx")["Driftredovisning"].iter_rows(values_only=True)
    ]
    assert "Avgifter" in names


def test_many_workbooks_in_workers_are_read_by_one_table(run: Run) -> None:
    for number in range(6):
        department(run.folder / f"b{number}.xlsx")
    run("translate", "b0.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    done = run.json("process", ".", "--jobs", "2")
    assert [(d["status"], net(d)) for d in done] == [("ok", (1010, 1065))] * 6


def test_the_marked_copy_marks_the_department_s_own_cell(run: Run) -> None:
    lines: Rows = [*VERKSAMHET, ["Resor", "Kostnad", "ca 20", 15, 10, "Eva"]]
    write(run.folder / "b.xlsx", {"Uppgifter": SETTINGS, "Verksamhet 2024": lines})
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS)
    code, out, _ = run("process", "b.xlsx")
    assert code == 1
    assert "XL301  Verksamhet 2024!C7" in out
    marked = load_workbook(run.folder / "b-granskad.xlsx")
    assert marked["Verksamhet 2024"]["C7"].comment is not None
    assert marked["Verksamhet 2024"]["D3"].value == "Kommunens ram 2024", "their header is left as it is"


def test_a_fault_of_the_table_is_told_at_its_cell_and_marks_nothing_else(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    fill_in(run.folder / TABLE, ANSWERS | {"Ansvarig": "Chef"})
    code, out, _ = run("process", "b.xlsx")
    assert code == 1
    assert f"XL240  [{TABLE}]Översättning!" in out
    assert "1 fel" in out
