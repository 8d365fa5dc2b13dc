"""What is wrong with detail rows: the first cells of each sort one by one, the rest counted; totals among the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from msgspec import Struct, field
from numpy.typing import NDArray

from xltool.binding.agreement import is_equal
from xltool.binding.bound import Bound
from xltool.core.cell_arrays import Kind, RawColumn
from xltool.core.cell_text import shortened
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input
from xltool.core.numbers import Number, parse_number, plain
from xltool.core.origin import Origin
from xltool.core.swedish import number_text
from xltool.core.units import UNIT_WORDS, Money, Unit
from xltool.findings import codes
from xltool.findings.finding import Code, Finding
from xltool.sheets.ledger.array_types import Positions
from xltool.sheets.lines.ledger_lines import counted_rows

_SHOWN = 3  # findings of one sort in a column; the rest is counted


class Reading(Struct):
    """A sheet of detail rows while it is read. `rows` are the numbers of its rows below the header."""

    bound: Bound
    rows: NDArray[np.int64]
    columns: Mapping[int, RawColumn]
    texts: Sequence[str]
    roles: dict[Input, int] = field(default_factory=dict)
    headers: Mapping[int, str] = field(default_factory=dict)
    unit: str = "kr"
    findings: list[Finding] = field(default_factory=list)

    def number(self, column: Input) -> int:
        """The position of a column that is bound, or that has a meaning."""
        return self.bound.columns[column] if column in self.bound.columns else self.roles[column]

    def header(self, column: Input) -> str:
        """The sheet's own header of the column."""
        return self.headers.get(self.number(column), column.header)

    def column(self, column: Input) -> RawColumn:
        """The column's cells, blank where the sheet has none below the header."""
        size = len(self.rows)
        blank = RawColumn(np.zeros(size, np.uint8), np.full(size, np.nan))
        return self.columns.get(self.number(column), blank)

    def where(self, position: int, column: Input) -> Origin:
        return Origin(self.bound.name, address(int(self.rows[position]), self.number(column)))

    def at_header(self, column: Input) -> Origin:
        return Origin(self.bound.name, address(self.bound.header_row, self.number(column)))

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


def read_amount(number: Number | None, money: Money) -> float | None:
    if number is None or number.unit == "%":
        return None
    unit = UNIT_WORDS.get(number.unit.casefold())
    if number.unit and unit is None:
        return None
    return money.convert(number.value, unit) if unit else number.value


def always(**fields: str) -> Callable[[int], dict[str, str]]:
    return lambda _: fields


def tell_broken(reading: Reading, column: Input, raw: RawColumn) -> None:
    errors = np.flatnonzero(raw.kinds == Kind.ERROR)
    reading.tell(codes.ERROR_VALUE, column, errors, lambda i: {"value": reading.text(raw, i)})
    reading.tell(codes.NO_STORED_VALUE, column, np.flatnonzero(raw.kinds == Kind.UNSTORED), lambda _: {})


def tell_texts(reading: Reading, column: Input, raw: RawColumn, rows: NDArray[np.bool_]) -> None:
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
    reading.tell(codes.NOT_A_NUMBER, column, those(lambda n: read_amount(n, Money(Unit.KR)) is None), told)
    reading.tell_once(codes.DOUBTFUL_NUMBER, column, those(lambda n: n is not None and bool(n.doubt)), told)
    reading.tell_once(codes.TEXT_NUMBER, column, kept, told)


def note_rows(reading: Reading, accounts: RawColumn) -> NDArray[np.bool_]:
    """Rows of nothing but words in the column of accounts, as `Källa: Agresso` below the last one."""
    result: NDArray[np.bool_] = accounts.kinds == Kind.TEXT
    for column in reading.columns.values():
        result &= (column is accounts) | (column.kinds == Kind.BLANK)
    for position in np.flatnonzero(result).tolist():
        result[position] = " " in plain(reading.text(accounts, position))
    return result


def check_totals(
    reading: Reading,
    frame: pd.DataFrame,
    columns: Sequence[Input],
    totals: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    accounts: NDArray[np.intp],
) -> None:
    """A total is never added. It is the sum of all rows above it, of those since the total before, or of its account's.
    `accounts` are the rows', a total's the one that it is the sum of, 0 where that is none."""
    positions = np.flatnonzero(totals)
    for column in columns if len(positions) else ():
        stated = frame[column.header].to_numpy(float)
        values = np.where(counted, np.nan_to_num(stated), 0.0)
        running = values.cumsum()
        before = 0.0
        for position in positions.tolist():
            ways = (float(running[position]), float(running[position]) - before)
            before, said = ways[0], float(stated[position])
            if np.isnan(said) or any(_near(said, way) for way in ways):
                continue
            own = values[:position][accounts[:position] == accounts[position]].sum()
            if accounts[position] and _near(said, float(own)):
                continue
            shown = {"stated": number_text(said), "computed": number_text(round(ways[1], 6))}
            where = reading.where(position, column)
            told = codes.DETAILS_TOTAL.at(where, name="Summaraden", column=column.header, **shown)
            reading.findings.append(told)


def _near(stated: float, computed: float) -> bool:
    return is_equal(stated, computed) or abs(stated - computed) < 0.005


def sums_words(frame: pd.DataFrame, heads: Sequence[str], rows: NDArray[np.bool_], unit: str) -> str:
    """What the rows come to: `budget 300 kr, utfall 120 kr`."""
    here = frame.loc[rows, list(heads)]
    shown = [h for h in heads if here[h].notna().any()] or list(heads)
    return ", ".join(f"{h.lower()} {number_text(round(float(here[h].sum()), 6))} {unit}" for h in shown)


def tell_nameless(
    reading: Reading, frame: pd.DataFrame, heads: Sequence[str], nameless: NDArray[np.bool_], account: Input
) -> None:
    if not nameless.any():
        return
    where = reading.where(int(np.flatnonzero(nameless)[0]), account)
    count = counted_rows(int(nameless.sum())).capitalize()
    shown = sums_words(frame, heads, nameless, reading.unit)
    reading.findings.append(codes.ACCOUNT_MISSING.at(where, count=count, sheet=reading.bound.name, sum=shown))


def tell_empty(
    reading: Reading,
    name: Callable[[int], str],
    column: Input,
    filled: NDArray[np.bool_],
    blank: NDArray[np.bool_],
) -> None:
    """Rows with an account and no amount at all; `name` is a row's account."""
    empty = np.flatnonzero(filled & blank)
    reading.tell(codes.EMPTY_AMOUNT, column, empty, lambda p: {"name": shortened(name(p))})


def tell_hidden(reading: Reading, sheet: RawSheet, filled: NDArray[np.bool_]) -> None:
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
