"""Whether what an indicator compares is comparable: in one unit, and no percentage written as a share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from xltool.binding.bound import BoundRow
from xltool.binding.cell_reading import Reader
from xltool.core.columns import Input
from xltool.core.numbers import Direction, Number
from xltool.findings import codes
from xltool.sheets.goals.board_goals import GoalColumns
from xltool.sheets.goals.indicator_values import Stated, StatedTarget
from xltool.sheets.goals.percent_or_share import WrittenPercent, percent_or_share


class IndicatorRead(Struct, frozen=True):
    """The values of a row, as they were stated."""

    result: Stated
    forecast: Stated
    prior: Stated
    target: StatedTarget
    limit: Number | None
    judgement: str
    chosen: Direction | None

    @property
    def judged(self) -> Stated:
        """What is compared with the target: the forecast, else the result."""
        return self.result if self.forecast is None else self.forecast


def are_of_one_kind(
    row: BoundRow, name: str, read: IndicatorRead, low: Number | None, columns: GoalColumns, reader: Reader
) -> bool:
    """Whether all that is compared is in one unit, and no percentage is written as a share; an error where not."""
    values = [*_figures(read, columns)]
    for one, column, what in values:
        if low and one.unit == low.unit == "%":
            written = _written(row, column, one, what)
            asked = percent_or_share(name, written, _written(row, columns.target, low, "målvärdet"))
            reader.findings += asked
            if asked:
                return False
    if not values:
        return True
    (first, _, which), *others = values
    compared = [(low, columns.target, "målvärdet"), (read.limit, columns.limit, "gränsen"), *others]
    for other, column, what in compared:
        if other and _units_differ(first, other):
            said = {"name": name, "which": which, "first": first.unit or "ett tal utan enhet", "what": what}
            second = other.unit or "ett tal utan enhet"
            reader.findings.append(codes.UNITS_DIFFER.at(row.origin(column), second=second, **said))
            return False
    return True


def _figures(read: IndicatorRead, columns: GoalColumns) -> Iterator[tuple[Number, Input, str]]:
    """The row's outcomes that are numbers."""
    stated = (
        (read.result, columns.result, "resultatet"),
        (read.forecast, columns.forecast, "prognosen"),
        (read.prior, columns.prior, "fjolårets resultat"),
    )
    return ((one, column, what) for one, column, what in stated if isinstance(one, Number))


def _written(row: BoundRow, column: Input, number: Number, what: str) -> WrittenPercent:
    """The percentage with how it is written: bare where only the column Enhet makes it one."""
    cell = row.cells[column]
    if isinstance(cell.value, str):
        bare = not re.search(r"%|procent", cell.value, re.IGNORECASE)
        return WrittenPercent(what, number.value, row.origin(column), bare, text=True)
    return WrittenPercent(what, number.value, row.origin(column), "%" not in cell.number_format)


def _units_differ(result: Number, other: Number) -> bool:
    """A number without a unit goes with any unit but a percentage, which is another quantity."""
    first, second = result.unit.casefold(), other.unit.casefold()
    if first == second:
        return False
    return bool(first and second) or "%" in (first, second)
