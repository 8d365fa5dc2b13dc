"""Reading goals and their indicators: which goal a row stands under, its units, its target and direction."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import Reader, hundredth
from xltool.binding.stated_totals import LabelKind, label_kind
from xltool.core.cell_text import as_text, shortened
from xltool.core.numbers import Direction, Number, Target, parse_target, plain, says_no_value
from xltool.core.spelling import normalised
from xltool.core.tables import Input, Origin
from xltool.core.units import Quantity, quantity_in
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.findings.remedy import Remedy
from xltool.sheets.goals.goal_names import Misspelt, spelt_like
from xltool.sheets.goals.percent_or_share import Written, percent_or_share


class GoalColumns(Struct, frozen=True):
    """Which columns of the sheet play which part; `other_name` heads the indicators that have no goal, and a row
    called `board_name` is the result's own."""

    goal: Input
    indicator: Input
    result: Input
    target: Input
    target_high: Input
    direction: Input
    unit: Input
    limit: Input
    judgement: Input
    comment: Input
    other_name: str
    board_name: str


class Indicator(Struct, frozen=True):
    """An indicator with its values in `unit`; a percentage is a fraction with the unit `%`.

    `result` is None where there is none, `high` counts with the direction `inom`, `judgement` is the board's own
    word or empty. `decimals` is how many the values are written with.
    """

    name: str
    result: float | None
    low: float
    high: float | None
    direction: Direction
    unit: str
    limit: float | None
    decimals: int
    judgement: str
    comment: str
    origins: dict[Input, Origin]

    @property
    def quantity(self) -> Quantity:
        return quantity_in(self.unit, self.decimals)


class Goal(Struct):
    name: str
    origin: Origin
    indicators: list[Indicator] = field(default_factory=list)


class Goals(Struct):
    """The goals in order, and the indicators that stand under no goal."""

    goals: list[Goal] = field(default_factory=list)
    other: list[Indicator] = field(default_factory=list)


def read_goals(bound: Bound, columns: GoalColumns, reader: Reader, *, own: bool = False) -> Goals | None:
    """The sheet's goals; None where an error leaves an indicator unjudged. In xltool's `own` result the comments of
    the headings are its own too."""
    before = len(reader.findings)
    result = Goals()
    where: Goal | None = None
    misspelt = Misspelt()
    nameless: Origin | None = None  # where indicators begin before any goal's name
    is_told = False  # whether a row said that what follows stands under no goal
    tried: set[str] = set()
    seen: dict[tuple[int, str], Origin] = {}
    judgements = {normalised(word): word for word in columns.judgement.choices} | _JUDGEMENT_WORDS
    heading = normalised(columns.other_name)
    for row in bound.rows:
        goal, name = reader.text(row, columns.goal), reader.text(row, columns.indicator)
        if normalised(goal) == normalised(columns.board_name) and not name:
            continue
        if label_kind(goal) is LabelKind.NOTE and not name and not row.has(columns.result):
            reader.findings.append(codes.NO_AMOUNTS.at(row.origin(columns.goal), name=shortened(goal)))
            continue
        if (goal and (plain(goal) == "-" or normalised(goal) == heading)) or normalised(name) == heading:
            where, is_told = None, True
        elif goal:
            where = _goal(goal, row, where, result, columns, reader, misspelt)
        if not name or normalised(name) == heading:
            told = row.has(columns.result) or row.has(columns.target)
            if told and row.cells[columns.indicator].blank:
                missing = codes.NAME_MISSING.at(
                    row.origin(columns.indicator), column=columns.indicator.header
                )
                reader.findings.append(missing)
            elif goal and not own and row.has(columns.comment):
                reader.findings.append(codes.COMMENT_LEFT.at(row.origin(columns.comment), name=goal))
            continue
        if where is None and not is_told and nameless is None:
            nameless = row.origin(columns.goal)
        listed = where.indicators if where else result.other
        tried |= {where.name} if where else set()
        origin = row.origin(columns.indicator)
        first = seen.setdefault((id(listed), normalised(name)), origin)
        if first != origin:
            reader.findings.append(codes.DUPLICATE_INDICATOR.at(origin, name=name, first=first.cell))
        indicator = _indicator(row, name, columns, judgements, reader, under_goal=where is not None)
        if indicator is not None:
            listed.append(indicator)
    for empty in (g for g in result.goals if g.name not in tried):
        reader.findings.append(codes.GOAL_WITHOUT_INDICATOR.at(empty.origin, name=empty.name))
    reader.findings += misspelt.findings()
    if nameless is not None and result.goals:
        reader.findings.append(_goal_missing(nameless, result.goals[0]))
    return None if has_errors(reader.findings[before:]) else result


def _goal_missing(where: Origin, first: Goal) -> Finding:
    """Asked: the first goal's name is missing, or the indicators stand under no goal."""
    told = codes.GOAL_MISSING.at(where, name=first.name, first=first.origin.cell)
    return replace(told, remedies=(Remedy(where.sheet, "–", cell=where.cell),))


def _goal(
    name: str,
    row: BoundRow,
    current: Goal | None,
    result: Goals,
    columns: GoalColumns,
    reader: Reader,
    misspelt: Misspelt,
) -> Goal:
    """The goal of that name: the current one repeated, one that stands further up, or a new one. A name that is one of
    theirs but for a letter or two is asked about."""
    known = next((g for g in result.goals if normalised(g.name) == normalised(name)), None)
    like = None if known else next((g for g in result.goals if spelt_like(name, g.name)), None)
    if like is not None:
        misspelt.add(name, row.origin(columns.goal), like.name, like.origin)
        return like
    if known is None:
        known = Goal(name, row.origin(columns.goal))
        result.goals.append(known)
    elif known is not current:
        where = row.origin(columns.goal)
        reader.findings.append(codes.GOAL_TWICE.at(where, name=name, first=known.origin.cell))
    return known


def _indicator(
    row: BoundRow,
    name: str,
    columns: GoalColumns,
    judgements: dict[str, str],
    reader: Reader,
    *,
    under_goal: bool,
) -> Indicator | None:
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
_JUDGEMENT_WORDS = {
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


# --- units ---------------------------------------------------------------------------------------------------

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


def _written(row: BoundRow, column: Input, number: Number, what: str) -> Written:
    """The percentage with how it is written: bare where only the column Enhet makes it one."""
    cell = row.cells[column]
    if isinstance(cell.value, str):
        bare = not re.search(r"%|procent", cell.value, re.IGNORECASE)
        return Written(what, number.value, row.origin(column), bare, text=True)
    return Written(what, number.value, row.origin(column), "%" not in cell.number_format)


def _units_differ(result: Number, other: Number) -> bool:
    """A number without a unit goes with any unit but a percentage, which is another quantity."""
    first, second = result.unit.casefold(), other.unit.casefold()
    if first == second:
        return False
    return bool(first and second) or "%" in (first, second)
