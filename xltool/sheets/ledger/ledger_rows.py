"""Which rows of a ledger count: those of the workbook's year that are no balances, sums or headers again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from xltool.binding.agreement import is_equal
from xltool.binding.headers import names_of
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.columns import Input
from xltool.core.spelling import normalised
from xltool.sheets.ledger.array_types import Floats, Mask, Positions
from xltool.sheets.ledger.ledger_accounts import AccountCells
from xltool.sheets.ledger.ledger_columns import ACCOUNT
from xltool.sheets.ledger.ledger_faults import Reading, note_rows
from xltool.sheets.ledger.ledger_meanings import (
    DATE,
    NAME,
    PERIOD,
    YEAR,
    account_summed,
    is_balance,
    says_wording,
)

_TOTALS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET, LabelKind.SUBTOTAL)
# What a label that matters begins or ends with: so most texts need no second look.
_BEGINS = ("ing", "utg", "ib", "ub", "i.b", "u.b", "per", "år", "mån", "ack", "löp", "sum", "s:a", "del", "slu", "tot", "sam", "net", "res", "öve", "dri", "ver", "σ", "∑", "sal")  # fmt: skip
_ENDS = ("total", "totalt", "summa")
_FIRST = frozenset("".join(b[0] + b[0].upper() for b in _BEGINS) + " -–•·")
_LAST = frozenset(("al", "lt", "ma", "AL", "LT", "MA", "l ", "t ", "a "))
_LATEST_DAY = 100_000  # Excel's; beyond it stands 20231231
_YEAR_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=(?:\d\d|\d{4})?(?:\D|$))")


class RowKinds(Struct, frozen=True):
    """What each row is: a balance, a total, or neither a detail row for its words (headers again, notes, other tables). `summed` is each row's account, a total's the one that it is the sum of."""

    balances: Mask
    totals: Mask
    words: Mask
    summed: NDArray[np.intp]

    @property
    def aside(self) -> Mask:
        return self.balances | self.totals | self.words


# --- balances and sums ---------------------------------------------------------------------------------------


def row_kinds(
    reading: Reading, cells: AccountCells, amounts: pd.DataFrame, filled: Mask, *, settled: bool = False
) -> RowKinds:
    """What the words of each row say that it is; `filled` are the rows with amounts. In a ledger that is `settled` the name
    of an account is nothing else, whatever it is."""
    by_label = [_label_use(label) for label in cells.labels]
    balances, totals, words = (np.array([use == u for u in by_label])[cells.places] for use in _USES)
    words &= ~filled
    words |= note_rows(reading, reading.column(ACCOUNT)) | _other_tables(reading)
    summed = cells.rows
    if totals.any():
        places = {account: i for i, account in enumerate(cells.accounts)}
        of_total = [places.get(account_summed(normalised(label)) or "", 0) for label in cells.labels]
        summed = np.where(totals, np.array(of_total, np.intp)[cells.places], summed)
    named = cells.named & ~totals & ~balances & ~words
    for position, word, rows in _labelled(reading, without=NAME if settled else None):
        if is_balance(word):
            balances[rows] = True
            continue
        totals[rows[~named[rows]]] = True
        if says_wording(reading.headers[position]):
            totals[_account_totals(word, rows[named[rows]], cells, amounts)] = True
    balances |= _opening_periods(reading)
    return RowKinds(balances & ~words, totals & ~balances & ~words, words, summed)


_USES = ("balance", "total", "header")


def _label_use(label: str) -> str:
    """What the cell of the account says that the row is: one of the uses, or nothing of them."""
    word = normalised(label)
    if word in names_of(ACCOUNT):
        return "header"
    if is_balance(word) or is_balance(re.sub(r"^\d\w*[ :-]+", "", word)):
        return "balance"
    return "total" if label_kind(label) in _TOTALS else ""


def _labelled(reading: Reading, without: Input | None) -> Iterator[tuple[int, str, Positions]]:
    """The texts beside the accounts that say balance or sum, with their rows; not those of a column."""
    maybe = [(i, t) for i, t in enumerate(reading.texts) if t[:1] in _FIRST or t[-2:] in _LAST]
    few = {i: word for i, t in maybe if _may_be_label(t) and _says_more(word := normalised(t))}
    if not few:
        return
    for position in reading.bound.extra.values():
        raw = reading.columns.get(position)
        if raw is None or (without is not None and reading.roles.get(without) == position):
            continue
        rows = np.flatnonzero((raw.kinds == Kind.TEXT) & np.isin(raw.numbers, list(few)))
        places = raw.numbers[rows]
        for place in np.unique(places).tolist():
            yield position, few[int(place)], rows[places == place]


def _may_be_label(text: str) -> bool:
    return text.lstrip(" -–•·").lower().startswith(_BEGINS) or text.rstrip().lower().endswith(_ENDS)


def _says_more(word: str) -> bool:
    return is_balance(word) or label_kind(word) in _TOTALS or account_summed(word) is not None


def _account_totals(word: str, rows: Positions, cells: AccountCells, amounts: pd.DataFrame) -> Positions:
    """The rows with an account that are sums: the text is nothing else or names the account, or it begins as a sum does
    and the rows of the account above it come to it."""
    account = account_summed(word)
    found = []
    for position in rows.tolist():
        own = cells.name(position)
        is_total = account in ("", own) or (bool(account) and own.startswith(account or ""))
        if is_total or _is_sum_of_above(position, rows, cells, amounts):
            found.append(position)
    return np.array(found, np.intp)


def _is_sum_of_above(position: int, rows: Positions, cells: AccountCells, amounts: pd.DataFrame) -> bool:
    above = np.flatnonzero(cells.rows[:position] == cells.rows[position])
    above = above[~np.isin(above, rows)]
    stated = amounts.iloc[position].dropna()
    sums = amounts.iloc[above].sum()
    return (
        len(above) > 1
        and len(stated) > 0
        and all(is_equal(float(stated[c]), float(sums[c])) for c in stated.index)
    )


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

    years: Floats
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


def _years(raw: RawColumn, texts: Sequence[str]) -> Floats:
    result = np.full(len(raw.kinds), np.nan)
    days = (raw.kinds == Kind.DAY) & (raw.numbers < _LATEST_DAY)
    whole = ((raw.kinds == Kind.NUMBER) | (raw.kinds == Kind.DAY)) & ~days & (raw.numbers % 1 == 0)
    numbers = np.where(whole, raw.numbers, np.nan)
    for low, high, divisor, offset in (
        (1990, 2100, 1, 0),
        (199000, 210099, 100, 0),
        (19900000, 21001231, 10000, 0),
        (2101, 6013, 100, 2000),  # 2312 is December 2023
    ):
        met = (numbers >= low) & (numbers <= high)
        if met.any():
            result[met] = numbers[met] // divisor + offset
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
