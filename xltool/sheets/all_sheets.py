"""Every kind of sheet, in the order in which they are read."""

from __future__ import annotations

from xltool.core.memos import MEMORY
from xltool.core.tables import Sheet
from xltool.sheets.goals.goal_columns import GOALS
from xltool.sheets.investments.project_columns import INVESTMENTS
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.operating.operating_columns import OPERATING
from xltool.sheets.settings.settings_rows import SETTINGS
from xltool.sheets.shares.share_columns import MEMBERS

KINDS: tuple[Sheet, ...] = (SETTINGS, OPERATING, INVESTMENTS, GOALS, MEMBERS, DETAILS)
# Sheets that say nothing to the reader: the guide, a marked copy's list, a result's memory; and a result's own.
GUIDES = ("Läs mig", "Granskning", MEMORY)
RESULT_ONLY = ("Läs mig", "Sammanfattning", "Rapporttext", "Kontroll")
