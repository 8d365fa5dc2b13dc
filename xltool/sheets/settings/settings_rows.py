"""Uppgifter: which settings there are, with their defaults."""

from __future__ import annotations

from msgspec import Struct

from xltool.binding.rivals import AGAINST, AGAINST_ORIGINAL
from xltool.core.columns import Input, Sheet
from xltool.core.origin import Origin
from xltool.core.units import DATE, NUMBER, TEXT, Form, Quantity, SignRule, Unit

LABEL = Input("Uppgift", TEXT, names=True, help="Vad raden anger")


VALUE = Input("Värde", TEXT, help="Det ni fyller i")


EXPLANATION = Input("Förklaring", TEXT, names=True, required=False, help="Vad uppgiften används till")


SETTINGS = Sheet(
    key="settings",
    title="Uppgifter",
    aliases=("Inställningar", "Försättsblad"),
    columns=(LABEL, VALUE, EXPLANATION),
)


NEGATIVE, POSITIVE, UNSIGNED = (
    rule.value for rule in (SignRule.NEGATIVE, SignRule.POSITIVE, SignRule.UNSIGNED)
)
AS_ACTUAL, AS_GRANT = "som utfallet", "kommunbidrag"
LEDGER_BOOKED, LEDGER_TURNED = "bokföringens", "omvända"
NAMELESS = "Nämnden"  # what a board is called that does not say


class Setting(Struct, frozen=True):
    """A row of Uppgifter. `quantity` AMOUNT means an amount in the workbook's unit. A `rare` one is asked for by a
    finding alone: neither the template nor the result has it."""

    key: str
    label: str
    quantity: Quantity
    explanation: str
    expected: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    rare: bool = False


MONEY = Quantity(Form.AMOUNT)


_WHOLE_PERCENT = Quantity(Form.PERCENT, decimals=0)


BOARD = Setting("board", "Nämnd", TEXT, "Nämndens namn, som det ska stå i rapporten", required=True)


YEAR = Setting("year", "År", NUMBER, "Året som siffrorna gäller", "Skriv året med fyra siffror, till exempel 2023.", required=True)  # fmt: skip


PERIOD = Setting("period", "Period", TEXT, "Månaden som delårets siffror gäller till", "Skriv månaden, till exempel augusti, eller helår.", aliases=("Rapportperiod", "Uppföljning", "Till och med", "T.o.m."), rare=True)  # fmt: skip


AS_OF = Setting("as_of", "Per datum", DATE, "Dagen då investeringarna är avstämda", "Skriv ett datum, till exempel 2023-12-31.")  # fmt: skip


UNIT = Setting("unit", "Enhet", TEXT, "Enheten för alla belopp: kr, tkr eller mnkr", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip


DETAILS_UNIT = Setting("details_unit", "Underlagets enhet", TEXT, "Enheten för beloppen på bladet Underlag, om ni har ett", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip


INCOME_SIGN = Setting("income_sign", "Intäkter anges som", TEXT, "Teckenregeln: med negativa intäkter är en positiv avvikelse alltid bättre än budget", "Skriv negativa, positiva eller utan tecken.", choices=(NEGATIVE, POSITIVE, UNSIGNED))  # fmt: skip


BUDGET_SIGN = Setting("budget_sign", "Budget anges som", TEXT, "Kommunbidrag: budgeten har motsatt tecken mot kostnaderna", "Skriv kommunbidrag eller som utfallet.", choices=(AS_ACTUAL, AS_GRANT), rare=True)  # fmt: skip
LEDGER_SIGN = Setting("ledger_sign", "Underlagets tecken", TEXT, "Bokföringens (debet plus, kredit minus) eller omvända", "Skriv bokföringens eller omvända.", choices=(LEDGER_BOOKED, LEDGER_TURNED), rare=True)  # fmt: skip


BUDGET_COLUMN = Setting("budget_column", "Budgetkolumn", TEXT, "Rubriken över den budget som gäller, om flera kan vara det", rare=True)  # fmt: skip
ACTUAL_COLUMN = Setting("actual_column", "Utfallskolumn", TEXT, "Rubriken över det utfall som gäller, om flera kan vara det", rare=True)  # fmt: skip


REVISED, ORIGINAL = "reviderad", AGAINST_ORIGINAL
AGAINST_BUDGET = Setting("against", AGAINST, TEXT, "Den budget som avvikelsen räknas mot, om budgeten har ändrats", "Skriv reviderad eller ursprunglig.", choices=(REVISED, ORIGINAL), rare=True)  # fmt: skip


# The column of Medlemmar that is the key unless another is named.
DEFAULT_KEY = "Invånare"
KEY = Setting("key", "Fördelningsnyckel", TEXT, "Kolumnen på medlemsbladet som resultatet fördelas efter")


KEY_DATE = Setting("key_date", "Nyckelns datum", DATE, "Dagen som nyckelns värden gäller", "Skriv ett datum, till exempel 2021-12-31.")  # fmt: skip


WHOLE = Setting("whole", "Fördelas i hela", MONEY, "Minsta belopp som fördelas; andelarna blir hela sådana", "Skriv ett belopp större än noll, till exempel 1.")  # fmt: skip


PARTLY_LIMIT = Setting("partly_limit", "Gräns för delvis uppnådd", _WHOLE_PERCENT, "Så stor del av målvärdet räcker för delvis uppnådd", "Skriv en andel mellan 0 och 100 %, till exempel 75 %.")  # fmt: skip


LIMIT_AMOUNT = Setting("limit_amount", "Väsentlig avvikelse belopp", MONEY, "En avvikelse är väsentlig när den når både beloppet …", "Skriv ett belopp, till exempel 100 tkr.")  # fmt: skip


LIMIT_SHARE = Setting("limit_share", "Väsentlig avvikelse andel", _WHOLE_PERCENT, "… och andelen av budgeten", "Skriv en andel, till exempel 5 %.")  # fmt: skip


ALL = (BOARD, YEAR, PERIOD, AS_OF, UNIT, DETAILS_UNIT, INCOME_SIGN, BUDGET_SIGN, LEDGER_SIGN, BUDGET_COLUMN, ACTUAL_COLUMN, AGAINST_BUDGET, KEY, KEY_DATE, WHOLE, PARTLY_LIMIT, LIMIT_AMOUNT, LIMIT_SHARE)  # fmt: skip

USUAL = tuple(setting for setting in ALL if not setting.rare)
DECEMBER = 12


class Settings(Struct, frozen=True):
    """What Uppgifter says, with the defaults of DOMAIN for what it leaves out.

    Dates are Excel serial numbers or text as written; amounts in the workbook's unit; limits are fractions.
    `origins` holds the cell of each value that was filled in. `signs` is None where Uppgifter is silent, `chosen`
    names the columns that count where several could, by our header. `period` is the month that the figures reach to, None
    where nothing says it.
    """

    board: str
    year: int | None
    period: int | None
    as_of: float | None
    unit: Unit
    signs: SignRule | None
    budget_turned: bool
    chosen: dict[str, str]
    ledger_turned: bool
    key: str
    key_date: float | None
    whole: float
    partly_limit: float
    limit_amount: float
    limit_share: float
    details_unit: Unit
    origins: dict[str, Origin]

    @property
    def is_interim(self) -> bool:
        """Whether the figures reach to another month than December: it is the forecast that is judged then (year.md §1)."""
        return self.period not in (None, DECEMBER)

    @property
    def against_original(self) -> bool:
        """Whether the variances are from the budget before it was changed."""
        return self.chosen.get(AGAINST) == AGAINST_ORIGINAL

    @property
    def shown(self) -> tuple[Setting, ...]:
        """The settings that the result has."""
        return tuple(one for one in ALL if not one.rare or one in self._rare_and_shown)

    @property
    def _rare_and_shown(self) -> tuple[Setting, ...]:
        """The rare settings that the figures of this result hang on."""
        of_period = (PERIOD,) if self.is_interim else ()
        return (*of_period, *((AGAINST_BUDGET,) if self.against_original else ()))

    @property
    def income_positive(self) -> bool:
        return self.signs is SignRule.POSITIVE
