"""Uppgifter as one record. It stands outside its room, for every other room leans on that one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xltool.core.columns import Column
from xltool.core.pages import Page, Tab, head
from xltool.core.scalars import Scalar
from xltool.core.tables import Table
from xltool.core.units import TEXT, Quantity, SignRule
from xltool.sheets.page_head import PageHead
from xltool.sheets.settings import settings_rows as uppgifter
from xltool.sheets.settings.mixed_key import key_parts, part_label, part_row
from xltool.sheets.settings.settings_rows import SETTINGS, Settings
from xltool.sheets.settings.settings_table import listed_months, setting_cell, settings_table
from xltool.sheets.settings.settings_template import settings_template
from xltool.sheets.shares.share_part import MEMBERS_PART
from xltool.sheets.sheet_part import Parts, SheetPart, Tables
from xltool.sheets.sheet_row import Entry, SheetRow, Sort, Visit
from xltool.sheets.template_rows import Filling

# The others decide what the figures mean and are changed in the input alone.
_CHANGEABLE = (
    uppgifter.BOARD, uppgifter.AS_OF, uppgifter.KEY, uppgifter.KEY_DATE, uppgifter.WHOLE, uppgifter.PARTLY_LIMIT,
    uppgifter.LIMIT_AMOUNT, uppgifter.LIMIT_SHARE, uppgifter.SETTLED_ON, uppgifter.ACCOUNTED_AS, uppgifter.FOLLOWED_UP,
    uppgifter.GOAL_SECTION, uppgifter.ECONOMY_SECTION, uppgifter.STATE,
)  # fmt: skip
_KEPT = (
    uppgifter.KEY_DATE, uppgifter.WHOLE, uppgifter.PARTLY_LIMIT, uppgifter.LIMIT_AMOUNT, uppgifter.LIMIT_SHARE,
)  # fmt: skip
# What stays from year to year; which invoice is the next one's does not.
_STAYS = (
    uppgifter.CONTRIBUTIONS, uppgifter.ACCOUNTED_AS, uppgifter.FOLLOWED_UP, uppgifter.GOAL_SECTION,
    uppgifter.ECONOMY_SECTION, uppgifter.COLOUR,
)  # fmt: skip


def key_used(board: Parts) -> str:
    """The key that the result is shared out by."""
    members = MEMBERS_PART.of(board)
    return members.key if members else board.settings.key or uppgifter.DEFAULT_KEY


def _sign(settings: Settings) -> str:
    return (settings.signs or SignRule.NEGATIVE).value


def _again(settings: Settings, board: Parts, blank: Filling) -> Filling:
    known: dict[str, Scalar] = {
        uppgifter.BOARD.key: settings.board or None,
        uppgifter.UNIT.key: settings.unit.word,
        uppgifter.INCOME_SIGN.key: _sign(settings),
        uppgifter.KEY.key: key_used(board),
        **{one.key: getattr(settings, one.key) for one in _KEPT},
        **({uppgifter.REPORTS.key: listed_months(settings.reports)} if settings.reports else {}),
        **{one.key: getattr(settings, one.key) or None for one in _STAYS},
        **({uppgifter.SCOPE.key: uppgifter.PERIOD_ALONE} if blank.period_alone else {}),
        **({uppgifter.EMPTY_FORECAST.key: uppgifter.AS_BUDGET} if settings.forecast_is_budget else {}),
    }
    return replace(blank, settings=known | dict(blank.settings))


def _tables(settings: Settings, board: Parts) -> Sequence[Table]:
    members = MEMBERS_PART.of(board)
    return (settings_table(settings, key_used(board), members.keys if members else ()),)


def _pages(_settings: Settings, _board: Parts, tables: Tables, page: PageHead) -> Sequence[Page]:
    title, about = SETTINGS.title, setting_cell(uppgifter.BOARD)
    heading = head(title, title, about, "Ändra en gräns, så bedöms allt om.", page.badge)
    widths: dict[Column, float] = {uppgifter.LABEL: 30, uppgifter.VALUE: 34, uppgifter.EXPLANATION: 70}
    return (Page(title, heading, ((tables[SETTINGS.key],),), widths=widths, tab=Tab.INPUT),)


def _walk(settings: Settings, board: Parts, visit: Visit) -> Settings:
    """One row for the sheet as a whole, with an entry a setting; and its labels, which are rows of the table."""
    shown: dict[str, Scalar] = {
        uppgifter.BOARD.key: settings.board or uppgifter.NAMELESS,
        uppgifter.KEY.key: key_used(board),
    }
    entries = {
        one.label: Entry(
            shown.get(one.key, getattr(settings, one.key)),
            Sort.WORDS,
            settings.origins.get(one.key),
            one.quantity,
        )
        for one in _CHANGEABLE
    }
    fixed: dict[str, tuple[Scalar, Quantity]] = {
        uppgifter.YEAR.label: (str(settings.year) if settings.year else None, TEXT),
        uppgifter.UNIT.label: (settings.unit.word, TEXT),
        uppgifter.INCOME_SIGN.label: (_sign(settings), TEXT),
    }
    new = visit(SheetRow("", entries=entries, ours=SETTINGS.key, shown=fixed))
    for setting in settings.shown:
        visit(SheetRow(setting.label, setting.key))
    for index, part in enumerate(key_parts(key_used(board))):
        visit(SheetRow(part_label(part), part_row(index)))
    # A change keeps the type of what it changes.
    changed = {one.key: new[one.label] for one in _CHANGEABLE}
    return replace(settings, **{key: _text_of(key, value) for key, value in changed.items()})


def _text_of(key: str, value: Scalar) -> Scalar:
    """A text that somebody emptied is an empty one."""
    words = (one.key for one in uppgifter.ALL if one.where_filled)
    return "" if value is None and key in words else value


SETTINGS_PART = SheetPart[Settings](
    sheet=SETTINGS,
    about="Nämnd, år, enhet, nyckel och gränser",
    template_about="Nämnd, år, enhet, fördelningsnyckel och gränser",
    missing="Nämndens namn, år och gränser saknas därför, och standardvärdena gäller (belopp i tkr).",
    behind=True,
    linked=True,
    template=settings_template,
    again=_again,
    tables=_tables,
    pages=_pages,
    walk=_walk,
)
