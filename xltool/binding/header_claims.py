"""What each header of a sheet may be, put right by the others that are there: some give way, some come in."""

from __future__ import annotations

from typing import TypeAlias

from xltool.binding.headers import Header, fits, is_by_need, names_of, shades_of
from xltool.binding.rivals import Rival, Rivals
from xltool.core.columns import Input, Sheet
from xltool.core.shades import Shade
from xltool.core.spelling import normalised
from xltool.core.units import Form

Claims: TypeAlias = dict[Input, list[Rival]]  # the headers that may be each column
Strangers: TypeAlias = list[tuple[int, Header]]  # those that are none, by position


def leave_to_own_names(found: Claims, strangers: Strangers, kind: Sheet, year: int | None) -> None:
    """A column of other things than amounts that stands under its own name is no other header's; that may be another
    column's (Mål beside Nämndmål is the target)."""
    for column, among in [*found.items()]:
        own = [r for r in among if r.words.base == normalised(column.header)]
        if column.quantity.form is Form.AMOUNT or not own or len(own) == len(among):
            continue
        found[column] = own
        for rival in (r for r in among if r not in own):
            free = (c for c in kind.columns if c not in found and fits(c, rival.words, year))
            other = next(free, None)
            if other is not None:
                found[other] = [rival]
            else:
                strangers.append((rival.position, Header(rival.text, rival.words)))


def leave_alone(found: Claims, strangers: Strangers) -> None:
    """`Ack. utfall` is what a project has cost since its start where another column is of all its years too; alone in an interim
    report it may be the year's (year.md §1)."""
    for column, among in [*found.items()]:
        beside = any(c.needs for c in found if c is not column)
        is_unsure = column.of_year and not beside
        if is_unsure and all(
            is_by_need(column, r.words) and Shade.SINCE_START not in r.words.shades for r in among
        ):
            strangers += [(r.position, Header(r.text, r.words)) for r in found.pop(column)]


def add_bare_years(found: Claims, strangers: Strangers, kind: Sheet, year: int | None) -> None:
    """A year alone is the year's actual where a budget stands beside it and no other actual does; the year before is last
    year's (Grästorp: Budget 2020, 2020, 2019)."""
    actual = next((c for c in kind.columns if c.header == "Utfall" and c.of_year), None)
    if actual is None or actual in found or not any(c.header == "Budget" for c in found):
        return
    years = {h.words.year: (p, h) for p, h in strangers if h.words.bare and not h.words.base and h.words.year}
    if year not in years:
        return
    earlier = [c for c in kind.columns if c.years_back and not c.needs and names_of(c) & names_of(actual)]
    for column in (actual, *earlier):
        of = (year or 0) - column.years_back
        if column not in found and of in years:
            position, header = years[of]
            found[column] = [Rival(position, header.text, header.words)]
            strangers.remove((position, header))


def leave_totals(rivals: Rivals, found: Claims, kind: Sheet) -> None:
    """`Total budget` of projects is that of all their years, where no changes of the year's budget stand beside it, and no
    budget without a year that it may be the revised one of."""
    decided = next((c for c in kind.columns if c.needs and "Budget" in c.words), None)
    budget = next((c for c in found if c.header == "Budget"), None)
    if decided is None or decided in found or budget is None or rivals.changes():
        return
    totals = [r for r in found[budget] if Shade.REVISED in r.words.shades and "total" in normalised(r.text)]
    others = [r for r in found[budget] if r not in totals]
    if len(totals) != 1 or totals[0].words.year:
        return
    if any(not r.words.year and rivals.are_near(r.position, totals[0].position) for r in others):
        return
    found[decided] = totals
    if others:
        found[budget] = others
    else:
        del found[budget]


def leave_nets(found: Claims, strangers: Strangers) -> None:
    """The net of a project is no rival of its expenses."""
    for column, among in found.items():
        if any(Shade.EXPENSES in shades_of(column, r.words) for r in among):
            nets = [r for r in among if Shade.NET in r.words.shades]
            found[column] = [r for r in among if r not in nets]
            strangers += [(r.position, Header(r.text, r.words)) for r in nets]


def add_unsure(rivals: Rivals, found: Claims, strangers: Strangers, year: int | None) -> None:
    """What holds the word of a column of the year that is there, with other figures of its size, is its rival."""
    for column, among in found.items():
        if column.of_year and column.required and len(among) == 1:
            unsure = [one for one in strangers if rivals.may_be(column, among[0], *one, year)]
            found[column] = [*among, *(Rival(p, h.text, h.words, is_unsure=True) for p, h in unsure)]
            for one in unsure:
                strangers.remove(one)
