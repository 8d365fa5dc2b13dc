"""Reading an indicator: its results, target and direction, each in its unit."""

from __future__ import annotations

from xltool.binding.bound import BoundRow
from xltool.binding.cell_reading import Reader
from xltool.core.cell_text import as_text
from xltool.core.numbers import Direction, Number
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import has_errors
from xltool.sheets.goals.board_goals import GoalColumns, Indicator
from xltool.sheets.goals.comparable import IndicatorRead, are_of_one_kind
from xltool.sheets.goals.indicator_values import (
    StatedTarget,
    as_outcome,
    in_unit,
    limit_value,
    stated_target,
    stated_value,
    unit_name,
)

_DIRECTIONS = {normalised(direction.value): direction for direction in Direction}


# By normalised word, beside the words of the column.
JUDGEMENT_WORDS = {
    "uppnas": "Uppnådd",
    "bedoms uppnas": "Uppnådd",
    "bedoms uppnadd": "Uppnådd",
    "ja": "Uppnådd",
    "delvis": "Delvis uppnådd",
    "uppnas delvis": "Delvis uppnådd",
    "bedoms uppnas delvis": "Delvis uppnådd",
    "bedoms delvis uppnadd": "Delvis uppnådd",
    "uppnas ej": "Ej uppnådd",
    "uppnas inte": "Ej uppnådd",
    "inte uppnadd": "Ej uppnådd",
    "bedoms inte uppnas": "Ej uppnådd",
    "bedoms ej uppnadd": "Ej uppnådd",
    "nej": "Ej uppnådd",
}


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
    unit = unit_name(reader.text(row, columns.unit))
    read = _read(row, name, unit, columns, judgements, reader)
    comment = reader.paragraphs(row, columns.comment)
    if has_errors(reader.findings[before:]) or read is None:
        return None
    direction = _direction(row, name, read, columns, reader)
    figure = read.target.figure
    low = in_unit(figure.low, unit) if figure else None
    high = _high(row, read.target, direction, unit, columns, reader)
    if direction is Direction.BETWEEN and low and (high is None or high.value < low.value):
        written = as_text(row.cells[columns.target])
        where = row.origin(columns.target)
        reader.findings.append(codes.TARGET_NOT_A_RANGE.at(where, name=name, value=written))
        return None
    if not are_of_one_kind(row, name, read, low, columns, reader):
        return None
    _tell_missing(row, name, read, direction, columns, reader, under_goal=under_goal)
    numbers = [
        n for n in (read.result, read.forecast, read.prior, low, high, read.limit) if isinstance(n, Number)
    ]
    wording = figure if figure and figure.direction is direction else None
    return Indicator(
        name,
        as_outcome(read.result),
        low.value if low else read.target.words or None,
        high.value if high else None,
        direction,
        next((n.unit for n in numbers if n.unit), ""),
        read.limit.value if read.limit else None,
        min(max((n.decimals for n in numbers), default=0), 4),
        read.judgement,
        comment,
        row.origins(),
        as_outcome(read.forecast),
        as_outcome(read.prior),
        wording.before if wording else "",
        wording.after if wording else "",
    )


def _read(
    row: BoundRow,
    name: str,
    unit: str,
    columns: GoalColumns,
    judgements: dict[str, str],
    reader: Reader,
) -> IndicatorRead | None:
    chosen = reader.choice(row, columns.direction, _DIRECTIONS)
    is_judged = not row.cells[columns.judgement].blank if columns.judgement in row.cells else False
    target = stated_target(row, name, columns, chosen, reader, judged=is_judged)
    words = target is not None and target.is_yes_or_no
    result, forecast, prior = (
        stated_value(row, column, name, unit, reader, yes_or_no_meant=words)
        for column in (columns.result, columns.forecast, columns.prior)
    )
    limit = limit_value(row, columns.limit, unit, reader)
    judgement = reader.choice(row, columns.judgement, judgements) or ""
    if target is None:
        return None
    return IndicatorRead(result, forecast, prior, target, limit, judgement, chosen)


def _high(
    row: BoundRow,
    target: StatedTarget,
    direction: Direction,
    unit: str,
    columns: GoalColumns,
    reader: Reader,
) -> Number | None:
    """The upper end of a range; kept with another direction too where somebody has written it."""
    if direction is Direction.BETWEEN and target.figure and target.figure.high:
        return in_unit(target.figure.high, unit)
    return limit_value(row, columns.target_high, unit, reader) if row.has(columns.target_high) else None


def _direction(
    row: BoundRow, name: str, read: IndicatorRead, columns: GoalColumns, reader: Reader
) -> Direction:
    """The column wins over the wording; where neither says, it is `minst`, and that is told."""
    stated, chosen = read.target.direction, read.chosen
    if chosen is None:
        if stated is None and not (read.judgement and read.target.figure is None):
            reader.findings.append(codes.DIRECTION_ASSUMED.at(row.origin(columns.target), name=name))
        return stated or Direction.AT_LEAST
    where = row.origin(columns.direction)
    if stated not in (None, chosen) and not read.target.is_yes_or_no:
        assert stated is not None
        written = as_text(row.cells[columns.target])
        fields = {"name": name, "column": chosen.value, "value": written, "wording": stated.value}
        reader.findings.append(codes.WORDING_CONTRADICTED.at(where, **fields))
    if chosen.is_change and read.target.figure is not None:
        written = as_text(row.cells[columns.target])
        reader.findings.append(codes.TARGET_NOT_USED.at(where, name=name, column=chosen.value, value=written))
    return chosen


def _tell_missing(
    row: BoundRow,
    name: str,
    read: IndicatorRead,
    direction: Direction,
    columns: GoalColumns,
    reader: Reader,
    *,
    under_goal: bool,
) -> None:
    """Tells why an indicator has no value."""
    counts = under_goal and not read.judgement
    consequence = " och räknas som ej uppnådd i målets bedömning" if counts else ""
    by_words = isinstance(read.judged, str) and not read.target.is_yes_or_no
    if by_words:
        column = columns.result if read.forecast is None else columns.forecast
        fields = {"name": name, "column": column.header, "value": read.judged}
        reader.findings.append(codes.NO_VALUE_SAID.at(row.origin(column), consequence=consequence, **fields))
    elif read.judged is None:
        reader.findings.append(
            codes.NO_RESULT.at(row.origin(columns.result), name=name, consequence=consequence)
        )
    elif direction.is_change and not isinstance(read.prior, Number) and not read.judgement:
        where = row.origin(columns.prior)
        fields = {"name": name, "column": direction.value}
        reader.findings.append(codes.PRIOR_MISSING.at(where, consequence=consequence, **fields))
