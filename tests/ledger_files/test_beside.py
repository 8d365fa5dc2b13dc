"""Which file is a workbook's ledger, and what becomes of a run over a result that was made with one."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.ledger_files.boards import LINES, SYN, processed, sums, told, workbook
from xltool.files.result_names import DROP_FOLDER
from xltool.running.batch import run
from xltool.running.outcome import Options, Outcome, State
from xltool.watching.drop_folder import DropFolder

SIE = (SYN / "s1-typ2-helar.se").read_bytes()
AUGUST = (SYN / "s6-typ2-jan-aug-utan-omfattn-utf8-bom.se").read_bytes()


def _run(folder: Path, ledger: Path | None = None, *, write: bool = True) -> Outcome:
    book = folder / "budget.xlsx"
    if not book.exists():
        book.write_bytes(workbook())
    (outcome,) = run([book], write=write, options=Options(ledger=ledger))
    return outcome


def _codes(outcome: Outcome) -> list[str]:
    return sorted({f.code.code for f in outcome.findings if f.is_error or "XL175" <= f.code.code <= "XL199"})


@pytest.mark.parametrize("name", ["budget.se", "budget.SI", "Budget.sie"])
def test_the_file_of_the_workbooks_name_is_its_ledger(tmp_path: Path, name: str) -> None:
    name = name if name.startswith("b") else "budget.sie"
    (tmp_path / name).write_bytes(SIE)
    assert _run(tmp_path).state is State.OK


def test_another_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "annan.se").write_bytes(SIE)
    assert _run(tmp_path).state is State.ERRORS
    assert _run(tmp_path, tmp_path / "annan.se").state is State.OK
    assert _run(tmp_path, tmp_path / "annan.se", write=False).state is State.OK
    assert _codes(_run(tmp_path, tmp_path / "saknas.se")) == ["XL101"]


def test_two_files_of_the_workbooks_name_are_asked_about(tmp_path: Path) -> None:
    for ending in ("se", "csv"):
        (tmp_path / f"budget.{ending}").write_bytes(SIE)
    assert _codes(_run(tmp_path)) == ["XL190"]
    assert _run(tmp_path, tmp_path / "budget.se").state is State.OK


def test_notes_beside_the_workbook_are_passed_over_and_told(tmp_path: Path) -> None:
    rows = (*LINES[:1], ("3*", "Intäkter", None, -1, -1))
    (tmp_path / "budget.xlsx").write_bytes(workbook(rows))
    (tmp_path / "budget.txt").write_text("Ring Eva om hyran.\n", encoding="utf-8")
    outcome = _run(tmp_path)
    assert (outcome.state, _codes(outcome)) == (State.OK, ["XL192"])
    assert _codes(_run(tmp_path, tmp_path / "budget.txt")) == ["XL191"]


def test_a_sheet_beside_a_file_is_asked_about() -> None:
    data = workbook(ledger=[("Konto", "Utfall", "Budget"), (3010, -1, -1), (5010, 1, 1)])
    assert "XL189" in told(processed(data, SIE))


def test_kontroll_says_where_the_ledger_came_from() -> None:
    worked = processed(workbook(), SIE, "bokföring.se")
    assert worked.data is not None
    rows = load_workbook(BytesIO(worked.data), read_only=True)["Kontroll"].iter_rows(values_only=True)
    facts = {row[0]: row[1] for row in rows if row[0]}
    assert facts["Bokföringsfil"] == "bokföring.se"
    assert facts["Bokföringens kontrollsumma (SHA-256)"] == hashlib.sha256(SIE).hexdigest()
    assert facts["Bokföringsprogram"] == "Ekonomisystem 1.0"
    assert str(facts["Bokföringens företag"]).startswith("Hallsbergs kommun")
    assert facts["Räkenskapsår"] == "2023-01-01 till 2023-12-31"
    assert facts["Bokföringen når till"] == "2023-12-31"
    assert facts["Utfall ur"] == "årssaldona (#RES 0), hela året till och med december 2023"
    assert facts["Budget ur"] == "budgeten (#PBUDGET 0), alla månader"
    assert str(facts["Bokföringens teckenkodning"]).startswith("CP437")


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_the_result_holds_the_rows_and_sums_them_live() -> None:
    worked = processed(workbook(), SIE)
    assert worked.data is not None
    book = load_workbook(BytesIO(worked.data))
    header = [cell.value for cell in book["Underlag"][5]]
    assert header == ["Konto", "Kontonamn", "Period", "Utfall", "Budget", "Utfall föregående år"]
    formulas = [
        c.value for row in book["Driftredovisning"].iter_rows() for c in row if isinstance(c.value, str)
    ]
    assert sum("SUMIFS(Underlag!" in one for one in formulas) >= 3 * (len(LINES) - 1)


def test_the_same_run_again_gives_the_same_bytes_and_another_ledger_another_result() -> None:
    data = workbook()
    first = processed(data, SIE)
    assert processed(data, SIE, previous=first.data).data == first.data
    other = processed(data, AUGUST, previous=first.data)
    assert (other.result is not None, sums(other)["Utfall"]) == (True, 1_039_614.0)


def test_without_its_file_a_workbook_is_asked_for_its_amounts_and_the_result_stays(tmp_path: Path) -> None:
    (tmp_path / "budget.se").write_bytes(SIE)
    assert _run(tmp_path).state is State.OK
    before = (tmp_path / "budget-resultat.xlsx").read_bytes()
    (tmp_path / "budget.se").unlink()
    assert set(_codes(_run(tmp_path))) == {"XL302"}
    assert (tmp_path / "budget-resultat.xlsx").read_bytes() == before


def test_a_result_is_read_again_with_its_own_rows_or_with_a_file() -> None:
    first = processed(workbook(), SIE)
    assert first.data is not None
    assert sums(processed(first.data, None)) == sums(first)
    again = processed(first.data, SIE)
    assert (told(again), sums(again)) == (["XL193"], sums(first))
    other = processed(first.data, AUGUST)
    assert (told(other), sums(other)["Utfall"]) == (["XL193", "XL194"], 1_039_614.0)


def test_a_watched_folder_sees_that_the_ledger_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    DROP_FOLDER.mkdir(parents=True)
    (DROP_FOLDER / "budget.xlsx").write_bytes(workbook())
    place = DropFolder(None, Options())
    before, content = place.look(), place.content("budget.xlsx")
    (DROP_FOLDER / "budget.se").write_bytes(SIE)
    assert place.look() != before
    assert place.content("budget.xlsx") != content
    assert place.process("budget.xlsx").state is State.OK
