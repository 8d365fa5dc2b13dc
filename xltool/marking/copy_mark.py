"""How a marked copy is known."""

from __future__ import annotations

from contextlib import suppress
from zipfile import ZipFile

from xltool.intake.zip_entries import Package

MARK = b"<!-- xltool -->"


def is_marked_copy(data: bytes) -> bool:
    """Whether the file is a marked copy that no other program has saved: they all leave comments in the XML out."""
    with suppress(Exception), Package(data) as package:
        return bears_mark(package)
    return False


def bears_mark(package: ZipFile) -> bool:
    """Whether a sheet of the package has the mark of a marked copy."""
    for name in package.namelist():
        if name.startswith("xl/worksheets/"):
            with package.open(name) as part:
                if MARK in part.read(1024):
                    return True
    return False
