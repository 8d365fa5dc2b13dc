"""Investeringsredovisning: projects, budget against actual. An unspent budget is not good news by itself, so no
colour judges it; the share spent is shown instead."""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace

from xltool.binding import vocabulary
from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import Expr, both, call, ratio, rounded, when
from xltool.core.sentences import short_name_formula
from xltool.core.shades import Shade
from xltool.core.tables import Computed, Table
from xltool.core.units import AMOUNT, COUNT, PERCENT, TEXT, VARIANCE_AMOUNT
from xltool.sheets.lines import budget_parts, period_columns as period
from xltool.sheets.lines.line_kinds import Difference, LineColumns, LineKind, Lines
from xltool.sheets.lines.line_questions import Judged, line_questions


class State(Enum):
    """Where a project is; the value is the word of Status."""

    __hash__ = object.__hash__

    ONGOING = "Pågående"
    FINISHED = "Avslutat"
    NOT_STARTED = "Ej påbörjat"
    RUNNING = "Löpande"


SINCE_START = frozenset({Shade.CUMULATIVE, Shade.SINCE_START})

NAME = Input(
    "Projekt", TEXT, names=True, aliases=("Investering", "Investeringsprojekt"), help="Projektets namn"
)
ROLE = Input("Typ", TEXT, required=False, choices=("Summa", "Varav", "Rad"), help="Summa, Varav eller Rad om det inte framgår vad raden är")  # fmt: skip
BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget",), of_year=True, words=vocabulary.PROJECT_BUDGET_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.SINCE_START}, help="Årets budget")  # fmt: skip
ACTUAL = Input("Utfall", AMOUNT, of_year=True, words=vocabulary.PROJECT_ACTUAL_WORDS, apart=vocabulary.OF_OTHER_MONTHS | SINCE_START, help="Årets utfall")  # fmt: skip
FORECAST = Input("Prognos", AMOUNT, required=False, of_year=True, words=vocabulary.FORECAST_WORDS, apart=vocabulary.OF_ONE_MONTH | {Shade.SINCE_START}, help="Prognos för helåret")  # fmt: skip
STATED_VARIANCE = Input("Avvikelse", AMOUNT, aliases=("Differens",), required=False, of_year=True, words=vocabulary.VARIANCE_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.PERIOD, Shade.SINCE_START}, help="Budget − utfall; kontrolleras bara, resultatet räknar om den")  # fmt: skip
# In an interim report the forecast is what is judged (year.md §1).
JUDGED_FORECAST = Input("Prognos", AMOUNT, of_year=True, words=vocabulary.FORECAST_WORDS, apart=FORECAST.apart, help="Prognos för helåret, i ett delår det som jämförs med budgeten")  # fmt: skip
PRIOR_ACTUAL = Input("Utfall föregående år", AMOUNT, aliases=("Utfall", "Utfall fg år"), required=False, years_back=1, words=vocabulary.PROJECT_ACTUAL_WORDS, apart=vocabulary.OF_OTHER_MONTHS | SINCE_START | {Shade.PERIOD}, help="Fjolårets utfall; får heta »Utfall 2022« i en arbetsbok för 2023")  # fmt: skip
# What a project is over all its years (year.md §4); a sheet has those that its input has.
STATUS = Input("Status", TEXT, required=False, choices=tuple(one.value for one in State), help="Pågående, Avslutat, Ej påbörjat eller Löpande; behövs inte där rubriker delar upp projekten")  # fmt: skip
DECIDED = Input("Beslutad totalutgift", AMOUNT, aliases=vocabulary.DECIDED_WORDS, words=vocabulary.SINCE_START_BUDGET, needs=frozenset({Shade.SINCE_START}), required=False, help="Det beslutade beloppet för projektets alla år")  # fmt: skip
PRIOR_YEARS = Input("Tidigare utfall", AMOUNT, aliases=vocabulary.PRIOR_YEARS_WORDS, words=vocabulary.SINCE_START_ACTUAL, needs=SINCE_START, years_back=1, required=False, help="Projektets utfall före året; får heta »Utfall t.o.m. 2022« i en arbetsbok för 2023")  # fmt: skip
ACCUMULATED = Input("Ackumulerat utfall", AMOUNT, aliases=vocabulary.ACCUMULATED_WORDS, words=vocabulary.SINCE_START_ACTUAL, needs=SINCE_START, of_year=True, required=False, help="Projektets utfall sedan starten; utan kolumnen är det tidigare utfall + årets")  # fmt: skip
FORECAST_TOTAL = Input("Prognos totalutgift", AMOUNT, aliases=vocabulary.FORECAST_TOTAL_WORDS, words=vocabulary.SINCE_START_FORECAST, needs=frozenset({Shade.SINCE_START}), required=False, help="Vad projektet beräknas kosta när det är färdigt")  # fmt: skip
FINISHED = Input("Färdigt", TEXT, aliases=vocabulary.FINISHED_WORDS, required=False, help="När projektet blir färdigt: ett år, ett datum eller »kv 3 2026«")  # fmt: skip
CARRY_OVER = Input("Överföring till nästa år", AMOUNT, aliases=vocabulary.CARRY_OVER_WORDS, next_year=True, required=False, help="Vad som föreslås överföras av årets budget")  # fmt: skip
INCOME = Input("Inkomster", AMOUNT, aliases=vocabulary.PROJECT_INCOME_WORDS, required=False, help="Årets investeringsinkomster; nettot är utfall − inkomster")  # fmt: skip
STATED_TOTAL_VARIANCE = Input("Total avvikelse", AMOUNT, aliases=("Avvikelse totalt",), words=vocabulary.VARIANCE_WORDS, needs=frozenset({Shade.SINCE_START}), difference_of=((DECIDED, FORECAST_TOTAL), (DECIDED, ACCUMULATED)), required=False, help="Beslutad totalutgift − prognos; kontrolleras bara, resultatet räknar om den")  # fmt: skip
COMMENT = Input(
    "Kommentar", TEXT, aliases=("Kommentarer",), required=False, help="Förklaring till avvikelsen"
)

VARIANCE = Computed("Avvikelse", VARIANCE_AMOUNT, BUDGET - ACTUAL)
SPENT = Computed("Förbrukat", PERCENT, ratio(ACTUAL, BUDGET))
SPENT_BAR = Computed("Andel av budget", PERCENT, ratio(ACTUAL, BUDGET, otherwise=0), bar=True)
OVERSPENT_WORD, WITHIN_WORD = "▼ Över budget", "● Inom budget"
OVERSPENT = Computed("Budgetram", TEXT, when(rounded(VARIANCE) < 0, OVERSPENT_WORD, WITHIN_WORD))
# Over all the years; each cell's own formula, for it asks for the columns that the sheet has.
TOTAL_VARIANCE = Column(STATED_TOTAL_VARIANCE.header, VARIANCE_AMOUNT)
REMAINING = Column("Återstår av beslutet", AMOUNT)
NET = Computed("Nettoutgift", AMOUNT, ACTUAL - INCOME)
FORECAST_CHANGE = Computed(period.FORECAST_CHANGE, VARIANCE_AMOUNT, period.PRIOR_FORECAST - JUDGED_FORECAST)
IS_FINISHED = Column("Avslutade", COUNT)
IS_OVER = Column("Avslutade över beslutet", COUNT)
SHORT_NAME = Computed("Kort namn", TEXT, short_name_formula(NAME))

OF_OTHER_YEARS = frozenset({DECIDED, PRIOR_YEARS, ACCUMULATED, FORECAST_TOTAL, INCOME, CARRY_OVER})
OVER_YEARS = (Difference(DECIDED, FORECAST_TOTAL, ACCUMULATED), Difference(DECIDED, ACCUMULATED))
COLUMNS = LineColumns(
    name=NAME,
    budget=BUDGET,
    actual=ACTUAL,
    amounts=(
        DECIDED,
        PRIOR_YEARS,
        ACCUMULATED,
        FORECAST_TOTAL,
        *budget_parts.PARTS,
        BUDGET,
        ACTUAL,
        FORECAST,
        INCOME,
        CARRY_OVER,
    ),
    budget_parts=budget_parts.PARTS,
    of_other_years=OF_OTHER_YEARS,
    texts=(STATUS, FINISHED),
    differences=(*reversed(OVER_YEARS), Difference(budget_parts.ORIGINAL, ACTUAL)),
    variance=STATED_VARIANCE,
    comment=COMMENT,
    role=ROLE,
    only=LineKind.PROJECT,
)


def _below_zero(judged: Input) -> Expr:
    """Grants for a project may be above what it cost; the other one is then less than nothing too."""
    return both(call("MIN", BUDGET, judged) < 0, call("MAX", BUDGET, judged) >= 0)


INTERIM_COLUMNS = replace(
    COLUMNS,
    actual=JUDGED_FORECAST,
    amounts=(
        DECIDED,
        PRIOR_YEARS,
        ACCUMULATED,
        FORECAST_TOTAL,
        PRIOR_ACTUAL,
        period.PERIOD_PRIOR,
        period.PERIOD_BUDGET,
        period.PERIOD_ACTUAL,
        period.PRIOR_FORECAST,
        *budget_parts.PARTS,
        BUDGET,
        JUDGED_FORECAST,
        INCOME,
        CARRY_OVER,
    ),
    differences=(*reversed(OVER_YEARS), Difference(budget_parts.ORIGINAL, JUDGED_FORECAST)),
)


# A budget book has the columns of an actual, if at all, empty.
BUDGET_COLUMNS = replace(
    COLUMNS,
    actual=BUDGET,
    amounts=(DECIDED, PRIOR_YEARS, ACCUMULATED, FORECAST_TOTAL, *budget_parts.PARTS, BUDGET),
    differences=OVER_YEARS[::-1],
)


class Judging(Judged, frozen=True):
    """What of the projects is compared with the year's budget, and what has been `spent` so far."""

    spent: Input

    @property
    def is_forecast(self) -> bool:
        return self.judged is JUDGED_FORECAST

    @property
    def helpers(self) -> tuple[Column, ...]:
        if not self.compares:
            return (SHORT_NAME,)
        return (SHORT_NAME, *self.asked.shown(last_year=False))


YEAR_END = Judging(COLUMNS, line_questions(COLUMNS, _below_zero(ACTUAL)), ACTUAL)
INTERIM = Judging(
    INTERIM_COLUMNS, line_questions(INTERIM_COLUMNS, _below_zero(JUDGED_FORECAST)), period.PERIOD_ACTUAL
)

BUDGET_ALONE = Judging(BUDGET_COLUMNS, YEAR_END.asked, ACTUAL)


def judging(lines: Lines) -> Judging:
    """How the projects are judged: by their forecast in an interim report that has one, else by their actual; not at all in a budget book."""
    if lines.judged is BUDGET:
        return BUDGET_ALONE
    return INTERIM if lines.judged is JUDGED_FORECAST else YEAR_END


def judged(lines: Lines | None) -> Input:
    """The column that is compared with the budget."""
    return judging(lines).judged if lines is not None else ACTUAL


def judging_of(table: Table) -> Judging:
    """The same of the projects of a table."""
    ways = {JUDGED_FORECAST: INTERIM, ACTUAL: YEAR_END}
    return next((way for judged, way in ways.items() if judged in table.columns), BUDGET_ALONE)


_TABLE = "investments"
TOTAL = "total"

INVESTMENTS = Sheet(
    key=_TABLE,
    title="Investeringsredovisning",
    aliases=("Investeringar",),
    columns=(NAME, ROLE, STATUS, *COLUMNS.amounts, FINISHED, STATED_VARIANCE, STATED_TOTAL_VARIANCE, COMMENT),
    computed=(SPENT, SPENT_BAR, OVERSPENT, REMAINING, NET, IS_FINISHED, IS_OVER, *YEAR_END.helpers),
    instead={BUDGET: ((budget_parts.ORIGINAL,),)},
    named_by_place=True,
)
# A sheet of projects that has no forecast is the same in an interim report: what they have cost so far, which nothing judges.
INVESTMENTS_INTERIM = replace(
    INVESTMENTS,
    columns=(
        NAME,
        ROLE,
        STATUS,
        *INTERIM_COLUMNS.amounts,
        FINISHED,
        STATED_VARIANCE,
        STATED_TOTAL_VARIANCE,
        COMMENT,
    ),
    computed=(
        *INVESTMENTS.computed,
        *INTERIM.helpers,
        period.PERIOD_VARIANCE,
        FORECAST_CHANGE,
        Column(period.FORECAST_VARIANCE, VARIANCE_AMOUNT),
    ),
    interim=True,
)
INVESTMENTS_BUDGET = replace(
    INVESTMENTS,
    columns=(
        NAME,
        ROLE,
        STATUS,
        *BUDGET_COLUMNS.amounts,
        FINISHED,
        *(
            replace(c, required=False)
            for c in (ACTUAL, FORECAST, INCOME, CARRY_OVER, STATED_VARIANCE, STATED_TOTAL_VARIANCE)
        ),
        COMMENT,
    ),
)
