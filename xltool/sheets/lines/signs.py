"""The sign convention: amounts turned into the seed's, and what contradicts the convention that is declared."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.binding.cell_reading import Reader
from xltool.binding.stated_totals import check_variance
from xltool.core.swedish import number_text
from xltool.core.tables import Input
from xltool.findings import codes
from xltool.sheets.lines.line_kinds import LineColumns, LineKind, SortedRows


def is_turned(rows: SortedRows, columns: LineColumns, positive_income: bool) -> bool:
    """Whether the amounts are turned. A sheet of projects holds expenses alone: it is turned where they are
    written with minus, since boards with positive income write them either way."""
    if not positive_income or columns.only is None:
        return positive_income
    return sum(d.amounts[columns.budget] + d.amounts[columns.actual] for d in rows.drafts) < 0


def turned(rows: SortedRows, columns: LineColumns) -> SortedRows:
    """All amounts with the other sign; a stated variance has our sign already (DOMAIN, Sign convention)."""

    def turn(amounts: dict[Input, float]) -> dict[Input, float]:
        # Plus zero, so that no cell shows a minus zero.
        return {c: a if c is columns.variance else 0.0 - a for c, a in amounts.items()}

    return SortedRows(
        [replace(d, amounts=turn(d.amounts)) for d in rows.drafts],
        [replace(t, amounts=turn(t.amounts)) for t in rows.totals],
    )


def signs_contradict(rows: SortedRows, columns: LineColumns, positive_income: bool, reader: Reader) -> bool:
    """One error where most stated variances have the other sign than the declared convention gives."""
    told = [
        (d, d.stated_variance, d.computed_variance(columns))
        for d in rows.drafts
        if d.stated_variance is not None and abs(d.stated_variance) > reader.money.step
    ]
    against = [d for d, stated, computed in told if abs(stated + computed) <= reader.money.step + 1e-9]
    if not against or len(against) * 2 <= len(told):
        return False
    declared, other = ("positiva", "negativa") if positive_income else ("negativa", "positiva")
    where = against[0].row.origin(columns.variance)
    reader.findings.append(
        codes.SIGN_CONVENTION.at(where, count=len(against), all=len(told), declared=declared, other=other)
    )
    return True


def income_is_swapped(
    rows: SortedRows, kinds: list[LineKind], columns: LineColumns, positive_income: bool, reader: Reader
) -> bool:
    """An error where budget and actual of the income both sum to the wrong sign, which no board means."""
    income = [d for d, kind in zip(rows.drafts, kinds, strict=True) if kind is LineKind.INCOME]
    sums = [sum(d.amounts[c] for d in income) for c in (columns.budget, columns.actual)]
    if min(sums, default=0.0) < 0 or max(sums, default=0.0) <= 0:
        return False
    words = ("negativa", "positiva")
    expected, other = words[positive_income], words[not positive_income]
    shown = number_text(max(sums) * (-1 if positive_income else 1))
    fields = {"sum": shown, "expected": expected, "declared": expected, "other": other}
    reader.findings.append(codes.SIGNS_SWAPPED.at(income[0].row.origin(columns.budget), **fields))
    return True


def check_variances(rows: SortedRows, columns: LineColumns, reader: Reader) -> None:
    for draft in rows.drafts:
        if draft.stated_variance is not None:
            where = draft.row.origin(columns.variance)
            computed = draft.computed_variance(columns)
            found = check_variance(draft.name, draft.stated_variance, computed, where, reader.money)
            reader.findings += [found] if found else []
