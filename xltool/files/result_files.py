"""Files in folders: what is whose by its name, what is open elsewhere, and which versions are kept."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from xltool.files.patience import patiently
from xltool.files.result_names import is_copy_of, is_generated_file
from xltool.files.whole_files import (
    ChangedError,
    mode_if_there,
    names_in,
    read_if_there,
    write_over,
)


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel or LibreOffice has left its mark beside the file that it is open, or beside what a link leads to.
    Raises OSError."""
    places = [path, Path(os.path.realpath(path))] if _may_lead_on(path) else [path]
    marks = (p.with_name(form.format(p.name)) for p in places for form in ("~${}", ".~lock.{}#"))
    # Word takes the first two letters of a long name for its mark, one of a name of seven.
    of_word = (
        p.with_name(f"~${p.name[min(max(len(p.stem) - 6, 0), 2) :]}")
        for p in places
        if p.suffix[:4] == ".doc"
    )
    return any(mode_if_there(mark, follow=False) is not None for mark in (*marks, *of_word))


def lead_to_one_file(path: Path, other: Path) -> bool:
    """Whether both names do, through whatever links. Raises OSError."""
    if path.name != other.name and not _may_lead_on(path) and not _may_lead_on(other):
        return False
    return os.path.realpath(path) == os.path.realpath(other)


def _may_lead_on(path: Path) -> bool:
    """Whether the file may have another name: it is a link, or Windows may know it by a short name too."""
    return sys.platform == "win32" or stat.S_ISLNK(mode_if_there(path, follow=False) or 0)


def is_read_only(path: Path) -> bool:
    """Whether somebody has protected the file from changes. Elsewhere than on Windows it could be replaced all the
    same, but that is not what they want."""
    mode = mode_if_there(path)
    return mode is not None and not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


class Beside(NamedTuple):
    """What stands beside a result by its name: the `numbered` ones that were written while it was open, in order; the
    `copies` that people and programs have made of it; the `versions` that are kept, the oldest first."""

    numbered: list[Path]
    copies: list[Path]
    versions: list[Path]


def beside(result: Path) -> Beside:
    """The same, by one look at the folder. Raises OSError."""
    stem = result.stem.casefold()
    try:
        names = sorted(name for name in names_in(result.parent) if stem in name.casefold())
    except (FileNotFoundError, NotADirectoryError):
        return Beside([], [], [])
    numbered = _numbered_ones(names, result)
    copies = [name for name in names if name not in numbered and is_copy_of(name, result)]
    versions = [name for name in names if _is_version(name, result)]
    return Beside(*([result.with_name(name) for name in of] for of in (numbered, copies, versions)))


def _numbered_ones(names: Iterable[str], result: Path) -> list[str]:
    start, end = _same_case(f"{result.stem} ("), _same_case(f"){result.suffix}")
    numbered = sorted(
        (int(number), name)
        for name in names
        if _same_case(name).startswith(start) and _same_case(name).endswith(end)
        if (number := name[len(start) : -len(end)]).isdecimal()
    )
    return [name for _, name in numbered]


def _same_case(name: str) -> str:
    """The name as the system compares it."""
    return os.path.normcase(name)


def write_beside(result: Path, data: bytes) -> Path:
    """The bytes as `NAME (2).xlsx`, or the first number above that is not taken. Raises OSError."""
    return _write_first(_numbered(result, " ({})"), data, result)


def free_beside(result: Path) -> Path:
    """The first of those names that is not taken. Raises OSError."""
    return next(path for path in _numbered(result, " ({})") if mode_if_there(path, follow=False) is None)


def keep_version(result: Path, data: bytes, source: Path | None = None) -> Path:
    """The bytes of a result as `NAME-resultat_2024-02-01_0915.xlsx` beside it, by the time that it was saved, or its
    `source` was. A version with the same bytes is not kept twice. Raises OSError."""
    for path in versions_of(result):
        if _holds(path, data):
            return path
    saved = _local_time(patiently((source or result).stat).st_mtime)
    path = result.with_stem(f"{result.stem}_{saved:%Y-%m-%d_%H%M}")
    # Above those that are there: a name that was told once never comes to stand for something else.
    last = max((_number_after(path, version) for version in versions_of(result)), default=0)
    free = _numbered(path, "-{}", last + 1) if last else chain([path], _numbered(path, "-{}"))
    return _write_first(free, data, result)


def _local_time(seconds: float) -> datetime:
    """Windows knows no local time before 1970, which a file from an archive or a camera may say; that is told in UTC."""
    try:
        return datetime.fromtimestamp(seconds)
    except (OSError, ValueError, OverflowError):
        return datetime(1970, 1, 1) + timedelta(seconds=seconds)


def _number_after(path: Path, version: Path) -> int:
    """2 for the version `…_0915-2` of the minute `…_0915`, 1 for that itself, 0 for one of another."""
    found = re.fullmatch(rf"{re.escape(_same_case(path.stem))}(?:-(\d+))?", _same_case(version.stem))
    return int(found[1] or 1) if found else 0


def _holds(path: Path, data: bytes) -> bool:
    with suppress(FileNotFoundError):  # another run has tidied
        return path.stat().st_size == len(data) and patiently(path.read_bytes) == data
    return False


def drop_versions(result: Path, most: int, newest: Path) -> list[str]:
    """The oldest versions beyond `most` go, and `newest` is not among them; returns their names. What cannot be removed
    stays."""
    gone: list[str] = []
    with suppress(OSError):
        kept = {path: path.stat().st_mtime_ns for path in versions_of(result) if path != newest}
        for old in sorted(kept, key=kept.__getitem__)[: max(0, len(kept) + 1 - most)]:
            patiently(partial(old.unlink, missing_ok=True))
            gone.append(old.name)
    return gone


def _numbered(path: Path, form: str, first: int = 2) -> Iterator[Path]:
    return (path.with_stem(path.stem + form.format(number)) for number in count(first))


def _write_first(paths: Iterable[Path], data: bytes, result: Path) -> Path:
    """The first of the paths that is free, or has the same bytes, perhaps from another run this moment. Whoever may
    read the result may read it."""
    for path in paths:
        with suppress(ChangedError):
            if mode_if_there(path, follow=False) is None:
                write_over(path, data, None, like=result)
                return path
        if read_if_there(path) == data:
            return path
    raise AssertionError("numbers have no end")


def put_away(path: Path, data: bytes) -> None:
    """Takes away a file whose bytes are kept elsewhere, unless somebody has it open or has just saved it again."""
    if is_open_elsewhere(path):
        return
    with suppress(OSError):
        if patiently(path.read_bytes) == data:
            patiently(path.unlink)


def versions_of(result: Path) -> list[Path]:
    """The versions of a result that are kept. Raises OSError."""
    return [result.with_name(name) for name in names_in(result.parent) if _is_version(name, result)]


def _is_version(name: str, result: Path) -> bool:
    return (
        _same_case(name).startswith(_same_case(f"{result.stem}_"))
        and _same_case(name).endswith(_same_case(result.suffix))
        and is_generated_file(result.with_name(name))
    )
