"""Underlag as pandas columns: the detail rows, checked, summed by account, ready for formulas.

Nothing here is done cell by cell except for what is odd: a text among the amounts, a row without an account.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xltool.binding.bind import Bound
from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.cells import RawSheet
from xltool.core.long_columns import Account, Details, LongColumn, LongTable
from xltool.core.numbers import parse_number, plain
from xltool.core.swedish import number_text
from xltool.core.tables import Column, Input
from xltool.core.units import DATE, TEXT, Money, Unit
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.sheets.ledger.array_columns import Numbers, Words, long_column, raw_columns
from xltool.sheets.ledger.ledger_faults import (
    Reading,
    always,
    check_totals,
    note_rows,
    read_amount,
    tell_broken,
    tell_empty,
    tell_hidden,
    tell_nameless,
    tell_texts,
    total_rows,
)
from xltool.sheets.lines.accounts import is_number


def read_details(
    sheet: RawSheet,
    bound: Bound,
    account: Input,
    amounts: Mapping[Input, Input],
    unit: Unit,
    own: Unit,
    *,
    turned: bool,
) -> tuple[Details | None, list[Finding]]:
    """The detail rows of the bound sheet, and what is wrong with them; None where a figure cannot be used.

    `amounts` are the columns to sum, each with the lines' column that takes it. `unit` is the workbook's, `own` the detail rows'. `turned` is for a ledger whose signs are
    the other way round than booking's.
    """
    raw = raw_columns(sheet)
    below = raw.rows > bound.header_row
    columns = {n: RawColumn(c.kinds[below], c.numbers[below]) for n, c in raw.columns.items()}
    reading = Reading(bound, raw.rows[below], columns, raw.texts)
    present = [c for c in amounts if c in bound.columns]
    blank = RawColumn(np.zeros(len(reading.rows), np.uint8), np.full(len(reading.rows), np.nan))
    bound_columns = {c: columns.get(bound.columns[c], blank) for c in (account, *present)}
    names = _account_names(reading, account, bound_columns[account])
    frame = pd.DataFrame({c.header: _amounts(reading, c, bound_columns[c], Money(own)) for c in present})
    if turned:
        frame = 0.0 - frame
    frame[account.header] = names
    is_total = total_rows(reading, names, [columns[p] for p in bound.extra.values() if p in columns])
    check_totals(reading, frame, present, is_total)
    aside = is_total | note_rows(reading, bound_columns[account])
    nameless = (
        ~aside & (names == "").to_numpy() & frame[[c.header for c in present]].notna().any(axis=1).to_numpy()
    )
    tell_nameless(reading, frame, present, nameless, account, own)
    filled = (names != "").to_numpy() & ~aside
    for column in present:
        tell_texts(reading, column, bound_columns[column], filled | nameless)
    tell_empty(reading, names, present, filled, bound_columns)
    tell_hidden(reading, sheet, filled)
    if has_errors(reading.findings) or not filled.any():
        return None, reading.findings
    kept = np.flatnonzero(filled)
    taken = {c: amounts[c] for c in present}
    return _details(reading, frame, kept, account, taken, unit, own), reading.findings


# --- accounts and amounts ------------------------------------------------------------------------------------


def _account_names(reading: Reading, column: Input, raw: RawColumn) -> pd.Series[str]:
    """Each row's account as text, empty where there is none."""
    tell_broken(reading, column, raw)
    for kind, word in ((Kind.DAY, "ett datum"), (Kind.TRUTH, "ett sanningsvärde")):
        wrong = np.flatnonzero(raw.kinds == kind)
        reading.tell(codes.WRONG_KIND_OF_VALUE, column, wrong, always(value=word))
    names = pd.Series("", index=range(len(raw.kinds)), dtype=object)
    for kind, name in ((Kind.NUMBER, _number_name), (Kind.TEXT, lambda n: plain(reading.texts[int(n)]))):
        mask = raw.kinds == kind
        found, different = pd.factorize(raw.numbers[mask])
        words = np.array([name(n) for n in different], dtype=object)
        names[mask] = words[found] if len(words) else ""
    return names


def _number_name(number: float) -> str:
    return str(int(number)) if number == int(number) else number_text(number)


def _amounts(reading: Reading, column: Input, raw: RawColumn, money: Money) -> NDArray[np.float64]:
    """The amounts in the ledger's unit, NaN where a cell is blank or has a finding."""
    tell_broken(reading, column, raw)
    for kind, word in ((Kind.DAY, "ett datum"), (Kind.TRUTH, "ett sanningsvärde")):
        wrong = np.flatnonzero(raw.kinds == kind)
        reading.tell(codes.WRONG_KIND_OF_VALUE, column, wrong, always(value=word))
    result: NDArray[np.float64] = np.where(raw.kinds == Kind.NUMBER, raw.numbers, np.nan)
    is_text = raw.kinds == Kind.TEXT
    if not is_text.any():
        return result
    found, different = pd.factorize(raw.numbers[is_text])
    read = [read_amount(parse_number(reading.texts[int(n)]), money) for n in different]
    result[is_text] = np.array([np.nan if r is None else r for r in read])[found]
    return result


# --- what comes of it ----------------------------------------------------------------------------------------


def _details(
    reading: Reading,
    frame: pd.DataFrame,
    kept: NDArray[np.intp],
    account: Input,
    amounts: Mapping[Input, Input],
    unit: Unit,
    own: Unit,
) -> Details:
    rows = frame.iloc[kept]
    heads = [c.header for c in amounts]
    grouped = rows.groupby(account.header, sort=True)
    sums, figures = grouped[heads].sum().to_numpy(), grouped[heads].count().to_numpy()
    counts = grouped.size()
    first = pd.Series(kept, index=rows[account.header].to_numpy()).groupby(level=0).first()
    accounts = {
        str(name): Account(
            str(name),
            int(counts[name]),
            {c: float(sums[i, j]) for j, c in enumerate(amounts.values()) if figures[i, j]},
            reading.where(int(first[name]), account),
        )
        for i, name in enumerate(counts.index)
    }
    columns: dict[Column, LongColumn] = {}
    by_name: dict[str, Column] = {}
    days = set()
    inputs: list[tuple[Input | str, int]] = [*reading.bound.columns.items(), *reading.bound.extra.items()]
    for named, position in sorted(inputs, key=lambda item: item[1]):
        if named is account:
            columns[account] = _account_column(rows[account.header])
        elif isinstance(named, Input):
            values = rows[named.header].to_numpy(dtype=np.float64)
            columns[named] = Numbers(values)
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
    return Details(
        reading.bound.name,
        account,
        {line: own_column for own_column, line in amounts.items()},
        accounts,
        table,
        own.word,
        multiplier,
        divisor,
        by_name,
    )


def _account_column(names: pd.Series[str]) -> Words:
    """The accounts as Excel keeps them: numbers where they are numbers without losing anything."""
    found, different = pd.factorize(names)
    return Words(found, [float(n) if is_number(n) else n for n in different])
