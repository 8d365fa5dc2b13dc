"""A worker: a process that does one thing after another (`worker_loop`), and the pipes to it.

Orders and answers are pickles. It is forked where that is cheap and safe (Linux, one thread), else a fresh Python is started;
both serve the same loop.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from xltool.files.broken_pipe import is_broken_pipe
from xltool.running.worker_loop import hush, serve

_START_SECONDS = 60.0  # for a fresh Python on a slow disk, before the work's own time begins
_ROOT = str(Path(__file__).parents[2])
_SERVE = "import sys; sys.path.append(sys.argv[1]); from xltool.running.worker_loop import serve_pipes; serve_pipes()"


class WorkerError(Exception):
    """The work did not come to an end."""


class TimedOutError(WorkerError):
    """The work took longer than it may."""


class OutOfMemoryError(WorkerError):
    """The work took more memory than it may."""


class DiedError(WorkerError):
    """The worker ended in the middle of the work; `code` is the process's, below zero for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class FaultError(WorkerError):
    """The work raised an exception; `stack` tells where, without its text."""

    def __init__(self, stack: str) -> None:
        super().__init__(stack)
        self.stack = stack


class Worker:
    """A process and the two pipes to it. It is `ready` when it has said so: several start at the same time."""

    def __init__(self) -> None:
        self._process = _Forked() if forks() else _Started()
        self._to, self._from = self._process.to, self._process.back
        self._is_ready = False

    def ready(self) -> Worker:
        """The worker, when it takes orders. Raises WorkerError."""
        if not self._is_ready:
            self._answer(_START_SECONDS)
            self._is_ready = True
        return self

    def call(self, order: tuple[object, ...], seconds: float) -> Any:
        try:
            pickle.dump(order, self._to, protocol=5)
            self._to.flush()
        except OSError as error:
            if not is_broken_pipe(error):  # it died before; reading its answer tells
                raise
        kind, value = self._answer(seconds)
        if kind == "memory":
            raise OutOfMemoryError
        if kind == "system":
            raise OSError(value, os.strerror(value))
        if kind == "fault":
            raise FaultError(value)
        return value

    def kill(self) -> None:
        self._process.end()
        for pipe in (self._to, self._from):
            with suppress(OSError):
                pipe.close()

    def _answer(self, seconds: float) -> tuple[str, Any]:
        late = not self._process.answers(seconds)
        if late:
            self.stop()
        try:
            answer: tuple[str, Any] = pickle.load(self._from)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            code = self._process.end()
            raise TimedOutError if late else DiedError(code) from None
        return answer

    def stop(self) -> None:
        self._process.stop()


# --- forking -----------------------------------------------------------------------------------------------------


def forks() -> bool:
    """Only from one thread: a lock that another thread holds would stay locked in the child. numpy has threads."""
    return sys.platform == "linux" and threading.active_count() == 1 and "numpy" not in sys.modules


class _Forked:
    """A copy of this process. `to` is the pipe to it, `back` the one from it."""

    def __init__(self) -> None:
        theirs_in, to = os.pipe()
        back, theirs_out = os.pipe()
        self._id = os.fork()
        if self._id == 0:
            try:
                os.close(to)
                os.close(back)
                hush()
                serve(os.fdopen(theirs_in, "rb"), os.fdopen(theirs_out, "wb"))
            finally:
                os._exit(0)  # never back into the parent's code, whose buffers and clean-up are not ours
        os.close(theirs_in)
        os.close(theirs_out)
        self.to: IO[bytes] = os.fdopen(to, "wb")
        self.back: IO[bytes] = os.fdopen(back, "rb")
        self._code: int | None = None
        self._waiting = select.poll()
        self._waiting.register(back, select.POLLIN)

    def answers(self, seconds: float) -> bool:
        """Whether an answer, or the end, comes in so many seconds. An answer that has begun comes whole."""
        return bool(self._waiting.poll(seconds * 1000))

    def stop(self) -> None:
        if self._code is None:
            with suppress(ProcessLookupError):
                os.kill(self._id, signal.SIGKILL)

    def end(self) -> int:
        """Kills what is left, and gives the code it ended with."""
        for _ in range(20):  # its pipes are closed: it is ending, and its own code tells more than ours
            if self._code is None and (ended := os.waitpid(self._id, os.WNOHANG))[0]:
                self._code = os.waitstatus_to_exitcode(ended[1])
            if self._code is not None:
                return self._code
            time.sleep(0.01)
        self.stop()
        self._code = os.waitstatus_to_exitcode(os.waitpid(self._id, 0)[1])
        return self._code


# --- starting ----------------------------------------------------------------------------------------------------


class _Started:
    """A fresh Python."""

    def __init__(self) -> None:
        import subprocess  # no small matter to load, and not needed where a fork is to be had

        self._waited = subprocess.TimeoutExpired
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.to, self.back = self._process.stdin, self._process.stdout

    def answers(self, seconds: float) -> bool:
        """The same. Not every system can wait for a pipe and a time at once."""
        reader = threading.Thread(target=self.back.peek, daemon=True)  # type: ignore[attr-defined]  # a buffered reader
        reader.start()
        reader.join(seconds)
        if late := reader.is_alive():
            self.stop()
            reader.join()  # forking needs to be alone
        return not late

    def stop(self) -> None:
        self._process.kill()

    def end(self) -> int:
        """Kills what is left, and gives the code it ended with."""
        with suppress(
            self._waited
        ):  # its pipes are closed: it is ending, and its own code tells more than ours
            self._process.wait(0.2)
        self.stop()
        return self._process.wait()


def _environment() -> dict[str, str]:
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
