"""Måluppfyllelse: goals with their indicators, judged by direction and by the three bullets of the report.

An indicator is achieved, partly, not achieved or has no value; a goal and the board follow by counting.
"""

from __future__ import annotations

from enum import Enum

from xltool.binding import vocabulary
from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import Expr, absolute, both, call, choose, either, joined, rounded, when
from xltool.core.numbers import Direction
from xltool.core.tables import Computed
from xltool.core.units import COUNT, NUMBER, TEXT, Form, Quantity
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


class GoalOutcome(Enum):
    """Of a goal and of the board. The name is the word in JSON."""

    ACHIEVED = "✔ Uppnås"
    PARTLY = "◐ Uppnås delvis"
    NOT_ACHIEVED = "✘ Uppnås ej"


TITLE, RESULT_TITLE = "Nämndmål", "Måluppfyllelse"
OTHER_NAME = "Övriga indikatorer"
BOARD_NAME = "Nämnden som helhet"
_DIRECTIONS = tuple(d.value for d in Direction)

GOAL = Input(TITLE, TEXT, names=True, aliases=("Mål",), help="Målets namn på blockets första rad; därunder tomt. »–« för en indikator utan mål")  # fmt: skip
INDICATOR = Input("Indikator", TEXT, names=True, help="Det som mäts")
RESULT = Input(
    "Resultat",
    NUMBER,
    of_year=True,
    words=vocabulary.RESULT_WORDS,
    help="Årets resultat; tomt, »–« eller »ej mätt« om det saknas",
)
TARGET = Input(
    "Målvärde",
    NUMBER,
    of_year=True,
    words=vocabulary.TARGET_WORDS,
    help="Tal, eller text som »högst 20 st«, »74 eller högre«, »74–80«",
)
TARGET_HIGH = Input("Målvärde till", NUMBER, required=False, help="Övre gräns när riktningen är inom (resultatets egen kolumn)")  # fmt: skip
DIRECTION = Input("Riktning", TEXT, required=False, choices=_DIRECTIONS, help="minst, högst, exakt eller inom; går före ordalydelsen i Målvärde")  # fmt: skip
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
COMPUTED_STATUS = Computed(
    "Uträknad",
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
HELPERS = (RATIO, N_ACHIEVED, N_PARTLY, N_NOT, BEYOND)
_N = N_ACHIEVED + N_PARTLY + N_NOT
_GOOD_OR_PARTLY = N_ACHIEVED + N_PARTLY

# The three bullets of section 1.2, with x = not achieved or without value: a = n; x > n / 2; otherwise.
OUTCOME = choose(
    (N_ACHIEVED.equals(_N), GoalOutcome.ACHIEVED.value),
    (N_NOT > _N / 2, GoalOutcome.NOT_ACHIEVED.value),
    otherwise=GoalOutcome.PARTLY.value,
)
GOAL_RULE = choose(
    (
        _N.equals(1),
        joined(
            "Den enda indikatorn ",
            choose(
                (N_ACHIEVED.equals(1), "är uppnådd."),
                (N_PARTLY.equals(1), "är delvis uppnådd."),
                otherwise="är ej uppnådd eller saknar värde.",
            ),
        ),
    ),
    (N_ACHIEVED.equals(_N), joined("Alla ", _N, " indikatorer är uppnådda.")),
    (
        N_NOT > _N / 2,
        joined(N_NOT, " av ", _N, " indikatorer är ej uppnådda eller saknar värde: mer än hälften."),
    ),
    otherwise=joined(
        _GOOD_OR_PARTLY,
        " av ",
        _N,
        " indikatorer är ",
        when(_GOOD_OR_PARTLY.equals(1), "uppnådd eller delvis uppnådd", "uppnådda eller delvis uppnådda"),
        ": minst hälften.",
    ),
)
BOARD_RULE = choose(
    (
        _N.equals(1),
        joined(
            "Det enda nämndmålet ",
            choose(
                (N_ACHIEVED.equals(1), "uppnås."),
                (N_PARTLY.equals(1), "uppnås delvis."),
                otherwise="uppnås ej.",
            ),
        ),
    ),
    (N_ACHIEVED.equals(_N), joined("Alla ", _N, " nämndmål uppnås.")),
    (N_NOT > _N / 2, joined(N_NOT, " av ", _N, " nämndmål uppnås ej: mer än hälften.")),
    otherwise=joined(_GOOD_OR_PARTLY, " av ", _N, " nämndmål uppnås helt eller delvis: minst hälften."),
)

_TABLE = "goals"
BOARD, OTHER = "board", "other"

GOALS = Sheet(
    key=_TABLE,
    title=TITLE,
    aliases=("Mål", RESULT_TITLE),
    columns=(GOAL, INDICATOR, RESULT, TARGET, TARGET_HIGH, DIRECTION, UNIT, LIMIT, JUDGEMENT, COMMENT),
    computed=(ATTAINMENT, COMPUTED_STATUS, STATUS, *HELPERS),
)


def goal_key(index: int) -> str:
    return f"goal:{index}"
