"""Reading members and the allocation key that the result is shared out by."""

from __future__ import annotations

from math import fsum

from msgspec import Struct

from xltool.binding.agreement import is_equal
from xltool.binding.bound import Bound, BoundRow
from xltool.binding.cell_reading import Reader, is_percent
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.cell_text import as_text, shortened
from xltool.core.cells import RawCell, address
from xltool.core.columns import Input
from xltool.core.numbers import parse_number, plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.units import COUNT
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.sheets.settings.mixed_key import KeyPart, key_parts, key_text
from xltool.sheets.shares.member_sums import Weights, is_total, other_shares, sum_faults

DEBITED, COUNTERPART, REFERENCE = "debited", "counterpart", "reference"  # of a member's origins


class Member(Struct, frozen=True):
    """`weights` by key: the number in the column of that header, None where it is empty. `debited` is what the member has been
    charged already, in the workbook's unit."""

    name: str
    weights: dict[str, float | None]
    origins: dict[str, Origin]
    debited: float | None = None
    counterpart: str = ""
    reference: str = ""


class Members(Struct, frozen=True):
    """The members in order, the keys (headers of numeric columns, population first), and the key to share by, which may be
    mixed of several. `percent` are the keys whose numbers are percentages."""

    members: tuple[Member, ...]
    keys: tuple[str, ...]
    key: str
    percent: frozenset[str] = frozenset()

    @property
    def are_debited(self) -> bool:
        """Whether something is known of what the members have been charged."""
        return any(one.debited is not None for one in self.members)

    @property
    def parts(self) -> tuple[KeyPart, ...]:
        """What the key is mixed of; nothing where it is a single one."""
        return key_parts(self.key)

    def has_key(self, key: str) -> bool:
        """Whether the key is one of the columns, or mixed of them."""
        return key in self.keys or (
            bool(key_parts(key)) and all(one.name in self.keys for one in key_parts(key))
        )


class MemberColumns(Struct, frozen=True):
    """Which columns of the sheet play which part; every other one with numbers is a key."""

    name: Input
    population: Input
    debited: Input
    counterpart: Input
    reference: Input


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
    findings: list[Finding] = []
    name, population = columns.name, columns.population
    for row in bound.rows:
        if row.cells[name].blank and (row.has(population) or any(not c.blank for c in row.extra.values())):
            findings.append(codes.NAME_MISSING.at(row.origin(name), column=name.header))
    rows: list[tuple[BoundRow, str]] = []
    totals: list[tuple[BoundRow, str]] = []
    for row in bound.rows:
        text = reader.text(row, name)
        if label_kind(text) is LabelKind.NOTE and not row.has(population):
            findings.append(codes.NO_AMOUNTS.at(row.origin(name), name=text))
        elif text:
            (totals if is_total(text) else rows).append((row, text))
    cells = {
        row.number: {population.header: row.cells[population], **row.extra} for row, _ in (*rows, *totals)
    }
    parts = key_parts(key)
    wanted = {normalised(one.name) for one in parts} if parts else {normalised(key)}
    keys = [population.header]
    for header, position in bound.extra.items():
        column = [cells[row.number][header] for row, _ in rows]
        if any(_weight(c) is not None for c in column) and all(
            c.blank or _weight(c) is not None for c in column
        ):
            keys.append(header)
        elif normalised(header) in wanted:
            keys.append(header)  # the key that was asked for: its faults are told cell by cell
        else:
            where = Origin(bound.name, address(bound.header_row, position))
            findings.append(codes.UNKNOWN_COLUMN.at(where, column=header, said="används inte"))
    by_name = {normalised(k): k for k in keys}
    by_name |= {normalised(n): population.header for n in (population.header, *population.aliases)}
    asked = [one.name for one in parts] or [key or population.header]
    chosen = [found for one in asked if (found := by_name.get(normalised(one)))]
    if len(chosen) < len(asked):
        where = key_origin or bound.origin(name)
        findings.append(codes.UNKNOWN_KEY.at(where, value=key, sheet=bound.name, found=", ".join(keys)))
    members = [_member(row, text, keys, cells[row.number], bound, columns, reader) for row, text in rows]
    stated = [_member(row, text, keys, cells[row.number], bound, columns, reader) for row, text in totals]
    findings += _duplicates(members)
    for one in chosen if len(chosen) == len(asked) else ():
        findings += _weight_faults(members, rows, one, cells, reader)
        if not own and not has_errors(findings):
            findings += sum_faults(_weighed(members, cells), _weighed(stated, cells), one)
        if not has_errors(findings) and not sum(m.weights[one] or 0.0 for m in members):
            findings.append(codes.NO_WEIGHTS.at(bound.origin(name), column=one))
    if not own and key_origin is None and not has_errors(findings):
        asked_of = other_shares(_weighed(members, cells), chosen[0])
        findings += [asked_of] if asked_of else []
    findings += _not_debited(members)
    reader.findings += findings
    if len(chosen) < len(asked) or has_errors(reader.findings):
        return None
    used = key_text(tuple(map(_renamed, parts, chosen))) if parts else chosen[0]
    return Members(
        tuple(members), tuple(keys), used, _percentages(keys, [cells[row.number] for row, _ in rows])
    )


def _renamed(part: KeyPart, name: str) -> KeyPart:
    return KeyPart(name, part.share)


def _percentages(keys: list[str], cells: list[dict[str, RawCell]]) -> frozenset[str]:
    """The keys all of whose numbers are percentages, by their format or because they are together one."""
    given = {key: [here[key] for here in cells if not here[key].blank] for key in keys}
    return frozenset(key for key, of_key in given.items() if of_key and _are_percentages(of_key))


def _are_percentages(cells: list[RawCell]) -> bool:
    numbers = [number for cell in cells if (number := _weight(cell)) is not None]
    return all(map(is_percent, cells)) or (max(numbers, default=1) < 1 and is_equal(fsum(numbers), 1))


def _not_debited(members: list[Member]) -> list[Finding]:
    """Who has been charged is to be known of all members, or of none."""
    if not any(one.debited is not None for one in members):
        return []
    missing = (one for one in members if one.debited is None)
    return [codes.NOT_DEBITED.at(one.origins[DEBITED], name=one.name) for one in missing]


def _weight(cell: RawCell) -> float | None:
    """The cell's number, None where it holds none."""
    number = parse_number(cell.value) if isinstance(cell.value, str) else None
    return number.value if number else cell.number


def _member(
    row: BoundRow,
    name: str,
    keys: list[str],
    cells: dict[str, RawCell],
    bound: Bound,
    columns: MemberColumns,
    reader: Reader,
) -> Member:
    positions = {columns.population.header: bound.columns[columns.population], **bound.extra}
    origins = {key: Origin(bound.name, address(row.number, positions[key])) for key in keys}
    origins["name"] = Origin(bound.name, address(row.number, min(bound.columns.values())))
    more = {DEBITED: columns.debited, COUNTERPART: columns.counterpart, REFERENCE: columns.reference}
    origins |= {part: row.origin(column) for part, column in more.items() if column in row.columns}
    return Member(
        name,
        {key: _weight(cells[key]) for key in keys},
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
