"""What a ledger says of the workbook that it has none of yet: its years, the month that it reaches to, its accounts' names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from xltool.binding.bound import Bound
from xltool.binding.headers import names_of
from xltool.core.cells import RawSheet
from xltool.core.long_columns import Details
from xltool.core.numbers import plain
from xltool.core.spelling import normalised
from xltool.core.units import Money
from xltool.sheets.ledger.ledger_accounts import account_cells
from xltool.sheets.ledger.ledger_amounts import read_amounts
from xltool.sheets.ledger.ledger_columns import ACTUAL
from xltool.sheets.ledger.ledger_meanings import NAME
from xltool.sheets.ledger.ledger_months import row_months
from xltool.sheets.ledger.ledger_reading import reading_of, sorted_rows
from xltool.sheets.ledger.ledger_rows import row_years
from xltool.sheets.lines.ledger_values import cell_words
from xltool.sheets.settings.settings_rows import DECEMBER, Settings


def rows_reach(sheet: RawSheet, bound: Bound, settings: Settings) -> tuple[list[int], int | None]:
    """The years of the rows that count, and the latest month with an actual where that is before December; of the settings' year
    alone where they have one."""
    reading = reading_of(sheet, bound)
    cells = account_cells(reading)
    amounts = read_amounts(reading, Money(settings.details_unit), settings.chosen)
    filled = amounts.filled
    counted = sorted_rows(reading, cells, amounts, filled, settings, settled=False).counted & filled
    years = row_years(reading).years
    found = sorted({int(y) for y in np.unique(years[counted & ~np.isnan(years)])})
    month = None
    if ACTUAL in amounts.columns:
        actual = amounts.frame[ACTUAL.header].to_numpy(float)
        months = row_months(reading)[counted & ~np.isnan(actual) & (actual != 0)]
        latest = int(np.nanmax(months)) if (months > 0).any() else DECEMBER
        month = latest if latest < DECEMBER else None
    return found, month


def account_names(details: Details) -> dict[str, str]:
    """The first name of each account that the rows give it; only of those that have one."""
    header = next((name for name in details.kept if normalised(name) in names_of(NAME)), None)
    if header is None:
        return {}
    accounts, names = details.table.cells[details.account], details.table.cells[details.kept[header]]
    if names.is_numbers:
        return {}
    pairs = pd.DataFrame({"account": accounts.codes, "name": names.codes})
    first = pairs[(pairs >= 0).all(axis=1)].drop_duplicates("account")
    return {
        cell_words(accounts.words[account]): plain(str(names.words[name]))
        for account, name in zip(first["account"], first["name"], strict=True)
    }
