"""A run that fails or is killed at any call, a disk that is full, and many runs at once: the result is the old one or the
new one, whole, and nothing that somebody wrote is lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.examples import WORKBOOKS
from tests.rerun.test_keep import edited, shown, write
from tests.whole.test_files import opened
from xltool.files import whole_files as placing
from xltool.files.result_files import drop_versions, keep_version
from xltool.files.whole_files import ChangedError, write_over, write_whole
from xltool.running.batch import process_file
from xltool.running.outcome import Options, Outcome, State

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="children are forked")
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "b.xlsx"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _codes(outcome: Outcome) -> set[str]:
    return {f.code.code for f in outcome.findings}


def _comment(data: bytes, text: str, row: str = "Resor & kurser") -> bytes:
    return edited(data, write("Driftredovisning", row, "Kommentar", text))


# --- failing calls and full disks ------------------------------------------------------------------------------


def _tried(trial: str, situation: str, folder: Path, *before: str) -> None:
    folder.mkdir()
    command = [*before, sys.executable, "-m", "tests.faulty", trial, situation, str(folder)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@_LINUX
@pytest.mark.parametrize("situation", ["first", "untouched", "edited", "locked", "errors"])
def test_at_every_call_a_run_may_fail_or_be_killed(situation: str, tmp_path: Path) -> None:
    _tried("calls", situation, tmp_path / "w")


@_LINUX
@pytest.mark.parametrize("situation", ["first", "edited", "errors"])
def test_a_file_that_may_not_grow_is_never_half(situation: str, tmp_path: Path) -> None:
    _tried("sizes", situation, tmp_path / "w")


_MOUNT = "mount -t tmpfs -o size=1m none"


@_LINUX
@pytest.mark.parametrize("situation", ["first", "edited", "errors"])
def test_a_disk_that_fills_leaves_no_half_file(situation: str, tmp_path: Path) -> None:
    own = ["unshare", "-rm"]  # mounts that end with the process, without rights of an administrator
    try:
        able = subprocess.run([*own, "sh", "-c", f"{_MOUNT} {tmp_path}"], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("this machine has no unshare")
    if able.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    _tried("disk", situation, tmp_path / "w", *own, "sh", "-c", f'{_MOUNT} {tmp_path}/w && exec "$@"', "sh")


# --- what may stand where the result goes -----------------------------------------------------------------------


@_POSIX
def test_a_result_keeps_its_mode_and_so_does_its_version(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    result.write_bytes(_comment(result.read_bytes(), "Ett."))
    result.chmod(0o640)
    process_file(budget)
    (version,) = [p for p in budget.parent.iterdir() if "resultat_" in p.name]
    assert [stat.S_IMODE(p.stat().st_mode) for p in (result, version)] == [0o640, 0o640]


@_POSIX
def test_a_new_result_is_as_open_as_any_new_file(budget: Path) -> None:
    before = os.umask(0o077)
    try:
        result = process_file(budget).path
    finally:
        os.umask(before)
    assert result
    assert stat.S_IMODE(result.stat().st_mode) == 0o600


def test_a_read_only_result_is_left_alone(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    result.write_bytes(_comment(result.read_bytes(), "Fastställt."))
    theirs = result.read_bytes()
    result.chmod(0o444)
    outcome = process_file(budget)
    result.chmod(0o644)
    assert result.read_bytes() == theirs
    assert outcome.path
    assert outcome.path.name == "b-resultat (2).xlsx"
    assert any("är skrivskyddat" in f.message for f in outcome.findings)
    assert (
        shown(outcome.path.read_bytes(), "Driftredovisning", "Resor & kurser", "Kommentar") == "Fastställt."
    )
    # The version says to the next run that what was written in the protected one has come along.
    first, second, version, book = _names(budget.parent)
    assert (first, second, book) == ("b-resultat (2).xlsx", "b-resultat.xlsx", "b.xlsx")
    assert version.startswith("b-resultat_")


@_POSIX
def test_a_linked_result_is_written_where_the_link_leads(budget: Path, tmp_path: Path) -> None:
    (tmp_path / "delad").mkdir()
    real, link = tmp_path / "delad" / "nämnden.xlsx", tmp_path / "b-resultat.xlsx"
    link.symlink_to(real)
    process_file(budget)
    assert link.is_symlink()
    real.write_bytes(_comment(real.read_bytes(), "Ett."))
    theirs = real.read_bytes()
    process_file(budget)
    assert link.is_symlink()
    assert shown(real.read_bytes(), "Driftredovisning", "Resor & kurser", "Kommentar") == "Ett."
    assert theirs in [p.read_bytes() for p in tmp_path.iterdir() if "resultat_" in p.name]
    assert _names(real.parent) == ["nämnden.xlsx"]


@_POSIX
def test_a_link_to_a_folder_that_is_away_makes_none(budget: Path, tmp_path: Path) -> None:
    (tmp_path / "b-resultat.xlsx").symlink_to(tmp_path / "borta" / "b.xlsx")
    outcome = process_file(budget)
    assert outcome.state is State.UNREADABLE
    assert "mappen finns inte" in outcome.findings[0].message
    assert not (tmp_path / "borta").exists()


@_POSIX
def test_a_result_that_is_a_link_to_the_input_is_not_written(budget: Path) -> None:
    (budget.parent / "b-resultat.xlsx").symlink_to(budget)
    outcome = process_file(budget)
    assert outcome.state is State.UNREADABLE
    assert "länk till indatafilen" in outcome.findings[0].message
    assert budget.read_bytes() == EXAMPLE.read_bytes()


@_POSIX
@pytest.mark.parametrize("ending", ["resultat", "granskad"])
@pytest.mark.parametrize("which", ["the place", "the input", "the folder of one"])
def test_no_way_to_the_input_itself_is_written(ending: str, which: str, tmp_path: Path) -> None:
    data = EXAMPLE.read_bytes()
    if ending == "granskad":
        data = edited(data, write("Driftredovisning", "Lokalhyror", "Utfall 2023", "många"))
    budget, place, out = tmp_path / "b.xlsx", tmp_path / f"b-{ending}.xlsx", tmp_path
    if which == "the place":
        budget.write_bytes(data)
        place.symlink_to("b.xlsx")
    else:
        place.write_bytes(data)
        budget.symlink_to(place)
    if which == "the folder of one":
        out = tmp_path / "ut"
        out.symlink_to(".")
    outcome = process_file(budget, Options(out))
    assert outcome.state is State.UNREADABLE
    assert "länk till indatafilen" in outcome.findings[0].message
    assert budget.read_bytes() == place.read_bytes() == data
    assert not outcome.marked


@_POSIX
@pytest.mark.parametrize("mark", ["~${}", ".~lock.{}#"])
def test_an_input_that_is_open_behind_a_link_is_said_to_be(mark: str, budget: Path, tmp_path: Path) -> None:
    (tmp_path / "länk").mkdir()
    link = tmp_path / "länk" / "c.xlsx"
    link.symlink_to(budget)
    assert "XL119" not in _codes(process_file(link))
    budget.with_name(mark.format(budget.name)).write_bytes(b"")
    assert "XL119" in _codes(process_file(link))


@_POSIX
def test_another_name_of_the_same_file_keeps_what_it_had(budget: Path) -> None:
    result = process_file(budget).path
    assert result
    result.write_bytes(_comment(result.read_bytes(), "Ett."))
    theirs, other = result.read_bytes(), budget.parent / "min kopia-resultat.xlsx"
    os.link(result, other)
    process_file(budget)
    assert other.read_bytes() == theirs
    assert result.read_bytes() != theirs


# --- somebody else at the same time ----------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, b"read"])
def test_what_was_saved_meanwhile_is_not_replaced(before: bytes | None, tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    target.write_bytes(b"saved")
    with pytest.raises(ChangedError):
        write_over(target, b"new", before)
    assert target.read_bytes() == b"saved"
    write_over(target, b"new", b"saved")
    assert target.read_bytes() == b"new"
    assert _names(tmp_path) == ["r.xlsx"]


def test_a_disk_without_links_replaces_nothing_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", unable)
    write_over(tmp_path / "r.xlsx", b"new", None)
    with pytest.raises(ChangedError):
        write_over(tmp_path / "r.xlsx", b"newer", None)
    assert (tmp_path / "r.xlsx").read_bytes() == b"new"


def test_an_edit_in_the_last_moment_comes_along(budget: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saved after the version was kept and the new result written beside it, before it is put in place."""
    result = process_file(budget).path
    assert result
    result.write_bytes(_comment(result.read_bytes(), "Ett."))
    later = _comment(result.read_bytes(), "Två.", "Lokalhyror")
    hand_on, left = placing._hand_on_rights, [later]

    def save(old: Path, new: Path) -> None:
        hand_on(old, new)
        if old == result and any("resultat_" in name for name in _names(budget.parent)) and left:
            result.write_bytes(left.pop())

    monkeypatch.setattr(placing, "_hand_on_rights", save)
    assert process_file(budget).state is State.OK
    assert not left
    for row, text in (("Resor & kurser", "Ett."), ("Lokalhyror", "Två.")):
        assert shown(result.read_bytes(), "Driftredovisning", row, "Kommentar") == text
    assert later in [p.read_bytes() for p in budget.parent.iterdir() if "resultat_" in p.name]


def test_two_versions_of_one_minute_are_both_kept(tmp_path: Path) -> None:
    result = tmp_path / "b-resultat.xlsx"
    result.write_bytes(b"one")
    names = [keep_version(result, data) for data in (b"one", b"two", b"one")]
    assert names[0] == names[2] != names[1]
    assert [p.read_bytes() for p in names[:2]] == [b"one", b"two"]


def test_the_version_just_named_is_not_dropped(tmp_path: Path) -> None:
    result = tmp_path / "b-resultat.xlsx"
    result.write_bytes(b"one")
    first, second = keep_version(result, b"one"), keep_version(result, b"two")
    os.utime(first, (0, 0))
    drop_versions(result, 1, keep_version(result, b"one"))
    assert first.exists()
    assert not second.exists()


def test_versions_that_cannot_be_dropped_cost_no_result(
    budget: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = process_file(budget).path
    assert result
    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if "resultat_" in self.name:
            raise PermissionError(13, "no")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    for text in ("Ett.", "Två."):
        result.write_bytes(_comment(result.read_bytes(), text))
        assert process_file(budget, Options(keep=1)).path == result
    assert shown(result.read_bytes(), "Driftredovisning", "Resor & kurser", "Kommentar") == "Två."


def test_a_result_that_the_disk_does_not_give_is_no_missing_one(
    budget: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = process_file(budget).path
    assert result
    theirs, ask = result.read_bytes(), Path.stat

    def gone(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self == result:
            raise OSError(5, "no answer")
        return ask(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", gone)
    outcome = process_file(budget)
    monkeypatch.undo()
    assert outcome.state is State.UNREADABLE
    assert "b-resultat.xlsx" in outcome.findings[0].message
    assert "disken svarar inte" in outcome.findings[0].message
    assert result.read_bytes() == theirs


_ROWS = ("Resor & kurser", "Lokalhyror", "Datorer & basutrustning", "Övriga kostnader")


def _save_as_excel_does(result: Path, text: str, row: str) -> None:
    """With its mark beside the file from before it is read until it is saved, in one step."""
    mark = result.with_name(f"~${result.name}")
    mark.write_bytes(b"")
    write_whole(result, _comment(result.read_bytes(), text, row))
    mark.unlink()


def test_twenty_runs_and_edits_at_once_lose_nothing(tmp_path: Path) -> None:
    """On one workbook, and on the folder with two more, while somebody writes in the results."""
    books = [tmp_path / f"{name}.xlsx" for name in "abc"]
    for book in books:
        book.write_bytes(EXAMPLE.read_bytes())
        process_file(book)
    results = [book.with_name(f"{book.stem}-resultat.xlsx") for book in books]
    _save_as_excel_does(results[0], "Före.", "Kapitalkostnader")
    # The time limit is for a workbook, not for twenty that share the processor.
    command = [sys.executable, "-m", "xltool", "process", "--jobs", "1", "--timeout", "300", "--keep", "100"]
    with tempfile.TemporaryFile() as heard:
        running = [
            subprocess.Popen([*command, str(books[0] if n % 5 else tmp_path)], stdout=heard, stderr=heard)
            for n in range(20)
        ]
        written = [("Före.", results[0])]
        for number, row in enumerate(_ROWS):
            for result in results:
                text = f"{result.stem} {number}"
                _save_as_excel_does(result, text, row)
                written.append((text, result))
        ended = {process.wait(timeout=300) for process in running}
        heard.seek(0)
        assert ended == {0}, heard.read().decode()
    assert not [n for n in _names(tmp_path) if n.endswith(".tmp") or n.startswith("~")]
    assert all(book.read_bytes() == EXAMPLE.read_bytes() for book in books)
    for path in tmp_path.iterdir():
        assert opened(path.read_bytes()).sheetnames
    for book in books:
        assert process_file(book).state is State.OK
    for text, result in written:
        everything = {
            c.value for s in opened(result.read_bytes()).worksheets for r in s.iter_rows() for c in r
        }
        assert text in everything
