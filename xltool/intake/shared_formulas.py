"""Formulas that are written once for many cells, as each of the cells has them."""

from __future__ import annotations

import re
from functools import partial

from msgspec import Struct

from xltool.core.cells import column_letters, column_number
from xltool.core.late_patterns import late_pattern
from xltool.core.limits import LIMITS

# Texts, names of sheets and parts of tables are left alone; then a cell, columns, rows.
_REFERENCE = late_pattern(
    r"\"[^\"]*\"?|'[^']*'?|\[[^\]]*\]?|(?<![\w.$])"
    r"(?:(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})|(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})|(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7}))"
    r"(?![\w(.!])"
)
_LOST = "#REF!"


class Shared(Struct, frozen=True):
    """A formula, and the cell that it is written for."""

    text: str
    row: int
    column: int

    def at(self, row: int, column: int) -> str:
        """The formula as another cell has it: what is relative in it has moved along."""
        return _REFERENCE().sub(partial(_moved, row - self.row, column - self.column), self.text)


def _moved(down: int, right: int, match: re.Match[str]) -> str:
    group = match.groups(default="")
    if group[1]:
        ends = _column(group[0], group[1], right), _row(group[2], group[3], down)
        return "".join(ends) if all(ends) else _LOST
    if group[5]:
        ends = _column(group[4], group[5], right), _column(group[6], group[7], right)
    elif group[9]:
        ends = _row(group[8], group[9], down), _row(group[10], group[11], down)
    else:
        return match[0]
    return ":".join(ends) if all(ends) else _LOST


def _column(fixed: str, letters: str, right: int) -> str:
    """Empty where it is beyond the sheet."""
    moved = column_number(letters) + (0 if fixed else right)
    return fixed + column_letters(moved) if 1 <= moved <= LIMITS.columns else ""


def _row(fixed: str, row: str, down: int) -> str:
    moved = int(row) + (0 if fixed else down)
    return f"{fixed}{moved}" if 1 <= moved <= LIMITS.rows else ""
