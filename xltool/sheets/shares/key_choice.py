"""Which columns of the sheet of members have numbers, and which of them the result is shared out by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.missing_columns import column_missing, nearest_header
from xltool.core.cells import RawCell, address
from xltool.core.columns import Input
from xltool.core.numbers import parse_number, plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.settings.mixed_key import key_parts
from xltool.sheets.settings.settings_rows import KEY, SETTINGS
from xltool.sheets.shares.member_sums import Weights, are_a_whole

Cells = Mapping[str, RawCell]  # of a member, by header


def weight(cell: RawCell) -> float | None:
    """The cell's number, None where it holds none."""
    number = parse_number(cell.value) if isinstance(cell.value, str) else None
    return number.value if number else cell.number


def named_columns(key: str, keys: Sequence[str]) -> list[str]:
    """Those of the keys that the `key` of Uppgifter names."""
    wanted = {normalised(name) for name in _names(key)}
    return [one for one in keys if normalised(one) in wanted]


def number_columns(
    bound: Bound, population: Input, rows: Sequence[Cells], key: str
) -> tuple[list[str], list[Finding]]:
    """The headers of the columns that can be keys, the population's first, and a finding on each column that cannot. One that
    the `key` of Uppgifter names is among them: its faults are told cell by cell."""
    named = named_columns(key, list(bound.extra))
    numeric: list[str] = []
    findings: list[Finding] = []
    for header, position in bound.extra.items():
        column = [row[header] for row in rows]
        if header in named or (_any_number(column) and all(map(_may_weigh, column))):
            numeric.append(header)
        else:
            where = Origin(bound.name, address(bound.header_row, position))
            findings.append(codes.UNKNOWN_COLUMN.at(where, column=header, said="används inte"))
    if population in bound.columns and (not numeric or _any_number([row[population.header] for row in rows])):
        numeric.insert(0, population.header)
    return numeric, findings


def _names(key: str) -> list[str]:
    return [one.name for one in key_parts(key)] or ([key] if key else [])


def _may_weigh(cell: RawCell) -> bool:
    return cell.blank or weight(cell) is not None


def _any_number(cells: Sequence[RawCell]) -> bool:
    return any(weight(cell) is not None for cell in cells)


def chosen_columns(
    bound: Bound,
    population: Input,
    key: str,
    asked_at: Origin,
    keys: Sequence[str],
    members: Sequence[Weights],
) -> list[str] | Finding:
    """The columns of `keys` that the result is shared out by: those that the `key` of Uppgifter names, else the population,
    else the only one where it holds shares that are a whole together. Anything else is asked about."""
    asked = _names(key)
    by_name = {normalised(one): one for one in keys}
    of_population = {normalised(one) for one in (population.header, *population.aliases)}
    if population.header in keys:
        by_name |= dict.fromkeys(of_population, population.header)
    found = [name for one in asked if (name := by_name.get(normalised(one)))]
    if asked and len(found) == len(asked):
        return found
    if not {normalised(one) for one in asked} <= of_population:
        fields = {"value": key, "sheet": bound.name, "found": ", ".join(keys) or "ingen alls"}
        return codes.UNKNOWN_KEY.at(asked_at, **fields)
    if population.header in keys:
        return [population.header]
    if not asked and len(keys) == 1 and are_a_whole(members, keys[0]):
        return list(keys)
    return _no_key(bound, population, keys)


def _no_key(bound: Bound, population: Input, keys: Sequence[str]) -> Finding:
    """That nothing says what the result is shared out by: the population is missing, or another column is to be chosen."""
    free = {position: header for header, position in bound.extra.items()}
    near = nearest_header(population, free)
    where = Origin(bound.name, address(bound.header_row, near or min(bound.columns.values())))
    meant = f" Menade ni »{plain(free[near])}«?" if near else ""
    also = f" Eller skriv {' eller '.join(keys)} vid {KEY.label} på bladet {SETTINGS.title}." if keys else ""
    found = f"Kolumnerna är {listed([*bound.called.values(), *bound.extra])}."
    told = column_missing(where, [population.header], found, meant + also)
    return replace(told, remedies=tuple(Remedy(SETTINGS.title, one, label=KEY.label) for one in keys))
