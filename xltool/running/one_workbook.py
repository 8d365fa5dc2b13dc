"""One workbook, from the disk to its result on the disk: read, worked on, put in place. Nothing that people wrote in
what stood there is lost."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xltool.core.swedish import listed
from xltool.files.reasons import reason
from xltool.files.result_files import (
    drop_versions,
    free_beside,
    is_open_elsewhere,
    is_read_only,
    keep_version,
    lead_to_one_file,
    put_away,
    versions_of,
)
from xltool.files.result_names import marked_path, shown_name
from xltool.files.whole_files import (
    ChangedError,
    GoneError,
    Identity,
    LinkedError,
    identity,
    read_file,
    read_if_there,
    write_over,
)
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.rerun.kept import EARLIER_NAME
from xltool.running.answer_files import AnswersFound, answers_beside, put_answers
from xltool.running.last_year import last_year_beside
from xltool.running.latest_result import NO_RESULT, LatestResult, find_latest
from xltool.running.ledger_beside import ledger_beside
from xltool.running.local_executor import LocalExecutor
from xltool.running.made_anew import TRIES, retired_copy, unwritable, with_marked_copy
from xltool.running.outcome import DEFAULT, Options, Outcome, ResultPlace, State
from xltool.running.pdf_of_report import written_pdf
from xltool.running.pipeline import Done, done
from xltool.running.report_beside import ReportBase, put_report, report_base
from xltool.running.translation_file import translation_beside

if TYPE_CHECKING:
    from xltool.running.dask_executor import DaskExecutor


# --- a workbook ----------------------------------------------------------------------------------------------


class _HeldError(Exception):
    """Another program holds the file, as only Windows tells."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def handle(
    path: Path,
    target: Path | None,
    options: Options = DEFAULT,
    executor: LocalExecutor | DaskExecutor | None = None,
) -> Outcome:
    """What became of the workbook, whose result goes to `target`; None checks alone."""
    started = time.perf_counter()
    with nullcontext(executor) if executor else LocalExecutor() as at:
        outcome = _worked_on(path, target, options, at)
    return replace(outcome, seconds=time.perf_counter() - started)


def _worked_on(
    path: Path, target: Path | None, options: Options, executor: LocalExecutor | DaskExecutor
) -> Outcome:
    held: set[Path] = set()
    folder = _identity(target)
    for _ in range(TRIES):
        data, before, table = read_input(path), _latest(target, folder), translation_beside(path)
        books, base = ledger_beside(path, options.ledger), _report_base(path, target, options)
        last, answers = last_year_beside(path, target, options.against), answers_beside(path, target)
        for found in (data, before, table, books, last):
            if isinstance(found, Finding):
                undecided = found.code in (codes.TWO_EDITED, codes.OTHER_FORMAT, codes.LEDGERS_BESIDE)
                return Outcome(path, State.ERRORS if undecided else State.UNREADABLE, (found,))
        assert isinstance(data, bytes)
        assert not isinstance(before, Finding)
        assert not isinstance(table, Finding)
        assert not isinstance(books, Finding)
        assert not isinstance(last, Finding)
        writes = target is not None and not (options.report is not None and options.report.alone)
        try:
            place = _place(target, before, held) if target and writes else None
        except OSError as error:
            assert target is not None
            return unwritable(Outcome(path, State.UNREADABLE, ()), target, reason(error))
        where = ResultPlace(place.name if place else "", before.kept)
        goes_on = isinstance(base, ReportBase) and base.before is not None
        choices = replace(options.choices, report_goes_on=goes_on)
        task = partial(done, write=place is not None, choices=choices, place=where)
        beside = (before.data, EARLIER_NAME) if before.data is not None else None
        document = base.document if isinstance(base, ReportBase) else None
        worked = executor.do(
            task, data, shown_name(path), beside, table, books, last, document, *answers.beside
        )
        if isinstance(worked, Finding):
            return Outcome(path, State.UNREADABLE, (worked,))
        try:
            outcome = _put_in_place(path, target, place, worked, before, options)
            outcome = _with_answers(outcome, target, worked, answers)
            return _with_report(outcome, base, worked, options)
        except ChangedError:
            continue  # somebody saved a result while we worked, and that must come along too
        except _HeldError as other:
            held.add(other.path)
    assert target is not None
    return unwritable(Outcome(path, State.UNREADABLE, ()), target, "den ändras hela tiden")


def _report_base(path: Path, target: Path | None, options: Options) -> ReportBase | Finding | None:
    """What the report is written into, where one is wanted."""
    return report_base(path, target, options) if target is not None and options.report is not None else None


def _with_answers(outcome: Outcome, target: Path | None, worked: Done, answers: AnswersFound) -> Outcome:
    """The outcome with the workbooks of those who explain written beside the result. Raises ChangedError."""
    said = list(answers.findings)
    if target is not None and outcome.path is not None and worked.answers:
        said += put_answers(outcome.file, target, worked.answers, answers, worked.answers_kept)
    return replace(outcome, findings=(*outcome.findings, *said))


def _with_report(
    outcome: Outcome, base: ReportBase | Finding | None, worked: Done, options: Options
) -> Outcome:
    """The outcome with its report in Word written. Raises ChangedError."""
    if isinstance(base, Finding):
        return replace(outcome, findings=(*outcome.findings, base))
    if base is None or worked.report is None or outcome.state is not State.OK:
        return outcome
    written, said = put_report(base, worked.report, options)
    if written is not None and options.report is not None and options.report.pdf:
        said += written_pdf(written)
    return replace(outcome, report=written, findings=(*outcome.findings, *said))


def read_input(path: Path) -> bytes | Finding:
    """The workbook's bytes, or why there are none."""
    try:
        return read_file(path)
    except FileNotFoundError:
        from xltool.running.missing_file import missing_file

        return missing_file(path)
    except OSError as error:
        return codes.UNREADABLE_FILE.at(None, name=shown_name(path), reason=reason(error))


def _identity(target: Path | None) -> Identity | None:
    """Which folder the result goes to; None where nobody knows yet."""
    with suppress(OSError):  # told when the result is looked for
        return identity(target.parent) if target else None
    return None


def _latest(target: Path | None, folder: Identity | None) -> LatestResult | Finding:
    if target is None:
        return NO_RESULT
    try:
        found = find_latest(target)
        _check_folder(target, folder)
        return found if isinstance(found, Finding) else replace(found, folder=folder)
    except OSError as error:
        return codes.UNWRITABLE_RESULT.at(None, name=shown_name(target), reason=reason(error))


def _check_folder(target: Path, folder: Identity | None) -> None:
    """A share that has gone leaves an empty folder of its name, in which there seems to be no result. Raises
    GoneError."""
    if folder is not None and identity(target.parent) != folder:
        raise GoneError


def _place(target: Path, before: LatestResult, held: set[Path]) -> Path:
    """Where the result can be written: at its place; where that is to be left alone, where people work meanwhile, or
    beside. Raises OSError."""
    for path in (target, before.path, *before.spent):
        if path not in held and not is_open_elsewhere(path) and not is_read_only(path):
            return path
    return free_beside(target)


def _put_in_place(
    path: Path, target: Path | None, place: Path | None, worked: Done, before: LatestResult, options: Options
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
        described=worked.described,
    )
    if worked.data is None or target is None or place is None:
        return outcome
    if worked.state is not State.OK:
        return with_marked_copy(outcome, marked_path(path, target.parent), worked.data, options)
    said: list[Finding] = []
    try:
        version = _write_result(path, target, place, worked, before, findings, said)
        if version is not None:
            findings = tuple(f.naming(version.name) for f in findings)
            gone = drop_versions(target, options.keep, version)
            if gone:
                said.append(codes.VERSION_DROPPED.at(None, what=listed(gone), most=options.keep))
    except OSError as error:
        return unwritable(outcome, place, reason(error), said)
    old = retired_copy(marked_path(path, target.parent))
    return replace(outcome, findings=(*findings, *said, *old), path=place)


def _write_over(place: Path, worked: Done, before: LatestResult) -> None:
    try:
        write_over(place, worked.data or b"", before.found.get(place))
    except PermissionError:  # Windows' sharing violation
        if not os.path.lexists(place):
            raise
        raise _HeldError(place) from None


def _write_result(
    path: Path,
    target: Path,
    place: Path,
    worked: Done,
    before: LatestResult,
    findings: Sequence[Finding],
    said: list[Finding],
) -> Path | None:
    """Writes the result; returns the version of the one before that was kept. Raises OSError, ChangedError and
    _HeldError."""
    if lead_to_one_file(place, path):
        raise LinkedError
    _check_folder(target, before.folder)
    if any(read_if_there(p) != before.found.get(p) for p in {target, place, before.path}):
        raise ChangedError
    version: Path | None = None
    worth_keeping = worked.is_changed or any(f.left_in_version for f in findings)
    beside = before.path not in (target, place)
    is_new = False
    if before.data is not None and worth_keeping and not beside:
        there = versions_of(target)
        version = keep_version(target, before.data, before.path)
        is_new = version not in there
        said.append(codes.VERSION_KEPT.at(None, name=version.name))
    try:
        _write_over(place, worked, before)
    except Exception:
        if version is not None and is_new and read_if_there(before.path) not in (None, worked.data):
            version.unlink(missing_ok=True)  # nothing is replaced, and what it holds stands where it stood
            said.clear()
        raise
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
