"""Whether net costs are written with minus or without (reading.md §3): the sign of most of the money, a grant or the
columns of income and cost beside them, the direction of the stated variances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.cell_reading import Reader
from xltool.binding.evidence import Evidence, Weighed, weigh
from xltool.core.columns import Input
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.core.units import SignRule
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.kind_words import by_word
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.our_signs import sign_of
from xltool.sheets.lines.stated_variances import variance_found

_PLUS = frozenset({SignRule.NEGATIVE, SignRule.UNSIGNED})  # the rules by which a net cost has no minus
_MINUS = frozenset({SignRule.POSITIVE})


def net_sign_evidence(
    rows: SortedRows,
    kinds: Sequence[LineKind],
    columns: LineColumns,
    declared: SignRule | None,
    reader: Reader,
) -> Weighed[SignRule]:
    """What the sheet says of how its net costs are written. `declared` is what Uppgifter says."""
    heard = list(_of_income(rows, columns))
    heard = heard or list(_of_lines(rows, kinds, columns, reader, is_declared=declared is not None))
    if declared is not None:
        words = f"Uppgifter säger {declared.value}"
        heard.append(Evidence(words, _rules(-1 if declared is SignRule.POSITIVE else 1), declared=True))
    return weigh((SignRule.NEGATIVE, SignRule.UNSIGNED, SignRule.POSITIVE), heard)


def _rules(sign: int) -> frozenset[SignRule]:
    """The rules by which a net cost has the sign."""
    return _PLUS if sign > 0 else _MINUS


def _of_income(rows: SortedRows, columns: LineColumns) -> Iterator[Evidence[SignRule]]:
    """What income that is known as such says: its own column, and the municipality's grant among the lines."""
    sides = list(_of_sides(rows, columns))
    yield from sides
    others = [d for d in rows.drafts if by_word(d.name) is None]
    for kind, usual in ((LineKind.INCOME, -1), (LineKind.COST, 1)):
        named = [d for d in rows.drafts if by_word(d.name) is kind]
        sign = _common_sign(named, columns)
        if not sign:
            continue
        yield Evidence(_written(named[0].name, sign), _rules(sign * usual), _first(named, columns.actual))
        # With the sign of the grant the rest would all be surpluses: one of them is not what it is taken for.
        if kind is LineKind.INCOME and not sides and _common_sign(others, columns) == sign:
            yield Evidence(_written("nettokostnaderna", sign), _rules(sign), _first(others, columns.actual))


def _of_sides(rows: SortedRows, columns: LineColumns) -> Iterator[Evidence[SignRule]]:
    for side in columns.sides:
        for column, usual in ((side.income, -1), (side.cost, 1)):
            sign = sign_of(d.amounts[column] for d in rows.drafts if column in d.amounts)
            if sign:
                words = f"{column.header.lower()} är {'plus' if sign > 0 else 'minus'} i nettot"
                yield Evidence(words, _rules(sign * usual), _first(rows.drafts, column))


def _of_lines(
    rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader, *, is_declared: bool
) -> Iterator[Evidence[SignRule]]:
    """What the net costs themselves say: a positive variance is better than the budget, so its direction tells too; but
    where the sheet calls the net a cost that is what it is, and alone it is not against what Uppgifter says."""
    sign = _common_sign(rows.drafts, columns)
    if sign:
        yield Evidence(_written("nettokostnaderna", sign), _rules(sign), _first(rows.drafts, columns.actual))
    if not sign and is_declared:
        return
    if sign and any("kostnad" in normalised(t.name) for t in rows.totals):
        return
    variance = variance_found(rows, kinds, columns, reader)
    if variance is not None:
        way = -1 if variance.turned else 1
        one, other = (variance.of.first, variance.of.second)[::way]
        words = f"{columns.variance.header.lower()} är {one.header.lower()} − {other.header.lower()}"
        yield Evidence(words, _rules(way), _first(rows.drafts, columns.variance))


def _common_sign(drafts: Sequence[Draft], columns: LineColumns) -> int:
    """The sign that most of the money has in budget and actual; 0 where they have none in common."""
    both = (columns.budget, columns.actual)
    signs = {sign_of(d.amounts[c] for d in drafts if c not in d.summed) for c in both} - {0}
    return signs.pop() if len(signs) == 1 else 0


def _written(what: str, sign: int) -> str:
    return f"{what} är skrivna {'utan' if sign > 0 else 'med'} minus"


def _first(drafts: Sequence[Draft], column: Input) -> Origin:
    return drafts[0].row.origin(column)


def net_rule(
    rows: SortedRows,
    weighed: Weighed[SignRule],
    declared: SignRule | None,
    columns: LineColumns,
    reader: Reader,
) -> SignRule | None:
    """The rule that everything agrees with. Where the sheet contradicts itself or says nothing, Uppgifter decides; None
    after the question whether a net cost is plus or minus, or where only Uppgifter is against the rest."""
    both = (columns.budget, columns.actual)
    is_told = bool(weighed.heard) or not any(d.amounts.get(c) for d in rows.drafts for c in both)
    if is_told and not weighed.contradicts:
        left = weighed.left
        return declared if declared in left else left[0]
    if declared is not None:
        return declared if weighed.undeclared.contradicts else None
    _ask(rows, weighed, columns, reader)
    return None


def _ask(rows: SortedRows, weighed: Weighed[SignRule], columns: LineColumns, reader: Reader) -> None:
    found = listed([one.looked_at for one in weighed.heard]) or "beloppen har båda tecknen"
    net = fsum(d.amounts.get(columns.actual, 0.0) for d in rows.drafts)
    rules = (SignRule.NEGATIVE, SignRule.POSITIVE)[:: 1 if net >= 0 else -1]
    remedies = tuple(Remedy("Uppgifter", rule.value, label="Intäkter anges som") for rule in rules)
    told = codes.NET_SIGNS.at(_first(rows.drafts, columns.actual), found=found)
    reader.findings.append(replace(told, remedies=remedies))
