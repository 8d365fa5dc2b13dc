"""What happens around a result while it is put in its place: somebody saves, a share goes, a folder cannot be synced."""

from __future__ import annotations

import errno
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import load_workbook

from tests.examples import WORKBOOKS
from tests.rerun.test_keep import edited, write
from xltool.files import whole_files
from xltool.files.exchange import exchanged
from xltool.findings.finding import Finding
from xltool.running import one_workbook
from xltool.running.batch import process_file
from xltool.running.outcome import State

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
RESULT = "b-resultat.xlsx"


def texts_of(path: Path) -> set[object]:
    sheet = load_workbook(BytesIO(path.read_bytes())).get_sheet_by_name("Driftredovisning")
    return {value for row in sheet.to_python() for value in row}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "delad"
    home.mkdir()
    shutil.copy(EXAMPLE, home / "b.xlsx")
    assert process_file(home / "b.xlsx").state is State.OK
    return home


def _comment(result: Path, row: str, text: str) -> None:
    result.write_bytes(edited(result.read_bytes(), write("Driftredovisning", row, "Kommentar", text)))


def test_a_save_between_the_last_look_and_the_exchange_comes_along(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = folder / RESULT
    _comment(result, "Resor & kurser", "Först")
    late = edited(result.read_bytes(), write("Driftredovisning", "Lokalhyror", "Kommentar", "I sista stund"))
    saves = [late]

    def saved_first(temporary: Path, place: Path) -> bool:
        if saves and place == result:
            result.write_bytes(saves.pop())
        return exchanged(temporary, place)

    monkeypatch.setattr(whole_files, "exchanged", saved_first)
    outcome = process_file(folder / "b.xlsx")
    assert not saves, "the system can exchange two files"
    assert any("har 2 kommentarer följt med" in f.message for f in outcome.findings)
    assert {"Först", "I sista stund"} <= texts_of(result)
    assert not list(folder.glob(".xltool-*"))


def test_a_share_that_goes_before_the_result_is_looked_for_gets_no_result_without_its_comments(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _comment(folder / RESULT, "Resor & kurser", "Vår kommentar")
    real = one_workbook.read_input

    def read_and_unmounted(path: Path) -> bytes | Finding:
        data = real(path)
        if not folder.with_name("fjärran").exists():
            folder.rename(folder.with_name("fjärran"))
            folder.mkdir()  # the mount point
        return data

    monkeypatch.setattr(one_workbook, "read_input", read_and_unmounted)
    outcome = process_file(folder / "b.xlsx")
    assert outcome.state is State.UNREADABLE
    assert [f.code.code for f in outcome.findings] == ["XL105"]
    assert "nätverksenhet" in outcome.findings[0].message
    assert not list(folder.iterdir())
    assert "Vår kommentar" in texts_of(folder.with_name("fjärran") / RESULT)


def test_a_folder_that_cannot_be_synced_has_its_result_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _comment(folder / RESULT, "Resor & kurser", "Vår")

    def fails(_: Path) -> None:
        raise OSError(errno.EIO, "the disk")

    monkeypatch.setattr(whole_files, "_sync_folder", fails)
    outcome = process_file(folder / "b.xlsx")
    assert outcome.state is State.OK
    assert "XL105" not in [f.code.code for f in outcome.findings]
    assert "Vår" in texts_of(folder / RESULT)
