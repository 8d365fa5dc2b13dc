"""The report of an error in xltool itself."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from xltool.core.version import __version__
from xltool.files.whole_files import write_whole

FAULT_REPORT = "xltool-felrapport.txt"


def write_fault_report(stacks: Iterable[str]) -> Path | None:
    """Writes where in xltool the errors came from, with no word of the workbooks, to the current folder, or where
    that is closed to the one for temporary files; None where neither can be written."""
    import platform
    import tempfile

    lines = [
        f"Felrapport från xltool {__version__}",
        f"Python {platform.python_version()} på {platform.system()} {platform.machine()}",
        "Här finns inga belopp, namn eller texter ur era arbetsböcker.",
        *(f"\n{stack}" for stack in dict.fromkeys(stacks)),
    ]
    report = "\n".join([*lines, ""]).encode()
    with suppress(OSError):
        write_whole(Path(FAULT_REPORT), report)
        return Path(FAULT_REPORT).absolute()
    with suppress(OSError):
        # In a folder that others can write in, a name that nobody can have laid a link under.
        number, name = tempfile.mkstemp(".txt", "xltool-felrapport-")
        with os.fdopen(number, "wb") as file:
            file.write(report)
        return Path(name)
    return None
