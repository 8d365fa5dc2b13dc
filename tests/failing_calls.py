"""Calls to the file system that fail, one by one."""

from __future__ import annotations

import builtins
import errno
import io
import mmap
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What happens at a call: an error instead of it, or (`done`) after it; from there on at every one (`lasting`); or,
    without an error, death. `half` of what is written gets written."""

    number: int = 0
    error: int = 0
    done: bool = False
    lasting: bool = False
    half: bool = False

    def __str__(self) -> str:
        marks = [m for m in ("done", "lasting", "half") if getattr(self, m)]
        return " ".join([errno.errorcode[self.error] if self.error else "killed", *marks])


_CHANGING = (
    "open",
    "write",
    "flush",
    "fsync",
    "close",
    "replace",
    "rename",
    "link",
    "unlink",
    "mkdir",
    "chmod",
)
_GENERAL = (errno.ENOSPC, errno.EIO, errno.EROFS)


def faults_at(number: int, call: str) -> Iterator[Fault]:
    """What may happen at that call. Those errors that Python knows no difference between take turns; to be killed after
    a call is to be killed before the next one."""
    for error in (_GENERAL[number % len(_GENERAL)], errno.EACCES, errno.ENOENT):
        yield Fault(number, error)
    for error in (errno.ENOENT, errno.EIO):
        yield Fault(number, error, lasting=True)
    yield Fault(number)
    if call in _CHANGING:
        yield Fault(number, errno.EIO, done=True)
    if call == "write":
        yield Fault(number, errno.ENOSPC, half=True)
        yield Fault(number, half=True)


class Calls:
    """Every call on a path in the folder, in turn, and the fault at its number."""

    _OF_PATHS = ("stat", "lstat", "open", "replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir", "scandir",
                 "listdir", "chmod", "chown", "utime", "readlink", "truncate", "symlink")  # fmt: skip

    def __init__(self, folder: Path, fault: Fault) -> None:
        self._folder, self._fault = str(folder), fault
        self._made = mmap.mmap(-1, 10_000)  # shared with the parent
        self._count, self._inside = 0, False
        self._numbers: set[int] = set()
        self.missed: list[str] = []

    def made(self) -> list[str]:
        """The names of the calls."""
        return self._made[:].strip(b"\0 ").decode().split()

    def install(self) -> None:
        for name in self._OF_PATHS:
            setattr(os, name, partial(self._of_path, name, getattr(os, name)))
        for name in ("fsync", "close"):
            setattr(os, name, partial(self._of_number, name, getattr(os, name)))
        real_open = io.open
        io.open = builtins.open = partial(self._opened, real_open)
        sys.addaudithook(self._audit)

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._folder)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What is done in the folder and was not counted."""
        if (
            event.startswith(("open", "os.", "shutil."))
            and not self._inside
            and any(map(self._is_ours, arguments))
        ):
            self.missed.append(f"{event} {arguments}")

    def _of_path(self, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not args or not any(map(self._is_ours, args[:2])):
            return real(*args, **kwargs)
        made = self.call(name, lambda: real(*args, **kwargs))
        if name == "open":
            self._numbers.add(made)
        return made

    def _of_number(self, name: str, real: Callable[[int], None], number: int) -> None:
        if number not in self._numbers:
            real(number)
        elif name == "close":
            self._numbers.discard(number)
            self.call(name, lambda: real(number), always=True)
        else:
            self.call(name, lambda: None)  # whether the disk obeys is not what is tried

    def _opened(self, real: Callable[..., Any], path: Any, *args: Any, **kwargs: Any) -> Any:
        if not self._is_ours(path):
            return real(path, *args, **kwargs)
        file = self.call("open", lambda: real(path, *args, **kwargs))
        self._numbers.add(file.fileno())
        return _File(file, self)

    def call(
        self, name: str, do: Callable[[], Any], half: Callable[[], Any] | None = None, always: bool = False
    ) -> Any:
        """Does it, or what the fault says. A file that cannot be closed is closed all the same (`always`)."""
        self._count += 1
        self._made.write(f"{name} ".encode())
        fault = self._fault
        hit = self._count == fault.number or (fault.lasting and self._count > fault.number > 0)
        inside, self._inside = self._inside, True
        try:
            if not hit:
                return do()
            if fault.half and half:
                half()
            elif fault.done or always:
                with suppress(OSError):
                    do()
            if not fault.error:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(fault.error, os.strerror(fault.error))
        finally:
            self._inside = inside


class _File:
    """A file in the folder; what is done with it is counted."""

    def __init__(self, file: Any, calls: Calls) -> None:
        self._file, self._calls = file, calls

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fileno(self) -> int:
        return int(self._file.fileno())

    def read(self, size: int = -1) -> Any:
        return self._calls.call("read", lambda: self._file.read(size))

    def write(self, data: bytes) -> Any:
        def half() -> None:
            self._file.write(data[: len(data) // 2])
            self._file.flush()

        return self._calls.call("write", lambda: self._file.write(data), half)

    def flush(self) -> None:
        self._calls.call("flush", self._file.flush)

    def close(self) -> None:
        self._calls.call("close", self._file.close, always=True)
