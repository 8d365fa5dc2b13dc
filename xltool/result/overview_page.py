"""Översikt: one row a board over many workbooks, their totals, and the largest variances of them all."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from xltool.core.columns import Column
from xltool.core.expr import Span, call, joined, rounded, total
from xltool.core.pages import Page, head
from xltool.core.sentences import amount_formula
from xltool.core.swedish import MONTHS, listed
from xltool.core.tables import Cell, Colour, Computed, Meaning, Role, Row, Table
from xltool.core.units import AMOUNT, COUNT, TEXT, VARIANCE_AMOUNT, Money, Unit
from xltool.core.values import Model
from xltool.findings.finding import Finding, Severity
from xltool.sheets.goals.goal_columns import GoalOutcome
from xltool.terminal.workbook_object import BoardFigures, LineFigures

MONEY = Money(Unit.TKR)
TITLE = "Översikt"
_LISTED = 10  # variances for the better, and as many for the worse

BOARD = Column("Nämnd", TEXT)
YEAR = Column("År", TEXT)
REPORT = Column("Rapport", TEXT)
MISSING = Column("Rapporter som saknas", TEXT)
NET_BUDGET = Column("Netto budget", AMOUNT)
NET_ACTUAL = Column("Netto utfall", AMOUNT)
NET_VARIANCE = Computed("Netto avvikelse", VARIANCE_AMOUNT, NET_BUDGET - NET_ACTUAL)
NET_BAR = Computed("◄ sämre | bättre ►", VARIANCE_AMOUNT, call("SUM", NET_VARIANCE), bar=True)
INVESTED_BUDGET = Column("Investeringar budget", AMOUNT)
INVESTED = Column("Investeringar utfall", AMOUNT)
INVESTED_VARIANCE = Computed("Investeringar avvikelse", VARIANCE_AMOUNT, INVESTED_BUDGET - INVESTED)
ACHIEVED = Column("Mål uppnås", COUNT)
PARTLY = Column("Mål uppnås delvis", COUNT)
NOT_ACHIEVED = Column("Mål uppnås ej", COUNT)
OUTCOME = Column("Nämnden som helhet", TEXT)
ERRORS = Column("Fel", COUNT)
WARNINGS = Column("Varningar", COUNT)
ASKED = Column("Att fråga om", COUNT)
REMARK = Column("Första felet", TEXT)
FILE = Column("Arbetsbok", TEXT)

_SUMMED = (
    NET_BUDGET,
    NET_ACTUAL,
    INVESTED_BUDGET,
    INVESTED,
    ACHIEVED,
    PARTLY,
    NOT_ACHIEVED,
    ERRORS,
    WARNINGS,
    ASKED,
)
_BOARDS = "boards"
_GOALS = {ACHIEVED: ("achieved", Meaning.GOOD), PARTLY: ("partly", Meaning.PARTLY), NOT_ACHIEVED: ("not_achieved", Meaning.BAD)}  # fmt: skip
_OUTCOMES = {o.name.lower(): (o.value, meaning) for o, meaning in zip((GoalOutcome.ACHIEVED, GoalOutcome.PARTLY, GoalOutcome.NOT_ACHIEVED), (Meaning.GOOD, Meaning.PARTLY, Meaning.BAD), strict=True)}  # fmt: skip
# A heat map: what is there has its colour, and a zero has none.
_COLOURS = (
    *(Colour(column, column > 0, meaning) for column, (_, meaning) in _GOALS.items()),
    *(Colour(OUTCOME, OUTCOME.equals(word), meaning) for word, meaning in _OUTCOMES.values()),
    Colour(ERRORS, ERRORS > 0, Meaning.BAD),
    Colour(WARNINGS, WARNINGS > 0, Meaning.PARTLY),
    Colour(ASKED, ASKED > 0, Meaning.PARTLY),
    Colour(NET_VARIANCE, rounded(NET_VARIANCE) < 0, Meaning.BAD),
    Colour(NET_VARIANCE, rounded(NET_VARIANCE) > 0, Meaning.GOOD),
)


class OverviewEntry(Struct, frozen=True):
    """A workbook of the overview: its file's name, its figures, its findings, and the months of the year's reports that are
    missing."""

    file: str
    figures: BoardFigures
    findings: Sequence[Finding]
    missing: tuple[int, ...] = ()


def overview_pages(
    entries: Sequence[OverviewEntry], folder: str, left_out: Sequence[str] = ()
) -> tuple[Page, ...]:
    """The overview's only page; the largest variances stand below the boards. `left_out` are files in the folder that
    are not in it."""
    boards = _boards(entries)
    worse, better = _variances(entries, worse=True), _variances(entries, worse=False)
    below = tuple(t for t in (worse, better) if t is not None)
    variance = boards.at("sum", NET_VARIANCE)
    said = joined(
        f"{_counted(entries, left_out)}. Netto mot budget: ",
        amount_formula(MONEY, variance, signed=True),
        ".",
    )
    about = f"{folder}  ·  belopp i {MONEY.word}, minus i avvikelsen är sämre än budget"
    clean = rounded(variance)
    heading = head(TITLE, TITLE, about, said, None, clean > 0, clean < 0)
    widths: dict[Column, float] = {
        BOARD: 40,
        REPORT: 26,
        MISSING: 22,
        NET_BAR: 19,
        OUTCOME: 18,
        REMARK: 44,
        FILE: 34,
        LINE: 44,
    }
    return (Page(TITLE, heading, ((boards, *below),), widths=widths),)


_NAMED, _LONGEST_NAME = 3, 40  # a text in a formula holds 255 characters


def _counted(entries: Sequence[OverviewEntry], left_out: Sequence[str]) -> str:
    """`3 arbetsböcker, inte med: a.xlsx och b.xlsx`."""
    said = f"{len(entries)} arbetsböcker" if len(entries) != 1 else "1 arbetsbok"
    if not left_out:
        return said
    names = [n if len(n) <= _LONGEST_NAME else f"{n[: _LONGEST_NAME - 1]}…" for n in left_out[:_NAMED]]
    more = [f"{len(left_out) - _NAMED} till"] if len(left_out) > _NAMED else []
    return f"{said}, inte med: {listed([*names, *more])}"


def overview_model(pages: Sequence[Page]) -> Model:
    return Model(t for page in pages for t in page.tables)


def _boards(entries: Sequence[OverviewEntry]) -> Table:
    rows = [_board(f"board:{i}", entry) for i, entry in enumerate(entries)]
    sums: dict[Column, Cell] = {c: Cell(total(Span(_BOARDS, rows[0].key, rows[-1].key, c))) for c in _SUMMED}
    sums[BOARD] = Cell("Summa")
    rows.append(Row("sum", Role.TOTAL, sums, frozenset({NET_BAR})))
    reports = (REPORT,) if any(_of_period(one.figures) for one in entries) else ()
    missing = (MISSING,) if any(one.missing for one in entries) else ()
    columns = (
        BOARD, YEAR, *reports, *missing, NET_BUDGET, NET_ACTUAL, NET_VARIANCE, NET_BAR, INVESTED_BUDGET, INVESTED, INVESTED_VARIANCE,
        ACHIEVED, PARTLY, NOT_ACHIEVED, OUTCOME, ERRORS, WARNINGS, ASKED, REMARK, FILE,
    )  # fmt: skip
    return Table(_BOARDS, columns, tuple(rows), colours=_COLOURS)


def _board(key: str, entry: OverviewEntry) -> Row:
    data = entry.figures
    errors = [f for f in entry.findings if f.severity is Severity.ERROR]
    warnings = sum(f.severity is Severity.WARNING for f in entry.findings)
    cells: dict[Column, Cell] = {
        BOARD: Cell(data.board or entry.file, link=f"external:{entry.file}"),
        YEAR: Cell(float(data.year) if data.year else None),
        ERRORS: Cell(float(len(errors))),
        WARNINGS: Cell(float(warnings)),
        ASKED: Cell(float(data.checks.asked) if data.checks else None),
        REPORT: Cell(_of_period(data) or (f"Helår {data.year}" if data.operating and data.year else None)),
        MISSING: Cell(listed([MONTHS[m - 1] for m in entry.missing]) if entry.missing else None),
        REMARK: Cell(errors[0].message if errors else None),
        FILE: Cell(entry.file, link=f"external:{entry.file}"),
    }
    blank: set[Column] = set()
    net = data.operating.net if data.operating else None
    invested = data.investments.total if data.investments else None
    for amounts, budget, actual, computed in (
        (net, NET_BUDGET, NET_ACTUAL, (NET_VARIANCE, NET_BAR)),
        (invested, INVESTED_BUDGET, INVESTED, (INVESTED_VARIANCE,)),
    ):
        if amounts and data.more.get("budget_alone"):
            cells[budget] = Cell(_tkr(amounts.granted, data))
            blank |= {*computed}
        elif amounts:
            cells[budget] = Cell(_tkr(amounts.granted, data))
            cells[actual] = Cell(_tkr(amounts.outcome, data))
        else:
            blank |= {*computed}
    if data.goals and not data.more.get("budget_alone"):
        statuses = [goal.status for goal in data.goals.goals]
        cells |= {column: Cell(float(statuses.count(status))) for column, (status, _) in _GOALS.items()}
        whole = data.goals.board
        cells[OUTCOME] = Cell(_OUTCOMES[whole][0] if whole else None)
    return Row(key, Role.LINE, cells, frozenset(blank))


def _of_period(data: BoardFigures) -> str | None:
    """That the figures of an interim report are a forecast, or the period's, and those of a budget book a budget."""
    if data.more.get("budget_alone"):
        return f"Budget {data.year or ''}".strip()
    word = "Perioden" if data.is_of_period else "Prognos"
    return f"{word}, {data.period.name}" if data.period else None


def _tkr(amount: float, data: BoardFigures) -> float:
    assert data.unit is not None
    return MONEY.convert(float(amount), Unit[data.unit.upper()])


# --- the largest variances -------------------------------------------------------------------------------------

LINE = Column("Rad", TEXT)
BUDGET = Column("Budget", AMOUNT)
ACTUAL = Column("Utfall", AMOUNT)
VARIANCE = Computed("Avvikelse", VARIANCE_AMOUNT, BUDGET - ACTUAL)


def _variances(entries: Sequence[OverviewEntry], *, worse: bool) -> Table | None:
    """The lines of all boards that miss their budget the most; None where no line does."""
    parts = [(entry, entry.figures.operating) for entry in entries]
    lines = [(entry, line) for entry, part in parts if part for line in part.lines]

    def variance(found: tuple[OverviewEntry, LineFigures]) -> float:
        return MONEY.clear(_tkr(found[1].difference, found[0].figures))

    chosen = [one for one in lines if (variance(one) < 0 if worse else variance(one) > 0)]
    chosen.sort(key=lambda one: -abs(variance(one)))
    if not chosen:
        return None
    rows = []
    for i, (entry, line) in enumerate(chosen[:_LISTED]):
        cells: dict[Column, Cell] = {
            LINE: Cell(f"{entry.figures.board or entry.file}: {line.name}", link=f"external:{entry.file}"),
            BUDGET: Cell(_tkr(line.granted, entry.figures)),
            ACTUAL: Cell(_tkr(line.outcome, entry.figures)),
        }
        rows.append(Row(f"{worse}:{i}", Role.LINE, cells))
    key, title = ("worse", "Störst underskott") if worse else ("better", "Störst överskott")
    columns: tuple[Column, ...] = (LINE, YEAR, BUDGET, ACTUAL, VARIANCE)
    return Table(key, columns, tuple(rows), title=title, headers={YEAR: ""})
