"""The template, written."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from xltool.binding.header_words import DECEMBER
from xltool.binding.taught_rows import Translation
from xltool.core.swedish import MONTHS
from xltool.core.usage import UsageError
from xltool.files.result_names import (
    shown_name,
)
from xltool.files.whole_files import write_whole
from xltool.findings.finding import Finding
from xltool.intake.preflight import inspect
from xltool.running.local_executor import LocalExecutor
from xltool.running.one_workbook import read_input
from xltool.running.other_workbooks import Following, following_workbook, template_bytes
from xltool.running.translation_file import read_translation, translation_beside


def write_template(
    path: Path,
    year: int | None,
    source: Path | None = None,
    kind: str = "konton",
    *,
    with_ledger: bool = False,
    period: int | None = None,
) -> Path:
    """The standard template, blank and of the `kind`, `with_ledger` with a sheet for its rows, or with the lines, goals and members of the `source`; the year is the next one
    where none is said, and that of the source where it is for the report to the month `period`. Returns where it was written; raises UsageError where a file is in the way, NotPossibleError
    where the source cannot be read or has errors, OSError where the template cannot be written."""
    _must_be_free(path)
    if source:
        new = _following(source, year, period)
    else:
        from xltool.result.template_kinds import TemplateKind, blank_filling

        wanted = year or date.today().year
        filling = blank_filling(TemplateKind(kind), wanted, period, with_ledger=with_ledger)
        new = Following(wanted, period, template_bytes(filling, _taught(path)))
    if path == Path():
        month = f"-{MONTHS[new.period - 1]}" if new.period and new.period != DECEMBER else ""
        path = Path(f"budget-{new.year}{month}.xlsx")
        _must_be_free(path)
    write_whole(path, new.data)
    return path


def _taught(path: Path) -> Translation | None:
    """What a taught table beside the template says."""
    beside = translation_beside(path if path != Path() else Path("mall.xlsx"))
    if isinstance(beside, Finding):
        raise NotPossibleError(beside.message, 3)
    if beside is None:
        return None
    taught, faults = read_translation(inspect(*beside))
    wrong = [*faults, *(taught.findings if taught else ())]
    if wrong:
        raise NotPossibleError(f"{wrong[0].message} {wrong[0].hint}", 1)
    return taught


def _must_be_free(path: Path) -> None:
    if path != Path() and path.exists():
        raise UsageError(f"{path} finns redan. Välj ett annat namn, eller flytta filen först.")


class NotPossibleError(Exception):
    """The workbook to go on from cannot be; `code` is the exit code, and the text is for the user."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


def _following(source: Path, year: int | None, period: int | None) -> Following:
    data, table = read_input(source), translation_beside(source)
    if isinstance(data, Finding):
        raise NotPossibleError(data.message, 3)
    if isinstance(table, Finding):
        raise NotPossibleError(table.message, 3)
    with LocalExecutor() as executor:
        made = executor.do(
            partial(following_workbook, year=year, period=period, today=date.today().year),
            data,
            shown_name(source),
            table,
        )
    if isinstance(made, Finding):
        raise NotPossibleError(f"{made.message} {made.hint}", 3)
    if made.code == 2:
        raise UsageError(made.problem)
    if made.problem:
        raise NotPossibleError(made.problem, made.code)
    return made
