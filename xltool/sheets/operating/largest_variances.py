"""The net against budget, and the lines that are furthest from theirs: what a page opens with."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At, Expr, call, choose, joined, lift, rounded, when
from xltool.core.sentences import amount_formula, short_name_formula, size_formula
from xltool.core.tables import Cell, Colour, Meaning, Role, Row, Table
from xltool.core.units import AMOUNT, TEXT, VARIANCE_AMOUNT, VARIANCE_PERCENT, Money
from xltool.sheets.operating import operating_columns as operating

NAME = Column("Nyckeltal", TEXT)
BUDGET = Column("Budget", AMOUNT)
ACTUAL = Column("Utfall", AMOUNT)
VARIANCE = Column("Avvikelse", VARIANCE_AMOUNT)
VARIANCE_SHARE = Column("Avvikelse %", VARIANCE_PERCENT)
ASSESSMENT = Column("Bedömning", TEXT)
POSITION = Column("Plats", AMOUNT)
SHORT_NAME = Column("Kort namn", TEXT)
COLUMNS = (NAME, BUDGET, ACTUAL, VARIANCE, VARIANCE_SHARE, ASSESSMENT, POSITION, SHORT_NAME)
HIDDEN = frozenset({POSITION, SHORT_NAME})


def verdict_colours(*verdicts: str) -> tuple[Colour, ...]:
    """The colours of the verdicts that a table can hold."""
    meanings = {operating.Verdict.WORSE: Meaning.BAD, operating.Verdict.BETTER: Meaning.GOOD}
    return tuple(
        Colour(column, ASSESSMENT.equals(verdict), meanings[verdict])
        for verdict in verdicts
        for column in (ASSESSMENT, VARIANCE, VARIANCE_SHARE)
    )


def shown(lines: Table) -> dict[Column, Column]:
    """What each column shows of the lines' table."""
    return {
        NAME: operating.NAME,
        BUDGET: operating.judging_in(lines).budget,
        ACTUAL: operating.judged_in(lines),
        VARIANCE: operating.VARIANCE,
        VARIANCE_SHARE: operating.VARIANCE_SHARE,
        ASSESSMENT: operating.ASSESSMENT,
    }


def headers(lines: Table) -> dict[Column, str]:
    """The headers of an interim report, where it is the forecast that is judged, or its months alone."""
    way = operating.judging_in(lines)
    if way is operating.PERIOD_ALONE:
        return {BUDGET: way.budget.header, ACTUAL: way.judged.header}
    return {} if way is operating.YEAR_END else {ACTUAL: "Prognos"}


def largest_variances(lines: Table, *, worst: bool) -> Table:
    """The three lines that are furthest below their budget, or above; fewer where there are fewer."""
    rank = operating.WORST_RANK if worst else operating.BEST_RANK
    variances = lines.fenced(operating.LINE_VARIANCE)
    budget = operating.judging_in(lines).budget.header.lower()
    nothing = f"Ingen rad är {'sämre' if worst else 'bättre'} än {budget}."
    rows = []
    for place in (1, 2, 3):
        found = call("MATCH", place, lines.fenced(rank), 0)
        value = call("INDEX", variances, found)
        counts = value < 0 if worst else value > 0
        position = call("IFERROR", when(counts, found, 0), 0)
        cells: dict[Column, Cell] = {POSITION: Cell(position)}
        shown_in = shown(lines)
        if operating.NAME_AND_GROUP in lines.columns:
            shown_in[NAME] = operating.NAME_AND_GROUP
        for column, source in shown_in.items():
            empty = nothing if column is NAME and place == 1 else ""
            content = call("INDEX", lines.fenced(source), POSITION)
            cells[column] = Cell(when(lift(0) + POSITION > 0, content, empty))
        cells[SHORT_NAME] = Cell(when(lift(0) + POSITION > 0, short_name_formula(NAME), ""))
        rows.append(Row(f"place:{place}", Role.LINE, cells))
    key, what = ("worst", "underskott") if worst else ("best", "överskott")
    title = f"Störst {what} mot {budget}"
    above: dict[Column, str] = {NAME: "Rad", **headers(lines)}
    colours = verdict_colours(operating.Verdict.WORSE if worst else operating.Verdict.BETTER)
    return Table(key, COLUMNS, tuple(rows), title, above, colours, HIDDEN)


def largest_name(table: Table) -> At:
    return table.at("place:1", NAME)


def largest_amount(table: Table) -> At:
    return table.at("place:1", VARIANCE)


def largest_exists(table: Table) -> Expr:
    return table.at("place:1", POSITION) > 0


def net_message(money: Money, worst: Table | None = None, budget: str = "budget") -> tuple[Expr, Expr, Expr]:
    """The sentence on the net against the `budget`, and when it is good and bad."""
    net = At("operating", operating.NET, operating.VARIANCE)
    clean = rounded(net)
    said = choose(
        (clean < 0, joined("Underskott ", size_formula(money, net), f" mot {budget}.")),
        (clean > 0, joined("Överskott ", size_formula(money, net), f" mot {budget}.")),
        otherwise=f"Resultatet är enligt {budget}.",
    )
    if worst is not None:
        name, value = largest_name(worst), largest_amount(worst)
        largest = joined(" Störst underskott: ", name, " ", amount_formula(money, value, signed=True), ".")
        visible = rounded(value / money.scale, money.decimals) < 0
        said = joined(said, when(largest_exists(worst), when(visible, largest, ""), ""))
    return said, clean > 0, clean < 0
