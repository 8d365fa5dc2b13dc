"""Uppgifter: which settings there are, with their defaults."""

from __future__ import annotations

from msgspec import Struct

from xltool.binding import interim
from xltool.binding.rivals import AGAINST, AGAINST_ORIGINAL
from xltool.core.columns import Input, Sheet
from xltool.core.origin import Origin
from xltool.core.units import DATE, NUMBER, TEXT, Form, Quantity, SignRule, Unit
from xltool.sheets.settings.mixed_key import KeyPart, key_parts

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
COUNTS, COUNTS_NOT = "räknas", "räknas inte"
NAMELESS = "Nämnden"  # what a board is called that does not say


class Setting(Struct, frozen=True):
    """A row of Uppgifter. `quantity` AMOUNT means an amount in the workbook's unit. A `rare` one is asked for by a
    finding alone: neither the template nor the result has it. One that stands `where_filled` is in the template, and in the
    result of a workbook that says it: a fact that nobody but the board knows."""

    key: str
    label: str
    quantity: Quantity
    explanation: str
    expected: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    rare: bool = False
    where_filled: bool = False


MONEY = Quantity(Form.AMOUNT)


_WHOLE_PERCENT = Quantity(Form.PERCENT, decimals=0)


BOARD = Setting("board", "Nämnd", TEXT, "Nämndens namn, som det ska stå i rapporten", required=True)


YEAR = Setting("year", "År", NUMBER, "Året som siffrorna gäller", "Skriv året med fyra siffror, till exempel 2023.", required=True)  # fmt: skip


PERIOD = Setting("period", "Period", TEXT, "Månaden som delårets siffror gäller till", "Skriv månaden, till exempel augusti, eller helår.", aliases=("Rapportperiod", "Uppföljning", "Till och med", "T.o.m."), rare=True)  # fmt: skip


REPORTS = Setting("reports", "Rapporter", TEXT, "Månaderna som nämnden rapporterar, för xltool year", "Skriv månaderna, till exempel april, augusti, helår.", aliases=("Rapporttillfällen",), rare=True)  # fmt: skip


REPORT_NAME = Setting("report_name", "Rapportens namn", TEXT, "Vad rapporten heter, om inte det som perioden säger", rare=True)  # fmt: skip
AS_BUDGET = "budget"
EMPTY_FORECAST = Setting("empty_forecast", "Tom prognos betyder", TEXT, "Budget: en rad utan prognos väntas bli som årets budget", "Skriv budget, eller ta bort uppgiften.", choices=(AS_BUDGET,), rare=True)  # fmt: skip


PERIOD_ALONE, BUDGET_ALONE = interim.PERIOD_ALONE, interim.BUDGET_ALONE
SCOPE = Setting("scope", interim.SCOPE, TEXT, "Bara perioden: ett delår utan prognos, där periodens utfall jämförs med periodens budget. Bara budgeten: det finns inget utfall än", "Skriv bara perioden eller bara budgeten, eller ta bort uppgiften.", aliases=("Rapporten omfattar",), choices=(PERIOD_ALONE, BUDGET_ALONE), rare=True)  # fmt: skip


AS_OF = Setting("as_of", "Per datum", DATE, "Dagen då investeringarna är avstämda", "Skriv ett datum, till exempel 2023-12-31.")  # fmt: skip


UNIT = Setting("unit", "Enhet", TEXT, "Enheten för alla belopp: kr, tkr eller mnkr", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip


DETAILS_UNIT = Setting("details_unit", "Underlagets enhet", TEXT, "Enheten för beloppen på bladet Underlag, om ni har ett", "Skriv kr, tkr eller mnkr.", choices=("kr", "tkr", "mnkr"))  # fmt: skip


INCOME_SIGN = Setting("income_sign", "Intäkter anges som", TEXT, "Teckenregeln: med negativa intäkter är en positiv avvikelse alltid bättre än budget", "Skriv negativa, positiva eller utan tecken.", choices=(NEGATIVE, POSITIVE, UNSIGNED))  # fmt: skip


BUDGET_SIGN = Setting("budget_sign", "Budget anges som", TEXT, "Kommunbidrag: budgeten har motsatt tecken mot kostnaderna", "Skriv kommunbidrag eller som utfallet.", choices=(AS_ACTUAL, AS_GRANT), rare=True)  # fmt: skip
LEDGER_SIGN = Setting("ledger_sign", "Underlagets tecken", TEXT, "Bokföringens (debet plus, kredit minus) eller omvända", "Skriv bokföringens eller omvända.", choices=(LEDGER_BOOKED, LEDGER_TURNED), rare=True)  # fmt: skip


SELECTION = Setting("selection", "Urval", TEXT, "Nämndens del av en större bokföring, till exempel Ansvar 4100", rare=True)  # fmt: skip
OBJECT_BUDGET = Setting("object_budget", "Budget per objekt", TEXT, "Om budget som bara finns på objekt i en SIE-fil räknas", "Skriv räknas eller räknas inte.", choices=(COUNTS, COUNTS_NOT), rare=True)  # fmt: skip
BUDGET_COLUMN = Setting("budget_column", "Budgetkolumn", TEXT, "Rubriken över den budget som gäller, om flera kan vara det", rare=True)  # fmt: skip
ACTUAL_COLUMN = Setting("actual_column", "Utfallskolumn", TEXT, "Rubriken över det utfall som gäller, om flera kan vara det", rare=True)  # fmt: skip


REVISED, ORIGINAL = "reviderad", AGAINST_ORIGINAL
AGAINST_BUDGET = Setting("against", AGAINST, TEXT, "Den budget som avvikelsen räknas mot, om budgeten har ändrats", "Skriv reviderad eller ursprunglig.", choices=(REVISED, ORIGINAL), rare=True)  # fmt: skip


# The column of Medlemmar that is the key unless another is named.
DEFAULT_KEY = "Invånare"
KEY = Setting("key", "Fördelningsnyckel", TEXT, "Kolumnen på medlemsbladet som resultatet fördelas efter")


KEY_DATE = Setting("key_date", "Nyckelns datum", DATE, "Dagen som nyckelns värden gäller", "Skriv ett datum, till exempel 2021-12-31.")  # fmt: skip


WHOLE = Setting("whole", "Fördelas i hela", MONEY, "Minsta belopp som fördelas; andelarna blir hela sådana", "Skriv ett belopp större än noll, till exempel 1.")  # fmt: skip


SETTLED_ON = Setting("settled_on", "Regleras på", TEXT, "Fakturan som medlemmarnas över- eller underskott regleras på, till exempel första fakturan 2024", where_filled=True)  # fmt: skip
CONTRIBUTIONS = Setting("contributions", "Bidragsrader", TEXT, "Raderna i driftredovisningen som är medlemmarnas bidrag, med semikolon emellan", where_filled=True)  # fmt: skip


ACCOUNTED_AS = Setting("accounted_as", "Budgeteras och redovisas som", TEXT, "Till exempel en enhet; står i rapporttexten", where_filled=True)  # fmt: skip
FOLLOWED_UP = Setting("followed_up", "Målen följs upp", TEXT, "Till exempel på helår; står i rapporttexten", where_filled=True)  # fmt: skip
GOAL_SECTION = Setting("goal_section", "Avsnitt för måluppfyllelse", TEXT, "Avsnittets nummer i er rapport, till exempel 1.2", "Skriv numret som text, till exempel 1.2.", where_filled=True)  # fmt: skip
ECONOMY_SECTION = Setting("economy_section", "Avsnitt för ekonomi", TEXT, "Avsnittets nummer i er rapport, till exempel 1.4", "Skriv numret som text, till exempel 1.4.", where_filled=True)  # fmt: skip


COLOUR = Setting("colour", "Färg", TEXT, "Kommunens färg, till exempel #1F4E79: titlar, tabellernas rubriker och flikar får den", "Skriv färgen som # och sex tecken, till exempel #1F4E79.", where_filled=True)  # fmt: skip
TABLE_STYLE = Setting("table_style", "Tabellformat", TEXT, "Formatmallen för tabeller i er Wordmall, för xltool report", rare=True)  # fmt: skip
HEADING_STYLE = Setting("heading_style", "Rubrikformat", TEXT, "Formatmallen för rubriker i er Wordmall, för xltool report", rare=True)  # fmt: skip
DRAFT, DECIDED = "Utkast", "Fastställd"
STATE = Setting("state", "Läge", TEXT, "Utkast eller Fastställd; står längst ned på varje utskriven sida", "Skriv Utkast eller Fastställd.", choices=(DRAFT, DECIDED), where_filled=True)  # fmt: skip


PARTLY_LIMIT = Setting("partly_limit", "Gräns för delvis uppnådd", _WHOLE_PERCENT, "Så stor del av målvärdet räcker för delvis uppnådd", "Skriv en andel mellan 0 och 100 %, till exempel 75 %.")  # fmt: skip


LIMIT_AMOUNT = Setting("limit_amount", "Väsentlig avvikelse belopp", MONEY, "En avvikelse är väsentlig när den når både beloppet …", "Skriv ett belopp, till exempel 100 tkr.")  # fmt: skip


LIMIT_SHARE = Setting("limit_share", "Väsentlig avvikelse andel", _WHOLE_PERCENT, "… och andelen av budgeten", "Skriv en andel, till exempel 5 %.")  # fmt: skip


ALL = (BOARD, YEAR, PERIOD, SCOPE, REPORT_NAME, REPORTS, EMPTY_FORECAST, AS_OF, UNIT, DETAILS_UNIT, INCOME_SIGN, BUDGET_SIGN, LEDGER_SIGN, SELECTION, OBJECT_BUDGET, BUDGET_COLUMN, ACTUAL_COLUMN, AGAINST_BUDGET, KEY, KEY_DATE, WHOLE, SETTLED_ON, CONTRIBUTIONS, PARTLY_LIMIT, LIMIT_AMOUNT, LIMIT_SHARE, ACCOUNTED_AS, FOLLOWED_UP, GOAL_SECTION, ECONOMY_SECTION, STATE, COLOUR, TABLE_STYLE, HEADING_STYLE)  # fmt: skip

DECEMBER = 12


class Settings(Struct, frozen=True):
    """What Uppgifter says, with the defaults of DOMAIN for what it leaves out.

    Dates are Excel serial numbers or text as written; amounts in the workbook's unit; limits are fractions.
    `origins` holds the cell of each value that was filled in. `signs` is None where Uppgifter is silent, `chosen`
    names the columns that count where several could, by our header. `selection` is the board's part of its host's ledger,
    `object_budget` whether budgets on objects alone count. `period` is the month that the figures reach to, None
    where nothing says it, `reports` those to which the board reports, `scope` whether the report is of
    its months or its budget alone. `budget_alone` is a budget book: there is no actual yet.
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
    reports: tuple[int, ...] = ()
    settled_on: str = ""
    contributions: str = ""
    accounted_as: str = ""
    followed_up: str = ""
    goal_section: str = ""
    economy_section: str = ""
    state: str = ""
    colour: str = ""
    selection: str = ""
    object_budget: str = ""
    table_style: str = ""
    heading_style: str = ""
    report_name: str = ""
    empty_forecast: str = ""
    budget_alone: bool = False
    scope: str = ""

    @property
    def forecast_is_budget(self) -> bool:
        """Whether a line without a forecast is expected to come out as budgeted."""
        return self.empty_forecast == AS_BUDGET

    @property
    def is_interim(self) -> bool:
        """Whether the figures reach to another month than December (year.md §1)."""
        return self.period not in (None, DECEMBER)

    @property
    def period_alone(self) -> bool:
        """Whether it is an interim report without a forecast, whose actual is judged against the budget of its months."""
        return self.is_interim and self.scope == PERIOD_ALONE

    @property
    def by_forecast(self) -> bool:
        """Whether it is the forecast that is judged, as it is in other interim reports."""
        return self.is_interim and not self.period_alone

    @property
    def is_preliminary(self) -> bool:
        """Whether nothing is invoiced by the shares yet: they are those of a forecast, a period or a budget."""
        return self.is_interim or self.budget_alone

    @property
    def shared_out(self) -> str:
        """What the shares are of while they are preliminary, as a sentence says it; empty where they are not."""
        if not self.is_preliminary:
            return ""
        if self.budget_alone:
            return "budgeten"
        return "periodens resultat" if self.period_alone else "prognosen"

    @property
    def against_original(self) -> bool:
        """Whether the variances are from the budget before it was changed."""
        return self.chosen.get(AGAINST) == AGAINST_ORIGINAL

    @property
    def shown(self) -> tuple[Setting, ...]:
        """The settings that the result has."""
        return tuple(one for one in ALL if self._is_shown(one))

    def _is_shown(self, one: Setting) -> bool:
        if one.where_filled:
            return bool(getattr(self, one.key))
        stated = {
            PERIOD: self.is_interim,
            REPORTS: bool(self.reports),
            REPORT_NAME: bool(self.report_name),
            SCOPE: self.period_alone or (self.budget_alone and bool(self.scope)),
            EMPTY_FORECAST: self.forecast_is_budget and self.by_forecast,
            AGAINST_BUDGET: self.against_original,
            SELECTION: bool(self.selection),
            OBJECT_BUDGET: bool(self.object_budget),
            TABLE_STYLE: bool(self.table_style),
            HEADING_STYLE: bool(self.heading_style),
        }
        return not one.rare or stated.get(one, False)

    @property
    def key_parts(self) -> tuple[KeyPart, ...]:
        """What the key is mixed of; nothing where it is a single one."""
        return key_parts(self.key)
