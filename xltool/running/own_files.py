"""Files of xltool's own, known by their content, whatever they are called by people, OneDrive, Outlook or a browser."""

from __future__ import annotations

import os
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from xltool.core.cells import RawBook
from xltool.core.limits import MB
from xltool.core.memos import MEMORY

_WORKBOOK, _MARKED_SHEET = "xl/workbook.xml", "Granskning"
_ENDING = b"PK\x05\x06"


class Own(Enum):
    """What a file of xltool's own is; the value is the word for it."""

    RESULT = "ett resultat från xltool"
    MARKED = "en granskad kopia från xltool"


def own_file(path: Path) -> Own | None:
    """What the file is by the list of its sheets, of which no more is read; None where it is neither, or cannot be
    read."""
    with suppress(Exception), path.open("rb") as file:  # whatever it is, the door says it
        if not _has_small_directory(file):
            return None
        with ZipFile(file) as package, package.open(_WORKBOOK) as part:
            listed = part.read(MB)
            if MEMORY.encode() in listed:
                return Own.RESULT
            if _MARKED_SHEET.encode() in listed and _is_marked(package):
                return Own.MARKED
    return None


def _has_small_directory(file: BinaryIO) -> bool:
    """Whether its directory is one of a workbook: that of a hostile package costs gigabytes as objects."""
    start = max(0, file.seek(0, os.SEEK_END) - (1 << 16))
    file.seek(start)
    ending = file.read().rpartition(_ENDING)[2]
    return len(ending) >= 16 and int.from_bytes(ending[8:12], "little") <= MB


def _is_marked(package: ZipFile) -> bool:
    from xltool.marking.copy_mark import bears_mark

    return bears_mark(package)


def own_book(book: RawBook) -> Own | None:
    """The same of a workbook that was read."""
    if book.sheet(MEMORY):
        return Own.RESULT
    if not book.sheets or not book.sheets[0].name.startswith(_MARKED_SHEET):
        return None
    from xltool.marking.findings_sheet import HOW_TO_GO_ON

    listing = book.sheets[0].cell(2, 1).value
    return Own.MARKED if isinstance(listing, str) and listing.endswith(HOW_TO_GO_ON) else None
