"""Whether the totals that a sheet states agree with its lines, and how they are rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import within_rounding
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind, label_kind, says_all
from xltool.binding.stated_totals import Stated, check_total, check_variance
from xltool.core.columns import Input
from xltool.core.units import Money
from xltool.findings import codes
from xltool.findings.finding import Finding, Severity, has_errors
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.stated_variances import BoundVariance


def check_totals_alone(rows: SortedRows, used: Sequence[Input], columns: LineColumns, reader: Reader) -> None:
    """Tells of an amount column that only total rows fill in."""
    for column in columns.amounts:
        where = next((t.origins[column] for t in rows.totals if column in t.origins), None)
        if column not in used and where is not None:
            reader.findings.append(codes.TOTALS_ALONE.at(where, column=column.header))


def roundings(
    stated: Stated | None,
    used: Sequence[Input],
    parts: Callable[[Input], list[float]],
    variance: BoundVariance,
    reader: Reader,
    off: float = 0.0,
    summed: frozenset[Input] = frozenset(),
) -> dict[Input, float]:
    """By column the rounding difference of a stated total; the findings of its check go to the reader. Those of the
    columns `summed` are the sums of their lines, and have none.

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
        if column in summed:
            reader.findings += [_of_subtotal(found)] if found else []
            continue
        reader.findings += [found] if found else []
        if difference:
            rounding[column] = difference
    if not wrong:  # a wrong total has its own error, and its variance follows from that
        _check_stated_variance(stated, variance, reader)
    return rounding


def missed_by_variances(
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


def check_subtotal(
    stated: Stated, rows: SortedRows, used: Sequence[Input], variance: BoundVariance, reader: Reader
) -> tuple[int, ...]:
    """The lines that a subtotal inside a block sums, after it or before. It is never added; where no run of lines beside
    it gives its sum, that is an error."""
    failures: list[list[Finding]] = []
    for run in _runs(stated, rows):
        found = []
        for column in used:
            if column in stated.amounts:
                parts = [rows.drafts[i].amounts.get(column, 0.0) for i in run]
                _, finding = check_total(stated, column, parts, reader.money)
                found += [finding] if finding else []
        if not has_errors(found):
            reader.findings += [_of_subtotal(finding) for finding in found]
            _check_stated_variance(stated, variance, reader)
            return tuple(run)
        failures.append(found)
    # The run that misses in the fewest columns is the one that is meant; of equals the block beside it.
    if failures:
        fewest = min(len(one) for one in failures)
        reader.findings += next(one for one in failures if len(one) == fewest)
    return ()


def _runs(stated: Stated, rows: SortedRows) -> Iterator[Sequence[int]]:
    """The lines that a subtotal may be the sum of: those it is known to sum, the block beside it, any run beside it."""
    known = [i for i, draft in enumerate(rows.drafts) if draft.row.number in stated.parts]
    if known:
        yield known
    edges = sorted(
        {0, len(rows.drafts), *(t.position for t in rows.totals), *(h.position for h in rows.headings)}
    )
    here = stated.position
    yield from (range(edge, here) for edge in reversed(edges) if edge < here)
    yield from (range(here, edge) for edge in edges if edge > here)
    yield from (range(i, here) for i in reversed(range(here)))
    yield from (range(here, i + 1) for i in range(here, len(rows.drafts)))


def _of_subtotal(finding: Finding) -> Finding:
    """A rounding difference as it is told of a subtotal, which has no line of its own for it."""
    if finding.code is not codes.ROUNDING:
        return finding
    return replace(finding, hint=codes.ROUNDING_OF_SUBTOTAL)


def _check_stated_variance(stated: Stated, variance: BoundVariance, reader: Reader) -> None:
    """A total row's own variance against its own amounts; in either direction where the lines are of both."""
    column = next(
        (
            c
            for c in stated.amounts
            if c not in (variance.of.first, variance.of.second) and c.header == "Avvikelse"
        ),
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
