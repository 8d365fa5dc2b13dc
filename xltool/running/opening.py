"""Which result is meant, and whether the system's program for workbooks took it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from xltool.files.result_names import DROP_FOLDER, RESULT_FOLDER, input_stem, result_path, results_in
from xltool.running.inputs import SUFFIXES

# xdg-open and open say within a moment that they cannot; later than this, a program is running.
_SECONDS = 3.0


def newest_result(name: str | None) -> Path | None:
    """The newest result of the workbook with that name or path (or the result itself, or the newest in a folder);
    without a name the newest in workbooks/ut, else in this folder."""
    if name is None:
        return _newest(results_in(RESULT_FOLDER)) or _newest(results_in(Path()))
    path = Path(name)
    if path.is_dir():
        return _newest(results_in(path))
    if input_stem(path) is not None and path.is_file():
        return path
    book = _book(path)
    stem = input_stem(book) or book.stem
    folders = [result_path(book, None).parent]
    if path.name == name:  # no folder was said
        folders.insert(0, RESULT_FOLDER)
    for folder in folders:
        if found := _newest(p for p in results_in(folder) if _same(input_stem(p), stem)):
            return found
    return None


def workbook(name: str) -> Path | None:
    """The workbook or the folder with that name or path, here or in the drop folder."""
    path = Path(name)
    return next((p for p in (path, _book(path), DROP_FOLDER / _book(path)) if p.exists()), None)


def _book(path: Path) -> Path:
    return path if path.suffix.lower() in SUFFIXES else path.with_name(f"{path.name}.xlsx")


def _same(one: str | None, other: str) -> bool:
    return one is not None and os.path.normcase(one) == os.path.normcase(other)


def _newest(results: Iterable[Path]) -> Path | None:
    return max(results, key=lambda p: p.stat().st_mtime_ns, default=None)


def opened(path: Path) -> bool:
    """Whether the system's program for workbooks took the file."""
    start = getattr(os, "startfile", None)  # Windows alone has it
    if start is not None:
        try:
            start(str(path.absolute()))
        except OSError:  # no program belongs to .xlsx
            return False
        return True
    program = "open" if sys.platform == "darwin" else "xdg-open"
    has_screen = program == "open" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not has_screen or shutil.which(program) is None:
        return False
    # A session of its own, so that Ctrl+C in the terminal does not end Excel.
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(
        [program, str(path.absolute())], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        return running.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
