"""A watched folder: what is dropped into it is processed when it is complete, once, and everything is told."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from tests.commands.test_command_line import Run, run, spoiled
from tests.examples import WORKBOOKS
from xltool.files.result_names import result_path
from xltool.files.whole_files import write_whole
from xltool.running.outcome import Options, Outcome, State
from xltool.watching.drop_folder import DropFolder, Stop, attend, keep_watch, signals_stop
from xltool.watching.watch_report import sentence
from xltool.watching.watch_states import Event, EventKind, Stamp, Wait, Watch

__all__ = ["run"]
EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"


def book(text: str) -> bytes:
    """A small whole zip, as far as the watch can tell a workbook."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(zipfile.ZipInfo("text"), text)  # which tells no time: the same text is the same file
    return buffer.getvalue()


class Copies(DropFolder):
    """A real folder whose results are copies of their inputs, and bad where the input says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, Options())
        self.processed: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def process(self, name: str) -> Outcome:
        path = self.path / name
        self.meanwhile()
        try:
            data = path.read_bytes()
        except OSError:
            return Outcome(path, State.UNREADABLE, ())
        text = zipfile.ZipFile(BytesIO(data)).read("text").decode()
        self.processed.append(text)
        if text.startswith("bad"):
            return Outcome(path, State.ERRORS, ())
        target = result_path(path, None)
        write_whole(target, data)
        return Outcome(path, State.OK, (), path=target)


class Watched:
    """A folder under watch: what people do in it, and what each look tells."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._clock = folder, 0
        self.folder.mkdir(exist_ok=True)
        self.place = Copies(folder)
        self.watch = Watch(self.place.result_time)

    def write(self, name: str, data: bytes) -> Path:
        self._clock += 1
        path = self.folder / name
        path.write_bytes(data)
        os.utime(path, (1_700_000_000 + self._clock,) * 2)
        return path

    def look(self, times: int = 1) -> list[str]:
        """The kinds of what is told, with what is waited for."""
        events: list[Event] = []
        for _ in range(times):
            attend(self.watch, self.place, events.append, Stop())
        for event in events:
            assert "\n" not in sentence(event, self.folder)
        return [(e.wait or e.kind).value for e in events if e.kind is not EventKind.STARTED]

    def result(self, name: str) -> bytes:
        return result_path(self.folder / name, None).read_bytes()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    session = Watched(tmp_path / "in")
    session.look()
    return session


# --- how files come -----------------------------------------------------------------------------------------------


def test_a_file_dropped_whole_is_processed_at_the_second_look_and_once(watched: Watched) -> None:
    watched.write("b.xlsx", book("ett"))
    assert watched.look() == ["found"]
    assert watched.look() == ["processed"]
    assert watched.look(5) == []
    assert watched.result("b.xlsx") == book("ett")


def test_a_file_that_comes_in_slow_pieces_is_processed_when_it_is_whole(watched: Watched) -> None:
    data = book("x" * 500)
    told = []
    for end in (0, 1, 3, 100, 100, 100, len(data) - 10, len(data) - 10, len(data) - 1, len(data)):
        watched.write("b.xlsx", data[:end])
        told += watched.look(1 if end < 100 else 2)
        assert not watched.place.processed or end == len(data)
    assert told == ["found", "changing", "partial", "processed"]


def test_a_file_whose_room_is_taken_before_it_is_filled_waits(watched: Watched) -> None:
    data = book("ett")
    path = watched.write("b.xlsx", bytes(len(data)))
    assert watched.look(3) == ["found", "partial"]
    path.write_bytes(data)
    os.utime(path, (1_700_000_001,) * 2)  # as a share that tells a new time only when the file is closed
    assert watched.look() == ["processed"]


def test_a_file_that_is_renamed_in_is_new_whatever_its_time(watched: Watched) -> None:
    watched.write("b.xlsx", book("ett"))
    watched.look(2)
    late = watched.write("b.xlsx.part", book("två"))
    os.utime(late, (1_000_000_000,) * 2)  # a copy keeps the time of its original
    assert watched.look(2) == []
    late.replace(watched.folder / "b.xlsx")
    assert watched.look(2) == ["changed", "processed"]
    assert watched.result("b.xlsx") == book("två")


@pytest.mark.parametrize("mark", ["~$b.xlsx", ".~lock.b.xlsx#"])
def test_a_file_that_is_open_is_processed_when_it_is_closed(watched: Watched, mark: str) -> None:
    watched.write("b.xlsx", book("ett"))
    lock = watched.write(mark, b"")
    assert watched.look(5) == ["found", "open"]
    lock.unlink()
    assert watched.look() == ["processed"]


def test_a_file_that_another_program_holds_waits(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.write("b.xlsx", book("ett"))
    real = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "b.xlsx":
            raise PermissionError(errno.EACCES, "sharing violation")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert watched.look(4) == ["found", "refused"]
    monkeypatch.undo()
    assert watched.look() == ["processed"]


def test_ten_replacements_are_one_run_with_the_last_content(watched: Watched) -> None:
    for number in range(10):
        watched.write("new", book(f"nummer {number}")).replace(watched.folder / "b.xlsx")
        assert "processed" not in watched.look()
    assert watched.look(3) == ["processed"]
    assert watched.place.processed == ["nummer 9"]
    assert watched.result("b.xlsx") == book("nummer 9")


def test_a_removed_file_is_told_and_needs_nothing_when_it_is_put_back(watched: Watched) -> None:
    path = watched.write("b.xlsx", book("ett"))
    watched.look(2)
    path.rename(watched.folder.parent / "away")
    assert watched.look(2) == ["removed"]
    (watched.folder.parent / "away").rename(path)
    assert watched.look(3) == []


def test_a_file_that_is_dropped_again_after_its_result_was_taken_away_gets_a_new_one(
    watched: Watched,
) -> None:
    path = watched.write("b.xlsx", book("ett"))
    watched.look(2)
    path.rename(watched.folder.parent / "away")
    result_path(path, None).unlink()
    watched.look()
    (watched.folder.parent / "away").rename(path)
    assert watched.look(2) == ["found", "processed"]


def test_a_file_that_was_only_touched_is_not_processed_again(watched: Watched) -> None:
    watched.write("b.xlsx", book("ett"))
    watched.look(2)
    watched.write("b.xlsx", book("ett"))
    assert watched.look(3) == ["changed", "unchanged"]


def test_a_bad_workbook_is_processed_once_and_again_when_it_is_saved(watched: Watched) -> None:
    watched.write("a.xlsx", book("bad"))
    watched.write("b.xlsx", book("ett"))
    assert watched.look(4) == ["found", "found", "processed", "processed"]
    # The mending may have been in the result, so the same content is tried again.
    watched.write("a.xlsx", book("bad"))
    assert watched.look(3) == ["changed", "processed"]


def test_two_that_would_share_a_result_do_not_overwrite_each_other(watched: Watched) -> None:
    watched.write("b.xlsx", book("ett"))
    watched.look(2)
    other = watched.write("b.xls", book("två"))
    assert watched.look(3) == ["found", "same_result"]
    watched.write("b.xlsx", book("tre"))
    assert watched.look(3) == ["changed", "processed"]
    other.rename(watched.folder / "c.xls")
    assert watched.look(2) == ["removed", "found", "processed"]
    assert watched.place.processed == ["ett", "tre", "två"]


def test_what_is_no_input_is_not_looked_at(watched: Watched) -> None:
    for name in ("b-resultat.xlsx", "b-resultat (2).xlsx", "b-resultat_2024-02-01_0915.xlsx", "b-granskad.xlsx",
                 ".xltool-abcdefgh.tmp", "~$b.xlsx", ".~lock.b.xlsx#", "bild.png", "rapportmall.docx"):  # fmt: skip
        watched.write(name, book("x"))
    assert watched.look(3) == []


def test_what_somebody_may_have_meant_is_told_once_with_why_it_is_left(watched: Watched) -> None:
    told: list[str] = []

    def look() -> None:
        attend(watched.watch, watched.place, lambda e: told.append(sentence(e, watched.folder)), Stop())

    for name in ("bokslut.pdf", "brev.docx", "huvudbok.csv", "b.se", "b.xlsx"):
        watched.write(name, book("x"))
    for _ in range(3):
        look()
    assert [text for text in told if "tas inte" in text] == [
        "bokslut.pdf tas inte: det är en PDF, ingen arbetsbok. Öppna originalet i Excel och spara det som Excel-arbetsbok (.xlsx).",
        "brev.docx tas inte: det är ett Worddokument, ingen arbetsbok.",
        "huvudbok.csv tas inte: en bokföringsfil läses tillsammans med arbetsboken med samma namn. Lägg huvudbok.xlsx här.",
    ]
    told.clear()
    (watched.folder / "brev.docx").unlink()
    look()
    watched.write("brev.docx", b"")
    look()
    assert told == ["brev.docx tas inte: det är ett Worddokument, ingen arbetsbok."]


# --- the folder goes away -----------------------------------------------------------------------------------------


def test_a_folder_that_vanishes_is_told_once_and_only_what_changed_is_processed_when_it_is_back(
    watched: Watched,
) -> None:
    away = watched.folder.parent / "away"
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        watched.write(name, book(name))
    watched.look(2)
    watched.folder.rename(away)
    assert watched.look(4) == ["folder_gone"]
    away.rename(watched.folder)
    watched.write("b.xlsx", book("ny"))
    (watched.folder / "c.xlsx").unlink()
    assert watched.look() == ["folder_back", "removed", "changed"]
    assert watched.look(3) == ["processed"]
    assert watched.place.processed[3:] == ["ny"]


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOTCONN, errno.ESTALE])
def test_a_share_that_breaks_in_the_middle_of_a_look_has_removed_nothing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    watched.write("b.xlsx", book("ett"))
    watched.look(2)
    real = Path.stat

    def broken(self: Path, **kwargs: Any) -> Any:
        if self.name == "b.xlsx":
            raise OSError(error, "gone")
        return real(self, **kwargs)

    monkeypatch.setattr(Path, "stat", broken)
    assert watched.look(2) == ["folder_gone"]
    monkeypatch.undo()
    assert watched.look(3) == ["folder_back"]


@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_folder_that_vanishes_under_a_workbook_in_hand_owes_it_a_result(
    watched: Watched, at_the_end: bool
) -> None:
    away = watched.folder.parent / "away"
    watched.write("b.xlsx", book("ett"))
    watched.look()
    if at_the_end:
        process = watched.place.process

        def losing(name: str) -> Outcome:
            outcome = process(name)
            assert outcome.path
            outcome.path.unlink()
            watched.folder.rename(away)
            return outcome

        watched.place.process = losing  # type: ignore[method-assign]  # of this one alone
    else:
        watched.place.meanwhile = lambda: watched.folder.rename(away)
    assert watched.look(3) == ["processed", "folder_gone"]
    vars(watched.place).pop("process", None)
    watched.place.meanwhile = lambda: None
    away.rename(watched.folder)
    assert watched.look(2) == ["folder_back", "processed"]
    assert watched.result("b.xlsx") == book("ett")


def test_a_file_that_was_on_its_way_when_the_folder_vanished_has_to_be_quiet_again(watched: Watched) -> None:
    away = watched.folder.parent / "away"
    watched.write("b.xlsx", book("ett"))
    watched.look()
    watched.folder.rename(away)
    watched.look()
    away.rename(watched.folder)
    assert watched.look() == ["folder_back"]
    assert watched.look() == ["processed"]


def test_a_share_that_breaks_at_any_file_does_not_end_the_watch(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        watched.write(name, book(name))

    def breaking(real: Any) -> Any:
        def broken(self: Path, *args: Any, **kwargs: Any) -> Any:
            if self.parent == watched.folder:
                raise OSError(errno.EIO, "gone")
            return real(self, *args, **kwargs)

        return broken

    def breaks() -> None:
        for name in ("stat", "open"):
            monkeypatch.setattr(Path, name, breaking(getattr(Path, name)))

    watched.place.meanwhile = breaks
    told = watched.look(4)
    assert watched.place.stamp("a.xlsx") is None
    monkeypatch.undo()
    watched.place.meanwhile = lambda: None
    assert told == ["found", "found", "processed", "refused", "folder_gone"]
    assert watched.look(3) == ["folder_back", "processed", "processed"]


# --- something happens to a workbook in hand ----------------------------------------------------------------------


def test_a_workbook_that_is_locked_before_it_is_read_is_tried_again(watched: Watched) -> None:
    path = watched.write("b.xlsx", book("ett"))
    held = watched.folder / "held"

    def hold() -> None:
        path.rename(held)  # so that it cannot be read
        watched.write("~$b.xlsx", b"")

    watched.place.meanwhile = hold
    process = watched.place.process

    def let_go(name: str) -> Outcome:
        outcome = process(name)
        held.rename(path)
        return outcome

    watched.place.process = let_go  # type: ignore[method-assign]  # of this one alone
    assert watched.look(3) == ["found", "processed", "open"]
    vars(watched.place).pop("process")
    watched.place.meanwhile = lambda: None
    (watched.folder / "~$b.xlsx").unlink()
    assert watched.look(2) == ["processed"]
    assert watched.result("b.xlsx") == book("ett")


def test_a_workbook_that_changes_while_it_is_in_hand_and_back_again_is_processed_as_it_stands(
    watched: Watched,
) -> None:
    watched.write("b.xlsx", book("ett"))
    watched.place.meanwhile = lambda: watched.write("b.xlsx", book("två"))
    assert watched.look(2) == ["found", "processed"]
    watched.place.meanwhile = lambda: None
    watched.write("b.xlsx", book("ett"))
    assert watched.look(2) == ["changed", "processed"]
    assert watched.result("b.xlsx") == book("ett")


def test_a_workbook_that_changes_while_another_is_in_hand_has_to_be_quiet_again(watched: Watched) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        watched.write(name, book(name))
    watched.place.meanwhile = lambda: (
        watched.write("b.xlsx", book("ny")) if not watched.place.processed else None
    )
    assert watched.look(2) == ["found", "found", "processed"]
    assert watched.look(2) == ["changing", "processed"]
    assert watched.place.processed == ["a.xlsx", "ny"]


# --- the start ----------------------------------------------------------------------------------------------------


def test_at_the_start_what_lacks_a_result_or_is_newer_than_it_is_processed(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    for name in ("current", "older", "missing", "numbered"):
        watched.write(f"{name}.xlsx", book(name))
    now = 1_800_000_000
    for name, age in (("current-resultat", -1), ("older-resultat", 2 * 10**8), ("older-granskad", -1),
                      ("numbered-resultat", 2 * 10**8), ("numbered-resultat (2)", -1)):  # fmt: skip
        os.utime(watched.write(f"{name}.xlsx", b""), (now - age,) * 2)
    assert watched.look(3) == ["found", "found", "processed", "processed"]
    assert watched.place.processed == ["missing", "older"]


# --- any order of events ------------------------------------------------------------------------------------------


class Memory:
    """A folder in memory. `before` and `after` are done while the next workbook is processed."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, Stamp]] = {}
        self.aside: dict[str, tuple[str, Stamp]] = {}
        self.results: dict[str, tuple[str, int]] = {}
        self.log: dict[str, list[str]] = {}
        self.locked: set[str] = set()
        self.partial: set[str] = set()
        self.gone = False
        self.before: list[Callable[[], None]] = []
        self.after: list[Callable[[], None]] = []
        self._clock = 0

    def tick(self) -> int:
        self._clock += 1
        return self._clock

    # What the watch sees.

    def look(self) -> dict[str, Stamp] | None:
        return None if self.gone else {name: stamp for name, (_, stamp) in self.files.items()}

    def stamp(self, name: str) -> Stamp | None:
        return None if self.gone or name not in self.files else self.files[name][1]

    def content(self, name: str) -> str | Wait | None:
        if self.gone or name not in self.files:
            return None
        waits = Wait.OPEN if name in self.locked else Wait.PARTIAL if name in self.partial else None
        return waits or self.files[name][0]

    def result_time(self, name: str) -> int | None:
        return self.results[name][1] if name in self.results and not self.gone else None

    def taught(self) -> tuple[int, int] | None:
        return None

    def not_taken(self) -> dict[str, str]:
        return {}

    def process(self, name: str) -> Outcome:
        while self.before:
            self.before.pop()()
        path = Path(name)
        if self.gone or name not in self.files:
            return Outcome(path, State.UNREADABLE, ())
        content = self.files[name][0]
        self.log.setdefault(name, []).append(content)
        self.results[name] = (content, self.tick())
        while self.after:
            self.after.pop()()
        return Outcome(path, State.OK, (), path=path)

    # What people do.

    def write(self, name: str) -> None:
        now = self.tick()
        self.files[name] = (f"content {now}", Stamp(9, now))

    def piece(self, name: str) -> None:
        self.write(name)
        self.partial.add(name)

    def whole(self, name: str) -> None:
        self.partial.discard(name)

    def touch(self, name: str) -> None:
        if name in self.files:
            self.files[name] = (self.files[name][0], Stamp(9, self.tick()))

    def remove(self, name: str) -> None:
        if name in self.files:
            self.aside[name] = self.files.pop(name)

    def put_back(self, name: str) -> None:
        if name in self.aside:
            self.files[name] = self.aside[name]

    def lock(self, name: str) -> None:
        self.locked.add(name)

    def unlock(self, name: str) -> None:
        self.locked.discard(name)

    def vanish(self, _name: str) -> None:
        self.gone = True

    def come_back(self, _name: str) -> None:
        self.gone = False


_ACTS = (
    "write",
    "write",
    "piece",
    "whole",
    "touch",
    "remove",
    "put_back",
    "lock",
    "unlock",
    "vanish",
    "come_back",
)
_NAMES = st.sampled_from(["a.xlsx", "b.xlsx"])
_DO = st.tuples(st.sampled_from((*_ACTS, "look", "look", "look")), _NAMES)
_WHILE = st.tuples(st.sampled_from(("before", "after")), st.sampled_from(_ACTS), _NAMES)


def _played(acts: list[tuple[str, ...]]) -> Memory:
    """The folder after the acts and after everything has become quiet."""
    folder, told = Memory(), list[Event]()
    watch = Watch(folder.result_time)

    def look() -> None:
        attend(watch, folder, told.append, Stop())

    for act in acts:
        if act[0] == "look":
            look()
        elif len(act) == 3:
            when, what, name = act
            todo = folder.before if when == "before" else folder.after
            todo.append(lambda what=what, name=name: getattr(folder, what)(name))  # type: ignore[misc]  # defaults bind the loop
        else:
            getattr(folder, act[0])(act[1])
    folder.before.clear()
    folder.after.clear()
    folder.gone = False
    folder.locked.clear()
    folder.partial.clear()
    for _ in range(3):
        look()
    quiet = len(told)
    look()
    assert len(told) == quiet, "when nothing happens nothing is told"
    for name, (content, _) in folder.files.items():
        assert folder.results[name][0] == content
    return folder


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.lists(_DO, max_size=40))
def test_when_all_is_quiet_every_workbook_has_the_result_of_its_last_content(
    acts: list[tuple[str, ...]],
) -> None:
    for contents in _played(acts).log.values():
        assert all(one != next_ for one, next_ in itertools.pairwise(contents))


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.lists(st.one_of(_DO, _WHILE), max_size=40))
def test_also_where_things_happen_while_a_workbook_is_processed(acts: list[tuple[str, ...]]) -> None:
    _played(acts)


# --- what is told -------------------------------------------------------------------------------------------------


def test_what_became_of_a_real_workbook_is_one_line(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "b.xlsx")
    place = DropFolder(tmp_path, Options())

    def told(name: str) -> str:
        return sentence(Event(EventKind.PROCESSED, name, outcome=place.process(name)), tmp_path).replace(
            "\u00a0", " "
        )

    result = tmp_path / "b-resultat.xlsx"
    assert told("b.xlsx") == (
        f"b.xlsx är klar. Sydnärkes IT-nämnd 2023 · underskott 1 733 tkr. ✔ 14 av 14 stämmer · 1 att fråga om. 3 upplysningar. Resultatet: {result}"
    )
    (tmp_path / "~$b-resultat.xlsx").touch()
    assert "b-resultat.xlsx är öppet i ett annat program. Det nya resultatet heter därför b-resultat (2).xlsx. Resultatet: " in told("b.xlsx")  # fmt: skip
    (tmp_path / "två\nrader\x1b[31m.xlsx").write_bytes(b"hej")
    broken = told("två\nrader\x1b[31m.xlsx")
    assert broken.startswith("två�rader�[31m.xlsx är inte klar: 1 fel, och inget resultat är skrivet. XL104 ")
    assert broken.endswith('xltool process "' + str(tmp_path / "två�rader�[31m.xlsx") + '"')


# --- the loop and its end -----------------------------------------------------------------------------------------


def test_stopping_finishes_the_workbook_in_hand_and_begins_no_other(tmp_path: Path) -> None:
    watched, stop, told = Watched(tmp_path), Stop(), list[Event]()
    for name in ("a.xlsx", "b.xlsx"):
        watched.write(name, book(name))
    watched.place.meanwhile = lambda: stop.ask() if not stop.asked else None
    keep_watch(watched.place, told.append, stop, lambda: None)
    assert watched.place.processed == ["a.xlsx"]
    assert (
        sentence(told[-1], tmp_path)
        == "Bevakningen är avslutad. 1 arbetsbok behandlades, 1 resultat är skrivet."
    )


def test_stopping_twice_abandons_the_workbook_in_hand(tmp_path: Path) -> None:
    watched, stop, told = Watched(tmp_path), Stop(), list[Event]()
    watched.write("a.xlsx", book("ett"))

    def twice() -> None:
        stop.ask()
        stop.ask()

    watched.place.meanwhile = twice
    keep_watch(watched.place, told.append, stop, lambda: None)
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
    assert told[-1].kind is EventKind.STOPPED


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_heeded_later_and_the_second_at_once(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with signals_stop() as stop:
        signal.raise_signal(number)
        assert stop.asked
        stop.rest(3600)  # is over at once
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before


# --- the command --------------------------------------------------------------------------------------------------


class Command:
    """`xltool watch` as a process of its own, whose output is read as it comes."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._log = folder / "utskrift.txt"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "xltool", "watch", "--every", "0.1", *arguments],
                cwd=folder, stdout=log, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )  # fmt: skip

    def __enter__(self) -> Command:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def wait_for(self, text: str) -> None:
        until = time.monotonic() + 60
        while text not in self.said():
            assert time.monotonic() < until, self.said()
            assert self._process.poll() is None, self.said()
            time.sleep(0.05)

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8").replace("\u00a0", " ")

    def end(self, number: signal.Signals) -> int:
        self._process.send_signal(number)
        return self._process.wait(timeout=60)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_workbook_dropped_into_the_folder_gets_its_result(tmp_path: Path, number: signal.Signals) -> None:
    drop = tmp_path / "workbooks" / "in"
    drop.mkdir(parents=True)
    with Command(tmp_path) as command:
        command.wait_for("Bevakar mappen workbooks/in.")
        spoiled(tmp_path / "spoiled.xlsx").rename(drop / "a.xlsx")
        shutil.copy(EXAMPLE, drop / "Budget åäö & 50%.xlsx")
        command.wait_for("Budget åäö & 50%.xlsx är klar.")
        command.wait_for("a.xlsx är inte klar: ")
        assert command.end(number) == 0
    assert sorted(p.name for p in (tmp_path / "workbooks" / "ut").iterdir()) == [
        "Budget åäö & 50%-resultat.xlsx", "a-granskad.xlsx"
    ]  # fmt: skip
    said = command.said()
    assert "Sydnärkes IT-nämnd 2023 · underskott 1 733 tkr." in said
    assert "Läs felen i kopian workbooks/ut/a-granskad.xlsx" in said
    assert said.splitlines()[-1].endswith("2 arbetsböcker behandlades, 1 resultat är skrivet.")
    assert all(line[2:9:3] == ":: " for line in said.splitlines())


def test_json_gives_an_object_for_each_event(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "b.xlsx")
    with Command(tmp_path, ".", "--json", "--out", "ut") as command:
        command.wait_for('"processed"')
        assert command.end(signal.SIGINT) == 0
    events = [json.loads(line) for line in command.said().splitlines()]
    assert [e["event"] for e in events] == ["started", "found", "processed", "stopped"]
    assert events[1]["file"] == str(tmp_path / "b.xlsx")
    assert (events[2]["status"], events[2]["result"]) == ("ok", str(tmp_path / "ut" / "b-resultat.xlsx"))
    assert events[2]["operating"]["net"]["actual"] == 1733


def test_a_folder_that_was_never_there_is_wrong_usage(run: Run) -> None:
    code, out, err = run("watch")
    assert (code, out) == (2, "")
    assert "Mappen workbooks/in finns inte. Skapa den" in err
    (run.folder / "b.xlsx").write_bytes(b"")
    assert run("watch", "b.xlsx")[0] == 2
    assert run("watch", ".", "--every", "0")[0] == 2
    assert run("watch", ".", "--input-wins", "--result-wins")[0] == 2
