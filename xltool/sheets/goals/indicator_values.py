"""An indicator's cells as values: numbers in their unit, Ja and Nej, and the words that stand instead of a value."""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bound import BoundRow
from xltool.binding.cell_reading import Reader, hundredth
from xltool.core.cell_text import as_text, shortened
from xltool.core.columns import Input
from xltool.core.numbers import (
    Direction,
    Number,
    Target,
    parse_change,
    parse_number,
    parse_target,
    plain,
    says_no_value,
    without_about,
    yes_or_no,
)
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.sheets.goals.board_goals import GoalColumns, Outcome

# A number with its unit, Ja or Nej, or another text, which says that there is no value.
Stated: TypeAlias = Number | str | None


class StatedTarget(Struct, frozen=True):
    """A target as it was read: as a number or a range (`figure`), or in words alone (`Ja`, `öka`). None of both where the
    board judges by itself."""

    figure: Target | None = None
    words: str = ""
    direction: Direction | None = None

    @property
    def is_yes_or_no(self) -> bool:
        return yes_or_no(self.words) is not None


def stated_target(
    row: BoundRow, name: str, columns: GoalColumns, chosen: Direction | None, reader: Reader, *, judged: bool
) -> StatedTarget | None:
    """The target, from a number or from its wording; a finding and None where there is none or it cannot be read. One that
    is a change needs no figure, nor does one that the board has `judged` by itself."""
    cell, origin = row.cells[columns.target], row.origin(columns.target)
    needs_none = judged or (chosen is not None and chosen.is_change)
    if cell.blank:
        if needs_none:
            return StatedTarget()
        reader.findings.append(codes.TARGET_MISSING.at(origin, name=name))
        return None
    if not isinstance(cell.value, str) or not cell.stored:
        return _in_words(_figure(reader.number(cell, columns.target, origin)), cell.number_format)
    if word := yes_or_no(cell.value):
        return StatedTarget(words=word, direction=Direction.EXACTLY)
    if change := parse_change(cell.value):
        return StatedTarget(words=plain(cell.value), direction=change)
    target = parse_target(cell.value)
    if target is None and needs_none:
        return StatedTarget(words=plain(cell.value))
    if target is None:
        written = shortened(as_text(cell))
        reader.findings.append(codes.TARGET_UNREADABLE.at(origin, name=name, value=written))
        return None
    if target.low.doubt and target.direction is not None:
        reader.doubtful(target.low, columns.target, cell.value, origin)
    elif target.direction is None:
        # A bare number: read as any other, so that a doubtful one or one stored as text is told.
        return _figure(reader.number(cell, columns.target, origin))
    return StatedTarget(target, direction=target.direction)


_WORDS_BEFORE, _WORDS_AFTER = re.compile(r'"([^"]+ )"'), re.compile(r'"( eller [^"]+)"$')


def _in_words(stated: StatedTarget | None, number_format: str) -> StatedTarget | None:
    """The target with the words that its number's format has around it, as a result writes them."""
    before, after = _WORDS_BEFORE.match(number_format), _WORDS_AFTER.search(number_format)
    if stated is None or stated.figure is None or not (before or after):
        return stated
    wording = parse_target(f"{before[1] if before else ''}1{after[1] if after else ''}")
    if wording is None or wording.direction is None:
        return stated
    figure = replace(stated.figure, direction=wording.direction, before=wording.before, after=wording.after)
    return StatedTarget(figure, direction=wording.direction)


def _figure(number: Number | None) -> StatedTarget | None:
    return StatedTarget(Target(number)) if number else None


def stated_value(
    row: BoundRow, column: Input, name: str, unit: str, reader: Reader, *, yes_or_no_meant: bool
) -> Stated:
    """What was reached, is forecast or was reached last year. A text without a figure says that there is no value; a figure
    that is about is read, and told."""
    cell = row.cells.get(column)
    if cell is None or cell.blank:
        return None
    origin = row.origin(column)
    text = cell.value if isinstance(cell.value, str) and cell.stored else None
    if text is None or says_no_value(text):
        number = None if text is not None else reader.number(cell, column, origin)
    elif word := yes_or_no(text):
        if not yes_or_no_meant:
            reader.number(cell, column, origin)
            return None
        return word
    elif (about := without_about(text)) and (number := parse_number(about)):
        read = number_text(number.value * (100 if number.unit == "%" else 1))
        shown = f"{read} {number.unit}".strip()
        reader.findings.append(codes.ABOUT.at(origin, name=name, value=shortened(plain(text)), read=shown))
    elif any(map(str.isdigit, text)):
        number = reader.number(cell, column, origin)
    else:
        return plain(text)
    if number and yes_or_no_meant:
        fields = {"name": name, "what": column.header, "value": shortened(as_text(cell))}
        reader.findings.append(codes.NOT_YES_OR_NO.at(origin, **fields))
        return None
    return in_unit(number, unit) if number else None


def limit_value(row: BoundRow, column: Input, unit: str, reader: Reader) -> Number | None:
    """A limit: a number or nothing."""
    cell = row.cells.get(column)
    if (
        cell is None
        or cell.blank
        or (isinstance(cell.value, str) and cell.stored and says_no_value(cell.value))
    ):
        return None
    number = reader.number(cell, column, row.origin(column))
    return in_unit(number, unit) if number else None


def as_outcome(stated: Stated) -> Outcome:
    return stated.value if isinstance(stated, Number) else stated


_SAME_UNIT = {"stycken": "st", "styck": "st", "procent": "%", "mkr": "mnkr", "poäng": "poäng", "dgr": "dagar"}


def unit_name(text: str) -> str:
    name = text.strip().rstrip(".")
    return _SAME_UNIT.get(name.casefold(), name)


def in_unit(number: Number, unit: str) -> Number:
    """The number in the unit of the column Enhet where it states none itself: 84 with Enhet % is 84 %."""
    own = unit_name(number.unit)
    if own or not unit:
        return Number(number.value, own, number.decimals)
    value = hundredth(number.value) if unit == "%" else number.value
    return Number(value, unit, number.decimals)
