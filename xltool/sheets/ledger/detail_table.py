"""The detail rows that count as a table for the result, with their sums by account."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.columns import Column, Input
from xltool.core.long_columns import Account, Details, LongColumn, LongTable
from xltool.core.units import DATE, TEXT, Unit
from xltool.sheets.ledger.array_columns import Numbers, Words, long_column
from xltool.sheets.ledger.ledger_accounts import AccountCells
from xltool.sheets.ledger.ledger_amounts import LedgerAmounts
from xltool.sheets.ledger.ledger_columns import ACCOUNT, LINE_COLUMNS
from xltool.sheets.ledger.ledger_faults import Reading
from xltool.sheets.ledger.ledger_meanings import NAME, balance_columns
from xltool.sheets.lines.accounts import is_number


def details_of(
    reading: Reading,
    amounts: LedgerAmounts,
    cells: AccountCells,
    kept: NDArray[np.intp],
    unit: Unit,
    own: Unit,
) -> Details:
    """The `kept` rows. `unit` is the workbook's, `own` the ledger's."""
    frame, accounts = amounts.frame.iloc[kept], cells.rows[kept]
    columns: dict[Column, LongColumn] = {}
    by_name: dict[str, Column] = {}
    days = set()
    for named, position in _placed(reading, amounts):
        if named is ACCOUNT:
            columns[ACCOUNT] = _words(accounts, [float(n) if is_number(n) else n for n in cells.accounts])
            if any(cells.titles) and NAME not in reading.roles:
                title = Column(NAME.header, TEXT)
                columns[title] = _words(cells.places[kept], cells.titles)
                by_name[NAME.header] = title
        elif isinstance(named, Input):
            columns[named] = Numbers(frame[named.header].to_numpy(dtype=np.float64))
        elif position in reading.columns:
            raw = RawColumn(reading.columns[position].kinds[kept], reading.columns[position].numbers[kept])
            column = Column(named, DATE if (raw.kinds == Kind.DAY).any() else TEXT)
            columns[column] = long_column(raw, reading.texts)
            by_name[named] = column
            days |= {column} if column.quantity is DATE else set()
    table = LongTable("details", tuple(columns), columns, len(kept), frozenset(days))
    smaller, larger = sorted((unit.value, own.value))
    factor = float(larger // smaller)
    multiplier, divisor = (factor, 1.0) if own.value > unit.value else (1.0, factor)
    taken = {LINE_COLUMNS[c]: c for c in amounts.columns}
    sums = _sums(reading, amounts, frame, cells, kept)
    return Details(reading.bound.name, ACCOUNT, taken, sums, table, own.word, multiplier, divisor, by_name)


def _placed(reading: Reading, amounts: LedgerAmounts) -> list[tuple[Input | str, int]]:
    """The columns in the sheet's order; without those that became amounts, and without balances, which no longer are
    the sums of what is shown."""
    bound = reading.bound
    spent = amounts.used | {bound.extra[name] for name in balance_columns(bound.extra)}
    placed: list[tuple[Input | str, int]] = [(ACCOUNT, bound.columns[ACCOUNT])]
    placed += [(c, reading.number(c)) for c in amounts.columns]
    placed += [(name, position) for name, position in bound.extra.items() if position not in spent]
    return sorted(placed, key=lambda item: item[1])


def _sums(
    reading: Reading,
    amounts: LedgerAmounts,
    frame: pd.DataFrame,
    cells: AccountCells,
    kept: NDArray[np.intp],
) -> dict[str, Account]:
    accounts = cells.rows[kept]
    present, first, counts = np.unique(accounts, return_index=True, return_counts=True)
    sums, figures = {}, {}
    for column in amounts.columns:
        values = frame[column.header].to_numpy(float)
        here = ~np.isnan(values)
        figures[column] = np.bincount(accounts[here], minlength=len(cells.accounts))
        sums[column] = pd.Series(values).groupby(accounts).sum()
    ordered = sorted(range(len(present)), key=lambda i: cells.accounts[present[i]])
    return {
        (name := cells.accounts[present[i]]): Account(
            name,
            int(counts[i]),
            {LINE_COLUMNS[c]: float(sums[c][present[i]]) for c in amounts.columns if figures[c][present[i]]},
            reading.where(int(kept[first[i]]), ACCOUNT),
        )
        for i in ordered
    }


def _words(places: NDArray[np.intp], words: Sequence[float | str]) -> Words:
    """A column of the words at the places, accounts as Excel keeps them: numbers where they are numbers without losing
    anything; blank where a word is empty."""
    found, different = pd.factorize(places)
    here = [words[int(n)] for n in different]
    kept = [word for word in here if word != ""]
    codes = np.array([-1 if word == "" else kept.index(word) for word in here], np.intp)
    return Words(codes[found], kept)
