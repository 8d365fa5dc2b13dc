"""Driftredovisning: income and cost lines, budget against actual.

The variance is budget − actual, so that a positive one is favourable for income and cost alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from xltool.binding import vocabulary
from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import (
    Expr,
    absolute,
    both,
    call,
    is_blank,
    lift,
    ratio,
    rounded,
    when,
)
from xltool.core.sentences import share_of_budget, short_name_formula
from xltool.core.shades import Shade
from xltool.core.tables import Colour, Computed, Meaning, Table
from xltool.core.units import (
    AMOUNT,
    COUNT,
    PERCENT,
    TEXT,
    VARIANCE_AMOUNT,
    VARIANCE_PERCENT,
    Form,
    Money,
    Unit,
)
from xltool.sheets.lines import budget_parts, period_columns
from xltool.sheets.lines.line_kinds import Difference, LineColumns, LineKind, Lines, Sides
from xltool.sheets.lines.line_questions import Judged, line_questions
from xltool.sheets.lines.period_columns import (
    FORECAST_VARIANCE,
    JUDGED_ACTUAL,
    JUDGED_BUDGET,
    PERIOD_ACTUAL,
    PERIOD_BUDGET,
    PERIOD_PRIOR,
    PERIOD_VARIANCE,
    PRIOR_FORECAST,
)
from xltool.sheets.settings.settings_rows import LIMIT_AMOUNT, LIMIT_SHARE, Settings
from xltool.sheets.settings.settings_table import limit_cell


class Verdict:
    """The assessment of a variance, as symbol and word."""

    BETTER = "▲ Överskott"
    WORSE = "▼ Underskott"
    WITHIN = "● Inom gräns"


UNEXPLAINED = "förklaring saknas"
ACCOUNT = Input("Konto", TEXT, names=True, required=False, help="Kontots nummer, om raden har ett")
NAME = Input("Kontotext", TEXT, names=True, aliases=("Benämning",), help="Radens namn")
GROUP = Input("Grupp", TEXT, names=True, required=False, aliases=("Verksamhet", "Verksamhetsområde", "Ansvar", "Enhet"), may_repeat=True, help="Verksamheten, ansvaret eller enheten som raden hör till; ger delsummor och bladet Per verksamhet")  # fmt: skip
LINE_KIND = Input("Typ", TEXT, required=False, choices=(LineKind.INCOME.value, LineKind.COST.value, "Summa", "Varav", "Rad"), help="Intäkt eller Kostnad; behövs inte i ett block som avslutas med TOTALT INTÄKTER eller TOTALT KOSTNADER. Summa, Varav eller Rad om det inte framgår vad raden är")  # fmt: skip
PRIOR_ACTUAL = Input("Utfall föregående år", AMOUNT, aliases=("Utfall", "Utfall fg år"), required=False, years_back=1, words=vocabulary.ACTUAL_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.PERIOD, Shade.CUMULATIVE}, help="Fjolårets utfall; får heta »Utfall 2022« i en arbetsbok för 2023")  # fmt: skip
# Years before that one, newest first; the sheet Flerårsöversikt sets them beside each other (year.md §2).
EARLIER_ACTUALS = tuple(
    Input(
        f"Utfall {count} år tidigare",
        AMOUNT,
        aliases=("Utfall",),
        required=False,
        years_back=back,
        words=vocabulary.ACTUAL_WORDS,
        apart=PRIOR_ACTUAL.apart,
        help=f"Utfallet {count} år före årets; får heta »Utfall {2023 - back}« i en arbetsbok för 2023",
    )
    for back, count in enumerate(("två", "tre", "fyra", "fem"), 2)
)
BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget",), of_year=True, words=vocabulary.BUDGET_WORDS, apart=vocabulary.OF_OTHER_MONTHS, help="Årets budget")  # fmt: skip
ACTUAL = Input("Utfall", AMOUNT, of_year=True, words=vocabulary.ACTUAL_WORDS, apart=vocabulary.OF_OTHER_MONTHS, help="Årets utfall")  # fmt: skip
# The income and the cost of a row that is the net of both, those of its budget and forecast, and those of last year.
INCOME_SIDE = Input("Intäkter", AMOUNT, required=False, of_year=True, words=vocabulary.INCOME_WORDS, apart=vocabulary.OF_OTHER_MONTHS, help="Radens intäkter, om raden är netto. Intäkter + Kostnader = Utfall")  # fmt: skip
COST_SIDE = Input("Kostnader", AMOUNT, required=False, of_year=True, words=vocabulary.COST_WORDS, apart=vocabulary.OF_OTHER_MONTHS, help="Radens kostnader, om raden är netto")  # fmt: skip
BUDGET_INCOME_SIDE = Input("Budget intäkter", AMOUNT, required=False, of_year=True, words=vocabulary.BUDGET_INCOME_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.PERIOD}, help="Radens budgeterade intäkter, om raden är netto. Budget intäkter + Budget kostnader = Budget")  # fmt: skip
BUDGET_COST_SIDE = Input("Budget kostnader", AMOUNT, required=False, of_year=True, words=vocabulary.BUDGET_COST_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.PERIOD}, help="Radens budgeterade kostnader, om raden är netto")  # fmt: skip
FORECAST_INCOME_SIDE = Input("Prognos intäkter", AMOUNT, required=False, of_year=True, words=vocabulary.FORECAST_INCOME_WORDS, apart=vocabulary.OF_ONE_MONTH, help="Radens prognos för intäkterna, om raden är netto. Prognos intäkter + Prognos kostnader = Prognos")  # fmt: skip
FORECAST_COST_SIDE = Input("Prognos kostnader", AMOUNT, required=False, of_year=True, words=vocabulary.FORECAST_COST_WORDS, apart=vocabulary.OF_ONE_MONTH, help="Radens prognos för kostnaderna, om raden är netto")  # fmt: skip
PRIOR_INCOME_SIDE = Input("Intäkter föregående år", AMOUNT, aliases=("Intäkter",), required=False, years_back=1, words=vocabulary.INCOME_WORDS, apart=vocabulary.OF_OTHER_MONTHS, help="Fjolårets intäkter; får heta »Intäkter 2022«")  # fmt: skip
PRIOR_COST_SIDE = Input("Kostnader föregående år", AMOUNT, aliases=("Kostnader",), required=False, years_back=1, words=vocabulary.COST_WORDS, apart=vocabulary.OF_OTHER_MONTHS, help="Fjolårets kostnader; får heta »Kostnader 2022«")  # fmt: skip
FORECAST = Input("Prognos", AMOUNT, required=False, of_year=True, words=vocabulary.FORECAST_WORDS, apart=vocabulary.OF_ONE_MONTH, help="Prognos för helåret")  # fmt: skip
STATED_VARIANCE = Input("Avvikelse", AMOUNT, aliases=("Differens",), required=False, of_year=True, words=vocabulary.VARIANCE_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.PERIOD}, help="Budget − utfall; kontrolleras bara, resultatet räknar om den")  # fmt: skip
# In an interim report the forecast is what is judged, and the period stands beside the year (year.md §1).
JUDGED_FORECAST = Input("Prognos", AMOUNT, of_year=True, words=vocabulary.FORECAST_WORDS, apart=vocabulary.OF_ONE_MONTH, help="Prognos för helåret, i ett delår det som jämförs med budgeten")  # fmt: skip
# In one without a forecast the budget of the year stands beside that of the period.
YEARS_BUDGET = replace(BUDGET, required=False)
COMMENT = Input(
    "Kommentar", TEXT, aliases=("Kommentarer",), required=False, help="Förklaring till avvikelsen"
)

VARIANCE = Computed("Avvikelse", VARIANCE_AMOUNT, BUDGET - ACTUAL)
VARIANCE_SHARE = Computed(
    "Avvikelse %", VARIANCE_PERCENT, share_of_budget(VARIANCE, BUDGET, Money(Unit.TKR, 1))
)
VARIANCE_BAR = Computed("◄ sämre | bättre ►", VARIANCE_AMOUNT, lift(0) + VARIANCE, bar=True)


# Rounded to six decimals: five per cent of a budget is not exact in binary, and a limit that is met must count.
def _assessed(budget: Input) -> Expr:
    material = both(
        rounded(VARIANCE).differs(0),
        rounded(absolute(VARIANCE)) >= limit_cell(LIMIT_AMOUNT),
        rounded(absolute(VARIANCE)) >= rounded(limit_cell(LIMIT_SHARE) * absolute(budget)),
    )
    return when(material, when(VARIANCE < 0, Verdict.WORSE, Verdict.BETTER), Verdict.WITHIN)


ASSESSMENT = Computed("Bedömning", TEXT, _assessed(BUDGET))
EXPLANATION = Computed(
    "Förklaring", TEXT, when(both(ASSESSMENT.differs(Verdict.WITHIN), is_blank(COMMENT)), UNEXPLAINED, "")
)
SHORT_NAME = Computed("Kort namn", TEXT, short_name_formula(NAME))
BETTER = Computed("Bättre", VARIANCE_AMOUNT, call("MAX", VARIANCE, 0))
WORSE = Computed("Sämre", VARIANCE_AMOUNT, call("MIN", VARIANCE, 0))
# What a line is called among those of other groups.
NAME_AND_GROUP = Column("Rad och grupp", TEXT)
# How many rows of Underlag the line is the sum of.
DETAIL_ROWS = Column("Detaljrader", COUNT)
# A line's variance for the ranking; totals leave it empty, so that they are not ranked among their lines.
LINE_VARIANCE = Computed("Radens avvikelse", VARIANCE_AMOUNT, rounded(VARIANCE))

_SIDES = Sides(INCOME_SIDE, COST_SIDE, ACTUAL)
_BUDGET_SIDES = Sides(BUDGET_INCOME_SIDE, BUDGET_COST_SIDE, BUDGET)
_FORECAST_SIDES = Sides(FORECAST_INCOME_SIDE, FORECAST_COST_SIDE, JUDGED_FORECAST)
_PRIOR_SIDES = Sides(PRIOR_INCOME_SIDE, PRIOR_COST_SIDE, PRIOR_ACTUAL)
ALL_SIDES = {"actual": _SIDES, "budget": _BUDGET_SIDES, "forecast": _FORECAST_SIDES, "prior": _PRIOR_SIDES}
_BUDGET_INSTEAD = {BUDGET: ((budget_parts.ORIGINAL,), _BUDGET_SIDES.columns)}

COLUMNS = LineColumns(
    name=NAME,
    budget=BUDGET,
    actual=ACTUAL,
    amounts=(
        PRIOR_INCOME_SIDE,
        PRIOR_COST_SIDE,
        PRIOR_ACTUAL,
        *budget_parts.PARTS,
        *_BUDGET_SIDES.columns,
        BUDGET,
        INCOME_SIDE,
        COST_SIDE,
        ACTUAL,
        FORECAST,
        *EARLIER_ACTUALS,
    ),
    variance=STATED_VARIANCE,
    comment=COMMENT,
    account=ACCOUNT,
    kind=LINE_KIND,
    role=LINE_KIND,
    group=GROUP,
    budget_parts=budget_parts.PARTS,
    differences=(Difference(budget_parts.ORIGINAL, ACTUAL),),
    sides=(_SIDES, _BUDGET_SIDES, _PRIOR_SIDES),
)
SIDES = (*_SIDES.columns, *_PRIOR_SIDES.columns)
PLANNED_SIDES = (*_BUDGET_SIDES.columns, *_FORECAST_SIDES.columns)

INTERIM_COLUMNS = replace(
    COLUMNS,
    actual=JUDGED_FORECAST,
    amounts=(
        PRIOR_ACTUAL,
        PERIOD_PRIOR,
        PERIOD_BUDGET,
        PERIOD_ACTUAL,
        PRIOR_FORECAST,
        *budget_parts.PARTS,
        *_BUDGET_SIDES.columns,
        BUDGET,
        *_FORECAST_SIDES.columns,
        JUDGED_FORECAST,
        *EARLIER_ACTUALS,
    ),
    sides=(_FORECAST_SIDES, _BUDGET_SIDES),
    differences=(Difference(budget_parts.ORIGINAL, JUDGED_FORECAST),),
)
# One without a forecast is judged by its months alone; their variance may be stated as that of the period.
STATED_OF_PERIOD = replace(STATED_VARIANCE, apart=STATED_VARIANCE.apart - {Shade.PERIOD})
PERIOD_COLUMNS = replace(
    COLUMNS,
    budget=JUDGED_BUDGET,
    actual=JUDGED_ACTUAL,
    amounts=(
        PRIOR_ACTUAL,
        PERIOD_PRIOR,
        YEARS_BUDGET,
        JUDGED_BUDGET,
        JUDGED_ACTUAL,
        FORECAST,
        *EARLIER_ACTUALS,
    ),
    variance=STATED_OF_PERIOD,
    budget_parts=(),
    sides=(),
    differences=(),
)
# A budget book has the columns of an actual, if at all, empty.
BUDGET_COLUMNS = replace(
    COLUMNS,
    actual=BUDGET,
    amounts=(
        *_PRIOR_SIDES.columns,
        PRIOR_ACTUAL,
        *budget_parts.PARTS,
        *_BUDGET_SIDES.columns,
        BUDGET,
        *EARLIER_ACTUALS,
    ),
    sides=(_BUDGET_SIDES, _PRIOR_SIDES),
    differences=(),
)
FORECAST_CHANGE = Computed(period_columns.FORECAST_CHANGE, VARIANCE_AMOUNT, PRIOR_FORECAST - JUDGED_FORECAST)
CONSUMED = Computed("Förbrukat", PERCENT, ratio(PERIOD_ACTUAL, BUDGET))
CONSUMED_OF_YEAR = Computed("Förbrukat", PERCENT, ratio(JUDGED_ACTUAL, YEARS_BUDGET))


class Judging(Judged, frozen=True):
    """What of the operating lines is compared with the budget. `charted` are budget and that of the lines alone, for a
    chart of lines with subtotals among them, `more` the computed columns with those that they need. `prior` is last year's
    amount that the lines are asked about by, `compared` the formulas of the rows where they are not those of the columns."""

    charted: tuple[Computed, Computed]
    more: Mapping[Computed, tuple[Input, ...]]
    prior: Input
    compared: Mapping[Column, Expr]

    @property
    def budget(self) -> Input:
        return self.columns.budget

    @property
    def helpers(self) -> tuple[Column, ...]:
        if not self.compares:
            return (SHORT_NAME,)
        return (*_HELPERS, *self.asked.shown(last_year=True))

    @property
    def hidden(self) -> tuple[Column, ...]:
        """The columns that only formulas and charts need."""
        return (*self.helpers, NAME_AND_GROUP, *self.charted)

    @property
    def lines_only(self) -> frozenset[Column]:
        """The computed columns that totals do not have."""
        return frozenset({VARIANCE_BAR, EXPLANATION, *self.hidden})

    @property
    def not_rounded(self) -> frozenset[Column]:
        """Those that a rounding line does not have."""
        return self.lines_only | {VARIANCE_SHARE, ASSESSMENT, *self.more}

    @property
    def heading_blank(self) -> frozenset[Column]:
        """Those that a heading does not have."""
        return self.not_rounded | {VARIANCE}


def _judging(
    columns: LineColumns,
    more: Mapping[Computed, tuple[Input, ...]] = MappingProxyType({}),
    prior: Input = PRIOR_ACTUAL,
) -> Judging:
    budget, actual = columns.budget, columns.actual
    opposed = rounded(budget) * rounded(actual) < 0
    charted = (
        Computed(f"Radens {budget.header.lower()}", AMOUNT, lift(0) + budget),
        Computed(f"Radens {actual.header.lower()}", AMOUNT, lift(0) + actual),
    )
    compared: dict[Column, Expr] = {VARIANCE: budget - actual} if actual is not ACTUAL else {}
    if budget is not BUDGET:
        compared |= {
            VARIANCE_SHARE: share_of_budget(VARIANCE, budget, Money(Unit.TKR, 1)),
            ASSESSMENT: _assessed(budget),
        }
    return Judging(columns, line_questions(columns, opposed, prior), charted, more, prior, compared)


_TABLE = "operating"
_DECIMALS = 3  # that amounts in mnkr are shown with at most
# A rank needs every line's variance, so it is a cell's own formula (`_ranked`), not the column's.
WORST_RANK = Column("Plats sämst", VARIANCE_AMOUNT)
BEST_RANK = Column("Plats bäst", VARIANCE_AMOUNT)
_HELPERS = (SHORT_NAME, BETTER, WORSE, LINE_VARIANCE, WORST_RANK, BEST_RANK)
YEAR_END = _judging(COLUMNS)
INTERIM = _judging(
    INTERIM_COLUMNS,
    {
        PERIOD_VARIANCE: (PERIOD_BUDGET, PERIOD_ACTUAL),
        CONSUMED: (PERIOD_ACTUAL,),
        FORECAST_CHANGE: (PRIOR_FORECAST,),
    },
)
PERIOD_ALONE = _judging(PERIOD_COLUMNS, {CONSUMED_OF_YEAR: (YEARS_BUDGET,)}, PERIOD_PRIOR)
BUDGET_ALONE = _judging(BUDGET_COLUMNS)

OPERATING = Sheet(
    key=_TABLE,
    title="Driftredovisning",
    aliases=("Drift", "Driftsredovisning"),
    columns=(GROUP, ACCOUNT, NAME, LINE_KIND, *COLUMNS.amounts, STATED_VARIANCE, COMMENT),
    instead={ACTUAL: (_SIDES.columns,), **_BUDGET_INSTEAD},
    computed=(
        VARIANCE_SHARE,
        VARIANCE_BAR,
        ASSESSMENT,
        EXPLANATION,
        DETAIL_ROWS,
        *YEAR_END.hidden,
    ),
    named_by_place=True,
    by_content=True,
)
OPERATING_INTERIM = replace(
    OPERATING,
    columns=(
        *(c for c in OPERATING.columns if c.quantity.form is not Form.AMOUNT and c is not COMMENT),
        *INTERIM_COLUMNS.amounts,
        STATED_VARIANCE,
        COMMENT,
    ),
    instead={JUDGED_FORECAST: (_FORECAST_SIDES.columns,), **_BUDGET_INSTEAD},
    computed=(
        *OPERATING.computed,
        *INTERIM.more,
        *INTERIM.hidden,
        Column(FORECAST_VARIANCE, VARIANCE_AMOUNT),
    ),
    interim=True,
)
OPERATING_PERIOD = replace(
    OPERATING,
    columns=(
        *(c for c in OPERATING.columns if c.quantity.form is not Form.AMOUNT and c is not COMMENT),
        *PERIOD_COLUMNS.amounts,
        STATED_OF_PERIOD,
        COMMENT,
    ),
    instead={},
    computed=(
        *OPERATING.computed,
        *PERIOD_ALONE.more,
        *PERIOD_ALONE.hidden,
        PERIOD_VARIANCE,
    ),
    interim=True,
)
OPERATING_BUDGET = replace(
    OPERATING,
    columns=(
        *(c for c in OPERATING.columns if c.quantity.form is not Form.AMOUNT and c is not COMMENT),
        *BUDGET_COLUMNS.amounts,
        *(replace(c, required=False) for c in (INCOME_SIDE, COST_SIDE, ACTUAL, FORECAST, STATED_VARIANCE)),
        COMMENT,
    ),
    instead=_BUDGET_INSTEAD,
)


def judging(lines: Lines) -> Judging:
    """How the lines are judged: by their forecast in an interim report, or by its months alone, else by their actual; not at
    all in a budget book."""
    return _way(lines.judged)


def judging_in(table: Table) -> Judging:
    """The same of the lines of a table."""
    return _way(judged_in(table))


def _way(judged: Input | None) -> Judging:
    return next((way for way in (INTERIM, PERIOD_ALONE, BUDGET_ALONE) if way.judged is judged), YEAR_END)


_VERDICTS = ((Verdict.WORSE, Meaning.BAD), (Verdict.BETTER, Meaning.GOOD))
COLOURS = (
    *(
        Colour(column, ASSESSMENT.equals(verdict), meaning)
        for column in (ASSESSMENT, VARIANCE, VARIANCE_SHARE)
        for verdict, meaning in _VERDICTS
    ),
    Colour(EXPLANATION, EXPLANATION.equals(UNEXPLAINED), Meaning.NOTE),
)

INCOME, COST, NET, ROUNDING = "income", "cost", "net", "rounding"
# The lines of a board of net costs stand above the net itself.
KEYS = {LineKind.INCOME: INCOME, LineKind.COST: COST, LineKind.NET: NET}


def judged(lines: Lines | None) -> Input:
    """The column that is compared with the budget."""
    return judging(lines).judged if lines is not None else ACTUAL


def judging_by(settings: Settings) -> Judging:
    """How the lines of a workbook of that period are judged."""
    if settings.budget_alone:
        return BUDGET_ALONE
    if settings.period_alone:
        return PERIOD_ALONE
    return INTERIM if settings.is_interim else YEAR_END


def judged_by(settings: Settings) -> Input:
    """The column that is compared with the budget in a workbook of that period."""
    return judging_by(settings).judged


def judged_in(table: Table) -> Input:
    """The column of the table that is compared with the budget."""
    return next((c for c in (JUDGED_FORECAST, JUDGED_ACTUAL, ACTUAL) if c in table.columns), BUDGET)


def is_net_cost(operating: Lines) -> bool:
    """Whether the net is what the board costs: of net lines it is, unless their total is a result, with a grant among
    them."""
    word = operating.net.name.casefold()
    return operating.are_nets and not any(one in word for one in ("resultat", "överskott", "underskott"))


def net_words(operating: Lines) -> tuple[str, str]:
    """What the net is called, and with its article."""
    if is_net_cost(operating):
        return "Nettokostnad", "nettokostnaden"
    return "Nettoresultat", "nettoresultatet"


def headers_of(year: int | None, way: Judging = YEAR_END) -> dict[Column, str]:
    """The headers of the amounts with their years behind."""
    headers: dict[Column, str] = {}
    if way is INTERIM:
        headers = {VARIANCE: FORECAST_VARIANCE, PERIOD_PRIOR: PERIOD_PRIOR.aliases[1]}
    if way is PERIOD_ALONE:
        headers = {VARIANCE: PERIOD_VARIANCE.header, PERIOD_PRIOR: PERIOD_PRIOR.aliases[1]}
    if year is None:
        return headers
    earlier = (PRIOR_INCOME_SIDE, PRIOR_COST_SIDE, PRIOR_ACTUAL, *EARLIER_ACTUALS)
    of_period = (PERIOD_BUDGET, PERIOD_ACTUAL, JUDGED_BUDGET, JUDGED_ACTUAL)
    dated = [c for c in way.columns.amounts if c.of_year and c not in of_period]
    headers |= {c: f"{c.aliases[0]} {year - c.years_back}" for c in earlier}
    return headers | {c: f"{c.header} {year}" for c in dated}
