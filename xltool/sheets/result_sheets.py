"""Which sheets of a workbook xltool wrote, and whether it is a result at all."""

from __future__ import annotations

from collections.abc import Iterable

from xltool.core.cells import RawBook
from xltool.core.memos import MEMORY, RECORD, Memo
from xltool.core.pages import CONTROL_TITLE, GUIDE_TITLE, REVIEW_TITLE, SUMMARY_TITLE, TEXT_TITLE
from xltool.sheets.settings.settings_rows import SETTINGS

# Sheets that say nothing to the reader: the guide, a marked copy's list, a result's memory; and a result's own.
GUIDES = (GUIDE_TITLE, REVIEW_TITLE, MEMORY)
RESULT_ONLY = (GUIDE_TITLE, SUMMARY_TITLE, TEXT_TITLE, CONTROL_TITLE)


def is_result(book: RawBook) -> bool:
    """Whether the workbook is xltool's own result, also one that somebody has taken sheets out of."""
    return {s.name for s in book.sheets}.issuperset(RESULT_ONLY) or bool(written_sheets(book.memos))


def written_sheets(memos: Iterable[Memo]) -> frozenset[str]:
    """The names of the sheets that xltool wrote in a result; none where that is not remembered, or damaged: every result
    has its settings."""
    names = frozenset(str(memo[1]) for memo in memos if memo[0] == RECORD and len(memo) > 1)
    return names if SETTINGS.title in names else frozenset()


def added_sheets(book: RawBook) -> frozenset[str]:
    """The sheets of a result that people have added, as far as it remembers what xltool wrote."""
    written = written_sheets(book.memos)
    return frozenset(s.name for s in book.sheets if s.name not in written) if written else frozenset()
