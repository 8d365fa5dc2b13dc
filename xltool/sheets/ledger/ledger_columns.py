"""Underlag: its columns, and how its rows are read."""

from __future__ import annotations

from xltool.binding.bind import Bound, column_missing
from xltool.core.cells import RawSheet
from xltool.core.long_columns import LEDGER_KEY, Details
from xltool.core.tables import Input, Origin, Sheet
from xltool.core.units import AMOUNT, TEXT
from xltool.findings.finding import Finding
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import Settings

ACCOUNT = Input("Konto", TEXT, help="Kontot som raden är bokförd på")


BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget",), required=False, of_year=True, help="Budget. En av Budget och Utfall ska finnas")  # fmt: skip


ACTUAL = Input("Utfall", AMOUNT, aliases=("Belopp",), required=False, of_year=True, help="Utfall. Varje annan kolumn följer med")  # fmt: skip


DETAILS = Sheet(
    key=LEDGER_KEY,
    title="Underlag",
    aliases=("Huvudbok", "Transaktioner"),
    columns=(ACCOUNT, BUDGET, ACTUAL),
    extra_columns=True,
)


# Which column of a line a column of the detail rows is summed in.
LINE_COLUMNS = {BUDGET: operating.BUDGET, ACTUAL: operating.ACTUAL}


def read_details(sheet: RawSheet, bound: Bound, settings: Settings) -> tuple[Details | None, list[Finding]]:
    """The detail rows, checked and summed by account; None with findings where they cannot be used."""
    if not any(c in bound.columns for c in LINE_COLUMNS):
        texts = ", ".join([*(c.header for c in bound.columns), *bound.extra])
        found = f"Rad {bound.header_row} har rubrikerna: {texts}."
        where = Origin(bound.name, f"A{bound.header_row}")
        return None, [column_missing(where, [ACTUAL.header], found)]
    from xltool.sheets.ledger.ledger_reading import read_details as read

    return read(
        sheet,
        bound,
        ACCOUNT,
        LINE_COLUMNS,
        settings.unit,
        settings.details_unit,
        turned=settings.ledger_turned,
    )
