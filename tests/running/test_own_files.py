"""Results and marked copies are known by their content, and what becomes of a marked copy when its workbook is mended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.hostile.base import PARTS, SHEET
from tests.hostile.build import zipped
from xltool.core.usage import UsageError
from xltool.running.batch import process_file
from xltool.running.inputs import copies_of_generated, find_boards, find_workbooks
from xltool.running.outcome import DEFAULT, Outcome, State
from xltool.running.own_files import Own, own_file
from xltool.watching.drop_folder import DropFolder

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
RIGHT = zipped(PARTS)
WRONG = zipped({**PARTS, SHEET: PARTS[SHEET].replace(b'<c r="D3"><v>415', b'<c r="D3" t="str"><v>ca 300')})
CALLED = (
    "budget-resultat-DESKTOP-123ABC.xlsx",
    "budget-resultat (kopia).xlsx",
    "Kopia av budget-resultat.xlsx",
    "Nämndens uppföljning.xlsx",
)


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(RIGHT)
    return path


def told(outcome: Outcome, *codes: str) -> list[str]:
    return [f.message for f in outcome.findings if f.code.code in codes]


def ran(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "xltool", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    return " ".join((done.stdout + done.stderr).split())


# --- known by their content --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CALLED)
def test_a_copy_of_a_result_is_no_input_of_a_folder_whatever_it_is_called(budget: Path, name: str) -> None:
    result = process_file(budget).path
    assert result is not None
    copy = result.rename(result.with_name(name))
    assert find_workbooks([budget.parent]) == [budget]
    assert [*copies_of_generated([budget.parent], [budget])] == [copy]
    assert ran("process", budget.parent).count(f"{name} är hoppad över") == 1
    assert not copy.with_name(f"{copy.stem}-resultat.xlsx").exists()


def test_a_result_that_another_program_has_saved_is_still_known(budget: Path) -> None:
    result = process_file(budget).path
    assert result is not None
    book = load_workbook(result)
    book.save(budget.with_name("a.xlsx"))
    assert own_file(budget.with_name("a.xlsx")) is Own.RESULT


def test_a_marked_copy_is_no_input_of_a_folder_whatever_it_is_called(budget: Path) -> None:
    budget.write_bytes(WRONG)
    marked = process_file(budget).marked
    assert marked is not None
    copy = marked.rename(marked.with_name("budget-granskad-DESKTOP-1.xlsx"))
    assert own_file(copy) is Own.MARKED
    assert find_workbooks([budget.parent]) == [budget]
    assert find_boards(budget.parent) == [budget]


def test_what_is_nothing_of_ours_is_not_taken_for_it(budget: Path) -> None:
    others = [
        b"",
        b"PK\x03\x04",
        RIGHT[:200],
        RIGHT + b"x" * 70_000,
        RIGHT.replace(b"xl/workbook.xml", b"xl/wxrkbook.xml"),
    ]
    for data in (RIGHT, *others):
        budget.write_bytes(data)
        assert own_file(budget) is None
    listed = PARTS["xl/workbook.xml"].replace(b"Uppgifter", b"Granskning")
    budget.write_bytes(zipped({**PARTS, "xl/workbook.xml": listed}))
    assert own_file(budget) is None, "a sheet of their own of that name"
    assert own_file(budget.parent) is None
    assert own_file(budget.with_name("finns inte.xlsx")) is None


def test_a_directory_that_costs_gigabytes_is_not_opened(budget: Path) -> None:
    ending = b"PK\x05\x06" + bytes(8) + (1 << 30).to_bytes(4, "little") + bytes(6)
    budget.write_bytes(RIGHT + ending)
    assert own_file(budget) is None


def test_a_folder_of_copies_alone_says_what_they_are(budget: Path) -> None:
    result = process_file(budget).path
    assert result is not None
    result.rename(result.with_name(CALLED[0]))
    budget.unlink()
    with pytest.raises(UsageError, match="är eller heter som xltools egna filer"):
        find_workbooks([budget.parent])


def test_a_copy_of_a_result_in_the_watched_folder_is_passed_over(budget: Path) -> None:
    result = process_file(budget).path
    assert result is not None
    result.rename(result.with_name(CALLED[0]))
    place = DropFolder(budget.parent, DEFAULT)
    looked = place.look()
    assert looked is not None
    assert [*looked] == ["budget.xlsx"]


# --- given by name -----------------------------------------------------------------------------------------------


def test_a_result_given_by_its_name_is_read_and_says_what_was_done(budget: Path) -> None:
    result = process_file(budget).path
    assert result is not None
    before = result.read_bytes()
    outcome = process_file(result)
    assert outcome.state is State.OK
    (message,) = told(outcome, "XL152")
    assert message.startswith("budget-resultat.xlsx är ett resultat från xltool")
    assert "heter budget-resultat-resultat.xlsx" in message
    assert outcome.path == result.with_name("budget-resultat-resultat.xlsx")
    assert result.read_bytes() == before
    assert told(process_file(budget), "XL152") == []


def test_a_marked_copy_given_by_its_name_says_what_was_done(budget: Path) -> None:
    budget.write_bytes(WRONG)
    marked = process_file(budget).marked
    assert marked is not None
    (message,) = told(process_file(marked), "XL152")
    assert message.startswith("budget-granskad.xlsx är en granskad kopia från xltool")


# --- the marked copy of a workbook that was mended ---------------------------------------------------------------


def _marked(budget: Path) -> Path:
    budget.write_bytes(WRONG)
    marked = process_file(budget).marked
    assert marked is not None
    budget.write_bytes(RIGHT)
    return marked


def test_the_marked_copy_goes_when_its_workbook_is_mended(budget: Path) -> None:
    marked = _marked(budget)
    outcome = process_file(budget)
    assert outcome.state is State.OK
    assert not marked.exists()
    assert told(outcome, "XL153") == ["budget-granskad.xlsx är borttagen: felen som den visade är rättade."]
    assert told(process_file(budget), "XL153", "XL154") == []


def _saved_again(marked: Path) -> None:
    load_workbook(marked).save(marked)


def _opened(marked: Path) -> None:
    marked.with_name(f"~${marked.name}").write_bytes(b"")


def _protected(marked: Path) -> None:
    marked.chmod(0o444)


def _a_workbook_of_their_own(marked: Path) -> None:
    marked.write_bytes(RIGHT)


LEFT: dict[str, Callable[[Path], None]] = {
    "någon har ändrat i den": _saved_again,
    "är öppen": _opened,
    "skrivskyddad": _protected,
    "någon har ändrat": _a_workbook_of_their_own,
}


@pytest.mark.parametrize("why", LEFT)
def test_a_marked_copy_that_is_not_ours_alone_stays_and_is_called_old(budget: Path, why: str) -> None:
    marked = _marked(budget)
    LEFT[why](marked)
    before = marked.read_bytes()
    outcome = process_file(budget)
    assert outcome.state is State.OK
    (message,) = told(outcome, "XL154")
    assert why in message
    assert marked.read_bytes() == before


def test_errors_and_checks_leave_the_marked_copy(budget: Path) -> None:
    marked = _marked(budget)
    ran("check", budget)
    assert marked.exists()
    budget.write_bytes(WRONG)
    assert process_file(budget).marked == marked
    assert marked.exists()
