"""Rows outside what the workbook is about: after the month of an interim report, or of another part of the host's ledger."""

from __future__ import annotations

import numpy as np

from xltool.core.cells import address
from xltool.core.origin import Origin
from xltool.core.swedish import MONTHS, listed
from xltool.findings import codes
from xltool.sheets.ledger.array_columns import long_column
from xltool.sheets.ledger.array_types import Mask
from xltool.sheets.ledger.detail_sums import coded
from xltool.sheets.ledger.ledger_amounts import LedgerAmounts
from xltool.sheets.ledger.ledger_columns import ACCOUNT, ACTUAL, BUDGET, PERIOD_BUDGET
from xltool.sheets.ledger.ledger_faults import Reading, sums_words
from xltool.sheets.ledger.ledger_meanings import DATE, PERIOD
from xltool.sheets.ledger.ledger_months import row_months
from xltool.sheets.ledger.ledger_selection import parse_selection
from xltool.sheets.lines.ledger_lines import counted_rows
from xltool.sheets.lines.ledger_values import cell_words, same_values
from xltool.sheets.settings.settings_rows import SELECTION, Settings

_LISTED = 12  # values in a hint


def after_period(reading: Reading, amounts: LedgerAmounts, rows: Mask, settings: Settings) -> None:
    """Takes the actual after the month of an interim report out of the amounts, tells it, and splits the budget at it."""
    if not settings.is_interim or settings.period is None:
        return
    months = row_months(reading)
    later = rows & (months > settings.period)
    if (
        BUDGET in amounts.columns
        and (months[rows & ~np.isnan(amounts.frame[BUDGET.header].to_numpy(float))] > 0).all()
    ):
        budget = amounts.frame[BUDGET.header].to_numpy(float)
        amounts.frame[PERIOD_BUDGET.header] = np.where(months > settings.period, np.nan, budget)
        amounts.columns[PERIOD_BUDGET] = (
            f"{amounts.columns[BUDGET]}, till och med {MONTHS[settings.period - 1]}"
        )
        reading.roles.setdefault(PERIOD_BUDGET, reading.number(BUDGET))
    if ACTUAL not in amounts.columns:
        return
    actual = amounts.frame[ACTUAL.header].to_numpy(float)
    later &= ~np.isnan(actual)
    if not later.any():
        return
    column = PERIOD if PERIOD in reading.roles else DATE
    where = reading.where(int(np.flatnonzero(later)[0]), column)
    sums = sums_words(amounts.frame, [ACTUAL.header], later, reading.unit)
    count = counted_rows(int(later.sum())).capitalize()
    fields = {"sheet": reading.bound.name, "month": MONTHS[settings.period - 1], "sum": sums}
    reading.findings.append(codes.LEDGER_LATER.at(where, count=count, **fields))
    amounts.frame[ACTUAL.header] = np.where(later, np.nan, actual)
    amounts.later = later


def outside_selection(reading: Reading, amounts: LedgerAmounts, rows: Mask, settings: Settings) -> Mask:
    """The rows that are not of the part that Urval names; told."""
    outside: Mask = np.zeros(len(reading.rows), bool)
    if not settings.selection:
        return outside
    extra = {name: p for name, p in reading.bound.extra.items() if p in reading.columns}
    chosen = parse_selection(settings.selection, list(extra))
    if chosen is None:
        _unknown(
            reading,
            settings,
            "har ingen sådan kolumn (en kolumn i taget)",
            listed(list(extra)) or "inga kolumner",
        )
        return outside
    places, words = coded(long_column(reading.columns[extra[chosen.name]], reading.texts))
    by_code = {code: same_values(code, words) for code in chosen.codes}
    missing = [code for code, found in by_code.items() if not found]
    if missing:
        shown = [cell_words(word) for word in words if word is not None]
        found = listed([*shown[:_LISTED], *(["…"] if len(shown) > _LISTED else [])])
        _unknown(reading, settings, f"har inget {chosen.name} {listed(missing)}", found)
        return outside
    wanted = frozenset().union(*by_code.values())
    outside = ~np.array([word in wanted for word in words])[places]
    if (told := rows & outside).any():
        where = Origin(reading.bound.name, address(reading.bound.header_row, extra[chosen.name]))
        sums = sums_words(amounts.frame, amounts.heads, told, reading.unit)
        fields = {
            "count": counted_rows(int(told.sum())).capitalize(),
            "value": settings.selection,
            "sum": sums,
        }
        reading.findings.append(codes.LEDGER_SELECTED.at(where, sheet=reading.bound.name, **fields))
    return outside


def _unknown(reading: Reading, settings: Settings, problem: str, found: str) -> None:
    where = settings.origins.get(SELECTION.key) or reading.at_header(ACCOUNT)
    fields = {"value": settings.selection, "name": reading.bound.name, "problem": problem, "found": found}
    reading.findings.append(codes.SELECTION_UNKNOWN.at(where, **fields))
