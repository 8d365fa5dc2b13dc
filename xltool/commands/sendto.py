"""xltool in Windows' menu Send to (Skicka till): a small command file, and the files that Explorer hands to it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.output import answer, say
from xltool.core.usage import UsageError

_LINE = "XLTOOL_SENDTO_LINE"

# Explorer quotes a path only where it holds a blank, so an & in a name would cut the command in two. The file
# therefore hands over the whole line as Explorer wrote it, delayed (!) so that nothing in it is taken for a command,
# and ends with exit, so that what stands behind the & is not run as one. chcp 65001: the file is UTF-8.
_COMMAND_FILE = """\
@echo off
chcp 65001 >nul
title xltool
setlocal EnableDelayedExpansion
set "{line}=!cmdcmdline!"
setlocal DisableDelayedExpansion
if not exist "{python}" echo xltool har flyttat. Kör xltool install-sendto en gång till, så hittar menyn det igen.
"{python}" -P -m xltool drop %*
if errorlevel 4 pause
if not exist "{python}" pause
exit
"""


def command_file(python: str) -> bytes:
    """The command file for the Python at that path."""
    text = _COMMAND_FILE.format(line=_LINE, python=python.replace("%", "%%"))
    return text.replace("\n", "\r\n").encode("utf-8")


def place(environment: Mapping[str, str]) -> Path:
    """Where the command file belongs."""
    if not environment.get("APPDATA"):
        raise UsageError("Windows säger inte var menyn Skicka till ligger: variabeln APPDATA saknas.")
    return Path(environment["APPDATA"], "Microsoft", "Windows", "SendTo", "xltool.cmd")


def arguments(given: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """The command's arguments: those given, or the files on the line that Explorer wrote.

    It reads `cmd.exe /c ""C:\\…\\xltool.cmd" C:\\R&D.xlsx "C:\\två ord.xlsx""`; a path never holds a quote.
    """
    found = re.search(r'\.cmd"(?P<files>.*)"\s*$', environment.get(_LINE, ""), re.IGNORECASE)
    if found is None:
        return list(given)
    return ["drop", *(a or b for a, b in re.findall(r'"([^"]+)"|([^\s"]+)', found["files"]))]


def install() -> str:
    """Puts xltool into the menu; what to tell. Raises UsageError elsewhere than on Windows, OSError."""
    _only_on_windows()
    from xltool.files.whole_files import write_whole

    menu = place(os.environ)
    write_whole(menu, command_file(sys.executable))
    if is_redirected(os.path.realpath(menu)):
        menu.unlink()
        raise UsageError(
            "Python från Microsoft Store får inte ändra menyn Skicka till: det som skrivs där hamnar i en mapp som Utforskaren "
            "inte ser. Installera xltool med sitt installationsprogram, eller Python från python.org, och kör igen."
        )
    return (
        "Klart. Högerklicka på en eller flera arbetsböcker i Utforskaren och välj Skicka till > xltool "
        "(i Windows 11 under Visa fler alternativ)."
    )


def is_redirected(path: str) -> bool:
    r"""Whether the system has led the file into an app's own folder, `…\AppData\Local\Packages\…\LocalCache\…`."""
    parts = path.casefold().replace("\\", "/").split("/")
    return "packages" in parts and "localcache" in parts


def take_out() -> str:
    """Takes xltool out of the menu; what to tell. Raises as `install`."""
    _only_on_windows()
    try:
        place(os.environ).unlink()
    except FileNotFoundError:
        return "xltool fanns inte i menyn Skicka till."
    return "xltool är borttaget ur menyn Skicka till."


def _only_on_windows() -> None:
    if sys.platform != "win32":
        raise UsageError(
            "Menyn Skicka till finns bara i Windows. Här gör ni resultatet med: xltool process budget.xlsx"
        )


def install_sendto(
    remove: Annotated[bool, typer.Option("--remove", help="Ta bort xltool ur menyn igen.")] = False,
) -> None:
    """Lägg xltool i menyn Skicka till i Utforskaren (Windows)."""
    from xltool.files.reasons import reason

    try:
        answer(take_out() if remove else install())
    except OSError as error:
        say(f"Menyn Skicka till går inte att ändra: {reason(error)}.")
        raise SystemExit(3) from None
