"""Which workbooks of a watched folder are to be processed, and what is told about them: a state machine that
touches no file. It is given looks at the folder, and gives what has happened and what is due.

A workbook is due when it is new or changed, and two looks in a row found it the same. What was processed is
remembered also while the workbook, or the whole folder, is away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from xltool.running.outcome import Outcome


class EventKind(Enum):
    """What happened; the value is the word in JSON."""

    STARTED = "started"
    FOUND = "found"
    CHANGED = "changed"
    TAUGHT = "taught"
    WAITING = "waiting"
    UNCHANGED = "unchanged"
    PROCESSED = "processed"
    REMOVED = "removed"
    NOT_TAKEN = "not_taken"
    FOLDER_GONE = "folder_gone"
    FOLDER_BACK = "folder_back"
    STOPPED = "stopped"


class Wait(Enum):
    """What a workbook waits for; the value is the word in JSON."""

    CHANGING = "changing"
    OPEN = "open"
    REFUSED = "refused"
    PARTIAL = "partial"
    SAME_RESULT = "same_result"


class Stamp(Struct, frozen=True):
    """What tells without reading it that a file has changed; `taught` is the same of the taught table beside it,
    `ledger` of the files that are its ledger."""

    size: int
    mtime: int
    taught: tuple[int, int] | None = None
    ledger: tuple[tuple[int, int], ...] = ()

    @property
    def newest(self) -> int:
        """The time of the newest of what a result is made of."""
        return max(self.mtime, self.taught[1] if self.taught else 0, *(mtime for _, mtime in self.ledger))


class Event(Struct, frozen=True):
    """`name` is the workbook's, `other` that of the one it shares its result with, or why the file is not taken. `count` is how many had their
    result at the start, or were processed until the end, and `good` how many of those got a result."""

    kind: EventKind
    name: str = ""
    wait: Wait | None = None
    other: str = ""
    outcome: Outcome | None = None
    count: int = 0
    good: int = 0


class _Handled(Struct, frozen=True):
    """A workbook as it was processed. `content` is None where it is not known, `good` is whether it got a result."""

    stamp: Stamp
    content: str | None
    good: bool


Due = tuple[str, Stamp]


class Watch:
    """`result_time` gives the time of the workbook's result, None where there is none."""

    def __init__(self, result_time: Callable[[str], int | None]) -> None:
        self._result_time = result_time
        self._last: Mapping[str, Stamp] | None = None
        self._gone = False
        self._done: dict[str, _Handled] = {}
        self._pending: dict[str, set[Wait]] = {}  # with what it was already said to wait for
        self._not_taken: Mapping[str, str] = {}

    def look(self, now: Mapping[str, Stamp] | None) -> tuple[list[Event], list[Due]]:
        """What has happened since the last look, and what is due; `now` is None where the folder is away."""
        if now is None:
            events = [] if self._gone else [Event(EventKind.FOLDER_GONE)]
            self._gone = True
            return events, []
        before, started = self._last or {}, self._last is not None
        events = [Event(EventKind.FOLDER_BACK)] if self._gone and started else []
        for name in sorted(before.keys() - now.keys()):
            self._pending.pop(name, None)
            events.append(Event(EventKind.REMOVED, name))
        for name, stamp in sorted(now.items()):
            if name not in before:
                events += self._appeared(name, stamp, started=started)
            elif stamp != before[name]:
                taught = replace(stamp, taught=before[name].taught) == before[name]
                events += self._changed(name, EventKind.TAUGHT if taught else EventKind.CHANGED)
        if not started:
            events.insert(0, Event(EventKind.STARTED, count=len(self._done)))
        quiet = [name for name in sorted(self._pending) if before.get(name) == now[name] and not self._gone]
        self._last, self._gone = now, False
        due = []
        for name in quiet:
            if other := self._owner(name):
                events += self.waits(name, Wait.SAME_RESULT, other)
            else:
                due.append((name, now[name]))
        return events, due

    def _appeared(self, name: str, stamp: Stamp, *, started: bool) -> Iterator[Event]:
        done = self._done.get(name)
        if done and done.stamp == stamp:  # it was away and is back
            needed = done.good and self._result_time(name) is None
        elif started:
            needed = True  # whatever its time says: a copy keeps that of its original
        else:
            time = self._result_time(name)
            needed = time is None or time < stamp.newest
        if needed:
            self._pending[name] = set()
            yield Event(EventKind.FOUND, name)
        elif not done:
            self._done[name] = _Handled(stamp, None, good=True)

    def _changed(self, name: str, kind: EventKind) -> Iterator[Event]:
        if name in self._pending:
            yield from self.waits(name, Wait.CHANGING)
        else:
            self._pending[name] = set()
            yield Event(kind, name)

    def left_table(self, taught: tuple[int, int] | None) -> None:
        """A table that was left beside the workbooks says nothing yet: no workbook has changed by it."""
        self._last = {name: replace(stamp, taught=taught) for name, stamp in (self._last or {}).items()}

    def _owner(self, name: str) -> str | None:
        """The other workbook that has the name of the result, as b.xls and b.xlsx: the one processed before, else
        the first."""
        sharing = [n for n in self._last or () if PurePath(n).stem == PurePath(name).stem]
        owner = min(sharing, key=lambda n: (n not in self._done, n))
        return owner if owner != name else None

    def waits(self, name: str, wait: Wait, other: str = "") -> Iterator[Event]:
        """That the workbook cannot be processed yet, said once."""
        if wait not in self._pending[name]:
            self._pending[name].add(wait)
            yield Event(EventKind.WAITING, name, wait, other)

    def leaves(self, now: Mapping[str, str]) -> Iterator[Event]:
        """Of the files that are not taken, and why, those that were not told yet."""
        for name in sorted(now.keys() - self._not_taken.keys()):
            yield Event(EventKind.NOT_TAKEN, name, other=now[name])
        self._not_taken = now

    def has_result_of(self, name: str, content: str) -> bool:
        """Whether the content is what the workbook's result was made of."""
        done = self._done.get(name)
        return bool(done and done.content == content and self._result_time(name) is not None)

    def settle(self, name: str, stamp: Stamp, content: str | None, *, good: bool) -> None:
        """The workbook needs nothing until it changes."""
        self._pending.pop(name, None)
        self._done[name] = _Handled(stamp, content, good)
