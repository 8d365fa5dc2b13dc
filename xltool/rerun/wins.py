"""Whose figure counts, as a run is told."""

from __future__ import annotations

from enum import Enum


class Wins(Enum):
    """Whose figure counts where somebody changed one in the result."""

    NOBODY = "nobody"
    INPUT = "input"
    RESULT = "result"
