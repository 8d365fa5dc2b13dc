"""Stated variances: found by arithmetic to be the difference of which pair, in which direction (reading.md §7)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from xltool.binding.cell_reading import Reader
from xltool.binding.stated_totals import OF_YEAR, check_variance
from xltool.core.columns import Input
from xltool.findings import codes
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.line_kinds import Difference, LineColumns, LineKind

_FEW = 3  # fewer variances than this do not tell a column of another kind from a slip


class BoundVariance(Struct, frozen=True):
    """What a column of variances is: a difference, by kind of line with its sign or turned. `known` is False for a column
    that is no such difference."""

    of: Difference
    turned: frozenset[LineKind] = frozenset()
    known: bool = True

    def computed(self, amounts: dict[Input, float], kind: LineKind | None) -> float | None:
        """The variance as it is written, from amounts in our signs; None where one of them is missing."""
        variance = self.of.computed(amounts)
        return 0.0 - variance if variance is not None and kind in self.turned else variance


def bound_variance(
    rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader
) -> BoundVariance:
    """What the stated variances of the lines are; those that are wrong are told, and what they are where it is not
    budget − actual."""
    told = [(d, k) for d, k in zip(rows.drafts, kinds, strict=True) if d.stated_variance is not None]
    of_year = Difference(columns.budget, columns.actual)
    marked = _marked(rows, kinds, reader)
    found = _best(marked, columns, reader)
    if found is None and len(marked) >= _FEW:
        where = marked[0][0].row.origin(columns.variance)
        reader.findings.append(codes.VARIANCE_OF_NOTHING.at(where, column=columns.variance.header))
        return BoundVariance(of_year, known=False)
    bound = found or BoundVariance(of_year)
    if marked and (bound.turned or bound.of != of_year):
        _tell(bound, marked[0][0], columns, reader)
    for draft, kind in told:
        computed = bound.computed(draft.amounts, kind)
        if computed is not None and draft.stated_variance is not None:
            where = draft.row.origin(columns.variance)
            finding = check_variance(
                draft.name, draft.stated_variance, computed, where, reader.money, _words(bound.of, columns)
            )
            reader.findings += [finding] if finding else []
    return bound


def variance_found(
    rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader
) -> BoundVariance | None:
    """What most of the stated variances are by arithmetic, whatever signs the amounts have; None where they are nothing."""
    return _best(_marked(rows, kinds, reader), columns, reader)


def _marked(rows: SortedRows, kinds: Sequence[LineKind], reader: Reader) -> list[tuple[Draft, LineKind]]:
    """The lines whose variances say something."""
    pairs = zip(rows.drafts, kinds, strict=True)
    return [(d, k) for d, k in pairs if abs(d.stated_variance or 0.0) > reader.money.step]


def _best(
    told: Sequence[tuple[Draft, LineKind]], columns: LineColumns, reader: Reader
) -> BoundVariance | None:
    """The pair that most of the variances are the difference of; budget − actual of equals."""
    others = [c for c in columns.nets if c not in (columns.budget, columns.actual)]
    pairs = [
        Difference(columns.budget, columns.actual),
        *(Difference(columns.budget, c) for c in others),
        *(Difference(c, columns.actual) for c in others),
        *columns.differences,
    ]
    best, most = None, 0
    for pair in pairs:
        bound, fitting = _directed(told, pair, reader)
        if fitting > most:
            best, most = bound, fitting
    return best if most * 2 >= len(told) and most else None


def _directed(
    told: Sequence[tuple[Draft, LineKind]], pair: Difference, reader: Reader
) -> tuple[BoundVariance, int]:
    """The pair with the direction of each kind of line, and how many variances it gives."""
    turned, fitting = set(), 0
    for kind in dict.fromkeys(k for _, k in told):
        straight = against = 0
        for draft, own in told:
            variance, stated = pair.computed(draft.amounts), draft.stated_variance or 0.0
            if own is kind and variance is not None:
                straight += abs(stated - variance) <= reader.money.step + 1e-9
                against += abs(stated + variance) <= reader.money.step + 1e-9
        if against > straight:
            turned.add(kind)
        fitting += max(straight, against)
    return BoundVariance(pair, frozenset(turned)), fitting


def _words(of: Difference, columns: LineColumns) -> str:
    """What the variance is called where it is not the year's."""
    return of.words if of in columns.differences else OF_YEAR


def _tell(bound: BoundVariance, first: Draft, columns: LineColumns, reader: Reader) -> None:
    where = first.row.origin(columns.variance)
    one, other = bound.of.first.header.lower(), bound.of.second.header.lower()
    words = f"{one} − {other}"
    if bound.turned:
        words += " med omvänt tecken" if len(bound.turned) > 1 else " med omvänt tecken på en del av raderna"
        if LineKind.INCOME not in bound.turned or len(bound.turned) > 1:
            words = f"{other} − {one}"
    reader.findings.append(codes.VARIANCE_IS.at(where, column=columns.variance.header, words=words))
