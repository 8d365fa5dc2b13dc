"""What the input said when a result was written, kept in a hidden sheet of the result itself, so that the next
run knows what a person changed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xltool.core.functions import Scalar
from xltool.core.grid import RawSheet
from xltool.core.page import Page, head
from xltool.core.sheet import Cell, Column, Role, Row, Table
from xltool.core.units import COUNT, NUMBER, TEXT
from xltool.kinds import MEMORY as TITLE
from xltool.kinds.entries import Entry, Place

_SHEET, _ROW, _ACCOUNT = Column("Blad", TEXT), Column("Rad", TEXT), Column("Konto", TEXT)
_NUMBER, _COLUMN, _VALUE = Column("Nummer", COUNT), Column("Kolumn", TEXT), Column("Indata", NUMBER)
_COLUMNS = (_SHEET, _ROW, _ACCOUNT, _NUMBER, _COLUMN, _VALUE)


@dataclass(frozen=True, slots=True)
class Homeless:
    """Something that a person wrote on a row or in a column that the new input no longer has."""

    text: str
    sheet: str
    row: str
    column: str


def memory_page(entries: Mapping[Place, Entry]) -> Page:
    """The hidden sheet: a row an entry, with the input's value."""
    rows = []
    for index, (place, entry) in enumerate(entries.items()):
        if entry.value is None or entry.value == "":
            continue  # what is not remembered was empty
        content = (place.sheet, place.row or None, place.account or None, float(place.number), place.column)
        cells = {c: Cell(value) for c, value in zip(_COLUMNS, (*content, entry.value), strict=True)}
        rows.append(Row(f"entry:{index}", Role.LINE, cells))
    about = (
        "Så här stod det i indatafilen. xltool jämför med bladet när resultatet görs om; låt det vara kvar."
    )
    heading = head(TITLE, TITLE, about, None, None)
    table = Table("memory", _COLUMNS, tuple(rows))
    return Page(TITLE, heading, ((table,),), frozen=False, hidden=True)


def remembered(sheet: RawSheet | None) -> dict[Place, Scalar]:
    """What the hidden sheet says; nothing where somebody took it away."""
    found: dict[Place, Scalar] = {}
    for row in sheet.filled_rows() if sheet else ():
        assert sheet is not None
        values = [sheet.cell(row, column).value for column in range(1, len(_COLUMNS) + 1)]
        title, name, account, number, column, value = values
        if not isinstance(number, float | int) or isinstance(number, bool):
            continue
        place = Place(str(title), str(name or ""), str(account or ""), int(number), str(column))
        found[place] = (
            float(value) if isinstance(value, float | int) else None if value is None else str(value)
        )
    return found


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
