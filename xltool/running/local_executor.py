"""Where a workbook is worked on: in this process where it is ordinary, else in a worker, and always in a worker where that
costs no second start-up."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from xltool.core.limits import LIMITS, MB
from xltool.files.reasons import reason
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.intake.preflight import Door, inspect
from xltool.running.worker import DiedError, OutOfMemoryError, TimedOutError
from xltool.running.worker_pool import WorkerPool

T = TypeVar("T")
Task: TypeAlias = Callable[..., T]  # of the workbook, and of those beside it, as they were inspected
Beside: TypeAlias = tuple[bytes, str] | tuple[bytes, str, Door] | None


class LocalExecutor:
    """Gives out work. `seconds` and `megabytes` are what the user allows a workbook; None for the limits' own.

    As a context manager it ends the workers.
    """

    def __init__(self, jobs: int = 1, *, seconds: float | None = None, megabytes: int | None = None) -> None:
        self.jobs, self._pool = jobs, WorkerPool(jobs)
        self._seconds, self._megabytes = seconds, megabytes

    def __enter__(self) -> LocalExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.__exit__()

    def warm(self) -> None:
        """Starts all workers, before there are threads."""
        self._pool.warm()

    def do(
        self, task: Task[T], data: bytes, name: str, *beside: Beside, door: Door = Door.WORKBOOK
    ) -> T | Finding:
        """What `task` makes of the workbook, or of what else comes through the `door`; a finding where it did not come to an end.
        `beside` are other workbooks that the task opens, None for one that is not there, and what they are called. Raises
        FaultError."""
        files = [inspect(data, name, door), *(inspect(*other) if other else None for other in beside)]
        seen = [one.seen for one in files if one]
        asked = self._seconds is not None or self._megabytes is not None
        easy = all(one.ordinary for one in seen)
        refused = all(one.kind is None for one in seen)
        if refused or (easy and not asked and not self._pool.at_hand):
            return task(*files)
        unpacked = sum(one.unpacked for one in seen)
        seconds = self._seconds or LIMITS.seconds + unpacked / MB * LIMITS.seconds_per_mb
        memory = (self._megabytes or 0) * MB or LIMITS.memory + unpacked * LIMITS.memory_per_byte
        try:
            return self._pool.call(task, *files, seconds=seconds, memory=memory)
        except TimedOutError:
            return codes.TOO_SLOW.at(None, name=name, seconds=f"{seconds:.0f}")
        except OutOfMemoryError:
            return codes.TOO_MUCH_MEMORY.at(None, name=name, megabytes=memory // MB)
        except DiedError as died:
            return codes.READER_DIED.at(None, name=name, how=_how(died.code))
        except OSError as error:  # no worker can be started
            return codes.UNREADABLE_FILE.at(None, name=name, reason=reason(error))


_WORD, _NO_MEMORY = 0xFFFFFFFF, "den kraschade, kanske för att datorns minne tog slut"
# What Windows lets a process end with, by the number that its documentation gives it; 3 is a library's own abort.
_OF_WINDOWS = {
    1: "den stoppades utifrån",
    3: _NO_MEMORY,
    0xC0000005: "den kraschade på en plats i minnet som inte var dess egen",
    0xC0000017: _NO_MEMORY,
    0xC000001D: "den kraschade på en instruktion som datorns processor inte har",
    0xC00000FD: "den kraschade på för många nivåer i filen",
    0xC0000135: "en del av programmet saknas: installera xltool på nytt",
    0xC000013A: "den avbröts",
    0xC0000142: "Windows kunde inte starta den",
    0xC0000409: _NO_MEMORY,
}


def _how(code: int) -> str:
    if code == -getattr(signal, "SIGKILL", 9):
        return "den stoppades utifrån, kanske för att datorns minne tog slut"
    if code == -signal.SIGABRT:  # a native library that gets no memory
        return "den kraschade, kanske för att minnet inte räckte: --max-memory ger den mer"
    if sys.platform == "win32" and code & _WORD in _OF_WINDOWS:
        return _OF_WINDOWS[code & _WORD]
    if code < 0:
        return f"den kraschade med signal {-code}"
    return f"slutkod {code}"
