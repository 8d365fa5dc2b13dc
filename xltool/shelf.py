"""Files in folders: what is open elsewhere, what is kept, and how a file is put in place whole."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xltool.core.limits import LIMITS

RESULT_ENDING, MARKED_ENDING = "-resultat", "-granskad"
_OWN_WORK = re.compile(
    rf"{RESULT_ENDING}( \(\d+\)|_\d{{4}}-\d\d-\d\d_\d{{4}}(-\d+)?)?$|{MARKED_ENDING}$", re.IGNORECASE
)
_RESULT = re.compile(rf"{RESULT_ENDING}( \(\d+\))?$", re.IGNORECASE)
_TEMPORARY, _STALE_SECONDS = (".xltool-", ".tmp"), 3600


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


def is_own_work(path: Path) -> bool:
    """Whether the file is a result, a kept version or a marked copy, by its name."""
    return bool(_OWN_WORK.search(path.stem))


def results_in(folder: Path) -> Iterator[Path]:
    """The folder's results, numbered ones with them; no kept versions, no marked copies. Nothing where the folder
    cannot be read."""
    with suppress(OSError):
        yield from (p for p in folder.iterdir() if input_stem(p) is not None and p.suffix == ".xlsx")


def input_stem(path: Path) -> str | None:
    """The name, without ending, of the workbook that the file is the result of; None where it is no result."""
    found = _RESULT.search(path.stem)
    return path.stem[: found.start()] if found else None


def results_of(result: Path) -> Iterator[Path]:
    """The result and the numbered ones beside it."""
    stem = input_stem(result)
    return (p for p in results_in(result.parent) if input_stem(p) == stem)


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel or LibreOffice has left its mark beside the file that it is open."""
    return any(os.path.lexists(path.parent / name) for name in (f"~${path.name}", f".~lock.{path.name}#"))


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
    prefix, suffix = _TEMPORARY
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=target.parent)
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
    _clear_stale(target)


def _clear_stale(written: Path) -> None:
    """Removes what a run that was killed left beside the file that was just written. A temporary file lives for
    seconds; ages are told by the folder's own clock, which on a share is not ours."""
    with suppress(OSError):
        now = written.stat().st_mtime
        for path in written.parent.glob("????????".join(_TEMPORARY)):
            with suppress(OSError):  # gone already, or held by its program
                if now - path.stat().st_mtime > _STALE_SECONDS:
                    path.unlink()


_REASONS = {
    PermissionError: "du saknar behörighet eller så är filen öppen i ett annat program",
    IsADirectoryError: "det är en mapp",
    NotADirectoryError: "en del av sökvägen är ingen mapp",
    FileNotFoundError: "mappen finns inte",
    FileExistsError: "en fil med samma namn är i vägen för mappen",
    NotAFileError: "det är ingen vanlig fil",
}
_REASONS_BY_NUMBER = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "ditt utrymme på disken är slut",
    errno.EFBIG: "filen blir större än disken tillåter",
    errno.EROFS: "disken är skrivskyddad",
    errno.ENAMETOOLONG: "namnet eller sökvägen är för lång",
    errno.ELOOP: "genvägen pekar på sig själv",
    errno.EIO: "disken svarar inte som den ska",
    errno.EMFILE: "för många filer är öppna på en gång",
}


def reason(error: OSError) -> str:
    """Why the operating system said no, in Swedish."""
    known = next((words for kind, words in _REASONS.items() if isinstance(error, kind)), None)
    known = known or _REASONS_BY_NUMBER.get(error.errno or 0)
    return known or f"operativsystemet svarade med felkod {error.errno}"
