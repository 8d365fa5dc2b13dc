"""Which header of a sheet is which column: by words, by place, by arithmetic; what is ambiguous is asked about."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import permutations
from types import MappingProxyType

from xltool.binding.header_claims import (
    Claims,
    Strangers,
    add_bare_years,
    add_unsure,
    leave_alone,
    leave_nets,
    leave_to_own_names,
    leave_totals,
)
from xltool.binding.headers import (
    Header,
    Headers,
    find_headers,
    fits,
    names_of,
    stated_year,
)
from xltool.binding.missing_columns import nearest_header
from xltool.binding.name_by_place import name_by_place
from xltool.binding.revised_budget import budget_parts
from xltool.binding.rivals import Rival, Rivals
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.units import Form
from xltool.findings import codes
from xltool.findings.finding import Finding


def says_amounts(sheet: RawSheet, kind: Sheet, year: int | None) -> bool:
    """Whether the sheet's headers name its lines, a budget, and an actual or a forecast."""
    if sheet.long is not None or not sheet.filled_rows():
        return False
    headers = find_headers(sheet, kind, year)
    rivals = Rivals(sheet, headers.row, headers.texts, MappingProxyType({}))
    year = year or stated_year(sheet, kind, headers)
    columns, _, _ = bound_headers(rivals, kind, headers, year, set())
    said = {c.header for c in columns}
    named = all(c in columns for c in kind.columns if c.names and c.required)
    return named and bool(said & {"Budget", "Ursprunglig budget"}) and bool(said & {"Utfall", "Prognos"})


def bound_headers(
    rivals: Rivals,
    kind: Sheet,
    headers: Headers,
    year: int | None,
    passed_over: set[str],
    follows: Container[str] | None = None,
    *,
    is_interim: bool = False,
) -> tuple[dict[Input, int], dict[str, int], list[Finding]]:
    """The positions of the kind's columns, those of the other headers by text where the kind keeps them, and what is
    found. `passed_over` are words of headers that need no word."""
    sheet, row = rivals.sheet.name, headers.row
    found: Claims = {}
    extra: dict[str, int] = {}
    strangers: Strangers = []
    computed = passed_over - {normalised(c.header) for c in kind.columns}
    for position, header in headers.by_column.items():
        fitting = [c for c in kind.columns if fits(c, header.words, year)]
        if header.text and normalised(plain(header.text)) in computed:
            continue
        if fitting and not (fitting[0].may_repeat and fitting[0] in found):
            found.setdefault(fitting[0], []).append(Rival(position, header.text, header.words))
        elif header.words.base not in passed_over or not header.text:
            strangers.append((position, header))
    leave_to_own_names(found, strangers, kind, year)
    if is_interim:
        leave_alone(found, strangers)
    add_bare_years(found, strangers, kind, year)
    leave_totals(rivals, found, kind)
    leave_nets(found, strangers)
    add_unsure(rivals, found, strangers, year)
    loose = {c: found.pop(c) for c in [*found] if c.may_repeat}
    named = name_by_place(rivals.sheet, kind, headers, found)
    changes = {c: found.pop(c) for c in [*found] if c.of_budget}
    columns, findings = _settled(rivals, found, kind)
    columns, findings, left = _with_budget_parts(rivals, kind, found, changes, columns, findings)
    strangers += [(r.position, headers.by_column[r.position]) for r in left]
    if named is not None:
        column, position = named
        columns = {column: position} | {c: p for c, p in columns.items() if p != position}
    strangers += _add_loose(columns, loose, headers)
    taken = set(columns.values())
    # Stated differences of something else than budget and actual follow along as any other column.
    others = [
        (r.position, headers.by_column[r.position]) for r in _variances(found) if r.position not in taken
    ]
    strangers = sorted((p, h) for p, h in (*strangers, *others) if p not in taken and h.text)
    for position, header in strangers:
        where = Origin(sheet, address(row, position))
        words = header.words
        of_year = (c for c in kind.columns if c.of_year and not c.needs and not kind.is_instead(c))
        meant = next((c for c in of_year if words.base in names_of(c)), None)
        if meant is not None and meant.required and words.year is not None and meant not in columns:
            findings.append(_wrong_year(where, header.text, year))
        elif kind.extra_columns:
            name = plain(header.text)
            if name in extra:
                findings.append(codes.TWO_COLUMNS.at(where, first=name, second=name, column=name))
            extra.setdefault(name, position)
        else:
            name = _follower(header, kind, extra, year) if kind.named_by_place else ""
            follow = bool(name) and (follows is None or name in follows)
            if follow:
                extra[name] = position
            said = "följer med sina rader till resultatet" if follow else "används inte"
            findings.append(codes.UNKNOWN_COLUMN.at(where, column=plain(header.text), said=said))
    # "Utfall 2022" was taken for last year's: without this year's beside it, it is the year that is wrong.
    for column in [c for c in columns if c.years_back == 1 and not c.needs]:
        of_year = (c for c in kind.columns if c.of_year and not c.needs and not kind.is_instead(c))
        current = next((c for c in of_year if names_of(c) & names_of(column)), None)
        misspelt = current is not None and nearest_header(current, {p: h.text for p, h in strangers})
        is_forecast = any(c.header == "Prognos" for c in columns)  # then there may be no actual yet
        if (
            current is not None
            and current.required
            and current not in columns
            and not (misspelt or is_forecast)
        ):
            where = Origin(sheet, address(row, columns[column]))
            findings.append(_wrong_year(where, headers.texts[columns[column]], year))
    return columns, extra, findings


def _with_budget_parts(
    rivals: Rivals,
    kind: Sheet,
    found: Mapping[Input, Sequence[Rival]],
    changes: Mapping[Input, Sequence[Rival]],
    columns: dict[Input, int],
    findings: list[Finding],
) -> tuple[dict[Input, int], list[Finding], list[Rival]]:
    """The columns with the parts of the budget, and the headers that are left; what is told of several budgets is no news
    where each has its place."""
    parts = budget_parts(rivals, kind, found, changes, columns)
    left = [r for among in changes.values() for r in among]
    if parts is None:
        return columns, findings, left
    budget = next(c for c in found if c.header == "Budget")
    columns = {c: p for c, p in columns.items() if c is not budget} | dict(parts.columns)
    columns |= {} if parts.budget is None else {budget: parts.budget}
    told = (codes.RIVAL_CHOSEN, codes.BUDGET_CHANGED, codes.TWO_COLUMNS)
    about = {budget.header, ""}
    findings = [f for f in findings if f.code not in told or dict(f.fields).get("column", "") not in about]
    return columns, findings, [*left, *found[budget]]


def _add_loose(
    columns: dict[Input, int], loose: Mapping[Input, Sequence[Rival]], headers: Headers
) -> list[tuple[int, Header]]:
    """Adds the first of the columns that each of these may be, where it is no other's; the rest."""
    left = []
    for column, among in loose.items():
        free = [r.position for r in among if r.position not in columns.values()]
        if free:
            columns[column] = free[0]
        left += [(position, headers.by_column[position]) for position in free[1:]]
    return left


def _follower(header: Header, kind: Sheet, taken: Container[str], year: int | None) -> str:
    """What a column that follows its rows is called in the result: as here, with a number where that would be read as one
    of ours."""
    name = plain(header.text)
    ours = {normalised(c.header) for c in kind.computed}
    is_ours = normalised(name) in ours or any(
        fits(c, header.words, year) for c in kind.columns if not c.of_budget
    )
    return f"{name} (2)" if is_ours or name in taken else name


def _wrong_year(where: Origin, text: str, year: int | None) -> Finding:
    """One header's; all of the workbook's are told as one."""
    header = plain(text)
    return codes.WRONG_YEAR.at(where, headers=header, header=header, year=year, source="")


def _is_variance(column: Input) -> bool:
    return column.header == "Avvikelse" and column.quantity.form is Form.AMOUNT


def _variances(found: Mapping[Input, Sequence[Rival]]) -> list[Rival]:
    return [rival for column, among in found.items() if _is_variance(column) for rival in among]


def _settled(
    rivals: Rivals, found: Mapping[Input, Sequence[Rival]], kind: Sheet
) -> tuple[dict[Input, int], list[Finding]]:
    """The column of each header; where several stand for one of amounts, the one that evidence chooses."""
    columns = {column: among[0].position for column, among in found.items()}
    findings: list[Finding] = []
    variance = next((c for c in found if _is_variance(c)), None)
    variances = [r.position for r in _variances(found)]
    for column, among in found.items():
        if column is variance:
            continue
        if len(among) == 1:
            findings += rivals.change(column, among[0])
            continue
        if column.quantity.form is not Form.AMOUNT:
            findings.append(rivals.asked(column, among))
            continue
        partners = [r.position for c, rs in found.items() if c not in (column, variance) for r in rs]
        columns[column], told = rivals.settle(column, among, partners, variances)
        findings += told
    if variance:
        chosen = rivals.difference(
            variance, found[variance], [p for c, p in columns.items() if c is not variance]
        )
        columns = {c: p for c, p in columns.items() if c is not variance}
        columns |= {} if chosen is None else {variance: chosen}
        columns |= _told_apart(rivals, found[variance], variance, columns, kind)
    return columns, findings


def _told_apart(
    rivals: Rivals, among: Sequence[Rival], variance: Input, columns: Mapping[Input, int], kind: Sheet
) -> dict[Input, int]:
    """Where two columns are called Avvikelse: which is the year's and which is that of other columns, by arithmetic
    (year.md §4). Nothing where no two are."""
    other = next((c for c in kind.columns if c.difference_of and c not in columns), None)
    pairs = (
        [(columns[a], columns[b]) for a, b in other.difference_of if {a, b} <= {*columns}] if other else []
    )
    of_year = [p for c, p in columns.items() if c.of_year and c.required]
    if other is None or not pairs or len(of_year) != 2:
        return {}
    one, second = of_year
    best, most = {}, 0
    for own, apart in permutations([r.position for r in among], 2):
        fits = rivals.fitting_pairs(apart, pairs)
        score = fits + rivals.fitting_pairs(own, [(one, second)])
        if fits > 0 and score > most:
            best, most = {variance: own, other: apart}, score
    return best
