"""Reading members and the allocation key that the result is shared out by."""

from __future__ import annotations

from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import is_equal
from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import Reader, is_percent
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import as_text, shortened
from xltool.core.cells import RawCell, address
from xltool.core.columns import Column, Input
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.units import COUNT
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.sheets.settings.mixed_key import KeyPart, key_parts, key_text
from xltool.sheets.shares.key_choice import chosen_columns, named_columns, number_columns, weight
from xltool.sheets.shares.member_sums import Weights, is_total, other_shares, repeats_shares, sum_faults
from xltool.sheets.shares.members import COUNTERPART, DEBITED, DUE, REFERENCE, Member, MemberColumns, Members


def read_members(
    bound: Bound,
    columns: MemberColumns,
    key: str,
    key_origin: Origin | None,
    reader: Reader,
    *,
    own: bool = False,
) -> Members | None:
    """The members with their weights; None where an error keeps the amount from being shared out. The sums of xltool's
    `own` result are its own and not checked."""
    population = columns.population
    rows, totals, findings = _rows(bound, columns, reader)
    cells = {row.number: _cells(row, bound, population) for row, _ in (*rows, *totals)}
    of_members = [cells[row.number] for row, _ in rows]
    numeric, strange = number_columns(bound, population, of_members, key)
    members = [_member(row, text, numeric, cells[row.number], columns, reader) for row, text in rows]
    stated = [_member(row, text, numeric, cells[row.number], columns, reader) for row, text in totals]
    weighed = _weighed(members, cells)
    keys = [one for one in numeric if one in named_columns(key, numeric) or not _is(one, columns.due)]
    chosen = chosen_columns(bound, population, key, key_origin or bound.origin(columns.name), keys, weighed)
    findings += [*strange, *_duplicates(members)]
    if isinstance(chosen, Finding):
        reader.findings += [*findings, chosen]
        return None
    for one in chosen:
        findings += _weight_faults(members, rows, one, cells, reader)
        if not own and not has_errors(findings):
            findings += sum_faults(weighed, _weighed(stated, cells), one)
        if not has_errors(findings) and not sum(m.weights[one] or 0.0 for m in members):
            findings.append(codes.NO_WEIGHTS.at(bound.origin(columns.name), column=one))
    if not own and key_origin is None and not has_errors(findings):
        asked_of = other_shares(weighed, chosen[0])
        findings += [asked_of] if asked_of else []
    findings += _not_debited(members)
    reader.findings += findings
    if has_errors(reader.findings):
        return None
    keys = [
        one
        for one in keys
        if one in chosen or not (_is(one, columns.share) and repeats_shares(weighed, one, chosen[0]))
    ]
    parts = key_parts(key)
    used = key_text(tuple(map(_renamed, parts, chosen))) if parts else chosen[0]
    due = next((one for one in numeric if one not in keys and _is(one, columns.due)), "")
    return Members(
        tuple(_kept(one, keys, due) for one in members), tuple(keys), used, _percentages(keys, of_members)
    )


def _is(header: str, column: Column) -> bool:
    return normalised(header) == normalised(column.header)


def _rows(
    bound: Bound, columns: MemberColumns, reader: Reader
) -> tuple[list[tuple[BoundRow, str]], list[tuple[BoundRow, str]], list[Finding]]:
    """The rows of members and those of sums with their names, and findings on rows that are neither."""
    findings: list[Finding] = []
    rows: list[tuple[BoundRow, str]] = []
    totals: list[tuple[BoundRow, str]] = []
    for row in bound.rows:
        text = reader.text(row, columns.name)
        holds = row.has(columns.population) or any(not c.blank for c in row.extra.values())
        if row.cells[columns.name].blank and holds:
            findings.append(codes.NAME_MISSING.at(row.origin(columns.name), column=columns.name.header))
        if label_kind(text) is LabelKind.NOTE and not holds:
            findings.append(codes.NO_AMOUNTS.at(row.origin(columns.name), name=text))
        elif text:
            (totals if is_total(text) else rows).append((row, text))
    return rows, totals, findings


def _cells(row: BoundRow, bound: Bound, population: Input) -> dict[str, RawCell]:
    """The row's cells that may hold a weight, by header."""
    counted = {population.header: row.cells[population]} if population in bound.columns else {}
    return counted | row.extra


def _kept(one: Member, keys: list[str], due: str) -> Member:
    """The member with the keys alone, and what the sheet states to be due."""
    origins = {part: where for part, where in one.origins.items() if part in keys or part not in one.weights}
    if due:
        origins |= {DUE: one.origins[due]}
    return replace(
        one, weights={key: one.weights[key] for key in keys}, origins=origins, stated_due=one.weights.get(due)
    )


def _renamed(part: KeyPart, name: str) -> KeyPart:
    return KeyPart(name, part.share)


def _percentages(keys: list[str], cells: list[dict[str, RawCell]]) -> frozenset[str]:
    """The keys all of whose numbers are percentages, by their format or because they are together one."""
    given = {key: [here[key] for here in cells if not here[key].blank] for key in keys}
    return frozenset(key for key, of_key in given.items() if of_key and _are_percentages(of_key))


def _are_percentages(cells: list[RawCell]) -> bool:
    numbers = [number for cell in cells if (number := weight(cell)) is not None]
    return all(map(is_percent, cells)) or (max(numbers, default=1) < 1 and is_equal(fsum(numbers), 1))


def _not_debited(members: list[Member]) -> list[Finding]:
    """Who has been charged is to be known of all members, or of none."""
    if not any(one.debited is not None for one in members):
        return []
    missing = (one for one in members if one.debited is None)
    return [codes.NOT_DEBITED.at(one.origins[DEBITED], name=one.name) for one in missing]


def _member(
    row: BoundRow,
    name: str,
    keys: list[str],
    cells: dict[str, RawCell],
    columns: MemberColumns,
    reader: Reader,
) -> Member:
    positions = {column.header: number for column, number in row.columns.items()} | row.extra_columns
    origins = {key: Origin(row.sheet, address(row.number, positions[key])) for key in keys}
    origins["name"] = Origin(row.sheet, address(row.number, min(row.columns.values())))
    more = {DEBITED: columns.debited, COUNTERPART: columns.counterpart, REFERENCE: columns.reference}
    origins |= {part: row.origin(column) for part, column in more.items() if column in row.columns}
    return Member(
        name,
        {key: weight(cells[key]) for key in keys},
        origins,
        reader.amount(row, columns.debited, name),
        reader.text(row, columns.counterpart),
        reader.text(row, columns.reference),
    )


def _weighed(members: list[Member], cells: dict[int, dict[str, RawCell]]) -> list[Weights]:
    """The rows as their sums are checked, with how their cells are formatted."""
    return [
        Weights(m.name, m.weights, m.origins, frozenset(k for k in m.weights if is_percent(here[k])))
        for m in members
        if (here := cells[int(m.origins["name"].row)])
    ]


def _duplicates(members: list[Member]) -> list[Finding]:
    seen: dict[str, Origin] = {}
    findings = []
    for member in members:
        where = member.origins["name"]
        first = seen.setdefault(normalised(member.name), where)
        if first != where:
            findings.append(codes.DUPLICATE_MEMBER.at(where, name=member.name, first=first.cell))
    return findings


def _weight_faults(
    members: list[Member],
    rows: list[tuple[BoundRow, str]],
    key: str,
    cells: dict[int, dict[str, RawCell]],
    reader: Reader,
) -> list[Finding]:
    """What is wrong with the weights that are shared by; how a text was read as a number goes to the reader."""
    findings = []
    column = Input(key, COUNT)
    for member, (row, _) in zip(members, rows, strict=True):
        cell, weight = cells[row.number][key], member.weights[key]
        if cell.broken or (weight is not None and isinstance(cell.value, str)):
            reader.number(cell, column, member.origins[key])
        if cell.broken:
            continue
        if cell.blank:
            problem = "saknas"
        elif weight is None:
            problem = f"är »{shortened(plain(as_text(cell)))}« och inget tal"
        elif weight < 0:
            problem = "är negativ"
        else:
            continue
        findings.append(
            codes.BAD_WEIGHT.at(member.origins[key], name=member.name, column=key, problem=problem)
        )
    return findings
