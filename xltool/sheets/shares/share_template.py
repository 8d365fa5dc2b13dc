"""Medlemmar in the template."""

from __future__ import annotations

from xltool.core.pages import Page, head
from xltool.core.tables import Table
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.members import Members
from xltool.sheets.template_rows import FilledRow, Filling, entries


def members_again(members: Members | None) -> list[FilledRow]:
    """The same members with their keys; what they are charged is the new year's."""
    if members is None:
        return []
    keys = shares.key_columns(members)
    return [
        {
            shares.NAME: one.name,
            **{column: one.weights[name] for name, column in keys.items()},
            shares.COUNTERPART: one.counterpart or None,
            shares.REFERENCE: one.reference or None,
        }
        for one in members.members
    ]


def member_template(filling: Filling) -> Page:
    # Keys of the board's own stand behind the population.
    columns = tuple(
        dict.fromkeys([*shares.MEMBERS.columns, *(c for entry in filling.members for c in entry)])
    )
    rows = entries("member", filling.members, columns, {})
    table = Table("members", columns, tuple(rows))
    title = shares.MEMBERS.title
    heading = head(title, title, "En kommun per rad. Nyckelns datum står på bladet Uppgifter.", None, None)
    notes = (
        "Lägg till egna kolumner med tal, till exempel Datorer, och välj dem som Fördelningsnyckel på Uppgifter.",
        "Flera nycklar blandas: Invånare 70 %; Fast andel 30 %. Debiterat behövs bara när medlemmarna redan har betalat under året.",
    )
    return Page(title, heading, ((table,),), notes, widths={shares.NAME: 34, shares.POPULATION: 14})
