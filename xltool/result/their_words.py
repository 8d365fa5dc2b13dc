"""The template in the department's own words, where a taught table says what those are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from xltool.binding.taught_rows import Sign, Translation
from xltool.core.columns import Column
from xltool.core.pages import Page
from xltool.core.spelling import normalised
from xltool.core.tables import Table

_YEAR = re.compile(r" (?:19|20)\d\d$")


def their_title(title: str, taught: Translation | None) -> str:
    """What the department calls our sheet."""
    rows = taught.rows if taught else ()
    return next((row.sheet for row in rows if not row.header and row.read_as == title and row.sheet), title)


def in_their_words(page: Page, taught: Translation | None) -> Page:
    """The template's sheet under the department's name and headers, with the years that ours have."""
    if taught is None:
        return page
    called = their_title(page.title, taught)
    words = _words(called, taught)
    stacks = tuple(tuple(_worded(table, words) for table in stack) for stack in page.stacks)
    return replace(page, title=called, stacks=stacks)


def _words(sheet: str, taught: Translation) -> Mapping[str, str]:
    """The department's header of each of our columns, where one alone is it."""
    found: dict[str, list[str]] = {}
    for row in taught.rows:
        is_here = not row.sheet or normalised(row.sheet) == normalised(sheet)
        if row.header and is_here and not row.group and row.sign is Sign.AS_THEY_ARE and not row.is_left_out:
            found.setdefault(row.read_as, []).append(row.header)
    return {ours: theirs[0] for ours, theirs in found.items() if len(theirs) == 1}


def _worded(table: Table, words: Mapping[str, str]) -> Table:
    headers: dict[Column, str] = dict(table.headers)
    for column in table.columns:
        if column.header in words:
            year = _YEAR.search(table.headers.get(column, ""))
            headers[column] = words[column.header] + (year[0] if year else "")
    return replace(table, headers=headers)
