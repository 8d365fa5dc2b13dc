"""Reading the goals: which goal a row stands under, and what is wrong with their names."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import shortened
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.findings.remedy import Remedy
from xltool.sheets.goals.board_goals import Goal, GoalColumns, Goals
from xltool.sheets.goals.goal_names import Misspelt, spelt_like
from xltool.sheets.goals.indicator_reading import JUDGEMENT_WORDS, read_indicator


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
    judgements = {normalised(word): word for word in columns.judgement.choices} | JUDGEMENT_WORDS
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
        indicator = read_indicator(row, name, columns, judgements, reader, under_goal=where is not None)
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
