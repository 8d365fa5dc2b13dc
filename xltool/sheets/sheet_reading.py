"""How each sheet was read: what its headers, signs, unit and rows were taken for, and what was left out (reading.md §1).

Every number below a header is accounted for: that a row is read in no way at all is an error of ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.headers import header_text
from xltool.binding.row_use import RowUse
from xltool.binding.taught import TaughtSheet
from xltool.core.cells import RawSheet, address, column_letters
from xltool.core.numbers import plain
from xltool.core.units import SignRule, Unit
from xltool.sheets.sheet_units import SheetUnit

_FOLLOWS = "kolumner som xltool inte använder"
_REPEATED = "rubriker som kommer igen"
_UNREAD = "raden är inte läst"
_NOTE = "noter under tabellen"
TAUGHT_LEFT_OUT = "kolumnen läses inte enligt översättningen"


class LeftOutRows(Struct, frozen=True):
    """Numbers that are in no figure of the result: their cells, how many they are, what they come to, and why."""

    rows: str
    count: int
    sum: float
    reason: str


class SheetReading(Struct, frozen=True):
    """How a sheet was read. `columns` are our headers with the sheet's own; `signs` and `unit` are None for a sheet without
    amounts, `unit_from` is what told the unit. Of a sheet that never `has_income` the signs are those of its expenses. `taught`
    are the columns of ours that a taught table says, `taught_by` what it is called."""

    sheet: str
    read_as: str
    columns: Mapping[str, str]
    signs: SignRule | None
    unit: Unit | None
    unit_from: str
    rows: Mapping[RowUse, int]
    left_out: tuple[LeftOutRows, ...]
    has_income: bool = True
    taught: tuple[str, ...] = ()
    taught_by: str = ""


def sheet_reading(
    sheet: RawSheet,
    bound: Bound,
    uses: Mapping[int, RowUse],
    signs: SignRule | None = None,
    unit: SheetUnit | None = None,
    taught: TaughtSheet | None = None,
) -> SheetReading:
    """What became of the sheet, as it stands. `uses` is what its rows were taken for; a row that is not there is a
    line."""
    columns = {
        column.header: plain(header_text(sheet.cell(bound.header_row, position))) or column.header
        for column, position in sorted(bound.columns.items(), key=lambda item: item[1])
    }
    taken = {row.number: uses.get(row.number) or _use(row) for row in bound.rows}
    left = list(_left_out(sheet, bound, taken, taught))
    rows = Counter(taken.values())
    rows[RowUse.LEFT_OUT] += sum(one.count for one in left if one.reason not in (_FOLLOWS, TAUGHT_LEFT_OUT))
    assert not any(one.reason == _UNREAD for one in left), f"rows of {sheet.name} are not accounted for"
    return SheetReading(
        sheet.name,
        bound.kind.title,
        columns,
        signs,
        unit.unit if unit else None,
        unit.source if unit else "",
        rows,
        tuple(left),
    )


def _use(row: BoundRow) -> RowUse:
    """A row without figures heads those below it."""
    return RowUse.LINE if any(c.number is not None for c in row.cells.values()) else RowUse.HEADING


def as_taught(reading: SheetReading, taught: TaughtSheet | None, table: str) -> SheetReading:
    """The reading with the department's own headers, as the `table` teaches them."""
    if taught is None:
        return reading
    words = {ours: theirs for ours, theirs in taught.words.items() if ours in reading.columns}
    return replace(reading, columns={**reading.columns, **words}, taught=tuple(words), taught_by=table)


def _left_out(
    sheet: RawSheet, bound: Bound, taken: Mapping[int, RowUse], taught: TaughtSheet | None
) -> Iterator[LeftOutRows]:
    """The numbers below the header, and above it, that no row took, by reason and in runs of rows."""
    months = {position for positions in bound.months.values() for position in positions}
    followers = set(bound.extra.values()) if bound.kind.named_by_place else set()
    read = {*bound.columns.values(), *bound.extra.values(), *months} - followers
    read |= {c.position for c in taught.columns if not c.row.is_left_out} if taught else set()
    why: dict[tuple[int, int], str] = {}
    for row in sheet.filled_rows():
        for column in sheet.filled_columns(row):
            is_beside = column in followers and taken.get(row) is RowUse.LINE  # and follows its line
            if sheet.cells[row, column].number is not None and not is_beside:
                reason = _reason(sheet, bound, taken, row, column in read)
                if reason:
                    is_taught = taught is not None and reason == _FOLLOWS and column in taught.left_out
                    why[row, column] = TAUGHT_LEFT_OUT if is_taught else reason
    for reason in dict.fromkeys(why.values()):
        yield from _runs(sheet, [place for place, r in why.items() if r == reason], reason)


def _reason(sheet: RawSheet, bound: Bound, taken: Mapping[int, RowUse], row: int, is_read: bool) -> str:
    """Why the number in the row is in no figure; empty where it is, or where it is no figure."""
    other = next((one.reason for one in bound.left_out if one.first <= row <= one.last), "")
    if other:
        return other
    if row <= bound.header_row:
        return ""  # years above the headers, and what is written about the board
    if row not in taken:
        return _unread(sheet, row) if is_read else _FOLLOWS
    if not is_read:
        return _FOLLOWS
    return ""


def _unread(sheet: RawSheet, row: int) -> str:
    first = sheet.cell(row, sheet.filled_columns(row)[0]).value
    if isinstance(first, str) and first.lstrip().startswith("*"):
        return _NOTE
    numbers = [sheet.cell(row, c).number for c in sheet.filled_columns(row)]
    years = all(n is None or 1990 <= n <= 2100 for n in numbers)
    return _REPEATED if years else _UNREAD


def _runs(sheet: RawSheet, places: Iterable[tuple[int, int]], reason: str) -> Iterator[LeftOutRows]:
    """One for each run of rows that follow each other among the filled ones."""
    order = {row: i for i, row in enumerate(sheet.filled_rows())}
    rows = sorted({row for row, _ in places})
    by_row: dict[int, list[int]] = {}
    for row, column in places:
        by_row.setdefault(row, []).append(column)
    for _, run in groupby(rows, key=lambda row: order[row] - rows.index(row)):
        here = list(run)
        columns = [c for row in here for c in by_row[row]]
        numbers = [sheet.cells[row, c].number or 0.0 for row in here for c in by_row[row]]
        first, last = address(here[0], min(columns)), f"{column_letters(max(columns))}{here[-1]}"
        yield LeftOutRows(f"{first}:{last}", len(numbers), fsum(numbers), reason)
