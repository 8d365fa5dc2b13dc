"""Rows of other years than the workbook's: left out and told, or asked about where none is of its year."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from xltool.core.columns import Input
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.ledger.array_types import Mask
from xltool.sheets.ledger.ledger_amounts import LedgerAmounts
from xltool.sheets.ledger.ledger_columns import ACCOUNT
from xltool.sheets.ledger.ledger_faults import Reading, sums_words
from xltool.sheets.ledger.ledger_meanings import VERSION
from xltool.sheets.ledger.ledger_rows import row_years
from xltool.sheets.lines.ledger_lines import counted_rows
from xltool.sheets.settings.settings_rows import YEAR as SETTING, Settings

_MOST_YEARS = 4  # alternatives of a question


def of_other_years(
    reading: Reading,
    amounts: LedgerAmounts,
    filled: Mask,
    version_years: NDArray[np.float64] | None,
    settings: Settings,
) -> Mask:
    """The rows of other years, as told; `filled` are the rows with amounts that would count. `version_years` are those of their versions."""
    said = row_years(reading)
    years = said.years
    column = said.column or ACCOUNT
    if version_years is not None:
        column = said.column or VERSION
        years = np.where(np.isnan(years), version_years, years)
    if (unread := said.unread & filled).any():
        position = int(np.flatnonzero(unread)[0])
        _ask(
            reading,
            column,
            position,
            f"{counted_rows(int(unread.sum()))} säger inget år som går att läsa",
            [],
        )
    if settings.year is None:
        return _without_year(reading, column, years, filled)
    other: Mask = ~np.isnan(years) & (years != settings.year)
    if version_years is not None:
        other |= ~np.isnan(version_years) & (version_years != settings.year)
    if not (other & filled).any():
        return other
    found = sorted({int(y) for y in np.unique(years[other & filled])})
    first = int(np.flatnonzero(other & filled)[0])
    shown = listed([str(y) for y in found])
    if not (filled & ~other).any():
        _ask(reading, column, first, f"alla rader gäller {shown}, och Uppgifter säger {settings.year}", found)
        return other
    fields = {"count": counted_rows(int((other & filled).sum())).capitalize(), "sheet": reading.bound.name}
    sums = sums_words(amounts.frame, amounts.heads, other & filled, reading.unit)
    where = reading.where(first, column)
    reading.findings.append(codes.LEDGER_OTHER_YEAR.at(where, years=shown, sum=sums, **fields))
    return other


def _without_year(reading: Reading, column: Input, years: NDArray[np.float64], filled: Mask) -> Mask:
    found = sorted({int(y) for y in np.unique(years[filled & ~np.isnan(years)])})
    if len(found) > 1:
        first = int(np.flatnonzero(filled & (years == found[1]))[0])
        words = f"raderna gäller {listed([str(y) for y in found])}, och Uppgifter säger inget år"
        _ask(reading, column, first, words, found)
    result: Mask = np.zeros(len(years), bool)
    return result


def _ask(reading: Reading, column: Input, position: int, found: str, years: list[int]) -> None:

    where = reading.where(position, column)
    fields = {"sheet": reading.bound.name, "found": found, "column": reading.header(column)}
    told = codes.LEDGER_YEAR_UNCLEAR.at(where, **fields)
    remedies = tuple(Remedy("Uppgifter", float(y), label=SETTING.label) for y in years[-_MOST_YEARS:])
    reading.findings.append(replace(told, remedies=remedies))
