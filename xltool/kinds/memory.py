"""What the input said when a result was written, remembered in the result itself, so that the next run knows what a
person changed there; and the list Utan rad of what found no row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from xltool.core.functions import Scalar
from xltool.core.grid import RawSheet
from xltool.core.memo import Memo, row_key
from xltool.core.numbers import LARGEST
from xltool.core.sheet import Cell, Column, Role, Row, Table
from xltool.core.units import TEXT
from xltool.kinds import KINDS
from xltool.kinds.entries import Entry, Place

_SHEET, _ROW, _COLUMN = Column("Blad", TEXT), Column("Rad", TEXT), Column("Kolumn", TEXT)
_YEARS = range(1990, 2100)
_INPUT, _DECIDED, _LEDGER = "input", "decided", "ledger"


class Homeless(Struct, frozen=True):
    """Something that a person wrote on a row or in a column that the new input no longer has."""

    text: str
    sheet: str
    row: str
    column: str

    @property
    def words(self) -> str:
        """Where it stood."""
        return ", ".join(filter(None, (self.row, self.column)))


class Decision(NamedTuple):
    """Two figures for the same thing, of which the result's counts as long as neither changes."""

    result: Scalar
    input: Scalar


def input_memo(entries: Mapping[Place, Entry]) -> Memo:
    """What the input says, row by row. What is not remembered was empty."""
    filled = [(p, e.value) for p, e in entries.items() if e.value is not None and e.value != ""]
    rows = groupby(filled, key=lambda one: one[0].key)
    return [_INPUT, *([*k.parts(), {place.column: value for place, value in cells}] for k, cells in rows)]


def remembered(memos: Iterable[Memo]) -> dict[Place, Scalar]:
    """What the input said then; nothing where the memo is gone."""
    rows = [row for memo in memos if memo[0] == _INPUT for row in memo[1:]]
    found: dict[Place, Scalar] = {}
    for row in rows:
        match row:
            case [*parts, dict(values)] if key := row_key(parts):
                for column, value in values.items():
                    if isinstance(value, str) or (isinstance(value, float | int) and abs(value) < LARGEST):
                        found[Place(key, str(column))] = value
    return found


def headers_above(then: Mapping[Place, Scalar]) -> Iterator[str]:
    """The headers that may have stood above what people fill in: those of the columns, with a year behind them too, and
    those that the input had. To be asked for where one has been typed over."""
    named = {c.header for kind in KINDS for c in kind.columns}
    yield from named | {place.column for place in then}
    yield from (f"{name} {year}" for name in sorted(named) for year in _YEARS)


def decisions_memo(decided: Mapping[Place, Decision]) -> Memo:
    """Which figures of the result count although the input says something else."""
    return [_DECIDED, *([*place.key.parts(), place.column, *decision] for place, decision in decided.items())]


def remembered_decisions(memos: Iterable[Memo]) -> dict[Place, Decision]:
    found = {}
    for row in (row for memo in memos if memo[0] == _DECIDED for row in memo[1:]):
        match row:
            case [
                *parts,
                str(column),
                float() | int() | str() | None as result,
                float() | int() | str() | None as said,
            ] if key := row_key(parts):
                found[Place(key, column)] = Decision(result, said)
    return found


def ledger_memo(digests: Mapping[str, str], size: int) -> Memo:
    """The detail rows, a digest a column, and how many there are."""
    return [_LEDGER, dict(digests), size]


def remembered_ledger(memos: Iterable[Memo]) -> dict[str, str]:
    """The digests of the detail rows as they were written; nothing where there were none."""
    for memo in memos:
        match memo:
            case ["ledger", dict(digests), *_]:
                return {str(column): str(digest) for column, digest in digests.items()}
    return {}


def remembered_size(memos: Iterable[Memo]) -> int:
    """How many detail rows were written; 0 where nobody knows."""
    for memo in memos:
        match memo:
            case ["ledger", dict(), int(size)]:
                return size
    return 0


# --- Utan rad ------------------------------------------------------------------------------------------------

HOMELESS_TABLE, HOMELESS_TITLE = "homeless", "Utan rad"
TEXT_OF = Column("Det som stod där", TEXT)
_WHERE = (TEXT_OF, _SHEET, _COLUMN, _ROW)


def homeless_table(homeless: Iterable[Homeless]) -> Table:
    """The list on Kontroll of what found no row; a person takes a line away when it is dealt with."""
    rows = tuple(
        Row(
            f"homeless:{i}",
            Role.LINE,
            {
                TEXT_OF: Cell(one.text, open=True),
                _SHEET: Cell(one.sheet, open=True),
                _COLUMN: Cell(one.column, open=True),
                _ROW: Cell(one.row, open=True),
            },
        )
        for i, one in enumerate(homeless)
    )
    return Table(HOMELESS_TABLE, _WHERE, rows, title=HOMELESS_TITLE)


def homeless_of(
    control: RawSheet | None, rows: Sequence[int] | None, columns: Sequence[int] = ()
) -> list[Homeless]:
    """The list as it stands in an earlier result, in these rows and columns of Kontroll; None where nobody remembers
    which."""
    columns = columns or range(1, len(_WHERE) + 1)
    if control is None:
        return []
    found = []
    for row in _below_title(control) if rows is None else rows:
        text, sheet, column, name = (str(control.cell(row, c).value or "") for c in columns)
        if text:
            found.append(Homeless(text, sheet, name, column))
    return found


def _below_title(control: RawSheet) -> list[int]:
    """The rows that follow the list's header without a gap."""
    rows = iter(control.filled_rows())
    for row in rows:
        if control.cell(row, 1).value == HOMELESS_TITLE:
            break
    found = []
    previous = next(rows, 0)  # the header
    for row in rows:
        if row != previous + 1:
            break
        previous = row
        found.append(row)
    return found
