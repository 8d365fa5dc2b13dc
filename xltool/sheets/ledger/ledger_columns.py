"""Underlag: its columns, and what reading it gives."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding import vocabulary
from xltool.core.cells import RawSheet
from xltool.core.columns import Input, Sheet
from xltool.core.long_columns import LEDGER_KEY, Details
from xltool.core.units import AMOUNT, TEXT
from xltool.findings.finding import Finding
from xltool.sheets.ledger.ledger_meanings import ACCOUNT_WORDS
from xltool.sheets.lines import period_columns as period
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_reading import SheetReading


class LedgerRead(Struct, frozen=True):
    """What became of the sheet: the detail rows and how they were read, or None with findings."""

    details: Details | None
    reading: SheetReading | None
    findings: list[Finding]


class LedgerSheet(Struct, frozen=True):
    """A ledger's file as a sheet, None where there is none that can be used; `told` is what Kontroll says of where it came
    from, by label."""

    sheet: RawSheet | None
    findings: list[Finding]
    told: Mapping[str, str]


ACCOUNT = Input("Konto", TEXT, aliases=ACCOUNT_WORDS, help="Kontot som raden är bokförd på")


BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget", "BUDGET_V"), required=False, of_year=True, words=vocabulary.YEARS_BUDGET_WORDS, help="Budget. En av Budget och Utfall ska finnas")  # fmt: skip


ACTUAL = Input("Utfall", AMOUNT, aliases=("Belopp", "UTFALL_V"), required=False, of_year=True, words=vocabulary.ACTUAL_WORDS, help="Utfall. Varje annan kolumn följer med")  # fmt: skip


PRIOR = Input(
    "Utfall föregående år", AMOUNT, aliases=("Utfall fg år",), required=False, help="Fjolårets utfall"
)


# In an interim report: what of the budget lies before its month.
PERIOD_BUDGET = Input(
    "Budget till perioden", AMOUNT, required=False, help="Budgeten till och med periodens månad"
)


DETAILS = Sheet(
    key=LEDGER_KEY,
    title="Underlag",
    aliases=("Huvudbok", "Transaktioner"),
    columns=(ACCOUNT, BUDGET, ACTUAL),
    extra_columns=True,
)
# What only xltool writes: a result's own rows, and those of a SIE file.
DETAILS_WRITTEN = replace(DETAILS, columns=(*DETAILS.columns, PERIOD_BUDGET, PRIOR))


AMOUNTS = (BUDGET, ACTUAL, PERIOD_BUDGET, PRIOR)


def line_columns(settings: Settings) -> dict[Input, Input]:
    """Which column of a line a column of the detail rows is summed in."""
    if settings.period_alone:
        of_period = {ACTUAL: period.JUDGED_ACTUAL, PERIOD_BUDGET: period.JUDGED_BUDGET}
        return {BUDGET: operating.YEARS_BUDGET, **of_period, PRIOR: operating.PRIOR_ACTUAL}
    if settings.is_interim:
        actual = {ACTUAL: period.PERIOD_ACTUAL, PERIOD_BUDGET: period.PERIOD_BUDGET}
    else:
        actual = {ACTUAL: operating.ACTUAL}
    return {BUDGET: operating.BUDGET, **actual, PRIOR: operating.PRIOR_ACTUAL}
