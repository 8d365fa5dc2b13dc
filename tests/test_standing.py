"""Work in a result that was written beside one that was open is taken along like any other, or named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.examples import WORKBOOKS
from tests.test_rerun import Edit, edited, shown, write
from xltool.app import Options, Outcome, exit_code, process_file
from xltool.cli import main
from xltool.work import State

SHEET = "Driftredovisning"


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "b.xlsx"
    path.write_bytes((WORKBOOKS / "exempel" / "sydnarke-2023.xlsx").read_bytes())
    return path


def _comment(row: str, text: str) -> Edit:
    return write(SHEET, row, "Kommentar", text)


def _change(path: Path, *edits: Edit) -> bytes:
    path.write_bytes(edited(path.read_bytes(), *edits))
    return path.read_bytes()


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def _messages(outcome: Outcome, code: str) -> list[str]:
    return [f.message for f in outcome.findings if f.code.code == code]


def _beside(budget: Path, *before: Edit) -> tuple[Path, Path, Path]:
    """A result with the edits, and another written beside it while it was open; the mark of the open one."""
    result = process_file(budget).path
    assert result
    if before:
        _change(result, *before)
    mark = budget.parent / "~$b-resultat.xlsx"
    mark.write_bytes(b"")
    other = process_file(budget).path
    assert other == budget.parent / "b-resultat (2).xlsx"
    return result, other, mark


def test_work_in_the_file_beside_is_in_the_next_result(budget: Path) -> None:
    result, other, mark = _beside(budget, _comment("Lokalhyror", "Skrevs först."))
    theirs = _change(other, _comment("Resor & kurser", "Skrevs bredvid."))
    os.utime(other, (1_706_775_300, 1_706_775_300))
    mark.unlink()
    outcome = process_file(budget)
    assert outcome.path == result
    for row, text in (("Lokalhyror", "Skrevs först."), ("Resor & kurser", "Skrevs bredvid.")):
        assert shown(result.read_bytes(), SHEET, row, "Kommentar") == text
    (version,) = [p for p in budget.parent.iterdir() if "resultat_2024-02-01" in p.name]
    assert version.read_bytes() == theirs
    (told,) = _messages(outcome, "XL136")
    assert told == (
        "b-resultat (2).xlsx skrevs när b-resultat.xlsx var öppet, och någon har arbetat vidare i den. Det som står där "
        f"har följt med till det nya resultatet, och filen är sparad som {version.name}."
    )
    assert not other.exists()
    before = _names(budget.parent)
    assert not _messages(process_file(budget), "XL136"), "it is taken along once"
    assert _names(budget.parent) == before


def test_a_file_beside_that_nobody_changed_means_nothing(budget: Path) -> None:
    result, other, mark = _beside(budget)
    mark.unlink()
    _change(result, _comment("Lokalhyror", "Här."))
    outcome = process_file(budget)
    assert not _messages(outcome, "XL136") + _messages(outcome, "XL137")
    assert shown(result.read_bytes(), SHEET, "Lokalhyror", "Kommentar") == "Här."
    assert other.exists()


def test_two_results_that_are_changed_stop_the_run(budget: Path) -> None:
    result, other, mark = _beside(budget)
    theirs = _change(result, _comment("Lokalhyror", "I den ena."))
    others = _change(other, _comment("Resor & kurser", "I den andra."))
    mark.unlink()
    before = _names(budget.parent)
    outcome = process_file(budget)
    assert outcome.state is State.ERRORS
    assert exit_code([outcome], strict=False) == 1
    (told,) = _messages(outcome, "XL137")
    assert told.startswith("Både b-resultat.xlsx och b-resultat (2).xlsx är ändrade")
    assert (result.read_bytes(), other.read_bytes(), _names(budget.parent)) == (theirs, others, before)
    other.rename(budget.parent / "undan.xlsx")
    process_file(budget)
    assert shown(result.read_bytes(), SHEET, "Lokalhyror", "Kommentar") == "I den ena."


def test_while_the_result_is_still_open_work_goes_on_beside(budget: Path) -> None:
    result, other, mark = _beside(budget)
    _change(other, _comment("Resor & kurser", "Skrevs bredvid."))
    first = process_file(budget)
    assert first.path is not None
    assert first.path.name == "b-resultat (3).xlsx"
    assert shown(first.path.read_bytes(), SHEET, "Resor & kurser", "Kommentar") == "Skrevs bredvid."
    _change(first.path, _comment("Lokalhyror", "Och mer."))
    mark.unlink()
    assert process_file(budget).path == result
    for row, text in (("Lokalhyror", "Och mer."), ("Resor & kurser", "Skrevs bredvid.")):
        assert shown(result.read_bytes(), SHEET, row, "Kommentar") == text


def test_a_file_beside_that_is_open_is_left_where_it_is(budget: Path) -> None:
    result, other, mark = _beside(budget)
    theirs = _change(other, _comment("Resor & kurser", "Skrevs bredvid."))
    mark.unlink()
    (budget.parent / f".~lock.{other.name}#").write_bytes(b"")
    assert process_file(budget).path == result
    assert other.read_bytes() == theirs
    _change(result, _comment("Lokalhyror", "Sedan."))
    outcome = process_file(budget)
    assert not _messages(outcome, "XL137"), "what is taken along is no news"
    for row, text in (("Lokalhyror", "Sedan."), ("Resor & kurser", "Skrevs bredvid.")):
        assert shown(result.read_bytes(), SHEET, row, "Kommentar") == text


def test_what_is_left_behind_is_said_to_be_in_the_version_by_its_name(
    budget: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = process_file(budget).path
    assert result

    def loose(book: object) -> None:
        book[SHEET]["A60"].value = "Fråga Eva"  # type: ignore[index]  # a workbook

    _change(result, loose)
    with pytest.raises(SystemExit):
        main(["process", str(budget), "--json"])
    told = json.loads(capsys.readouterr().out)
    (message,) = [f["message"] for f in told["findings"] if f["code"] == "XL131"]
    (version,) = [name for name in _names(budget.parent) if "resultat_" in name]
    assert message.endswith(f"Det finns kvar i den sparade versionen {version}.")


def test_as_many_versions_as_wanted_are_kept_of_files_beside_too(budget: Path) -> None:
    result, other, mark = _beside(budget)
    mark.unlink()
    for number in range(3):
        if other != result and not other.exists():
            other.write_bytes(result.read_bytes())
        _change(other, _comment("Resor & kurser", f"Nummer {number}"))
        process_file(budget, Options(keep=2))
        assert shown(result.read_bytes(), SHEET, "Resor & kurser", "Kommentar") == f"Nummer {number}"
    assert len([name for name in _names(budget.parent) if "resultat_" in name]) == 2
