"""How a file is put in place: whole or not at all, in one step, whatever fails and whoever writes at the same time."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from xltool.core.limits import LIMITS
from xltool.files.exchange import exchanged
from xltool.files.patience import patiently

_TEMPORARY, _STALE_SECONDS = (".xltool-", ".tmp"), 3600
_CLEARING_SECONDS = 600
_TEMPORARY_LENGTH = len("????????".join(_TEMPORARY))
T = TypeVar("T")


class NotAFileError(OSError):
    """The path names something that has no bytes to read to an end."""


class LinkedError(OSError):
    """The place is a link to the input itself."""


class GoneError(OSError):
    """The folder is another one than it was, as where a share has gone."""


class ChangedError(Exception):
    """What stands there is not what was to be replaced: somebody has saved the file since it was read."""


def read_file(path: Path) -> bytes:
    """All of the file, or its first bytes where it is beyond the limit of the inspection, which then says so.

    Raises OSError; never waits for a pipe that nobody writes to.
    """
    return patiently(lambda: _read(path))


def _read(path: Path) -> bytes:
    # Opening a pipe would wait for its writer, so it is asked what it is first.
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, os.strerror(21))
    if not stat.S_ISREG(mode):
        raise NotAFileError(22, os.strerror(22))
    with path.open("rb") as file:
        # No more is asked for than there is: the room for it is set aside before it is read.
        return file.read(min(os.fstat(file.fileno()).st_size, LIMITS.file) + 1)


def names_in(folder: Path) -> list[str]:
    """What the folder holds, by name: a thousand paths cost much more than a thousand names. Raises OSError."""
    return os.listdir(folder)  # noqa: PTH208 -- names alone are wanted


def read_if_there(path: Path) -> bytes | None:
    """The same, and None where there is no such file."""
    return _if_there(lambda: read_file(path))


Identity = tuple[int, int]  # of a folder: its disk's number and its own


def identity(folder: Path) -> Identity | None:
    """Which folder of which disk it is; None where there is none. Raises OSError."""
    found = _if_there(lambda: patiently(folder.stat))
    return (found.st_dev, found.st_ino) if found else None


def mode_if_there(path: Path, *, follow: bool = True) -> int | None:
    """The file's mode, None where there is no such file."""
    return _if_there(lambda: patiently(lambda: path.stat(follow_symlinks=follow)).st_mode)


def _if_there(ask: Callable[[], T]) -> T | None:
    """None where there is no such file. A disk or a share that does not answer has not said that."""
    try:
        return ask()
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            return None
        raise


def write_whole(target: Path, data: bytes) -> None:
    """All of the bytes or none: a temporary file in the same folder, synced, read back, then put in place in one
    step. Raises OSError, and leaves what stood there.

    A link is written through, since whoever reads the file by its other name would go on reading old figures. A file
    that is replaced hands on who may read it.
    """
    _place(target, data, os.replace)


def write_over(target: Path, data: bytes, before: bytes | None, like: Path | None = None) -> None:
    """The same, where what stands there is still `before`, None for nothing. Raises ChangedError where it is not.
    Whoever may read the file `like` may read the new one."""

    def put(temporary: Path, place: Path) -> None:
        if before is None:
            _put_beside(temporary, place)
        elif read_if_there(place) != before:
            raise ChangedError
        elif exchanged(temporary, place):
            _look_at_what_stood_there(temporary, place, before)
        else:
            temporary.replace(place)

    _place(target, data, put, like)


def _look_at_what_stood_there(temporary: Path, place: Path, before: bytes) -> None:
    """Takes the exchange back where somebody has saved since the file was compared. Raises ChangedError."""
    is_as_before = False
    try:
        is_as_before = temporary.read_bytes() == before
    finally:
        if not is_as_before:
            exchanged(temporary, place)
    if not is_as_before:
        raise ChangedError


def _place(target: Path, data: bytes, put: Callable[[Path, Path], None], like: Path | None = None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    place = Path(os.path.realpath(target)) if target.is_symlink() else target
    prefix, suffix = _TEMPORARY
    temporary = place.with_name(f"{prefix}{os.urandom(4).hex()}{suffix}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if patiently(temporary.read_bytes) != data:
            raise OSError(errno.EIO, "the file does not hold what was written to it")
        _hand_on_rights(like or place, temporary)
        patiently(lambda: put(temporary, place))
    finally:
        with suppress(OSError):  # what failed before is what is to be told
            patiently(lambda: temporary.unlink(missing_ok=True))
    with suppress(OSError):  # the file is in its place, whatever the folder says of that
        _sync_folder(place.parent)
    _clear_stale(place)


def _put_beside(temporary: Path, place: Path) -> None:
    """In one step where nothing stands there."""
    try:
        if sys.platform == "win32":
            temporary.rename(place)  # which replaces nothing there
        else:
            os.link(temporary, place)
    except FileExistsError:
        raise ChangedError from None
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
        if mode_if_there(place, follow=False) is not None:
            raise ChangedError from None
        temporary.replace(place)


# What file systems say of what they cannot do at all, as a share or a memory stick cannot link.
_UNABLE = {errno.EPERM, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def _hand_on_rights(old: Path, new: Path) -> None:
    """Owner, group and mode of the old file to the new one. Where the group cannot be kept, its rights are not given
    to another."""
    try:
        was, now = old.stat(), new.stat()
    except FileNotFoundError:
        return
    mode = stat.S_IMODE(was.st_mode)
    if sys.platform != "win32":
        if was.st_uid != now.st_uid:
            with suppress(PermissionError):
                os.chown(new, was.st_uid, -1)
        if was.st_gid != now.st_gid:
            try:
                os.chown(new, -1, was.st_gid)
            except PermissionError:
                mode = mode & ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    if mode != stat.S_IMODE(now.st_mode):
        new.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """So that a power cut does not take back what was put in place, nor put the steps in another order. Raises
    OSError."""
    if sys.platform == "win32":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


_next_clearing: dict[Path, float] = {}  # of each folder, by the monotonic clock


def _clear_stale(written: Path) -> None:
    """Removes what a run that was killed left beside the file that was just written. A temporary file lives for
    seconds; ages are told by the folder's own clock, which on a share is not ours."""
    if time.monotonic() < _next_clearing.get(written.parent, 0):
        return  # a folder's list grows with every result: a batch asks for it once, a watch now and then
    _next_clearing[written.parent] = time.monotonic() + _CLEARING_SECONDS
    prefix, suffix = _TEMPORARY
    with suppress(OSError):
        now = written.stat().st_mtime
        for name in names_in(written.parent):
            if name.startswith(prefix) and name.endswith(suffix) and len(name) == _TEMPORARY_LENGTH:
                path = written.with_name(name)
                with suppress(OSError):  # gone already, or held by its program
                    if now - path.stat().st_mtime > _STALE_SECONDS:
                        path.unlink()
