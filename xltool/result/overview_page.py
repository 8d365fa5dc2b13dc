"""Översikt: one row a board over many workbooks with their totals, on one A4; behind it the largest variances of them all, and
the workbooks with what was found in them."""

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
REPORT = Column("Rapport", TEXT)
MISSING = Column("Rapporter som saknas", TEXT)
NET_BUDGET = Column("Netto budget", AMOUNT)
NET_ACTUAL = Column("Netto utfall", AMOUNT)
NET_VARIANCE = Computed("Netto avvikelse", VARIANCE_AMOUNT, NET_BUDGET - NET_ACTUAL)
NET_BAR = Computed("◄ sämre | bättre ►", VARIANCE_AMOUNT, call("SUM", NET_VARIANCE), bar=True)
INVESTED_BUDGET = Column("Investeringar budget", AMOUNT)
INVESTED = Column("Investeringar utfall", AMOUNT)
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
)
_COUNTED = (ERRORS, WARNINGS, ASKED)
_BOARDS, _FILES = "boards", "files"
VARIANCES_TITLE, FILES_TITLE = "Avvikelser", "Arbetsböcker"
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
    """The boards; their largest variances, where there are any; the workbooks. `left_out` are files in the folder that are not
    in it."""
    boards = _boards(entries)
    ranked = tuple(t for t in (_variances(entries, worse=True), _variances(entries, worse=False)) if t)
    variance = boards.at("sum", NET_VARIANCE)
    said = joined(
        f"{_counted(entries, left_out)}. Netto mot budget: ",
        amount_formula(MONEY, variance, signed=True),
        ".",
    )
    about = f"{folder}  ·  belopp i {MONEY.word}, minus i avvikelsen är sämre än budget"
    clean = rounded(variance)
    heading = head(TITLE, TITLE, about, said, None, clean > 0, clean < 0)
    widths: dict[Column, float] = {BOARD: 38, REPORT: 18, MISSING: 10, NET_BAR: 8, OUTCOME: 19, ERRORS: 5}
    widths |= dict.fromkeys((NET_BUDGET, NET_ACTUAL, NET_VARIANCE), 9.5)
    widths |= dict.fromkeys((INVESTED_BUDGET, INVESTED), 13.5) | dict.fromkeys(_GOALS, 7.0)
    first = Page(TITLE, heading, ((boards,),), widths=widths, whole=True, shrinks=_SMALLER)
    largest = head(VARIANCES_TITLE, f"{VARIANCES_TITLE} från budget", about, None, None)
    second = Page(VARIANCES_TITLE, largest, (ranked,), widths={LINE: 60}, frozen=False)
    found = head(FILES_TITLE, FILES_TITLE, folder, None, None)
    files = Page(FILES_TITLE, found, ((_files(entries),),), widths={BOARD: 40, REMARK: 62, FILE: 36})
    return (first, *((second,) if ranked else ()), files)


_SMALLER = 1.4  # so much too high, 42 boards, it is printed on one A4 with smaller letters
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
    missing = (MISSING,) if any(one.missing for one in entries) else ()
    columns = (
        BOARD, REPORT, *missing, NET_BUDGET, NET_ACTUAL, NET_VARIANCE, NET_BAR, INVESTED_BUDGET, INVESTED,
        ACHIEVED, PARTLY, NOT_ACHIEVED, OUTCOME, ERRORS,
    )  # fmt: skip
    return Table(_BOARDS, columns, tuple(rows), colours=_colours(columns))


def _files(entries: Sequence[OverviewEntry]) -> Table:
    """Each workbook with what was found in it."""
    rows = []
    for i, entry in enumerate(entries):
        errors = [f for f in entry.findings if f.severity is Severity.ERROR]
        warnings = sum(f.severity is Severity.WARNING for f in entry.findings)
        checks = entry.figures.checks
        cells: dict[Column, Cell] = {
            BOARD: Cell(entry.figures.board or entry.file),
            ERRORS: Cell(float(len(errors))),
            WARNINGS: Cell(float(warnings)),
            ASKED: Cell(float(checks.asked) if checks else None),
            REMARK: Cell(errors[0].message if errors else None),
            FILE: Cell(entry.file, link=f"external:{entry.file}"),
        }
        rows.append(Row(f"file:{i}", Role.LINE, cells))
    sums: dict[Column, Cell] = {c: Cell(total(Span(_FILES, rows[0].key, rows[-1].key, c))) for c in _COUNTED}
    rows.append(Row("sum", Role.TOTAL, {BOARD: Cell("Summa"), **sums}))
    columns = (BOARD, FILE, *_COUNTED, REMARK)
    return Table(_FILES, columns, tuple(rows), colours=_colours(columns))


def _colours(columns: Sequence[Column]) -> tuple[Colour, ...]:
    return tuple(one for one in _COLOURS if one.column in columns)


def _board(key: str, entry: OverviewEntry) -> Row:
    data = entry.figures
    errors = sum(f.severity is Severity.ERROR for f in entry.findings)
    cells: dict[Column, Cell] = {
        BOARD: Cell(data.board or entry.file, link=f"external:{entry.file}"),
        ERRORS: Cell(float(errors)),
        REPORT: Cell(_report(data)),
        MISSING: Cell(", ".join(_month(m) for m in entry.missing) or None),
    }
    blank: set[Column] = set()
    net = data.operating.net if data.operating else None
    invested = data.investments.total if data.investments else None
    for amounts, budget, actual, computed in (
        (net, NET_BUDGET, NET_ACTUAL, (NET_VARIANCE, NET_BAR)),
        (invested, INVESTED_BUDGET, INVESTED, ()),
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


def _report(data: BoardFigures) -> str | None:
    """Which report the figures are of, and whether they are a forecast, the period's, or a budget's."""
    year = f" {data.year}" if data.year else ""
    if data.more.get("budget_alone"):
        return f"Budget{year}"
    if data.period is None or data.operating is None:
        return f"Helår{year}" if data.operating and year else year.strip() or None
    return f"{'Perioden' if data.is_of_period else 'Prognos'} {_month(data.period.month)}{year}"


def _month(month: int) -> str:
    """`aug`: a row a board has one line."""
    return MONTHS[month - 1][:3]


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
    return Table(key, (LINE, BUDGET, ACTUAL, VARIANCE), tuple(rows), title=title)
