"""Workbooks beside the result: the overview and the template, as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from xltool.binding.taught_rows import Translation
from xltool.core.swedish import MONTHS
from xltool.core.units import Money, Unit
from xltool.core.values import Model
from xltool.core.version import __version__
from xltool.findings.finding import has_errors
from xltool.intake.preflight import Inspected
from xltool.running.drawn_result import made_time
from xltool.running.outcome import Choices
from xltool.running.pipeline import work_on
from xltool.sheets.settings.settings_rows import Settings

if TYPE_CHECKING:
    from xltool.result.overview_page import OverviewEntry
    from xltool.sheets.template_rows import Filling


def overview_bytes(
    entries: Sequence[OverviewEntry], folder: str, saved: str, left_out: Sequence[str] = ()
) -> bytes:
    """The overview of the boards in the folder; `saved` is when the newest of them was saved, `left_out` are the files
    that are not in it."""
    from xltool.drawing.layout import plan
    from xltool.drawing.writer import Properties, workbook_bytes
    from xltool.result.overview_page import MONEY, TITLE, overview_model, overview_pages

    pages = overview_pages(entries, folder, left_out)
    properties = Properties(TITLE, "Alla nämnder i mappen", f"xltool {__version__}", "", made_time(saved))
    return workbook_bytes(plan(pages, overview_model(pages), MONEY), properties)


def template_bytes(filling: Filling, taught: Translation | None = None) -> bytes:
    """A workbook in the standard template: blank, or filled in; in the words that are `taught`."""
    from xltool.drawing.layout import plan
    from xltool.drawing.writer import Properties, workbook_bytes
    from xltool.result.blank_template import template_pages

    pages = template_pages(filling, taught)
    model = Model(t for page in pages for t in page.tables)
    # Amounts are shown as they are entered, in kronor too: nobody should type into a scaled cell.
    properties = Properties(
        f"Budget och utfall {filling.year}", "Standardmall", f"xltool {__version__}", "", datetime(2000, 1, 1)
    )
    return workbook_bytes(plan(pages, model, Money(Unit.TKR)), properties)


class Following(Struct, frozen=True):
    """The workbook of the `year`, and of the report to the month `period`, or why there is none in `problem` and as the
    exit `code`."""

    year: int = 0
    period: int | None = None
    data: bytes = b""
    problem: str = ""
    code: int = 0


def following_workbook(
    file: Inspected,
    translation: Inspected | None,
    ledger: Inspected | None = None,
    *,
    year: int | None,
    period: int | None,
    today: int,
    named: bool = False,
) -> Following:
    """The template with the lines, goals and members of the workbook, for the report to the month `period` of the same
    year, or for the `year` or the one after its own; `today` is the year that a workbook without one is taken to be of.
    The `ledger` is its Underlag, in a file that somebody `named`."""
    from xltool.result.following import following

    worked = work_on(file, None, translation, ledger, write=False, choices=Choices(ledger_named=named))
    board, name = worked.board, file.name
    if board is None:
        (first, *_) = worked.findings
        return Following(problem=f"{first.message} {first.hint}", code=3)
    if has_errors(board.findings):
        said = f"{name} går inte att utgå från, för den har fel. Kör xltool check {name} och rätta dem först."
        return Following(problem=said, code=1)
    last = board.settings.year or today
    if problem := _not_later(name, board.settings, last, year, period):
        return Following(problem=problem, code=2)
    wanted = year or (last if period else last + 1)
    return Following(wanted, period, template_bytes(following(board, wanted, period)))


def _not_later(name: str, settings: Settings, last: int, year: int | None, period: int | None) -> str:
    """Why the workbook of that year and month does not follow one of `last`; empty where it does."""
    if year is not None and (year < last or (year == last and period is None)):
        return f"{name} gäller {last}. Välj ett senare år med --year, eller en senare månad med --period."
    until = settings.period if settings.is_interim and (year or last) == last else None
    if until and period and period <= until:
        return f"{name} gäller till och med {MONTHS[until - 1]} {last}. Välj en senare månad med --period."
    return ""
