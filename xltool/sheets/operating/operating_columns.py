"""Driftredovisning: income and cost lines, budget against actual.

The variance is budget − actual, so that a positive one is favourable for income and cost alike.
"""

from __future__ import annotations

from msgspec.structs import replace

from xltool.core.columns import Column, Input, Sheet
from xltool.core.expr import At, Expr, Span, absolute, both, call, is_blank, joined, lift, rounded, when
from xltool.core.long_columns import Details
from xltool.core.sentences import share_of_budget, short_name_formula
from xltool.core.tables import Cell, Colour, Computed, Meaning, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT, VARIANCE_AMOUNT, VARIANCE_PERCENT, Money, Unit
from xltool.sheets.lines.ledger_sums import count_formula, sum_formula
from xltool.sheets.lines.line_kinds import Line, LineColumns, LineKind, Lines, Sides
from xltool.sheets.lines.line_questions import line_questions
from xltool.sheets.lines.line_table import block_rows, rounding_row, total_row
from xltool.sheets.settings.settings_rows import LIMIT_AMOUNT, LIMIT_SHARE, Settings
from xltool.sheets.settings.settings_table import limit_cell


class Verdict:
    """The assessment of a variance, as symbol and word."""

    BETTER = "▲ Överskott"
    WORSE = "▼ Underskott"
    ON_BUDGET = "● Enligt budget"


UNEXPLAINED = "förklaring saknas"
ACCOUNT = Input("Konto", TEXT, names=True, required=False, help="Kontots nummer, om raden har ett")
NAME = Input("Kontotext", TEXT, names=True, aliases=("Benämning",), help="Radens namn")
GROUP = Input("Grupp", TEXT, names=True, required=False, aliases=("Verksamhet", "Verksamhetsområde", "Ansvar", "Enhet"), may_repeat=True, help="Verksamheten, ansvaret eller enheten som raden hör till; ger delsummor och ett blad per grupp")  # fmt: skip
LINE_KIND = Input("Typ", TEXT, required=False, choices=(LineKind.INCOME.value, LineKind.COST.value, "Summa", "Varav", "Rad"), help="Intäkt eller Kostnad; behövs inte i ett block som avslutas med TOTALT INTÄKTER eller TOTALT KOSTNADER. Summa, Varav eller Rad om det inte framgår vad raden är")  # fmt: skip
PRIOR_ACTUAL = Input("Utfall föregående år", AMOUNT, aliases=("Utfall", "Utfall fg år"), required=False, prior_year=True, help="Fjolårets utfall; får heta »Utfall 2022« i en arbetsbok för 2023")  # fmt: skip
BUDGET = Input("Budget", AMOUNT, aliases=("Årsbudget",), of_year=True, help="Årets budget")
ACTUAL = Input("Utfall", AMOUNT, of_year=True, help="Årets utfall")
# The income and the cost of a row that is the net of both, and those of last year.
INCOME_SIDE = Input("Intäkter", AMOUNT, required=False, of_year=True, help="Radens intäkter, om raden är netto. Intäkter + Kostnader = Utfall")  # fmt: skip
COST_SIDE = Input("Kostnader", AMOUNT, required=False, of_year=True, help="Radens kostnader, om raden är netto")  # fmt: skip
PRIOR_INCOME_SIDE = Input("Intäkter föregående år", AMOUNT, aliases=("Intäkter",), required=False, prior_year=True, help="Fjolårets intäkter; får heta »Intäkter 2022«")  # fmt: skip
PRIOR_COST_SIDE = Input("Kostnader föregående år", AMOUNT, aliases=("Kostnader",), required=False, prior_year=True, help="Fjolårets kostnader; får heta »Kostnader 2022«")  # fmt: skip
FORECAST = Input("Prognos", AMOUNT, required=False, of_year=True, help="Prognos för helåret")
STATED_VARIANCE = Input("Avvikelse", AMOUNT, aliases=("Differens",), required=False, of_year=True, help="Budget − utfall; kontrolleras bara, resultatet räknar om den")  # fmt: skip
COMMENT = Input(
    "Kommentar", TEXT, aliases=("Kommentarer",), required=False, help="Förklaring till avvikelsen"
)

VARIANCE = Computed("Avvikelse", VARIANCE_AMOUNT, BUDGET - ACTUAL)
VARIANCE_SHARE = Computed(
    "Avvikelse %", VARIANCE_PERCENT, share_of_budget(VARIANCE, BUDGET, Money(Unit.TKR, 1))
)
VARIANCE_BAR = Computed("◄ sämre | bättre ►", VARIANCE_AMOUNT, lift(0) + VARIANCE, bar=True)
# Rounded to six decimals: five per cent of a budget is not exact in binary, and a limit that is met must count.
MATERIAL = both(
    rounded(VARIANCE).differs(0),
    rounded(absolute(VARIANCE)) >= limit_cell(LIMIT_AMOUNT),
    rounded(absolute(VARIANCE)) >= rounded(limit_cell(LIMIT_SHARE) * absolute(BUDGET)),
)
ASSESSMENT = Computed(
    "Bedömning", TEXT, when(MATERIAL, when(VARIANCE < 0, Verdict.WORSE, Verdict.BETTER), Verdict.ON_BUDGET)
)
EXPLANATION = Computed(
    "Förklaring", TEXT, when(both(ASSESSMENT.differs(Verdict.ON_BUDGET), is_blank(COMMENT)), UNEXPLAINED, "")
)
SHORT_NAME = Computed("Kort namn", TEXT, short_name_formula(NAME))
BETTER = Computed("Bättre", VARIANCE_AMOUNT, call("MAX", VARIANCE, 0))
WORSE = Computed("Sämre", VARIANCE_AMOUNT, call("MIN", VARIANCE, 0))
# What a line is called among those of other groups.
NAME_AND_GROUP = Column("Rad och grupp", TEXT)
# Budget and actual of the lines alone, for a chart of lines with subtotals among them.
CHARTED = (
    Computed("Radens budget", AMOUNT, lift(0) + BUDGET),
    Computed("Radens utfall", AMOUNT, lift(0) + ACTUAL),
)
# How many rows of Underlag the line is the sum of.
DETAIL_ROWS = Column("Detaljrader", COUNT)
# A line's variance for the ranking; totals leave it empty, so that they are not ranked among their lines.
LINE_VARIANCE = Computed("Radens avvikelse", VARIANCE_AMOUNT, rounded(VARIANCE))

COLUMNS = LineColumns(
    name=NAME,
    budget=BUDGET,
    actual=ACTUAL,
    amounts=(
        PRIOR_INCOME_SIDE,
        PRIOR_COST_SIDE,
        PRIOR_ACTUAL,
        BUDGET,
        INCOME_SIDE,
        COST_SIDE,
        ACTUAL,
        FORECAST,
    ),
    variance=STATED_VARIANCE,
    comment=COMMENT,
    account=ACCOUNT,
    kind=LINE_KIND,
    role=LINE_KIND,
    group=GROUP,
    sides=(
        Sides(INCOME_SIDE, COST_SIDE, ACTUAL),
        Sides(PRIOR_INCOME_SIDE, PRIOR_COST_SIDE, PRIOR_ACTUAL),
    ),
)
SIDES = (INCOME_SIDE, COST_SIDE, PRIOR_INCOME_SIDE, PRIOR_COST_SIDE)

_OPPOSED = rounded(BUDGET) * rounded(ACTUAL) < 0
ASKED = line_questions(COLUMNS, _OPPOSED, PRIOR_ACTUAL)

_TABLE = "operating"
_DECIMALS = 3  # that amounts in mnkr are shown with at most
# A rank needs every line's variance, so it is a cell's own formula (`_ranked`), not the column's.
WORST_RANK = Column("Plats sämst", VARIANCE_AMOUNT)
BEST_RANK = Column("Plats bäst", VARIANCE_AMOUNT)
HELPERS = (SHORT_NAME, BETTER, WORSE, LINE_VARIANCE, WORST_RANK, BEST_RANK, *ASKED.shown(last_year=True))
_OF_LAST_YEAR = {*ASKED.shown(last_year=True)} - {*ASKED.shown(last_year=False)}

OPERATING = Sheet(
    key=_TABLE,
    title="Driftredovisning",
    aliases=("Drift",),
    columns=(GROUP, ACCOUNT, NAME, LINE_KIND, *COLUMNS.amounts, STATED_VARIANCE, COMMENT),
    instead={ACTUAL: (INCOME_SIDE, COST_SIDE)},
    computed=(
        VARIANCE_SHARE,
        VARIANCE_BAR,
        ASSESSMENT,
        EXPLANATION,
        DETAIL_ROWS,
        *HELPERS,
        NAME_AND_GROUP,
        *CHARTED,
    ),
)

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
_LINES_ONLY = frozenset({VARIANCE_BAR, EXPLANATION, *HELPERS, *CHARTED})
_NOT_ROUNDED = _LINES_ONLY | {VARIANCE_SHARE, ASSESSMENT}
_HEADING_BLANK = _NOT_ROUNDED | {VARIANCE}


def operating_table(operating: Lines, settings: Settings, details: Details | None = None) -> Table:
    """The result's sheet: income and cost in blocks with their totals, the rounding line, the net; or net costs with their
    one total. Amounts that are sums of `details` are formulas over those."""
    used = [c for c in COLUMNS.amounts if c in operating.columns]
    rows: list[Row] = []
    for kind, block in operating.blocks.items():
        role = Role.TOTAL if operating.are_nets else Role.SUBTOTAL
        blanks = _NOT_ROUNDED, _LINES_ONLY, _HEADING_BLANK
        rows += block_rows(_TABLE, KEYS[kind], role, block, used, COLUMNS, *blanks)
    if details is not None:
        taking = {
            f"{KEYS[k]}:{i}": line for k, b in operating.blocks.items() for i, line in enumerate(b.lines)
        }
        rows = [_summed(row, taking[row.key], details) if row.key in taking else row for row in rows]
    for one in COLUMNS.sides:
        if one.net in operating.added:
            rows = [_added(row, one) if row.role is Role.LINE else row for row in rows]
    if not operating.are_nets:
        rows += _net_rows(operating, used)
    table = Table(_TABLE, _shown(operating, used, details), tuple(rows))
    rows = [_ranked(row, rows[0].key, rows[-1].key) if row.role is Role.LINE else row for row in rows]
    if operating.groups:
        rows = [_named(row) if row.role is Role.LINE else row for row in rows]
    if settings.unit is not Unit.TKR:
        share = Cell(share_of_budget(VARIANCE, BUDGET, Money(settings.unit, _DECIMALS)))
        rows = [
            row if VARIANCE_SHARE in row.blank else replace(row, cells={**row.cells, VARIANCE_SHARE: share})
            for row in rows
        ]
    return Table(
        _TABLE,
        table.columns,
        tuple(rows),
        headers=(headers_of(settings.year) if settings.year is not None else {})
        | ({GROUP: operating.grouped_by} if operating.grouped_by else {}),
        colours=COLOURS,
        hidden=frozenset({*HELPERS, NAME_AND_GROUP, *CHARTED}) & {*table.columns},
    )


def _net_rows(operating: Lines, used: list[Input]) -> list[Row]:
    """The net of the blocks, below its rounding line where it has one."""
    rounding = operating.net.rounding
    above = [rounding_row(ROUNDING, rounding, used, COLUMNS, _NOT_ROUNDED)] if rounding else []
    parts = [*(KEYS[k] for k in operating.blocks), *(row.key for row in above)]
    sums: dict[Input, Expr] = {c: _sum([At(_TABLE, part, c) for part in parts]) for c in used}
    return [*above, total_row(NET, Role.TOTAL, operating.net, sums, COLUMNS, _LINES_ONLY)]


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


def _sum(parts: list[Expr]) -> Expr:
    result = parts[0]
    for part in parts[1:]:
        result = result + part
    return result


def _summed(row: Row, line: Line, details: Details) -> Row:
    """The line's row with the live sums of its detail rows."""
    if line.named is None:
        return row
    sums: dict[Column, Cell] = {
        c: replace(row.cells[c], content=sum_formula(details, line.named, c)) for c in line.summed
    }
    sums[DETAIL_ROWS] = Cell(count_formula(details, line.named))
    return replace(row, cells={**row.cells, **sums})


def _added(row: Row, side: Sides) -> Row:
    """The line's row with its net as the live sum of income and cost."""
    net = replace(row.cells[side.net], content=side.income + side.cost)
    return replace(row, cells={**row.cells, side.net: net})


def _shown(operating: Lines, used: list[Input], details: Details | None) -> tuple[Column, ...]:
    has_accounts = any(line.account for block in operating.blocks.values() for line in block.lines)
    return (
        *((GROUP,) if operating.grouped_by else ()),
        *((ACCOUNT,) if has_accounts else ()),
        NAME,
        *used,
        VARIANCE,
        VARIANCE_SHARE,
        VARIANCE_BAR,
        ASSESSMENT,
        EXPLANATION,
        COMMENT,
        *((DETAIL_ROWS,) if details else ()),
        *(c for c in HELPERS if PRIOR_ACTUAL in used or c not in _OF_LAST_YEAR),
        *((NAME_AND_GROUP,) if operating.groups else ()),
        *(CHARTED if any(block.marks for block in operating.blocks.values()) else ()),
    )


def headers_of(year: int) -> dict[Column, str]:
    """The headers of the amounts with their years behind."""
    earlier = (PRIOR_INCOME_SIDE, PRIOR_COST_SIDE, PRIOR_ACTUAL)
    return {
        c: f"{c.aliases[0]} {year - 1}" if c in earlier else f"{c.header} {year}" for c in COLUMNS.amounts
    }


def _named(row: Row) -> Row:
    """The line with its name as it is told where other groups may have a line of the same."""
    group = row.cells.get(GROUP)
    name = joined(NAME, f", {group.content}") if group is not None else joined(NAME)
    return replace(row, cells={**row.cells, NAME_AND_GROUP: Cell(name)})


def _ranked(row: Row, first: str, last: str) -> Row:
    """The line's place among all lines, worst and best first; of equal variances the one that stands first."""

    everyone = Span(_TABLE, first, last, LINE_VARIANCE)
    earlier = call("COUNTIF", Span(_TABLE, first, row.key, LINE_VARIANCE), LINE_VARIANCE) - 1
    places = {
        WORST_RANK: Cell(call("RANK", LINE_VARIANCE, everyone, 1) + earlier),
        BEST_RANK: Cell(call("RANK", LINE_VARIANCE, everyone, 0) + earlier),
    }
    return Row(row.key, row.role, {**row.cells, **places}, row.blank)
