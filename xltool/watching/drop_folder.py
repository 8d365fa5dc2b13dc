"""A folder that is watched: it is looked at again and again, since a network share gives no events."""

from __future__ import annotations

import hashlib
import signal
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Protocol

from msgspec.structs import replace

from xltool.core.usage import UsageError
from xltool.files.result_files import is_open_elsewhere
from xltool.files.result_names import DROP_FOLDER, result_path, results_of, translation_paths
from xltool.files.whole_files import names_in, read_if_there
from xltool.findings import codes
from xltool.running.batch import run
from xltool.running.inputs import is_input
from xltool.running.ledger_beside import ledger_paths
from xltool.running.outcome import Options, Outcome, State
from xltool.running.own_files import own_file
from xltool.running.write_translation import with_table_left
from xltool.watching.not_taken import not_taken
from xltool.watching.watch_states import Event, EventKind, Stamp, Wait, Watch

_ZIP = b"PK\x03\x04"
Tell = Callable[[Event], None]


class WatchedFolder(Protocol):
    """What the watch needs of a folder."""

    def look(self) -> dict[str, Stamp] | None:
        """Every workbook by its name, None where the folder is away."""

    def stamp(self, name: str) -> Stamp | None:
        """The workbook's stamp now, None where it is gone."""

    def content(self, name: str) -> str | Wait | None:
        """The digest of the workbook; what it waits for where it is not complete; None where it is gone."""

    def result_time(self, name: str) -> int | None:
        """When the workbook's newest result was written, None where there is none."""

    def taught(self) -> tuple[int, int] | None:
        """The stamp of the taught table in the folder, None where there is none."""

    def not_taken(self) -> Mapping[str, str]:
        """Why each file that people may have meant to be taken is not."""

    def process(self, name: str) -> Outcome: ...


class DropFolder:
    """A folder on a disk or a share."""

    def __init__(self, folder: Path | None, options: Options) -> None:
        self.path, self._options = folder or DROP_FOLDER, options
        self._own: dict[tuple[str, Stamp], bool] = {}
        if not self.path.exists():
            raise UsageError(
                f"Mappen {self.path} finns inte. Skapa den, eller skriv vilken mapp som ska bevakas: xltool watch MAPP"
            )
        if not self.path.is_dir():
            raise UsageError(
                f"{self.path} är ingen mapp. En fil behandlas med: xltool process {self.path.name}"
            )

    def look(self) -> dict[str, Stamp] | None:
        try:
            names = [n for n in names_in(self.path) if is_input(Path(n))]
            table = self.taught()
            stamps = {name: self._stamp(name, table) for name in names}
            missed = None in stamps.values() and not self.path.is_dir()  # it went away during the look
        except OSError:
            return None
        return (
            None
            if missed
            else {n: stamp for n, stamp in stamps.items() if stamp and not self._is_own(n, stamp)}
        )

    def _is_own(self, name: str, stamp: Stamp) -> bool:
        """Whether the file is a result or a marked copy by its content, which is asked once of each content."""
        if (name, stamp) not in self._own:
            self._own[name, stamp] = own_file(self.path / name) is not None
        return self._own[name, stamp]

    def stamp(self, name: str) -> Stamp | None:
        try:
            return self._stamp(name, self.taught())
        except OSError:  # the next look sees that the folder is away
            return None

    def _stamp(self, name: str, taught: tuple[int, int] | None) -> Stamp | None:
        own = self._stamp_of(self.path / name)
        books = map(self._stamp_of, self._ledgers(name)) if own else ()
        return own and replace(
            own, taught=taught, ledger=tuple((one.size, one.mtime) for one in books if one)
        )

    def _ledgers(self, name: str) -> list[Path]:
        """The files that may be the workbook's ledger."""
        return [self._options.ledger] if self._options.ledger else ledger_paths(self.path / name)

    def taught(self) -> tuple[int, int] | None:
        stamps = map(self._stamp_of, translation_paths(self.path / "x"))
        return next(((stamp.size, stamp.mtime) for stamp in stamps if stamp), None)

    def not_taken(self) -> Mapping[str, str]:
        try:
            names = names_in(self.path)
        except OSError:  # the next look sees that the folder is away
            return {}
        named = self._options.ledger
        return not_taken([n for n in names if named is None or n != named.name])

    def _stamp_of(self, path: Path) -> Stamp | None:
        try:
            # Not what the folder's list says, which lags behind on Windows while a file is written.
            status = path.stat()
        except (FileNotFoundError, PermissionError):  # the latter is Windows' word on a file being removed
            return None
        return Stamp(status.st_size, status.st_mtime_ns)

    def content(self, name: str) -> str | Wait | None:
        path = self.path / name
        try:
            if is_open_elsewhere(path):
                return Wait.OPEN
            with path.open("rb") as file:
                head = file.read(len(_ZIP))
                if not any(head) or (_ZIP.startswith(head) and not zipfile.is_zipfile(file)):
                    return Wait.PARTIAL
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256")
            for table in (*translation_paths(path), *self._ledgers(name)):
                digest.update(read_if_there(table) or b"")
            return digest.hexdigest()
        except FileNotFoundError:
            return None
        except OSError:
            return Wait.REFUSED

    def result_time(self, name: str) -> int | None:
        times = []
        for result in results_of(result_path(self.path / name, self._options.out)):
            try:
                times.append(result.stat().st_mtime_ns)
            except OSError:
                continue  # it is no more
        return max(times, default=None)

    def process(self, name: str) -> Outcome:
        (outcome,) = run([self.path / name], write=True, options=self._options)
        return with_table_left(outcome)


# --- the loop ------------------------------------------------------------------------------------------------


def keep_watch(place: WatchedFolder, tell: Tell, stop: Stop, rest: Callable[[], None]) -> None:
    """Looks and processes until told to stop, resting between the looks."""
    watch = Watch(place.result_time)
    outcomes: list[State] = []

    def count(event: Event) -> None:
        if event.outcome is not None:
            outcomes.append(event.outcome.state)
        tell(event)

    try:
        while not stop.asked:
            attend(watch, place, count, stop)
            if not stop.asked:
                rest()
    except KeyboardInterrupt:
        pass  # the workbook in hand is abandoned; what is written is whole
    tell(Event(EventKind.STOPPED, count=len(outcomes), good=outcomes.count(State.OK)))


def attend(watch: Watch, place: WatchedFolder, tell: Tell, stop: Stop) -> None:
    """One look at the folder, and everything that is due."""
    events, due = watch.look(place.look())
    for event in (*events, *watch.leaves(place.not_taken())):
        tell(event)
    for name, stamp in due:
        if stop.asked:
            return
        for event in _one(watch, place, name, stamp):
            tell(event)


def _one(watch: Watch, place: WatchedFolder, name: str, stamp: Stamp) -> Iterator[Event]:
    content = place.content(name)
    if isinstance(content, Wait):
        yield from watch.waits(name, content)
        return
    if content is None or place.stamp(name) != stamp:
        return  # the next look sees what has happened
    if watch.has_result_of(name, content):
        watch.settle(name, stamp, content, good=True)
        yield Event(EventKind.UNCHANGED, name)
        return
    outcome = place.process(name)
    if any(found.code is codes.TRANSLATION_LEFT for found in outcome.findings):
        taught = place.taught()
        watch.left_table(taught)
        stamp = replace(stamp, taught=taught)
    yield Event(EventKind.PROCESSED, name, outcome=outcome)
    taken = outcome.state is State.UNREADABLE and not isinstance(place.content(name), str)
    if taken or place.look() is None:
        return  # it went away under our hands, perhaps its result too: it is due again when it is back
    good = outcome.state is State.OK
    # Changed while it was read, so that nobody knows which content the result is of.
    known = good and place.stamp(name) == stamp
    watch.settle(name, stamp, content if known else None, good=good)


class Stop:
    """Ctrl+C, and the system's request to end: the first is heeded when the workbook in hand is done, the second
    at once."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def rest(self, seconds: float) -> None:
        """Sleeps, in short naps, since a sleep goes on after a signal."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))


@contextmanager
def signals_stop() -> Iterator[Stop]:
    """A `Stop` that Ctrl+C (on Windows Ctrl+Break too) and SIGTERM ask."""
    stop = Stop()
    names = ("SIGINT", "SIGTERM", "SIGBREAK")
    before = {number: signal.getsignal(number) for n in names if (number := getattr(signal, n, None))}
    for number in before:
        signal.signal(number, stop.ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
