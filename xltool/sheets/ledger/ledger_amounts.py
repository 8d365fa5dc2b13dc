"""The amounts of detail rows, debit plus and credit minus: from a column, from Debet and Kredit, or with the side beside."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.columns import Input
from xltool.core.numbers import parse_number, plain
from xltool.core.spelling import normalised
from xltool.core.units import Money
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.ledger.array_types import Floats, Mask
from xltool.sheets.ledger.ledger_columns import ACTUAL, AMOUNTS, BUDGET
from xltool.sheets.ledger.ledger_faults import Reading, always, read_amount, sums_words, tell_broken
from xltool.sheets.ledger.ledger_meanings import CREDIT, DEBIT, SIDE, SIDES
from xltool.sheets.lines.ledger_lines import counted_rows

CHOICE = {BUDGET: "Budgetkolumn", ACTUAL: "Utfallskolumn"}


class LedgerAmounts(Struct):
    """The amounts in the ledger's unit, a column of `frame` for each of `columns`, which says what it was read from.
    `cells` are the columns of the sheet that hold them, `used` those that are spent on them. `sideless` are the rows whose side cannot be read, `aside` those of versions that do not count,
    `later` those after the period of an interim report."""

    frame: pd.DataFrame
    columns: dict[Input, str]
    cells: dict[Input, RawColumn]
    used: set[int] = field(default_factory=set)
    sideless: Mask | None = None
    aside: Mask | None = None
    later: Mask | None = None
    unsplit: pd.DataFrame | None = None

    @property
    def whole(self) -> pd.DataFrame:
        """The amounts of all rows, as they were before versions parted them."""
        return self.frame if self.unsplit is None else self.unsplit

    @property
    def heads(self) -> list[str]:
        return [c.header for c in self.columns]

    @property
    def filled(self) -> Mask:
        """The rows that have an amount that can be read."""
        result: Mask = np.zeros(len(self.frame), bool)
        for head in self.heads:
            result |= ~np.isnan(self.frame[head].to_numpy(float))
        return result

    @property
    def blank(self) -> Mask:
        """The rows that have no amount at all."""
        result: Mask = np.ones(len(self.frame), bool)
        for raw in self.cells.values():
            result &= raw.kinds == Kind.BLANK
        return result


def read_amounts(reading: Reading, money: Money, chosen: Mapping[str, str]) -> LedgerAmounts:
    """The amounts as booking signs them; what cannot be read is told."""
    present = [c for c in AMOUNTS if c in reading.bound.columns]
    cells = {c: reading.column(c) for c in present}
    frame = pd.DataFrame({c.header: _amounts(reading, c, cells[c], money) for c in present})
    amounts = LedgerAmounts(frame, {c: reading.header(c) for c in present}, cells)
    if DEBIT in reading.roles and CREDIT in reading.roles:
        _from_sides(reading, amounts, money, chosen)
    if SIDE in reading.roles:
        _signed(reading, amounts)
    return amounts


def _amounts(reading: Reading, column: Input, raw: RawColumn, money: Money) -> Floats:
    """The amounts in the ledger's unit, NaN where a cell is blank or has a finding."""
    tell_broken(reading, column, raw)
    for kind, word in ((Kind.DAY, "ett datum"), (Kind.TRUTH, "ett sanningsvärde")):
        wrong = np.flatnonzero(raw.kinds == kind)
        reading.tell(codes.WRONG_KIND_OF_VALUE, column, wrong, always(value=word))
    result: Floats = np.where(raw.kinds == Kind.NUMBER, raw.numbers, np.nan)
    is_text = raw.kinds == Kind.TEXT
    if not is_text.any():
        return result
    found, different = pd.factorize(raw.numbers[is_text])
    read = [read_amount(parse_number(reading.texts[int(n)]), money) for n in different]
    result[is_text] = np.array([np.nan if r is None else r for r in read])[found]
    return result


# --- the side ------------------------------------------------------------------------------------------------


def _from_sides(reading: Reading, amounts: LedgerAmounts, money: Money, chosen: Mapping[str, str]) -> None:
    """Actual = debit − credit. Credits that are all written with minus are signed already."""
    debit, credit = (_amounts(reading, c, reading.column(c), money) for c in (DEBIT, CREDIT))
    is_signed = bool((np.nan_to_num(credit) <= 0).all() and (credit < 0).any())
    both = np.isnan(debit) & np.isnan(credit)
    difference = np.nan_to_num(debit) + (1.0 if is_signed else -1.0) * np.nan_to_num(credit)
    difference = np.where(both, np.nan, difference)
    words = f"{reading.header(DEBIT)} {'+' if is_signed else '−'} {reading.header(CREDIT)}"
    if ACTUAL in amounts.columns and _stated_counts(reading, amounts, difference, words, chosen):
        return
    reading.roles.setdefault(ACTUAL, reading.roles[DEBIT])
    amounts.frame[ACTUAL.header] = difference
    amounts.columns[ACTUAL] = words
    amounts.cells.pop(ACTUAL, None)
    amounts.cells |= {c: reading.column(c) for c in (DEBIT, CREDIT)}
    amounts.used |= {reading.roles[DEBIT], reading.roles[CREDIT]}


def _stated_counts(
    reading: Reading, amounts: LedgerAmounts, difference: Floats, words: str, chosen: Mapping[str, str]
) -> bool:
    """Whether the column of actuals counts beside Debet and Kredit: where it says the same, or Uppgifter names it."""
    header = reading.header(ACTUAL)
    wanted = normalised(chosen.get(ACTUAL.header, ""))
    stated = amounts.frame[ACTUAL.header].to_numpy(float)
    if wanted in (normalised(header), normalised(words)):
        return wanted == normalised(header)
    if np.allclose(np.nan_to_num(stated), np.nan_to_num(difference), rtol=0, atol=0.005):
        return True
    if SIDE in reading.roles:
        return True  # the amount is unsigned, and the side says what Debet and Kredit do
    where = reading.at_header(ACTUAL)
    told = codes.TWO_COLUMNS.at(where, first=header, second=words, column=ACTUAL.header)
    remedies = tuple(Remedy("Uppgifter", w, label=CHOICE[ACTUAL]) for w in (header, words))
    reading.findings.append(replace(told, remedies=remedies))
    return True


def _signed(reading: Reading, amounts: LedgerAmounts) -> None:
    """The side gives an unsigned amount its sign. Amounts of which no credit is positive and no debit negative have it
    already."""
    side = _sides(reading)
    if side is None or DEBIT in amounts.cells:
        return
    amounts.used.add(reading.roles[SIDE])
    values = amounts.frame.to_numpy(float)
    is_unsigned = bool((values * side[:, None] < 0).any())  # a credit of plus, or a debit of minus
    if not is_unsigned and ((values < 0) & (side[:, None] < 0)).any():
        return
    heads = amounts.heads
    amounts.sideless = np.isnan(side) & (np.nan_to_num(values) != 0).any(axis=1)
    known = np.where(np.isnan(side), 1.0, side)
    for head in heads:
        amounts.frame[head] = amounts.frame[head].to_numpy(float) * known + 0.0
    for column, words in amounts.columns.items():
        amounts.columns[column] = f"{words}, tecken efter {reading.header(SIDE)}"


def _sides(reading: Reading) -> Floats | None:
    """The sign of each row's side, NaN where none can be read; None for a column that says no sides."""
    raw = reading.column(SIDE)
    result = np.full(len(raw.kinds), np.nan)
    is_text = raw.kinds == Kind.TEXT
    if is_text.any():
        found, different = pd.factorize(raw.numbers[is_text])
        words = [normalised(plain(reading.texts[int(n)])) for n in different]
        result[is_text] = np.array([SIDES.get(w, np.nan) for w in words])[found]
    numbers = raw.numbers[raw.kinds == Kind.NUMBER]
    if len(numbers) and set(np.unique(numbers).tolist()) == {-1.0, 1.0}:
        result[raw.kinds == Kind.NUMBER] = numbers
    return None if np.isnan(result).all() else result


def tell_sideless(reading: Reading, amounts: LedgerAmounts, counts: Mask) -> None:
    """An error on the rows that count whose side cannot be read."""
    if amounts.sideless is None or not (wrong := amounts.sideless & counts).any():
        return
    where = reading.where(int(np.flatnonzero(wrong)[0]), SIDE)
    fields = {"count": counted_rows(int(wrong.sum())), "sheet": reading.bound.name}
    sums = sums_words(amounts.frame, amounts.heads, wrong, reading.unit)
    reading.findings.append(codes.LEDGER_SIDE.at(where, column=reading.header(SIDE), sum=sums, **fields))
