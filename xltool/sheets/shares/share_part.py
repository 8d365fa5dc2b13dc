"""Medlemmar, in the result Fördelning, as one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from xltool.binding.bound import BoundRow
from xltool.core.cell_text import as_text
from xltool.core.expr import At, absolute, call, either, joined, lift, total, when
from xltool.core.pages import Page
from xltool.core.spelling import normalised
from xltool.core.swedish import amount
from xltool.core.tables import Table
from xltool.core.units import AMOUNT, COUNT, PERCENT
from xltool.core.values import Model
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check, Question, charted_check
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_dates import day
from xltool.sheets.settings.settings_rows import KEY_DATE, YEAR
from xltool.sheets.settings.settings_table import part_cell, setting_cell
from xltool.sheets.shares import (
    invoice_columns as invoices,
    members as reading,
    share_columns as shares,
)
from xltool.sheets.shares.contributions import Contribution, booked, contributions, tolerance
from xltool.sheets.shares.invoice_page import invoice_page
from xltool.sheets.shares.member_reading import read_members
from xltool.sheets.shares.member_sums import is_total
from xltool.sheets.shares.members import Member, Members
from xltool.sheets.shares.share_page import share_page
from xltool.sheets.shares.share_template import member_template, members_again
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import Entry, SheetRow, Sort, Visit
from xltool.sheets.template_rows import Filling, filled_again

_KEY = shares.MEMBERS.key


def _read(source: Source) -> Members | None:
    key, where = source.settings.key, source.settings.origins.get("key")
    bound = replace(source.bound, rows=list(_without_workings(source.bound.rows, own=source.own)))
    return read_members(bound, shares.COLUMNS, key, where, source.reader, own=source.own)


def _without_workings(rows: Sequence[BoundRow], *, own: bool) -> Iterator[BoundRow]:
    """The rows without those of the workings below the sum: known by their words, in xltool's `own` result also where
    those have been typed over, for their numbers are formulas' and not read."""
    is_below = False
    for row in rows:
        name = as_text(row.cells[shares.NAME])
        is_empty = row.filled.keys() <= {shares.NAME} and all(cell.blank for cell in row.extra.values())
        if normalised(name) not in shares.OUR_WORDS and not (own and is_below and is_empty):
            yield row
        is_below = is_below or is_total(name)


def _again(members: Members, _board: Parts, blank: Filling) -> Filling:
    return filled_again(blank, members=members_again(members))


def _tables(members: Members, board: Parts) -> Sequence[Table]:
    settings = board.settings
    name = shares.NET_COST if _of_net_costs(board) else shares.NET_RESULT
    tables = [shares.basis_table(settings, name), shares.shares_table(members, settings, board.money)]
    if invoices.is_made(members, settings):
        tables.append(invoices.invoice_table(members, settings, board.money))
    if members.are_debited:
        tables.append(invoices.fee_table(_contributions(board), settings))
    return tables


def _contributions(board: Parts) -> Sequence[Contribution]:
    lines = board.part(operating.OPERATING.key)
    return contributions(lines, board.settings.contributions)[0] if isinstance(lines, Lines) else ()


def _of_net_costs(board: Parts) -> bool:
    """Whether what is shared out is all that the board costs."""
    lines = board.part(operating.OPERATING.key)
    return isinstance(lines, Lines) and operating.is_net_cost(lines)


def _remarks(members: Members, board: Parts, _tables: Tables, model: Model) -> Sequence[Finding]:
    """Without the members' contributions among the lines the whole net cost is shared out: seldom what is meant. What the
    sheet itself says to be due is what the key gives."""
    net = model.number(operating.OPERATING.key, operating.NET, operating.judged_by(board.settings))
    where = members.members[0].origins["name"]
    shown = amount(board.money, net)
    all_costs = [codes.NET_COST_SHARED.at(where, amount=shown)] if _of_net_costs(board) and net else []
    return (*all_costs, *_other_due(members, board, model))


def _other_due(members: Members, board: Parts, model: Model) -> Sequence[Finding]:
    """A warning at the first member whose stated amount is a whole unit from what is due. Both are compared without
    signs; where members have been charged already the column may be several things."""
    if members.are_debited:
        return ()
    for index, one in enumerate(members.members):
        due = model.number(_KEY, shares.member_key(index), shares.AMOUNT_DUE)
        if one.stated_due is not None and abs(abs(one.stated_due) - due) > board.settings.whole - _NOISE:
            fields = {"name": one.name, "column": shares.AMOUNT_DUE.header, "key": members.key}
            both = {"stated": amount(board.money, one.stated_due), "computed": amount(board.money, due)}
            return (codes.OTHER_DUE.at(one.origins[reading.DUE], **fields, **both),)
    return ()


_NOISE = 1e-6


def _pages(members: Members, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    pages = [share_page(members, tables[shares.BASIS], tables[_KEY], page)]
    if invoices.INVOICES in tables:
        pages.append(invoice_page(tables[invoices.INVOICES], tables.get(invoices.FEE), page))
    return pages


def _checks(members: Members, board: Parts, tables: Tables) -> Sequence[Check]:
    table, title = tables[_KEY], shares.RESULT_TITLE
    last = len(members.members) - 1  # the first key stands behind the name
    due, share = (table.at(shares.SUM, c) for c in (shares.AMOUNT_DUE, shares.SHARE))
    return (
        Check("shares", f"{title}: andelarna ger hela beloppet", due, shares.amount_at(), AMOUNT),
        Check("percent", f"{title}: andelarna är tillsammans 100 %", lift(0) + share, 1, PERCENT),
        charted_check(
            table, (shares.member_key(0), shares.member_key(last)), shares.SUM, table.columns[1], title
        ),
        *(_key_checks(members, title)),
        *(_fee_checks(members, board) if invoices.FEE in tables else ()),
    )


def _key_checks(members: Members, title: str) -> Sequence[Check]:
    if not members.parts:
        return ()
    parts = total(*(part_cell(i) for i in range(len(members.parts))))
    return (Check("key", f"{title}: den blandade nyckelns delar är tillsammans 100 %", parts, 1, PERCENT),)


def _fee_checks(members: Members, board: Parts) -> Sequence[Check]:
    """The fees are all of what is to be shared, and what has been charged is what is booked, but for rounding."""
    rows = _contributions(board)
    summed = {
        c: At(invoices.INVOICES, shares.SUM, c) for c in (invoices.FINAL, invoices.DEBITED, invoices.SETTLED)
    }
    final, debited, settled = summed.values()
    paid, title = booked(rows, board.settings), invoices.TITLE
    near = absolute(debited - paid) <= tolerance(members, rows, board.money)
    fee = At(invoices.FEE, "amount", invoices.VALUE)
    return (
        Check("fee", f"{title}: avgifterna ger hela beloppet", final, fee, AMOUNT),
        Check(
            "settled", f"{title}: att reglera är avgifter minus debiterat", settled, final - debited, AMOUNT
        ),
        Check("debited", f"{title}: debiterat är bidragsraderna", when(near, paid, debited), paid, AMOUNT),
    )


_OLDEST = 2  # years; the population that a year begins with is from the end of the year before


def _questions(_members: Members, _board: Parts, _tables: Tables) -> Sequence[Question]:
    year, of_key = setting_cell(YEAR), setting_cell(KEY_DATE)
    age = year - call("YEAR", of_key)
    known = call("COUNT", year, of_key).equals(2)  # nested, for AND would read a day that is not there
    count = when(known, when(either(age > _OLDEST, age < 0), 1, 0), 0)
    first = when(known, joined("Nyckelns datum ", day(KEY_DATE)), "")
    name = f"{shares.RESULT_TITLE}: nyckeln är högst två år gammal och inte från ett senare år"
    return [Question("key", name, count, when(count.equals(1), first, ""))]


def _walk(members: Members, board: Parts, visit: Visit) -> Members:
    """The key is the one that Uppgifter names, if the members have it."""
    chosen = board.settings.key if members.has_key(board.settings.key) else members.key
    listed = tuple(
        _member(one, shares.member_key(i), members.keys, visit) for i, one in enumerate(members.members)
    )
    visit(SheetRow(shares.SUM_NAME, shares.SUM))
    return replace(members, members=listed, key=chosen)


def _member(one: Member, key: str, keys: Sequence[str], visit: Visit) -> Member:
    entries = {k: Entry(one.weights[k], Sort.FIGURE, one.origins.get(k), COUNT) for k in keys}
    debited, *texts = shares.DEBITED.header, shares.COUNTERPART.header, shares.REFERENCE.header
    where = [one.origins.get(part) for part in (reading.DEBITED, reading.COUNTERPART, reading.REFERENCE)]
    entries[debited] = Entry(one.debited, Sort.FIGURE, where[0], AMOUNT)
    for header, text, origin in zip(texts, (one.counterpart, one.reference), where[1:], strict=True):
        entries[header] = Entry(text, Sort.WORDS, origin)
    new = visit(
        SheetRow(one.name, key, entries, computed=(shares.SHARE, shares.AMOUNT_DUE, shares.DIRECTION))
    )
    weights = {k: None if (w := new[k]) is None else float(w) for k in keys}
    counterpart, reference = (str(new[header] or "") for header in texts)
    charged = None if new[debited] is None else float(new[debited] or 0.0)
    return replace(one, weights=weights, debited=charged, counterpart=counterpart, reference=reference)


MEMBERS_PART = SheetPart[Members](
    sheet=shares.MEMBERS,
    title=shares.RESULT_TITLE,
    about="Resultatet fördelat på medlemmarna i hela belopp som alltid går jämnt ut",
    template_about="Medlemskommunerna och deras invånarantal",
    missing="Resultatet fördelas inte på medlemskommunerna.",
    linked=True,
    words={
        shares.COUNTERPART: ("motpart", "motparter"),
        shares.REFERENCE: ("referens", "referenser"),
    },
    read=_read,
    template=member_template,
    again=_again,
    tables=_tables,
    pages=_pages,
    checks=_checks,
    questions=_questions,
    remarks=_remarks,
    walk=_walk,
)
