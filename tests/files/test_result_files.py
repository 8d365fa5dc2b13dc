"""Files: never half of one, no version lost, and whatever is open elsewhere is not fought."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.examples import WORKBOOKS
from tests.rerun.test_keep import cell_of, edited, write
from tests.whole.test_files import opened
from xltool.files import whole_files
from xltool.files.result_files import beside
from xltool.files.result_names import is_generated_file
from xltool.files.whole_files import write_whole
from xltool.running.batch import process_file
from xltool.running.inputs import copies_of_generated, find_workbooks
from xltool.running.outcome import Options, Outcome, State

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
_COMMENT = write("Driftredovisning", "Resor & kurser", "Kommentar", "Två konferenser ställdes in.")


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "b.xlsx"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _codes(outcome: Outcome) -> set[str]:
    return {f.code.code for f in outcome.findings}


def _comment(result: Path, text: str) -> None:
    result.write_bytes(
        edited(result.read_bytes(), write("Driftredovisning", "Resor & kurser", "Kommentar", text))
    )


def test_a_result_that_somebody_changed_is_kept_as_a_version(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    process_file(budget)
    assert _names(budget.parent) == ["b-resultat.xlsx", "b.xlsx"], "xltool's own work needs no version"
    _comment(result, "Ett.")
    theirs = result.read_bytes()
    os.utime(result, (1_706_775_300, 1_706_775_300))
    outcome = process_file(budget)
    (version,) = [p for p in budget.parent.iterdir() if "resultat_" in p.name]
    assert version.read_bytes() == theirs
    assert version.name.startswith("b-resultat_2024-02-01_")
    assert version.name in next(f.message for f in outcome.findings if f.code.code == "XL117")
    assert (
        cell_of(opened(result.read_bytes())["Driftredovisning"], "Resor & kurser", "Kommentar").value
        == "Ett."
    )


def test_so_many_versions_are_kept_as_are_wanted(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    for number in range(4):
        _comment(result, f"Nummer {number}")
        process_file(budget, Options(keep=2))
    versions = [p for p in budget.parent.iterdir() if "resultat_" in p.name]
    assert len(versions) == 2
    newest = max(versions, key=lambda p: p.stat().st_mtime_ns)
    assert (
        cell_of(opened(newest.read_bytes())["Driftredovisning"], "Resor & kurser", "Kommentar").value
        == "Nummer 3"
    )


def test_a_name_that_was_told_never_stands_for_another_version(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    told = []
    for number in range(4):
        _comment(result, f"Nummer {number}")
        os.utime(result, (1_706_775_300 + number, 1_706_775_300 + number))  # all in one minute
        outcome = process_file(budget, Options(keep=1))
        told.append(next(f.message for f in outcome.findings if f.code.code == "XL117"))
    assert len({*told}) == 4
    assert [f"-{n}.xlsx" in one for one, n in zip(told[1:], (2, 3, 4), strict=True)] == [True] * 3


def test_versions_are_never_taken_for_inputs(budget: Path) -> None:
    for name in (
        "b-resultat_2024-02-01_0915.xlsx",
        "b-resultat (2).xlsx",
        "b-resultat_2024-02-01_0915-2.xlsx",
        "b-granskad.xlsx",
        "b-granskad (2).xlsx",
    ):
        (budget.parent / name).write_bytes(b"")
        assert is_generated_file(Path(name))
    assert find_workbooks([budget.parent]) == [budget]
    assert not is_generated_file(Path("resultat-2024.xlsx"))


def test_a_folder_is_no_workbook_whatever_its_name(budget: Path) -> None:
    copy = budget.with_name("b-resultat - Kopia.xlsx")
    copy.write_bytes(b"")
    for name in ("a.xlsx", "c-resultat - Kopia.xlsx"):
        budget.with_name(name).mkdir()
    assert find_workbooks([budget.parent]) == [budget]
    assert [*copies_of_generated([budget.parent])] == [copy]


@pytest.mark.parametrize("mark", ["~$b-resultat.xlsx", ".~lock.b-resultat.xlsx#"])
def test_an_open_result_is_left_alone(budget: Path, mark: str) -> None:
    result = process_file(budget).path
    assert result
    before = result.read_bytes()
    (budget.parent / mark).write_bytes(b"")
    outcome = process_file(budget)
    assert outcome.path == budget.parent / "b-resultat (2).xlsx"
    assert "XL118" in _codes(outcome)
    assert outcome.state is State.OK
    assert result.read_bytes() == before


def test_results_beside_are_found_by_their_numbers_with_gaps_between_them(tmp_path: Path) -> None:
    found = ["b-resultat (02).xlsx", "b-resultat (3).xlsx", "b-resultat (٤).xlsx", "b-resultat (2024).xlsx"]
    others = ["b-resultat.xlsx", "b-resultat ().xlsx", "b-resultat (3)", "b-resultat (3) (4).xlsx", "b-resultat (3).xlsm",
              "b-resultat (-3).xlsx", "b-resultat (²).xlsx", "ab-resultat (3).xlsx", "b-resultat (x).xlsx"]  # fmt: skip
    for name in (*others, *reversed(found)):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in beside(tmp_path / "b-resultat.xlsx").numbered] == found
    assert beside(tmp_path / "borta" / "b-resultat.xlsx") == ([], [], [])
    assert beside(tmp_path / "b-resultat.xlsx" / "b-resultat.xlsx") == ([], [], [])


def test_an_open_input_is_read_with_a_warning(budget: Path) -> None:
    (budget.parent / "~$b.xlsx").write_bytes(b"")
    outcome = process_file(budget)
    assert "XL119" in _codes(outcome)
    assert outcome.path


def test_windows_refusal_to_replace_gives_another_name(budget: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process_file(budget)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "b-resultat.xlsx":
            raise PermissionError(errno.EACCES, "sharing violation")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(whole_files, "exchanged", lambda *_: False)  # as on Windows
    outcome = process_file(budget)
    assert outcome.path
    assert outcome.path.name == "b-resultat (2).xlsx"
    assert not [name for name in _names(budget.parent) if name.endswith(".tmp")]


# --- what a killed run left behind ----------------------------------------------------------------------------


def test_what_a_killed_run_left_is_cleared_and_a_running_one_is_not_disturbed(tmp_path: Path) -> None:
    ages = {
        ".xltool-abandond.tmp": 3 * 3600,
        ".xltool-writing_.tmp": 3 * 60,
        ".xltool-notes.tmp": 3 * 3600,
        "xltool-abandond.tmp": 3 * 3600,
        ".xltool-abandond.xlsx": 3 * 3600,
    }
    for name, age in ages.items():
        (tmp_path / name).write_bytes(b"PK")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_whole(tmp_path / "r.xlsx", b"new")
    assert _names(tmp_path) == sorted(set(ages) - {".xltool-abandond.tmp"} | {"r.xlsx"})


def test_a_folder_is_cleared_at_the_first_result_and_again_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    now = time.monotonic()

    def left_after(seconds: float, folder: str) -> bool:
        stale = tmp_path / folder / ".xltool-abandond.tmp"
        stale.write_bytes(b"PK")
        os.utime(stale, (time.time() - 3 * 3600,) * 2)
        monkeypatch.setattr(time, "monotonic", lambda: now + seconds)
        write_whole(tmp_path / folder / "r.xlsx", b"new")
        return stale.exists()

    assert not left_after(0, "a")
    assert left_after(1, "a"), "a batch asks once for what is in the folder"
    assert not left_after(1, "b")
    assert not left_after(3600, "a"), "a watch goes on for weeks"


def test_a_killed_process_leaves_only_what_the_next_run_clears(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom xltool.files.whole_files import write_whole\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\nwrite_whole(Path(sys.argv[1]), b'new')"
    )
    target = tmp_path / "r.xlsx"
    assert subprocess.run([sys.executable, "-c", script, str(target)], check=False).returncode == -9
    (left,) = tmp_path.iterdir()
    os.utime(left, (time.time() - 3 * 3600,) * 2)
    write_whole(target, b"newer")
    assert _names(tmp_path) == ["r.xlsx"]


def test_a_folder_that_cannot_be_tidied_still_gets_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".xltool-abandond.tmp").mkdir()
    os.utime(tmp_path / ".xltool-abandond.tmp", (0, 0))

    def refuse(*_: Any) -> Any:
        raise PermissionError(errno.EACCES, "no")

    write_whole(tmp_path / "r.xlsx", b"new")
    monkeypatch.setattr(Path, "glob", refuse)
    write_whole(tmp_path / "r.xlsx", b"newer")
    assert (tmp_path / "r.xlsx").read_bytes() == b"newer"


# --- at every call that can fail ------------------------------------------------------------------------------

_CALLS: list[tuple[Any, str]] = [
    (Path, "open"), (os, "fsync"), (Path, "read_bytes"), (os, "replace"),
]  # fmt: skip


class _Killed(BaseException):
    """The process ends here: nothing of ours runs any more."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "kind", [OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "gone"), _Killed()], ids=repr
)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "name"), _CALLS, ids=[name for _, name in _CALLS])
def test_whatever_fails_the_file_is_old_or_new(
    owner: Any, name: str, after: bool, kind: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "r.xlsx"
    target.write_bytes(b"old")
    real: Callable[..., Any] = getattr(owner, name)

    def failing(*args: Any, **kwargs: Any) -> Any:
        if after:
            real(*args, **kwargs)
        raise kind

    monkeypatch.setattr(owner, name, failing)
    with pytest.raises(type(kind)):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() in (b"old", b"new")
    assert target.read_bytes() == b"old" or (name, after) == ("replace", True)


def test_a_disk_that_lies_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "r.xlsx"
    target.write_bytes(b"old")
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read(self)[:-1])
    with pytest.raises(OSError, match="does not hold"):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"


def test_what_stands_beside_a_result_is_told_by_its_name(tmp_path: Path) -> None:
    numbered = ["b-resultat (1).xlsx", "b-resultat (2).xlsx", "b-resultat (10).xlsx"]
    copies = [
        *("B-RESULTAT - Kopia.xlsx", "Kopia av b-resultat.xlsx", "b-resultat - Kopia (2).xlsx"),
        *("b-resultat kopia.xlsx", "b-resultat(1).xlsx", "b-resultat-DATOR7.xlsx"),
    ]
    versions = ["b-resultat_2024-02-01_0915-2.xlsx", "b-resultat_2024-02-01_0915.xlsx"]
    others = [
        *(
            "b.xlsx",
            "b-resultat.xlsx",
            "b-granskad.xlsx",
            "b-resultat-granskad.xlsx",
            "b-resultat-resultat.xlsx",
        ),
        *(
            "b-resultatplan.xlsx",
            "bb-resultat.xlsx",
            "b-resultat (1).pdf",
            "b-resultat (1)_2024-02-01_0915.xlsx",
        ),
    ]
    for name in (*numbered, *copies, *versions, *others):
        (tmp_path / name).write_bytes(b"")
    found = beside(tmp_path / "b-resultat.xlsx")
    assert [path.name for path in found.numbered] == numbered
    assert {path.name for path in found.copies} == {*copies}
    assert [path.name for path in found.versions] == versions
