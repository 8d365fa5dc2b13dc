"""One workbook, from the disk to its result on the disk: read, worked on, put in place. Nothing that people wrote in
what stood there is lost."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core import codes
from xltool.core.finding import Finding
from xltool.core.swedish import listed
from xltool.core.units import Money
from xltool.desk import Desk
from xltool.kinds.figures import Data as Figures, figures
from xltool.kinds.keeping import naming
from xltool.kinds.merging import Wins
from xltool.placing import ChangedError, LinkedError, read_file, read_if_there, write_over
from xltool.shelf import (
    MARKED_ENDING,
    RESULT_ENDING,
    drop_versions,
    free_beside,
    is_open_elsewhere,
    is_read_only,
    keep_version,
    lead_to_one_file,
    put_away,
    reason,
    write_beside,
)
from xltool.standing import NOTHING, Standing, standing
from xltool.work import Choices, Done, Snippets, State, done

if TYPE_CHECKING:
    from xltool.cluster import Cluster

DROP_FOLDER, RESULT_FOLDER = Path("workbooks/in"), Path("workbooks/ut")


class Outcome(Struct, frozen=True):
    """A workbook's outcome. `figures` are DOMAIN's parts of the JSON object, `money` how amounts are shown, None where
    an error stands in the way of a result; `path` is None where no result was written, `marked` where no marked copy
    was. `seconds` is how long it took, `crash` the stack of an error in xltool itself. `snippets` are the rows around
    the findings' cells, `saved` is when the file says that it was last saved."""

    file: Path
    state: State
    findings: tuple[Finding, ...]
    figures: Figures = field(default_factory=lambda: figures(None, None))
    money: Money | None = None
    path: Path | None = None
    marked: Path | None = None
    seconds: float = 0.0
    crash: str = ""
    snippets: Snippets = field(default_factory=dict)
    saved: str = ""


class Options(Struct, frozen=True):
    """What a run may be told: the folder of the results, whether their formulas are locked, whose figure counts
    where somebody changed one in a result, how many replaced versions are kept, and by which column of Underlag its
    rows are summed."""

    out: Path | None = None
    protect: bool = False
    wins: Wins = Wins.NOBODY
    keep: int = 10
    by: str = ""

    @property
    def choices(self) -> Choices:
        return Choices(self.protect, self.wins, self.by)


DEFAULT = Options()

# --- a workbook ----------------------------------------------------------------------------------------------

_TRIES = 20


class _HeldError(Exception):
    """Another program holds the file, as only Windows tells."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def handle(
    path: Path, target: Path | None, options: Options = DEFAULT, desk: Desk | Cluster | None = None
) -> Outcome:
    """What became of the workbook, whose result goes to `target`; None checks alone."""
    started = time.perf_counter()
    with nullcontext(desk) if desk else Desk() as at:
        outcome = _worked_on(path, target, options, at)
    return replace(outcome, seconds=time.perf_counter() - started)


def _worked_on(path: Path, target: Path | None, options: Options, desk: Desk | Cluster) -> Outcome:
    held: set[Path] = set()
    for _ in range(_TRIES):
        data, before = read_input(path), _standing(target)
        for found in (data, before):
            if isinstance(found, Finding):
                undecided = found.code in (codes.TWO_EDITED, codes.OTHER_FORMAT)
                return Outcome(path, State.ERRORS if undecided else State.UNREADABLE, (found,))
        assert isinstance(data, bytes)
        assert not isinstance(before, Finding)
        try:
            place = _place(target, before, held) if target else None
        except OSError as error:
            assert target is not None
            return _unwritable(Outcome(path, State.UNREADABLE, ()), target, reason(error))
        name = place.name if place else ""
        task = partial(
            done, write=place is not None, choices=options.choices, previous=before.data, result_name=name
        )
        worked = desk.do(task, data, shown_name(path), beside=before.data)
        if isinstance(worked, Finding):
            return Outcome(path, State.UNREADABLE, (worked,))
        try:
            return _put_in_place(path, target, place, worked, before, options)
        except ChangedError:
            continue  # somebody saved a result while we worked, and that must come along too
        except _HeldError as other:
            held.add(other.path)
    assert target is not None
    return _unwritable(Outcome(path, State.UNREADABLE, ()), target, "den ändras hela tiden")


def read_input(path: Path) -> bytes | Finding:
    """The workbook's bytes, or why there are none."""
    try:
        return read_file(path)
    except FileNotFoundError:
        return codes.MISSING_FILE.at(None, name=shown_name(path))
    except OSError as error:
        return codes.UNREADABLE_FILE.at(None, name=shown_name(path), reason=reason(error))


def _standing(target: Path | None) -> Standing | Finding:
    if target is None:
        return NOTHING
    try:
        return standing(target)
    except OSError as error:
        return codes.UNWRITABLE_RESULT.at(None, name=shown_name(target), reason=reason(error))


def _place(target: Path, before: Standing, held: set[Path]) -> Path:
    """Where the result can be written: at its place; where that is to be left alone, where people work meanwhile, or
    beside. Raises OSError."""
    for path in (target, before.path, *before.spent):
        if path not in held and not is_open_elsewhere(path) and not is_read_only(path):
            return path
    return free_beside(target)


def _put_in_place(
    path: Path, target: Path | None, place: Path | None, worked: Done, before: Standing, options: Options
) -> Outcome:
    """The result or the marked copy written; what people had changed is kept before it is replaced."""
    findings = worked.findings
    with suppress(OSError):  # what was read is whole, whoever has the file open
        if is_open_elsewhere(path):
            findings = (*findings, codes.INPUT_OPEN.at(None, name=shown_name(path)))
    outcome = Outcome(
        path,
        worked.state,
        findings,
        worked.figures,
        worked.money,
        snippets=worked.snippets,
        saved=worked.saved,
    )
    if worked.data is None or target is None or place is None:
        return outcome
    if worked.state is not State.OK:
        return _with_marked_copy(outcome, marked_path(path, target.parent), worked.data, options)
    said: list[Finding] = []
    try:
        version = _write_result(path, target, place, worked.data, before, findings, said)
        if version is not None:
            findings = naming(findings, version.name)
            gone = drop_versions(target, options.keep, version)
            if gone:
                said.append(codes.VERSION_DROPPED.at(None, what=listed(gone), most=options.keep))
    except OSError as error:
        return _unwritable(outcome, place, reason(error), said)
    return replace(outcome, findings=(*findings, *said), path=place)


def _write_result(
    path: Path,
    target: Path,
    place: Path,
    data: bytes,
    before: Standing,
    findings: Sequence[Finding],
    said: list[Finding],
) -> Path | None:
    """Writes the result; returns the version of the one before that was kept. Raises OSError, ChangedError and
    _HeldError."""
    if lead_to_one_file(place, path):
        raise LinkedError
    if any(read_if_there(p) != before.found.get(p) for p in {target, place, before.path}):
        raise ChangedError
    version: Path | None = None
    worth_keeping = before.data is not None and _worth_keeping(before.data, findings)
    beside = before.path not in (target, place)
    if before.data is not None and worth_keeping and not beside:
        version = keep_version(target, before.data, before.path)
        said.append(codes.VERSION_KEPT.at(None, name=version.name))
    try:
        write_over(place, data, before.found.get(place))
    except PermissionError:  # Windows' sharing violation
        if not os.path.lexists(place):
            raise
        raise _HeldError(place) from None
    if place != target:
        why = "är skrivskyddat" if is_read_only(target) else "är öppet i ett annat program"
        what = "Det nya resultatet"
        said.append(codes.RESULT_LOCKED.at(None, name=target.name, why=why, what=what, other=place.name))
    if before.data is not None and worth_keeping and beside:
        # Kept only now: until the new result stands, what was written beside is the only place for it.
        version = keep_version(target, before.data, before.path)
        put_away(before.path, before.data)
        names = {"other": before.path.name, "name": target.name, "written": place.name}
        said.append(codes.BESIDE_TAKEN.at(None, version=version.name, **names))
    return version


def _worth_keeping(data: bytes, findings: Sequence[Finding]) -> bool:
    """Whether somebody has changed the result, or a finding says that something is left in it."""
    from xltool.excel.saved import saved_by_xltool

    return not saved_by_xltool(data) or any(codes.KEPT_VERSION in f.message for f in findings)


# --- what is made anew every time ------------------------------------------------------------------------------


def _with_marked_copy(outcome: Outcome, target: Path, data: bytes, options: Options) -> Outcome:
    from xltool.excel.saved import is_marked_copy

    remedy = "Rätta i er egen arbetsbok. Öppna den sparade filen, och för över det som ni rättat där."
    said: list[Finding] = []
    try:
        if lead_to_one_file(target, outcome.file):
            raise LinkedError
        written = write_anew(
            target, data, is_marked_copy, said, "Den nya granskade kopian", remedy, options.keep
        )
    except OSError as error:
        return _unwritable(outcome, target, reason(error), said)
    return replace(outcome, marked=written, findings=(*outcome.findings, *said))


def write_anew(
    target: Path,
    data: bytes,
    is_own: Callable[[bytes], bool],
    said: list[Finding],
    what: str,
    remedy: str,
    keep: int,
) -> Path:
    """Writes a file that is made anew every time; returns where. What stands there is kept as a version where it is not
    as xltool wrote it, and left alone where it is open or read-only. Raises OSError."""
    why = _alone(target)
    for _ in range(_TRIES):
        if why:
            written = write_beside(target, data)
            said.append(
                codes.RESULT_LOCKED.at(None, name=target.name, why=why, what=what, other=written.name)
            )
            return written
        before = read_if_there(target)
        kept = None
        if before is not None and before != data and not is_own(before):
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


def _unwritable(outcome: Outcome, target: Path, why: str, said: Sequence[Finding] = ()) -> Outcome:
    found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=why)
    return replace(outcome, state=State.UNREADABLE, findings=(found, *said, *outcome.findings), money=None)


def shown_name(path: Path) -> str:
    """The file's name as text, also where it is not valid in the file system's encoding."""
    return (path.name or str(path)).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def result_path(path: Path, out: Path | None) -> Path:
    """`NAME-resultat.xlsx`: in `out`, in workbooks/ut for a file in the drop folder, else beside its input."""
    folder = out or path.parent
    if out is None and path.parent.parts[-2:] == DROP_FOLDER.parts:
        folder = path.parent.parent / RESULT_FOLDER.name
    elif out is None and Path(os.path.realpath(path)).parent == DROP_FOLDER.resolve():  # no loop stops it
        folder = RESULT_FOLDER
    return folder / f"{path.stem}{RESULT_ENDING}.xlsx"


def marked_path(path: Path, folder: Path) -> Path:
    """`NAME-granskad.xlsx` in the folder of the result; a workbook with macros keeps its ending."""
    suffix = path.suffix if path.suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
    return folder / f"{path.stem}{MARKED_ENDING}{suffix}"
