"""A file's bytes, where it is a file: not a folder, a pipe or a device, and no larger than the door lets in."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from xltool.excel.limits import LIMITS


class NotAFileError(OSError):
    """The path names something that has no bytes to read to an end."""


def read_file(path: Path) -> bytes:
    """All of the file, or its first bytes where it is beyond the limit of the door, which then says so.

    Raises OSError; never waits for a pipe that nobody writes to.
    """
    # Opening a pipe would wait for its writer, so it is asked what it is first.
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, os.strerror(21))
    if not stat.S_ISREG(mode):
        raise NotAFileError(22, os.strerror(22))
    with path.open("rb") as file:
        return file.read(LIMITS.file + 1)
