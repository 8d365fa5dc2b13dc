"""Reading a sheet of lines: which block each line belongs to, and whether the stated totals agree with the lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bind import Bound
from xltool.binding.cell_reading import Reader
from xltool.binding.stated_totals import (
    LabelKind,
    Stated,
    check_total,
    check_variance,
    label_kind,
    says_all,
    within_rounding,
)
from xltool.core.long_columns import Details
from xltool.core.tables import Input
from xltool.core.units import Money, SignRule
from xltool.findings import codes
from xltool.findings.finding import Finding, Severity, has_errors
from xltool.sheets.lines.ledger_lines import against_details, check_accounts
from xltool.sheets.lines.line_checks import check_duplicates, check_forecast, check_size, check_units
from xltool.sheets.lines.line_kinds import (
    TOTAL_OF,
    Block,
    Draft,
    Line,
    LineColumns,
    LineKind,
    Lines,
    SortedRows,
)
from xltool.sheets.lines.line_kinds_found import kinds_of
from xltool.sheets.lines.line_sorting import sorted_rows
from xltool.sheets.lines.signs import as_ours, budget_is_opposed, budget_turned, sign_rule, tell_odd_signs
from xltool.sheets.lines.stated_nets import net_within, tell_below_net, tell_turned_nets, total_with
from xltool.sheets.lines.stated_variances import BoundVariance, bound_variance

_DEFAULT_NAMES = {LineKind.INCOME: "Totalt intäkter", LineKind.COST: "Totalt kostnader"}


class SignsAs(Struct, frozen=True):
    """What Uppgifter says of signs: the rule, None where it is silent; and whether the budget is written with the sign
    of a grant (kommunbidrag) against costs."""

    rule: SignRule | None = None
    budget_turned: bool = False


def read_lines(
    bound: Bound,
    columns: LineColumns,
    reader: Reader,
    signs: SignsAs,
    details: Details | None = None,
    *,
    own: bool = False,
) -> Lines | None:
    """The sheet's lines in their blocks, in our signs; None where it has none, or where an error makes the figures
    unusable. Amounts that are empty come from the detail rows whose accounts the line names. xltool's `own` result is
    what it says."""
    before = len(reader.findings)
    rows = sorted_rows(bound, columns, reader, details, own=own)
    if details is not None:
        check_accounts(bound.name, rows.drafts, details, columns, reader)
    if not rows.drafts:
        return None
    kinds = kinds_of(rows, columns, reader.findings)
    if kinds is None:
        return None
    check_duplicates(rows, kinds, columns, reader)
    if signs.budget_turned and not own:
        rows = budget_turned(rows, columns)
    rule: SignRule | None = (
        SignRule.NEGATIVE
    )  # a result is written in ours, and what it holds has been asked about
    if not own:
        budget_is_opposed(rows, kinds, columns, reader)
        told = has_errors(reader.findings[before:])
        rule = None if told else sign_rule(rows, kinds, columns, signs.rule, reader)
    if rule is None or has_errors(reader.findings[before:]):
        return None
    rows = as_ours(rows, kinds, rule, columns)
    if details is not None:
        rows = against_details(rows, details, reader)
    if not own:
        tell_odd_signs(rows, kinds, columns, reader)
        check_units(rows.drafts, columns, reader)
        check_size(rows.drafts, columns, bound.name, reader)
        check_forecast(rows.drafts, columns, reader)
        check_below_totals(rows, columns, reader)
        tell_turned_nets(rows, rule, reader)
    variance = bound_variance(rows, kinds, columns, reader)
    return replace(_blocks(rows, kinds, columns, variance, reader), signs=rule)


# --- totals --------------------------------------------------------------------------------------------------


def _blocks(
    rows: SortedRows, kinds: list[LineKind], columns: LineColumns, variance: BoundVariance, reader: Reader
) -> Lines:
    lines = [_line(draft, kind) for draft, kind in zip(rows.drafts, kinds, strict=True)]
    used = [c for c in columns.amounts if any(c in line.amounts for line in lines)]
    blocks: dict[LineKind, Block] = {}
    standing: list[Callable[[Input], float]] = []
    grand: list[Stated] = []
    for kind in (columns.only,) if columns.only else TOTAL_OF:
        stated = _grand_total(rows, TOTAL_OF.get(kind))
        grand += [stated] if stated else []
        of_kind = tuple(line for line in lines if line.kind is kind)
        ends = net_within(rows, stated)
        held = len(of_kind) if ends is None else kinds[: ends.position].count(kind)
        off = _off(rows, kinds, kind, variance, reader.money)
        rounding = _roundings(stated, used, _amounts_of(of_kind[:held]), variance, reader, off)
        if of_kind:
            blocks[kind] = _block(_DEFAULT_NAMES.get(kind, "Totalt"), of_kind, rounding, stated)
            standing.append(partial(_standing, blocks[kind], stated, of_kind[held:]))
        if ends and stated and held < len(of_kind):
            name = total_with(stated.name, _DEFAULT_NAMES[kind], [line.name for line in of_kind[held:]])
            blocks[kind] = replace(blocks[kind], name=name)
            below = [d for d, own in zip(rows.drafts, kinds, strict=True) if own is kind][held:]
            tell_below_net(ends, below, kind, stated, name, reader)
    stated_nets = [] if columns.only else [t for t in rows.totals if t.kind is LabelKind.NET]
    nets = [t for t in stated_nets if t.position in (0, stated_nets[-1].position)]
    rounding = {}
    for net in nets:
        off = _off(rows, kinds, None, variance, reader.money)
        rounding = _net_roundings(net, list(blocks.values()), standing, used, variance, reader, off)
    for total in rows.totals:
        if total not in grand and total not in nets:
            _check_subtotal(total, rows, used, variance, reader)
    _check_totals_alone(rows, used, columns, reader)
    return Lines(blocks, _block("Nettoresultat", (), rounding, nets[-1] if nets else None), frozenset(used))


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
    rounding = _roundings(net, used, lambda c: [one(c) for one in standing], variance, reader, off)
    if has_errors(reader.findings[before:]):
        first = reader.findings[before:]
        del reader.findings[before:]
        rounding = _roundings(net, used, lambda c: [b.sum(c) for b in blocks], variance, reader, off)
        if has_errors(reader.findings[before:]):
            reader.findings[before:] = first
    return rounding


def _standing(block: Block, stated: Stated | None, beyond: Sequence[Line], column: Input) -> float:
    """The block's total as the sheet states it, with the lines beyond it, else as its lines give it."""
    if stated is None or column not in stated.amounts:
        return block.sum(column)
    return fsum([stated.amounts[column], *_amounts_of(beyond)(column)])


def _check_totals_alone(
    rows: SortedRows, used: Sequence[Input], columns: LineColumns, reader: Reader
) -> None:
    """Tells of an amount column that only total rows fill in."""
    for column in columns.amounts:
        where = next((t.origins[column] for t in rows.totals if column in t.origins), None)
        if column not in used and where is not None:
            reader.findings.append(codes.TOTALS_ALONE.at(where, column=column.header))


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


def _roundings(
    stated: Stated | None,
    used: Sequence[Input],
    parts: Callable[[Input], list[float]],
    variance: BoundVariance,
    reader: Reader,
    off: float = 0.0,
) -> dict[Input, float]:
    """By column the rounding difference of a stated total; the findings of its check go to the reader.

    `off` is by how much the lines' stated variances miss: a total that misses by as much follows from that, and
    needs no message of its own.
    """
    rounding: dict[Input, float] = {}
    if stated is None:
        return rounding
    wrong = False
    for column in used:
        if column not in stated.amounts:
            continue
        difference, found = check_total(stated, column, parts(column), reader.money)
        if found is not None and found.severity is Severity.ERROR:
            wrong = True
            missing = abs(stated.amounts[column] - sum(parts(column)))
            if off and within_rounding(missing - abs(off), len(parts(column)) + 1, reader.money):
                continue
        reader.findings += [found] if found else []
        if difference:
            rounding[column] = difference
    if not wrong:  # a wrong total has its own error, and its variance follows from that
        _check_stated_variance(stated, variance, reader)
    return rounding


def _off(
    rows: SortedRows, kinds: Sequence[LineKind], kind: LineKind | None, variance: BoundVariance, money: Money
) -> float:
    """By how much the wrong variances of the kind's lines miss what budget and actual give."""
    off = 0.0
    for draft, own in zip(rows.drafts, kinds, strict=True):
        computed = variance.computed(draft.amounts, own)
        if (
            draft.stated_variance is not None
            and kind in (None, own)
            and variance.known
            and computed is not None
        ):
            missing = draft.stated_variance - computed
            off += missing if abs(missing) > money.step + 1e-9 else 0.0
    return off


def _check_subtotal(
    stated: Stated, rows: SortedRows, used: Sequence[Input], variance: BoundVariance, reader: Reader
) -> None:
    """A subtotal inside a block, after its parts or before them. It is never added, and has no line of its own
    in the result; where no run of lines beside it gives its sum, that is an error."""
    edges = sorted(
        {0, len(rows.drafts), *(t.position for t in rows.totals), *(h.position for h in rows.headings)}
    )
    here = stated.position
    runs = [(edge, here) for edge in reversed(edges) if edge < here] + [
        (here, edge) for edge in edges if edge > here
    ]
    runs += [(i, here) for i in reversed(range(here))] + [
        (here, i + 1) for i in range(here, len(rows.drafts))
    ]
    failures: list[list[Finding]] = []
    for first, last in runs:
        found = []
        for column in used:
            if column in stated.amounts:
                parts = [d.amounts.get(column, 0.0) for d in rows.drafts[first:last]]
                _, finding = check_total(stated, column, parts, reader.money)
                found += [finding] if finding else []
        if not has_errors(found):
            reader.findings += found
            _check_stated_variance(stated, variance, reader)
            return
        failures.append(found)
    # The run that misses in the fewest columns is the one that is meant; of equals the block beside it.
    if failures:
        fewest = min(len(one) for one in failures)
        reader.findings += next(one for one in failures if len(one) == fewest)


def _check_stated_variance(stated: Stated, variance: BoundVariance, reader: Reader) -> None:
    """A total row's own variance against its own amounts; in either direction where the lines are of both."""
    column = next(
        (c for c in stated.amounts if c not in (variance.first, variance.second) and c.header == "Avvikelse"),
        None,
    )
    computed = variance.computed(stated.amounts, None)
    if column is None or computed is None or not variance.known:
        return
    written, where = stated.amounts[column], stated.origins[column]
    ways = [computed, 0.0 - computed] if variance.turned or stated.turned else [computed]
    nearest = min(ways, key=lambda way: abs(written - way))
    found = check_variance(stated.name, written, nearest, where, reader.money)
    reader.findings += [found] if found else []


def check_below_totals(rows: SortedRows, columns: LineColumns, reader: Reader) -> None:
    """An error for lines below the sheet's last total: the sheet's own sums do not hold them, and ours would."""
    last = rows.totals[-1] if rows.totals else None
    if last is None or last.position == 0 or last.kind in (LabelKind.INCOME, LabelKind.COST):
        return
    if last.kind is LabelKind.SUBTOTAL and not (
        (says_all(last.name) or (columns.only and label_kind(last.name) is LabelKind.SUBTOTAL))
        and _holds(last, rows.drafts[: last.position], columns, reader.money)
    ):
        return  # the sum of some lines: the sheet says nothing of all of them
    below = [d for d in rows.drafts[last.position :] if any(d.amounts.values())]
    if not below or _holds(last, rows.drafts, columns, reader.money):
        return
    where = below[0].row.origin(columns.name)
    count = "1 rad" if len(below) == 1 else f"{len(below)} rader"
    reader.findings.append(codes.BELOW_TOTAL.at(where, count=count, name=below[0].name, total=last.name))


def _holds(total: Stated, drafts: Sequence[Draft], columns: LineColumns, money: Money) -> bool:
    """Whether the total is that of all the lines."""
    return all(
        within_rounding(total.amounts[c] - fsum(d.amounts.get(c, 0.0) for d in drafts), len(drafts), money)
        for c in (columns.budget, columns.actual)
        if c in total.amounts
    )
