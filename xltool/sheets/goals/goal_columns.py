"""Måluppfyllelse: goals with their indicators, judged by direction and by the three bullets of the report.

An indicator is achieved, partly, not achieved or has no value; a goal and the board follow by counting.
"""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace

from xltool.binding import vocabulary
from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import Expr, absolute, both, call, choose, either, rounded, when
from xltool.core.numbers import Direction
from xltool.core.tables import Computed, Table
from xltool.core.units import COUNT, NUMBER, PERCENT, TEXT, Form, Quantity
from xltool.sheets.goals.board_goals import GoalColumns
from xltool.sheets.settings.settings_rows import PARTLY_LIMIT
from xltool.sheets.settings.settings_table import limit_cell


class Status(Enum):
    """Of an indicator: its word in the workbook and in the column Bedömning. The name is the word in JSON."""

    ACHIEVED = "✔ Uppnådd"
    PARTLY = "◐ Delvis uppnådd"
    NOT_ACHIEVED = "✘ Ej uppnådd"
    NO_VALUE = "○ Saknar värde"

    @property
    def word(self) -> str:
        return self.value[2:]

    def said(self, *, interim: bool) -> str:
        """Its word in the result: of an interim report that of a forecast (year.md §1)."""
        return _FORECAST_STATUSES.get(self, self.value) if interim else self.value


class GoalOutcome(Enum):
    """Of a goal and of the board. The name is the word in JSON."""

    ACHIEVED = "✔ Uppnås"
    PARTLY = "◐ Uppnås delvis"
    NOT_ACHIEVED = "✘ Uppnås ej"

    def said(self, *, interim: bool) -> str:
        """Its word in the result: of an interim report that of a forecast."""
        return _FORECAST_OUTCOMES[self] if interim else self.value


_FORECAST_STATUSES = {
    Status.ACHIEVED: "✔ Bedöms uppnådd",
    Status.PARTLY: "◐ Bedöms delvis uppnådd",
    Status.NOT_ACHIEVED: "✘ Bedöms ej uppnådd",
}
_FORECAST_OUTCOMES = {
    GoalOutcome.ACHIEVED: "✔ Bedöms uppnås",
    GoalOutcome.PARTLY: "◐ Bedöms uppnås delvis",
    GoalOutcome.NOT_ACHIEVED: "✘ Bedöms inte uppnås",
}
# The word in JSON of every word that a status has in a result.
STATUS_NAMES: dict[str, str] = {
    one.said(interim=interim): one.name.lower()
    for interim in (False, True)
    for one in (*Status, *GoalOutcome)
}

TITLE, RESULT_TITLE = "Nämndmål", "Måluppfyllelse"
OTHER_NAME = "Övriga indikatorer"
BOARD_NAME = "Nämnden som helhet"
_DIRECTIONS = tuple(d.value for d in Direction if not d.is_change)
ALL_DIRECTIONS = tuple(d.value for d in Direction)  # where last year's result stands beside the year's

GOAL = Input(TITLE, TEXT, names=True, aliases=("Mål",), help="Målets namn på blockets första rad; därunder tomt. »–« för en indikator utan mål")  # fmt: skip
INDICATOR = Input("Indikator", TEXT, names=True, help="Det som mäts")
RESULT = Input(
    "Resultat",
    NUMBER,
    of_year=True,
    words=vocabulary.RESULT_WORDS,
    help="Årets resultat; tomt, »–« eller »ej mätt« om det saknas",
)
PRIOR_RESULT = Input(
    "Resultat föregående år",
    NUMBER,
    aliases=("Resultat",),
    required=False,
    years_back=1,
    words=vocabulary.PRIOR_RESULT_WORDS,
    help="Fjolårets resultat; får heta »Resultat 2022«. Visas med trend",
)
FORECAST = Input(
    "Prognos", NUMBER, required=False, of_year=True, words=vocabulary.FORECAST_WORDS,
    help="Prognosen för hela året; i delår är det den som bedöms",
)  # fmt: skip
TARGET = Input(
    "Målvärde",
    NUMBER,
    of_year=True,
    words=vocabulary.TARGET_WORDS,
    help="Tal, eller text som »högst 20 st«, »74 eller högre«, »74–80«",
)
TARGET_HIGH = Input("Målvärde till", NUMBER, required=False, help="Övre gräns när riktningen är inom (resultatets egen kolumn)")  # fmt: skip
DIRECTION = Input("Riktning", TEXT, required=False, choices=ALL_DIRECTIONS, help="minst, högst, exakt eller inom; öka eller minska mot fjolårets resultat. Går före ordalydelsen i Målvärde")  # fmt: skip
UNIT = Input("Enhet", TEXT, required=False, help="Enhet för resultat och målvärde, till exempel st eller %")
LIMIT = Input("Gräns delvis", NUMBER, required=False, help="Värdet som räcker för delvis uppnådd; för exakt och inom det största avståndet")  # fmt: skip
JUDGEMENT = Input("Bedömning", TEXT, required=False, choices=tuple(s.word for s in Status), help="Nämndens egen bedömning; går före uträkningen")  # fmt: skip
COMMENT = Input(
    "Kommentar", TEXT, aliases=("Kommentarer",), required=False, help="Förklaring till resultatet"
)

COLUMNS = GoalColumns(
    GOAL,
    INDICATOR,
    RESULT,
    FORECAST,
    PRIOR_RESULT,
    TARGET,
    TARGET_HIGH,
    DIRECTION,
    UNIT,
    LIMIT,
    JUDGEMENT,
    COMMENT,
    OTHER_NAME,
    BOARD_NAME,
)


# --- an indicator --------------------------------------------------------------------------------------------


def _is(direction: Direction) -> Expr:
    return DIRECTION.equals(direction.value)


_HAS_LIMIT = call("COUNT", LIMIT) > 0
# Rounded to nine decimals: 1 − 0.9 is not 0.1 in binary, and a target that is met must count as met.
_RESULT, _TARGET, _HIGH, _LIMIT = (rounded(column, 9) for column in (RESULT, TARGET, TARGET_HIGH, LIMIT))
_MET = choose(
    (_is(Direction.AT_MOST), _RESULT <= _TARGET),
    (_is(Direction.EXACTLY), _RESULT.equals(_TARGET)),
    (_is(Direction.BETWEEN), both(_RESULT >= _TARGET, _RESULT <= _HIGH)),
    otherwise=_RESULT >= _TARGET,
)
_HAS_BOTH = call("COUNT", RESULT, TARGET).equals(2)
# Where target or result is zero or they differ in sign there is no ratio, and 0 stands for that. Nested IFs, for
# AND would divide all the same.
RATIO = Computed(
    "Kvot",
    NUMBER,
    when(
        when(_HAS_BOTH, call("SIGN", RESULT) * call("SIGN", TARGET) > 0, False),
        choose(
            (_is(Direction.AT_MOST), TARGET / RESULT), (_is(Direction.AT_LEAST), RESULT / TARGET), otherwise=0
        ),
        0,
    ),
)
_DISTANCE = when(
    _is(Direction.EXACTLY), absolute(RESULT - TARGET), call("MAX", TARGET - RESULT, RESULT - TARGET_HIGH)
)
_NEAR = when(
    _HAS_LIMIT,
    choose(
        (_is(Direction.AT_MOST), _RESULT <= _LIMIT),
        (_is(Direction.AT_LEAST), _RESULT >= _LIMIT),
        otherwise=rounded(_DISTANCE, 9) <= _LIMIT,
    ),
    both(RATIO > 0, rounded(RATIO, 9) >= limit_cell(PARTLY_LIMIT)),
)

ATTAINMENT = Computed("Uppfyllelse", Quantity(Form.PERCENT, decimals=0), when(RATIO > 0, RATIO, "–"))
# A bar that is full where the target is reached; the edge of its cell is the target.
TARGET_BAR = Computed("Mot målet", PERCENT, when(RATIO > 0, call("MIN", RATIO, 1), 0), bar=True)
COMPUTED_STATUS = Computed(
    "Uträknad status",
    TEXT,
    choose(
        (call("NOT", _HAS_BOTH), Status.NO_VALUE.value),
        (_MET, Status.ACHIEVED.value),
        (_NEAR, Status.PARTLY.value),
        otherwise=Status.NOT_ACHIEVED.value,
    ),
)
STATUS = Computed(
    "Status", TEXT, choose(*((JUDGEMENT.equals(s.word), s.value) for s in Status), otherwise=COMPUTED_STATUS)
)

# What the board's own judgement stands instead of.
OUTVOTED = Computed("Uträknad", TEXT, when(STATUS.equals(COMPUTED_STATUS), "", COMPUTED_STATUS))

# Beside last year's result, and in an interim report; `goal_judging` has their formulas.
TREND = Column("Trend", TEXT)
JUDGED_BY = Column("Bedömd efter", TEXT)
JUDGED = Column("Bedömt värde", NUMBER)

# --- a goal, and the board: their counts stand in hidden columns of their own row ----------------------------

N_ACHIEVED = Column("Antal uppnådda", COUNT)
N_PARTLY = Column("Antal delvis", COUNT)
N_NOT = Column("Antal ej", COUNT)
# What is worth a question until a comment answers it: an outcome beyond 1 000 %, whichever way is good (reading.md §9).
BEYOND = Computed(
    "Över 1 000 %",
    COUNT,
    when(
        both(
            _HAS_BOTH,
            COMMENT.equals(""),
            TARGET.differs(0),
            either(RATIO > 10, absolute(RESULT) > absolute(TARGET) * 10),
        ),
        1,
        0,
    ),
)
COUNTS = (N_ACHIEVED, N_PARTLY, N_NOT)
HELPERS = (RATIO, *COUNTS, BEYOND)

_TABLE = "goals"
BOARD, OTHER = "board", "other"

GOALS = Sheet(
    key=_TABLE,
    title=TITLE,
    aliases=("Mål", RESULT_TITLE),
    columns=(
        GOAL, INDICATOR, PRIOR_RESULT, RESULT, TARGET, TARGET_HIGH, DIRECTION, UNIT, LIMIT, JUDGEMENT, COMMENT,
    ),
    computed=(ATTAINMENT, TARGET_BAR, COMPUTED_STATUS, STATUS, OUTVOTED, TREND, *HELPERS),
)  # fmt: skip
GOALS_INTERIM = replace(
    GOALS,
    columns=tuple(two for one in GOALS.columns for two in ((one, FORECAST) if one is RESULT else (one,))),
    computed=(*GOALS.computed, JUDGED, JUDGED_BY),
    instead={RESULT: ((FORECAST,),)},
    interim=True,
)


# A budget book has targets alone.
GOALS_BUDGET = replace(GOALS, instead={RESULT: ((TARGET,),)})


def is_judged(table: Table) -> bool:
    """Whether there is anything beside the targets, which a budget book has alone."""
    return STATUS in table.columns


def is_interim(table: Table) -> bool:
    """Whether the table of goals is that of an interim report, where the forecast is judged."""
    return FORECAST in table.columns


def goal_key(index: int) -> str:
    return f"goal:{index}"
