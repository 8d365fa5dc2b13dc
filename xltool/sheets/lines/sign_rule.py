"""Which rule the amounts of a sheet are signed by (reading.md §3).

The sign of most of the money, block by block, the stated totals and the stated net leave some rules open; what
Uppgifter says must be among them. Where Uppgifter says nothing, what they all agree on is taken and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import within_rounding
from xltool.binding.cell_reading import Reader
from xltool.binding.evidence import Evidence, Weighed, weigh
from xltool.binding.row_labels import LabelKind
from xltool.binding.stated_totals import Stated
from xltool.core.swedish import listed
from xltool.core.units import SignRule
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.net_signs import net_rule, net_sign_evidence
from xltool.sheets.lines.opposed_signs import LINES_CALLED
from xltool.sheets.lines.our_signs import factor, sign_of

_NOT_READ = frozenset[SignRule]()


def sign_evidence(
    rows: SortedRows,
    kinds: Sequence[LineKind],
    columns: LineColumns,
    declared: SignRule | None,
    reader: Reader,
) -> Weighed[SignRule]:
    """What the sheet says of its rule. `declared` is what Uppgifter says."""
    heard: list[Evidence[SignRule]] = []
    for kind in (LineKind.INCOME, LineKind.COST):
        drafts = _typed(rows, kinds, kind, columns)
        sign = _sign_of_block(drafts, columns)
        if sign:
            mark = "med minus" if sign < 0 else "utan minus"
            leaves = frozenset(
                r for r in SignRule if sign * factor(r, kind) == (-1 if kind is LineKind.INCOME else 1)
            )
            where = drafts[0].row.origin(columns.actual)
            heard.append(Evidence(f"{LINES_CALLED[kind]} är skrivna {mark}", leaves, where))
    for total in rows.totals:
        heard += _evidence_of_net(total, rows, kinds, columns, reader)
    if declared is not None:
        words = f"Uppgifter säger {declared.value}"
        heard.append(Evidence(words, frozenset({declared}), declared=True))
    return weigh((SignRule.NEGATIVE, SignRule.UNSIGNED, SignRule.POSITIVE), heard)


def _typed(rows: SortedRows, kinds: Sequence[LineKind], kind: LineKind, columns: LineColumns) -> list[Draft]:
    """The lines of the kind whose budget or actual somebody wrote: a ledger has a sign of its own."""
    asked = {columns.budget, columns.actual}
    return [d for d, own in zip(rows.drafts, kinds, strict=True) if own is kind and asked - d.summed]


def _sign_of_block(drafts: Sequence[Draft], columns: LineColumns) -> int:
    """The sign that budget and actual of the block have in common; 0 where they have none."""
    signs = {
        sign_of(d.amounts[c] for d in drafts if c not in d.summed) for c in (columns.budget, columns.actual)
    } - {0}
    return signs.pop() if len(signs) == 1 else 0


def _evidence_of_net(
    total: Stated, rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader
) -> list[Evidence[SignRule]]:
    """A stated net that is income + costs as they are written, or their difference, but not both."""
    if total.kind is not LabelKind.NET:
        return []
    found = []
    above = rows.drafts[: rows.above(total)]
    for column in (columns.budget, columns.actual):
        if column not in total.amounts or any(column in d.summed for d in above):
            continue
        sides = {
            kind: [d.amounts.get(column, 0.0) for d, own in zip(above, kinds, strict=False) if own is kind]
            for kind in (LineKind.INCOME, LineKind.COST)
        }
        income, cost = fsum(sides[LineKind.INCOME]), fsum(sides[LineKind.COST])
        if not income or not cost:
            continue
        net, terms = total.amounts[column], len(above)
        added = within_rounding(net - (income + cost), terms, reader.money)
        apart = any(within_rounding(net - s * (income - cost), terms, reader.money) for s in (1, -1))
        if added != apart:
            word = "summan av" if added else "skillnaden mellan"
            leaves = frozenset({SignRule.NEGATIVE, SignRule.POSITIVE} if added else {SignRule.UNSIGNED})
            words = f"{total.name} är {word} intäkter och kostnader"
            found.append(Evidence(words, leaves, total.origins[column]))
    return found


def sign_rule(
    rows: SortedRows,
    kinds: Sequence[LineKind],
    columns: LineColumns,
    declared: SignRule | None,
    reader: Reader,
) -> SignRule | None:
    """The rule that everything agrees with; None after an error that names what speaks against it."""
    if columns.only is not None:
        return _rule_of_expenses(rows, columns, declared)
    if LineKind.NET in kinds:
        weighed = net_sign_evidence(rows, kinds, columns, declared, reader)
        rule = net_rule(rows, weighed, declared, columns, reader)
        if rule is not None or declared is None:
            return rule
    else:
        weighed = sign_evidence(rows, kinds, columns, declared, reader)
    if not weighed.contradicts:
        return weighed.left[0]
    if declared is not None and not weighed.undeclared.contradicts:
        _tell_contradiction(weighed, declared, reader)
    else:
        _tell_none_fits(weighed, reader)
    return None


def _rule_of_expenses(rows: SortedRows, columns: LineColumns, declared: SignRule | None) -> SignRule:
    """Projects are expenses alone. A board with positive income writes them either way."""
    written = fsum(d.amounts[c] for d in rows.drafts for c in columns.nets if c in d.amounts)
    return SignRule.POSITIVE if declared is SignRule.POSITIVE and written < 0 else SignRule.NEGATIVE


def _tell_contradiction(weighed: Weighed[SignRule], declared: SignRule, reader: Reader) -> None:
    against = weighed.against(declared)
    fits = weighed.undeclared.left
    remedies = tuple(Remedy("Uppgifter", rule.value, label="Intäkter anges som") for rule in fits)
    words = " eller ".join(f"»{rule.value}«" for rule in fits)
    found = listed([one.looked_at for one in weighed.undeclared.heard])
    told = codes.SIGN_CONVENTION.at(against[0].where, declared=declared.value, found=found, fits=words)
    reader.findings.append(replace(told, remedies=remedies))


def _tell_none_fits(weighed: Weighed[SignRule], reader: Reader) -> None:
    heard = weighed.undeclared.heard
    found = listed([one.looked_at for one in heard])
    reader.findings.append(codes.SIGNS_FIT_NO_RULE.at(heard[0].where, found=found))
