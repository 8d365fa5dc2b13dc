"""Paths beyond the 260 characters that Windows allows a program that does not say that it takes longer ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PREFIX, _SHARE = "\\\\?\\", "\\\\?\\UNC\\"
# Without room for what is written beside a workbook: the result, its numbered ones and its versions.
_LONGEST = 260 - 60


def reachable(path: Path) -> Path:
    """The path, on Windows in the form that may be long where it is."""
    return Path(extended(os.path.abspath(path))) if sys.platform == "win32" and is_long(path) else path  # noqa: PTH100 -- `..` goes too, which the long form does not know


def is_long(path: Path) -> bool:
    return len(str(path.absolute())) > _LONGEST


def extended(text: str) -> str:
    r"""An absolute path of Windows in its long form: `\\?\C:\…`, `\\?\UNC\server\share\…`."""
    if text.startswith(_PREFIX):
        return text
    return _SHARE + text[2:] if text.startswith("\\\\") else _PREFIX + text


def as_people_write(text: str) -> str:
    """The same without what only the system wants."""
    if text.startswith(_SHARE):
        return "\\\\" + text[len(_SHARE) :]
    return text.removeprefix(_PREFIX)
