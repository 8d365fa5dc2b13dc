"""The use cases, each readable in one screen: find the workbooks, read, check, compute, write.

What is found wrong in the data is a value (`Outcome.findings`); wrong usage raises `UsageError` with its own sentence.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from xltool.core import codes
from xltool.core.finding import Finding, Severity, has_errors
from xltool.core.grid import RawBook
from xltool.core.model import Model
from xltool.core.units import Money, Unit
from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.kinds.board import LONG_NAMES, Board, read_board
from xltool.kinds.control import Provenance
from xltool.kinds.result import Result, build_result
from xltool.kinds.template import Filling, template_pages

DROP_FOLDER, RESULT_FOLDER = Path("workbooks/in"), Path("workbooks/ut")
RESULT_ENDING, MARKED_ENDING = "-resultat", "-granskad"
OVERVIEW_NAME = "Översikt.xlsx"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


class State(Enum):
    """What became of a workbook; the value is the word in JSON."""

    OK = "ok"
    ERRORS = "errors"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A workbook's outcome. `result` is None where an error stands in its way, `path` where no result was written,
    `marked` where no marked copy was, `board` where the file could not be read at all. `seconds` is how long it took. `crash` is the stack of an
    error in xltool itself, `book` the cells as they were read."""

    file: Path
    state: State
    findings: tuple[Finding, ...]
    board: Board | None = None
    result: Result | None = None
    path: Path | None = None
    marked: Path | None = None
    seconds: float = 0.0
    crash: str = ""
    book: RawBook | None = None


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


def work(data: bytes, name: str, *, write: bool, by: str = "") -> Work:
    """Reads, checks, computes and, if `write`, draws: a pure function of the bytes, the file's name and the options.
    `by` names a column of Underlag to show the sums of."""
    from xltool.excel.read import read_workbook

    book, found = read_workbook(data, name, LONG_NAMES)
    if book is None:
        return Work(State.UNREADABLE, tuple(found))
    board = read_board(book)
    board = replace(board, findings=(*found, *board.findings))
    if board.has_errors or board.operating is None:
        marked = _marked(data, board.findings) if write else None
        return Work(State.ERRORS, board.findings, board, data=marked, book=book)
    provenance = Provenance(name, hashlib.sha256(data).hexdigest(), book.saved, __version__)
    try:
        result = build_result(board, provenance, by)
    except UsageError as error:  # another workbook of the batch may well have the column
        return Work(
            State.ERRORS, (codes.NO_SUCH_COLUMN.at(None, reason=error), *board.findings), board, book=book
        )
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


def process_file(path: Path, out: Path | None = None, by: str = "") -> Outcome:
    """The workbook's result, written to `out` or where DOMAIN says."""
    return _on_file(path, result_path(path, out), by)


def _on_file(path: Path, target: Path | None, by: str = "") -> Outcome:
    started = time.perf_counter()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Outcome(path, State.UNREADABLE, (codes.MISSING_FILE.at(None, name=path.name),))
    except OSError as error:
        found = codes.UNREADABLE_FILE.at(None, name=path.name, reason=reason(error))
        return Outcome(path, State.UNREADABLE, (found,))
    done = work(data, shown_name(path), write=target is not None, by=by)
    outcome = Outcome(path, done.state, done.findings, done.board, done.result, book=done.book)
    if done.data is not None and target is not None:
        is_result = done.state is State.OK
        target = target if is_result else marked_path(path, target.parent)
        try:
            write_whole(target, done.data)
            outcome = replace(outcome, path=target) if is_result else replace(outcome, marked=target)
        except OSError as error:
            found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=reason(error))
            outcome = replace(outcome, state=State.UNREADABLE, findings=(found, *done.findings), result=None)
    return replace(outcome, seconds=time.perf_counter() - started)


def shown_name(path: Path) -> str:
    """The file's name as text, also where it is not valid in the file system's encoding."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def result_path(path: Path, out: Path | None) -> Path:
    """`NAME-resultat.xlsx`: in `out`, in workbooks/ut for a file in the drop folder, else beside its input."""
    folder = out or path.parent
    if out is None and path.parent.parts[-2:] == DROP_FOLDER.parts:
        folder = path.parent.parent / RESULT_FOLDER.name
    elif out is None and path.resolve().parent == DROP_FOLDER.resolve():
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
    FileExistsError: "en fil med samma namn är i vägen för mappen",
}


def reason(error: OSError) -> str:
    """Why the operating system said no, in Swedish."""
    known = next((words for kind, words in _REASONS.items() if isinstance(error, kind)), None)
    if known is None and error.errno == 28:
        known = "disken är full"
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
        if not path.is_dir():
            found.append(path)
        elif inside := _in_folder(path):
            found += inside
        else:
            raise UsageError(f"Mappen {path} innehåller ingen arbetsbok (.xlsx eller .xlsm).")
    return list(dict.fromkeys(found))


def _in_folder(folder: Path) -> list[Path]:
    """The folder's workbooks by name; no results, no marked copies, no lock files."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and path.suffix.lower() in SUFFIXES
        and not path.name.startswith(("~$", "."))
        and path.name != OVERVIEW_NAME
        and not path.stem.endswith((RESULT_ENDING, MARKED_ENDING))
    )


def run(paths: Iterable[Path], *, write: bool, out: Path | None, by: str = "") -> Iterator[Outcome]:
    """The outcome of each workbook, in order; one bad workbook stops no other, and no two share a result."""
    targets: dict[Path, Path] = {}
    for path in paths:
        taken = targets.setdefault(result_path(path, out).absolute(), path) if write else path
        if taken is not path:
            why = f"det är redan resultatet av {taken}"
            found = codes.UNWRITABLE_RESULT.at(None, name=result_path(path, out).name, reason=why)
            yield Outcome(path, State.UNREADABLE, (found,))
            continue
        try:
            yield process_file(path, out, by) if write else check_file(path)
        except Exception:  # a mistake of our own in one workbook must not cost the others their result
            found = codes.OWN_FAULT.at(None, name=shown_name(path))
            yield Outcome(path, State.UNREADABLE, (found,), crash=traceback.format_exc())


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
    """The folder's workbooks, a result instead of its input where both are there.

    Raises UsageError where there is none.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder} är ingen mapp. Skriv mappen med arbetsböckerna: xltool overview workbooks/ut"
        )
    every = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES)
    boards = [p for p in every if not p.name.startswith(("~$", ".")) and p.name != OVERVIEW_NAME]
    done = {p.stem.removesuffix(RESULT_ENDING) for p in boards if p.stem.endswith(RESULT_ENDING)}
    found = [p for p in boards if not p.stem.endswith(MARKED_ENDING) and p.stem not in done]
    if not found:
        raise UsageError(f"Mappen {folder} innehåller ingen arbetsbok (.xlsx eller .xlsm).")
    return found


def write_overview(folder: Path, outcomes: Sequence[Outcome]) -> Path:
    """`Översikt.xlsx` in the folder, over the workbooks' outcomes; raises OSError where it cannot be written."""
    from xltool.excel.layout import plan
    from xltool.excel.write import Properties, workbook_bytes
    from xltool.kinds.figures import figures
    from xltool.kinds.overview import MONEY, TITLE, Entry, overview_model, overview_pages

    entries = [Entry(shown_name(o.file), figures(o.board, o.result), o.findings) for o in outcomes]
    pages = overview_pages(entries, shown_name(folder.resolve()))
    newest = max((o.book.saved for o in outcomes if o.book and o.book.saved), default="")
    created = datetime.strptime(newest, "%Y-%m-%d %H:%M") if newest else datetime(2000, 1, 1)
    properties = Properties(TITLE, f"xltool {__version__}", created)
    target = folder / OVERVIEW_NAME
    write_whole(target, workbook_bytes(plan(pages, overview_model(pages), MONEY), properties))
    return target


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
