"""Things that a worker is asked to do in tests: a fresh worker finds them here by name."""

from __future__ import annotations

import os
import time
from pathlib import Path

from xltool.intake.preflight import Inspected


def double(number: int) -> int:
    return 2 * number


def hang() -> None:
    while True:
        pass


def hang_in_c() -> None:
    sum(iter(int, 1))  # without end, and without a look at what signals ask of Python


def grow() -> int:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


KEPT: list[bytearray] = []


def keep(size: int) -> None:
    KEPT.append(bytearray(size))


def limit_and_size() -> tuple[int, int]:
    """The limit of memory, and how much is in use."""
    import resource

    pages = Path("/proc/self/statm").read_text().split()[0]
    return resource.getrlimit(resource.RLIMIT_AS)[0], int(pages) * resource.getpagesize()


def die() -> None:
    os.abort()


def fail() -> None:
    secret = "Löner 12 730"
    raise ValueError(f"the cell holds {secret}")


def by_name(file: Inspected) -> str:
    """Does what the workbook's name says."""
    name = file.name
    {"dies": die, "hangs": hang, "grows": grow}.get(name, lambda: time.sleep(0.01))()
    return name


def broken_judge(_data: bytes, _write: bool, _previous: bytes | None) -> None:
    fail()


def hanging_judge(_data: bytes, _write: bool, _previous: bytes | None) -> None:
    hang()
