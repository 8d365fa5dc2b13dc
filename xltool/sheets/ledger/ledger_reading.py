"""Underlag as pandas columns: the detail rows, checked, summed by account, ready for formulas.

Nothing here is done cell by cell except for what is odd: a text among the amounts, a row without an account.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from xltool.binding.bind import Bound
from xltool.binding.headers import header_text
from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.cells import RawSheet
from xltool.core.numbers import plain
from xltool.core.swedish import number_text
from xltool.core.units import Money
from xltool.findings import codes
from xltool.findings.finding import has_errors
from xltool.sheets.ledger.array_columns import raw_columns
from xltool.sheets.ledger.detail_table import details_of
from xltool.sheets.ledger.ledger_accounting import ledger_reading, tell_left_out
from xltool.sheets.ledger.ledger_amounts import (
    Amounts,
    read_amounts,
    read_versions,
    split_versions,
    tell_sideless,
)
from xltool.sheets.ledger.ledger_columns import ACCOUNT, LedgerRead
from xltool.sheets.ledger.ledger_faults import (
    Reading,
    always,
    check_totals,
    tell_broken,
    tell_empty,
    tell_hidden,
    tell_nameless,
    tell_texts,
)
from xltool.sheets.ledger.ledger_meanings import meanings
from xltool.sheets.ledger.ledger_rows import RowKinds, row_kinds
from xltool.sheets.ledger.ledger_signs import check_signs
from xltool.sheets.ledger.ledger_unit import ledger_unit
from xltool.sheets.ledger.ledger_years import of_other_years
from xltool.sheets.settings.settings_rows import Settings

Mask = NDArray[np.bool_]

_ACCOUNT_AND_NAME = re.compile(r"(\d[\dA-Za-z]{1,14})(?: *[-–:,] *| +)([^\W\d_].*)")


class Sorted(Struct, frozen=True):
    """Which rows count, those of other years, what the others are, and the rows with amounts but no account."""

    counted: Mask
    other: Mask
    kinds: RowKinds
    nameless: Mask


def read_details(sheet: RawSheet, bound: Bound, settings: Settings) -> LedgerRead:
    """The detail rows of the bound sheet, and what is wrong with them; None where a figure cannot be used."""
    reading = _reading(sheet, bound)
    unit, unit_from = ledger_unit(sheet, bound, settings, reading.findings)
    reading.unit = unit.word
    labels = _labels(reading)
    names, titles = _accounts(labels)
    amounts = read_amounts(reading, Money(unit), settings.chosen)
    rows = _sorted(reading, names, labels, amounts, settings)
    check_totals(
        reading, amounts.frame, [*amounts.columns], rows.kinds.totals, rows.counted, rows.kinds.summed
    )
    _tell(reading, sheet, names, amounts, rows)
    left = tell_left_out(reading, amounts, rows.kinds, rows.other, names)
    counted = rows.counted & ~amounts.aside if amounts.aside is not None else rows.counted
    if not has_errors(reading.findings) and counted.any():
        sums = amounts.frame[counted].groupby(names[counted]).sum()
        for head in amounts.heads:
            reading.findings += check_signs(sums[head], settings, sheet.name, reading.at_header(ACCOUNT))
    if has_errors(reading.findings) or not counted.any():
        return LedgerRead(None, None, reading.findings)
    if settings.ledger_turned:
        amounts.frame = 0.0 - amounts.frame
    details = details_of(reading, amounts, names, titles, np.flatnonzero(counted), settings.unit, unit)
    told = ledger_reading(reading, amounts, counted, rows.kinds, left, settings, unit, unit_from)
    return LedgerRead(details, told, reading.findings)


def _reading(sheet: RawSheet, bound: Bound) -> Reading:
    raw = raw_columns(sheet)
    below = raw.rows > bound.header_row
    columns = {n: RawColumn(c.kinds[below], c.numbers[below]) for n, c in raw.columns.items()}
    texts = {p: plain(header_text(sheet.cell(bound.header_row, p))) for p in bound.columns.values()}
    headers = {p: t for p, t in texts.items() if t} | {p: name for name, p in bound.extra.items()}
    return Reading(bound, raw.rows[below], columns, raw.texts, meanings(bound.extra), headers)


def _sorted(
    reading: Reading, names: pd.Series[str], labels: pd.Series[str], amounts: Amounts, settings: Settings
) -> Sorted:
    """Sorts the rows, splits versions, and tells what is not clear about either."""
    kinds = row_kinds(reading, names, labels, amounts.frame)
    own = ~kinds.aside & ~(names == "").to_numpy()
    versions = read_versions(reading, amounts)
    version_years = None if versions is None else versions.years()
    other = of_other_years(reading, amounts, own, version_years, settings)
    counted = own & ~other
    if versions is not None:
        split_versions(reading, amounts, versions, counted, settings.chosen)
    filled = amounts.frame.notna().any(axis=1).to_numpy()
    nameless = ~kinds.aside & ~other & (names == "").to_numpy() & filled
    return Sorted(counted, other, kinds, nameless)


def _tell(reading: Reading, sheet: RawSheet, names: pd.Series[str], amounts: Amounts, rows: Sorted) -> None:
    tell_nameless(reading, amounts.frame, amounts.heads, rows.nameless, ACCOUNT)
    tell_sideless(reading, amounts, rows.counted)
    for column, raw in amounts.cells.items():
        tell_texts(reading, column, raw, rows.counted | rows.nameless)
    if amounts.cells:
        first = next(iter(amounts.cells))
        tell_empty(reading, names, first, rows.counted, amounts.blank)
    tell_hidden(reading, sheet, rows.counted)


# --- accounts ------------------------------------------------------------------------------------------------


def _labels(reading: Reading) -> pd.Series[str]:
    """What stands in each row's cell of the account as text, empty where there is none."""
    raw = reading.column(ACCOUNT)
    tell_broken(reading, ACCOUNT, raw)
    for kind, word in ((Kind.DAY, "ett datum"), (Kind.TRUTH, "ett sanningsvärde")):
        wrong = np.flatnonzero(raw.kinds == kind)
        reading.tell(codes.WRONG_KIND_OF_VALUE, ACCOUNT, wrong, always(value=word))
    names = pd.Series("", index=range(len(raw.kinds)), dtype=object)
    for kind, name in ((Kind.NUMBER, _number_name), (Kind.TEXT, lambda n: plain(reading.texts[int(n)]))):
        mask = raw.kinds == kind
        found, different = pd.factorize(raw.numbers[mask])
        words = np.array([name(n) for n in different], dtype=object)
        names[mask] = words[found] if len(words) else ""
    return names


def _number_name(number: float) -> str:
    return str(int(number)) if number == int(number) else number_text(number)


def _accounts(labels: pd.Series[str]) -> tuple[pd.Series[str], pd.Series[str] | None]:
    """The accounts, and their names where both stand in one cell as `5010 Månadslön`."""
    parts = {
        label: found.groups() for label in labels.unique() if (found := _ACCOUNT_AND_NAME.fullmatch(label))
    }
    if not parts:
        return labels, None
    names = labels.map({label: parts[label][0] if label in parts else label for label in labels.unique()})
    return names, labels.map({label: title for label, (_, title) in parts.items()})
