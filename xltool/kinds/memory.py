"""What the input said when a result was written, remembered in the result itself, so that the next run knows what a
person changed there; and the list Utan rad of what found no row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from xltool.core.functions import Scalar
from xltool.core.grid import RawSheet
from xltool.core.memo import Memo
from xltool.core.sheet import Cell, Column, Role, Row, Table
from xltool.core.units import TEXT
from xltool.kinds.entries import Entry, Place

_SHEET, _ROW, _COLUMN = Column("Blad", TEXT), Column("Rad", TEXT), Column("Kolumn", TEXT)
_INPUT, _LEDGER = "input", "ledger"


@dataclass(frozen=True, slots=True)
class Homeless:
    """Something that a person wrote on a row or in a column that the new input no longer has."""

    text: str
    sheet: str
    row: str
    column: str


def input_memo(entries: Mapping[Place, Entry]) -> Memo:
    """What the input says, row by row. What is not remembered was empty."""
    filled = [(p, e.value) for p, e in entries.items() if e.value is not None and e.value != ""]
    rows = groupby(filled, key=lambda one: (one[0].sheet, one[0].row, one[0].account, one[0].number))
    return [_INPUT, *([*row, {place.column: value for place, value in cells}] for row, cells in rows)]


def remembered(memos: Iterable[Memo]) -> dict[Place, Scalar]:
    """What the input said then; nothing where the memo is gone."""
    rows = [row for memo in memos if memo[0] == _INPUT for row in memo[1:]]
    found: dict[Place, Scalar] = {}
    for row in rows:
        match row:
            case [str(sheet), str(name), str(account), int(number), dict(values)]:
                for column, value in values.items():
                    if isinstance(value, str | float | int):
                        found[Place(sheet, name, account, number, str(column))] = value
    return found


def ledger_memo(digests: Mapping[str, str]) -> Memo:
    """The detail rows, a digest a column."""
    return [_LEDGER, dict(digests)]


def remembered_ledger(memos: Iterable[Memo]) -> dict[str, str]:
    """The digests of the detail rows as they were written; nothing where there were none."""
    for memo in memos:
        match memo:
            case ["ledger", dict(digests)]:
                return {str(column): str(digest) for column, digest in digests.items()}
    return {}


# --- Utan rad ------------------------------------------------------------------------------------------------

HOMELESS_TITLE = "Utan rad"
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
    return Table("homeless", _WHERE, rows, title=HOMELESS_TITLE)


def homeless_of(control: RawSheet | None) -> list[Homeless]:
    """The list as it stands in an earlier result."""
    found = []
    for row in homeless_rows(control):
        assert control is not None
        text, sheet, column, name = (str(control.cell(row, c).value or "") for c in range(1, 5))
        found.append(Homeless(text, sheet, name, column))
    return found


def homeless_rows(control: RawSheet | None) -> list[int]:
    """The rows of the list: those that follow its header without a gap."""
    rows = iter(control.filled_rows() if control else ())
    for row in rows:
        if control is not None and control.cell(row, 1).value == HOMELESS_TITLE:
            break
    found = []
    previous = next(rows, 0)  # the header
    for row in rows:
        if row != previous + 1:
            break
        previous = row
        found.append(row)
    return found
