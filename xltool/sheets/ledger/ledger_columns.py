"""Underlag: its columns, and what reading it gives."""

from __future__ import annotations

from msgspec import Struct

from xltool.binding import vocabulary
from xltool.core.columns import Input, Sheet
from xltool.core.long_columns import LEDGER_KEY, Details
from xltool.core.units import AMOUNT, TEXT
from xltool.findings.finding import Finding
from xltool.sheets.ledger.ledger_meanings import ACCOUNT_WORDS
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.sheet_reading import SheetReading


class LedgerRead(Struct, frozen=True):
    """What became of the sheet: the detail rows and how they were read, or None with findings."""

    details: Details | None
    reading: SheetReading | None
    findings: list[Finding]


ACCOUNT = Input("Konto", TEXT, aliases=ACCOUNT_WORDS, help="Kontot som raden är bokförd på")


BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget", "BUDGET_V"), required=False, of_year=True, words=vocabulary.YEARS_BUDGET_WORDS, help="Budget. En av Budget och Utfall ska finnas")  # fmt: skip


ACTUAL = Input("Utfall", AMOUNT, aliases=("Belopp", "UTFALL_V"), required=False, of_year=True, words=vocabulary.ACTUAL_WORDS, help="Utfall. Varje annan kolumn följer med")  # fmt: skip


DETAILS = Sheet(
    key=LEDGER_KEY,
    title="Underlag",
    aliases=("Huvudbok", "Transaktioner"),
    columns=(ACCOUNT, BUDGET, ACTUAL),
    extra_columns=True,
)


# Which column of a line a column of the detail rows is summed in.
LINE_COLUMNS = {BUDGET: operating.BUDGET, ACTUAL: operating.ACTUAL}
