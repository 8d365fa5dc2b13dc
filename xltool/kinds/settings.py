"""Uppgifter: what the workbook is about, its unit and its limits; two columns, label and value.

The limits stay input cells in the result, so that a changed limit judges anew in Excel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct

from xltool.core import codes
from xltool.core.expr import At, call, when
from xltool.core.finding import Finding
from xltool.core.grid import RawCell, RawSheet, address
from xltool.core.headers import normalised
from xltool.core.numbers import parse_number, plain
from xltool.core.reading import as_text, shortened
from xltool.core.sheet import Cell, Column, Computed, Input, Origin, Role, Row, Sheet, Table
from xltool.core.swedish import number_text
from xltool.core.units import DATE, NUMBER, TEXT, Form, Money, Quantity, Unit

LABEL = Input("Uppgift", TEXT, names=True, help="Vad raden anger")
VALUE = Input("Värde", TEXT, help="Det ni fyller i")
EXPLANATION = Input("Förklaring", TEXT, names=True, required=False, help="Vad uppgiften används till")

SETTINGS = Sheet(
    key="settings",
    title="Uppgifter",
    aliases=("Inställningar", "Försättsblad"),
    columns=(LABEL, VALUE, EXPLANATION),
)

_UNITS = {"kr": Unit.KR, "kronor": Unit.KR, "tkr": Unit.TKR, "tusental kronor": Unit.TKR, "mnkr": Unit.MNKR, "mkr": Unit.MNKR, "miljoner kronor": Unit.MNKR}  # fmt: skip
NEGATIVE, POSITIVE = "negativa", "positiva"


class Setting(Struct, frozen=True):
    """A row of Uppgifter. `quantity` AMOUNT means an amount in the workbook's unit."""

    key: str
    label: str
    quantity: Quantity
    explanation: str
    expected: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()


_MONEY = Quantity(Form.AMOUNT)
_WHOLE_PERCENT = Quantity(Form.PERCENT, decimals=0)

BOARD = Setting("board", "Nämnd", TEXT, "Nämndens namn, som det ska stå i rapporten", required=True)
YEAR = Setting("year", "År", NUMBER, "Året som siffrorna gäller", "Skriv året med fyra siffror, till exempel 2023.", required=True)  # fmt: skip
AS_OF = Setting("as_of", "Per datum", DATE, "Dagen då investeringarna är avstämda", "Skriv ett datum, till exempel 2023-12-31.")  # fmt: skip
UNIT = Setting("unit", "Enhet", TEXT, "Enheten för alla belopp: kr, tkr eller mnkr", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip
DETAILS_UNIT = Setting("details_unit", "Underlagets enhet", TEXT, "Enheten för beloppen på bladet Underlag, om ni har ett", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip
INCOME_SIGN = Setting("income_sign", "Intäkter anges som", TEXT, "Teckenregeln: med negativa intäkter är en positiv avvikelse alltid bättre än budget", "Skriv negativa eller positiva.", choices=(NEGATIVE, POSITIVE))  # fmt: skip
KEY = Setting("key", "Fördelningsnyckel", TEXT, "Kolumnen på medlemsbladet som resultatet fördelas efter")
KEY_DATE = Setting("key_date", "Nyckelns datum", DATE, "Dagen som nyckelns värden gäller", "Skriv ett datum, till exempel 2021-12-31.")  # fmt: skip
WHOLE = Setting("whole", "Fördelas i hela", _MONEY, "Minsta belopp som fördelas; andelarna blir hela sådana", "Skriv ett belopp större än noll, till exempel 1.")  # fmt: skip
PARTLY_LIMIT = Setting("partly_limit", "Gräns för delvis uppnådd", _WHOLE_PERCENT, "Så stor del av målvärdet räcker för delvis uppnådd", "Skriv en andel mellan 0 och 100 %, till exempel 75 %.")  # fmt: skip
LIMIT_AMOUNT = Setting("limit_amount", "Väsentlig avvikelse belopp", _MONEY, "En avvikelse är väsentlig när den når både beloppet …", "Skriv ett belopp, till exempel 100 tkr.")  # fmt: skip
LIMIT_SHARE = Setting("limit_share", "Väsentlig avvikelse andel", _WHOLE_PERCENT, "… och andelen av budgeten", "Skriv en andel, till exempel 5 %.")  # fmt: skip

ALL = (BOARD, YEAR, AS_OF, UNIT, DETAILS_UNIT, INCOME_SIGN, KEY, KEY_DATE, WHOLE, PARTLY_LIMIT, LIMIT_AMOUNT, LIMIT_SHARE)  # fmt: skip


_MAY_BE_UNKNOWN = ("year",)


class Settings(Struct, frozen=True):
    """What Uppgifter says, with the defaults of DOMAIN for what it leaves out.

    Dates are Excel serial numbers or text as written; amounts in the workbook's unit; limits are fractions.
    `origins` holds the cell of each value that was filled in.
    """

    board: str
    year: int | None
    as_of: float | None
    unit: Unit
    income_positive: bool
    key: str
    key_date: float | None
    whole: float
    partly_limit: float
    limit_amount: float
    limit_share: float
    details_unit: Unit
    origins: dict[str, Origin]

    def year_words(self, before: str, after: str = "") -> str:
        """The year between two texts, or nothing where the workbook states no year."""
        return f"{before}{self.year}{after}" if self.year else ""


def read_settings(sheet: RawSheet | None) -> tuple[Settings, list[Finding]]:
    """The settings of the workbook; without a sheet all defaults, with an empty board and no year."""
    findings: list[Finding] = []
    values: dict[str, object] = {}
    origins: dict[str, Origin] = {}
    cells = _labelled(sheet, findings) if sheet else {}
    if sheet is not None:
        hidden = [where for where, _ in cells.values() if int(where.row) in sheet.hidden_rows]
        findings += [
            codes.HIDDEN.at(Origin(sheet.name, f"A{w.row}"), sheet=sheet.name, what="rader")
            for w in hidden[:1]
        ]
    # The unit comes first: the limits are amounts in it.
    unit = Unit.TKR
    for setting in sorted(ALL, key=lambda s: s is not UNIT):
        found = cells.get(setting.key)
        if found is None or found[1].blank:
            if setting.required and sheet is not None:
                where = found[0] if found else Origin(sheet.name, "A1")
                findings.append(codes.SETTING_MISSING.at(where, label=setting.label))
            continue
        where, cell = found
        if setting.key in _MAY_BE_UNKNOWN and as_text(cell) in ("–", "-"):
            continue  # a result of a workbook that did not say
        origins[setting.key] = where
        if cell.broken:
            broken = codes.ERROR_VALUE if cell.stored else codes.NO_STORED_VALUE
            findings.append(broken.at(where, column=setting.label, value=cell.value))
            continue
        value = _PARSERS[setting.key](cell, Money(unit))
        if isinstance(cell.value, str) and (number := parse_number(cell.value)) and number.doubt:
            read = number_text(number.value)
            findings.append(
                codes.DOUBTFUL_NUMBER.at(where, column=setting.label, value=plain(cell.value), read=read)
            )
        if value is None:
            written = shortened(as_text(cell))
            findings.append(
                codes.BAD_SETTING.at(where, label=setting.label, value=written, expected=setting.expected)
            )
            continue
        values[setting.key] = value
        if setting is UNIT and isinstance(value, Unit):
            unit = value
    return _settings(values, unit, origins), findings


def _settings(values: dict[str, object], unit: Unit, origins: dict[str, Origin]) -> Settings:
    def number(key: str, default: float) -> float:
        value = values.get(key, default)
        assert isinstance(value, float)
        return value

    def serial(key: str) -> float | None:
        return number(key, 0.0) if key in values else None

    money = Money(unit)
    return Settings(
        board=str(values.get("board", "")),
        year=int(number("year", 0.0)) or None,
        as_of=serial("as_of"),
        unit=unit,
        income_positive=values.get("income_sign") == POSITIVE,
        key=str(values.get("key", "")),
        key_date=serial("key_date"),
        whole=number("whole", money.convert(1, Unit.TKR)),
        partly_limit=number("partly_limit", 0.75),
        limit_amount=number("limit_amount", money.convert(100, Unit.TKR)),
        limit_share=number("limit_share", 0.05),
        details_unit=details_unit
        if isinstance(details_unit := values.get("details_unit"), Unit)
        else Unit.KR,
        origins=origins,
    )


def _labelled(sheet: RawSheet, findings: list[Finding]) -> dict[str, tuple[Origin, RawCell]]:
    """The value cell of each known label: the label in some column, the value in the next filled one."""
    by_name = {normalised(name): s for s in ALL for name in (s.label, *s.aliases)}
    headed = _headed_column(sheet)
    found: dict[str, tuple[Origin, RawCell]] = {}
    for row in sheet.filled_rows():
        for column in sheet.filled_columns(row)[:2]:
            text = sheet.cell(row, column).value
            setting = by_name.get(normalised(text)) if isinstance(text, str) else None
            if setting is not None:
                at = headed.get(column) or _value_column(sheet, setting, row, column)
                place = (Origin(sheet.name, address(row, at)), sheet.cell(row, at))
                if found.setdefault(setting.key, place) != place:
                    earlier = found[setting.key][0].cell
                    findings.append(codes.SETTING_TWICE.at(place[0], label=setting.label, first=earlier))
                break
        else:
            first = sheet.filled_columns(row)[0]
            text, value = sheet.cell(row, first).value, sheet.cell(row, first + 1)
            looks_like_setting = (
                isinstance(text, str) and not value.blank and normalised(text) != normalised(LABEL.header)
            )
            if looks_like_setting:
                where = Origin(sheet.name, address(row, first))
                import difflib  # for words that are nearly right alone

                near = difflib.get_close_matches(normalised(str(text)), list(by_name), n=1, cutoff=0.8)
                label = shortened(plain(str(text)))
                if near:
                    meant = by_name[near[0]].label
                    findings.append(codes.SETTING_MISSPELT.at(where, label=label, meant=meant))
                else:
                    findings.append(codes.UNKNOWN_SETTING.at(where, label=label))
    return found


def _headed_column(sheet: RawSheet) -> dict[int, int]:
    """The column of the values by that of the labels, where both have their headers: something else may have come to
    stand between them."""
    for row in sheet.filled_rows():
        names = {normalised(as_text(sheet.cell(row, c))): c for c in sheet.filled_columns(row)}
        label, value = (names.get(normalised(column.header)) for column in (LABEL, VALUE))
        if label and value:
            return {label: value}
    return {}


def _value_column(sheet: RawSheet, setting: Setting, row: int, label: int) -> int:
    """The column beside the label; where that is empty, the first one further on that holds such a value.

    A text further on is an explanation rather than a value, unless it is the only filled cell of its row.
    """
    further = [c for c in sheet.filled_columns(row) if c > label]
    if not further or further[0] == label + 1:
        return label + 1
    is_text = setting.quantity == TEXT and not setting.choices and setting is not YEAR
    if is_text:
        return label + 1
    fitting = (c for c in further if _PARSERS[setting.key](sheet.cell(row, c), Money(Unit.TKR)) is not None)
    return next(fitting, label + 1)


# --- a parser each -------------------------------------------------------------------------------------------


def _text(cell: RawCell, _: Money) -> str | None:
    return as_text(cell) or None


def _word(words: dict[str, Unit] | dict[str, str]) -> Callable[[RawCell, Money], object]:
    return lambda cell, _: words.get(normalised(as_text(cell)))


def _number(cell: RawCell) -> tuple[float, str] | None:
    if cell.number is not None:
        return cell.number, "%" if "%" in cell.number_format else ""
    parsed = parse_number(cell.value) if isinstance(cell.value, str) else None
    return (parsed.value, parsed.unit) if parsed else None


def _year(cell: RawCell, _: Money) -> float | None:
    if isinstance(cell.value, datetime | date):
        return float(cell.value.year)
    found = re.fullmatch(r"(?:år )?((?:19|20)\d\d)", as_text(cell), re.IGNORECASE)
    return float(found[1]) if found else None


_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|((?:20)?\d\d)(\d\d)(\d\d)")


def _date(cell: RawCell, _: Money) -> float | None:
    """The day as Excel's serial number: a date, or text as 2023-12-31, 20231231 or 231231."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        found = _DAY.fullmatch(as_text(cell))
        if found is None:
            return None
        year, month, day = (int(g) for g in found.groups() if g)
        try:
            value = date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            return None
    return float((value - date(1899, 12, 30)).days)


def _money(cell: RawCell, money: Money) -> float | None:
    number = _number(cell)
    if number is None or number[0] < 0:
        return None
    if not number[1]:
        return number[0]
    unit = _UNITS.get(number[1].casefold())
    return money.convert(number[0], unit) if unit else None


def _whole(cell: RawCell, money: Money) -> float | None:
    return _money(cell, money) or None


def _fraction(cell: RawCell, _: Money) -> float | None:
    """A share between 0 and 1; a bare number above 1 is percent (`75` is 75 %)."""
    number = _number(cell)
    if number is None or number[1] not in ("", "%"):
        return None
    value = number[0] / 100 if not number[1] and number[0] > 1 else number[0]
    return value if 0 <= value <= 1 else None


_PARSERS: dict[str, Callable[[RawCell, Money], object]] = {
    "board": _text,
    "year": _year,
    "as_of": _date,
    "unit": _word(_UNITS),
    "details_unit": _word(_UNITS),
    "income_sign": _word({NEGATIVE: NEGATIVE, POSITIVE: POSITIVE, "negativ": NEGATIVE, "positiv": POSITIVE}),
    "key": _text,
    "key_date": _date,
    "whole": _whole,
    "partly_limit": _fraction,
    "limit_amount": _money,
    "limit_share": _fraction,
}


# --- the result's table --------------------------------------------------------------------------------------

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
        "board": settings.board or "Nämnden",
        "year": float(settings.year) if settings.year else "–",
        "as_of": settings.as_of,
        "unit": settings.unit.word,
        "details_unit": settings.details_unit.word,
        "income_sign": NEGATIVE,
        "key": key,
        "key_date": settings.key_date,
        "whole": settings.whole,
        "partly_limit": settings.partly_limit,
        "limit_amount": settings.limit_amount,
        "limit_share": settings.limit_share,
    }
    rows = tuple(
        _row(s, values[s.key], settings.origins.get(s.key), money, defaults.get(s.key), keys) for s in ALL
    )
    hidden = frozenset({DEFAULT, EFFECTIVE})
    return Table(_TABLE, (LABEL, VALUE, EXPLANATION, DEFAULT, EFFECTIVE), rows, hidden=hidden)


_FIXED = (
    YEAR,
    UNIT,
    DETAILS_UNIT,
    INCOME_SIGN,
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
    if setting.quantity is _MONEY:
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
