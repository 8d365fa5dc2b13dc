"""Fakturaunderlag: the page of the result."""

from __future__ import annotations

from xltool.core.expr import At, Expr, choose, joined
from xltool.core.pages import Page, head
from xltool.core.sentences import amount_formula
from xltool.core.tables import Table
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_rows import KEY
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import invoice_columns as invoices
from xltool.sheets.shares.share_columns import SUM


def invoice_page(table: Table, fee: Table | None, page: PageHead) -> Page:
    """The page; `fee` is what the final fees are of, where the members have been charged already."""
    due = At(invoices.INVOICES, SUM, invoices.SETTLED)
    size = amount_formula(page.money, due)
    is_preliminary = bool(page.shared_out)
    all_of_them = (
        f"Efter {page.shared_out} skulle medlemmarna" if is_preliminary else "Medlemmarna ska"
    ) + " tillsammans"
    message: Expr = choose(
        (due > 0, joined(f"{all_of_them} betala ", size, ".")),
        (due < 0, joined(f"{all_of_them} få tillbaka ", size, ".")),
        otherwise="Tillsammans går det jämnt ut.",
    )
    title = invoices.preliminary(page.shared_out) if is_preliminary else invoices.TITLE
    final = "Beräknad avgift" if is_preliminary else "Slutlig avgift"
    about = page.about("  ·  efter ", setting_cell(KEY))
    heading = head(invoices.TITLE, page.titled(title), about, message, page.badge)
    first = "Plus är att betala, minus är att få tillbaka. Motpart, Referens och Debiterat ändras på bladet Fördelning."
    notes = [first]
    if fee is not None:
        notes.append(
            f"{final} är medlemmens andel av kostnaderna minus andra intäkter än medlemmarnas bidrag, i hela belopp som "
            f"går jämnt ut. Att reglera är {final.lower()} minus preliminärt debiterat."
        )
    if is_preliminary:
        notes.append("Fördelningen är preliminär, och inget faktureras efter den.")
    return Page(
        invoices.TITLE,
        heading,
        ((table, *((fee,) if fee is not None else ())),),
        tuple(notes),
        widths={
            invoices.NAME: 60 if is_preliminary else 30,
            invoices.WORDS: 68,
            invoices.INVOICED: 26,
            invoices.REFERENCE: 18,
        },
    )
