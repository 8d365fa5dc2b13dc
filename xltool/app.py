"""The use cases, each readable in one screen: find the workbooks, read, check, compute, write.

What is found wrong in the data is a value (`Outcome.findings`); wrong usage raises `UsageError` with its own sentence.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xltool.core import codes
from xltool.core.fault import stack_of
from xltool.core.finding import Finding, Severity, has_errors
from xltool.core.swedish import listed
from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.desk import Desk
from xltool.handling import (
    DEFAULT,
    DROP_FOLDER,
    RESULT_FOLDER,
    Options,
    Outcome,
    handle,
    read_input,
    result_path,
    shown_name,
    write_anew,
)
from xltool.placing import write_whole
from xltool.room import FaultError
from xltool.shelf import OVERVIEW, RESULT_ENDING, is_copy_of_own, is_own_work
from xltool.work import Following, State, following_year, overview_bytes, template_bytes

if TYPE_CHECKING:
    from xltool.cluster import Cluster

__all__ = ["DEFAULT", "DROP_FOLDER", "RESULT_FOLDER", "Options", "Outcome", "result_path", "shown_name"]
OVERVIEW_NAME = f"{OVERVIEW}.xlsx"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


# --- a file --------------------------------------------------------------------------------------------------


def check_file(path: Path) -> Outcome:
    """Every check, and nothing written."""
    return handle(path, None)


def process_file(path: Path, options: Options = DEFAULT) -> Outcome:
    """The workbook's result, written where `options` or DOMAIN says. What people wrote in the result before comes
    along, and that result is kept where somebody changed it."""
    return handle(path, result_path(path, options.out), options)


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
        if not is_folder(path):
            found.append(path)
        elif inside := _in_folder(path):
            found += inside
        else:
            raise UsageError(_nothing_in(path))
    return list(dict.fromkeys(found))


def _nothing_in(folder: Path) -> str:
    """The sentence for a folder without a workbook to take."""
    passed = [path.name for path in _workbooks_of(folder)]
    if not passed:
        return f"Mappen {folder} innehåller ingen arbetsbok (.xlsx, .xlsm, .xls, .xlsb eller .ods)."
    return (
        f"Mappen {folder} innehåller ingen arbetsbok att ta in: {listed(passed)} heter som xltools egna filer. "
        "Är någon av dem en indatafil, skriv dess namn: xltool process NAMN"
    )


def is_folder(path: Path) -> bool:
    """Whether it is a folder; what cannot be asked (a name too long) is told when it is read."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _in_folder(folder: Path) -> list[Path]:
    """The folder's workbooks by name; no results, no marked copies, no lock files."""
    return _workbooks_of(folder, is_input)


def is_input(path: Path) -> bool:
    """Whether a file in a folder is taken as a workbook, by its name."""
    return _is_workbook(path) and not is_own_work(path) and not is_copy_of_own(path)


def copies_of_own(paths: Sequence[Path]) -> list[Path]:
    """What is passed over in the folders because its name says that it is a copy of a result."""
    folders = [path for path in paths or (DROP_FOLDER, Path()) if is_folder(path)]
    return [path for folder in folders for path in _workbooks_of(folder, is_copy_of_own)]


def _workbooks_of(folder: Path, wanted: Callable[[Path], bool] = bool) -> list[Path]:
    """Names are told apart first, which asks the disk for nothing."""
    return sorted(p for p in folder.iterdir() if _is_workbook(p) and wanted(p) and p.is_file())


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))


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
    targets = {path: result_path(path, options.out) for path in paths} if write else {}
    owners: dict[Path, Path] = {}
    for path in sorted(targets, key=lambda p: p.suffix.lower() != ".xlsx"):  # read fully
        owners.setdefault(targets[path].absolute(), path)

    def one(path: Path) -> Outcome:
        target = targets.get(path)
        if target and (taken := owners[target.absolute()]) is not path:
            other = str(taken) if taken.name == path.name else shown_name(taken)
            names = {"name": shown_name(path), "other": other, "result": target.name}
            found = codes.SAME_RESULT.at(None, **names)
            return Outcome(path, State.UNREADABLE, (found,))
        try:
            return handle(path, target, options, desk)
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
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(jobs + 1)  # one more, so that no worker waits for a file
    try:
        waiting = deque(pool.submit(one, path) for path in paths)
        while waiting:
            first = waiting[0]
            while not first.done():  # a wait without an end would not hear Ctrl-C on Windows
                with suppress(TimeoutError):
                    first.exception(timeout=0.2)
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
    if not is_folder(folder):
        raise UsageError(
            f"{folder} är ingen mapp. Skriv mappen med arbetsböckerna: xltool overview workbooks/ut"
        )
    every = [path for path in _workbooks_of(folder) if not is_copy_of_own(path)]
    results = {
        path.stem.removesuffix(RESULT_ENDING): path for path in every if path.stem.endswith(RESULT_ENDING)
    }
    found = [p for p in every if p in results.values() or (not is_own_work(p) and p.stem not in results)]
    if not found:
        raise UsageError(_nothing_in(folder))
    return found


def write_overview(folder: Path, outcomes: Sequence[Outcome]) -> tuple[Path, list[Finding]]:
    """`Översikt.xlsx` in the folder, over the workbooks' outcomes, and what there is to say of one that somebody has
    worked in; raises OSError where it cannot be written."""
    from xltool.excel.saved import saved_by_xltool
    from xltool.kinds.overview import Entry

    entries = [Entry(shown_name(o.file), o.figures, o.findings) for o in outcomes]
    newest = max((o.saved for o in outcomes), default="")
    data = overview_bytes(entries, shown_name(folder.resolve()), newest)
    said: list[Finding] = []
    remedy = "Skriv förklaringar i nämndernas resultat. Då följer de med."
    target = folder / OVERVIEW_NAME
    try:
        os.fsencode(target)
    except UnicodeEncodeError:  # a system whose names are ASCII alone
        target = folder / "Oversikt.xlsx"
    written = write_anew(target, data, saved_by_xltool, said, "Den nya översikten", remedy, DEFAULT.keep)
    return written, said


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
    report = "\n".join([*lines, ""]).encode()
    with suppress(OSError):
        write_whole(Path(FAULT_REPORT), report)
        return Path(FAULT_REPORT).absolute()
    with suppress(OSError):
        # In a folder that others can write in, a name that nobody can have laid a link under.
        number, name = tempfile.mkstemp(".txt", "xltool-felrapport-")
        with os.fdopen(number, "wb") as file:
            file.write(report)
        return Path(name)
    return None


# --- the template --------------------------------------------------------------------------------------------


def write_template(path: Path, year: int | None, source: Path | None = None) -> Path:
    """The standard template, blank or with the lines, goals and members of the `source`; the year is the next one
    where none is said. Returns where it was written; raises UsageError where a file is in the way, NotPossibleError
    where the source cannot be read or has errors, OSError where the template cannot be written."""
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


class NotPossibleError(Exception):
    """The workbook to go on from cannot be; `code` is the exit code, and the text is for the user."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


def _following(source: Path, year: int | None) -> Following:
    data = read_input(source)
    if isinstance(data, Finding):
        raise NotPossibleError(data.message, 3)
    with Desk() as desk:
        made = desk.do(partial(following_year, year=year, today=date.today().year), data, shown_name(source))
    if isinstance(made, Finding):
        raise NotPossibleError(f"{made.message} {made.hint}", 3)
    if made.code == 2:
        raise UsageError(made.problem)
    if made.problem:
        raise NotPossibleError(made.problem, made.code)
    return made
