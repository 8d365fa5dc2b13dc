"""The room: whatever happens in it is told, costs what it may, and leaves the room usable."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests import tasks
from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from xltool.findings.finding import Finding
from xltool.running.local_executor import LocalExecutor
from xltool.running.worker import DiedError, FaultError, OutOfMemoryError, TimedOutError
from xltool.running.worker_pool import WorkerPool

_LIMITED = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no memory")
MEMORY = 500_000_000


@pytest.fixture(params=["forked", "started"])
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> WorkerPool:
    """A room whose workers are made in either way; Windows and macOS have the second alone."""
    if request.param == "forked":
        if sys.platform != "linux":
            pytest.skip("forks only on Linux")
        monkeypatch.setattr("xltool.running.worker.forks", lambda: True)
    else:
        monkeypatch.setattr("xltool.running.worker.forks", lambda: False)
    return WorkerPool()


def test_what_the_work_returns_comes_back(workers: WorkerPool) -> None:
    with workers:
        assert [workers.call(tasks.double, n, seconds=20, memory=MEMORY) for n in range(4)] == [0, 2, 4, 6]


def test_a_hang_ends_in_time_and_the_room_goes_on(workers: WorkerPool) -> None:
    with workers:
        started = time.perf_counter()
        with pytest.raises(TimedOutError):
            workers.call(tasks.hang, seconds=0.5, memory=MEMORY)
        assert time.perf_counter() - started < 15
        assert workers.call(tasks.double, 4, seconds=20, memory=MEMORY) == 8


@_LIMITED
def test_a_blow_up_ends_at_the_limit_and_the_room_goes_on(workers: WorkerPool) -> None:
    with workers:
        with pytest.raises(OutOfMemoryError):
            workers.call(tasks.grow, seconds=20, memory=100_000_000)
        assert workers.call(tasks.double, 4, seconds=20, memory=MEMORY) == 8


def test_a_crash_is_told_by_its_signal_and_the_room_goes_on(workers: WorkerPool) -> None:
    with workers:
        with pytest.raises(DiedError) as died:
            workers.call(tasks.die, seconds=20, memory=MEMORY)
        assert died.value.code == (-signal.SIGABRT if sys.platform != "win32" else 3)
        assert workers.call(tasks.double, 4, seconds=20, memory=MEMORY) == 8


def test_an_exception_tells_its_place_and_not_its_text(workers: WorkerPool) -> None:
    with workers, pytest.raises(FaultError) as fault:
        workers.call(tasks.fail, seconds=20, memory=MEMORY)
    assert "ValueError" in fault.value.stack
    assert "tasks.py" in fault.value.stack
    assert "12 730" not in fault.value.stack.replace('secret = "Löner 12 730"', "")
    assert "the cell holds Löner" not in fault.value.stack


def test_a_closed_room_ends_what_is_still_at_work(workers: WorkerPool) -> None:
    with ThreadPoolExecutor(1) as pool, workers:
        workers.warm()
        going = pool.submit(workers.call, tasks.hang, seconds=60, memory=MEMORY)
        time.sleep(0.2)
        workers.__exit__()
        assert isinstance(going.exception(timeout=10), DiedError)


_ORPHANED = """
import os, signal, sys
from tests import tasks
from xltool.running import worker
signal.signal(signal.SIGALRM, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
worker.forks = lambda: sys.argv[1] == "forked"
made = worker.Worker()
made.call((os.getpid, (), 60.0, 500_000_000), 60.0)
print(made.call((os.getpid, (), 60.0, 500_000_000), 60.0), flush=True)
worker.pickle.dump((getattr(tasks, sys.argv[2]), (), -4.0, 500_000_000), made._to)
made._to.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("work", ["hang", "hang_in_c"])
@pytest.mark.parametrize("how", ["forked", "started"])
def test_a_worker_whose_parent_is_gone_ends_by_itself(how: str, work: str) -> None:
    command = [sys.executable, "-c", _ORPHANED, how, work]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    left, limit = int(done.stdout), time.monotonic() + 20
    while is_alive(left) and time.monotonic() < limit:
        time.sleep(0.05)
    if is_alive(left):
        os.kill(left, signal.SIGKILL)
        pytest.fail("it goes on for ever")


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_worker_at_rest_waits_for_its_next_order_however_long(workers: WorkerPool) -> None:
    with workers:
        workers.warm()
        (worker,) = workers._workers
        assert worker.call((tasks.double, (1,), -4.5, MEMORY), 20) == 2
        time.sleep(1)
        assert worker.call((tasks.double, (2,), 20.0, MEMORY), 20) == 4


@_LIMITED
@pytest.mark.skipif(sys.platform != "linux", reason="macOS does not tell what is in use")
def test_the_limit_of_memory_is_beyond_what_is_in_use_at_each_order(workers: WorkerPool) -> None:
    with workers:
        first, _ = workers.call(tasks.limit_and_size, seconds=20, memory=MEMORY)
        workers.call(tasks.keep, 200_000_000, seconds=20, memory=MEMORY)
        second, size = workers.call(tasks.limit_and_size, seconds=20, memory=MEMORY)
        assert second - first > 190_000_000
        assert abs(second - size - MEMORY) < 50_000_000


# --- the desk ----------------------------------------------------------------------------------------------------

DATA = zipped(PARTS)


@_LIMITED
def test_a_worker_that_ends_costs_its_own_workbook_a_finding() -> None:
    names = ["a", "dies", "b", "hangs", "c", "grows", "d"]
    with LocalExecutor(2, seconds=3, megabytes=300) as executor, ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda name: executor.do(tasks.by_name, DATA, name), names))
    codes = [one.code.code if isinstance(one, Finding) else one for one in done]
    assert codes == ["a", "XL126", "b", "XL124", "c", "XL125", "d"]
    told = {one.code.code: one.message for one in done if isinstance(one, Finding)}
    assert "kanske för att minnet inte räckte: --max-memory" in told["XL126"]
    assert "3 sekunder" in told["XL124"]
    assert "300 MB" in told["XL125"]


def test_what_the_door_refuses_costs_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltool.running.worker_pool.Worker", None)
    with LocalExecutor(seconds=1) as executor:
        assert executor.do(tasks.by_name, b"%PDF", "b.xlsx") == "b.xlsx"


def test_an_ordinary_workbook_costs_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltool.running.worker_pool.Worker", None)
    with LocalExecutor() as executor:
        assert executor.do(tasks.by_name, DATA, "b.xlsx") == "b.xlsx"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0xC0000005, "plats i minnet"),
        (-1073741819, "plats i minnet"),
        (3, "minne tog slut"),
        (7, "slutkod 7"),
    ],
)
def test_the_codes_of_windows_are_told_in_words(
    code: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xltool.running.local_executor import _how

    monkeypatch.setattr(sys, "platform", "win32")
    assert words in _how(code)


def test_fresh_workers_start_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is waited for before all have been started."""
    from xltool.running import worker_pool
    from xltool.running.worker import Worker

    steps: list[str] = []

    class Slow(Worker):
        def __init__(self) -> None:
            steps.append("start")
            super().__init__()

        def _answer(self, seconds: float) -> tuple[str, Any]:
            steps.append("wait")
            return super()._answer(seconds)

    monkeypatch.setattr("xltool.running.worker.forks", lambda: False)
    monkeypatch.setattr(worker_pool, "Worker", Slow)
    with worker_pool.WorkerPool(3) as pool:
        pool.warm()
        assert steps == ["start"] * 3 + ["wait"] * 3
        assert pool.call(abs, -1, seconds=9, memory=10**9) == 1


def test_a_worker_that_died_is_told_where_its_pipe_is_an_invalid_argument(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from xltool.running.worker import DiedError, Worker

    worker = Worker().ready()

    def gone(*_: object, **__: object) -> None:
        worker.stop()
        raise OSError(22, "invalid argument")

    monkeypatch.setattr("xltool.running.worker.pickle.dump", gone)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(DiedError):
        worker.call((abs, (-1,), 9.0, 10**9), 9.0)
    worker.kill()
