"""Work that may crash, hang or grow, done in workers with a limit on its time and memory."""

from __future__ import annotations

import queue
import signal
from collections.abc import Callable
from typing import TypeVar

from xltool.running.worker import DiedError, Worker, WorkerError

_PATIENCE = 10.0  # seconds
T = TypeVar("T")


class WorkerPool:
    """At most `jobs` workers, each started when first needed and used again. Calls may come from several threads.

    As a context manager it kills its workers at the end, whatever they are doing.
    """

    def __init__(self, jobs: int = 1) -> None:
        self._jobs, self._closed = jobs, False
        self._workers: set[Worker] = set()
        self._idle: queue.SimpleQueue[Worker | None] = queue.SimpleQueue()
        for _ in range(jobs):
            self._idle.put(None)

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *ending: object) -> None:
        if self._closed:
            return
        self._closed = True
        for worker in list(self._workers):
            worker.stop()
        for _ in range(self._jobs):  # each comes back as its call ends, at once now that its worker has
            try:
                idle = self._idle.get(timeout=_PATIENCE)
            except queue.Empty:
                break  # never wait for ever: the workers are stopped, and the process is about to end
            if idle is not None:
                idle.kill()
        for _ in range(self._jobs):
            self._idle.put(None)  # who comes now is told that it is closed, instead of waiting

    @property
    def at_hand(self) -> bool:
        """Whether a call costs nothing more: even a fork is a tenth of the time that an ordinary workbook takes."""
        return self._jobs > 1 or bool(self._workers)

    def warm(self) -> None:
        """Starts all workers, before there are threads to fork from."""
        waiting = [self._idle.get() for _ in range(self._jobs)]
        try:
            for number, worker in enumerate(waiting):
                waiting[number] = worker or self._start()
            for worker in waiting:  # a fresh Python takes its time: all take it at once
                if worker is not None:
                    worker.ready()
        except (OSError, WorkerError):
            pass  # there are as many as the system lets us have; who needs another is told
        finally:
            for worker in waiting:
                self._idle.put(worker)

    def call(self, work: Callable[..., T], *arguments: object, seconds: float, memory: int) -> T:
        """What `work(*arguments)` returns, in at most so many seconds and bytes; raises a RoomError."""
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            answer: T = worker.ready().call((work, arguments, seconds, memory), seconds)
        except BaseException:
            if worker is not None:
                worker.kill()
                self._workers.discard(worker)
            worker = None
            raise
        finally:
            self._idle.put(worker)
        return answer

    def _start(self) -> Worker:
        if self._closed:
            raise DiedError(-signal.SIGTERM)
        worker = Worker()
        self._workers.add(worker)
        return worker
