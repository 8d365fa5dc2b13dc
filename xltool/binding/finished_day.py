"""When a project is said to be finished: a year, a date, `kv 3 2026` (year.md §4)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from xltool.binding.header_words import DECEMBER, stated_month
from xltool.core.spelling import normalised

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_QUARTER = re.compile(r"\bkv(?:artal)?\.? ?(?=[1-4]\b)")


def finished_day(text: str) -> date | None:
    """The last day that the words may mean: of a year its last; None where they state no year."""
    words = _QUARTER.sub("kvartal ", normalised(text))
    if day := _DATE.search(words):
        try:
            return date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return None
    stated = _YEAR.search(words) or re.search(r"(?<!\d)((?:19|20)\d\d)(?=\d\d(?!\d))", words)
    if stated is None:
        return None
    year, month = int(stated[1]), stated_month(words) or DECEMBER
    return date(year, month, monthrange(year, month)[1])
