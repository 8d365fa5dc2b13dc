"""The way into reading a ledger, which loads what is slow to import when there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.missing_columns import column_missing
from xltool.binding.taught import TaughtSheet
from xltool.core.cells import RawSheet, column_letters
from xltool.core.origin import Origin
from xltool.sheets.ledger.ledger_columns import ACTUAL, LINE_COLUMNS, LedgerRead
from xltool.sheets.ledger.ledger_meanings import CREDIT, DEBIT, meanings
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_reading import TAUGHT_LEFT_OUT, LeftOutRows, SheetReading


def read_details(sheet: RawSheet, bound: Bound, settings: Settings, *, own: bool) -> LedgerRead:
    """The detail rows, checked and summed by account; None with findings where they cannot be used."""
    has_sides = {DEBIT, CREDIT} <= meanings(bound.extra).keys()
    if not has_sides and not any(c in bound.columns for c in LINE_COLUMNS):
        texts = ", ".join([*(c.header for c in bound.columns), *bound.extra])
        found = f"Rad {bound.header_row} har rubrikerna: {texts}."
        where = Origin(bound.name, f"A{bound.header_row}")
        return LedgerRead(None, None, [column_missing(where, [ACTUAL.header], found)])
    from xltool.sheets.ledger.ledger_reading import read_details as read  # pandas is slow to import

    return read(sheet, bound, settings, own=own)


def with_left_out(reading: SheetReading, taught: TaughtSheet | None) -> SheetReading:
    """The reading with the numbers of the columns that are taught not to be read."""
    if taught is None:
        return reading
    left = []
    for position in sorted(taught.left_out):
        every = figures_of(taught.as_it_stands)(position)
        numbers = {row: number for row, number in every.items() if row > taught.header_row}
        if numbers:
            letters = column_letters(position)
            rows = f"{letters}{min(numbers)}:{letters}{max(numbers)}"
            left.append(LeftOutRows(rows, len(numbers), fsum(numbers.values()), TAUGHT_LEFT_OUT))
    return replace(reading, left_out=(*reading.left_out, *left))


def figures_of(sheet: RawSheet) -> Callable[[int], Mapping[int, float]]:
    """The numbers of a column of the sheet by row, all of them, when they are asked for."""

    def numbers(position: int) -> Mapping[int, float]:
        from xltool.sheets.ledger.array_columns import column_figures

        return column_figures(sheet, position)

    return numbers
