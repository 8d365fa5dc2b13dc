"""Investeringsredovisning: projects, budget against actual. An unspent budget is not good news by itself, so no
colour judges it; the share spent is shown instead."""

from __future__ import annotations

from xltool.binding import vocabulary
from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import both, call, ratio, rounded, when
from xltool.core.sentences import short_name_formula
from xltool.core.shades import Shade
from xltool.core.tables import Colour, Computed, Meaning, Role, Table
from xltool.core.units import AMOUNT, PERCENT, TEXT, VARIANCE_AMOUNT
from xltool.sheets.lines.followers import with_followers
from xltool.sheets.lines.line_kinds import LineColumns, LineKind, Lines
from xltool.sheets.lines.line_questions import line_questions
from xltool.sheets.lines.line_table import block_rows
from xltool.sheets.settings.settings_rows import Settings

NAME = Input(
    "Projekt", TEXT, names=True, aliases=("Investering", "Investeringsprojekt"), help="Projektets namn"
)
ROLE = Input("Typ", TEXT, required=False, choices=("Summa", "Varav", "Rad"), help="Summa, Varav eller Rad om det inte framgår vad raden är")  # fmt: skip
BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget",), of_year=True, words=vocabulary.YEARS_BUDGET_WORDS, apart=vocabulary.OF_OTHER_MONTHS, help="Årets budget")  # fmt: skip
ACTUAL = Input("Utfall", AMOUNT, of_year=True, words=vocabulary.ACTUAL_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.CUMULATIVE}, help="Årets utfall")  # fmt: skip
FORECAST = Input("Prognos", AMOUNT, required=False, of_year=True, words=vocabulary.FORECAST_WORDS, apart=vocabulary.OF_ONE_MONTH, help="Prognos för helåret")  # fmt: skip
STATED_VARIANCE = Input("Avvikelse", AMOUNT, aliases=("Differens",), required=False, of_year=True, words=vocabulary.VARIANCE_WORDS, apart=vocabulary.OF_OTHER_MONTHS | {Shade.PERIOD}, help="Budget − utfall; kontrolleras bara, resultatet räknar om den")  # fmt: skip
COMMENT = Input(
    "Kommentar", TEXT, aliases=("Kommentarer",), required=False, help="Förklaring till avvikelsen"
)

VARIANCE = Computed("Avvikelse", VARIANCE_AMOUNT, BUDGET - ACTUAL)
SPENT = Computed("Förbrukat", PERCENT, ratio(ACTUAL, BUDGET))
SPENT_BAR = Computed("Andel av budget", PERCENT, ratio(ACTUAL, BUDGET, otherwise=0), bar=True)
OVERSPENT_WORD, WITHIN_WORD = "▼ Över budget", "● Inom budget"
OVERSPENT = Computed("Budgetram", TEXT, when(rounded(VARIANCE) < 0, OVERSPENT_WORD, WITHIN_WORD))
SHORT_NAME = Computed("Kort namn", TEXT, short_name_formula(NAME))

COLUMNS = LineColumns(
    name=NAME,
    budget=BUDGET,
    actual=ACTUAL,
    amounts=(BUDGET, ACTUAL, FORECAST),
    variance=STATED_VARIANCE,
    comment=COMMENT,
    role=ROLE,
    only=LineKind.PROJECT,
)

# Grants for a project may be above what it cost; the other one is then less than nothing too.
_BELOW_ZERO = both(call("MIN", BUDGET, ACTUAL) < 0, call("MAX", BUDGET, ACTUAL) >= 0)
ASKED = line_questions(COLUMNS, _BELOW_ZERO)
_HELPERS = (SHORT_NAME, *ASKED.shown(last_year=False))

_TABLE = "investments"
TOTAL = "total"

INVESTMENTS = Sheet(
    key=_TABLE,
    title="Investeringsredovisning",
    aliases=("Investeringar",),
    columns=(NAME, ROLE, BUDGET, ACTUAL, FORECAST, STATED_VARIANCE, COMMENT),
    computed=(SPENT, SPENT_BAR, OVERSPENT, *_HELPERS),
    named_by_place=True,
)

_NOT_ROUNDED: frozenset[Column] = frozenset({SPENT, SPENT_BAR, OVERSPENT, *_HELPERS})
_HEADING_BLANK = _NOT_ROUNDED | {VARIANCE}


def investments_table(investments: Lines, settings: Settings) -> Table:
    """The result's sheet: the projects, their rounding line where there is one, their total."""
    used = [c for c in COLUMNS.amounts if c in investments.columns]
    block = investments.blocks[LineKind.PROJECT]
    rows = block_rows(
        _TABLE,
        TOTAL,
        Role.TOTAL,
        block,
        used,
        COLUMNS,
        _NOT_ROUNDED,
        frozenset(_HELPERS) - {SHORT_NAME},
        _HEADING_BLANK,
    )
    lines = {f"{TOTAL}:{i}": one.beside for i, one in enumerate(block.lines)}
    rows, followers = with_followers(rows, lines, investments.followers)
    headers: dict[Column, str] = {}
    if settings.year is not None:
        headers = {c: f"{c.header} {settings.year}" for c in (BUDGET, ACTUAL, FORECAST)}
    shown = (NAME, *used, VARIANCE, SPENT, SPENT_BAR, OVERSPENT, COMMENT, *followers, *_HELPERS)
    colours = (Colour(OVERSPENT, OVERSPENT.equals(OVERSPENT_WORD), Meaning.BAD),)
    hidden = frozenset(_HELPERS)
    return Table(
        _TABLE, shown, tuple(rows), headers=headers, colours=colours, hidden=hidden, sortable=not block.marks
    )
