"""Utan rad: texts whose row is gone, as Kontroll lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from xltool.core.cells import RawSheet
from xltool.core.columns import Column
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import TEXT

_SHEET, _ROW, _COLUMN = Column("Blad", TEXT), Column("Rad", TEXT), Column("Kolumn", TEXT)


class Unmatched(Struct, frozen=True):
    """Something that a person wrote on a row or in a column that the new input no longer has: the `key` of that row and
    what stood on it, where they are known. `by_hand` is a line that somebody has written into the list."""

    text: str
    sheet: str
    row: str
    column: str
    key: RowKey | None = None
    figures: tuple[Scalar, ...] = ()
    by_hand: bool = False

    @property
    def words(self) -> str:
        """Where it stood."""
        return ", ".join(filter(None, (self.row, self.column)))


UNMATCHED_TABLE, UNMATCHED_TITLE = "homeless", "Utan rad"  # results remember the table by this name


TEXT_OF = Column("Det som stod där", TEXT)


_WHERE = (TEXT_OF, _SHEET, _COLUMN, _ROW)


def unmatched_table(unmatched: Iterable[Unmatched]) -> Table:
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
        for i, one in enumerate(unmatched)
    )
    return Table(UNMATCHED_TABLE, _WHERE, rows, title=UNMATCHED_TITLE)


def unmatched_of(
    control: RawSheet | None, rows: Sequence[int] | None, columns: Sequence[int] = ()
) -> list[Unmatched]:
    """The list as it stands in an earlier result, in these rows and columns of Kontroll; None where nobody remembers
    which."""
    columns = columns or range(1, len(_WHERE) + 1)
    if control is None:
        return []
    found = []
    for row in _below_title(control) if rows is None else rows:
        text, sheet, column, name = (str(control.cell(row, c).value or "") for c in columns)
        if text:
            found.append(Unmatched(text, sheet, name, column))
    return found


def _below_title(control: RawSheet) -> list[int]:
    """The rows that follow the list's header without a gap."""
    rows = iter(control.filled_rows())
    for row in rows:
        if control.cell(row, 1).value == UNMATCHED_TITLE:
            break
    found = []
    previous = next(rows, 0)  # the header
    for row in rows:
        if row != previous + 1:
            break
        previous = row
        found.append(row)
    return found
