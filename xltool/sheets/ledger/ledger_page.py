"""Underlag: the detail rows (a ledger export) that lines of Driftredovisning are sums of."""

from __future__ import annotations

import re

from xltool.core.columns import Column
from xltool.core.expr import Expr, Span, call, joined, total
from xltool.core.long_columns import Details
from xltool.core.pages import Page, head
from xltool.core.sentences import number_formula
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import COUNT, TEXT
from xltool.core.usage import UsageError
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.ledger.ledger_meanings import dimension_of
from xltool.sheets.lines.ledger_sums import rows_formula, share_formula
from xltool.sheets.settings.settings_rows import BOARD, Settings
from xltool.sheets.settings.settings_table import setting_cell


def details_page(details: Details, settings: Settings, badge: Expr) -> Page:
    """The detail rows in the result, as they were read."""
    sums = [joined(f", {c.header.lower()} ", _signed(call("SUM", details.span(c)))) for c in details.amounts]
    message = joined(number_formula(rows_formula(details)), " detaljrader", *sums, f" {details.unit}.")
    about = joined(setting_cell(BOARD), f"  ·  belopp i {details.unit}, så som de lästes")
    heading = head(DETAILS.title, f"{DETAILS.title} {settings.year or ''}".strip(), about, message, badge)
    return Page(DETAILS.title, heading, (), long=details.table)


def _signed(x: Expr) -> Expr:
    return joined(call("IF", call("ROUND", x, 2) < 0, "−", ""), number_formula(x, 2))


# --- sums by a column ----------------------------------------------------------------------------------------

VALUE = Column("", TEXT)
ROWS = Column("Detaljrader", COUNT)
SUMS_BY = f"{DETAILS.title} per "
_BY = "details by"
_MOST_VALUES = 2000  # more is no overview, and a formula for each would be slow to open


def by_title(name: str) -> str:
    """The title of the page with the sums by a column, within Excel's rules for a sheet's name."""
    return re.sub(r"[\[\]:*?/\\]", " ", f"{SUMS_BY}{name}")[:31].rstrip(" '")


def by_page(details: Details, by: str, settings: Settings, badge: Expr, number: int = 0) -> Page:
    """The detail rows' sums for each value of the column `by`, in the workbook's unit; the page is the one of that number.

    Raises UsageError where there is no such column, or where it has too many different values for a page.
    """
    called = [n for n in details.kept if normalised(n) == normalised(by)]
    name = next(iter(called or [n for n in details.kept if dimension_of(n) == dimension_of(by)]), None)
    if name is None:
        names = listed([f"»{n}«" for n in details.kept]) or "inga andra kolumner än konto och belopp"
        raise UsageError(f"Bladet {details.sheet} har ingen kolumn {by}. Det har {names}.")
    column = details.kept[name]
    cells = details.table.cells[column]
    values: list[float | str | bool | None] = list(cells.different())
    if len(values) > _MOST_VALUES:
        raise UsageError(f"Kolumnen {name} har {len(values)} olika värden. Välj en med högst {_MOST_VALUES}.")
    key = f"{_BY} {number}" if number else _BY
    rows = []
    for i, value in enumerate(values):
        row: dict[Column, Cell] = {
            VALUE: Cell("(tomt)" if value is None else value),
            ROWS: Cell(share_formula(details, None, column, value)),
        }
        row |= {c: Cell(share_formula(details, c, column, value)) for c in details.amounts}
        rows.append(Row(f"value:{i}", Role.LINE, row))
    sums = {c: Cell(total(Span(key, rows[0].key, rows[-1].key, c))) for c in (ROWS, *details.amounts)}
    rows.append(Row("sum", Role.TOTAL, {VALUE: Cell("Summa"), **sums}))
    headers: dict[Column, str] = {VALUE: name}
    table = Table(key, (VALUE, ROWS, *details.amounts), tuple(rows), headers=headers)
    title = by_title(name)
    about = joined(setting_cell(BOARD), f"  ·  belopp i {settings.unit.word}")
    heading = head(title, title, about, None, badge)
    return Page(title, heading, ((table,),), widths={VALUE: 34})
