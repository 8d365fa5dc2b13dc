"""`xltool setup`: the folders that workbooks are laid in and results come to, and two shortcuts to them on the desktop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from xltool.commands.output import answer, say
from xltool.core.usage import UsageError

_SHORTCUTS = {"Lägg budgeten här": "in", "Resultaten": "ut"}
# Windows makes shortcuts by itself alone. The names go by the environment, where nothing in them is taken for a command.
_MAKE = (
    "$s = (New-Object -ComObject WScript.Shell).CreateShortcut($env:XLTOOL_LINK);"
    "$s.TargetPath = $env:XLTOOL_TARGET; $s.Save()"
)


def setup() -> None:
    """Skapa mapparna för arbetsböcker och resultat, med två genvägar på skrivbordet."""
    from xltool.files.reasons import reason

    try:
        desktop = desktop_folder()
        for name, room in _SHORTCUTS.items():
            folder = drop_folder().with_name(room)
            folder.mkdir(parents=True, exist_ok=True)
            if desktop is not None:
                shortcut(desktop, name, folder)
    except OSError as error:
        say(f"Genvägarna går inte att skapa: {reason(error)}.")
        raise SystemExit(3) from None
    if desktop is None:
        answer(f"Här finns inget skrivbord att lägga genvägar på. Lägg arbetsböckerna i {drop_folder()}")
    else:
        answer("Klart. På skrivbordet ligger »Lägg budgeten här« och »Resultaten«.")
    answer(f'Resultaten görs med: xltool drop, eller av sig själva med: xltool watch "{drop_folder()}"')


def drop_folder() -> Path:
    """The folder behind »Lägg budgeten här«."""
    return Path.home() / "xltool" / "workbooks" / "in"


def desktop_folder() -> Path | None:
    """The desktop, wherever OneDrive or the person has put it; None where there is none."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(
            winreg.HKEY_CURRENT_USER, r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        ) as key:
            found = Path(os.path.expandvars(winreg.QueryValueEx(key, "Desktop")[0]))
    else:
        found = _of_linux() or Path.home() / "Desktop"
    return found if found.is_dir() else None


def _of_linux() -> Path | None:
    """What the desktop's own settings say, where `Skrivbord` is one in Swedish."""
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "user-dirs.dirs")
    try:
        lines = settings.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    said = [line.partition("=")[2].strip('" ') for line in lines if line.startswith("XDG_DESKTOP_DIR=")]
    return Path(said[-1].replace("$HOME", str(Path.home()))) if said else None


def shortcut(desktop: Path, name: str, folder: Path) -> None:
    """A shortcut with that name; one that is there already is made anew, and what people have called so is left. Raises OSError,
    UsageError."""
    if sys.platform == "win32":
        link = desktop / f"{name}.lnk"
        given = {**os.environ, "XLTOOL_LINK": str(link), "XLTOOL_TARGET": str(folder)}
        subprocess.run(
            ["powershell", "-NoProfile", "-Command", _MAKE], env=given, check=False, capture_output=True
        )
        if not link.exists():
            raise UsageError(f"Windows gjorde ingen genväg på skrivbordet. Lägg arbetsböckerna i {folder}")
        return
    link = desktop / name
    if link.is_symlink():
        link.unlink()
    link.symlink_to(folder, target_is_directory=True)
