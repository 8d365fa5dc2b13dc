"""`xltool open`: the latest result, in the system's own program."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_command_line import Run, run
from xltool.running import opening

__all__ = ["run"]
Started = Callable[[], str]


def lay(folder: Path, *names: str) -> None:
    """Files in the folder, each newer than the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        age = 1_700_000_000 + len(list(folder.iterdir()))
        (folder / name).write_bytes(b"PK")
        os.utime(folder / name, (age, age))


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(stat.S_IRWXU)


@pytest.fixture(params=["linux", "darwin", "win32"])
def started(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Started:
    """What the program of each system was started with."""
    told, system = tmp_path / "told", request.param
    monkeypatch.setattr(sys, "platform", system)
    if system == "win32":
        monkeypatch.setattr(os, "startfile", lambda p: told.write_text(p, encoding="utf-8"), raising=False)
    else:
        name = {"linux": "xdg-open", "darwin": "open"}[system]
        program(tmp_path / "bin", name, f'printf %s "$1" > "{told}"')
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
        monkeypatch.setenv("DISPLAY", ":0" if system == "linux" else "")
    return lambda: told.read_text(encoding="utf-8")


def test_the_systems_program_gets_the_latest_result(run: Run, started: Started) -> None:
    lay(Path("workbooks/ut"), "a-resultat.xlsx", "b & ö-resultat.xlsx", "b & ö-resultat_2024-02-01_0915.xlsx",
        "c-granskad.xlsx", "brev.xlsx", "c-resultat.txt")  # fmt: skip
    code, out, err = run("open")
    assert (code, err) == (0, "")
    assert out == f"Öppnar {Path('workbooks/ut/b & ö-resultat.xlsx')}\n"
    assert started() == str(run.folder / "workbooks" / "ut" / "b & ö-resultat.xlsx")


@pytest.mark.parametrize(
    ("name", "result"),
    [
        (None, "workbooks/ut/b-resultat (2).xlsx"),
        ("a", "workbooks/ut/a-resultat.xlsx"),
        ("a.xlsx", "workbooks/ut/a-resultat.xlsx"),
        ("a-resultat.xlsx", "workbooks/ut/a-resultat.xlsx"),
        ("workbooks/in/a.xlsx", "workbooks/ut/a-resultat.xlsx"),
        ("workbooks/ut/a-resultat.xlsx", "workbooks/ut/a-resultat.xlsx"),
        ("b", "workbooks/ut/b-resultat (2).xlsx"),
        ("here.2023", "here.2023-resultat.xlsx"),
        ("sub/d.xlsx", "sub/d-resultat.xlsx"),
        ("sub", "sub/e-resultat.xlsx"),
        ("missing", None),
        ("sub/a.xlsx", None),
    ],
)
@pytest.mark.usefixtures("run")
def test_which_result_is_meant(name: str | None, result: str | None) -> None:
    lay(Path("workbooks/in"), "a.xlsx")
    lay(Path("workbooks/ut"), "a-resultat.xlsx", "b-resultat.xlsx", "b-resultat (2).xlsx",
        "b-resultat_2024-02-01_0915.xlsx", "a-granskad.xlsx")  # fmt: skip
    lay(Path("sub"), "d-resultat.xlsx", "e-resultat.xlsx")
    lay(Path(), "here.2023-resultat.xlsx")
    assert opening.newest_result(name) == (Path(result) if result else None)


def test_without_a_drop_folder_the_result_in_this_folder_is_meant(run: Run) -> None:
    lay(run.folder, "a-resultat.xlsx")
    lay(run.folder / "workbooks" / "ut")
    assert opening.newest_result(None) == Path("a-resultat.xlsx")


def test_where_there_is_no_result_it_says_how_to_make_one(run: Run) -> None:
    code, out, err = run("open")
    assert (code, out) == (3, "")
    assert "Här finns inget resultat än." in err
    lay(Path(), "budget.xlsx")
    lay(Path("workbooks/in"), "min budget.xlsx")
    books = {
        "budget.xlsx": "budget.xlsx",
        "budget": "budget.xlsx",
        "min budget": "workbooks/in/min budget.xlsx",
    }
    for name, book in books.items():
        code, _, err = run("open", name)
        assert code == 3
        assert f"{name} har inget resultat än." in err
        assert f'xltool process "{Path(book)}"\n' in err


def test_a_name_that_nothing_has_is_told_as_such(run: Run) -> None:
    code, out, err = run("open", "bugdet.xlsx")
    assert (code, out) == (3, "")
    assert "varken bugdet.xlsx eller något resultat" in err
    assert "process" not in err


@pytest.mark.parametrize(
    "case", ["no screen", "no xdg-open", "no program for workbooks", "Windows without Excel"]
)
def test_where_no_program_is_the_path_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    lay(run.folder, "a-resultat.xlsx")
    program(run.folder / "bin", "xdg-open", "exit 3" if case == "no program for workbooks" else "exit 0")
    monkeypatch.setenv("PATH", "/nowhere" if case == "no xdg-open" else f"{run.folder / 'bin'}")
    monkeypatch.setenv("DISPLAY", "" if case == "no screen" else ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if case == "Windows without Excel":

        def startfile(_: str) -> None:
            raise OSError(1155, "no association")

        monkeypatch.setattr(os, "startfile", startfile, raising=False)
    code, out, err = run("open")
    assert (code, out) == (3, "")
    assert err.startswith("Här finns inget program som kan öppna resultatet.")
    assert "a-resultat.xlsx" in err


def test_a_program_that_goes_on_running_is_not_waited_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(run.folder, "a-resultat.xlsx")
    program(run.folder / "bin", "xdg-open", 'until [ -e "$1.end" ]; do sleep 0.05; done')
    monkeypatch.setenv("PATH", f"{run.folder / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(opening, "_SECONDS", 0.3)
    running: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def remembered(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        running.append(start(*args, **kwargs))
        return running[0]

    monkeypatch.setattr(subprocess, "Popen", remembered)
    assert run("open")[0] == 0
    assert running[0].poll() is None
    Path("a-resultat.xlsx.end").touch()
    assert running[0].wait(timeout=60) == 0
