"""The detail rows that count as a table for the result, with their sums by account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from msgspec.structs import replace
from numpy.typing import NDArray

from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.columns import Column, Input
from xltool.core.long_columns import Details, LongColumn, LongTable, Narrowing
from xltool.core.units import DATE, TEXT, Unit
from xltool.findings import codes
from xltool.sheets.ledger.array_columns import Numbers, Words, long_column
from xltool.sheets.ledger.detail_sums import Summed, account_sums, part_sums
from xltool.sheets.ledger.ledger_accounts import AccountCells
from xltool.sheets.ledger.ledger_amounts import LedgerAmounts
from xltool.sheets.ledger.ledger_columns import ACCOUNT, line_columns
from xltool.sheets.ledger.ledger_faults import Reading
from xltool.sheets.ledger.ledger_meanings import NAME, balance_columns, dimension_of
from xltool.sheets.lines.accounts import is_number
from xltool.sheets.lines.ledger_values import same_values
from xltool.sheets.settings.settings_rows import Settings


def details_of(
    reading: Reading,
    amounts: LedgerAmounts,
    cells: AccountCells,
    kept: NDArray[np.intp],
    settings: Settings,
    own: Unit,
    narrowed: Mapping[str, Narrowing],
) -> Details:
    """The `kept` rows. `own` is the ledger's unit, `narrowed` are the columns of the lines that may tell them apart, by what
    they are called."""
    unit, into = settings.unit, line_columns(settings)
    frame, accounts = amounts.frame.iloc[kept], cells.rows[kept]
    columns: dict[Column, LongColumn] = {}
    by_name: dict[str, Column] = {}
    days = set()
    for named, position in _placed(reading, amounts):
        if named is ACCOUNT:
            columns[ACCOUNT] = _words(accounts, [float(n) if is_number(n) else n for n in cells.accounts])
            if any(cells.titles) and NAME not in reading.roles:
                title = Column(NAME.header, TEXT)
                columns[title] = _words(cells.places[kept], cells.titles)
                by_name[NAME.header] = title
        elif isinstance(named, Input):
            columns[named] = Numbers(frame[named.header].to_numpy(dtype=np.float64))
        elif position in reading.columns:
            raw = RawColumn(reading.columns[position].kinds[kept], reading.columns[position].numbers[kept])
            column = Column(named, DATE if (raw.kinds == Kind.DAY).any() else TEXT)
            columns[column] = long_column(raw, reading.texts)
            by_name[named] = column
            days |= {column} if column.quantity is DATE else set()
    table = LongTable("details", tuple(columns), columns, len(kept), frozenset(days))
    smaller, larger = sorted((unit.value, own.value))
    factor = float(larger // smaller)
    multiplier, divisor = (factor, 1.0) if own.value > unit.value else (1.0, factor)
    taken = {into[c]: c for c in amounts.columns if c in into}
    rows = Summed(reading, frame, cells, kept, taken)
    by = [
        replace(one, name=name)
        for name in by_name
        if (one := narrowed.get(dimension_of(name))) and _tells(reading, one, columns[by_name[name]])
    ]
    return Details(
        reading.bound.name,
        ACCOUNT,
        taken,
        account_sums(rows),
        table,
        own.word,
        multiplier,
        divisor,
        by_name,
        tuple(by),
        part_sums(rows, [columns[by_name[one.name]] for one in by]),
    )


def _tells(reading: Reading, one: Narrowing, cells: LongColumn) -> bool:
    """Whether the lines and the ledger have a value in common; where they have none, the column is no choice of rows."""
    values = list(cells.different())
    if any(same_values(said, values) for said in one.said):
        return True
    told = codes.DIMENSIONS_NOT_USED.at(
        reading.at_header(ACCOUNT), column=one.header, sheet=reading.bound.name
    )
    reading.findings.append(told)
    return False


def _placed(reading: Reading, amounts: LedgerAmounts) -> list[tuple[Input | str, int]]:
    """The columns in the sheet's order; without those that became amounts, and without balances, which no longer are
    the sums of what is shown."""
    bound = reading.bound
    spent = amounts.used | {bound.extra[name] for name in balance_columns(bound.extra)}
    placed: list[tuple[Input | str, int]] = [(ACCOUNT, bound.columns[ACCOUNT])]
    placed += [(c, reading.number(c)) for c in amounts.columns]
    placed += [(name, position) for name, position in bound.extra.items() if position not in spent]
    return sorted(placed, key=lambda item: item[1])


def _words(places: NDArray[np.intp], words: Sequence[float | str]) -> Words:
    """A column of the words at the places, accounts as Excel keeps them: numbers where they are numbers without losing
    anything; blank where a word is empty."""
    found, different = pd.factorize(places)
    here = [words[int(n)] for n in different]
    kept = [word for word in here if word != ""]
    codes = np.array([-1 if word == "" else kept.index(word) for word in here], np.intp)
    return Words(codes[found], kept)
