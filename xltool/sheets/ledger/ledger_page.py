"""Underlag: the detail rows (a ledger export) that lines of Driftredovisning are sums of."""

from __future__ import annotations

from xltool.core.expr import Expr, call, joined
from xltool.core.long_columns import Details
from xltool.core.pages import Page, head
from xltool.core.sentences import number_formula
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.lines.ledger_sums import rows_formula
from xltool.sheets.settings.settings_rows import BOARD, Settings
from xltool.sheets.settings.settings_table import setting_cell


def details_page(details: Details, settings: Settings, badge: Expr | None) -> Page:
    """The detail rows in the result, as they were read."""
    sums = [joined(f", {c.header.lower()} ", _signed(call("SUM", details.span(c)))) for c in details.amounts]
    message = joined(number_formula(rows_formula(details)), " detaljrader", *sums, f" {details.unit}.")
    about = joined(setting_cell(BOARD), f"  ·  belopp i {details.unit}, så som de lästes")
    heading = head(DETAILS.title, f"{DETAILS.title} {settings.year or ''}".strip(), about, message, badge)
    return Page(DETAILS.title, heading, (), long=details.table)


def _signed(x: Expr) -> Expr:
    return joined(call("IF", call("ROUND", x, 2) < 0, "−", ""), number_formula(x, 2))


# How the titles of pages by a column of the detail rows begin: their sums, and those of the lines.
SUMS_BY, LINES_BY = f"{DETAILS.title} per ", "Rader per "
