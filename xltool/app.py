"""The use cases, each readable in one screen: find the workbooks, read, check, compute, write.

What is found wrong in the data is a value (`Outcome.findings`); wrong usage raises `UsageError` with its own sentence.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xltool.core import codes
from xltool.core.fault import stack_of
from xltool.core.finding import Finding, Severity, has_errors
from xltool.core.units import Money
from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.desk import Desk
from xltool.kinds.figures import Data as Figures, figures
from xltool.kinds.keeping import Wins, naming
from xltool.placing import ChangedError, read_file, read_if_there, write_over, write_whole
from xltool.room import FaultError
from xltool.shelf import (
    MARKED_ENDING,
    RESULT_ENDING,
    drop_versions,
    is_open_elsewhere,
    is_own_work,
    is_read_only,
    keep_version,
    put_away,
    reason,
    write_beside,
)
from xltool.standing import NOTHING, Standing, standing
from xltool.work import (
    Choices,
    Done,
    Following,
    Snippets,
    State,
    done,
    following_year,
    overview_bytes,
    template_bytes,
)

if TYPE_CHECKING:
    from xltool.cluster import Cluster

DROP_FOLDER, RESULT_FOLDER = Path("workbooks/in"), Path("workbooks/ut")
OVERVIEW_NAME = "Översikt.xlsx"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@dataclass(frozen=True, slots=True)
class Outcome:
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


@dataclass(frozen=True, slots=True)
class Options:
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

# --- a file --------------------------------------------------------------------------------------------------


def check_file(path: Path) -> Outcome:
    """Every check, and nothing written."""
    return _on_file(path, None)


def process_file(path: Path, options: Options = DEFAULT) -> Outcome:
    """The workbook's result, written where `options` or DOMAIN says. What people wrote in the result before comes
    along, and that result is kept where somebody changed it."""
    return _on_file(path, result_path(path, options.out), options)


def _on_file(
    path: Path, target: Path | None, options: Options = DEFAULT, desk: Desk | Cluster | None = None
) -> Outcome:
    started = time.perf_counter()
    with nullcontext(desk) if desk else Desk() as at:
        outcome = _worked_on(path, target, options, at)
    return replace(outcome, seconds=time.perf_counter() - started)


def _worked_on(path: Path, target: Path | None, options: Options, desk: Desk | Cluster) -> Outcome:
    for _ in range(_TRIES):
        data, before = _read(path), _standing(target)
        for found in (data, before):
            if isinstance(found, Finding):
                state = State.ERRORS if found.code is codes.TWO_EDITED else State.UNREADABLE
                return Outcome(path, state, (found,))
        assert isinstance(data, bytes)
        assert not isinstance(before, Finding)
        task = partial(done, write=target is not None, choices=options.choices, previous=before.data)
        worked = desk.do(task, data, shown_name(path), beside=before.data)
        if isinstance(worked, Finding):
            return Outcome(path, State.UNREADABLE, (worked,))
        with suppress(
            ChangedError
        ):  # somebody saved the result while we worked, and that must come along too
            return _put_in_place(path, target, worked, before, options)
    assert target is not None
    return _unwritable(Outcome(path, State.UNREADABLE, ()), target, "den ändras hela tiden")


_TRIES = 20


def _standing(target: Path | None) -> Standing | Finding:
    if target is None:
        return NOTHING
    try:
        return standing(target)
    except OSError as error:
        return codes.UNWRITABLE_RESULT.at(None, name=shown_name(target), reason=reason(error))


def _read(path: Path) -> bytes | Finding:
    try:
        return read_file(path)
    except FileNotFoundError:
        return codes.MISSING_FILE.at(None, name=shown_name(path))
    except OSError as error:
        return codes.UNREADABLE_FILE.at(None, name=shown_name(path), reason=reason(error))


def _put_in_place(
    path: Path, target: Path | None, worked: Done, before: Standing, options: Options
) -> Outcome:
    """The result or the marked copy written; the result before kept where somebody changed it."""
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
    if worked.data is None or target is None:
        return outcome
    is_result = worked.state is State.OK
    target = target if is_result else marked_path(path, target.parent)
    data, said = worked.data, list[Finding]()
    beside = is_result and before.path != target
    version: Path | None = None

    try:
        if os.path.realpath(target) == os.path.realpath(path):
            return _unwritable(outcome, target, "det är en länk till indatafilen själv")
        if is_result and (
            read_if_there(target) != before.replaced or (beside and read_if_there(before.path) != before.data)
        ):
            raise ChangedError
        if is_result and before.data is not None and not beside and _worth_keeping(before.data, findings):
            version = keep_version(target, before.data)
            said.append(codes.VERSION_KEPT.at(None, name=version.name))
        put = partial(write_over, before=before.replaced) if is_result else write_whole
        written = _write(target, data, partial(put, target, data), said)
        if beside and before.data is not None:
            # Kept only now: until the new result stands, what was written beside is the only place for it.
            version = keep_version(target, before.data, before.path)
            put_away(before.path, before.data)
            names = {"other": before.path.name, "name": target.name, "written": written.name}
            said.append(codes.BESIDE_TAKEN.at(None, version=version.name, **names))
        if version is not None:
            drop_versions(target, options.keep, version)
    except OSError as error:
        return _unwritable(outcome, target, reason(error), said)
    findings = naming(findings, version.name) if version else findings
    outcome = replace(outcome, findings=(*findings, *said))
    return replace(outcome, path=written) if is_result else replace(outcome, marked=written)


def _write(target: Path, data: bytes, replace_it: Callable[[], None], said: list[Finding]) -> Path:
    """Where the bytes were written: the target, or a name beside it where the target is to be left alone."""
    why = _OPEN if is_open_elsewhere(target) else _PROTECTED if is_read_only(target) else ""
    if not why:
        try:
            replace_it()
        except PermissionError:  # Windows' sharing violation
            if not os.path.lexists(target):
                raise
            why = _OPEN
        else:
            return target
    other = write_beside(target, data)
    said.append(codes.RESULT_LOCKED.at(None, name=target.name, why=why, other=other.name))
    return other


def _worth_keeping(data: bytes, findings: Sequence[Finding]) -> bool:
    """Whether somebody has changed the result, or a finding says that something is left in it."""
    from xltool.excel.saved import saved_by_xltool

    return not saved_by_xltool(data) or any(codes.KEPT_VERSION in f.message for f in findings)


_OPEN, _PROTECTED = "är öppet i ett annat program", "är skrivskyddat"


def _unwritable(outcome: Outcome, target: Path, why: str, said: Sequence[Finding] = ()) -> Outcome:
    found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=why)
    return replace(outcome, state=State.UNREADABLE, findings=(found, *said, *outcome.findings), money=None)


def shown_name(path: Path) -> str:
    """The file's name as text, also where it is not valid in the file system's encoding."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


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


# --- many files ----------------------------------------------------------------------------------------------


def find_workbooks(paths: Sequence[Path]) -> list[Path]:
    """The workbooks that are meant: the paths themselves, those of folders, or the drop folder where none is given.

    Raises UsageError where there is nothing to do.
    """
    if not paths:
        for folder in (DROP_FOLDER, Path()):
            found = _in_folder(folder) if folder.is_dir() else []
            if found:
                return found
        raise UsageError(
            "Här finns ingen arbetsbok. Lägg den i mappen workbooks/in, eller skriv dess namn: xltool process budget.xlsx"
        )
    found = []
    for path in paths:
        if not _is_folder(path):
            found.append(path)
        elif inside := _in_folder(path):
            found += inside
        else:
            raise UsageError(f"Mappen {path} innehåller ingen arbetsbok (.xlsx eller .xlsm).")
    return list(dict.fromkeys(found))


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; what cannot be asked (a name too long) is told when it is read."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _in_folder(folder: Path) -> list[Path]:
    """The folder's workbooks by name; no results, no marked copies, no lock files."""
    return [path for path in _workbooks_of(folder) if not is_own_work(path)]


def is_input(path: Path) -> bool:
    """Whether a file in a folder is taken as a workbook, by its name."""
    return _is_workbook(path) and not is_own_work(path)


def _workbooks_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and _is_workbook(path))


def _is_workbook(path: Path) -> bool:
    named = path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))
    return named and path.name != OVERVIEW_NAME


def run(
    paths: Sequence[Path],
    *,
    write: bool,
    options: Options = DEFAULT,
    jobs: int | None = None,
    seconds: float | None = None,
    megabytes: int | None = None,
    scheduler: str | None = None,
) -> Iterator[Outcome]:
    """The outcome of each workbook, in order; one bad workbook stops no other, and no two share a result.

    `jobs` workbooks at a time, by default as many as there are cores; a few are done sooner by one. A workbook may
    take so many seconds and megabytes. Where a Dask `scheduler` is named, its workers do the work.

    Raises UsageError where the scheduler cannot be used.
    """
    targets: dict[Path, Path] = {}
    for path in paths if write else ():
        targets.setdefault(result_path(path, options.out).absolute(), path)

    def one(path: Path) -> Outcome:
        target = result_path(path, options.out) if write else None
        if target and (taken := targets[target.absolute()]) is not path:
            why = f"det är redan resultatet av {taken}"
            found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=why)
            return Outcome(path, State.UNREADABLE, (found,))
        try:
            return _on_file(path, target, options, desk)
        except Exception as error:  # a mistake of our own must not cost the other workbooks their result
            found = codes.OWN_FAULT.at(None, name=shown_name(path))
            crash = error.stack if isinstance(error, FaultError) else stack_of(error)
            return Outcome(path, State.UNREADABLE, (found,), crash=crash)

    with _desk(len(paths), jobs, seconds, megabytes, scheduler) as desk:
        if desk.jobs <= 1:
            yield from map(one, paths)
        else:
            desk.warm()
            yield from _in_parallel(one, paths, jobs or desk.jobs)


_FEW = 4  # a worker's start costs as much as some workbooks


def _desk(
    count: int, jobs: int | None, seconds: float | None, megabytes: int | None, scheduler: str | None
) -> Desk | Cluster:
    if scheduler is not None:
        from xltool.cluster import Cluster

        return Cluster(scheduler, seconds=seconds, megabytes=megabytes)
    jobs = min(jobs or _cores(), max(1, count // _FEW) if jobs is None else count)
    return Desk(jobs, seconds=seconds, megabytes=megabytes)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_parallel(one: Callable[[Path], Outcome], paths: Sequence[Path], jobs: int) -> Iterator[Outcome]:
    """Threads read and write files while workers work; where it is broken off, what is being written is finished."""
    from concurrent.futures import ThreadPoolExecutor, wait

    pool = ThreadPoolExecutor(jobs)
    try:
        waiting = deque(pool.submit(one, path) for path in paths)
        while waiting:
            first = waiting[0]
            while not first.done():  # a wait without an end would not hear Ctrl-C on Windows
                wait([first], timeout=0.2)
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def exit_code(outcomes: Iterable[Outcome], *, strict: bool) -> int:
    """0 done, 1 errors in the content (or warnings, if strict), 3 unreadable or unwritable, 4 our own fault; the
    largest counts."""
    code = 0
    for outcome in outcomes:
        if outcome.crash:
            code = max(code, 4)
        elif outcome.state is State.UNREADABLE:
            code = max(code, 3)
        elif has_errors(outcome.findings) or (
            strict and any(f.severity is Severity.WARNING for f in outcome.findings)
        ):
            code = max(code, 1)
    return code


# --- one view over many --------------------------------------------------------------------------------------


def find_boards(folder: Path) -> list[Path]:
    """The folder's workbooks, a result instead of its input where both are there; no kept versions.

    Raises UsageError where there is none.
    """
    if not _is_folder(folder):
        raise UsageError(
            f"{folder} är ingen mapp. Skriv mappen med arbetsböckerna: xltool overview workbooks/ut"
        )
    every = _workbooks_of(folder)
    results = {p.stem.removesuffix(RESULT_ENDING) for p in every if p.stem.endswith(RESULT_ENDING)}
    found = [p for p in every if p.stem.endswith(RESULT_ENDING) or not (is_own_work(p) or p.stem in results)]
    if not found:
        raise UsageError(f"Mappen {folder} innehåller ingen arbetsbok (.xlsx eller .xlsm).")
    return found


def write_overview(folder: Path, outcomes: Sequence[Outcome]) -> Path:
    """`Översikt.xlsx` in the folder, over the workbooks' outcomes; raises OSError where it cannot be written."""
    from xltool.kinds.overview import Entry

    entries = [Entry(shown_name(o.file), o.figures, o.findings) for o in outcomes]
    newest = max((o.saved for o in outcomes), default="")
    target = folder / OVERVIEW_NAME
    write_whole(target, overview_bytes(entries, shown_name(folder.resolve()), newest))
    return target


# --- an error of our own -------------------------------------------------------------------------------------

FAULT_REPORT = "xltool-felrapport.txt"


def write_fault_report(stacks: Iterable[str]) -> Path | None:
    """Writes where in xltool the errors came from, with no word of the workbooks, to the current folder, or where
    that is closed to the one for temporary files; None where neither can be written."""
    import platform

    lines = [
        f"Felrapport från xltool {__version__}",
        f"Python {platform.python_version()} på {platform.system()} {platform.machine()}",
        "Här finns inga belopp, namn eller texter ur era arbetsböcker.",
        *(f"\n{stack}" for stack in dict.fromkeys(stacks)),
    ]
    for folder in (Path(), Path(tempfile.gettempdir())):
        try:
            write_whole(folder / FAULT_REPORT, "\n".join([*lines, ""]).encode())
            return (folder / FAULT_REPORT).absolute()
        except OSError:
            continue
    return None


# --- the template --------------------------------------------------------------------------------------------


def write_template(path: Path, year: int | None, source: Path | None = None) -> Path:
    """The standard template, blank or with the lines, goals and members of the `source`; the year is the next one
    where none is said. Returns where it was written; raises UsageError where a file is in the way or the source
    has errors, OSError where it cannot be written."""
    _must_be_free(path)
    if source:
        new = _following(source, year)
    else:
        from xltool.kinds.template import Filling

        wanted = year or date.today().year
        new = Following(wanted, template_bytes(Filling(wanted)))
    if path == Path():
        path = Path(f"budget-{new.year}.xlsx")
        _must_be_free(path)
    write_whole(path, new.data)
    return path


def _must_be_free(path: Path) -> None:
    if path != Path() and path.exists():
        raise UsageError(f"{path} finns redan. Välj ett annat namn, eller flytta filen först.")


def _following(source: Path, year: int | None) -> Following:
    data = _read(source)
    if isinstance(data, Finding):
        raise UsageError(data.message)
    with Desk() as desk:
        made = desk.do(partial(following_year, year=year, today=date.today().year), data, shown_name(source))
    problem = made.message if isinstance(made, Finding) else made.problem
    if isinstance(made, Finding) or problem:
        raise UsageError(problem)
    return made
