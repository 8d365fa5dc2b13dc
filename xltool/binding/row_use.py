"""What became of each row of a sheet that is read (reading.md §1)."""

from __future__ import annotations

from enum import Enum


class RowUse(Enum):
    """What a row was taken for; the value is the key in JSON."""

    LINE = "lines"
    TOTAL = "totals"
    OF_WHICH = "of_which"
    HEADING = "headings"
    NOTE = "notes"
    LEFT_OUT = "left_out"
