"""Every figure of a ledger is accounted for (reading.md §1): what was left out is told, with count and sum."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xltool.binding.row_use import RowUse
from xltool.core.cell_arrays import Kind
from xltool.core.cells import column_letters
from xltool.core.origin import Origin
from xltool.core.swedish import number_text
from xltool.core.units import SignRule, Unit
from xltool.findings import codes
from xltool.sheets.ledger.array_columns import long_column
from xltool.sheets.ledger.array_types import Mask
from xltool.sheets.ledger.ledger_amounts import LedgerAmounts
from xltool.sheets.ledger.ledger_columns import ACCOUNT, DETAILS
from xltool.sheets.ledger.ledger_faults import Reading, sums_words
from xltool.sheets.ledger.ledger_meanings import balance_columns, dimension_columns
from xltool.sheets.ledger.ledger_rows import RowKinds
from xltool.sheets.lines.ledger_lines import counted_rows
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_reading import LeftOutRows, SheetReading


def tell_left_out(
    reading: Reading, amounts: LedgerAmounts, kinds: RowKinds, other: Mask, filled: Mask
) -> tuple[LeftOutRows, ...]:
    """Tells of balances and sums, and gives everything that is in no figure."""
    balances, totals = kinds.balances & filled, kinds.totals & filled
    for what, rows in (("Saldon", balances), ("Summor", totals)):
        if rows.any():
            where = reading.where(int(np.flatnonzero(rows)[0]), ACCOUNT)
            sums = sums_words(amounts.whole, [*amounts.whole], rows, reading.unit)
            fields = {"count": counted_rows(int(rows.sum())), "sheet": reading.bound.name}
            reading.findings.append(codes.LEDGER_LEFT_OUT.at(where, what=what, sum=sums, **fields))
    groups = [
        ("saldon", balances),
        ("summor", totals),
        ("raderna gäller ett annat år", other & filled & ~kinds.aside),
        ("raderna hör till en annan tabell", kinds.words & filled & ~balances & ~totals),
    ]
    if amounts.aside is not None:
        groups.append(("raderna hör till en annan version", amounts.aside))
    left = [_left_rows(reading, amounts, mask, reason) for reason, mask in groups if mask.any()]
    return (*left, *_balance_columns(reading))


def _left_rows(reading: Reading, amounts: LedgerAmounts, rows: Mask, reason: str) -> LeftOutRows:
    positions = np.flatnonzero(rows)
    columns = sorted(reading.number(c) for c in amounts.cells)
    first, last = column_letters(columns[0]), column_letters(columns[-1])
    cells = f"{first}{reading.rows[positions[0]]}:{last}{reading.rows[positions[-1]]}"
    total = float(np.nansum(amounts.whole.to_numpy(float)[rows]))
    return LeftOutRows(cells, len(positions), round(total, 6), reason)


def _balance_columns(reading: Reading) -> Iterator[LeftOutRows]:
    """The columns of balances, told one by one."""
    for name in balance_columns(reading.bound.extra):
        position = reading.bound.extra[name]
        if position not in reading.columns:
            continue
        raw = reading.columns[position]
        filled = np.flatnonzero(raw.kinds == Kind.NUMBER)
        if not len(filled):
            continue
        total = round(long_column(raw, reading.texts).sum(), 6)
        letters = column_letters(position)
        cells = f"{letters}{reading.rows[filled[0]]}:{letters}{reading.rows[filled[-1]]}"
        where = Origin(reading.bound.name, f"{letters}{reading.bound.header_row}")
        count = "1 belopp" if len(filled) == 1 else f"{number_text(len(filled))} belopp"
        fields = {"what": f"Kolumnen {name}", "sheet": reading.bound.name, "count": count}
        sums = f"{number_text(total)} {reading.unit}"
        reading.findings.append(codes.LEDGER_LEFT_OUT.at(where, sum=sums, **fields))
        yield LeftOutRows(cells, len(filled), total, f"kolumnen {name} är ett saldo")


def ledger_reading(
    reading: Reading,
    amounts: LedgerAmounts,
    counted: Mask,
    kinds: RowKinds,
    left: tuple[LeftOutRows, ...],
    settings: Settings,
    unit: Unit,
    unit_from: str,
) -> SheetReading:
    """How the ledger was read, as the other sheets say it."""
    columns = {ACCOUNT.header: reading.header(ACCOUNT)}
    columns |= {column.header: reading.header(column) for column in reading.roles}
    columns |= dimension_columns(reading.bound.extra)
    columns |= {column.header: words for column, words in amounts.columns.items()}
    rows = {RowUse.LINE: int(counted.sum()), RowUse.TOTAL: int(kinds.totals.sum())}
    rest = len(reading.rows) - sum(rows.values())
    rows |= {RowUse.LEFT_OUT: rest} if rest else {}
    signs = SignRule.POSITIVE if settings.ledger_turned else SignRule.NEGATIVE
    return SheetReading(reading.bound.name, DETAILS.title, columns, signs, unit, unit_from, rows, left)
