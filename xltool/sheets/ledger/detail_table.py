"""The detail rows that count as a table for the result, with their sums by account."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.long_columns import Account, Details, LongColumn, LongTable
from xltool.core.tables import Column, Input
from xltool.core.units import DATE, TEXT, Unit
from xltool.sheets.ledger.array_columns import Numbers, Words, long_column
from xltool.sheets.ledger.ledger_amounts import Amounts
from xltool.sheets.ledger.ledger_columns import ACCOUNT, LINE_COLUMNS
from xltool.sheets.ledger.ledger_faults import Reading
from xltool.sheets.ledger.ledger_meanings import NAME, balance_columns
from xltool.sheets.lines.accounts import is_number


def details_of(
    reading: Reading,
    amounts: Amounts,
    names: pd.Series[str],
    titles: pd.Series[str] | None,
    kept: NDArray[np.intp],
    unit: Unit,
    own: Unit,
) -> Details:
    """The `kept` rows; `titles` are the accounts' names. `unit` is the workbook's, `own` the ledger's."""
    frame, accounts = amounts.frame.iloc[kept], names.iloc[kept]
    columns: dict[Column, LongColumn] = {}
    by_name: dict[str, Column] = {}
    days = set()
    for named, position in _placed(reading, amounts):
        if named is ACCOUNT:
            columns[ACCOUNT] = _account_column(accounts)
            if titles is not None and NAME not in reading.roles:
                title = Column(NAME.header, TEXT)
                columns[title] = _text_column(titles.iloc[kept])
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
    sums = _sums(reading, amounts, frame, accounts, kept)
    return Details(reading.bound.name, ACCOUNT, taken, sums, table, own.word, multiplier, divisor, by_name)


def _placed(reading: Reading, amounts: Amounts) -> list[tuple[Input | str, int]]:
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
    amounts: Amounts,
    frame: pd.DataFrame,
    accounts: pd.Series[str],
    kept: NDArray[np.intp],
) -> dict[str, Account]:
    grouped = frame.groupby(accounts, sort=True)
    sums, figures = grouped[amounts.heads].sum().to_numpy(), grouped[amounts.heads].count().to_numpy()
    counts = grouped.size()
    first = pd.Series(kept, index=accounts.to_numpy()).groupby(level=0).first()
    lines = [LINE_COLUMNS[c] for c in amounts.columns]
    return {
        str(name): Account(
            str(name),
            int(counts[name]),
            {c: float(sums[i, j]) for j, c in enumerate(lines) if figures[i, j]},
            reading.where(int(first[name]), ACCOUNT),
        )
        for i, name in enumerate(counts.index)
    }


def _account_column(names: pd.Series[str]) -> Words:
    """The accounts as Excel keeps them: numbers where they are numbers without losing anything."""
    found, different = pd.factorize(names)
    return Words(found, [float(n) if is_number(n) else n for n in different])


def _text_column(texts: pd.Series[str]) -> Words:
    found, different = pd.factorize(texts)
    return Words(found, list(different))
