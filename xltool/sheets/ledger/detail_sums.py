"""Detail rows added up by account, and by what tells lines of the same account apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from xltool.core.columns import Input
from xltool.core.long_columns import Account, LongColumn
from xltool.sheets.ledger.array_columns import Words
from xltool.sheets.ledger.array_types import Positions
from xltool.sheets.ledger.ledger_accounts import AccountCells
from xltool.sheets.ledger.ledger_columns import ACCOUNT
from xltool.sheets.ledger.ledger_faults import Reading


class Summed(Struct, frozen=True):
    """The `kept` rows with their amounts in `frame`; `taken` is the ledger's column of each of the lines'."""

    reading: Reading
    frame: pd.DataFrame
    cells: AccountCells
    kept: Positions
    taken: Mapping[Input, Input]


def account_sums(rows: Summed) -> dict[str, Account]:
    """The accounts in their order."""
    return {one.number: one for one in _added(rows, rows.cells.rows[rows.kept])}


def part_sums(rows: Summed, columns: Sequence[LongColumn]) -> dict[str, list[Account]]:
    """The accounts' rows by what they hold in the columns; empty without columns."""
    if not columns:
        return {}
    groups: NDArray[np.intp] = rows.cells.rows[rows.kept]
    codes = [coded(column) for column in columns]
    for places, _ in codes:
        _, groups = np.unique(groups * (places.max(initial=0) + 1) + places, return_inverse=True)
    _, first = np.unique(groups, return_index=True)
    held = [tuple(words[places[at]] for places, words in codes) for at in first.tolist()]
    parts: dict[str, list[Account]] = defaultdict(list)
    for one in _added(rows, groups, held):
        parts[one.number].append(one)
    return parts


def coded(column: LongColumn) -> tuple[NDArray[np.intp], list[float | str | bool | None]]:
    """A place among the column's different cells for each row; the first of them is a blank one."""
    if isinstance(column, Words):
        return column.codes + 1, [None, *column.words]
    places, words = pd.factorize(column.numbers)  # a blank cell is -1
    return places + 1, [None, *words.tolist()]


def _added(
    rows: Summed, groups: NDArray[np.intp], held: Sequence[tuple[float | str | bool | None, ...]] = ()
) -> list[Account]:
    """The rows of each group added up, in the order of their accounts; the groups are places among `held`, or accounts."""
    accounts = rows.cells.rows[rows.kept]
    present, first, counts = np.unique(groups, return_index=True, return_counts=True)
    sums, figures = {}, {}
    for line_column, column in rows.taken.items():
        values = rows.frame[column.header].to_numpy(float)
        here = ~np.isnan(values)
        figures[line_column] = np.bincount(groups[here], minlength=int(present.max(initial=0)) + 1)
        sums[line_column] = pd.Series(values).groupby(groups).sum()
    found = [
        Account(
            rows.cells.accounts[accounts[first[i]]],
            int(counts[i]),
            {c: float(sums[c][group]) for c in rows.taken if figures[c][group]},
            rows.reading.where(int(rows.kept[first[i]]), ACCOUNT),
            held[int(group)] if held else (),
        )
        for i, group in enumerate(present)
    ]
    return sorted(found, key=lambda one: (one.number, str(one.values)))
