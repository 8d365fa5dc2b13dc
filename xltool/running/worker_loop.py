"""What a worker does: one order after another, within the time and the memory that each may take.

It writes no file, so it can be killed at any time.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO

from xltool.core.fault import stack_of


def hush() -> None:
    """What a dying library shouts is not for the user; our own words go over the pipe."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def serve_pipes() -> None:
    """The loop of a freshly started worker, over its standard input and output."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    hush()
    serve(orders, answers)


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Works on one order after another until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it kills us
    faulthandler.disable()  # what kills us is told by our exit code
    statm = _statm()
    end_after = _alarm()
    gc.freeze()
    _send(answers, ("ready", None))
    while True:
        try:
            work, arguments, seconds, memory = pickle.load(orders)
        except EOFError:
            return
        end_after(seconds + 5)
        _limit(memory, statm)
        try:
            answer = ("done", work(*arguments))
        except MemoryError:
            answer = ("memory", None)
        except OSError as error:  # the work touches no file: it is the system that refuses to load a module
            answer = ("system", error.errno or 0)
        except BaseException as error:  # the panic of a native library is no Exception
            answer = ("fault", stack_of(error))
        _limit(None, statm)
        _send(answers, answer)
        end_after(0)
        del work, arguments, answer
        gc.collect(0)  # circles cost least to find where nothing else is about


def _send(answers: IO[bytes], answer: tuple[str, object]) -> None:
    pickle.dump(answer, answers, protocol=5)
    answers.flush()


def _alarm() -> Callable[[float], object]:
    """What ends this process after so many seconds, even out of a loop in a native library, so that a worker whose
    parent is gone does not stay; 0 calls it off."""
    if sys.platform == "win32":  # a thread for each order does the same at forty times the cost
        nowhere = os.open(os.devnull, os.O_WRONLY)

        def later(seconds: float) -> None:
            if seconds:
                faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            else:
                faulthandler.cancel_dump_traceback_later()

        return later
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whatever was handed down
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    return partial(signal.setitimer, signal.ITIMER_REAL)


def _limit(memory: int | None, statm: int | None) -> None:
    """Limits the memory beyond what is taken already, where the system can; None lifts it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; there the limits of the inspection stand alone
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = hard if memory is None else memory + _taken(statm)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (soft if hard < 0 else min(soft, hard), hard))


def _statm() -> int | None:
    """The number of the file in which Linux tells how much memory is in use."""
    with suppress(OSError):
        return os.open("/proc/self/statm", os.O_RDONLY)
    return None


def _taken(statm: int | None) -> int:
    """The address space in use, in bytes; 0 where the system does not tell."""
    if statm is None:
        return 0
    return int(os.pread(statm, 100, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
