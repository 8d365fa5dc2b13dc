"""The board's workbook as one value: what every kind of sheet was read as, and what was found."""

from __future__ import annotations

from xltool.findings.finding import Finding, has_errors
from xltool.sheets.goals.board_goals import Goals
from xltool.sheets.goals.goal_part import GOALS_PART
from xltool.sheets.investments.project_part import INVESTMENTS_PART
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating.operating_part import OPERATING_PART
from xltool.sheets.shares.member_reading import Members
from xltool.sheets.shares.share_part import MEMBERS_PART
from xltool.sheets.sheet_part import Parts
from xltool.sheets.sheet_reading import SheetReading


class Board(Parts, frozen=True):
    """A workbook as it was read. `findings` are all that was found, errors first, then as in the workbook;
    `readings` how each sheet was read."""

    findings: tuple[Finding, ...]
    readings: tuple[SheetReading, ...] = ()

    @property
    def operating(self) -> Lines | None:
        return OPERATING_PART.of(self)

    @property
    def investments(self) -> Lines | None:
        return INVESTMENTS_PART.of(self)

    @property
    def goals(self) -> Goals | None:
        return GOALS_PART.of(self)

    @property
    def members(self) -> Members | None:
        return MEMBERS_PART.of(self)

    @property
    def has_errors(self) -> bool:
        return has_errors(self.findings)
