"""The lines of one value alone, for whoever explains them: a page over the detail rows of that value."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.columns import Column
from xltool.core.expr import Expr, call, joined, rounded, total, when
from xltool.core.long_columns import Details
from xltool.core.pages import Page, head
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.tables import Cell, Role, Row, Table
from xltool.sheets.crossed.by_pages import ByColumn
from xltool.sheets.crossed.crossed_lines import Comments, columns_of, line_rows
from xltool.sheets.crossed.split import sheet_title, words_of
from xltool.sheets.crossed.value_sums import shares
from xltool.sheets.ledger.ledger_page import details_page
from xltool.sheets.lines.ledger_sums import total_formula
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_rows import Settings

VALUE_TABLE, SUM = "value lines", "sum"


class ValuePages(Struct, frozen=True):
    """The pages with the `details` of the value; `keys` are what the rows with comments are known by."""

    pages: tuple[Page, ...]
    details: Details
    keys: dict[str, RowKey]


def value_pages(
    details: Details,
    settings: Settings,
    of_column: ByColumn,
    value: Scalar,
    comments: Comments,
    page: PageHead,
) -> ValuePages:
    """The value's lines and its detail rows; nothing of any other value is among them."""
    from xltool.sheets.ledger.held_together import narrowed_details

    split, compared = of_column.split, of_column.compared
    own = narrowed_details(details, split.column, value)
    found = line_rows(own, split, compared, value, comments)
    rows = [row for row, _ in found.values()]
    span = Table(VALUE_TABLE, (), tuple(rows)).all
    sums: dict[Column, Cell] = {c: Cell(total(span(c))) for c in compared.amounts}
    cells = {operating.NAME: Cell("Summa"), **sums, **shares(compared)}
    rows.append(Row(SUM, Role.TOTAL, cells, frozenset(compared.verdicts)))
    colours, columns = compared.colours, columns_of(compared)
    table = Table(VALUE_TABLE, columns, tuple(rows), headers=compared.headers, colours=colours)
    words = f"{split.name} {words_of(value)}"
    title = sheet_title(words)
    about = page.about(*([f"  ·  {page.sign_rule}"] if compared.judged else []))
    heading = head(title, page.titled(words), about, _message(own, table, judged=compared.judged), None)
    notes = (
        "Kommentarerna hämtas när ekonomen kör xltool nästa gång. Låt filen ligga kvar i sin mapp med sitt namn.",
        "Detaljraderna som beloppen är summor av står på bladet Underlag.",
    )
    widths: dict[Column, float] = {operating.NAME: 34, operating.COMMENT: 52}
    first = Page(title, heading, ((table,),), notes, widths=widths)
    keys = {key: known for key, (_, known) in found.items()}
    return ValuePages((first, details_page(own, settings, None)), own, keys)


def _message(own: Details, table: Table, *, judged: bool) -> Expr:
    off = [rounded(table.at(SUM, c) - total_formula(own, c)).differs(0) for c in own.amounts]
    write = "Skriv i kolumnen Kommentar och spara filen."
    said: Expr | str = write
    if judged:
        count = call("COUNTIF", table.all(operating.EXPLANATION), operating.UNEXPLAINED)
        some = joined(count, when(count.equals(1), " rad", " rader"), f" saknar förklaring. {write}")
        said = when(count.equals(0), write, some)
    return when(call("OR", *off), "Raderna ger inte hela underlaget.", said)
