"""Underlag as pandas columns: the detail rows, checked, summed by account, ready for formulas.

Nothing here is done cell by cell except for what is odd: a text among the amounts, a row without an account.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from xltool.binding.bound import Bound
from xltool.binding.headers import header_text
from xltool.core.cell_arrays import RawColumn
from xltool.core.cells import RawSheet
from xltool.core.long_columns import Narrowing
from xltool.core.numbers import plain
from xltool.core.units import Money
from xltool.findings.finding import has_errors
from xltool.sheets.ledger.array_columns import raw_columns
from xltool.sheets.ledger.array_types import Mask
from xltool.sheets.ledger.detail_table import details_of
from xltool.sheets.ledger.ledger_accounting import ledger_reading, tell_left_out
from xltool.sheets.ledger.ledger_accounts import AccountCells, account_cells
from xltool.sheets.ledger.ledger_amounts import LedgerAmounts, read_amounts, tell_sideless
from xltool.sheets.ledger.ledger_columns import ACCOUNT, LedgerRead
from xltool.sheets.ledger.ledger_faults import (
    Reading,
    check_totals,
    tell_empty,
    tell_hidden,
    tell_nameless,
    tell_texts,
)
from xltool.sheets.ledger.ledger_meanings import meanings
from xltool.sheets.ledger.ledger_outside import after_period, outside_selection
from xltool.sheets.ledger.ledger_rows import RowKinds, row_kinds
from xltool.sheets.ledger.ledger_signs import check_signs
from xltool.sheets.ledger.ledger_unit import ledger_unit
from xltool.sheets.ledger.ledger_versions import read_versions, split_versions
from xltool.sheets.ledger.ledger_years import of_other_years
from xltool.sheets.ledger.pasted_twice import tell_pasted_twice
from xltool.sheets.settings.settings_rows import Settings


class Sorted(Struct, frozen=True):
    """Which rows count, those of other years, what the others are, and the rows with amounts but no account."""

    counted: Mask
    other: Mask
    kinds: RowKinds
    nameless: Mask


def read_details(
    sheet: RawSheet,
    bound: Bound,
    settings: Settings,
    narrowed: Mapping[str, Narrowing],
    *,
    own: bool,
    settled: bool,
) -> LedgerRead:
    """The detail rows of the bound sheet, and what is wrong with them; None where a figure cannot be used.
    The signs of xltool's `own` result are settled; of a ledger that is `settled` it is which rows count. `narrowed` are the
    columns of the lines that may tell rows apart."""
    reading = reading_of(sheet, bound)
    unit, unit_from = ledger_unit(sheet, bound, settings, reading.findings)
    reading.unit = unit.word
    cells = account_cells(reading)
    amounts = read_amounts(reading, Money(unit), settings.chosen)
    filled = amounts.filled
    rows = sorted_rows(reading, cells, amounts, filled, settings, settled=settled)
    outside = np.zeros(len(filled), bool)
    if not settled:
        outside = outside_selection(reading, amounts, rows.counted & filled, settings)
        after_period(reading, amounts, rows.counted & ~outside, settings)
    check_totals(
        reading, amounts.frame, [*amounts.columns], rows.kinds.totals, rows.counted, rows.kinds.summed
    )
    _tell(reading, sheet, cells, amounts, rows)
    if not settled and not own:
        tell_pasted_twice(reading, rows.counted & filled & ~outside)
    left = tell_left_out(reading, amounts, rows.kinds, rows.other, filled)
    counted = rows.counted & ~outside
    if amounts.aside is not None:
        counted &= ~amounts.aside
    if amounts.later is not None:
        counted &= ~(amounts.later & ~amounts.filled)
    if has_errors(reading.findings) or not counted.any():
        return LedgerRead(None, None, reading.findings)
    if settings.ledger_turned:
        amounts.frame = 0.0 - amounts.frame
    details = details_of(reading, amounts, cells, np.flatnonzero(counted), settings, unit, narrowed)
    where = reading.at_header(ACCOUNT)
    if not own and (wrong := [f for c in details.amounts for f in check_signs(details, c, settings, where)]):
        return LedgerRead(None, None, [*reading.findings, *wrong])
    told = ledger_reading(reading, amounts, counted, rows.kinds, left, settings, unit, unit_from)
    return LedgerRead(details, told, reading.findings)


def reading_of(sheet: RawSheet, bound: Bound) -> Reading:
    """The rows below the headers, before anything is decided of them."""
    raw = raw_columns(sheet)
    below = raw.rows > bound.header_row
    columns = {n: RawColumn(c.kinds[below], c.numbers[below]) for n, c in raw.columns.items()}
    texts = {p: plain(header_text(sheet.cell(bound.header_row, p))) for p in bound.columns.values()}
    headers = {p: t for p, t in texts.items() if t} | {p: name for name, p in bound.extra.items()}
    return Reading(bound, raw.rows[below], columns, raw.texts, meanings(bound.extra), headers)


def sorted_rows(
    reading: Reading,
    cells: AccountCells,
    amounts: LedgerAmounts,
    filled: Mask,
    settings: Settings,
    *,
    settled: bool,
) -> Sorted:
    """Sorts the rows, splits versions, and tells what is not clear about either. `filled` are the rows with amounts. In a
    ledger that is `settled` every row is of the year."""
    kinds = row_kinds(reading, cells, amounts.frame, filled, settled=settled)
    rows = ~kinds.aside
    versions = read_versions(reading, amounts)
    version_years = None if versions is None else versions.years()
    other: Mask = np.zeros(len(filled), bool)
    if not settled:
        other = of_other_years(reading, amounts, rows & filled, version_years, settings)
    rows &= ~other
    counted = rows & cells.named
    if versions is not None:
        split_versions(reading, amounts, versions, counted, settings.chosen)
    return Sorted(counted, other, kinds, rows & ~cells.named & filled)


def _tell(
    reading: Reading, sheet: RawSheet, cells: AccountCells, amounts: LedgerAmounts, rows: Sorted
) -> None:
    tell_nameless(reading, amounts.whole, [*amounts.whole], rows.nameless, ACCOUNT)
    tell_sideless(reading, amounts, rows.counted)
    for column, raw in amounts.cells.items():
        tell_texts(reading, column, raw, rows.counted | rows.nameless)
    if amounts.cells:
        tell_empty(reading, cells.name, next(iter(amounts.cells)), rows.counted, amounts.blank)
    tell_hidden(reading, sheet, rows.counted)
