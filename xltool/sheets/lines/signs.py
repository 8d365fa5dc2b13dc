"""Signs: which rule the amounts are written by, and the amounts as ours (reading.md §3).

The sign of most of the money, block by block, the stated totals and the stated net leave some rules open; what
Uppgifter says must be among them. Where Uppgifter says nothing, what they all agree on is taken and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.cell_reading import Reader
from xltool.binding.evidence import Evidence, Weighed, weigh
from xltool.binding.stated_totals import LabelKind, Stated, within_rounding
from xltool.core.cell_text import as_text
from xltool.core.swedish import listed, number_text
from xltool.core.tables import Input
from xltool.core.units import SignRule
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.line_kinds import Draft, LineColumns, LineKind, SortedRows
from xltool.sheets.lines.stated_nets import net_factor

_WORDS = {LineKind.INCOME: "intäkterna", LineKind.COST: "kostnaderna", LineKind.PROJECT: "investeringarna"}
_MOST = 0.75  # of the money: less says nothing of how a block is written
_NOT_READ = frozenset[SignRule]()


def factor(rule: SignRule, kind: LineKind) -> float:
    """What a line's amount as it is written is multiplied with to be ours."""
    return rule.income if kind is LineKind.INCOME else rule.cost


def sign_of(amounts: Iterable[float]) -> int:
    """The sign of most of the money: 1, −1, or 0 where there is none or it points both ways."""
    given = list(amounts)
    plus, minus = fsum(a for a in given if a > 0), -fsum(a for a in given if a < 0)
    if plus + minus == 0 or max(plus, minus) < _MOST * (plus + minus):
        return 0
    return 1 if plus > minus else -1


# --- the rule ------------------------------------------------------------------------------------------------


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
            heard.append(Evidence(f"{_WORDS[kind]} är skrivna {mark}", leaves, where))
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
        return _rule_of_expenses(rows, declared)
    weighed = sign_evidence(rows, kinds, columns, declared, reader)
    if not weighed.contradicts:
        return weighed.left[0]
    if declared is not None and not weighed.undeclared.contradicts:
        _tell_contradiction(weighed, declared, reader)
    else:
        _tell_none_fits(weighed, reader)
    return None


def _rule_of_expenses(rows: SortedRows, declared: SignRule | None) -> SignRule:
    """Projects are expenses alone. A board with positive income writes them either way."""
    written = fsum(d.amounts[c] for d in rows.drafts for c in d.amounts)
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


# --- budget against actual -----------------------------------------------------------------------------------


def budget_is_opposed(
    rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader
) -> bool:
    """An error for each block where budget and actual have opposite signs on most lines."""
    told = False
    for kind in (columns.only,) if columns.only else (LineKind.INCOME, LineKind.COST):
        both = {columns.budget, columns.actual}
        drafts = [
            d
            for d, own in zip(rows.drafts, kinds, strict=True)
            if own is kind and not both & d.summed and d.amounts[columns.budget] * d.amounts[columns.actual]
        ]
        opposed = [d for d in drafts if d.amounts[columns.budget] * d.amounts[columns.actual] < 0]
        signs = [sign_of(d.amounts[c] for d in opposed) for c in (columns.budget, columns.actual)]
        if len(opposed) * 2 > len(drafts) and signs[0] * signs[1] < 0:
            _tell_opposed(kind, opposed, columns, reader)
            told = True
    return told


def _tell_opposed(kind: LineKind, opposed: Sequence[Draft], columns: LineColumns, reader: Reader) -> None:
    sums = {c: number_text(fsum(d.amounts[c] for d in opposed)) for c in (columns.budget, columns.actual)}
    fields = {"lines": _WORDS[kind], "budget": sums[columns.budget], "actual": sums[columns.actual]}
    told = codes.OPPOSED_SIGNS.at(opposed[0].row.origin(columns.budget), **fields)
    remedies = [Remedy("Uppgifter", "kommunbidrag", label="Budget anges som")]
    for column in (columns.budget, columns.actual):
        if column is columns.budget or not any(column in d.summed for d in opposed):
            remedies.append(_turned_cells(opposed, column))
    reader.findings.append(replace(told, remedies=tuple(remedies)))


def _turned_cells(drafts: Sequence[Draft], column: Input) -> Remedy:
    """Every line's amount in the column with the other sign."""
    cells = [(d.row.origin(column), 0.0 - d.amounts[column]) for d in drafts]
    each = [Remedy(at.sheet, value, cell=at.cell) for at, value in cells]
    return replace(each[0], together=tuple(each[1:]))


def tell_odd_signs(rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader) -> None:
    """A warning at a line whose actual has the other sign than its budget, its last year or its block (amounts as
    ours)."""
    for kind in dict.fromkeys(kinds):
        drafts = [d for d, own in zip(rows.drafts, kinds, strict=True) if own is kind]
        usual = -1 if kind is LineKind.INCOME else 1
        for draft in drafts:
            for column in (columns.budget, columns.actual):
                others = [a for c, a in draft.amounts.items() if c is not column and a]
                odd = draft.amounts[column] * usual < 0 and column not in draft.summed
                if (odd and any(a * usual > 0 for a in others)) or (
                    odd and kind is LineKind.PROJECT and not others
                ):
                    _tell_odd(draft, column, reader)


def _tell_odd(draft: Draft, column: Input, reader: Reader) -> None:
    where = draft.row.origin(column)
    shown = as_text(draft.row.cells[column])
    reader.findings.append(
        codes.ODD_SIGN.at(where, name=draft.name, column=column.header.lower(), amount=shown)
    )


# --- amounts as ours -----------------------------------------------------------------------------------------


def budget_turned(rows: SortedRows, columns: LineColumns) -> SortedRows:
    """The rows with the budget's other sign, where it is written as a grant."""

    def turn(amounts: dict[Input, float]) -> dict[Input, float]:
        return {c: 0.0 - a if c is columns.budget else a for c, a in amounts.items()}

    drafts = [
        replace(d, amounts=turn(d.amounts)) if columns.budget not in d.summed else d for d in rows.drafts
    ]
    return SortedRows(drafts, [replace(t, amounts=turn(t.amounts)) for t in rows.totals], rows.headings)


def as_ours(rows: SortedRows, kinds: Sequence[LineKind], rule: SignRule, columns: LineColumns) -> SortedRows:
    """The rows with their amounts in our signs; what a ledger gave has them already, and a stated variance is looked
    at by itself."""

    def turn(
        amounts: dict[Input, float], times: float, but: frozenset[Input] = frozenset()
    ) -> dict[Input, float]:
        kept = but | {columns.variance}
        return {c: a if c in kept else times * a + 0.0 for c, a in amounts.items()}  # no minus zero

    drafts = [
        replace(d, amounts=turn(d.amounts, factor(rule, kind), d.summed))
        for d, kind in zip(rows.drafts, kinds, strict=True)
    ]
    ours = SortedRows(drafts, rows.totals, rows.headings)
    totals = []
    for total in rows.totals:
        times = _of_total(total, kinds, rule, ours, columns)
        is_turned = total.kind is LabelKind.NET and times != rule.cost
        totals.append(replace(total, amounts=turn(total.amounts, times), turned=is_turned))
    return SortedRows(drafts, totals, rows.headings)


def _of_total(
    total: Stated, kinds: Sequence[LineKind], rule: SignRule, rows: SortedRows, columns: LineColumns
) -> float:
    """What a stated total is multiplied with: as its block; a net as its arithmetic says where the rule has no sign."""
    if total.kind is LabelKind.INCOME:
        return rule.income
    if total.kind is LabelKind.COST or columns.only is not None:
        return rule.cost
    if total.kind is LabelKind.NET:
        return net_factor(total, rule, rows.drafts[: rows.above(total)], (columns.actual, columns.budget))
    beside = kinds[min(max(total.position - 1, 0), len(kinds) - 1)]
    return factor(rule, beside)
