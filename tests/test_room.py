"""The room: whatever happens in it is told, costs what it may, and leaves the room usable."""

from __future__ import annotations

import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import tasks
from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from xltool.core.finding import Finding
from xltool.desk import Desk
from xltool.room import DiedError, FaultError, OutOfMemoryError, Room, TimedOutError

_LIMITED = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no memory")
MEMORY = 500_000_000


@pytest.fixture(params=["forked", "started"])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A room whose workers are made in either way; Windows and macOS have the second alone."""
    if request.param == "forked":
        if sys.platform != "linux":
            pytest.skip("forks only on Linux")
        monkeypatch.setattr("xltool.worker.forks", lambda: True)
    else:
        monkeypatch.setattr("xltool.worker.forks", lambda: False)
    return Room()


def test_what_the_work_returns_comes_back(room: Room) -> None:
    with room:
        assert [room.call(tasks.double, n, seconds=20, memory=MEMORY) for n in range(4)] == [0, 2, 4, 6]


def test_a_hang_ends_in_time_and_the_room_goes_on(room: Room) -> None:
    with room:
        started = time.perf_counter()
        with pytest.raises(TimedOutError):
            room.call(tasks.hang, seconds=0.5, memory=MEMORY)
        assert time.perf_counter() - started < 15
        assert room.call(tasks.double, 4, seconds=20, memory=MEMORY) == 8


@_LIMITED
def test_a_blow_up_ends_at_the_limit_and_the_room_goes_on(room: Room) -> None:
    with room:
        with pytest.raises(OutOfMemoryError):
            room.call(tasks.grow, seconds=20, memory=100_000_000)
        assert room.call(tasks.double, 4, seconds=20, memory=MEMORY) == 8


def test_a_crash_is_told_by_its_signal_and_the_room_goes_on(room: Room) -> None:
    with room:
        with pytest.raises(DiedError) as died:
            room.call(tasks.die, seconds=20, memory=MEMORY)
        assert died.value.code == (-signal.SIGABRT if sys.platform != "win32" else 3)
        assert room.call(tasks.double, 4, seconds=20, memory=MEMORY) == 8


def test_an_exception_tells_its_place_and_not_its_text(room: Room) -> None:
    with room, pytest.raises(FaultError) as fault:
        room.call(tasks.fail, seconds=20, memory=MEMORY)
    assert "ValueError" in fault.value.stack
    assert "tasks.py" in fault.value.stack
    assert "12 730" not in fault.value.stack.replace('secret = "Löner 12 730"', "")
    assert "the cell holds Löner" not in fault.value.stack


def test_a_closed_room_ends_what_is_still_at_work(room: Room) -> None:
    with ThreadPoolExecutor(1) as pool, room:
        room.warm()
        going = pool.submit(room.call, tasks.hang, seconds=60, memory=MEMORY)
        time.sleep(0.2)
        room.__exit__()
        assert isinstance(going.exception(timeout=10), DiedError)


# --- the desk ----------------------------------------------------------------------------------------------------

DATA = zipped(PARTS)


@_LIMITED
def test_a_worker_that_ends_costs_its_own_workbook_a_finding() -> None:
    names = ["a", "dies", "b", "hangs", "c", "grows", "d"]
    with Desk(2, seconds=3, megabytes=300) as desk, ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda name: desk.do(tasks.by_name, DATA, name), names))
    codes = [one.code.code if isinstance(one, Finding) else one for one in done]
    assert codes == ["a", "XL126", "b", "XL124", "c", "XL125", "d"]
    told = {one.code.code: one.message for one in done if isinstance(one, Finding)}
    assert "kanske för att minnet inte räckte: --max-memory" in told["XL126"]
    assert "3 sekunder" in told["XL124"]
    assert "300 MB" in told["XL125"]


def test_what_the_door_refuses_costs_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltool.room.Worker", None)
    with Desk(seconds=1) as desk:
        assert desk.do(tasks.by_name, b"%PDF", "b.xlsx") == "b.xlsx"


def test_an_ordinary_workbook_costs_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltool.room.Worker", None)
    with Desk() as desk:
        assert desk.do(tasks.by_name, DATA, "b.xlsx") == "b.xlsx"
