"""Underlag: its columns, and how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from xltool.binding.bind import Bound, column_missing
from xltool.core.cells import RawSheet
from xltool.core.long_columns import Details
from xltool.core.tables import Input, Origin, Sheet
from xltool.core.units import AMOUNT, TEXT
from xltool.findings.finding import Finding
from xltool.sheets.ledger.ledger_meanings import ACCOUNT_WORDS, CREDIT, DEBIT, meanings
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.sheet_reading import SheetReading


class LedgerRead(Struct, frozen=True):
    """What became of the sheet: the detail rows and how they were read, or None with findings."""

    details: Details | None
    reading: SheetReading | None
    findings: list[Finding]


ACCOUNT = Input("Konto", TEXT, aliases=ACCOUNT_WORDS, help="Kontot som raden är bokförd på")


BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget",), required=False, of_year=True, help="Budget. En av Budget och Utfall ska finnas")  # fmt: skip


ACTUAL = Input("Utfall", AMOUNT, aliases=("Belopp",), required=False, of_year=True, help="Utfall. Varje annan kolumn följer med")  # fmt: skip


DETAILS = Sheet(
    key="details",
    title="Underlag",
    aliases=("Huvudbok", "Transaktioner"),
    columns=(ACCOUNT, BUDGET, ACTUAL),
    extra_columns=True,
)


# Which column of a line a column of the detail rows is summed in.
LINE_COLUMNS = {BUDGET: operating.BUDGET, ACTUAL: operating.ACTUAL}


def read_details(sheet: RawSheet, bound: Bound, settings: Settings) -> LedgerRead:
    """The detail rows, checked and summed by account; None with findings where they cannot be used."""
    has_sides = {DEBIT, CREDIT} <= meanings(bound.extra).keys()
    if not has_sides and not any(c in bound.columns for c in LINE_COLUMNS):
        texts = ", ".join([*(c.header for c in bound.columns), *bound.extra])
        found = f"Rad {bound.header_row} har rubrikerna: {texts}."
        where = Origin(bound.name, f"A{bound.header_row}")
        return LedgerRead(None, None, [column_missing(where, [ACTUAL.header], found)])
    from xltool.sheets.ledger.ledger_reading import read_details as read  # pandas is slow to import

    return read(sheet, bound, settings)


def figures_of(sheet: RawSheet) -> Callable[[int], Mapping[int, float]]:
    """The numbers of a column of the sheet by row, all of them, when they are asked for."""

    def numbers(position: int) -> Mapping[int, float]:
        from xltool.sheets.ledger.array_columns import column_figures

        return column_figures(sheet, position)

    return numbers
