"""Reading an indicator: its result, target and direction, each in its unit."""

from __future__ import annotations

import re

from xltool.binding.bound import BoundRow
from xltool.binding.cell_reading import Reader, hundredth
from xltool.core.cell_text import as_text, shortened
from xltool.core.columns import Input
from xltool.core.numbers import Direction, Number, Target, parse_target, says_no_value
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import has_errors
from xltool.sheets.goals.board_goals import GoalColumns, Indicator
from xltool.sheets.goals.percent_or_share import WrittenPercent, percent_or_share


def read_indicator(
    row: BoundRow,
    name: str,
    columns: GoalColumns,
    judgements: dict[str, str],
    reader: Reader,
    *,
    under_goal: bool,
) -> Indicator | None:
    """The row's indicator; None after an error that leaves it unjudged. `under_goal` tells what a missing result means."""
    before = len(reader.findings)
    stated_unit = _unit(reader.text(row, columns.unit))
    chosen = reader.choice(row, columns.direction, _DIRECTIONS)
    target = _target(row, name, columns, reader)
    result = _value(row, columns.result, stated_unit, reader)
    limit = _value(row, columns.limit, stated_unit, reader)
    judgement = reader.choice(row, columns.judgement, judgements)
    comment = reader.paragraphs(row, columns.comment)
    if has_errors(reader.findings[before:]) or target is None:
        return None
    direction = _direction(row, name, chosen, target, columns, reader)
    low, high = _in_unit(target.low, stated_unit), None
    if direction is Direction.BETWEEN and target.high:
        high = _in_unit(target.high, stated_unit)
    elif row.has(columns.target_high):  # kept with another direction too, as somebody has written it
        high = _value(row, columns.target_high, stated_unit, reader)
    if direction is Direction.BETWEEN and (high is None or high.value < low.value):
        written = as_text(row.cells[columns.target])
        where = row.origin(columns.target)
        reader.findings.append(codes.TARGET_NOT_A_RANGE.at(where, name=name, value=written))
        return None
    unit = result.unit if result and result.unit else low.unit
    if result and result.unit == low.unit == "%":
        first = _written(row, columns.result, result, "resultatet")
        asked = percent_or_share(name, first, _written(row, columns.target, low, "målvärdet"))
        reader.findings += asked
        if asked:
            return None
    for other, what, column in ((low, "målvärdet", columns.target), (limit, "gränsen", columns.limit)):
        if other and result and _units_differ(result, other):
            fields = {"name": name, "what": what, "first": result.unit or "ett tal utan enhet"}
            second = other.unit or "ett tal utan enhet"
            reader.findings.append(codes.UNITS_DIFFER.at(row.origin(column), second=second, **fields))
            return None
    if result is None:
        counts = under_goal and not judgement
        consequence = " och räknas som ej uppnådd i målets bedömning" if counts else ""
        reader.findings.append(
            codes.NO_RESULT.at(row.origin(columns.result), name=name, consequence=consequence)
        )
    numbers = [n for n in (result, low, high, limit) if n]
    return Indicator(
        name,
        result.value if result else None,
        low.value,
        high.value if high else None,
        direction,
        unit,
        limit.value if limit else None,
        min(max(n.decimals for n in numbers), 4),
        judgement or "",
        comment,
        row.origins(),
    )


_DIRECTIONS = {normalised(direction.value): direction for direction in Direction}


# By normalised word, beside the words of the column.
JUDGEMENT_WORDS = {
    "uppnas": "Uppnådd",
    "ja": "Uppnådd",
    "delvis": "Delvis uppnådd",
    "uppnas delvis": "Delvis uppnådd",
    "uppnas ej": "Ej uppnådd",
    "inte uppnadd": "Ej uppnådd",
    "nej": "Ej uppnådd",
}


def _target(row: BoundRow, name: str, columns: GoalColumns, reader: Reader) -> Target | None:
    """The target, from a number or from its wording; a finding where there is none or it cannot be read."""
    cell, origin = row.cells[columns.target], row.origin(columns.target)
    if cell.blank:
        reader.findings.append(codes.TARGET_MISSING.at(origin, name=name))
        return None
    if not isinstance(cell.value, str) or not cell.stored:
        number = reader.number(cell, columns.target, origin)
        return Target(number) if number else None
    target = parse_target(str(cell.value))
    if target is None:
        written = shortened(as_text(cell))
        reader.findings.append(codes.TARGET_UNREADABLE.at(origin, name=name, value=written))
    elif target.low.doubt and target.direction is not None:
        reader.doubtful(target.low, columns.target, str(cell.value), origin)
    elif target.direction is None:
        # A bare number: read as any other, so that a doubtful one or one stored as text is told.
        number = reader.number(cell, columns.target, origin)
        return Target(number) if number else None
    return target


def _value(row: BoundRow, column: Input, unit: str, reader: Reader) -> Number | None:
    cell = row.cells.get(column)
    if (
        cell is None
        or cell.blank
        or (isinstance(cell.value, str) and cell.stored and says_no_value(cell.value))
    ):
        return None
    number = reader.number(cell, column, row.origin(column))
    return _in_unit(number, unit) if number else None


def _direction(
    row: BoundRow, name: str, chosen: Direction | None, target: Target, columns: GoalColumns, reader: Reader
) -> Direction:
    """The column wins over the wording; where neither says, it is `minst`, and that is told."""
    if chosen is None:
        if target.direction is None:
            reader.findings.append(codes.DIRECTION_ASSUMED.at(row.origin(columns.target), name=name))
        return target.direction or Direction.AT_LEAST
    if target.direction not in (None, chosen):
        assert target.direction is not None
        where = row.origin(columns.direction)
        written = as_text(row.cells[columns.target])
        fields = {"name": name, "column": chosen.value, "value": written, "wording": target.direction.value}
        reader.findings.append(codes.WORDING_CONTRADICTED.at(where, **fields))
    return chosen


_SAME_UNIT = {"stycken": "st", "styck": "st", "procent": "%", "mkr": "mnkr", "poäng": "poäng", "dgr": "dagar"}


def _unit(text: str) -> str:
    name = text.strip().rstrip(".")
    return _SAME_UNIT.get(name.casefold(), name)


def _in_unit(number: Number, unit: str) -> Number:
    """The number in the unit of the column Enhet where it states none itself: 84 with Enhet % is 84 %."""
    own = _unit(number.unit)
    if own or not unit:
        return Number(number.value, own, number.decimals)
    value = hundredth(number.value) if unit == "%" else number.value
    return Number(value, unit, number.decimals)


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
