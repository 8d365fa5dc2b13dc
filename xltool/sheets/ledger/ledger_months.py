"""The month of each row of a ledger, where an interim report ends within the year."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from xltool.binding.header_words import stated_month
from xltool.core.cell_arrays import Kind, RawColumn
from xltool.sheets.ledger.array_types import Floats
from xltool.sheets.ledger.ledger_faults import Reading
from xltool.sheets.ledger.ledger_meanings import DATE, PERIOD

_LATEST_DAY = 100_000  # Excel's; beyond it stands 20231231
_MONTH_TEXT = re.compile(r"(?:19|20)\d\d[-/. ]?(0[1-9]|1[0-2])(?:[-/. ]?[0-3]\d)?(?!\d)")


def row_months(reading: Reading) -> Floats:
    """The month of each row by its period, else its date; NaN where neither says one."""
    months = np.full(len(reading.rows), np.nan)
    for column in (PERIOD, DATE):
        if column in reading.roles:
            months = np.where(np.isnan(months), _months(reading.column(column), reading.texts), months)
    return months


def _months(raw: RawColumn, texts: Sequence[str]) -> Floats:
    result = np.full(len(raw.kinds), np.nan)
    days = (raw.kinds == Kind.DAY) & (raw.numbers < _LATEST_DAY)
    numbers = np.where((raw.kinds == Kind.NUMBER) & (raw.numbers % 1 == 0), raw.numbers, np.nan)
    for low, high, divisor in ((1, 12, 1), (199000, 210099, 1), (19900000, 21001231, 100), (2101, 6013, 1)):
        met = (numbers >= low) & (numbers <= high)
        result[met] = numbers[met] // divisor % 100
    if days.any():
        dates = np.datetime64("1899-12-30") + raw.numbers[days].astype("timedelta64[D]")
        result[days] = dates.astype("datetime64[M]").astype(int) % 12 + 1
    is_text = raw.kinds == Kind.TEXT
    if is_text.any():
        found, different = pd.factorize(raw.numbers[is_text])
        result[is_text] = np.array([_text_month(texts[int(n)]) for n in different])[found]
    return np.where((result >= 1) & (result <= 12), result, np.nan)


def _text_month(text: str) -> float:
    """The month of `2023-08-31`, `202308`, `20230831`, `2023-08` or `augusti`."""
    if found := _MONTH_TEXT.match(text.strip()):
        return float(found[1])
    return float(stated_month(text) or "nan")
