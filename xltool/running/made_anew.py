"""Files that are made anew every time: the marked copy, the overview."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from xltool.core.swedish import listed
from xltool.files.reasons import reason
from xltool.files.result_files import (
    drop_versions,
    is_open_elsewhere,
    is_read_only,
    keep_version,
    lead_to_one_file,
    put_away,
    write_beside,
)
from xltool.files.whole_files import ChangedError, LinkedError, read_if_there, write_over
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.running.outcome import Options, Outcome, State

TRIES = 20


def with_marked_copy(outcome: Outcome, target: Path, data: bytes, options: Options) -> Outcome:
    from xltool.marking.copy_mark import is_marked_copy

    remedy = "Rätta i er egen arbetsbok. Öppna den sparade filen, och för över det som ni rättat där."
    said: list[Finding] = []
    try:
        if lead_to_one_file(target, outcome.file):
            raise LinkedError
        written = write_anew(
            target, data, is_marked_copy, said, "Den nya granskade kopian", remedy, options.keep
        )
    except OSError as error:
        return unwritable(outcome, target, reason(error), said)
    return replace(outcome, marked=written, findings=(*outcome.findings, *said))


def retired_copy(target: Path) -> list[Finding]:
    """What is said of the marked copy of a workbook that has been mended since: it goes where it is as xltool wrote it."""
    try:
        data = read_if_there(target)
        if data is None:
            return []
        why = _alone(target)
    except OSError as error:
        return [codes.MARKED_OLD.at(None, name=target.name, why=f"den går inte att öppna ({reason(error)})")]
    from xltool.marking.copy_mark import is_marked_copy

    if not is_marked_copy(data):
        return [codes.MARKED_OLD.at(None, name=target.name, why="någon har ändrat i den")]
    if not why:
        put_away(target, data)
    if why or os.path.lexists(target):
        return [codes.MARKED_OLD.at(None, name=target.name, why=f"den {why or 'går inte att ta bort'}")]
    return [codes.MARKED_REMOVED.at(None, name=target.name)]


def write_anew(
    target: Path,
    data: bytes,
    is_untouched: Callable[[bytes], bool],
    said: list[Finding],
    what: str,
    remedy: str,
    keep: int,
) -> Path:
    """Writes a file that is made anew every time; returns where. What stands there is kept as a version where it is not
    as xltool wrote it, and left alone where it is open or read-only. Raises OSError."""
    why = _alone(target)
    for _ in range(TRIES):
        if why:
            written = write_beside(target, data)
            said.append(
                codes.RESULT_LOCKED.at(None, name=target.name, why=why, what=what, other=written.name)
            )
            return written
        before = read_if_there(target)
        kept = None
        if before is not None and before != data and not is_untouched(before):
            kept = keep_version(target, before)
        try:
            write_over(target, data, before)
        except ChangedError:
            continue
        except PermissionError:  # Windows' sharing violation
            if not os.path.lexists(target):
                raise
            why = _OPEN
            continue
        if kept is not None:
            said.append(codes.WORK_KEPT.at(None, name=target.name, kept=kept.name, remedy=remedy))
            if gone := drop_versions(target, keep, kept):
                said.append(codes.VERSION_DROPPED.at(None, what=listed(gone), most=keep))
        return target
    raise OSError(errno.EBUSY, "the file changes all the time")


_OPEN = "är öppen i ett annat program"


def _alone(target: Path) -> str:
    """Why the file is to be left alone; empty where it is not."""
    if is_open_elsewhere(target):
        return _OPEN
    if target.is_symlink():
        return "är en länk"
    return "är skrivskyddad" if is_read_only(target) else ""


def unwritable(outcome: Outcome, target: Path, why: str, said: Sequence[Finding] = ()) -> Outcome:
    found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=why)
    return replace(outcome, state=State.UNREADABLE, findings=(found, *said, *outcome.findings), money=None)
