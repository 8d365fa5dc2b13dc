"""Where a project is, by the words of Status or of the heading that it stands under."""

from __future__ import annotations

from xltool.binding.vocabulary import STATE_WORDS
from xltool.core.spelling import normalised
from xltool.sheets.investments.project_columns import State


def state_of(text: str) -> State | None:
    """`Färdigställda projekt` → finished; None where the words say nothing of it."""
    words = normalised(text.lstrip("✔◐✘○●▲▼ "))
    return next((State(state) for state, begins in STATE_WORDS.items() if words.startswith(begins)), None)
