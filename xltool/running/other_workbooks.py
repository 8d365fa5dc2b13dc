"""Workbooks beside the result: the overview and the template, as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from xltool.binding.taught_rows import Translation
from xltool.core.units import Money, Unit
from xltool.core.values import Model
from xltool.core.version import __version__
from xltool.findings.finding import has_errors
from xltool.intake.preflight import Inspected
from xltool.running.drawn_result import made_time
from xltool.running.pipeline import work_on

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
    """The next year's workbook, or why there is none in `problem` and as the exit `code`."""

    year: int = 0
    data: bytes = b""
    problem: str = ""
    code: int = 0


def following_year(
    file: Inspected, translation: Inspected | None, *, year: int | None, today: int
) -> Following:
    """The template with the lines, goals and members of the workbook, for the `year` or the one after its own;
    `today` is the year that a workbook without one is taken to be of."""
    from xltool.result.next_year import next_year

    worked = work_on(file, None, translation, write=False)
    board, name = worked.board, file.name
    if board is None:
        (first, *_) = worked.findings
        return Following(problem=f"{first.message} {first.hint}", code=3)
    if has_errors(board.findings):
        said = f"{name} går inte att utgå från, för den har fel. Kör xltool check {name} och rätta dem först."
        return Following(problem=said, code=1)
    last = board.settings.year or today
    if year is not None and year <= last:
        return Following(problem=f"{name} gäller {last}. Välj ett senare år med --year.", code=2)
    wanted = year or last + 1
    return Following(wanted, template_bytes(next_year(board, wanted)))
