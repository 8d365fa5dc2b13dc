"""A run over many workbooks: each by itself, in parallel over the cores, outcomes in order."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xltool.core.fault import stack_of
from xltool.files.result_names import (
    result_path,
    shown_name,
)
from xltool.findings import codes
from xltool.findings.finding import Severity, has_errors
from xltool.running.local_executor import LocalExecutor
from xltool.running.one_workbook import handle
from xltool.running.outcome import DEFAULT, Options, Outcome, State
from xltool.running.worker import FaultError

if TYPE_CHECKING:
    from xltool.running.dask_executor import DaskExecutor


def check_file(path: Path) -> Outcome:
    """Every check, and nothing written."""
    return handle(path, None)


def process_file(path: Path, options: Options = DEFAULT) -> Outcome:
    """The workbook's result, written where `options` or DOMAIN says. What people wrote in the result before comes
    along, and that result is kept where somebody changed it."""
    return handle(path, result_path(path, options.out), options)


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
    owners = _owners(targets)

    def one(path: Path) -> Outcome:
        target = targets.get(path)
        if target and (taken := owners[target.absolute()]) is not path:
            return _same_result(path, taken, target)
        try:
            return handle(path, target, options, executor)
        except Exception as error:  # a mistake of our own must not cost the other workbooks their result
            found = codes.XLTOOL_FAULT.at(None, name=shown_name(path))
            crash = error.stack if isinstance(error, FaultError) else stack_of(error)
            return Outcome(path, State.UNREADABLE, (found,), crash=crash)

    with _executor_for(len(paths), jobs, seconds, megabytes, scheduler) as executor:
        if executor.jobs <= 1:
            yield from map(one, paths)
        else:
            executor.warm()
            yield from _in_parallel(one, paths, jobs or executor.jobs)


def _owners(targets: Mapping[Path, Path]) -> dict[Path, Path]:
    """Which workbook each result is of, where several would have the same: of those that are read fully the first."""
    owners: dict[Path, Path] = {}
    for path in sorted(targets, key=lambda p: p.suffix.lower() != ".xlsx"):
        owners.setdefault(targets[path].absolute(), path)
    return owners


def _same_result(path: Path, taken: Path, target: Path) -> Outcome:
    other = str(taken) if taken.name == path.name else shown_name(taken)
    names = {"name": shown_name(path), "other": other, "result": target.name}
    return Outcome(path, State.UNREADABLE, (codes.SAME_RESULT.at(None, **names),))


# A worker's start costs as much as some workbooks: more of them where it is a fresh Python.
_FEW = 4 if sys.platform == "linux" else 8


def _executor_for(
    count: int, jobs: int | None, seconds: float | None, megabytes: int | None, scheduler: str | None
) -> LocalExecutor | DaskExecutor:
    if scheduler is not None:
        from xltool.running.dask_executor import DaskExecutor

        return DaskExecutor(scheduler, seconds=seconds, megabytes=megabytes)
    jobs = min(jobs or _cores(), max(1, count // _FEW) if jobs is None else count)
    return LocalExecutor(jobs, seconds=seconds, megabytes=megabytes)


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


# What is said of a file that cannot be read or written; beside a result it is that of its report.
_OF_FILES = (
    codes.UNREADABLE_FILE,
    codes.UNWRITABLE_RESULT,
    codes.DAMAGED_FILE,
    codes.ENCRYPTED_FILE,
    codes.OVER_LIMIT,
    codes.TRICKY_PACKAGE,
    codes.REPORT_OPEN,
    codes.NOT_A_DOCUMENT,
)


def exit_code(outcomes: Iterable[Outcome], *, strict: bool) -> int:
    """0 done, 1 errors in the content (or warnings, if strict), 3 unreadable or unwritable, 4 our own fault; the
    largest counts."""
    code = 0
    for outcome in outcomes:
        if outcome.crash:
            code = max(code, 4)
        elif outcome.state is State.UNREADABLE or any(f.code in _OF_FILES for f in outcome.findings):
            code = max(code, 3)
        elif has_errors(outcome.findings) or (
            strict and any(f.severity is Severity.WARNING for f in outcome.findings)
        ):
            code = max(code, 1)
    return code
