"""The sheets of a workbook by what they are, in an input and in a result."""

from __future__ import annotations

from collections.abc import Mapping

from xltool.binding.sheets_by_name import bare_name, find_sheets, named_sheets, unused_sheets
from xltool.binding.taught import Taught, taught
from xltool.binding.taught_rows import Translation
from xltool.binding.taught_table import table_in, translation_in
from xltool.core.cells import RawBook, RawSheet
from xltool.core.spelling import normalised
from xltool.findings.finding import Finding
from xltool.sheets import all_sheets
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.ledger.ledger_page import LINES_BY, SUMS_BY
from xltool.sheets.result_sheets import GUIDES, RESULT_ONLY, added_sheets, is_result, written_sheets
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import SETTINGS

_LONG_NAMES = frozenset(normalised(name) for name in (DETAILS.title, *DETAILS.aliases))


def taught_words(book: RawBook, beside: Translation | None) -> Taught:
    """The workbook in our words: as its own taught table says, else the one beside it. A result is in our words already."""
    table = None if is_result(book) else translation_in(book, all_sheets.forms()) or beside

    def year_of(named: Mapping[str, str]) -> int | None:
        return _year_of(named_sheets(book, [SETTINGS], (), named)[0])

    return taught(book, table, all_sheets.forms(), year_of)


def found_sheets(known: Taught) -> tuple[dict[str, RawSheet], list[Finding]]:
    """The sheet for each kind's key, and what is told of the others. A result's are known by their names."""
    book = known.book
    if not is_result(book):
        table = table_in(book)
        passed_over = (*GUIDES, *known.left_out, *([table.name] if table else []))
        return find_sheets(book, all_sheets.kinds(), passed_over, _year_of, known.left_out, known.kinds)
    sums = [s.name for s in book.sheets if s.name.startswith((SUMS_BY, LINES_BY))]
    titles = {title for part in all_sheets.SHEETS for title in (part.sheet.title, part.shown_as)}
    ours = [name for name in written_sheets(book.memos) if name not in titles]
    found, findings = named_sheets(book, all_sheets.kinds(), (*added_sheets(book), *ours))
    return found, [*findings, *unused_sheets(book, found, (*GUIDES, *RESULT_ONLY, *sums, *ours))]


def is_long(name: str) -> bool:
    """Whether a sheet of the name may hold hundreds of thousands of rows, and is read in bulk."""
    return bare_name(name) in _LONG_NAMES


def _year_of(sheets: Mapping[str, RawSheet]) -> int | None:
    return read_settings(sheets.get(SETTINGS.key))[0].year
