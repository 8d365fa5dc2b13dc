"""The lines in their blocks, each with its stated total and what that was rounded by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import within_rounding
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind, label_kind, says_all
from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import has_errors
from xltool.sheets.lines.block_marks import block_marks
from xltool.sheets.lines.drafts import TOTAL_OF, Draft, SortedRows
from xltool.sheets.lines.followers import beside
from xltool.sheets.lines.groups_found import Groups, by_column, groups_of, told_groups
from xltool.sheets.lines.line_kinds import Block, Line, LineColumns, LineKind, Lines
from xltool.sheets.lines.net_lines import whole_total
from xltool.sheets.lines.stated_nets import net_within, tell_below_net, total_with
from xltool.sheets.lines.stated_variances import BoundVariance
from xltool.sheets.lines.total_checks import (
    check_subtotal,
    check_totals_alone,
    missed_by_variances,
    roundings,
)

_DEFAULT_NAMES = {
    LineKind.INCOME: "Totalt intäkter",
    LineKind.COST: "Totalt kostnader",
    LineKind.NET: "Nettokostnad",
}


def lines_in_blocks(
    rows: SortedRows, kinds: list[LineKind], columns: LineColumns, variance: BoundVariance, reader: Reader
) -> Lines:
    """The lines as blocks under the totals that the sheet states; what is wrong with those goes to the reader."""
    lines = [_line(draft, kind) for draft, kind in zip(rows.drafts, kinds, strict=True)]
    used = [c for c in columns.amounts if any(c in line.amounts for line in lines)]
    blocks: dict[LineKind, Block] = {}
    standing: list[Callable[[Input], float]] = []
    grand: list[Stated] = []
    alone = columns.only or (LineKind.NET if LineKind.NET in kinds else None)
    for kind in (alone,) if alone else TOTAL_OF:
        if kind is LineKind.NET:
            stated = whole_total(rows, columns, reader.money)
        else:
            stated = _grand_total(rows, TOTAL_OF.get(kind))
            stated = (
                None if columns.only and stated and _is_of_last_block(stated, rows, used, reader) else stated
            )
        grand += [stated] if stated else []
        of_kind = tuple(line for line in lines if line.kind is kind)
        ends = net_within(rows, stated)
        held = len(of_kind) if ends is None else kinds[: ends.position].count(kind)
        off = missed_by_variances(rows, kinds, kind, variance, reader.money)
        parts = _amounts_of(of_kind[:held])
        rounding = roundings(stated, used, parts, variance, reader, off, columns.of_other_years)
        if of_kind:
            blocks[kind] = _block(_DEFAULT_NAMES.get(kind, "Totalt"), of_kind, rounding, stated)
            standing.append(partial(_standing, blocks[kind], stated, of_kind[held:]))
        if ends and stated and held < len(of_kind):
            name = total_with(stated.name, _DEFAULT_NAMES[kind], [line.name for line in of_kind[held:]])
            blocks[kind] = replace(blocks[kind], name=name)
            below = [d for d, own in zip(rows.drafts, kinds, strict=True) if own is kind][held:]
            tell_below_net(ends, below, kind, stated, name, reader)
    stated_nets = [] if alone else [t for t in rows.totals if t.kind is LabelKind.NET]
    nets = [t for t in stated_nets if t.position in (0, stated_nets[-1].position)]
    rounding = {}
    for net in nets:
        off = missed_by_variances(rows, kinds, None, variance, reader.money)
        rounding = _net_roundings(net, list(blocks.values()), standing, used, variance, reader, off)
    subtotals = [t for t in rows.totals if t not in grand and t not in nets]
    runs = {t.row: check_subtotal(t, rows, used, variance, reader) for t in subtotals}
    check_totals_alone(rows, used, columns, reader)
    grouping = [
        t for t in subtotals if alone or not (t.kind is LabelKind.NET or _is_of_all(runs[t.row], kinds))
    ]
    groups = groups_of(rows, {t.row: runs[t.row] for t in grouping}, grand)
    told = told_groups(rows)
    groups = by_column(groups, told) if told else groups
    blocks = {kind: _marked(block, kind, kinds, groups) for kind, block in blocks.items()}
    _tell_comments_left(subtotals, blocks.values(), columns, reader)
    whole = blocks.get(LineKind.NET) or _block("Nettoresultat", (), rounding, nets[-1] if nets else None)
    names = tuple(dict.fromkeys(name for name in groups.of_lines if name))
    return Lines(
        blocks,
        whole,
        frozenset(used),
        judged=columns.actual,
        followers=_followers(rows, lines),
        groups=names,
        grouped_by=columns.group.header if columns.group and told else "",
    )


def _is_of_all(run: Sequence[int], kinds: Sequence[LineKind]) -> bool:
    """Whether a sum is of all lines, income and costs together: the net, whatever it is called, and no group's."""
    return len(run) == len(kinds) and len({*kinds}) > 1


def _followers(rows: SortedRows, lines: Sequence[Line]) -> tuple[str, ...]:
    """The headers of the columns that follow their rows, where any line has something in them; in their order."""
    positions = rows.drafts[0].row.extra_columns if rows.drafts else {}
    held = {name for line in lines for name in line.beside}
    return tuple(sorted(held, key=positions.__getitem__))


def _marked(block: Block, kind: LineKind, kinds: Sequence[LineKind], groups: Groups) -> Block:
    """The block with its headings and subtotals, and the group of each line."""
    members = [index for index, own in enumerate(kinds) if own is kind]
    pairs = zip(block.lines, members, strict=True)
    lines = tuple(
        replace(line, group=groups.of_lines[index], level=groups.levels[index]) for line, index in pairs
    )
    return replace(block, lines=lines, marks=block_marks(groups, members))


def _tell_comments_left(
    subtotals: Sequence[Stated], blocks: Iterable[Block], columns: LineColumns, reader: Reader
) -> None:
    """Tells of comments on subtotals that have no row in the result."""
    shown = {mark.origins.get(columns.name) for block in blocks for mark in block.marks}
    for total in subtotals:
        where = total.cells.get(columns.comment)
        if total.comment and where is not None and total.cells.get(columns.name) not in shown:
            reader.findings.append(codes.COMMENT_LEFT.at(where, name=total.name))


def _net_roundings(
    net: Stated,
    blocks: Sequence[Block],
    standing: Sequence[Callable[[Input], float]],
    used: Sequence[Input],
    variance: BoundVariance,
    reader: Reader,
    off: float,
) -> dict[Input, float]:
    """The net's rounding differences from the stated totals, or from the lines: a total that is wrong has its own
    error, and the net that agrees with either side of it needs no second one."""
    before = len(reader.findings)
    rounding = roundings(net, used, lambda c: [one(c) for one in standing], variance, reader, off)
    if has_errors(reader.findings[before:]):
        first = reader.findings[before:]
        del reader.findings[before:]
        rounding = roundings(net, used, lambda c: [b.sum(c) for b in blocks], variance, reader, off)
        if has_errors(reader.findings[before:]):
            reader.findings[before:] = first
    return rounding


def _standing(block: Block, stated: Stated | None, beyond: Sequence[Line], column: Input) -> float:
    """The block's total as the sheet states it, with the lines beyond it, else as its lines give it."""
    if stated is None or column not in stated.amounts:
        return block.sum(column)
    return fsum([stated.amounts[column], *_amounts_of(beyond)(column)])


def _block(name: str, lines: tuple[Line, ...], rounding: dict[Input, float], stated: Stated | None) -> Block:
    """The block under its stated total's name, comment and cell, where it has a stated total."""
    if stated is None:
        return Block(name, lines, rounding)
    # So that it is known as a total when the result is read again.
    called = stated.name if label_kind(stated.name) is not LabelKind.LINE else f"Summa {stated.name}"
    return Block(called, lines, rounding, stated.comment, next(iter(stated.origins.values()), None))


def _amounts_of(lines: Sequence[Line]) -> Callable[[Input], list[float]]:
    return lambda column: [line.amounts.get(column, 0.0) for line in lines]


def _line(draft: Draft, kind: LineKind) -> Line:
    origins = draft.row.origins()
    return Line(
        draft.name,
        draft.account,
        kind,
        draft.amounts,
        draft.comment,
        origins,
        draft.named,
        draft.summed,
        beside=beside(draft.row),
    )


_OF_THE_SHEET = ("total", "invest", "projekt")  # a sum of projects that is called so means all of them


def _is_of_last_block(total: Stated, rows: SortedRows, used: Sequence[Input], reader: Reader) -> bool:
    """Whether the last total of a sheet that is one block is of the lines below the total before it alone: it is the sum of
    those, and in no column that of all lines."""
    above = [t.position for t in rows.totals if 0 < t.position < total.position]
    says_whole = says_all(total.name) or any(word in normalised(total.name) for word in _OF_THE_SHEET)
    if not above or total.position != len(rows.drafts) or says_whole:
        return False

    def fitting(first: int) -> int:
        held = rows.drafts[first:]
        return sum(
            within_rounding(
                total.amounts[c] - fsum(d.amounts.get(c, 0.0) for d in held), len(held), reader.money
            )
            for c in used
            if c in total.amounts
        )

    return not fitting(0) and fitting(max(above)) > 0


def _grand_total(rows: SortedRows, kind: LabelKind | None) -> Stated | None:
    """The total of a whole block: the last of its kind, or the first where totals stand above their lines.

    Without a kind, in a sheet that is one block: the last total below all lines, or the first above them.
    """
    if kind is None:
        below = [t for t in rows.totals if t.position == len(rows.drafts)]
        every = len(rows.drafts)
        above = [t for t in rows.totals if t.position == 0 and len(t.parts) in (0, every)]
        return below[-1] if below else above[0] if above else None
    of_kind = [t for t in rows.totals if t.kind is kind]
    grand = [t for t in rows.totals if t.kind in TOTAL_OF.values()]
    if not of_kind:
        return None
    return of_kind[0] if grand[0].position == 0 else of_kind[-1]
