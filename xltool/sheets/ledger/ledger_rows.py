"""Which rows of a ledger count: those of the workbook's year that are no balances, sums or headers again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from xltool.binding.headers import names_of
from xltool.binding.stated_totals import LabelKind, is_equal, label_kind
from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.spelling import normalised
from xltool.core.tables import Input
from xltool.sheets.ledger.ledger_columns import ACCOUNT
from xltool.sheets.ledger.ledger_faults import Reading, note_rows
from xltool.sheets.ledger.ledger_meanings import (
    DATE,
    PERIOD,
    YEAR,
    account_summed,
    is_balance,
    says_wording,
)

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]

_TOTALS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET, LabelKind.SUBTOTAL)
# What a label that matters begins or ends with: so most texts need no second look.
_BEGINS = ("ing", "utg", "ib", "ub", "i.b", "u.b", "per", "år", "mån", "ack", "löp", "sum", "s:a", "del", "slu", "tot", "sam", "net", "res", "öve", "dri", "ver", "σ", "∑", "sal")  # fmt: skip
_ENDS = ("total", "otalt", "summa")
_YEAR_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=(?:\d\d|\d{4})?(?:\D|$))")


class RowKinds(Struct, frozen=True):
    """What each row is: a balance, a total, or neither a detail row for its words (headers again, notes, other tables)."""

    balances: Mask
    totals: Mask
    words: Mask
    summed: pd.Series[str]

    @property
    def aside(self) -> Mask:
        return self.balances | self.totals | self.words


# --- balances and sums ---------------------------------------------------------------------------------------


def row_kinds(
    reading: Reading, names: pd.Series[str], labels: pd.Series[str], amounts: pd.DataFrame
) -> RowKinds:
    """`names` are the accounts, `labels` all that stands in their cells; a row's total is of the account in `summed`."""
    size = len(reading.rows)
    balances, totals, words = (np.zeros(size, bool) for _ in range(3))
    summed = names.copy()
    headers = names_of(ACCOUNT)
    for label in labels.unique():
        word = normalised(label)
        here = None
        if word in headers:
            words |= (labels == label).to_numpy() & amounts.isna().all(axis=1).to_numpy()
        elif is_balance(word) or is_balance(re.sub(r"^\d\w*[ :-]+", "", word)):
            balances |= (labels == label).to_numpy()
        elif label_kind(label) in _TOTALS:
            here = (labels == label).to_numpy()
            totals |= here
            summed[here] = account_summed(word) or ""
    named = (names != "").to_numpy() & ~totals & ~balances & ~words
    for position, word, rows in _labelled(reading):
        if is_balance(word):
            balances |= rows
            continue
        if label_kind(word) not in _TOTALS and account_summed(word) is None:
            continue
        totals |= rows & ~named & ~words
        if says_wording(reading.headers[position]) and (rows & named).any():
            totals |= _account_totals(word, rows & named, names, amounts)
    balances |= _opening_periods(reading)
    words |= note_rows(reading, reading.column(ACCOUNT)) | _other_tables(reading)
    return RowKinds(balances & ~words, totals & ~balances & ~words, words, summed)


def _labelled(reading: Reading) -> Iterator[tuple[int, str, Mask]]:
    """The texts beside the accounts that may be labels, with their rows."""
    few = {
        i: normalised(t)
        for i, t in enumerate(reading.texts)
        if t[:3].lower().startswith(_BEGINS)
        or t.lstrip(" -–•").lower().startswith(_BEGINS)
        or t[-5:].lower() in _ENDS
    }
    few = {
        i: w
        for i, w in few.items()
        if is_balance(w) or label_kind(w) in _TOTALS or account_summed(w) is not None
    }
    if not few:
        return
    for position in reading.bound.extra.values():
        raw = reading.columns.get(position)
        if raw is None:
            continue
        is_text = raw.kinds == Kind.TEXT
        for place in np.unique(raw.numbers[is_text & np.isin(raw.numbers, list(few))]).tolist():
            yield position, few[int(place)], is_text & (raw.numbers == place)


def _account_totals(word: str, rows: Mask, names: pd.Series[str], amounts: pd.DataFrame) -> Mask:
    """The rows with an account that are sums: the text is nothing else or names the account, or it begins as a sum does
    and the rows of the account above it come to it."""
    account = account_summed(word)
    result: Mask = np.zeros(len(names), bool)
    for position in np.flatnonzero(rows).tolist():
        own = names[position]
        result[position] = account in ("", own) or (account is not None and own.startswith(account))
        if not result[position]:
            above = amounts[:position][((names[:position] == own).to_numpy()) & ~rows[:position]]
            stated = amounts.iloc[position]
            given = stated.notna()
            fits = [is_equal(float(stated[c]), float(above[c].sum())) for c in stated.index[given]]
            result[position] = len(above) > 1 and bool(fits) and all(fits)
    return result


def _opening_periods(reading: Reading) -> Mask:
    """Rows of a period 00, in which systems carry balances forward."""
    result: Mask = np.zeros(len(reading.rows), bool)
    if PERIOD in reading.roles:
        raw = reading.column(PERIOD)
        periods = np.where(raw.kinds == Kind.NUMBER, raw.numbers, np.nan)
        result |= (periods >= 190000) & (periods <= 210000) & (periods % 100 == 0)
    return result


def _other_tables(reading: Reading) -> Mask:
    """The rows of other tables of the sheet, which binding told of."""
    result: Mask = np.zeros(len(reading.rows), bool)
    for one in reading.bound.left_out:
        result |= (reading.rows >= one.first) & (reading.rows <= one.last)
    return result


# --- years ---------------------------------------------------------------------------------------------------


class Years(Struct, frozen=True):
    """Each row's year, NaN where none is said; `unread` are rows whose cell says something else, `column` is the first
    that says years."""

    years: Values
    unread: Mask
    column: Input | None


def row_years(reading: Reading) -> Years:
    """The year of each row by its period, else its year, else its date: an invoice's date may lie outside its period's."""
    years = np.full(len(reading.rows), np.nan)
    unread: Mask = np.zeros(len(reading.rows), bool)
    first = None
    for column in (PERIOD, YEAR, DATE):
        if column not in reading.roles:
            continue
        raw = reading.column(column)
        own = _years(raw, reading.texts)
        if np.isnan(own).all():
            continue  # months, say
        first = first or column
        unread |= np.isnan(own) & (raw.kinds != Kind.BLANK)
        years = np.where(np.isnan(years), own, years)
    return Years(years, unread & np.isnan(years), first)


def _years(raw: RawColumn, texts: Sequence[str]) -> Values:
    result = np.full(len(raw.kinds), np.nan)
    numbers = np.where((raw.kinds == Kind.NUMBER) & (raw.numbers % 1 == 0), raw.numbers, np.nan)
    for low, high, divisor, offset in (
        (1990, 2100, 1, 0),
        (199000, 210099, 100, 0),
        (19900000, 21001231, 10000, 0),
        (2101, 6013, 100, 2000),  # 2312 is December 2023
    ):
        met = (numbers >= low) & (numbers <= high)
        if met.any():
            result[met] = numbers[met] // divisor + offset
    days = raw.kinds == Kind.DAY
    if days.any():
        dates = np.datetime64("1899-12-30") + raw.numbers[days].astype("timedelta64[D]")
        result[days] = dates.astype("datetime64[Y]").astype(float) + 1970
    is_text = raw.kinds == Kind.TEXT
    if is_text.any():
        found, different = pd.factorize(raw.numbers[is_text])
        result[is_text] = np.array([_text_year(texts[int(n)]) for n in different])[found]
    return result


def _text_year(text: str) -> float:
    found = _YEAR_TEXT.findall(text)
    return float(found[0]) if len(set(found)) == 1 else float("nan")
