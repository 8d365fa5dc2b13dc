"""A file that is not there, told with the name of the one that was most likely meant."""

from __future__ import annotations

from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from xltool.files.result_names import shown_name
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.running.inputs import SUFFIXES

_NEAR = 0.6


def missing_file(path: Path) -> Finding:
    """The error, with the nearest name among the workbooks of the folder."""
    names: dict[str, str] = {}
    with suppress(OSError):
        beside = (p for p in path.parent.iterdir() if p.suffix.lower() in SUFFIXES and p.name[0] not in "~.")
        names = {p.name.casefold(): shown_name(p) for p in beside}
    near = get_close_matches(path.name.casefold(), names, 1, _NEAR)
    question = f"Menade ni {names[near[0]]}? " if near else ""
    return codes.MISSING_FILE.at(None, name=shown_name(path), near=question)
