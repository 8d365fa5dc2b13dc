"""Rows of a ledger that were pasted in twice: several in a row are the same, cell for cell, as several above them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.cells import address
from xltool.core.origin import Origin
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.sheets.ledger.array_types import Mask, Positions
from xltool.sheets.ledger.ledger_columns import ACCOUNT
from xltool.sheets.ledger.ledger_faults import Reading
from xltool.sheets.ledger.ledger_meanings import DATE, VOUCHER

_FEWEST = 3  # rows: two entries may well be alike


def tell_pasted_twice(reading: Reading, counted: Mask) -> None:
    """A warning at the longest run of counted rows that stands once more further up, where the sheet tells its entries
    apart by voucher or day, or where it is half of all: the same rent comes every month."""
    rows = np.flatnonzero(counted)
    filled = [c for c in reading.columns.values() if (c.kinds[rows] != Kind.BLANK).any()]
    if len(rows) < 2 * _FEWEST:
        return
    alike = _alike(filled, rows)
    first = pd.Series(np.arange(len(rows))).groupby(alike).transform("first").to_numpy()
    begin, length = _longest(np.arange(len(rows)) - first)
    are_told = bool({VOUCHER, DATE} & reading.roles.keys())
    if len(set(alike[begin : begin + length].tolist())) < _FEWEST or not (
        are_told or 2 * length == len(rows)
    ):
        return
    again, before = (reading.rows[rows[i : i + length]] for i in (begin, int(first[begin])))
    where = Origin(reading.bound.name, address(int(again[0]), reading.number(ACCOUNT)))
    fields = {
        "count": number_text(length),
        "rows": f"{again[0]}–{again[-1]}",
        "first": f"{before[0]}–{before[-1]}",
    }
    reading.findings.append(codes.ROWS_PASTED_TWICE.at(where, sheet=reading.bound.name, **fields))


def _alike(columns: list[RawColumn], rows: Positions) -> np.ndarray:
    """A number for each row that it has in common with those that hold the same cells."""
    frame = {
        f"{i}{part}": values
        for i, column in enumerate(columns)
        for part, values in (("k", column.kinds[rows]), ("n", np.nan_to_num(column.numbers[rows])))
    }
    return pd.util.hash_pandas_object(pd.DataFrame(frame), index=False).to_numpy()


def _longest(offsets: Positions) -> tuple[int, int]:
    """Where the longest run of rows begins that all stand as far below their first like, and how long it is."""
    changes = np.flatnonzero(np.diff(offsets)) + 1
    begins = np.concatenate(([0], changes))
    lengths = np.diff(np.concatenate((begins, [len(offsets)])))
    lengths = np.where(offsets[begins] > 0, lengths, 0)
    best = int(lengths.argmax())
    return int(begins[best]), int(lengths[best])
