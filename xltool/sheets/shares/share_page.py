"""Fördelning: the page of the result, with its chart."""

from __future__ import annotations

from xltool.core.expr import Expr, call, choose, joined, when
from xltool.core.pages import Chart, Page, Part, Series, head
from xltool.core.sentences import amount_formula
from xltool.core.tables import Table
from xltool.core.units import Money
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings import settings_rows as uppgifter
from xltool.sheets.settings.settings_dates import day
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import invoice_columns as invoices, share_columns as shares
from xltool.sheets.shares.members import Members


def shares_chart(members: Members, table: Table, money: Money) -> Chart:
    """Each member's amount."""
    count, unit, due = len(members.members), money.word, shares.due_at()
    first, last = shares.member_key(0), shares.member_key(count - 1)
    return Chart(
        joined("Belopp per medlem, ", when(due < 0, shares.PAID_BACK, shares.PAID), f", {unit}"),
        f"Liggande staplar: belopp för {count} medlemmar, i {unit}.",
        table.span(first, last, shares.NAME),
        (Series("Belopp", Part.SHARE, table.span(first, last, shares.AMOUNT_DUE)),),
    )


_MEMBERS_IN_A_SENTENCE = 5  # more would run off the page


def share_page(members: Members, basis: Table, table: Table, page: PageHead) -> Page:
    due = shares.due_at()
    said: Expr = shares.listed_at(members)
    if len(members.members) > _MEMBERS_IN_A_SENTENCE:
        said = joined(amount_formula(page.money, shares.amount_at()), f" på {len(members.members)} medlemmar")
    how = ", preliminärt" if page.shared_out else ""
    message = choose(
        (due > 0, joined(f"Underskott att betala{how}: ", said, ".")),
        (due < 0, joined(f"Överskott att få tillbaka{how}: ", said, ".")),
        otherwise="Det finns inget att fördela.",
    )
    dated = joined(" ", day(uppgifter.KEY_DATE))
    of_day = when(call("COUNT", setting_cell(uppgifter.KEY_DATE)) > 0, dated, "")
    about = page.about("  ·  fördelat efter ", setting_cell(uppgifter.KEY), of_day)
    title = invoices.preliminary(page.shared_out) if page.shared_out else shares.RESULT_TITLE
    heading = head(shares.RESULT_TITLE, page.titled(title), about, message, page.badge, due < 0, due > 0)
    notes = (
        "Varje medlem får först de hela delarna av sin kvot. Det som är kvar går en hel i taget till dem med störst rest.",
        "Vid lika rest går den före som har störst nyckel, därefter den som står först.",
    )
    return Page(
        shares.RESULT_TITLE,
        heading,
        ((table, basis),),
        notes,
        (shares_chart(members, table, page.money),),
        frozen=False,
    )
