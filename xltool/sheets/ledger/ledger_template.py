"""Underlag in the template, for a board whose lines are sums of its ledger."""

from __future__ import annotations

from xltool.core.columns import Column, Input
from xltool.core.pages import Page, head
from xltool.core.tables import Table
from xltool.core.units import DATE, TEXT
from xltool.sheets.ledger import ledger_columns as ledger
from xltool.sheets.template_rows import Filling, entries

_ROWS = 30
_ABOUT = "Klistra in bokföringens rader, med plus för debet och minus för kredit."
_NOTES = (
    "En rad på Driftredovisning vars Konto anger konton (5010, 5010-5099, 50*) och vars Utfall är tomt blir summan av dem.",
    "Ansvar, datum och text följer med. xltool process --by Ansvar summerar per ansvar.",
)


def ledger_template(filling: Filling) -> Page | None:
    """The blank sheet; None where the template is without a ledger."""
    if not filling.with_ledger:
        return None
    beside = (Input("Datum", DATE), Input("Ansvar", TEXT), Input("Text", TEXT))
    columns: tuple[Input, ...] = (ledger.ACCOUNT, *beside, ledger.ACTUAL)
    rows = entries("detail", [{}] * _ROWS, columns, {})
    title = ledger.DETAILS.title
    table = Table("details", columns, tuple(rows))
    widths: dict[Column, float] = {
        ledger.ACCOUNT: 12,
        beside[0]: 12,
        beside[1]: 14,
        beside[2]: 40,
        ledger.ACTUAL: 16,
    }
    return Page(title, head(title, title, _ABOUT, None, None), ((table,),), _NOTES, widths=widths)
