"""Formulas whose cells have been moved, as they were when xltool wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum

from xltool.core.cells import column_letters, column_number

REFERENCE = re.compile(
    r"(?<![\w.])(?:('[^']+'|[^\W\d][\w.]*)!)?(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?(?![\w.(!])"
)


class End(Enum):
    """Of a range; the value leads out of it."""

    FIRST = -1
    LAST = 1
    NONE = 0


Moved = Callable[[str, int, int, bool, End], tuple[int, int] | None]


def as_written(formula: str, sheet: str, moved: Moved) -> str:
    """The formula of a cell on the `sheet` with its references as `moved` says that they were, by sheet, row and
    column."""

    def place(of: str, end: End, cell: Sequence[str]) -> str:
        fixed_column, letters, fixed_row, row = cell
        found = moved(of, int(row), column_number(letters), bool(fixed_row), end)
        return f"{fixed_column}{column_letters(found[1])}{fixed_row}{found[0]}" if found else "?"

    def both(match: re.Match[str]) -> str:
        of = (match[1] or sheet).strip("'").replace("''", "'")
        before = "" if of == sheet else f"{of}!"
        if match[9] is None:
            return before + place(of, End.NONE, match.group(2, 3, 4, 5))
        first = place(of, End.FIRST, match.group(2, 3, 4, 5))
        return f"{before}{first}:{place(of, End.LAST, match.group(6, 7, 8, 9))}"

    return REFERENCE.sub(both, formula)
