"""Uppgifter: which settings there are, with their defaults."""

from __future__ import annotations

from msgspec import Struct

from xltool.core.tables import Input, Origin, Sheet
from xltool.core.units import DATE, NUMBER, TEXT, Form, Quantity, Unit

LABEL = Input("Uppgift", TEXT, names=True, help="Vad raden anger")


VALUE = Input("Värde", TEXT, help="Det ni fyller i")


EXPLANATION = Input("Förklaring", TEXT, names=True, required=False, help="Vad uppgiften används till")


SETTINGS = Sheet(
    key="settings",
    title="Uppgifter",
    aliases=("Inställningar", "Försättsblad"),
    columns=(LABEL, VALUE, EXPLANATION),
)


NEGATIVE, POSITIVE = "negativa", "positiva"
NAMELESS = "Nämnden"  # what a board is called that does not say


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


MONEY = Quantity(Form.AMOUNT)


_WHOLE_PERCENT = Quantity(Form.PERCENT, decimals=0)


BOARD = Setting("board", "Nämnd", TEXT, "Nämndens namn, som det ska stå i rapporten", required=True)


YEAR = Setting("year", "År", NUMBER, "Året som siffrorna gäller", "Skriv året med fyra siffror, till exempel 2023.", required=True)  # fmt: skip


AS_OF = Setting("as_of", "Per datum", DATE, "Dagen då investeringarna är avstämda", "Skriv ett datum, till exempel 2023-12-31.")  # fmt: skip


UNIT = Setting("unit", "Enhet", TEXT, "Enheten för alla belopp: kr, tkr eller mnkr", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip


DETAILS_UNIT = Setting("details_unit", "Underlagets enhet", TEXT, "Enheten för beloppen på bladet Underlag, om ni har ett", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip


INCOME_SIGN = Setting("income_sign", "Intäkter anges som", TEXT, "Teckenregeln: med negativa intäkter är en positiv avvikelse alltid bättre än budget", "Skriv negativa eller positiva.", choices=(NEGATIVE, POSITIVE))  # fmt: skip


# The column of Medlemmar that is the key unless another is named.
DEFAULT_KEY = "Invånare"
KEY = Setting("key", "Fördelningsnyckel", TEXT, "Kolumnen på medlemsbladet som resultatet fördelas efter")


KEY_DATE = Setting("key_date", "Nyckelns datum", DATE, "Dagen som nyckelns värden gäller", "Skriv ett datum, till exempel 2021-12-31.")  # fmt: skip


WHOLE = Setting("whole", "Fördelas i hela", MONEY, "Minsta belopp som fördelas; andelarna blir hela sådana", "Skriv ett belopp större än noll, till exempel 1.")  # fmt: skip


PARTLY_LIMIT = Setting("partly_limit", "Gräns för delvis uppnådd", _WHOLE_PERCENT, "Så stor del av målvärdet räcker för delvis uppnådd", "Skriv en andel mellan 0 och 100 %, till exempel 75 %.")  # fmt: skip


LIMIT_AMOUNT = Setting("limit_amount", "Väsentlig avvikelse belopp", MONEY, "En avvikelse är väsentlig när den når både beloppet …", "Skriv ett belopp, till exempel 100 tkr.")  # fmt: skip


LIMIT_SHARE = Setting("limit_share", "Väsentlig avvikelse andel", _WHOLE_PERCENT, "… och andelen av budgeten", "Skriv en andel, till exempel 5 %.")  # fmt: skip


ALL = (BOARD, YEAR, AS_OF, UNIT, DETAILS_UNIT, INCOME_SIGN, KEY, KEY_DATE, WHOLE, PARTLY_LIMIT, LIMIT_AMOUNT, LIMIT_SHARE)  # fmt: skip


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
