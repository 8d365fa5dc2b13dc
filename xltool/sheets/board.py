"""The board's workbook as one value: what every kind of sheet was read as, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from xltool.core.columns import Sheet
from xltool.findings.finding import Finding, has_errors
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.board_goals import Goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.members import Members
from xltool.sheets.sheet_part import Parts
from xltool.sheets.sheet_reading import SheetReading

P = TypeVar("P")  # what a sheet is read as


class Board(Parts, frozen=True):
    """A workbook as it was read. `findings` are all that was found, errors first, then as in the workbook;
    `readings` how each sheet was read, `taught_by` what the table is called that taught some of it,
    `ledger_told` what Kontroll says of a ledger in a file of its own, by label."""

    findings: tuple[Finding, ...]
    readings: tuple[SheetReading, ...] = ()
    taught_by: str = ""
    ledger_told: Mapping[str, str] = {}

    @property
    def operating(self) -> Lines | None:
        return self._read_as(operating.OPERATING, Lines)

    @property
    def investments(self) -> Lines | None:
        return self._read_as(investments.INVESTMENTS, Lines)

    @property
    def goals(self) -> Goals | None:
        return self._read_as(goals.GOALS, Goals)

    @property
    def members(self) -> Members | None:
        return self._read_as(shares.MEMBERS, Members)

    @property
    def has_errors(self) -> bool:
        return has_errors(self.findings)

    def _read_as(self, sheet: Sheet, kind: type[P]) -> P | None:
        value = self.part(sheet.key)
        assert value is None or isinstance(value, kind)
        return value
