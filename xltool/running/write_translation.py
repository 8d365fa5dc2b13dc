"""The taught table of a workbook, written beside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.usage import UsageError
from xltool.files.result_names import is_translation, shown_name, translation_paths
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.running.local_executor import LocalExecutor
from xltool.running.made_anew import write_anew
from xltool.running.one_workbook import read_input
from xltool.running.outcome import DEFAULT, Outcome
from xltool.running.translation_draft import Drafted, drafted_translation
from xltool.running.translation_file import translation_beside

_ENDING = ".xlsx"


class NotTranslatedError(Exception):
    """There is no table for the workbook; `code` is the exit code, and the text is for the user."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


class WrittenTranslation(Struct, frozen=True):
    """Where the table is written, what it holds, and what there is to say of the one that stood there."""

    path: Path
    drafted: Drafted
    said: list[Finding]


def write_translation(path: Path) -> WrittenTranslation:
    """`översättning.xlsx` beside the workbook. What people filled in stays, and the headers that it lacks are added.

    Raises UsageError, NotTranslatedError where the workbook or the table that is there cannot be read, and OSError where
    the new one cannot be written."""
    if path.is_dir() or is_translation(path):
        raise UsageError("Skriv namnet på den arbetsbok som ska översättas: xltool translate budget.xlsx")
    data, beside = read_input(path), translation_beside(path)
    for found in (data, beside):
        if isinstance(found, Finding):
            raise NotTranslatedError(f"{found.message} {found.hint}", 3)
    assert isinstance(data, bytes)
    assert not isinstance(beside, Finding)
    with LocalExecutor() as executor:
        drafted = executor.do(drafted_translation, data, shown_name(path), beside)
    if isinstance(drafted, Finding):
        raise NotTranslatedError(f"{drafted.message} {drafted.hint}", 3)
    if drafted.code == 2:
        raise UsageError(drafted.problem)
    if drafted.problem:
        raise NotTranslatedError(drafted.problem, drafted.code)
    from xltool.rerun.lineage import saved_by_xltool

    said: list[Finding] = []
    written = (p for p in translation_paths(path) if p.suffix == _ENDING and p.exists())
    target = next(written, next(translation_paths(path)))
    remedy = "Det ni hade fyllt i finns med i den nya."
    put = write_anew(
        target, drafted.data, saved_by_xltool, said, "Den nya översättningen", remedy, DEFAULT.keep
    )
    told = [codes.TABLE_KEPT.at(None, **dict(f.fields)) if f.code is codes.WORK_KEPT else f for f in said]
    return WrittenTranslation(put, drafted, told)


_UNKNOWN = (codes.NO_OPERATING, codes.COLUMN_MISSING, codes.UNKNOWN_LAYOUT)


def with_table_left(outcome: Outcome) -> Outcome:
    """The outcome of a workbook whose headers are not known, with a table left beside it for people to fill in. One that
    stands there already is theirs, and is left as it is."""
    if not any(found.code in _UNKNOWN for found in outcome.findings):
        return outcome
    beside = next((p for p in translation_paths(outcome.file) if p.exists()), None)
    names = {
        "name": shown_name(outcome.file),
        "table": shown_name(beside or next(translation_paths(outcome.file))),
    }
    code = codes.TRANSLATION_SILENT
    if beside is None:
        with suppress(OSError, UsageError, NotTranslatedError):
            write_translation(outcome.file)
            code = codes.TRANSLATION_LEFT
        if code is not codes.TRANSLATION_LEFT:
            return outcome
    return replace(outcome, findings=(*outcome.findings, code.at(None, **names)))
