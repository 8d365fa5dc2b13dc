"""Nets that a sheet states: their sign, and the lines that stand between one and the next (reading.md §3 and §5).

A board may state its net cost, then the municipality's grant, then the result: the grant is an income, but the sheet's
total of income does not hold it. And a result is often written with plus for a surplus, whatever the signs of the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.binding.stated_totals import Stated
from xltool.core.columns import Input
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.core.units import SignRule
from xltool.findings import codes
from xltool.sheets.lines.drafts import Draft, SortedRows
from xltool.sheets.lines.line_kinds import LineKind

_NAMED = 2  # lines, in the name of a total
_CALLED = {LineKind.INCOME: "intäkterna", LineKind.COST: "kostnaderna"}


def net_factor(total: Stated, rule: SignRule, above: Sequence[Draft], columns: Sequence[Input]) -> float:
    """What a stated net is multiplied with to be ours: as the lines, or where that fits them better in every column, as its
    words say: a net cost is plus, a result is plus for a surplus. The lines `above` it are ours."""
    natural = 1.0 if "kostnad" in normalised(total.name) else -1.0
    ways = (1.0, -1.0) if rule is SignRule.UNSIGNED else (rule.cost, natural)
    fitting = set()
    for column in columns:
        net = total.amounts.get(column)
        ours = fsum(d.amounts.get(column, 0.0) for d in above)
        if net and ours:
            fitting.add(min(ways, key=lambda way: abs(way * net - ours)))
    return fitting.pop() if len(fitting) == 1 else ways[0]


def tell_turned_nets(rows: SortedRows, rule: SignRule, reader: Reader) -> None:
    """Tells of a net whose sign is that of its words and not that of the lines. Where lines have no sign, nothing else
    was to be expected."""
    for total in rows.totals:
        if total.turned and rule is not SignRule.UNSIGNED:
            plus = "underskott" if "kostnad" in normalised(total.name) else "överskott"
            where = next(iter(total.origins.values()))
            reader.findings.append(codes.NET_TURNED.at(where, name=total.name, plus=plus))


def net_within(rows: SortedRows, stated: Stated | None) -> Stated | None:
    """The net below the block's total that more lines and another net stand below."""
    nets = [t for t in rows.totals if t.kind is LabelKind.NET]
    if stated is None or not stated.position or not nets or nets[-1].position != len(rows.drafts):
        return None
    return next((n for n in nets if stated.position <= n.position < len(rows.drafts)), None)


def tell_below_net(
    net: Stated, below: Sequence[Draft], kind: LineKind, stated: Stated, shown: str, reader: Reader
) -> None:
    where = next(iter(below[0].row.origins().values()))
    names = _listed([d.name for d in below])
    fields = {"names": names, "net": net.name, "kind": _CALLED[kind], "shown": shown, "stated": stated.name}
    reader.findings.append(codes.BELOW_NET.at(where, **fields))


def total_with(stated: str, default: str, names: Sequence[str]) -> str:
    """What a total is called that holds more lines than the sheet's own; a name that says the same of its kind."""
    kind = label_kind(default)
    options = (f"{stated} med {_listed(names)}", f"{default} med {_listed(names)}")
    return next((name for name in options if label_kind(name) is kind), default)


def _listed(names: Sequence[str]) -> str:
    return listed([*names[:_NAMED]]) + (" m.fl." if len(names) > _NAMED else "")
