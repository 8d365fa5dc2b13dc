"""The template, written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from xltool.intake.preflight import Door, inspect
from xltool.running.ledger_beside import ledger_beside
from xltool.running.local_executor import LocalExecutor
from xltool.running.one_workbook import read_input
from xltool.running.other_workbooks import Following, following_workbook, template_bytes
from xltool.running.template_of_ledger import LedgerTemplate, template_of_ledger
from xltool.running.translation_file import read_translation, translation_beside


def write_template(
    path: Path,
    year: int | None,
    source: Path | None = None,
    kind: str = "konton",
    ledger: Path | None = None,
    *,
    with_sheet: bool = False,
    period: int | None = None,
) -> Path:
    """The standard template, blank and of the `kind`, `with_sheet` with one for the ledger's rows, or with the lines, goals and members of the `source`, whose `ledger` is
    the one named or the one beside it; the year is the next one
    where none is said, and that of the source where it is for the report to the month `period`. Returns where it was written; raises UsageError where a file is in the way, NotPossibleError
    where the source cannot be read or has errors, OSError where the template cannot be written."""
    _must_be_free(path)
    if source:
        new = _following(source, ledger, year, period)
    else:
        from xltool.result.template_kinds import TemplateKind, blank_filling

        wanted = year or date.today().year
        filling = blank_filling(TemplateKind(kind), wanted, period, with_ledger=with_sheet)
        new = Following(wanted, period, template_bytes(filling, _taught(path)))
    return _written(path, new.data, new.year, new.period)


def write_ledger_template(
    path: Path,
    ledger: Path,
    year: int | None,
    period: int | None,
    *,
    is_interim: bool,
    rows: Mapping[str, str],
) -> tuple[Path, Sequence[str]]:
    """The template with lines for the accounts of the `ledger`, and budget and last year from it; `rows` are what Uppgifter is to
    say, by label. Returns where it was written, and what was proposed. Raises as `write_template` does."""
    _must_be_free(path)
    data = read_input(ledger)
    if isinstance(data, Finding):
        raise NotPossibleError(data.message, 3)
    task = partial(
        template_of_ledger,
        year=year,
        period=period,
        is_interim=is_interim,
        rows=rows,
        today=date.today().year,
    )
    with LocalExecutor() as executor:
        made = executor.do(task, data, shown_name(ledger), door=Door.LEDGER)
    if isinstance(made, Finding):
        raise NotPossibleError(f"{made.message} {made.hint}", 3)
    _stop(made)
    return _written(path, made.data, made.year, made.period), made.told


def _written(path: Path, data: bytes, year: int, period: int | None) -> Path:
    """The template in place, under its usual name where no other is said."""
    if path == Path():
        month = f"-{MONTHS[period - 1]}" if period and period != DECEMBER else ""
        path = Path(f"budget-{year}{month}.xlsx")
        _must_be_free(path)
    write_whole(path, data)
    return path


def _stop(made: Following | LedgerTemplate) -> None:
    """Raises where there is no workbook."""
    if made.code == 2:
        raise UsageError(made.problem)
    if made.problem:
        raise NotPossibleError(made.problem, made.code)


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


def _following(source: Path, ledger: Path | None, year: int | None, period: int | None) -> Following:
    data, table, books = read_input(source), translation_beside(source), ledger_beside(source, ledger)
    for found in (data, table, books):
        if isinstance(found, Finding):
            raise NotPossibleError(f"{found.message} {found.hint}", 3)
    assert isinstance(data, bytes)
    assert not isinstance(table, Finding)
    assert not isinstance(books, Finding)
    with LocalExecutor() as executor:
        made = executor.do(
            partial(
                following_workbook,
                year=year,
                period=period,
                today=date.today().year,
                named=ledger is not None,
            ),
            data,
            shown_name(source),
            table,
            books,
        )
    if isinstance(made, Finding):
        raise NotPossibleError(f"{made.message} {made.hint}", 3)
    _stop(made)
    return made
