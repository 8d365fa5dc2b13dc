"""What Windows answers that other systems do not, played on this one: files held for a moment, pipes, paths, names, times."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from xltool.files import long_paths, result_files
from xltool.files.broken_pipe import is_broken_pipe
from xltool.files.result_files import beside, keep_version
from xltool.files.result_names import as_text, result_path, results_of
from xltool.files.whole_files import mode_if_there, read_file, write_over, write_whole


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited."""
    waited: list[float] = []
    monkeypatch.setattr("xltool.files.patience.sys.platform", "win32")
    monkeypatch.setattr("xltool.files.patience.time.sleep", waited.append)
    return waited


def held(times: int, do: Callable[..., object]) -> Callable[..., object]:
    """The same, refused so many times first."""
    left = [times]

    def refused(*arguments: object, **named: object) -> object:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "sharing violation")
        return do(*arguments, **named)

    return refused


@pytest.mark.parametrize("method", ["replace", "rename", "stat", "open"])
def test_a_file_that_is_held_for_a_moment_is_waited_for(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_windows: list[float]
) -> None:
    path = tmp_path / "b-resultat.xlsx"
    path.write_bytes(b"before")
    monkeypatch.setattr(Path, method, held(4, getattr(Path, method)))
    monkeypatch.setattr("xltool.files.whole_files.exchanged", lambda *_: False)
    if method in ("stat", "open"):
        assert mode_if_there(path) is not None
        assert read_file(path) == b"before"
    else:
        write_over(path, b"after", b"before")
        write_over(tmp_path / "new.xlsx", b"new", None)
        assert path.read_bytes() == b"after"
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".tmp") == []
    if method != "rename" or on_windows:
        assert 0 < sum(on_windows) < 1.3


def test_a_file_that_excel_holds_is_told_after_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_windows: list[float]
) -> None:
    monkeypatch.setattr(os, "replace", held(99, os.replace))
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "b.xlsx", b"new")
    assert 1.1 < sum(on_windows) < 1.3
    assert not list(tmp_path.iterdir())


def test_elsewhere_a_refusal_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("xltool.files.patience.sys.platform", "linux")
    monkeypatch.setattr("xltool.files.patience.time.sleep", waited.append)
    monkeypatch.setattr(os, "replace", held(1, os.replace))
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "b.xlsx", b"new")
    assert waited == []


def test_a_reader_that_has_gone_is_an_invalid_argument_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_broken_pipe(BrokenPipeError())
    assert not is_broken_pipe(OSError(errno.ENOSPC, "full"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert not is_broken_pipe(OSError(errno.EINVAL, "invalid"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert is_broken_pipe(OSError(errno.EINVAL, "invalid"))


@pytest.mark.parametrize(
    ("path", "long"),
    [
        ("C:\\Nämnd\\b.xlsx", "\\\\?\\C:\\Nämnd\\b.xlsx"),
        ("\\\\server\\del\\b.xlsx", "\\\\?\\UNC\\server\\del\\b.xlsx"),
    ],
)
def test_a_long_path_has_a_form_of_its_own(path: str, long: str) -> None:
    assert long_paths.extended(path) == long_paths.extended(long) == long
    assert long_paths.as_people_write(long) == long_paths.as_people_write(path) == path


def test_a_name_with_half_a_character_is_shown() -> None:
    assert as_text("b\ud83d.xlsx") == "b\ufffd.xlsx"
    assert as_text("b\udce5.xlsx") == "b\ufffd.xlsx"
    assert as_text("å😀.xlsx") == "å😀.xlsx"


def test_what_belongs_to_a_result_is_known_in_other_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Budget-resultat (2).xlsx", "Budget-resultat_2024-02-01_0915.xlsx", "Budget-resultat.XLSX"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.setattr(os.path, "normcase", str.lower)
    found = beside(tmp_path / "BUDGET-resultat.xlsx")
    assert [p.name for p in found.numbered] == names[:1]
    assert [p.name for p in found.versions] == names[1:2]
    assert {p.name for p in results_of(tmp_path / "BUDGET-resultat.xlsx")} == {names[0], names[2]}
    assert result_path(Path("C/Workbooks/IN/b.xlsx"), None) == Path("C/Workbooks/ut/b-resultat.xlsx")


def test_a_time_before_1970_names_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class OfWindows(datetime):
        @classmethod
        def fromtimestamp(cls, *_: object, **__: object) -> OfWindows:
            raise OSError(errno.EINVAL, "invalid")

    monkeypatch.setattr(result_files, "datetime", OfWindows)
    result = tmp_path / "b-resultat.xlsx"
    result.write_bytes(b"x")
    os.utime(result, (-86400, -86400))
    assert keep_version(result, b"x").name == "b-resultat_1969-12-31_0000.xlsx"


def test_a_disk_that_is_gone_ends_no_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: object) -> str:
        raise OSError(errno.EINVAL, "the device is not ready")

    monkeypatch.setattr(os.path, "realpath", gone)
    assert result_path(Path("Z/b.xlsx"), None) == Path("Z/b-resultat.xlsx")
