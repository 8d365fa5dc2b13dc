"""Uppgifter: the table of the result, and the cells that formulas refer to."""

from __future__ import annotations

from xltool.binding.header_words import MONTHS
from xltool.core.columns import Column
from xltool.core.expr import At, call, when
from xltool.core.origin import Origin
from xltool.core.tables import Cell, Computed, Role, Row, Table
from xltool.core.units import TEXT, Form, Money, Quantity, Unit
from xltool.sheets.settings.settings_rows import (
    DETAILS_UNIT,
    EXPLANATION,
    INCOME_SIGN,
    KEY,
    LABEL,
    MONEY,
    NAMELESS,
    NEGATIVE,
    OBJECT_BUDGET,
    PERIOD,
    SELECTION,
    UNIT,
    VALUE,
    YEAR,
    Setting,
    Settings,
)

_TABLE = "settings"


# What counts where somebody empties a limit's cell in Excel: the workbook's default, never 0.
DEFAULT = Column("Förvalt", TEXT)


EFFECTIVE = Computed("Gäller", TEXT, when(call("COUNT", VALUE).equals(0), DEFAULT, VALUE))


def settings_table(settings: Settings, key: str, keys: tuple[str, ...] = ()) -> Table:
    """Uppgifter in the result: every setting with the value that was used. `key` is the key that was used, one
    of `keys`."""
    money = Money(settings.unit)
    defaults = {
        "whole": money.convert(1, Unit.TKR),
        "partly_limit": 0.75,
        "limit_amount": money.convert(100, Unit.TKR),
        "limit_share": 0.05,
    }
    values: dict[str, float | str | None] = {
        "board": settings.board or NAMELESS,
        "year": float(settings.year) if settings.year else "–",
        "period": MONTHS[settings.period - 1] if settings.period else None,
        "as_of": settings.as_of,
        "unit": settings.unit.word,
        "details_unit": settings.details_unit.word,
        "income_sign": NEGATIVE,
        "selection": settings.selection,
        "object_budget": settings.object_budget,
        "key": key,
        "key_date": settings.key_date,
        "whole": settings.whole,
        "partly_limit": settings.partly_limit,
        "limit_amount": settings.limit_amount,
        "limit_share": settings.limit_share,
    }
    rows = tuple(
        _row(s, values[s.key], settings.origins.get(s.key), money, defaults.get(s.key), keys)
        for s in settings.shown
    )
    hidden = frozenset({DEFAULT, EFFECTIVE})
    return Table(_TABLE, (LABEL, VALUE, EXPLANATION, DEFAULT, EFFECTIVE), rows, hidden=hidden)


_FIXED = (
    YEAR,
    PERIOD,
    UNIT,
    DETAILS_UNIT,
    INCOME_SIGN,
    SELECTION,
    OBJECT_BUDGET,
)  # headers, formats and signs follow these only when xltool runs again


def _row(
    setting: Setting,
    value: float | str | None,
    origin: Origin | None,
    money: Money,
    default: float | None,
    keys: tuple[str, ...],
) -> Row:
    quantity = TEXT if setting is YEAR else setting.quantity  # a year has no thousands
    if setting.quantity is MONEY:
        quantity = Quantity(Form.AMOUNT, money.word, 3 if money.unit is Unit.MNKR else None)
    cells: dict[Column, Cell] = {
        LABEL: Cell(setting.label),
        VALUE: Cell(
            value,
            quantity,
            origin,
            keys if setting is KEY else setting.choices,
            fixed=setting in _FIXED,
            numeric=default is not None,
            prompt=setting.explanation,
        ),
        DEFAULT: Cell(default, quantity),
        EXPLANATION: Cell(setting.explanation + ("; ändras i indatafilen" if setting in _FIXED else "")),
    }
    blank = frozenset({EFFECTIVE}) if default is None else frozenset()
    return Row(
        setting.key, Role.LINE, cells, blank, setting.label.replace(" ", "_") if default is not None else ""
    )


def setting_cell(setting: Setting) -> At:
    """The live cell of a setting, for formulas of other tables."""
    return At(_TABLE, setting.key, VALUE)


def limit_cell(setting: Setting) -> At:
    """The live cell of a number among the settings, with its default where the cell is empty."""
    return At(_TABLE, setting.key, EFFECTIVE)


def setting_default(setting: Setting) -> At:
    """The cell of what a setting is where nobody says."""
    return At(_TABLE, setting.key, DEFAULT)
