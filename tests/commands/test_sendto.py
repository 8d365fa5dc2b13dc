"""xltool in Windows' menu Send to: the command file, its place, and the files that Explorer hands over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_command_line import Run, run
from tests.examples import WORKBOOKS
from xltool.commands import sendto

__all__ = ["run"]
EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
CMD = r'C:\WINDOWS\system32\cmd.exe /c ""C:\Users\Åsa Ek\AppData\Roaming\Microsoft\Windows\SendTo\xltool.cmd"'


def test_the_command_file_runs_this_python_on_the_files_and_waits() -> None:
    text = sendto.command_file(r"C:\Users\Åsa Ek\100% & co\python.exe").decode("utf-8")
    assert "\n" not in text.replace("\r\n", ""), "cmd wants both ends of a line"
    lines = text.splitlines()
    assert lines[0] == "@echo off", "no byte order mark before it, and nothing echoed"
    assert lines.index("chcp 65001 >nul") < next(n for n, line in enumerate(lines) if not line.isascii())
    assert r'"C:\Users\Åsa Ek\100%% & co\python.exe" -P -m xltool drop %*' in lines
    assert lines[-1] == "exit"
    assert "if errorlevel 4 pause" in lines, "the page tells all but an error of our own"


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        (r"C:\R&D.xlsx", [r"C:\R&D.xlsx"]),
        (r'"C:\två ord.xlsx"', [r"C:\två ord.xlsx"]),
        (r'C:\R&D.xlsx "C:\två ord.xlsx" \\server\mapp\åäö^!.xlsx', [r"C:\R&D.xlsx", r"C:\två ord.xlsx", r"\\server\mapp\åäö^!.xlsx"]),
        (r'C:\50%.xlsx "C:\100 % (kopia).xlsx" C:\%TEMP%;a,b=c.xlsx', [r"C:\50%.xlsx", r"C:\100 % (kopia).xlsx", r"C:\%TEMP%;a,b=c.xlsx"]),
        (r'"C:\min a.cmd.xlsx" C:\x.cmd', [r"C:\min a.cmd.xlsx", r"C:\x.cmd"]),
        ("", []),
    ],
)  # fmt: skip
def test_every_path_that_explorer_hands_over_arrives_whole(files: str, paths: list[str]) -> None:
    environment = {"XLTOOL_SENDTO_LINE": f'{CMD} {files}"'}
    cut = files.split("&")[0].split()  # what cmd makes of it
    assert sendto.arguments(["process", *cut], environment) == ["drop", *paths]


@pytest.mark.parametrize("line", ["", r'"C:\WINDOWS\system32\cmd.exe" ', "cmd"])
def test_started_otherwise_the_arguments_are_those_given(line: str) -> None:
    assert sendto.arguments(["process", "b.xlsx"], {"XLTOOL_SENDTO_LINE": line}) == ["process", "b.xlsx"]
    assert sendto.arguments(["check"], {}) == ["check"]


def test_the_files_of_the_line_get_their_results(tmp_path: Path) -> None:
    names = ["R&D 50%.xlsx", "åäö.xlsx"]
    for name in names:
        shutil.copy(EXAMPLE, tmp_path / name)
    paths = f'"{tmp_path / names[0]}" {tmp_path / names[1]}'
    done = subprocess.run(
        [sys.executable, "-m", "xltool", "process", str(tmp_path / "R")],
        env={
            **os.environ,
            "HOME": str(tmp_path / "hem"),
            "DISPLAY": "",
            "WAYLAND_DISPLAY": "",
            "XLTOOL_SENDTO_LINE": f'{CMD} {paths}"',
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert sorted(p.name for p in tmp_path.glob("*.xlsx")) == [
        "R&D 50%-resultat.xlsx", "R&D 50%.xlsx", "åäö-resultat.xlsx", "åäö.xlsx"
    ]  # fmt: skip
    page = (tmp_path / "hem" / "xltool" / "xltool-senast.html").read_text(encoding="utf-8")
    assert "2 av 2 arbetsböcker har sitt resultat" in page


def test_on_windows_it_is_put_into_the_menu_and_taken_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(run.folder))
    code, out, _ = run("install-sendto")
    assert code == 0
    assert "Skicka till > xltool" in out
    (file,) = run.folder.rglob("*.*")
    assert file == run.folder / "Microsoft" / "Windows" / "SendTo" / "xltool.cmd"
    assert file.read_bytes() == sendto.command_file(sys.executable)
    assert run("install-sendto")[0] == 0, "again, after Python has moved"
    code, out, _ = run("install-sendto", "--remove")
    assert (code, out) == (0, "xltool är borttaget ur menyn Skicka till.\n")
    assert not file.exists()
    assert run("install-sendto", "--remove")[1] == "xltool fanns inte i menyn Skicka till.\n"


def test_a_menu_that_cannot_be_changed_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(run.folder / "file"))
    (run.folder / "file").write_bytes(b"")
    code, out, err = run("install-sendto")
    assert (code, out) == (3, "")
    assert "Menyn Skicka till går inte att ändra" in err
    monkeypatch.delenv("APPDATA")
    assert run("install-sendto")[0] == 2


def test_elsewhere_it_says_that_it_is_for_windows(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("APPDATA", str(run.folder))  # never anybody's own menu
    for arguments in (("install-sendto",), ("install-sendto", "--remove")):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert "bara i Windows" in err
    assert not list(run.folder.iterdir())
