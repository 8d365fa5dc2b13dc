"""Underlag: the detail rows (a ledger export) that lines of Driftredovisning are sums of."""

from __future__ import annotations

import re

from xltool.core.bind import Bound, column_missing
from xltool.core.detail_formulas import rows_formula, share_formula
from xltool.core.expr import Expr, Span, call, joined, total
from xltool.core.finding import Finding
from xltool.core.grid import RawSheet
from xltool.core.headers import normalised
from xltool.core.long import Details
from xltool.core.page import Page, head
from xltool.core.sheet import Cell, Column, Input, Origin, Role, Row, Sheet, Table
from xltool.core.swedish import listed, number_formula
from xltool.core.units import AMOUNT, COUNT, TEXT
from xltool.core.usage import UsageError
from xltool.kinds import operating
from xltool.kinds.settings import BOARD, Settings, setting_cell

ACCOUNT = Input("Konto", TEXT, help="Kontot som raden är bokförd på")
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


def read_details(sheet: RawSheet, bound: Bound, settings: Settings) -> tuple[Details | None, list[Finding]]:
    """The detail rows, checked and summed by account; None with findings where they cannot be used."""
    if not any(c in bound.columns for c in LINE_COLUMNS):
        texts = ", ".join([*(c.header for c in bound.columns), *bound.extra])
        found = f"Rad {bound.header_row} har rubrikerna: {texts}."
        where = Origin(bound.name, f"A{bound.header_row}")
        return None, [column_missing(where, [ACTUAL.header], found)]
    from xltool.bulk.details import read_details as read  # pandas, for those who have detail rows

    return read(
        sheet,
        bound,
        ACCOUNT,
        LINE_COLUMNS,
        settings.unit,
        settings.details_unit,
        turned=settings.income_positive,
    )


def details_page(details: Details, settings: Settings, badge: Expr) -> Page:
    """The detail rows in the result, as they were read."""
    sums = [joined(f", {c.header.lower()} ", _signed(call("SUM", details.span(c)))) for c in details.amounts]
    message = joined(number_formula(rows_formula(details)), " detaljrader", *sums, f" {details.unit}.")
    about = joined(setting_cell(BOARD), f"  ·  belopp i {details.unit}, så som de lästes")
    heading = head(DETAILS.title, f"Underlag {settings.year or ''}".strip(), about, message, badge)
    return Page(DETAILS.title, heading, (), long=details.table)


def _signed(x: Expr) -> Expr:
    return joined(call("IF", call("ROUND", x, 2) < 0, "−", ""), number_formula(x, 2))


# --- sums by a column ----------------------------------------------------------------------------------------

VALUE = Column("", TEXT)
ROWS = Column("Detaljrader", COUNT)
SUMS_BY = "Underlag per "
_BY = "details by"
_MOST_VALUES = 2000  # more is no overview, and a formula for each would be slow to open


def by_title(name: str) -> str:
    """The title of the page with the sums by a column, within Excel's rules for a sheet's name."""
    return re.sub(r"[\[\]:*?/\\]", " ", f"{SUMS_BY}{name}")[:31].rstrip(" '")


def by_page(details: Details, by: str, settings: Settings, badge: Expr) -> Page:
    """The detail rows' sums for each value of the column `by`, in the workbook's unit.

    Raises UsageError where there is no such column, or where it has too many different values for a page.
    """
    name = next((n for n in details.kept if normalised(n) == normalised(by)), None)
    if name is None:
        names = listed([f"»{n}«" for n in details.kept]) or "inga andra kolumner än konto och belopp"
        raise UsageError(f"Bladet {details.sheet} har ingen kolumn {by}. Det har {names}.")
    column = details.kept[name]
    cells = details.table.cells[column]
    values: list[float | str | bool | None] = list(cells.different())
    if len(values) > _MOST_VALUES:
        raise UsageError(f"Kolumnen {name} har {len(values)} olika värden. Välj en med högst {_MOST_VALUES}.")
    rows = []
    for i, value in enumerate(values):
        row: dict[Column, Cell] = {
            VALUE: Cell("(tomt)" if value is None else value),
            ROWS: Cell(share_formula(details, None, column, value)),
        }
        row |= {c: Cell(share_formula(details, c, column, value)) for c in details.amounts}
        rows.append(Row(f"value:{i}", Role.LINE, row))
    sums = {c: Cell(total(Span(_BY, rows[0].key, rows[-1].key, c))) for c in (ROWS, *details.amounts)}
    rows.append(Row("sum", Role.TOTAL, {VALUE: Cell("Summa"), **sums}))
    headers: dict[Column, str] = {VALUE: name}
    table = Table(_BY, (VALUE, ROWS, *details.amounts), tuple(rows), headers=headers)
    title = by_title(name)
    about = joined(setting_cell(BOARD), f"  ·  belopp i {settings.unit.word}")
    heading = head(title, title, about, None, badge)
    return Page(title, heading, ((table,),), widths={VALUE: 34})
