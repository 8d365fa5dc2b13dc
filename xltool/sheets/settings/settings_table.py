"""Uppgifter: the table of the result, and the cells that formulas refer to."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, call, joined, when
from xltool.core.numbers import decimals_of
from xltool.core.origin import Origin
from xltool.core.sentences import percent_formula
from xltool.core.swedish import MONTHS
from xltool.core.tables import Cell, Computed, Numbers, Role, Row, Table
from xltool.core.units import TEXT, Form, Money, Quantity, Unit
from xltool.sheets.settings.mixed_key import KeyPart, key_parts, part_label, part_row
from xltool.sheets.settings.settings_rows import (
    AGAINST_BUDGET,
    AS_OF,
    COLOUR,
    CONTRIBUTIONS,
    DECEMBER,
    DETAILS_UNIT,
    EXPLANATION,
    HEADING_STYLE,
    INCOME_SIGN,
    KEY,
    KEY_DATE,
    LABEL,
    LIMIT_AMOUNT,
    LIMIT_SHARE,
    MONEY,
    NAMELESS,
    NEGATIVE,
    OBJECT_BUDGET,
    ORIGINAL,
    PARTLY_LIMIT,
    PERIOD,
    REPORTS,
    REVISED,
    SCOPE,
    SELECTION,
    TABLE_STYLE,
    UNIT,
    VALUE,
    WHOLE,
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
        "scope": settings.scope,
        "reports": listed_months(settings.reports),
        "report_name": settings.report_name,
        "empty_forecast": settings.empty_forecast,
        "as_of": settings.as_of,
        "unit": settings.unit.word,
        "details_unit": settings.details_unit.word,
        "income_sign": NEGATIVE,
        "against": ORIGINAL if settings.against_original else REVISED,
        "selection": settings.selection,
        "object_budget": settings.object_budget,
        "table_style": settings.table_style,
        "heading_style": settings.heading_style,
        "key": key,
        "key_date": settings.key_date,
        "whole": settings.whole,
        "partly_limit": settings.partly_limit,
        "limit_amount": settings.limit_amount,
        "limit_share": settings.limit_share,
    }
    parts = key_parts(key)
    rows: list[Row] = []
    for one in settings.shown:
        value = getattr(settings, one.key) if one.where_filled else values[one.key]
        if one is KEY and parts:
            rows += _mixed_rows(parts, settings.origins.get(KEY.key))
        else:
            rows.append(_row(one, value, settings.origins.get(one.key), money, defaults.get(one.key), keys))
    hidden = frozenset({DEFAULT, EFFECTIVE})
    return Table(_TABLE, (LABEL, VALUE, EXPLANATION, DEFAULT, EFFECTIVE), tuple(rows), hidden=hidden)


def _mixed_rows(parts: tuple[KeyPart, ...], origin: Origin | None) -> list[Row]:
    """The rows of a mixed key: its words, which follow from its parts, and a row a part."""
    said: list[Expr | str] = []
    rows = []
    for index, part in enumerate(parts):
        decimals = decimals_of(round(part.share * 100, 9))
        share = At(_TABLE, part_row(index), VALUE)
        said += ["; " if said else "", f"{part.name} ", percent_formula(share, decimals)]
        cells: dict[Column, Cell] = {
            LABEL: Cell(part_label(part)),
            VALUE: Cell(part.share, Quantity(Form.PERCENT, decimals=decimals), origin, numbers=_PART),
            EXPLANATION: Cell("Så stor del av beloppet som fördelas efter den nyckeln"),
        }
        rows.append(Row(part_row(index), Role.LINE, cells, frozenset({EFFECTIVE})))
    words: dict[Column, Cell] = {
        LABEL: Cell(KEY.label),
        VALUE: Cell(joined(*said), TEXT),
        EXPLANATION: Cell(f"{KEY.explanation}; ändras i raderna nedanför"),
    }
    return [Row(KEY.key, Role.LINE, words, frozenset({EFFECTIVE})), *rows]


def listed_months(months: Sequence[int]) -> str:
    """As Uppgifter says them: `april, augusti, helår`."""
    return ", ".join("helår" if month == DECEMBER else MONTHS[month - 1] for month in months)


_FIXED = (
    YEAR,
    PERIOD,
    SCOPE,
    REPORTS,
    UNIT,
    DETAILS_UNIT,
    INCOME_SIGN,
    AGAINST_BUDGET,
    CONTRIBUTIONS,
    SELECTION,
    OBJECT_BUDGET,
    COLOUR,
    TABLE_STYLE,
    HEADING_STYLE,
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
            numbers=_NUMBERS.get(setting.key),
            prompt=setting.explanation,
        ),
        DEFAULT: Cell(default, quantity),
        EXPLANATION: Cell(setting.explanation + ("; ändras i indatafilen" if setting in _FIXED else "")),
    }
    blank = frozenset({EFFECTIVE}) if default is None else frozenset()
    return Row(
        setting.key, Role.LINE, cells, blank, setting.label.replace(" ", "_") if default is not None else ""
    )


_PART = Numbers("Skriv delen som en andel mellan 0 och 100 %, till exempel 70 %.", 0.0, 1.0)
_DAYS = 18264.0, 73415.0  # of 1950 to 2100
_SMALLEST = 1e-9
_AMOUNT_ALONE = "med bara siffror; enheten hör redan till cellen. Tom cell: det förvalda gäller."
# What the cells take in the result, where they hold numbers that formulas go by.
_NUMBERS = {
    WHOLE.key: Numbers(f"Skriv ett belopp större än noll, {_AMOUNT_ALONE}", _SMALLEST),
    PARTLY_LIMIT.key: Numbers("Skriv en andel mellan 0 och 100 %, till exempel 75 %.", 0.0, 1.0),
    LIMIT_AMOUNT.key: Numbers(f"Skriv ett belopp, noll eller mer, {_AMOUNT_ALONE}", 0.0),
    LIMIT_SHARE.key: Numbers("Skriv en andel av budgeten, till exempel 5 %.", 0.0),
    AS_OF.key: Numbers(AS_OF.expected, *_DAYS),
    KEY_DATE.key: Numbers(KEY_DATE.expected, *_DAYS),
}


def part_cell(index: int) -> At:
    """The live cell of the share that goes by a part of a mixed key."""
    return At(_TABLE, part_row(index), VALUE)


def setting_cell(setting: Setting) -> At:
    """The live cell of a setting, for formulas of other tables."""
    return At(_TABLE, setting.key, VALUE)


def limit_cell(setting: Setting) -> At:
    """The live cell of a number among the settings, with its default where the cell is empty."""
    return At(_TABLE, setting.key, EFFECTIVE)


def setting_default(setting: Setting) -> At:
    """The cell of what a setting is where nobody says."""
    return At(_TABLE, setting.key, DEFAULT)
