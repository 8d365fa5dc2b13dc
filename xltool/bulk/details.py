"""Underlag as pandas columns: the detail rows, checked, summed by account, ready for formulas.

Nothing here is done cell by cell except for what is odd: a text among the amounts, a row without an account.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xltool.bulk.columns import Numbers, Words, long_column, raw_columns
from xltool.core import codes
from xltool.core.accounts import is_number
from xltool.core.bind import Bound
from xltool.core.detail_checks import counted_rows
from xltool.core.finding import Code, Finding, has_errors
from xltool.core.grid import RawSheet, address
from xltool.core.long import Account, Details, Kind, LongColumn, LongTable, RawColumn
from xltool.core.numbers import Number, parse_number, plain
from xltool.core.reading import CURRENCIES, shortened
from xltool.core.sheet import Column, Input, Origin
from xltool.core.swedish import number_text
from xltool.core.totals import LabelKind, is_equal, label_kind
from xltool.core.units import DATE, TEXT, Money, Unit

_SHOWN = 3  # findings of one sort in a column; the rest is counted
_TOTALS = (LabelKind.INCOME, LabelKind.COST, LabelKind.NET, LabelKind.SUBTOTAL)

Positions = NDArray[np.intp]


@dataclass(slots=True)
class _Reading:
    """A sheet of detail rows while it is read. `rows` are the numbers of its rows below the header."""

    bound: Bound
    rows: NDArray[np.int64]
    columns: Mapping[int, RawColumn]
    texts: Sequence[str]
    findings: list[Finding] = field(default_factory=list)

    def where(self, position: int, column: Column | int) -> Origin:
        number = self.bound.columns[column] if isinstance(column, Input) else column
        assert isinstance(number, int)
        return Origin(self.bound.name, address(int(self.rows[position]), number))

    def tell(
        self, code: Code, column: Input, positions: NDArray[np.intp], fields: Callable[[int], dict[str, str]]
    ) -> None:
        """A finding for each of the first positions, and one that counts the rest."""
        for position in positions[:_SHOWN]:
            where = self.where(int(position), column)
            self.findings.append(code.at(where, column=column.header, **fields(int(position))))
        rest = positions[_SHOWN:]
        if len(rest):
            count = "1 cell" if len(rest) == 1 else f"{number_text(len(rest))} celler"
            where = self.where(int(rest[0]), column)
            fields_ = {"count": count, "column": column.header, "sheet": self.bound.name}
            self.findings.append(codes.MORE_OF_SAME.at(where, **fields_))

    def tell_once(
        self, code: Code, column: Input, positions: Positions, fields: Callable[[int], dict[str, str]]
    ) -> None:
        """One finding, at the first position."""
        if len(positions):
            first = int(positions[0])
            self.findings.append(code.at(self.where(first, column), column=column.header, **fields(first)))

    def text(self, column: RawColumn, position: int) -> str:
        return self.texts[int(column.numbers[position])]


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

    `amounts` are the columns to sum, each with the lines' column that takes it. `unit` is the workbook's, `own` the detail rows'. `turned` turns the signs in the table that is shown and not
    in the sums, which are turned with their lines.
    """
    raw = raw_columns(sheet)
    below = raw.rows > bound.header_row
    columns = {n: RawColumn(c.kinds[below], c.numbers[below]) for n, c in raw.columns.items()}
    reading = _Reading(bound, raw.rows[below], columns, raw.texts)
    present = [c for c in amounts if c in bound.columns]
    blank = RawColumn(np.zeros(len(reading.rows), np.uint8), np.full(len(reading.rows), np.nan))
    bound_columns = {c: columns.get(bound.columns[c], blank) for c in (account, *present)}
    names = _account_names(reading, account, bound_columns[account])
    frame = pd.DataFrame({c.header: _amounts(reading, c, bound_columns[c], Money(own)) for c in present})
    frame[account.header] = names
    is_total = _total_rows(reading, names, [columns[p] for p in bound.extra.values() if p in columns])
    _check_totals(reading, frame, present, is_total)
    nameless = (
        ~is_total
        & (names == "").to_numpy()
        & frame[[c.header for c in present]].notna().any(axis=1).to_numpy()
    )
    _tell_nameless(reading, frame, present, nameless, account, own)
    filled = (names != "").to_numpy() & ~is_total
    for column in present:
        _tell_texts(reading, column, bound_columns[column], filled | nameless)
    _tell_empty(reading, present, filled, bound_columns)
    _tell_hidden(reading, sheet, filled)
    if has_errors(reading.findings) or not filled.any():
        return None, reading.findings
    kept = np.flatnonzero(filled)
    taken = {c: amounts[c] for c in present}
    return _details(reading, frame, kept, account, taken, unit, own, turned=turned), reading.findings


# --- accounts and amounts ------------------------------------------------------------------------------------


def _account_names(reading: _Reading, column: Input, raw: RawColumn) -> pd.Series[str]:
    """Each row's account as text, empty where there is none."""
    _tell_broken(reading, column, raw)
    for kind, word in ((Kind.DAY, "ett datum"), (Kind.TRUTH, "ett sanningsvärde")):
        wrong = np.flatnonzero(raw.kinds == kind)
        reading.tell(codes.WRONG_KIND_OF_VALUE, column, wrong, _always(value=word))
    names = pd.Series("", index=range(len(raw.kinds)), dtype=object)
    for kind, name in ((Kind.NUMBER, _number_name), (Kind.TEXT, lambda n: plain(reading.texts[int(n)]))):
        mask = raw.kinds == kind
        found, different = pd.factorize(raw.numbers[mask])
        words = np.array([name(n) for n in different], dtype=object)
        names[mask] = words[found] if len(words) else ""
    return names


def _number_name(number: float) -> str:
    return str(int(number)) if number == int(number) else number_text(number)


def _amounts(reading: _Reading, column: Input, raw: RawColumn, money: Money) -> NDArray[np.float64]:
    """The amounts in the ledger's unit, NaN where a cell is blank or has a finding."""
    _tell_broken(reading, column, raw)
    for kind, word in ((Kind.DAY, "ett datum"), (Kind.TRUTH, "ett sanningsvärde")):
        wrong = np.flatnonzero(raw.kinds == kind)
        reading.tell(codes.WRONG_KIND_OF_VALUE, column, wrong, _always(value=word))
    result: NDArray[np.float64] = np.where(raw.kinds == Kind.NUMBER, raw.numbers, np.nan)
    is_text = raw.kinds == Kind.TEXT
    if not is_text.any():
        return result
    found, different = pd.factorize(raw.numbers[is_text])
    read = [_amount(parse_number(reading.texts[int(n)]), money) for n in different]
    result[is_text] = np.array([np.nan if r is None else r for r in read])[found]
    return result


def _amount(number: Number | None, money: Money) -> float | None:
    if number is None or number.unit == "%":
        return None
    unit = CURRENCIES.get(number.unit.casefold())
    if number.unit and unit is None:
        return None
    return money.convert(number.value, unit) if unit else number.value


# --- findings ------------------------------------------------------------------------------------------------


def _always(**fields: str) -> Callable[[int], dict[str, str]]:
    return lambda _: fields


def _tell_broken(reading: _Reading, column: Input, raw: RawColumn) -> None:
    errors = np.flatnonzero(raw.kinds == Kind.ERROR)
    reading.tell(codes.ERROR_VALUE, column, errors, lambda i: {"value": reading.text(raw, i)})
    reading.tell(codes.NO_STORED_VALUE, column, np.flatnonzero(raw.kinds == Kind.UNSTORED), lambda _: {})


def _tell_texts(reading: _Reading, column: Input, raw: RawColumn, rows: NDArray[np.bool_]) -> None:
    """Tells of texts among the amounts: what is no number, what can be read in two ways, numbers kept as text."""
    positions = np.flatnonzero((raw.kinds == Kind.TEXT) & rows)
    places = raw.numbers[positions]
    read = {int(n): parse_number(reading.texts[int(n)]) for n in np.unique(places)}

    def those(wanted: Callable[[Number | None], bool]) -> Positions:
        return positions[np.isin(places, [n for n, number in read.items() if wanted(number)])]

    def told(position: int) -> dict[str, str]:
        number = read[int(raw.numbers[position])]
        value = shortened(plain(reading.text(raw, position)))
        return {"value": value, "read": number_text(number.value) if number else "", "count": count}

    kept = those(lambda n: n is not None and not n.doubt and not n.unit)
    count = "Ett tal är lagrat" if len(kept) == 1 else f"{number_text(len(kept))} tal är lagrade"
    reading.tell(codes.NOT_A_NUMBER, column, those(lambda n: _amount(n, Money(Unit.KR)) is None), told)
    reading.tell_once(codes.DOUBTFUL_NUMBER, column, those(lambda n: n is not None and bool(n.doubt)), told)
    reading.tell_once(codes.TEXT_NUMBER, column, kept, told)


def _total_rows(reading: _Reading, names: pd.Series[str], others: Sequence[RawColumn]) -> NDArray[np.bool_]:
    """Rows that are totals: their account says so, or they have none and a text of the row says so. Headers that
    stand again, as after a page break, are passed over likewise."""
    account = next(iter(reading.bound.columns))
    header = account.header.casefold()
    labels = {n: label_kind(n) in _TOTALS or n.casefold() == header for n in names.unique()}
    result: NDArray[np.bool_] = np.array(names.map(labels), dtype=bool)
    nameless = (names == "").to_numpy()
    for raw in others:
        mask = nameless & (raw.kinds == Kind.TEXT)
        is_label = [label_kind(reading.texts[int(n)]) in _TOTALS for n in raw.numbers[mask]]
        result[mask] |= np.array(is_label, dtype=bool)
    return result


def _check_totals(
    reading: _Reading, frame: pd.DataFrame, columns: Sequence[Input], is_total: NDArray[np.bool_]
) -> None:
    """A total is never added. It is the sum of all rows above it, or of those since the total before."""
    for column in columns:
        values = frame[column.header].fillna(0.0).where(~is_total, 0.0)
        running = values.cumsum().to_numpy()
        before = 0.0
        for position in np.flatnonzero(is_total):
            stated, computed = float(frame[column.header].iloc[position]), float(running[position])
            if not np.isnan(stated) and not any(_near(stated, c) for c in (computed, computed - before)):
                shown = {"stated": number_text(stated), "computed": number_text(round(computed - before, 6))}
                where = reading.where(int(position), column)
                reading.findings.append(
                    codes.DETAILS_TOTAL.at(where, name="Summaraden", column=column.header, **shown)
                )
            before = computed


def _near(stated: float, computed: float) -> bool:
    return is_equal(stated, computed) or abs(stated - computed) < 0.005


def _tell_nameless(
    reading: _Reading,
    frame: pd.DataFrame,
    columns: Sequence[Input],
    nameless: NDArray[np.bool_],
    account: Input,
    own: Unit,
) -> None:
    if not nameless.any():
        return
    sums = frame.loc[nameless, [c.header for c in columns]].sum()
    shown = ", ".join(
        f"{c.header.lower()} {number_text(round(float(sums[c.header]), 6))} {own.word}" for c in columns
    )
    where = reading.where(int(np.flatnonzero(nameless)[0]), account)
    count = counted_rows(int(nameless.sum())).capitalize()
    reading.findings.append(codes.ACCOUNT_MISSING.at(where, count=count, sheet=reading.bound.name, sum=shown))


def _tell_empty(
    reading: _Reading, columns: Sequence[Input], filled: NDArray[np.bool_], bound: Mapping[Input, RawColumn]
) -> None:
    """Rows with an account and no amount at all."""
    blank = filled.copy()
    for column in columns:
        blank &= bound[column].kinds == Kind.BLANK
    names = {"name": f"en rad på bladet {reading.bound.name}"}
    reading.tell(codes.EMPTY_AMOUNT, columns[0], np.flatnonzero(blank), lambda _: names)


def _tell_hidden(reading: _Reading, sheet: RawSheet, filled: NDArray[np.bool_]) -> None:
    hidden = (
        np.isin(reading.rows, list(sheet.hidden_rows)) & filled
        if sheet.hidden_rows
        else np.zeros(len(filled), bool)
    )
    what = ["rader"] if hidden.any() else []
    if sheet.hidden_columns.intersection(reading.bound.columns.values()):
        what.append("kolumner")
    if what:
        row = int(reading.rows[np.flatnonzero(hidden)[0]]) if hidden.any() else reading.bound.header_row
        where = Origin(sheet.name, address(row, 1))
        reading.findings.append(codes.HIDDEN.at(where, sheet=sheet.name, what=" och ".join(what)))


# --- what comes of it ----------------------------------------------------------------------------------------


def _details(
    reading: _Reading,
    frame: pd.DataFrame,
    kept: Positions,
    account: Input,
    amounts: Mapping[Input, Input],
    unit: Unit,
    own: Unit,
    *,
    turned: bool,
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
            columns[named] = Numbers(0.0 - values if turned else values)
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
