"""Files in folders: what is open elsewhere, what is kept, and how a file is put in place whole."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

RESULT_ENDING, MARKED_ENDING = "-resultat", "-granskad"
_OWN_WORK = re.compile(
    rf"{RESULT_ENDING}( \(\d+\)|_\d{{4}}-\d\d-\d\d_\d{{4}}(-\d+)?)?$|{MARKED_ENDING}$", re.IGNORECASE
)


def is_own_work(path: Path) -> bool:
    """Whether the file is a result, a kept version or a marked copy, by its name."""
    return bool(_OWN_WORK.search(path.stem))


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel or LibreOffice has left its mark beside the file that it is open."""
    return any((path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#"))


def free_name(path: Path) -> Path:
    """`NAME (2).xlsx`, or the first number above that is not taken."""
    number = 2
    while (other := path.with_stem(f"{path.stem} ({number})")).exists():
        number += 1
    return other


def written_beside(result: Path) -> list[Path]:
    """The results `NAME-resultat (2).xlsx` that were written while the result was open, in order."""
    if not result.parent.is_dir():
        return []
    pattern = re.compile(re.escape(result.stem) + r" \((\d+)\)")
    found = [(int(m[1]), p) for p in result.parent.glob("*.xlsx") if (m := pattern.fullmatch(p.stem))]
    return [path for _, path in sorted(found)]


def is_kept(result: Path, data: bytes) -> bool:
    """Whether one of the result's versions holds these bytes."""
    return any(p.stat().st_size == len(data) and p.read_bytes() == data for p in _versions(result))


def keep_version(result: Path, data: bytes, most: int, source: Path | None = None) -> Path:
    """The bytes of a result as `NAME-resultat_2024-02-01_0915.xlsx` beside it, by the time that it was saved, or
    its `source` was; the oldest versions beyond `most` go. A version with the same bytes is not kept twice. Raises
    OSError."""
    kept = sorted(_versions(result), key=lambda p: p.stat().st_mtime_ns)
    for path in kept:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
    saved = datetime.fromtimestamp((source or result).stat().st_mtime)
    stem = f"{result.stem}_{saved:%Y-%m-%d_%H%M}"
    path, number = result.with_stem(stem), 1
    while path.exists():
        number += 1
        path = result.with_stem(f"{stem}-{number}")
    write_whole(path, data)
    for old in kept[: max(0, len(kept) + 1 - most)]:
        old.unlink(missing_ok=True)
    return path


def put_away(path: Path, data: bytes) -> None:
    """Takes away a file whose bytes are kept elsewhere, unless somebody has it open or has just saved it again."""
    if is_open_elsewhere(path):
        return
    with suppress(OSError):
        if path.read_bytes() == data:
            path.unlink()


def _versions(result: Path) -> Iterator[Path]:
    for path in result.parent.iterdir():
        named = path.suffix == result.suffix and path.stem.startswith(f"{result.stem}_")
        if named and is_own_work(path):
            yield path


def write_whole(target: Path, data: bytes) -> None:
    """All of the bytes or none: a temporary file in the same folder, synced, read back, then put in place in one
    step. Raises OSError, and leaves what stood there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".xltool-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise OSError(5, "the file does not hold what was written to it")
        temporary.chmod(0o644)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
