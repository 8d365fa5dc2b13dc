"""The lines in their blocks, each with its stated total and what that was rounded by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind
from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.findings.finding import has_errors
from xltool.sheets.lines.drafts import TOTAL_OF, Draft, SortedRows
from xltool.sheets.lines.line_kinds import Block, Line, LineColumns, LineKind, Lines
from xltool.sheets.lines.stated_variances import BoundVariance
from xltool.sheets.lines.total_checks import (
    check_subtotal,
    check_totals_alone,
    missed_by_variances,
    roundings,
)


def lines_in_blocks(
    rows: SortedRows, kinds: list[LineKind], columns: LineColumns, variance: BoundVariance, reader: Reader
) -> Lines:
    """The lines as blocks under the totals that the sheet states; what is wrong with those goes to the reader."""
    lines = [_line(draft, kind) for draft, kind in zip(rows.drafts, kinds, strict=True)]
    used = [c for c in columns.amounts if any(c in line.amounts for line in lines)]
    blocks: dict[LineKind, Block] = {}
    grand: list[Stated] = []
    for kind in (columns.only,) if columns.only else TOTAL_OF:
        of_kind = tuple(line for line in lines if line.kind is kind)
        stated = _grand_total(rows, TOTAL_OF.get(kind))
        grand += [stated] if stated else []
        rounding = roundings(
            stated,
            used,
            _amounts_of(of_kind),
            variance,
            reader,
            missed_by_variances(rows, kinds, kind, variance, reader.money),
        )
        default = {LineKind.INCOME: "Totalt intäkter", LineKind.COST: "Totalt kostnader"}.get(kind, "Totalt")
        if of_kind:
            blocks[kind] = _block(default, of_kind, rounding, stated)
    nets = [] if columns.only else [t for t in rows.totals if t.kind is LabelKind.NET]
    rounding = {}
    for net in nets:
        rounding = _net_roundings(
            net,
            list(blocks.values()),
            grand,
            used,
            variance,
            reader,
            missed_by_variances(rows, kinds, None, variance, reader.money),
        )
    for total in rows.totals:
        if total not in grand and total not in nets:
            check_subtotal(total, rows, used, variance, reader)
    check_totals_alone(rows, used, columns, reader)
    return Lines(blocks, _block("Nettoresultat", (), rounding, nets[-1] if nets else None), frozenset(used))


def _net_roundings(
    net: Stated,
    blocks: Sequence[Block],
    grand: Sequence[Stated],
    used: Sequence[Input],
    variance: BoundVariance,
    reader: Reader,
    off: float,
) -> dict[Input, float]:
    """The net's rounding differences from the stated totals, or from the lines: a total that is wrong has its own
    error, and the net that agrees with either side of it needs no second one."""
    before = len(reader.findings)
    rounding = roundings(net, used, lambda c: [_standing(b, grand, c) for b in blocks], variance, reader, off)
    if has_errors(reader.findings[before:]):
        first = reader.findings[before:]
        del reader.findings[before:]
        rounding = roundings(net, used, lambda c: [b.sum(c) for b in blocks], variance, reader, off)
        if has_errors(reader.findings[before:]):
            reader.findings[before:] = first
    return rounding


def _standing(block: Block, grand: Sequence[Stated], column: Input) -> float:
    """The block's total as the sheet states it, else as its lines give it."""
    stated = next((t.amounts for t in grand if t.name == block.name and column in t.amounts), None)
    return stated[column] if stated else block.sum(column)


def _block(name: str, lines: tuple[Line, ...], rounding: dict[Input, float], stated: Stated | None) -> Block:
    """The block under its stated total's name, comment and cell, where it has a stated total."""
    if stated is None:
        return Block(name, lines, rounding)
    return Block(stated.name, lines, rounding, stated.comment, next(iter(stated.origins.values()), None))


def _amounts_of(lines: Sequence[Line]) -> Callable[[Input], list[float]]:
    return lambda column: [line.amounts.get(column, 0.0) for line in lines]


def _line(draft: Draft, kind: LineKind) -> Line:
    origins = draft.row.origins()
    return Line(
        draft.name, draft.account, kind, draft.amounts, draft.comment, origins, draft.named, draft.summed
    )


def _grand_total(rows: SortedRows, kind: LabelKind | None) -> Stated | None:
    """The total of a whole block: the last of its kind, or the first where totals stand above their lines.

    Without a kind, in a sheet that is one block: the last total below all lines, or the first above them.
    """
    if kind is None:
        below = [t for t in rows.totals if t.position == len(rows.drafts)]
        above = [t for t in rows.totals if t.position == 0]
        return below[-1] if below else above[0] if above else None
    of_kind = [t for t in rows.totals if t.kind is kind]
    grand = [t for t in rows.totals if t.kind in TOTAL_OF.values()]
    if not of_kind:
        return None
    return of_kind[0] if grand[0].position == 0 else of_kind[-1]
