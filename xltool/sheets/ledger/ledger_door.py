"""The way into reading a ledger, which loads what is slow to import when there is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from math import fsum

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.missing_columns import column_missing
from xltool.binding.taught import TaughtSheet
from xltool.core.cells import BLANK, RawSheet, column_letters
from xltool.core.columns import Input
from xltool.core.ledger_file import LedgerFile
from xltool.core.long_columns import Narrowing
from xltool.core.origin import Origin
from xltool.core.units import Form
from xltool.sheets.ledger.ledger_columns import ACTUAL, AMOUNTS, LedgerRead, LedgerSheet
from xltool.sheets.ledger.ledger_meanings import CREDIT, DEBIT, dimension_of, meanings
from xltool.sheets.lines.ledger_values import value_of
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_reading import TAUGHT_LEFT_OUT, LeftOutRows, SheetReading


def read_details(
    sheet: RawSheet,
    bound: Bound,
    settings: Settings,
    narrowed: Mapping[str, Narrowing],
    *,
    own: bool,
    settled: bool,
) -> LedgerRead:
    """The detail rows, checked and summed by account; None with findings where they cannot be used."""
    has_sides = {DEBIT, CREDIT} <= meanings(bound.extra).keys()
    if not has_sides and not any(c in bound.columns for c in AMOUNTS):
        texts = ", ".join([*(c.header for c in bound.columns), *bound.extra])
        found = f"Rad {bound.header_row} har rubrikerna: {texts}."
        where = Origin(bound.name, f"A{bound.header_row}")
        return LedgerRead(None, None, [column_missing(where, [ACTUAL.header], found)])
    from xltool.sheets.ledger.ledger_reading import read_details as read  # pandas is slow to import

    return read(sheet, bound, settings, narrowed, own=own, settled=settled)


def ledger_sheet(file: LedgerFile, settings: Settings, columns: Collection[str]) -> LedgerSheet:
    """A ledger's file as the sheet that it stands for; `columns` are the headers of the lines."""
    if isinstance(file.content, RawSheet):
        return LedgerSheet(file.content, [], file.told)
    from xltool.sheets.ledger.sie_sheet import sie_sheet  # numpy is slow to import

    made = sie_sheet(file.content, file.name, settings, columns)
    return replace(made, told={**file.told, **made.told})


def narrowings(bound: Bound) -> dict[str, Narrowing]:
    """The columns of the lines that may tell detail rows of one account apart, by what they are called."""
    found: dict[str, Narrowing] = {}
    headers: dict[str, Input | None] = dict.fromkeys(bound.extra)
    if operating.GROUP in bound.columns:
        headers[bound.called[operating.GROUP]] = operating.GROUP
    meant = meanings(bound.extra).values()
    for header, column in headers.items():
        one = Narrowing("", header, column)
        said = dict.fromkeys(text for row in bound.rows if (text := value_of(row, one)))
        if said and (column is not None or bound.extra[header] not in meant):
            found.setdefault(dimension_of(header), replace(one, said=tuple(said)))
    return found


def without_sums(lines: Bound, sheet: str) -> None:
    """Takes out of the lines of a result the amounts that are sums of a sheet that no longer counts, and what follows from
    those: totals and variances."""
    follows = re.compile(rf"{re.escape(sheet)}'?!|\b[A-Z]{{1,3}}\$?\d")
    for row in lines.rows:
        for column, cell in list(row.filled.items()):
            if column.quantity.form is Form.AMOUNT and cell.formula and follows.search(cell.formula):
                row.cells[column] = BLANK
                del row.filled[column]


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
