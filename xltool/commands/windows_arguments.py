"""What the shells of other systems do with a command line before the program sees it, and those of Windows do not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_WILD = re.compile(r"[*?]")


def as_a_shell_would(arguments: Iterable[str]) -> list[str]:
    r"""The arguments with `*.xlsx` as the files that are meant, and `"C:\Min mapp\" --strict` as the two that they are: Windows
    takes the `\"` for a quote that belongs to the name."""
    return [name for argument in arguments for part in _parted(argument) for name in _named(part)]


def _parted(argument: str) -> Iterator[str]:
    """No name holds a quote, so what stands behind one is further arguments."""
    first, quote, rest = argument.partition('"')
    yield first
    if quote:
        yield from rest.replace('"', " ").split()


def _named(argument: str) -> list[str]:
    path = Path(argument)
    if argument.startswith("-") or not _WILD.search(path.name):
        return [argument]
    from xltool.files.result_names import is_generated_file

    wanted = re.compile(
        "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in path.name), re.IGNORECASE | re.DOTALL
    )
    names: list[str] = []
    with suppress(OSError):
        names = [name for name in os.listdir(path.parent) if wanted.fullmatch(name)]  # noqa: PTH208 -- names alone
    found = [path.with_name(name) for name in sorted(names) if not name.startswith(("~$", "."))]
    return [str(one) for one in found if not is_generated_file(one)] or [argument]
