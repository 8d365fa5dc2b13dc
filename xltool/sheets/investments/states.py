"""Where a project is, by the words of Status or of the heading that it stands under."""

from __future__ import annotations

from xltool.binding.vocabulary import STATE_WORDS
from xltool.core.spelling import normalised
from xltool.sheets.investments.project_columns import OF_OTHER_YEARS, STATUS, State
from xltool.sheets.lines.line_kinds import LineKind, Lines


def state_of(text: str) -> State | None:
    """`Färdigställda projekt` → finished; None where the words say nothing of it."""
    words = normalised(text.lstrip("✔◐✘○●▲▼ "))
    return next((State(state) for state, begins in STATE_WORDS.items() if words.startswith(begins)), None)


def has_states(lines: Lines) -> bool:
    """Whether it is known of any project where it is."""
    known = {one.value for one in State}
    return any(line.texts.get(STATUS) in known for line in lines.blocks[LineKind.PROJECT].lines)


def is_over_years(lines: Lines) -> bool:
    """Whether the sheet tells more of its projects than the year's budget and actual."""
    return bool(OF_OTHER_YEARS & lines.columns) or has_states(lines)
