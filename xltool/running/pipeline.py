"""One workbook without a disk: bytes in, bytes and findings out. Pure functions of their arguments, which any process may run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.cells import RawBook
from xltool.core.document import Report
from xltool.core.units import Money
from xltool.core.usage import UsageError
from xltool.core.version import __version__
from xltool.files.result_names import TRANSLATION
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.intake.preflight import Door, Inspected, inspect
from xltool.intake.sensitivity_labels import sensitivity_of
from xltool.rerun.kept import EARLIER_NAME, Kept
from xltool.rerun.same_run import run_memo
from xltool.result.build_result import build_result
from xltool.result.control import Provenance
from xltool.result.figures import figures
from xltool.result.result import Result
from xltool.running.drawn_result import drawn_result, placed
from xltool.running.kept_work import (
    columns_by,
    is_made,
    kept_from,
    lineage_after,
    looked_at_again,
    next_stop,
    run_of,
)
from xltool.running.ledger_beside import ledger_of
from xltool.running.outcome import NOWHERE, Choices, DrawnAnswer, MadeReport, ResultPlace, Snippets, State
from xltool.running.own_files import own_book
from xltool.running.translation_file import origin_of, translation_of
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.crossed.split import column_named
from xltool.sheets.sheets_found import is_long
from xltool.terminal.snippet import snippets
from xltool.terminal.workbook_object import NO_FIGURES, BoardFigures

if TYPE_CHECKING:
    from xltool.rerun.answers import Answer

DEFAULT = Choices()


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
    answers: tuple[DrawnAnswer, ...] = ()
    answers_kept: frozenset[str] = frozenset()


class Done(Struct, frozen=True):
    """`Work` as plain data that can leave a worker. `figures` are parts of the JSON object, `money` how
    amounts are shown, None where an error stands in the way of a result. `snippets` are the rows around the findings'
    cells, `saved` is when the file says that it was last saved, `is_changed` whether somebody has changed the earlier
    result, `report` the document in Word where one is wanted, `described` what would stand in it; `answers` are
    the workbooks for those who explain, and `answers_kept` the earlier ones that hold more than comments."""

    state: State
    findings: tuple[Finding, ...]
    figures: BoardFigures = NO_FIGURES
    money: Money | None = None
    snippets: Snippets = field(default_factory=dict)
    data: bytes | None = None
    saved: str = ""
    is_changed: bool = False
    report: MadeReport | None = None
    described: Report | None = None
    answers: tuple[DrawnAnswer, ...] = ()
    answers_kept: frozenset[str] = frozenset()


def done(
    file: Inspected,
    earlier: Inspected | None,
    translation: Inspected | None,
    ledger: Inspected | None,
    last: Inspected | None,
    document: Inspected | None = None,
    *answers: Inspected | None,
    write: bool,
    choices: Choices,
    place: ResultPlace,
) -> Done:
    """`work_on`, boiled down to what is shown and written. The `document` is what the report goes into, where one is wanted
    and there is one."""
    worked = work_on(
        file, earlier, translation, ledger, last, *answers, write=write, choices=choices, place=place
    )
    whole = worked.board is not None and worked.result is not None
    own = own_book(worked.book) if write and worked.book else None
    told = [codes.OWN_FILE.at(None, name=file.name, what=own.value, result=place.name)] if own else []
    report = None
    if choices.report and worked.state is State.OK and worked.result is not None:
        from xltool.running.made_report import made_report

        report = made_report(worked.result, document, choices, worked.book.saved if worked.book else "")
        told += report.findings
    return Done(
        worked.state,
        (*worked.findings, *told),
        figures(worked.board, worked.result),
        worked.board.money if whole and worked.board else None,
        snippets(worked.findings, worked.book) if worked.book else {},
        worked.data,
        worked.book.saved if worked.book else "",
        worked.is_changed,
        report,
        _described(worked) if choices.describe else None,
        worked.answers,
        worked.answers_kept,
    )


def _described(worked: Work) -> Report | None:
    if worked.result is None or worked.state is not State.OK:
        return None
    from xltool.result.report_document import report_document

    return report_document(worked.result)


def work(
    data: bytes,
    name: str,
    *,
    write: bool,
    choices: Choices = DEFAULT,
    previous: bytes | None = None,
    place: ResultPlace = NOWHERE,
    translation: bytes | None = None,
    ledger: tuple[bytes, str] | None = None,
    last: tuple[bytes, str] | None = None,
) -> Work:
    """`work_on` files that nobody has inspected yet."""
    year_before = inspect(*last) if last is not None else None
    books = inspect(*ledger, Door.LEDGER) if ledger is not None else None
    earlier = inspect(previous, EARLIER_NAME) if previous is not None else None
    table = inspect(translation, f"{TRANSLATION}.xlsx") if translation is not None else None
    file = inspect(data, name)
    return work_on(file, earlier, table, books, year_before, write=write, choices=choices, place=place)


def work_on(
    file: Inspected,
    before: Inspected | None,
    translation: Inspected | None = None,
    ledger: Inspected | None = None,
    last: Inspected | None = None,
    *answers: Inspected | None,
    write: bool,
    choices: Choices = DEFAULT,
    place: ResultPlace = NOWHERE,
) -> Work:
    """Reads, checks, computes and, if `write`, draws: a pure function of its arguments. What people wrote in the result
    `before` comes along, `translation` is the taught table beside the workbook, `ledger` the file that is its Underlag,
    `last` last year's workbook, `answers` are the workbooks of those who explain; `place` is where the new result will stand."""
    data, name, seen = file.data, file.name, file.seen
    if seen.kind is None:  # refused, and no library needs to be loaded for that
        return Work(State.UNREADABLE, seen.findings)
    from xltool.intake.workbook_reader import read_workbook

    book, found = read_workbook(data, name, seen, is_long)
    if book is None:
        return Work(State.UNREADABLE, tuple(found))
    table, lost = translation_of(translation, book)
    if lost:
        return Work(State.UNREADABLE, lost, book=book)
    books, said = ledger_of(ledger, named=choices.ledger_named) if ledger is not None else (None, ())
    if has_errors(said):
        return Work(State.ERRORS, said, book=book)
    board = read_board(book, table, books)
    board = replace(board, findings=(*found, *said, *board.findings))
    if board.has_errors or board.operating is None:
        marked = _marked(data, board.findings) if write else None
        return Work(State.ERRORS, board.findings, board, data=marked, book=book)
    told = board.ledger_told
    if last is not None:
        from xltool.running.last_year import against_last_year

        board, of_last = against_last_year(board, last, named=choices.last_named)
        told = {**told, **of_last}
        if board.has_errors:
            return Work(State.ERRORS, board.findings, board, book=book)
    taught = origin_of(translation, board.taught_by)
    provenance = Provenance(name, hashlib.sha256(data).hexdigest(), book.saved, __version__, taught, told)
    return _made(board, book, provenance, file, before, answers, write=write, choices=choices, place=place)


def _made(
    board: Board,
    book: RawBook,
    provenance: Provenance,
    file: Inspected,
    before: Inspected | None,
    answered: Sequence[Inspected | None],
    *,
    write: bool,
    choices: Choices,
    place: ResultPlace,
) -> Work:
    """The result of a board without errors, with what people wrote in the one `before`. It is classified as that is, else as the
    `file` that it comes from."""
    earlier, asked = None, choices.by
    answers: Sequence[Answer] = ()
    if before is not None:
        from xltool.rerun.earlier_result import EarlierResult

        earlier = EarlierResult(before)
    if any(answered):
        from xltool.running.answer_files import read_answers

        answers, told = read_answers(answered, board.settings.year)
        board = replace(board, findings=(*board.findings, *told))
    choices = replace(choices, by=columns_by(board, choices.by, earlier, answers))
    run = run_of(provenance, choices, place.name, answers)
    try:
        kept = kept_from(earlier, board, choices, provenance, run, answers)
        if has_errors(kept.findings):
            return Work(State.ERRORS, (*board.findings, *kept.findings), board, book=book)
        result = _result(board, kept, provenance, choices)
    except UsageError as error:  # another workbook of the batch may well have the column
        found = [codes.NO_SUCH_COLUMN.at(None, reason=error)]
        return Work(State.ERRORS, (*found, *board.findings), board, book=book)
    if not write:
        return Work(State.OK, result.findings, kept.board, result, book=book)
    if earlier is not None and before is not None and is_made(earlier, kept, run, place):
        work = Work(State.OK, result.findings, result.board, result, before.data, book)
        return _with_answers(work, kept, asked, choices)
    sheets, memos = placed(result, kept)
    if earlier is not None:
        looked, more = looked_at_again(earlier, kept, sheets, result)
        if looked is not kept:
            kept = looked
            result = _result(board, kept, provenance, choices)
            sheets, memos = placed(result, kept)
        memos += more
    memos += [lineage_after(earlier, kept, place).memo(), run_memo(run, kept.findings)]
    labelled = (sensitivity_of(one) for one in (None if kept.apart else before, file) if one is not None)
    label = next(filter(None, labelled), None)
    drawn = drawn_result(sheets, memos, kept, book.saved, protect=choices.protect, sensitivity=label)
    if kept.decided and (stop := next_stop(drawn, board, kept, provenance)):
        return Work(State.ERRORS, (stop, *board.findings), board, book=book)
    is_changed = earlier is not None and not earlier.is_untouched
    work = Work(State.OK, result.findings, result.board, result, drawn, book, is_changed)
    return _with_answers(work, kept, asked, choices)


def _with_answers(work: Work, kept: Kept, asked: Sequence[str], choices: Choices) -> Work:
    """The same with a workbook for each value of the columns that were asked for, where those are wanted."""
    if not choices.files or work.result is None or work.result.board.details is None:
        return work
    from xltool.running.drawn_answers import drawn_answers

    columns = {column_named(work.result.board.details, one) for one in asked}
    saved = work.book.saved if work.book else ""
    drawn = drawn_answers(work.result, columns, kept.comments, saved, protect=choices.protect)
    return replace(work, answers=drawn, answers_kept=kept.answers_kept)


def _result(board: Board, kept: Kept, provenance: Provenance, choices: Choices) -> Result:
    """The result of what is kept, with what was found in the input's `board` too. Raises UsageError."""
    whole = replace(kept.board, findings=(*board.findings, *kept.findings))
    return build_result(
        whole,
        provenance,
        sentences=kept.sentences,
        stale=kept.stale,
        unmatched=kept.unmatched,
        by=choices.by,
        comments=kept.comments,
        group=choices.group,
    )


def _marked(data: bytes, findings: Sequence[Finding]) -> bytes | None:
    """The marked copy; None for the older formats, whose parts cannot be patched."""
    from xltool.marking.marked_copy import marked_copy

    try:
        return marked_copy(data, findings)
    except ValueError:
        return None
