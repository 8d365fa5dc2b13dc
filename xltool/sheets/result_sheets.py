"""Which sheets of a workbook xltool wrote, and whether it is a result at all."""

from __future__ import annotations

from collections.abc import Iterable

from xltool.core.cells import RawBook
from xltool.core.memos import RECORD, Memo
from xltool.sheets.all_sheets import RESULT_ONLY
from xltool.sheets.settings.settings_rows import SETTINGS


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
