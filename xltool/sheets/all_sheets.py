"""Every kind of sheet, in the order in which they are read. `SHEETS` is asked for where it is used, never at import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xltool.core.columns import Sheet
from xltool.sheets.goals.goal_part import GOALS_PART
from xltool.sheets.investments.project_part import INVESTMENTS_PART
from xltool.sheets.ledger.ledger_part import DETAILS_PART
from xltool.sheets.operating.operating_part import OPERATING_PART
from xltool.sheets.settings_part import SETTINGS_PART
from xltool.sheets.shares.share_part import MEMBERS_PART
from xltool.sheets.sheet_part import AnyPart, Parts
from xltool.sheets.texts.text_part import TEXTS_PART

SHEETS: tuple[AnyPart, ...] = (
    SETTINGS_PART,
    OPERATING_PART,
    INVESTMENTS_PART,
    GOALS_PART,
    MEMBERS_PART,
    TEXTS_PART,
    DETAILS_PART,
)


def kinds() -> tuple[Sheet, ...]:
    """The sheets as they are read."""
    return tuple(part.sheet for part in SHEETS)


def forms() -> tuple[Sheet, ...]:
    """The same, and those that are read otherwise in an interim report as they are there."""
    others = (form for part in SHEETS for form in (part.interim, part.period_alone) if form)
    return (*kinds(), *others)


def present(board: Parts) -> Iterator[tuple[AnyPart, Any]]:
    """The sheets that the board has, each with what it was read as."""
    for part in SHEETS:
        value = part.of(board)
        if value is not None:
            yield part, value


def part_titled(title: str) -> AnyPart | None:
    """The sheet that the result calls so."""
    return next((part for part in SHEETS if part.shown_as == title), None)
