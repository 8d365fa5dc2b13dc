"""The stated variances of projects over all their years: which difference they are, and whether they are right."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from xltool.binding.bound import BoundRow
from xltool.binding.row_use import RowUse
from xltool.binding.stated_totals import check_variance
from xltool.core.cells import BLANK
from xltool.core.columns import Input
from xltool.core.units import SignRule
from xltool.findings import codes
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.cell_remedies import offers_cells
from xltool.sheets.lines.line_kinds import Difference, Line
from xltool.sheets.sheet_part import Source

_COLUMN = investments.STATED_TOTAL_VARIANCE
_FEW = 3  # fewer variances than this do not tell a column of another kind from a slip


class _Stated(Struct, frozen=True):
    """A project's stated variance."""

    line: Line
    row: BoundRow
    variance: float


class _Way(Struct, frozen=True):
    """What the variances are: a difference, with its sign or turned."""

    of: Difference
    sign: float

    def computed(self, amounts: dict[Input, float]) -> float | None:
        variance = self.of.computed(amounts)
        return None if variance is None else self.sign * variance


def check_total_variances(
    projects: Sequence[Line], rows: Sequence[BoundRow], signs: SignRule, source: Source
) -> None:
    """Checks the column of total variances by what most of them are; the findings go to the reader."""
    if _COLUMN not in source.bound.columns:
        return
    stated = [
        _Stated(line, row, variance)
        for line, row in zip(projects, rows, strict=True)
        if (variance := source.reader.amount(row, _COLUMN, line.name)) is not None
    ]
    way, fitting = _best(stated, source)
    if way is None:
        return
    if fitting * 2 < len(stated) and len(stated) >= _FEW:
        where = source.bound.origin(_COLUMN)
        called = source.bound.called[_COLUMN]
        source.reader.findings.append(codes.VARIANCE_OF_NOTHING.at(where, column=called))
        return
    for one in stated:
        _check(one.line.name, one.row, one.variance, way.computed(one.line.amounts), way, source)
    if offers_cells(source, signs):
        _check_totals(way, source)


def _best(stated: Sequence[_Stated], source: Source) -> tuple[_Way | None, int]:
    """What most of the variances are, and how many; of equals less the forecast, with its own sign."""
    best, most, step = None, -1, source.reader.money.step + 1e-9
    forecast = any(investments.FORECAST_TOTAL in one.line.amounts for one in stated)
    for pair in investments.OVER_YEARS[0 if forecast else 1 :]:
        for sign in (1.0, -1.0):
            way = _Way(pair, sign)
            computed = [(one.variance, way.computed(one.line.amounts)) for one in stated]
            known = [(a, b) for a, b in computed if b is not None]
            fitting = sum(abs(a - b) <= step for a, b in known)
            if known and fitting > most:
                best, most = way, fitting
    return best, most


def _check_totals(way: _Way, source: Source) -> None:
    """The totals' own variances against their own amounts, as they are written."""
    for row in source.bound.rows:
        stated = row.cells.get(_COLUMN, BLANK).number
        if source.reader.uses.get(row.number) is RowUse.TOTAL and stated is not None:
            written = {c: row.cells[c].number for c in source.bound.columns if c in row.cells}
            amounts = {c: number for c, number in written.items() if number is not None}
            name = source.reader.text(row, investments.NAME)
            _check(name, row, stated, way.computed(amounts), way, source)


def _check(
    name: str, row: BoundRow, stated: float, computed: float | None, way: _Way, source: Source
) -> None:
    if computed is not None:
        money = source.reader.money
        found = check_variance(name, stated, money.clear(computed), row.origin(_COLUMN), money, way.of.words)
        source.reader.findings += [found] if found else []
