"""One workbook without a disk: bytes in, bytes and findings out. Pure functions of their arguments, which any process may run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.cells import RawBook
from xltool.core.memos import MEMORY, Memo
from xltool.core.swedish import listed
from xltool.core.units import Money
from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.intake.preflight import Inspected, inspect
from xltool.rerun.kept import EARLIER_NAME, Kept, nothing_kept, reminded
from xltool.rerun.lineage import Lineage
from xltool.rerun.remembered import decisions_memo, input_memo, ledger_memo
from xltool.rerun.row_keys import row_keys
from xltool.rerun.same_run import run_memo, said_by
from xltool.result.control import Provenance
from xltool.result.figures import figures
from xltool.result.result import Result, build_result
from xltool.result.unmatched_list import UNMATCHED_TABLE
from xltool.running.outcome import NOWHERE, Choices, ResultPlace, Snippets, State
from xltool.running.own_files import own_book
from xltool.sheets.board import LONG_NAMES, Board, read_board
from xltool.terminal.snippet import snippets
from xltool.terminal.workbook_object import NO_FIGURES, BoardFigures

if TYPE_CHECKING:
    from xltool.rerun.earlier_result import EarlierResult
    from xltool.rerun.wins import Wins

DEFAULT = Choices()
_MOST_NAMED = 5


class Work(Struct, frozen=True):
    """What a workbook's bytes came to. `data` is the result workbook, or where there are errors the marked copy,
    where one is wanted and possible; `is_changed` is whether somebody has changed the earlier result."""

    state: State
    findings: tuple[Finding, ...]
    board: Board | None = None
    result: Result | None = None
    data: bytes | None = None
    book: RawBook | None = None
    is_changed: bool = False


class Done(Struct, frozen=True):
    """`Work` as plain data that can leave a worker. `figures` are parts of the JSON object, `money` how
    amounts are shown, None where an error stands in the way of a result. `snippets` are the rows around the findings'
    cells, `saved` is when the file says that it was last saved, `is_changed` whether somebody has changed the earlier
    result."""

    state: State
    findings: tuple[Finding, ...]
    figures: BoardFigures = NO_FIGURES
    money: Money | None = None
    snippets: Snippets = field(default_factory=dict)
    data: bytes | None = None
    saved: str = ""
    is_changed: bool = False


def done(
    file: Inspected, earlier: Inspected | None, *, write: bool, choices: Choices, place: ResultPlace
) -> Done:
    """`work_on`, boiled down to what is shown and written."""
    worked = work_on(file, earlier, write=write, choices=choices, place=place)
    whole = worked.board is not None and worked.result is not None
    own = own_book(worked.book) if write and worked.book else None
    told = [codes.OWN_FILE.at(None, name=file.name, what=own.value, result=place.name)] if own else []
    return Done(
        worked.state,
        (*worked.findings, *told),
        figures(worked.board, worked.result),
        worked.board.money if whole and worked.board else None,
        snippets(worked.findings, worked.book) if worked.book else {},
        worked.data,
        worked.book.saved if worked.book else "",
        worked.is_changed,
    )


def work(
    data: bytes,
    name: str,
    *,
    write: bool,
    choices: Choices = DEFAULT,
    previous: bytes | None = None,
    place: ResultPlace = NOWHERE,
) -> Work:
    """`work_on` files that nobody has inspected yet."""
    earlier = inspect(previous, EARLIER_NAME) if previous is not None else None
    return work_on(inspect(data, name), earlier, write=write, choices=choices, place=place)


def work_on(
    file: Inspected,
    before: Inspected | None,
    *,
    write: bool,
    choices: Choices = DEFAULT,
    place: ResultPlace = NOWHERE,
) -> Work:
    """Reads, checks, computes and, if `write`, draws: a pure function of its arguments. What people wrote in the result
    `before` comes along; `place` is where the new one will stand."""
    data, name, seen = file.data, file.name, file.seen
    if seen.kind is None:  # refused, and no library needs to be loaded for that
        return Work(State.UNREADABLE, seen.findings)
    from xltool.intake.workbook_reader import read_workbook

    book, found = read_workbook(data, name, seen, LONG_NAMES)
    if book is None:
        return Work(State.UNREADABLE, tuple(found))
    board = read_board(book)
    board = replace(board, findings=(*found, *board.findings))
    if board.has_errors or board.operating is None:
        marked = _marked(data, board.findings) if write else None
        return Work(State.ERRORS, board.findings, board, data=marked, book=book)
    provenance = Provenance(name, hashlib.sha256(data).hexdigest(), book.saved, __version__)
    return _made(board, book, provenance, before, write=write, choices=choices, place=place)


def _made(
    board: Board,
    book: RawBook,
    provenance: Provenance,
    before: Inspected | None,
    *,
    write: bool,
    choices: Choices,
    place: ResultPlace,
) -> Work:
    """The result of a board without errors, with what people wrote in the one `before`."""
    said_by_input, earlier, kept = board, None, nothing_kept(board)
    run = _run(provenance, choices, place.name)
    if before is not None:
        from xltool.rerun.earlier_result import EarlierResult

        earlier = EarlierResult(before)
        kept = _kept(board, earlier, choices.wins, provenance)
        said = said_by(run, earlier.memos) if earlier.is_untouched and not earlier.problem else None
        kept = kept if said is None else replace(kept, findings=said)
    board = replace(kept.board, findings=(*board.findings, *kept.findings))
    if has_errors(kept.findings):
        return Work(State.ERRORS, board.findings, board, book=book)
    try:
        result = build_result(
            board, provenance, sentences=kept.sentences, unmatched=kept.unmatched, by=choices.by
        )
    except UsageError as error:  # another workbook of the batch may well have the column
        found = [codes.NO_SUCH_COLUMN.at(None, reason=error)]
        return Work(State.ERRORS, (*found, *board.findings), board, book=book)
    if not write:
        return Work(State.OK, result.findings, board, result, book=book)
    follows = earlier if earlier and not kept.apart else None
    lineage = follows.lineage_of(place.name) if follows else Lineage(place.name)
    # A result that is laid aside for another board's is kept as a version too.
    seen = place.kept | ({earlier.digest} if earlier and kept.apart else frozenset())
    lineage = lineage.beside(seen)
    about_run = (lineage.memo(), run_memo(run, kept.findings))
    drawn = _draw(result, board, book.saved, kept, about_run, protect=choices.protect)
    if kept.decided and (stop := _next_stop(drawn, said_by_input, kept, provenance)):
        return Work(State.ERRORS, (stop, *said_by_input.findings), board, book=book)
    is_changed = earlier is not None and not earlier.is_untouched
    return Work(State.OK, result.findings, board, result, drawn, book, is_changed)


def _run(provenance: Provenance, choices: Choices, result_name: str) -> str:
    """All that decides what a result holds besides what people wrote in the one before."""
    said = (
        provenance.sha256,
        provenance.file,
        provenance.version,
        choices.protect,
        choices.wins.value,
        choices.by,
    )
    return hashlib.sha256(repr((*said, result_name)).encode()).hexdigest()[:32]


def _kept(board: Board, earlier: EarlierResult, wins: Wins, provenance: Provenance) -> Kept:
    """The board with what people wrote in the earlier result, or why it has to wait."""
    from xltool.rerun.keep import keep

    if earlier.problem is not None:
        return replace(nothing_kept(board), findings=(earlier.problem,))
    kept = keep(board, earlier, wins)
    kept = replace(kept, findings=(*kept.findings, *earlier.findings))
    if earlier.additions is not None and not (kept.apart or has_errors(kept.findings)):
        from xltool.rerun.additions.bring_along import bring

        # Tells which rows there are to follow.
        plain = build_result(kept.board, provenance, sentences=kept.sentences, unmatched=kept.unmatched)
        kept = bring(kept, earlier.additions, plain.tables)
    return reminded(kept)


def _next_stop(drawn: bytes, board: Board, kept: Kept, provenance: Provenance) -> Finding | None:
    """Why the next run could not read the result, whose figures people have decided, beside what the input says."""
    from xltool.rerun.earlier_result import EarlierResult
    from xltool.rerun.wins import Wins

    again = _kept(board, EarlierResult(inspect(drawn, EARLIER_NAME)), Wins.NOBODY, provenance)
    stop = next((found for found in again.findings if found.is_error), None)
    if stop is None:
        return None
    places = listed([place.words for place in kept.decided][:_MOST_NAMED])
    return codes.DECIDED_UNREADABLE.at(None, places=places, why=dict(stop.fields).get("why", stop.message))


def _marked(data: bytes, findings: Sequence[Finding]) -> bytes | None:
    """The marked copy; None for the older formats, whose parts cannot be patched."""
    from xltool.marking.marked_copy import marked_copy

    try:
        return marked_copy(data, findings)
    except ValueError:
        return None


def _draw(
    result: Result, board: Board, saved: str, kept: Kept, of_run: Sequence[Memo], *, protect: bool
) -> bytes:
    from xltool.drawing.layout import plan
    from xltool.drawing.writer import Properties, workbook_bytes
    from xltool.rerun.fingerprints import colours_memo, names_memo, parts_memo, record
    from xltool.rerun.memory_sheet import memory_sheet
    from xltool.rerun.waiting import waiting_memo

    title = f"{board.settings.board or 'Nämnden'} {board.settings.year or ''}".strip()
    properties = Properties(
        title, "Resultat: budget mot utfall", f"xltool {__version__}", board.settings.board, made_time(saved)
    )
    shown = plan(result.pages, result.model, board.money)
    keys = row_keys(result.board)
    # Of what is ours alone, so that people's own is known the next time.
    recorded_rows = record(shown, {**keys, UNMATCHED_TABLE: {}})
    about = (parts_memo(shown), names_memo(shown), colours_memo(shown))
    memos = [input_memo(kept.base), *about, *of_run, *recorded_rows]
    if kept.decided:
        memos.append(decisions_memo(kept.decided))
    if kept.unmatched:
        memos.append(waiting_memo(kept.unmatched))
    if board.details is not None:
        memos.append(ledger_memo(board.details.digests(), board.details.table.size))
    if kept.columns or kept.sheets:
        from xltool.rerun.additions.place_again import place_columns, user_sheets

        place_columns(shown, kept.columns, keys)
        shown += user_sheets(kept.sheets, [*(s.name for s in shown), MEMORY])
    sheets = [*shown, memory_sheet(MEMORY, memos)]
    return workbook_bytes(sheets, properties, protect=protect)


def made_time(saved: str) -> datetime:
    """When a workbook is said to be made, from when its input was saved: the same input, the same bytes."""
    return datetime.fromisoformat(saved) if saved else datetime(2000, 1, 1)
