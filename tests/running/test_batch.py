"""Many workbooks at a time: the same outcomes in the same order as one by one, and nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest

from tests.examples import WORKBOOKS
from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from xltool.running.batch import run
from xltool.running.outcome import Outcome, State

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
_SMALL = zipped(PARTS)


def folder_of(tmp_path: Path, count: int) -> list[Path]:
    """Workbooks of which every fifth is none, and every seventh has an error in it."""
    wrong = zipped({name: part.replace(b"<v>415</v>", b"<v>1E999</v>") for name, part in PARTS.items()})
    paths = [tmp_path / f"b{n:03}.xlsx" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_bytes(b"ingen arbetsbok" if n % 5 == 4 else wrong if n % 7 == 6 else _SMALL)
    return paths


def test_a_workbook_that_does_not_say_when_it_was_saved_is_not_said_to_be_saved_now(tmp_path: Path) -> None:
    (path,) = folder_of(tmp_path, 1)
    (outcome,) = run([path], write=True)
    assert (outcome.state, outcome.saved) == (State.OK, "")


def told(outcome: Outcome) -> tuple[object, ...]:
    codes = [f.code.code for f in outcome.findings]
    return (
        outcome.file,
        outcome.state,
        codes,
        outcome.figures,
        outcome.money,
        outcome.path,
        outcome.marked,
        outcome.snippets,
    )


def test_many_at_a_time_come_to_the_same_in_the_same_order(tmp_path: Path) -> None:
    paths = folder_of(tmp_path, 18)
    together = [told(o) for o in run(paths, write=True, jobs=3)]
    results = {path.name: path.read_bytes() for path in tmp_path.glob("*-resultat.xlsx")}
    alone = [told(o) for o in run(paths, write=True, jobs=1)]
    assert together == alone
    assert [t[0] for t in together] == paths
    assert {t[1] for t in together} == set(State)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*-resultat.xlsx")} == results


def test_one_line_of_json_for_each_in_order(tmp_path: Path) -> None:
    paths = folder_of(tmp_path, 9)
    command = [sys.executable, "-m", "xltool", "process", str(tmp_path), "--json", "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [str(p) for p in paths]
    assert "\r" not in done.stderr, "the bar is for people alone"


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to another process")
def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    for n in range(60):
        shutil.copy(EXAMPLE, tmp_path / f"b{n:02}.xlsx")
    command = [sys.executable, "-m", "xltool", "process", str(tmp_path), "--jobs", "2"]
    going = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a background job ignores Ctrl-C, and hands that down
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    limit = time.monotonic() + 60
    while not list(tmp_path.glob("*-resultat.xlsx")) and time.monotonic() < limit:
        time.sleep(0.05)
    os.killpg(going.pid, signal.SIGINT)
    _, err = going.communicate(timeout=60)
    assert going.returncode == 130
    assert err.decode().strip() == "Avbrutet."
    results = list(tmp_path.glob("*-resultat.xlsx"))
    assert 0 < len(results) < 60
    assert all(zipfile.ZipFile(path).testzip() is None for path in results)
    assert len(list(tmp_path.iterdir())) == 60 + len(results), "no file but inputs and results"
    with pytest.raises(ProcessLookupError):
        os.killpg(going.pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="finds workers in /proc")
def test_a_worker_that_is_killed_costs_its_own_workbook(tmp_path: Path) -> None:
    for n in range(40):
        shutil.copy(EXAMPLE, tmp_path / f"b{n:02}.xlsx")
    command = [sys.executable, "-m", "xltool", "check", str(tmp_path), "--json", "--jobs", "2"]
    going = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert going.stdout is not None
    first = going.stdout.readline()
    children = Path(f"/proc/{going.pid}/task/{going.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    with going:
        rest = going.stdout.read()
    lines = [json.loads(line) for line in [first, *rest.splitlines()]]
    lost = [line for line in lines if line["status"] != "ok"]
    assert len(lines) == 40
    assert [[f["code"] for f in line["findings"]] for line in lost] == [["XL126"]]
    assert going.returncode == 3
