"""A page of the result: its head, its tables in stacks beside each other, its notes and charts. Described here,
placed and drawn by `excel`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct, field

from xltool.core.columns import Column
from xltool.core.expr import Expr, Span
from xltool.core.long_columns import LongTable
from xltool.core.tables import Cell, Colour, Meaning, Role, Row, Table
from xltool.core.units import TEXT

HEAD = Column("", TEXT)
# The pages that are no sheet of the department's.
GUIDE_TITLE, SUMMARY_TITLE, TEXT_TITLE, CONTROL_TITLE = "Läs mig", "Sammanfattning", "Rapporttext", "Kontroll"
REVIEW_TITLE = "Granskning"  # of a marked copy


class Part(Enum):
    """What a series of a chart shows; `drawing.styles` knows how it is drawn."""

    BUDGET = "budget"
    ACTUAL = "actual"
    BETTER = "better"
    WORSE = "worse"
    SHARE = "share"
    ROOM = "room"  # not seen: it makes the scale that of the chart beside it


def goes_one_way(parts: Iterable[Part]) -> bool:
    """Whether a chart's bars go one way, to the scale of one beside it whose bars go the other."""
    found = {*parts}
    return Part.ROOM in found and len(found & {Part.BETTER, Part.WORSE}) == 1


class Series(Struct, frozen=True):
    name: str
    part: Part
    values: Span


class Chart(Struct, frozen=True):
    """Horizontal bars, a category a row, the first at the top; or `lines` from the first category to the last. One `beside`
    another continues its rows, to the same scale, and does not name them again. The title is a live sentence that says what the
    chart shows, `description` is the alt text."""

    title: Expr
    description: str
    categories: Span
    series: tuple[Series, ...]
    beside: bool = False
    lines: bool = False

    @property
    def is_variance(self) -> bool:
        return any(s.part in (Part.BETTER, Part.WORSE) for s in self.series)


class Tab(Enum):
    """What a page is for; `drawing.styles` knows the colour of its tab."""

    REPORT = "report"
    CONTROL = "control"
    INPUT = "input"


class Page(Struct, frozen=True):
    """`widths` are column widths in characters where the content does not decide; `frozen` keeps the header of
    the first table in view. `long` is a table of many rows that has the page to itself; one that is `whole` is printed on a
    single page where it fits, and one that `shrinks` also where it is so many times too high."""

    title: str
    head: Table
    stacks: tuple[tuple[Table, ...], ...]
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    widths: dict[Column, float] = field(default_factory=dict)
    frozen: bool = True
    long: LongTable | None = None
    tab: Tab = Tab.REPORT
    whole: bool = False
    shrinks: float = 1.0

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.head, *(t for stack in self.stacks for t in stack), self.notes_table)

    @property
    def notes_table(self) -> Table:
        """Foot notes; the asterisk tells the reader to pass over them when the result is read again."""
        rows = tuple(
            Row(f"note:{i}", Role.NOTE, {HEAD: Cell(f"* {note}")}) for i, note in enumerate(self.notes)
        )
        return Table(f"notes:{self.title}", (HEAD,), rows, header_row=False)


def head(
    title: str,
    heading: Expr | str,
    subtitle: Expr | str,
    message: Expr | str | None,
    badge: Expr | None,
    good: Expr | None = None,
    bad: Expr | None = None,
) -> Table:
    """The rows above a page's tables: heading, what it is about, what it says, and the control badge."""
    rows = [
        Row("title", Role.TITLE, {HEAD: Cell(heading)}),
        Row("subtitle", Role.SUBTITLE, {HEAD: Cell(subtitle)}),
    ]
    if message is not None:
        rows.append(Row("message", Role.MESSAGE, {HEAD: Cell(message)}))
    if badge is not None:
        rows.append(Row("badge", Role.BADGE, {HEAD: Cell(badge, link=CONTROL_TITLE)}))
    colours = []
    for condition, meaning in ((good, Meaning.GOOD), (bad, Meaning.BAD)):
        if condition is not None:
            colours.append(Colour(HEAD, condition, meaning))
    return Table(f"head:{title}", (HEAD,), tuple(rows), colours=tuple(colours), header_row=False)
