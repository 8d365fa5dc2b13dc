"""The sums of the detail rows for each value of a column, budget beside actual."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import Expr, total
from xltool.core.long_columns import Details
from xltool.core.pages import Page, head
from xltool.core.tables import Cell, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT
from xltool.sheets.checks import Check
from xltool.sheets.crossed.compared import Compared
from xltool.sheets.crossed.split import EMPTY, Split, sheet_title
from xltool.sheets.ledger.ledger_page import SUMS_BY
from xltool.sheets.lines.ledger_sums import rows_formula, share_formula, total_formula
from xltool.sheets.page_head import PageHead

VALUE, ROWS = Column("", TEXT), Column("Detaljrader", COUNT)
SUM = "sum"
_BY = "details by"


def sums_title(split: Split) -> str:
    return sheet_title(f"{SUMS_BY}{split.name}")


def value_key(place: int) -> str:
    return f"value:{place}"


def sums_table(details: Details, split: Split, compared: Compared) -> Table:
    """A row a value, in the workbook's unit."""
    key = f"{_BY} {split.number}" if split.number else _BY
    rows: list[Row] = []
    for place, value in enumerate(split.values):
        name = Cell(EMPTY if value is None else value)
        count = Cell(share_formula(details, None, split.column, value))
        amounts: dict[Column, Cell] = {
            c: Cell(share_formula(details, c, split.column, value)) for c in compared.amounts
        }
        rows.append(
            Row(value_key(place), Role.LINE, {VALUE: name, ROWS: count, **amounts, **shares(compared)})
        )
    span = Table(key, (), tuple(rows)).all
    sums: dict[Column, Expr] = {c: total(span(c)) for c in (ROWS, *compared.amounts)}
    cells: dict[Column, Cell] = {VALUE: Cell("Summa"), **{c: Cell(formula) for c, formula in sums.items()}}
    rows.append(Row(SUM, Role.TOTAL, {**cells, **shares(compared)}))
    headers: dict[Column, str] = {VALUE: split.name, **compared.headers}
    columns = (VALUE, ROWS, *compared.amounts, *compared.differences)
    return Table(key, columns, tuple(rows), headers=headers)


def shares(compared: Compared) -> dict[Column, Cell]:
    """The share of the budget, as it is in the workbook's unit."""
    return {compared.share: Cell(compared.shared)} if compared.share is not None else {}


def sums_page(split: Split, table: Table, page: PageHead) -> Page:
    title = sums_title(split)
    heading = head(title, page.titled(title), page.about(), None, page.badge)
    return Page(title, heading, ((table,),), widths={VALUE: 34})


def sums_checks(details: Details, table: Table) -> list[Check]:
    """The values' rows are all rows, and their sums those of all."""
    title = f"{SUMS_BY}{table.headers[VALUE]}"
    return [
        Check(
            f"{table.key} rows",
            f"{title}: alla detaljrader är med",
            table.at(SUM, ROWS),
            rows_formula(details),
            COUNT,
        ),
        *(
            Check(
                f"{table.key} {c.header}",
                f"{title}: summan är hela underlagets ({c.header.lower()})",
                table.at(SUM, c),
                total_formula(details, c),
                AMOUNT,
            )
            for c in details.amounts
        ),
    ]
