"""A workbook as it stands now, an input or a result, read and computed anew: the ground of comparisons."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from xltool.core.cells import RawSheet
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.values import Model
from xltool.findings.finding import Finding, Severity
from xltool.rerun.entry_place import Place
from xltool.rerun.standing import Cells
from xltool.sheets.board import Board


class RememberedRows(Struct, frozen=True):
    """Which row of a result each cell that is there to be changed was written for, the rows that somebody took out, and what
    the input said then."""

    cells: Cells = {}
    gone: tuple[RowKey, ...] = ()
    then: Mapping[Place, Scalar] = {}


class ComparedWorkbook(Struct, frozen=True):
    """A workbook that is compared with another. `sheets` are those that were read, by their kind's key, `user_sheets` the
    ones that people added; `model` is None where errors stand in the way of computing. `sentences` are the ones
    that somebody typed on Rapporttext, None where the file does not tell a typed one from a formula; `beside` is what
    people wrote beside the tables, by sheet and where on it; `remembered` is what a result remembers of its rows."""

    board: Board
    is_result: bool
    sheets: Mapping[str, RawSheet]
    user_sheets: tuple[RawSheet, ...]
    model: Model | None
    sentences: Mapping[str, str] | None
    beside: Mapping[tuple[str, str], str]
    remembered: RememberedRows = RememberedRows()

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.board.findings if f.severity is Severity.ERROR]


def first_error(version: ComparedWorkbook, sheet: str = "") -> str:
    """What kept the workbook, or one of its sheets, from being read: `Driftredovisning!C16: Utfall är …`."""
    errors = version.errors
    of_sheet = [f for f in errors if f.origin and f.origin.sheet == sheet]
    found = next(iter(of_sheet or errors), None)
    if found is None:
        return ""
    return f"{found.origin}: {found.message}" if found.origin else found.message
