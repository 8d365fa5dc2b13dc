"""Medlemmar, in the result Fördelning, as one record."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.core.expr import call, either, joined, lift, when
from xltool.core.pages import Page
from xltool.core.swedish import amount
from xltool.core.tables import Table
from xltool.core.units import AMOUNT, COUNT, PERCENT
from xltool.core.values import Model
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.checks import Check, Question
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings.settings_dates import day
from xltool.sheets.settings.settings_rows import KEY_DATE, YEAR
from xltool.sheets.settings.settings_table import setting_cell
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.member_reading import Member, Members, read_members
from xltool.sheets.shares.share_page import share_page
from xltool.sheets.shares.share_template import member_template, members_again
from xltool.sheets.sheet_part import Parts, SheetPart, Source, Tables
from xltool.sheets.sheet_row import Entry, SheetRow, Sort, Visit
from xltool.sheets.template_rows import Filling, filled_again

_KEY = shares.MEMBERS.key


def _read(source: Source) -> Members | None:
    key, where = source.settings.key, source.settings.origins.get("key")
    return read_members(
        source.bound, shares.NAME, shares.POPULATION, key, where, source.reader, own=source.own
    )


def _again(members: Members, _board: Parts, blank: Filling) -> Filling:
    return filled_again(blank, members=members_again(members))


def _tables(members: Members, board: Parts) -> Sequence[Table]:
    settings = board.settings
    name = "Nettokostnad" if _of_net_costs(board) else "Nettoresultat (positivt är ett underskott)"
    return shares.basis_table(settings, name), shares.shares_table(members, settings, board.money)


def _of_net_costs(board: Parts) -> bool:
    """Whether what is shared out is all that the board costs."""
    lines = board.part(operating.OPERATING.key)
    return isinstance(lines, Lines) and operating.is_net_cost(lines)


def _all_costs(members: Members, board: Parts, _tables: Tables, model: Model) -> Sequence[Finding]:
    """Without the members' contributions among the lines the whole net cost is shared out: seldom what is meant."""
    net = model.number(operating.OPERATING.key, operating.NET, operating.judged_by(board.settings))
    if not _of_net_costs(board) or not net:
        return ()
    where = members.members[0].origins["name"]
    return (codes.NET_COST_SHARED.at(where, amount=amount(board.money, net)),)


def _pages(members: Members, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    return (share_page(members, tables[shares.BASIS], tables[_KEY], page),)


def _checks(_members: Members, _board: Parts, tables: Tables) -> Sequence[Check]:
    table, title = tables[_KEY], shares.RESULT_TITLE
    due, share = (table.at(shares.SUM, c) for c in (shares.AMOUNT_DUE, shares.SHARE))
    return (
        Check("shares", f"{title}: andelarna ger hela beloppet", due, shares.amount_at(), AMOUNT),
        Check("percent", f"{title}: andelarna är tillsammans 100 %", lift(0) + share, 1, PERCENT),
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
    chosen = board.settings.key if board.settings.key in members.keys else members.key
    listed = tuple(
        _member(one, shares.member_key(i), members.keys, visit) for i, one in enumerate(members.members)
    )
    visit(SheetRow(shares.SUM_NAME, shares.SUM))
    return replace(members, members=listed, key=chosen)


def _member(one: Member, key: str, keys: Sequence[str], visit: Visit) -> Member:
    entries = {k: Entry(one.weights[k], Sort.FIGURE, one.origins.get(k), COUNT) for k in keys}
    new = visit(SheetRow(one.name, key, entries, computed=(shares.SHARE, shares.AMOUNT_DUE)))
    weights = {k: None if (w := new[k]) is None else float(w) for k in keys}
    return replace(one, weights=weights)


MEMBERS_PART = SheetPart[Members](
    sheet=shares.MEMBERS,
    title=shares.RESULT_TITLE,
    about="Resultatet fördelat på medlemmarna i hela belopp som alltid går jämnt ut",
    template_about="Medlemskommunerna och deras invånarantal",
    missing="Resultatet fördelas inte på medlemskommunerna.",
    linked=True,
    read=_read,
    template=member_template,
    again=_again,
    tables=_tables,
    pages=_pages,
    checks=_checks,
    questions=_questions,
    remarks=_all_costs,
    walk=_walk,
)
