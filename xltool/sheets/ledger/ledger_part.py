"""Underlag as one record. Its rows are read in bulk and are the input's alone: nobody changes them in a result."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.core.columns import Input
from xltool.core.expr import Expr, lift, total
from xltool.core.long_columns import Details
from xltool.core.pages import Page
from xltool.core.tables import Table
from xltool.core.units import AMOUNT, COUNT
from xltool.sheets.checks import Check, added
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.ledger.ledger_page import details_page
from xltool.sheets.ledger.ledger_template import ledger_template
from xltool.sheets.lines.ledger_sums import rows_formula, sum_formula, total_formula
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.page_head import PageHead
from xltool.sheets.sheet_part import Parts, SheetPart, Tables


def _pages(details: Details, board: Parts, _tables: Tables, page: PageHead) -> Sequence[Page]:
    return [details_page(details, board.settings, page.badge)]


def _checks(details: Details, board: Parts, tables: Tables) -> Sequence[Check]:
    """Every detail row is on exactly one line, and what the lines show of them is all that there is."""
    key = operating.OPERATING.key
    lines, table = board.part(key), tables[key]
    assert isinstance(lines, Lines)
    taken, everyone = added(table, operating.DETAIL_ROWS), rows_formula(details)
    name = f"{DETAILS.title}: varje detaljrad finns på exakt en rad"
    return [
        Check("details", name, taken, everyone, COUNT),
        *(
            Check(
                f"details {column.header}",
                f"{DETAILS.title}: raderna ger hela underlaget ({column.header.lower()})",
                _shown(details, lines, table, column),
                total_formula(details, column),
                AMOUNT,
            )
            for column in details.amounts
        ),
    ]


def _shown(details: Details, lines: Lines, table: Table, column: Input) -> Expr:
    """What the lines show of the detail rows."""
    by_key = {
        f"{operating.KEYS[k]}:{i}": line for k, b in lines.blocks.items() for i, line in enumerate(b.lines)
    }
    parts: list[Expr] = []
    for key, line in by_key.items():
        if column in line.summed:
            parts.append(table.at(key, column))
        elif line.named is not None:  # a stated amount, which is rounded
            parts.append(sum_formula(details, line.named, column))
    return total(*parts) if parts else lift(0)


DETAILS_PART = SheetPart[Details](
    sheet=DETAILS,
    about="Detaljraderna som raderna i driftredovisningen är summor av",
    template_about="Bokföringens rader, som raderna i driftredovisningen är summor av",
    template=ledger_template,
    empty="Inga rader får sina belopp från underlaget.",
    behind=True,
    pages=_pages,
    checks=_checks,
)
