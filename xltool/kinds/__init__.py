"""One file per kind of sheet; `KINDS` orders those that are read."""

from __future__ import annotations

from xltool.core.memo import MEMORY
from xltool.core.sheet import Sheet
from xltool.kinds.details import DETAILS
from xltool.kinds.goals import GOALS
from xltool.kinds.investments import INVESTMENTS
from xltool.kinds.operating import OPERATING
from xltool.kinds.settings import SETTINGS
from xltool.kinds.shares import MEMBERS

KINDS: tuple[Sheet, ...] = (SETTINGS, OPERATING, INVESTMENTS, GOALS, MEMBERS, DETAILS)
# Sheets that say nothing to the reader: the guide, a marked copy's list, a result's memory; and a result's own.
GUIDES = ("Läs mig", "Granskning", MEMORY)
RESULT_ONLY = ("Läs mig", "Sammanfattning", "Rapporttext", "Kontroll")
