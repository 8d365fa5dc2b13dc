"""The use cases, each readable in one screen: find the workbooks, read, check, compute, write.

What is found wrong in the data is a value (`Outcome.findings`); wrong usage raises `UsageError` with its own sentence.
"""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from xltool.core import codes
from xltool.core.additions import NOTHING_ADDED
from xltool.core.finding import Finding, Severity, has_errors
from xltool.core.grid import RawBook
from xltool.core.model import Model
from xltool.core.units import Money, Unit
from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.kinds import MEMORY
from xltool.kinds.additions import bring, naming, row_keys
from xltool.kinds.board import Board, read_board
from xltool.kinds.control import Provenance
from xltool.kinds.keeping import OURS, Kept, Previous, Wins, keep, nothing_kept
from xltool.kinds.next_year import next_year
from xltool.kinds.result import Result, build_result
from xltool.kinds.template import Filling, template_pages
from xltool.kinds.text import typed_sentences
from xltool.shelf import (
    MARKED_ENDING,
    RESULT_ENDING,
    free_name,
    is_open_elsewhere,
    is_own_work,
    keep_version,
    put_away,
    write_whole,
)
from xltool.standing import Standing, standing

DROP_FOLDER, RESULT_FOLDER = Path("workbooks/in"), Path("workbooks/ut")
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


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may be told: the folder of the results, whether their formulas are locked, whose figure counts
    where somebody changed one in a result, and how many replaced versions are kept."""

    out: Path | None = None
    protect: bool = False
    wins: Wins = Wins.NOBODY
    keep: int = 10


DEFAULT = Options()


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


def work(
    data: bytes, name: str, *, write: bool, options: Options = DEFAULT, previous: bytes | None = None
) -> Work:
    """Reads, checks, computes and, if `write`, draws: a pure function of its arguments. What people wrote in the
    `previous` result comes along."""
    from xltool.excel.read import read_workbook

    book, found = read_workbook(data, name)
    if book is None:
        return Work(State.UNREADABLE, tuple(found))
    board = read_board(book)
    board = replace(board, findings=(*found, *board.findings))
    if board.has_errors or board.operating is None:
        marked = _marked(data, board.findings) if write else None
        return Work(State.ERRORS, board.findings, board, data=marked, book=book)
    kept = nothing_kept(board)
    earlier = None
    if previous is not None:
        earlier = _previous(previous)
        if earlier is None:
            why = "Den är ingen arbetsbok som xltool kan läsa."
            kept = replace(kept, findings=(codes.PREVIOUS_UNREADABLE.at(None, why=why),))
        else:
            kept = keep(board, earlier, options.wins)
    provenance = Provenance(name, hashlib.sha256(data).hexdigest(), book.saved, __version__)
    if earlier is not None and earlier.additions != NOTHING_ADDED and not has_errors(kept.findings):
        plain = build_result(kept.board, provenance, kept)  # tells which rows there are to follow
        kept = bring(kept, earlier.additions, plain.tables)
    board = replace(kept.board, findings=(*board.findings, *kept.findings))
    if has_errors(kept.findings):
        return Work(State.ERRORS, board.findings, board, book=book)
    result = build_result(board, provenance, kept)
    drawn = _draw(result, board, book.saved, kept, protect=options.protect) if write else None
    return Work(State.OK, result.findings, board, result, drawn, book)


def _previous(data: bytes) -> Previous | None:
    """The result before, as it stands now."""
    from xltool.excel.additions import additions_in, ours_alone
    from xltool.excel.read import cells_with_formulas, read_workbook, saved_by_xltool

    book, _ = read_workbook(data, "")
    if book is None:
        return None
    ours, more = ours_alone(book, MEMORY)
    additions = NOTHING_ADDED
    if more or not saved_by_xltool(data) or not OURS.issuperset(s.name for s in book.sheets):
        additions = additions_in(data, book, OURS, MEMORY)
    return Previous(ours, typed_sentences(ours, cells_with_formulas(data, "Rapporttext")), additions)


def _marked(data: bytes, findings: Sequence[Finding]) -> bytes | None:
    """The marked copy; None for the older formats, whose parts cannot be patched."""
    from xltool.excel.mark import marked_copy

    try:
        return marked_copy(data, findings)
    except ValueError:
        return None


def _draw(result: Result, board: Board, saved: str, kept: Kept, *, protect: bool) -> bytes:
    from xltool.excel.layout import plan
    from xltool.excel.own import own_sheet, place_columns
    from xltool.excel.write import Properties, workbook_bytes
    from xltool.excel.written import record

    title = f"{board.settings.board or 'Nämnden'} {board.settings.year or ''}".strip()
    created = datetime.strptime(saved, "%Y-%m-%d %H:%M") if saved else datetime(2000, 1, 1)
    properties = Properties(
        title, "Resultat: budget mot utfall", f"xltool {__version__}", board.settings.board, created
    )
    *shown, memory = plan(result.pages, result.model, board.money)
    keys = row_keys(result.tables)
    memory.cells += record(shown, keys)  # of what is ours alone, so that people's own is known the next time
    place_columns(shown, kept.columns, keys)
    sheets = [*shown, *map(own_sheet, kept.sheets), memory]
    return workbook_bytes(sheets, properties, protect=protect)


# --- a file --------------------------------------------------------------------------------------------------


def check_file(path: Path) -> Outcome:
    """Every check, and nothing written."""
    started = time.perf_counter()
    data = _read(path)
    if isinstance(data, Finding):
        return Outcome(path, State.UNREADABLE, (data,))
    return _timed(_outcome(path, work(data, shown_name(path), write=False)), started)


def process_file(path: Path, options: Options = DEFAULT) -> Outcome:
    """The workbook's result, written where `options` or DOMAIN says. What people wrote in the result before comes
    along, and that result is kept where somebody changed it."""
    started = time.perf_counter()
    target = result_path(path, options.out)
    before = _standing(target)
    for _ in range(_TRIES):
        data = _read(path)
        if isinstance(data, Finding) or isinstance(before, Finding):
            found = data if isinstance(data, Finding) else before
            assert isinstance(found, Finding)
            state = State.ERRORS if found.code is codes.TWO_EDITED else State.UNREADABLE
            return Outcome(path, state, (found,))
        done = work(data, shown_name(path), write=True, options=options, previous=before.data)
        now = _standing(target)
        if now == before:
            break
        before = now  # somebody saved the result while we worked, and that must come along too
    else:
        found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason="den ändras hela tiden")
        return Outcome(path, State.UNREADABLE, (found,))
    return _timed(_put_in_place(path, target, done, before, options), started)


def _standing(target: Path) -> Standing | Finding:
    try:
        return standing(target)
    except OSError as error:
        return codes.UNREADABLE_FILE.at(None, name=Path(error.filename or target).name, reason=reason(error))


_TRIES = 20


def _read(path: Path) -> bytes | Finding:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return codes.MISSING_FILE.at(None, name=path.name)
    except OSError as error:
        return codes.UNREADABLE_FILE.at(None, name=path.name, reason=reason(error))


def _outcome(path: Path, done: Work) -> Outcome:
    findings = done.findings
    if is_open_elsewhere(path):
        findings = (*findings, codes.INPUT_OPEN.at(None, name=path.name))
    return Outcome(path, done.state, findings, done.board, done.result, book=done.book)


def _timed(outcome: Outcome, started: float) -> Outcome:
    return replace(outcome, seconds=time.perf_counter() - started)


def _put_in_place(path: Path, target: Path, done: Work, before: Standing, options: Options) -> Outcome:
    """The result or the marked copy written; the result before kept where somebody changed it."""
    outcome = _outcome(path, done)
    if done.data is None:
        return outcome
    is_result = done.state is State.OK
    target = target if is_result else marked_path(path, target.parent)
    said: list[Finding] = []
    beside = before.path != target
    version = None
    try:
        if is_result and before.data is not None and not beside and _worth_keeping(before.data, done):
            version = keep_version(target, before.data, options.keep)
            said.append(codes.VERSION_KEPT.at(None, name=version.name))
        written = _write_beside(target, done.data)
        if is_result and before.data is not None and beside:
            # Kept only now: until the new result stands, what was written beside is the only place for it.
            version = keep_version(target, before.data, options.keep, before.path)
            put_away(before.path, before.data)
            names = {"other": before.path.name, "name": target.name, "written": written.name}
            said.append(codes.BESIDE_TAKEN.at(None, version=version.name, **names))
    except OSError as error:
        found = codes.UNWRITABLE_RESULT.at(None, name=target.name, reason=reason(error))
        return replace(
            outcome, state=State.UNREADABLE, findings=(found, *said, *outcome.findings), result=None
        )
    if written != target:
        said.append(codes.RESULT_LOCKED.at(None, name=target.name, other=written.name))
    findings = naming(outcome.findings, version.name) if version else outcome.findings
    outcome = replace(outcome, findings=(*findings, *said))
    return replace(outcome, path=written) if is_result else replace(outcome, marked=written)


def _write_beside(target: Path, data: bytes) -> Path:
    """Where the bytes were written: the target, or a name beside it where somebody has the target open."""
    if not is_open_elsewhere(target):
        try:
            write_whole(target, data)
        except PermissionError:  # Windows' sharing violation
            if not target.exists():
                raise
        else:
            return target
    other = free_name(target)
    write_whole(other, data)
    return other


def _worth_keeping(data: bytes, done: Work) -> bool:
    """Whether somebody has changed the result, or a finding says that something is left in it."""
    from xltool.excel.read import saved_by_xltool

    return not saved_by_xltool(data) or any(codes.KEPT_VERSION in f.message for f in done.findings)


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
        and not is_own_work(path)
    )


def run(paths: Iterable[Path], *, write: bool, options: Options = DEFAULT) -> Iterator[Outcome]:
    """The outcome of each workbook, in order; one bad workbook stops no other, and no two share a result."""
    targets: dict[Path, Path] = {}
    for path in paths:
        taken = targets.setdefault(result_path(path, options.out).absolute(), path) if write else path
        if taken is not path:
            why = f"det är redan resultatet av {taken}"
            found = codes.UNWRITABLE_RESULT.at(None, name=result_path(path, options.out).name, reason=why)
            yield Outcome(path, State.UNREADABLE, (found,))
            continue
        try:
            yield process_file(path, options) if write else check_file(path)
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


# --- the template --------------------------------------------------------------------------------------------


def template_bytes(filling: Filling) -> bytes:
    """A workbook in the standard template: blank, or filled in."""
    from xltool.excel.layout import plan
    from xltool.excel.write import Properties, workbook_bytes

    pages = template_pages(filling)
    model = Model(t for page in pages for t in page.tables)
    # Amounts are shown as they are entered, in kronor too: nobody should type into a scaled cell.
    properties = Properties(
        f"Budget och utfall {filling.year}", "Standardmall", f"xltool {__version__}", "", datetime(2000, 1, 1)
    )
    return workbook_bytes(plan(pages, model, Money(Unit.TKR)), properties)


def write_template(path: Path, year: int | None, source: Path | None = None) -> Path:
    """The standard template, blank or with the lines, goals and members of the `source`; the year is the next one
    where none is said. Returns where it was written; raises UsageError where a file is in the way or the source
    has errors, OSError where it cannot be written."""
    filling = _from_last_year(source, year) if source else Filling(year or date.today().year)
    if path == Path():
        path = Path(f"budget-{filling.year}.xlsx")
    if path.exists():
        raise UsageError(f"{path} finns redan. Välj ett annat namn, eller flytta filen först.")
    write_whole(path, template_bytes(filling))
    return path


def _from_last_year(source: Path, year: int | None) -> Filling:
    outcome = check_file(source)
    board = outcome.board
    if board is None or has_errors(outcome.findings):
        raise UsageError(
            f"{source} går inte att utgå från, för den har fel. Kör xltool check {source} och rätta dem först."
        )
    last = board.settings.year or date.today().year
    if year is not None and year <= last:
        raise UsageError(f"{source} gäller {last}. Välj ett senare år med --year.")
    return next_year(board, year or last + 1)
