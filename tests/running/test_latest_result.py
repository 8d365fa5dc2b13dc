"""Work in a result that was written beside one that was open is taken along like any other, or named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.examples import WORKBOOKS
from tests.rerun.test_keep import Edit, edited, shown, write
from xltool.commands.command_line import main
from xltool.running.batch import exit_code, process_file
from xltool.running.inputs import find_workbooks
from xltool.running.outcome import Options, Outcome, State

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
        "Någon har arbetat vidare i b-resultat (2).xlsx, som ligger bredvid b-resultat.xlsx. Det som står där "
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
    assert told.startswith("I både b-resultat.xlsx och b-resultat (2).xlsx finns sådant som ni har skrivit")
    assert (result.read_bytes(), other.read_bytes(), _names(budget.parent)) == (theirs, others, before)
    other.rename(budget.parent / "undan.xlsx")
    process_file(budget)
    assert shown(result.read_bytes(), SHEET, "Lokalhyror", "Kommentar") == "I den ena."


def test_while_the_result_is_still_open_work_goes_on_beside(budget: Path) -> None:
    result, other, mark = _beside(budget)
    theirs = _change(other, _comment("Resor & kurser", "Skrevs bredvid."))
    first = process_file(budget)
    assert first.path == other, "where people work meanwhile"
    assert shown(other.read_bytes(), SHEET, "Resor & kurser", "Kommentar") == "Skrevs bredvid."
    assert theirs in [p.read_bytes() for p in budget.parent.iterdir() if "resultat_" in p.name]
    _change(other, _comment("Lokalhyror", "Och mer."))
    mark.unlink()
    assert process_file(budget).path == result
    for row, text in (("Lokalhyror", "Och mer."), ("Resor & kurser", "Skrevs bredvid.")):
        assert shown(result.read_bytes(), SHEET, row, "Kommentar") == text


@pytest.mark.parametrize("last", ["nobody", "somebody"])
def test_work_beside_is_not_forgotten_for_the_old_result(budget: Path, last: str) -> None:
    """Beside an open result, what people wrote there is in a result that nobody has touched since."""
    result, other, mark = _beside(budget)
    _change(other, _comment("Resor & kurser", "Skrevs bredvid."))
    assert process_file(budget).path == other
    if last == "somebody":
        _change(other, _comment("Lokalhyror", "Sist."))
    mark.unlink()
    for _ in range(3):
        assert process_file(budget).path == result
        assert shown(result.read_bytes(), SHEET, "Resor & kurser", "Kommentar") == "Skrevs bredvid."
        assert shown(result.read_bytes(), SHEET, "Lokalhyror", "Kommentar") == (
            "Sist." if last == "somebody" else None
        )


def test_beside_a_read_only_result_work_goes_on_run_after_run(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    _change(result, _comment("Kapitalkostnader", "Fastställt."))
    result.chmod(0o444)
    texts = {"Kapitalkostnader": "Fastställt."}
    other = budget.parent / "b-resultat (2).xlsx"
    for row, text in (("Lokalhyror", "Ett."), ("Resor & kurser", "Två."), ("", "")):
        assert process_file(budget).path == other
        for known, wanted in texts.items():
            assert shown(other.read_bytes(), SHEET, known, "Kommentar") == wanted
        if row:
            _change(other, _comment(row, text))
            texts[row] = text
    result.chmod(0o644)


def test_what_was_written_in_an_old_file_beside_does_not_push_out_what_came_since(budget: Path) -> None:
    result, other, mark = _beside(budget)
    mark.unlink()
    _change(result, _comment("Lokalhyror", "I resultatet."))
    assert process_file(budget).path == result
    _change(other, _comment("Resor & kurser", "I den gamla."))
    outcome = process_file(budget)
    assert _messages(outcome, "XL137")
    assert shown(result.read_bytes(), SHEET, "Lokalhyror", "Kommentar") == "I resultatet."


def test_a_result_saved_twice_while_it_was_open_is_one(budget: Path) -> None:
    result, _, mark = _beside(budget, _comment("Lokalhyror", "Skrevs först."))
    _change(result, _comment("Resor & kurser", "Sparat igen."))
    mark.unlink()
    assert process_file(budget).path == result
    for row, text in (("Lokalhyror", "Skrevs först."), ("Resor & kurser", "Sparat igen.")):
        assert shown(result.read_bytes(), SHEET, row, "Kommentar") == text


@pytest.mark.parametrize("suffix", [".xlsm", ".ods", ".xls"])
@pytest.mark.parametrize("alone", [True, False])
def test_a_result_that_was_saved_in_another_format_stops_the_run(
    budget: Path, suffix: str, alone: bool
) -> None:
    result = process_file(budget).path
    assert result
    other = result.with_suffix(suffix)
    other.write_bytes(result.read_bytes())
    if alone:
        result.unlink()
    outcome = process_file(budget)
    assert (outcome.state, exit_code([outcome], strict=False)) == (State.ERRORS, 1)
    (told,) = _messages(outcome, "XL146")
    assert told.startswith(
        f"Bredvid ligger b-resultat{suffix}. xltool tar bara med det som står i b-resultat.xlsx"
    )
    assert result.exists() != alone


def test_a_link_to_a_result_that_is_open_is_not_written_through(budget: Path, tmp_path: Path) -> None:
    (tmp_path / "delad").mkdir()
    real, link = tmp_path / "delad" / "r.xlsx", tmp_path / "b-resultat.xlsx"
    link.symlink_to(real)
    process_file(budget)
    theirs = _change(real, _comment("Lokalhyror", "Pågår."))
    (tmp_path / "delad" / ".~lock.r.xlsx#").write_bytes(b"")
    outcome = process_file(budget)
    assert outcome.path == tmp_path / "b-resultat (2).xlsx"
    assert real.read_bytes() == theirs


# --- what is made anew every time --------------------------------------------------------------------------------


def _spoil(budget: Path, value: str = "många") -> None:
    budget.write_bytes(
        edited(
            (WORKBOOKS / "exempel" / "sydnarke-2023.xlsx").read_bytes(),
            write(SHEET, "Lokalhyror", "Utfall 2023", value),
        )
    )


def test_work_in_a_marked_copy_is_kept(budget: Path) -> None:
    _spoil(budget)
    marked = process_file(budget).marked
    assert marked
    _spoil(budget, "ganska många")
    assert not _messages(process_file(budget), "XL145"), "nobody has worked in it"
    theirs = _change(marked, write(SHEET, "Lokalhyror", "Utfall 2023", 747))
    outcome = process_file(budget)
    (told,) = _messages(outcome, "XL145")
    (version,) = [p for p in budget.parent.iterdir() if "granskad_" in p.name]
    assert version.read_bytes() == theirs
    assert version.name in told
    assert outcome.marked == marked
    assert [p.name for p in find_workbooks([budget.parent])] == ["b.xlsx"]


@pytest.mark.parametrize("how", ["open", "read-only", "link"])
def test_a_marked_copy_that_is_to_be_left_alone_is(budget: Path, how: str, tmp_path: Path) -> None:
    _spoil(budget)
    marked = process_file(budget).marked
    assert marked
    if how == "open":
        (tmp_path / f"~${marked.name}").write_bytes(b"")
    elif how == "read-only":
        marked.chmod(0o444)
    else:
        marked.rename(tmp_path / "annat.dat")
        marked.symlink_to(tmp_path / "annat.dat")
    theirs = marked.read_bytes()
    _spoil(budget, "ganska många")
    outcome = process_file(budget)
    assert marked.read_bytes() == theirs
    assert outcome.marked == tmp_path / "b-granskad (2).xlsx"
    (told,) = _messages(outcome, "XL118")
    assert "Den nya granskade kopian heter därför b-granskad (2).xlsx." in told


def test_a_version_that_goes_is_named(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    for number in range(4):
        _change(result, _comment("Lokalhyror", f"Nummer {number}"))
        outcome = process_file(budget, Options(keep=2))
        gone = _messages(outcome, "XL144")
        assert len(gone) == (number >= 2)
    assert "b-resultat_" in gone[0]
    assert gone[0].endswith("borttagen, för det fanns fler än 2.")


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
