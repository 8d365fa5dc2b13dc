"""A row of headers as people see it: with the headers above that span several columns."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from xltool.binding.headers import has_figures, row_headers
from xltool.binding.taught_words import taught_word
from xltool.core.cells import RawSheet


class HeaderRow(Struct, frozen=True):
    """A row of headers: their texts by column, those that stand in the row above and are headers by themselves, and the
    headers above that span several columns."""

    row: int
    texts: Mapping[int, str]
    above: Mapping[int, str]
    groups: Mapping[int, str]


def header_row(sheet: RawSheet, row: int) -> HeaderRow:
    """The row as one of headers. A header over several columns stands in the row above; where a cell is empty, the one
    right above it is the header."""
    texts = row_headers(sheet, row)
    upper = row_headers(sheet, row - 1) if row > 1 and not has_figures(sheet, row - 1) else {}
    merged = {(top, left): right for top, left, _, right in sheet.merged}
    if len(upper) == 1 and row - 1 not in {top for top, _ in merged} and min(upper) <= min(texts, default=1):
        upper = {}  # a title
    above = {c: text for c, text in upper.items() if c not in texts and merged.get((row - 1, c), c) == c}
    texts |= above
    groups: dict[int, str] = {}
    group, end = "", 0
    for column in range(1, max(texts, default=0) + 1):
        if column in upper:
            group, end = ("", 0) if column in above else (upper[column], merged.get((row - 1, column), 0))
        if not group or (end and column > end):
            continue
        if taught_word(group).word:
            groups[column] = group
        elif column in texts and taught_word(texts[column]).word:
            texts[column] = _dated(texts[column], group)  # a year over the word belongs to it
    return HeaderRow(row, texts, above, groups)


def _dated(text: str, year: str) -> str:
    return text if taught_word(text).year else f"{text} {year}"
