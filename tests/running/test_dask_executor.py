"""A batch on a Dask cluster: the same results as here, also when a worker dies in the middle."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from tests import tasks
from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from tests.running.test_batch import folder_of, told
from xltool.commands.command_line import main
from xltool.core.usage import UsageError
from xltool.findings.finding import Finding
from xltool.running.batch import run
from xltool.running.dask_executor import DaskExecutor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills a process by its number")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers, each a process of its own that is started anew when it dies."""
    made: Any = LocalCluster
    with made(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as local:
        yield local


def results(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*-*.xlsx")}


def test_a_cluster_comes_to_the_same_as_this_machine(cluster: Any, tmp_path: Path) -> None:
    paths = folder_of(tmp_path, 12)
    there = [told(o) for o in run(paths, write=True, scheduler=cluster.scheduler_address)]
    written = results(tmp_path)
    for name in written:
        (tmp_path / name).unlink()
    assert there == [told(o) for o in run(paths, write=True, jobs=1)]
    assert written == results(tmp_path)


def test_a_worker_that_is_killed_in_the_middle_costs_no_result(cluster: Any, tmp_path: Path) -> None:
    paths = folder_of(tmp_path, 40)

    def kill() -> None:
        while len(results(tmp_path)) < 3:
            time.sleep(0.01)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        killed.set()

    killed = threading.Event()
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    outcomes = list(run(paths, write=True, scheduler=cluster.scheduler_address))
    assert killed.is_set()
    assert [o.file for o in outcomes] == paths
    assert [o.state.value for o in outcomes] == [
        "unreadable" if n % 5 == 4 else "errors" if n % 7 == 6 else "ok" for n in range(40)
    ]
    assert all(o.path is not None and o.path.exists() for o in outcomes if o.state.value == "ok")


def test_a_workbook_that_kills_every_worker_costs_itself_a_finding(cluster: Any) -> None:
    with DaskExecutor(cluster.scheduler_address) as executor:
        done = [executor.do(tasks.by_name, zipped(PARTS), name) for name in ("a", "dies", "b")]
    assert [one.code.code if isinstance(one, Finding) else one for one in done] == ["a", "XL126", "b"]


def test_a_scheduler_that_is_gone_costs_the_workbook_a_finding() -> None:
    made: Any = LocalCluster
    with made(n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0") as local:
        executor = DaskExecutor(local.scheduler_address)
        assert executor.do(tasks.by_name, zipped(PARTS), "a") == "a"
    try:
        done = executor.do(tasks.by_name, zipped(PARTS), "b")
    finally:
        executor.__exit__()
    assert isinstance(done, Finding)
    assert done.code.code == "XL129"


def test_an_address_where_nobody_answers_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("xltool.running.dask_executor._CONNECT_SECONDS", 1)
    folder_of(tmp_path, 1)
    with pytest.raises(SystemExit) as ending:
        main(["process", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"])
    assert ending.value.code == 2
    assert "svarar inte" in capsys.readouterr().err


def test_a_cluster_with_another_version_is_refused(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltool.running.dask_executor.__version__", "99.0")
    with pytest.raises(UsageError, match=r"behöver xltool 99\.0"):
        DaskExecutor(cluster.scheduler_address)


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"xltool\[dask\]"):
        DaskExecutor("tcp://127.0.0.1:9")
