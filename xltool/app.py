"""The use cases, each readable in one screen: find the workbooks, read, check, compute, write.

What is found wrong in the data is a value (`Outcome.findings`); wrong usage raises `UsageError` with its own sentence.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from xltool.core import codes
from xltool.core.fault import stack_of
from xltool.core.finding import Finding, Severity, has_errors
from xltool.core.grid import RawBook
from xltool.core.model import Model
from xltool.core.sheet import Origin
from xltool.core.snippet import snippets
from xltool.core.units import Money, Unit
from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.desk import Desk
from xltool.excel.door import Seen, look
from xltool.excel.source import NotAFileError, read_file
from xltool.kinds.board import Board, read_board
from xltool.kinds.control import Provenance
from xltool.kinds.figures import Data as Figures, figures
from xltool.kinds.result import Result, build_result
from xltool.kinds.template import Filling, template_pages
from xltool.room import FaultError

Snippets: TypeAlias = Mapping[Origin, Sequence[str]]

DROP_FOLDER, RESULT_FOLDER = Path("workbooks/in"), Path("workbooks/ut")
RESULT_ENDING, MARKED_ENDING = "-resultat", "-granskad"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


class State(Enum):
    """What became of a workbook; the value is the word in JSON."""

    OK = "ok"
    ERRORS = "errors"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A workbook's outcome. `figures` are DOMAIN's parts of the JSON object, `money` how amounts are shown, None where
    an error stands in the way of a result; `path` is None where no result was written, `marked` where no marked copy
    was. `seconds` is how long it took, `crash` the stack of an error in xltool itself. `snippets` are the rows around
    the findings' cells."""

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


# --- one workbook, without touching a disk -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """What a workbook's bytes came to. `data` is the result workbook, or where there are errors the marked copy,
    where one is wanted and possible."""

    state: State
    findings: tuple[Finding, ...]
    board: Board | None = None
    result: Result | None = None
    data: bytes | None = None
    book: RawBook | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a workbook's bytes came to, as plain data that can leave a worker; the fields are those of `Outcome`."""

    state: State
    findings: tuple[Finding, ...]
    figures: Figures
    money: Money | None
    snippets: Snippets
    data: bytes | None


def done(data: bytes, name: str, write: bool, seen: Seen) -> Done:
    """`work`, boiled down to what is shown and written."""
    worked = work(data, name, write=write, seen=seen)
    whole = worked.board is not None and worked.result is not None
    return Done(
        worked.state,
        worked.findings,
        figures(worked.board, worked.result),
        worked.board.money if whole and worked.board else None,
        snippets(worked.findings, worked.book) if worked.book else {},
        worked.data,
    )


def work(data: bytes, name: str, *, write: bool, seen: Seen | None = None) -> Work:
    """Reads, checks, computes and, if `write`, draws: a pure function of the bytes and the file's name. `seen` is what
    the door saw, where it was asked already."""
    seen = seen or look(data, name)
    if seen.kind is None:  # refused, and no library needs to be loaded for that
        return Work(State.UNREADABLE, seen.findings)
    from xltool.excel.read import read_workbook

    book, found = read_workbook(data, name, seen)
    if book is None:
        return Work(State.UNREADABLE, tuple(found))
    board = read_board(book)
    board = replace(board, findings=(*found, *board.findings))
    if board.has_errors or board.operating is None:
        marked = _marked(data, board.findings) if write else None
        return Work(State.ERRORS, board.findings, board, data=marked, book=book)
    provenance = Provenance(name, hashlib.sha256(data).hexdigest(), book.saved, __version__)
    result = build_result(board, provenance)
    drawn = _draw(result, board, book.saved) if write else None
    return Work(State.OK, result.findings, board, result, drawn, book)


def _marked(data: bytes, findings: Sequence[Finding]) -> bytes | None:
    """The marked copy; None for the older formats, whose parts cannot be patched."""
    from xltool.excel.mark import marked_copy

    try:
        return marked_copy(data, findings)
    except ValueError:
        return None


def _draw(result: Result, board: Board, saved: str) -> bytes:
    from xltool.excel.layout import plan
    from xltool.excel.write import Properties, workbook_bytes

    title = f"{board.settings.board or 'Nämnden'} {board.settings.year or ''}".strip()
    created = datetime.strptime(saved, "%Y-%m-%d %H:%M") if saved else datetime(2000, 1, 1)
    properties = Properties(title, f"xltool {__version__}", created)
    return workbook_bytes(plan(result.pages, result.model, board.money), properties)


# --- a file --------------------------------------------------------------------------------------------------


def check_file(path: Path) -> Outcome:
    """Every check, and nothing written."""
    return _on_file(path, None)


def process_file(path: Path, out: Path | None = None) -> Outcome:
    """The workbook's result, written to `out` or where DOMAIN says."""
    return _on_file(path, result_path(path, out))


def _on_file(path: Path, target: Path | None, desk: Desk | None = None) -> Outcome:
    started = time.perf_counter()
    try:
        data = read_file(path)
    except FileNotFoundError:
        return Outcome(path, State.UNREADABLE, (codes.MISSING_FILE.at(None, name=shown_name(path)),))
    except OSError as error:
        found = codes.UNREADABLE_FILE.at(None, name=shown_name(path), reason=reason(error))
        return Outcome(path, State.UNREADABLE, (found,))
    with nullcontext(desk) if desk else Desk() as at:
        worked = at.do(done, data, shown_name(path), target is not None)
    if isinstance(worked, Finding):
        return Outcome(path, State.UNREADABLE, (worked,), seconds=time.perf_counter() - started)
    outcome = Outcome(
        path, worked.state, worked.findings, worked.figures, worked.money, snippets=worked.snippets
    )
    if worked.data is not None and target is not None:
        is_result = worked.state is State.OK
        target = target if is_result else marked_path(path, target.parent)
        try:
            write_whole(target, worked.data)
            outcome = replace(outcome, path=target) if is_result else replace(outcome, marked=target)
        except OSError as error:
            found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=reason(error))
            outcome = replace(outcome, state=State.UNREADABLE, findings=(found, *worked.findings), money=None)
    return replace(outcome, seconds=time.perf_counter() - started)


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


def write_whole(target: Path, data: bytes) -> None:
    """All of the bytes or none: a temporary file in the same folder, synced, then put in place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".xltool-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and path.suffix.lower() in SUFFIXES
        and not path.name.startswith(("~$", "."))
        and not path.stem.endswith((RESULT_ENDING, MARKED_ENDING))
    )


def run(
    paths: Sequence[Path],
    *,
    write: bool,
    out: Path | None,
    jobs: int | None = None,
    seconds: float | None = None,
    megabytes: int | None = None,
) -> Iterator[Outcome]:
    """The outcome of each workbook, in order; one bad workbook stops no other, and no two share a result.

    `jobs` workbooks at a time, by default as many as there are cores; a few are done sooner by one. A workbook may
    take so many seconds and megabytes.
    """
    jobs = min(jobs or _cores(), max(1, len(paths) // _FEW) if jobs is None else len(paths))
    targets: dict[Path, Path] = {}
    for path in paths if write else ():
        targets.setdefault(result_path(path, out).absolute(), path)

    def one(path: Path) -> Outcome:
        target = result_path(path, out) if write else None
        if target and (taken := targets[target.absolute()]) is not path:
            why = f"det är redan resultatet av {taken}"
            found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=why)
            return Outcome(path, State.UNREADABLE, (found,))
        try:
            return _on_file(path, target, desk)
        except (
            Exception
        ) as error:  # a mistake of our own in one workbook must not cost the others their result
            found = codes.OWN_FAULT.at(None, name=shown_name(path))
            crash = error.stack if isinstance(error, FaultError) else stack_of(error)
            return Outcome(path, State.UNREADABLE, (found,), crash=crash)

    with Desk(jobs, seconds=seconds, megabytes=megabytes) as desk:
        if jobs <= 1:
            yield from map(one, paths)
        else:
            desk.warm()
            yield from _in_parallel(one, paths, jobs)


_FEW = 4  # a worker's start costs as much as some workbooks


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


# --- an error of our own -------------------------------------------------------------------------------------

FAULT_REPORT = "xltool-felrapport.txt"


def write_fault_report(stacks: Iterable[str]) -> Path | None:
    """Writes where in xltool the errors came from, with no word of the workbooks, to the current folder, or where
    that is closed to the one for temporary files; None where neither can be written."""
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


def template_bytes(filling: Filling) -> bytes:
    """A workbook in the standard template: blank, or filled in."""
    from xltool.excel.layout import plan
    from xltool.excel.write import Properties, workbook_bytes

    pages = template_pages(filling)
    model = Model(t for page in pages for t in page.tables)
    # Amounts are shown as they are entered, in kronor too: nobody should type into a scaled cell.
    properties = Properties(
        f"Budget och utfall {filling.year}", f"xltool {__version__}", datetime(2000, 1, 1)
    )
    return workbook_bytes(plan(pages, model, Money(Unit.TKR)), properties)


def write_template(path: Path, year: int) -> None:
    """The blank standard template; raises UsageError where a file is in the way, OSError where it cannot be written."""
    if path.exists():
        raise UsageError(f"{path} finns redan. Välj ett annat namn, eller flytta filen först.")
    write_whole(path, template_bytes(Filling(year)))
