"""A board's year (year.md, the board's calendar): which of its reports there are, which are due, and how its forecasts
came out. Pure: figures in, lines out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from xltool.core.swedish import MONTHS, number_text
from xltool.core.units import Money
from xltool.terminal.workbook_object import BoardFigures, LineFigures, OperatingFigures

YEAR_END = 12
_MOST = 4  # reports beside each other
_LINES = 5  # whose last two reports differ the most
_NAME, _AMOUNT = 28, 10


class YearReport(Struct, frozen=True):
    """A report of the year that there is, with the file that it was read from; `money` is how its amounts are shown."""

    file: str
    figures: BoardFigures
    money: Money

    @property
    def month(self) -> int:
        return self.figures.period.month if self.figures.period else YEAR_END

    @property
    def operating(self) -> OperatingFigures:
        assert self.figures.operating is not None
        return self.figures.operating

    @property
    def column(self) -> str:
        """What it judges the year to come to."""
        return "Utfall" if self.month == YEAR_END else f"Prog. {MONTHS[self.month - 1][:3]}"

    def kronor(self, amount: float) -> float:
        return amount * self.money.unit.value


class BoardYear(Struct, frozen=True):
    """The reports that a board has of a year, the earliest first and one a month, and what each of them, and of those that are
    expected, is called by its month."""

    board: str
    year: int
    reports: Sequence[YearReport]
    names: Mapping[int, str]


def year_lines(of: BoardYear, today: date) -> list[str]:
    """The reports with their mark and file, and where there are several their forecasts beside what came."""
    files = {report.month: report.file for report in of.reports}
    lines = [f"{of.board or 'Nämnden'} {of.year}", ""]
    for month, name in sorted(of.names.items()):
        ended = today > date(of.year, month, monthrange(of.year, month)[1])
        missing, why = ("✘", "saknas") if ended else ("○", "perioden är inte slut än")
        mark, said = ("✔", files[month]) if month in files else (missing, why)
        lines.append(f"  {mark} {name:{_NAME + _AMOUNT}} {said}")
    judged = [report for report in of.reports if not report.figures.is_of_period]
    return [*lines, *(_beside(judged[-_MOST:]) if len(judged) > 1 else ())]


def _beside(reports: Sequence[YearReport]) -> list[str]:
    """What each report judged the year to come to: the net, and the lines whose last two reports differ the most."""
    before, last = reports[-2:]
    lines = [{_key(line): line for line in report.operating.lines} for report in reports]
    moved = {
        key: last.kronor(line.outcome) - before.kronor(lines[-2][key].outcome)
        for key, line in lines[-1].items()
        if key in lines[-2]
    }
    furthest = [key for key in sorted(moved, key=lambda key: -abs(moved[key])) if round(moved[key])][:_LINES]
    net = last.operating.net
    change = last.kronor(net.outcome) - before.kronor(before.operating.net.outcome)
    nets: list[float | None] = [report.kronor(report.operating.net.outcome) for report in reports]
    rows = [("Nettokostnad" if last.operating.net_cost else "Nettoresultat", last.kronor(net.granted), nets)]
    rows += [
        (
            key[-1],
            last.kronor(lines[-1][key].granted),
            [r.kronor(of[key].outcome) if key in of else None for r, of in zip(reports, lines, strict=True)],
        )
        for key in furthest
    ]
    header = _row(f"({last.money.word})", ["Budget", *(report.column for report in reports)])
    shown = [_row(n, [_shown(v, last.money) for v in (budget, *values)]) for n, budget, values in rows]
    return ["", header, *shown, "", _told(before, last, change)]


def _key(line: LineFigures) -> tuple[str, str, str]:
    return line.group or "", line.account or "", line.name


def _row(name: str, cells: Sequence[str]) -> str:
    cut = name if len(name) < _NAME else f"{name[: _NAME - 2]}…"
    return f"  {cut:{_NAME}}" + "".join(f"{cell:>{_AMOUNT}}" for cell in cells)


def _shown(kronor: float | None, money: Money) -> str:
    return "–" if kronor is None else number_text(kronor / money.shown.value, money.decimals)


def _told(before: YearReport, last: YearReport, change: float) -> str:
    """How far the forecast was from what came, or from the next one; a larger net is worse."""
    what = "Utfallet" if last.month == YEAR_END else f"Prognosen i {MONTHS[last.month - 1]}"
    than = f"prognosen i {MONTHS[before.month - 1]}"
    if not round(change):
        return f"  {what} blev som {than}."
    size = f"{_shown(abs(change), last.money)} {last.money.word}"
    return f"  {what} blev {size} {'sämre' if change > 0 else 'bättre'} än {than}."
