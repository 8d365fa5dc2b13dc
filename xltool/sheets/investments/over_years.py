"""Projects over all their years as they are read (year.md §4): where each is, and what it has cost since its start."""

from __future__ import annotations

from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import is_equal, within_rounding
from xltool.binding.bound import BoundRow
from xltool.core.swedish import number_text
from xltool.core.units import SignRule
from xltool.findings import codes
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.cell_remedies import offers_cells, written
from xltool.sheets.investments.project_checks import check_project
from xltool.sheets.investments.states import state_of
from xltool.sheets.investments.total_variances import check_total_variances
from xltool.sheets.lines.line_kinds import Line, LineKind, Lines
from xltool.sheets.sheet_part import Source

_TERMS = 2  # of what has been spent: the earlier years and this one


def with_years(lines: Lines, source: Source) -> Lines:
    """The projects with their words, their state and what they have cost; what is wrong goes to the reader. Those of a year
    alone are as they were."""
    bound = source.bound
    of_years = investments.OF_OTHER_YEARS & lines.columns
    texts = [c for c in investments.COLUMNS.texts if c in bound.columns]
    if not of_years and not texts:
        return lines
    rows = {row.number: row for row in bound.rows}
    block = lines.blocks[LineKind.PROJECT]
    own_row = {i: rows[int(line.origins[investments.NAME].row)] for i, line in enumerate(block.lines)}
    projects = [_with_words(line, own_row[i], source) for i, line in enumerate(block.lines)]
    projects = _with_income(projects)
    way = investments.judging(lines)
    projects = [
        _with_accumulated(line, own_row[i], lines.signs, way, source) for i, line in enumerate(projects)
    ]
    used = {c for line in projects for c in (*line.amounts, *line.texts)}
    if not source.own:
        _tell_unknown_states(projects, source)
        for index, line in enumerate(projects):
            check_project(line, own_row[index], way, source, offered=offers_cells(source, lines.signs))
        check_total_variances(projects, [own_row[i] for i in range(len(projects))], lines.signs, source)
    block = replace(block, lines=tuple(projects))
    return replace(lines, blocks={LineKind.PROJECT: block}, columns=lines.columns | used)


def _with_words(line: Line, row: BoundRow, source: Source) -> Line:
    """The project with its state in our word, by Status or by its heading, and when it is finished."""
    said = {c: source.reader.paragraphs(row, c) for c in investments.COLUMNS.texts if row.has(c)}
    text = said.get(investments.STATUS, "")
    state = state_of(text or line.group)
    if state is not None:
        said[investments.STATUS] = state.value
    return replace(line, texts={c: words for c, words in said.items() if words})


def _with_income(projects: list[Line]) -> list[Line]:
    """Income as what is taken off the expenses, whichever sign it is written with."""
    income = investments.INCOME
    if fsum(line.amounts.get(income, 0.0) for line in projects) >= 0:
        return projects
    return [
        replace(line, amounts={c: 0.0 - a if c is income else a for c, a in line.amounts.items()})
        for line in projects
    ]


def _with_accumulated(
    line: Line, row: BoundRow, signs: SignRule, way: investments.Judging, source: Source
) -> Line:
    """The project with what it has cost since its start: as the sheet states it, else the earlier years and this one; an
    error where that is another sum."""
    prior, column = line.amounts.get(investments.PRIOR_YEARS), investments.ACCUMULATED
    actual = line.amounts.get(way.spent)
    if prior is None or actual is None:
        return line
    money = source.reader.money
    added, stated = money.clear(prior + actual), line.amounts.get(column)
    if stated is None or is_equal(stated, added):
        amounts = {**line.amounts, column: added}
        return replace(line, amounts=amounts, summed=line.summed | {column})
    if not within_rounding(stated - added, _TERMS, money) and not source.own:
        fields = {
            "name": line.name,
            "prior": number_text(prior),
            "actual": number_text(actual),
            "added": number_text(added),
            "stated": number_text(stated),
        }
        told = codes.ACCUMULATED_WRONG.at(row.origin(column), **fields)
        offered = offers_cells(source, signs)
        answers = {column: added, investments.PRIOR_YEARS: money.clear(stated - actual)}
        remedies = [written(row, c, amount) for c, amount in answers.items()] if offered else []
        source.reader.findings.append(replace(told, remedies=tuple(remedies)))
    return line


def _tell_unknown_states(projects: list[Line], source: Source) -> None:
    """Tells of words that are no state in a column that has some; one without any is about something else."""
    status = investments.STATUS
    known = {one.value for one in investments.State}
    said = [line for line in projects if line.texts.get(status)]
    unknown = [line for line in said if line.texts[status] not in known]
    if len(unknown) == len(said):
        return
    for line in unknown:
        fields = {"name": line.name, "value": line.texts[status], "choices": ", ".join(status.choices)}
        source.reader.findings.append(codes.STATE_UNKNOWN.at(line.origins[status], **fields))
