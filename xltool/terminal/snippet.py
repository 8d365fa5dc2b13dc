"""The row around a bad cell, as the best compilers show a line: its cells, and a mark under the bad one."""

from __future__ import annotations

from collections.abc import Iterable

from xltool.core.cell_text import as_text, shortened
from xltool.core.cells import RawBook, RawCell, RawSheet, column_number
from xltool.core.origin import Origin
from xltool.findings.finding import Finding, Severity

_CELLS = 5  # how many cells of the row are shown
_LONGEST = 26
_WIDEST = 72  # of a terminal, indented as a finding is


def snippets(findings: Iterable[Finding], book: RawBook) -> dict[Origin, list[str]]:
    """The rows around the cells of the errors and warnings."""
    places = [f.origin for f in findings if f.origin is not None and f.severity is not Severity.INFO]
    return {place: snippet(book, place) for place in places}


def snippet(book: RawBook, origin: Origin) -> list[str]:
    """Two lines, the row and the mark; none where the sheet has no such row."""
    sheet = book.sheet(origin.sheet)
    if sheet is None or not origin.row:
        return []
    row, bad = int(origin.row), column_number(origin.cell.rstrip("0123456789"))
    columns = _around(sheet, row, bad)
    if columns == [bad] and sheet.cell(row, bad).blank:
        return []
    number = f"{row} │ "
    texts = [_shown(sheet.cell(row, c), bad=c == bad) for c in columns]
    while len(number) + sum(len(t) + 3 for t in texts) > _WIDEST:
        far = max(range(len(columns)), key=lambda i: abs(columns[i] - bad))
        del columns[far], texts[far]
    before = len(number) + sum(len(t) + 3 for t in texts[: columns.index(bad)])
    return [number + " │ ".join(texts), " " * before + "^" * len(texts[columns.index(bad)])]


def _around(sheet: RawSheet, row: int, bad: int) -> list[int]:
    """The bad cell's column and the filled ones nearest to it, the row's name always among them."""
    filled = sheet.filled_columns(row)
    nearest = sorted(
        {*filled, bad}, key=lambda c: (c != bad, c != filled[0] if filled else False, abs(c - bad))
    )
    return sorted(nearest[:_CELLS])


def _shown(cell: RawCell, *, bad: bool) -> str:
    if not cell.stored:
        return "(formel utan värde)"
    return shortened(as_text(cell), _LONGEST) or ("(tom)" if bad else "")
