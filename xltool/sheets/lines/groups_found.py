"""The groups that the rows of a sheet stand in: by its headings, its subtotals, or a column (reading.md §8.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from xltool.binding.row_labels import LabelKind, says_all
from xltool.binding.stated_totals import Stated
from xltool.core.spelling import normalised
from xltool.core.units import UNIT_WORDS
from xltool.sheets.lines.drafts import Heading, SortedRows
from xltool.sheets.lines.group_names import group_of_total, subtotal_of


class Found(Struct):
    """A heading or a subtotal with the lines that it stands for, by index; `made` where the sheet does not have it."""

    name: str
    row: int
    position: int
    of: tuple[int, ...]
    source: Heading | Stated | None = None
    is_heading: bool = False
    group: str = ""
    level: int = 0


class Groups(Struct):
    """The group of each line and how much further in than others it stands, and the rows that head and sum groups, in the order of the sheet. `is_column` is whether a
    column tells them."""

    of_lines: list[str]
    levels: list[int]
    rows: list[Found] = field(default_factory=list)
    is_column: bool = False


def groups_of(rows: SortedRows, runs: Mapping[int, tuple[int, ...]], closing: Sequence[Stated]) -> Groups:
    """The groups of the rows. `runs` are the lines of each subtotal, by the number of its row, `closing` the totals of
    whole blocks, which end every group."""
    # A heading over all lines groups nothing.
    headings = [
        h for h in _headings(rows, runs, {id(t) for t in closing}) if 0 < len(h.of) < len(rows.drafts)
    ]
    totals = [_total(t, runs[t.row]) for t in rows.totals if runs.get(t.row)]
    totals = [t for t in totals if not (says_all(t.name) and len(t.of) == len(rows.drafts))]
    of_lines = [""] * len(rows.drafts)
    inner = [h for i, h in enumerate(headings) if all(h.of != other.of for other in headings[i + 1 :])]
    for one in (*inner, *sorted(filter(_names_group, totals), key=lambda one: len(one.of))):
        if len(one.of) < len(rows.drafts):
            name = one.name if one.is_heading else group_of_total(one.name)
            for index in one.of:
                of_lines[index] = of_lines[index] or name
    made = [_made(heading, totals) for heading in inner]
    found = [*headings, *totals, *(one for one in made if one is not None)]
    above = [total for total in totals if total.position <= total.of[0]]
    for one in found:
        one.group = of_lines[one.of[0]]
        one.level = sum(set(one.of) < set(h.of) for h in (*inner, *above))
    levels = [_level(index, inner, above) for index in range(len(rows.drafts))]
    return Groups(of_lines, levels, found)


def told_groups(rows: SortedRows) -> list[str]:
    """The group of each line by the column of groups; none where that groups nothing: each line has its own, or they are the
    unit of amounts. Where each name stands once, the lines below it without one belong to it."""
    told = [draft.group for draft in rows.drafts]
    names = [name for name in told if name]
    if not names or {name.casefold() for name in names} <= UNIT_WORDS.keys():
        return []
    if rows.narrows:  # an empty cell takes every detail row, and belongs to nothing
        return told
    first = {normalised(name): name for name in reversed(names)}
    if len(first) < len(names):
        return [first.get(normalised(name), "") for name in told]
    if not told[0] or len(names) * 2 > len(told):
        return []
    return [next(name for name in reversed(told[: i + 1]) if name) for i in range(len(told))]


def by_column(groups: Groups, told: Sequence[str]) -> Groups:
    """The groups that a column tells line by line, with subtotals where each group's lines stand together."""
    of: dict[str, list[int]] = {}
    for index, group in enumerate(told):
        if group:
            of.setdefault(group, []).append(index)
    for one in groups.rows:
        # A sum that carries the group's name sums its lines, whatever else stands above it.
        lines = [i for i in of.get(group_of_total(one.name), ()) if i in one.of]
        if lines and isinstance(one.source, Stated) and one.position == lines[-1] + 1:
            one.of, one.group = tuple(lines), group_of_total(one.name)
    summed = {row.of for row in groups.rows if not row.is_heading}
    made = [
        Found(subtotal_of(group), 0, lines[-1] + 1, tuple(lines), group=group)
        for group, lines in of.items()
        if tuple(lines) not in summed
    ]
    return Groups([*told], groups.levels, [*groups.rows, *made], is_column=True)


def _total(total: Stated, of: tuple[int, ...]) -> Found:
    return Found(total.name, total.row, total.position, of, total)


def _level(index: int, headings: Sequence[Found], above: Sequence[Found]) -> int:
    """How much further in the line stands than others: lines are further in than a heading anyway."""
    under = sum(index in one.of for one in headings)
    return max(under - 1, 0) + sum(index in one.of for one in above)


def _names_group(total: Found) -> bool:
    return (
        isinstance(total.source, Stated)
        and total.source.kind is LabelKind.SUBTOTAL
        and not says_all(total.name)
    )


def _made(heading: Found, totals: Sequence[Found]) -> Found | None:
    """The subtotal of a heading's lines, where the sheet has none."""
    if any(total.of == heading.of for total in totals):
        return None
    end = heading.of[-1] + 1
    return Found(subtotal_of(heading.name), 0, end, heading.of)


# --- what headings stand over --------------------------------------------------------------------------------


class _Open(Struct):
    heading: Heading
    found: Found

    @property
    def level(self) -> tuple[int, int]:
        row = self.heading.row
        return (row.outline, row.indent) if row is not None else (0, 0)


def _headings(rows: SortedRows, runs: Mapping[int, tuple[int, ...]], closing: set[int]) -> list[Found]:
    """The headings with the lines that each stands over."""
    found: list[Found] = []
    over: list[_Open] = []
    kinds_are_outer = next((h.kind is not None for h in rows.headings), False)
    for one in _in_order(rows):
        if isinstance(one, Heading):
            if one.kind is not None:
                _end(over, one.position, len(over) if kinds_are_outer else 0)
                continue
            opened = _Open(
                one, Found(one.name, one.row.number if one.row else 0, one.position, (), one, True)
            )
            _end(over, one.position, _closed_by(over, opened))
            over.append(opened)
            found.append(opened.found)
        elif id(one) in closing or one.kind is LabelKind.NET:
            _end(over, one.position, len(over))
        elif run := runs.get(one.row):
            _end(over, one.position, _summed_by(over, one, run))
    _end(over, len(rows.drafts), len(over))
    return found


def _in_order(rows: SortedRows) -> Iterator[Heading | Stated]:
    """Headings and totals as they stand."""

    def place(one: Heading | Stated) -> tuple[int, int]:
        row = one.row if isinstance(one, Stated) else one.row.number if one.row else 0
        return one.position, row

    both: list[Heading | Stated] = [*(h for h in rows.headings if not h.is_title), *rows.totals]
    yield from sorted(both, key=place)


def _end(over: list[_Open], position: int, count: int) -> None:
    """The innermost headings, so many of them, stand over nothing below the position."""
    for _ in range(count):
        one = over.pop()
        one.found.of = tuple(range(one.heading.position, position))


def _closed_by(over: Sequence[_Open], new: _Open) -> int:
    """How many of the headings the next one ends: those that are no deeper than it stands, but for one right above it."""
    count = 0
    for one in reversed(over):
        is_right_above = one.heading.position == new.heading.position
        if one.level < new.level or (is_right_above and one.level == new.level):
            break
        count += 1
    return count


def _summed_by(over: Sequence[_Open], total: Stated, run: Sequence[int]) -> int:
    """How many headings a subtotal ends: to the one that it names, else those whose lines it sums."""
    if run[0] >= total.position:  # it stands above its lines
        return 0
    within = [one for one in over if one.heading.position >= run[0]]
    said = normalised(total.name)
    named = next((i for i, one in enumerate(within) if normalised(one.heading.name) in said), None)
    if named is not None:
        return len(within) - named
    inner = [one for one in within if one.heading.position > run[0]]
    return len(inner) or min(len(within), 1)
