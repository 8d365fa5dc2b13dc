"""Lines that no total on the sheet speaks for: of the other sign than their block, or no money at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind
from xltool.core.cell_text import as_text
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.sheets.lines.drafts import TOTAL_OF, Draft, SortedRows
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.opposed_signs import LINES_CALLED
from xltool.sheets.lines.role_answers import row_answer

_FEW = 3
_CALLED = {LineKind.INCOME: "intäkter", LineKind.COST: "kostnader"}
_LINE = {LineKind.INCOME: "Intäktsrad", LineKind.COST: "Kostnadsrad"}
_NO_MONEY = re.compile(
    r"antal\b|andel (av|i)\b.*(procent|%|av)|\w*arsarbetare\b|(netto|brutto)?(kostnad|intakt)\w* per \w+|nettokostnadsandel"
    r"|(volym|styckkostnad|nyckeltal)\b"
)


def tell_odd_lines(rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader) -> None:
    """A warning at the lines whose amounts all have the other sign than their kind's (amounts as ours), where no total on
    the sheet holds them so and no comment explains them."""
    for kind in [k for k in _CALLED if k in kinds and not _is_totalled(k, rows, kinds)]:
        drafts = [d for d, own in zip(rows.drafts, kinds, strict=True) if own is kind and not d.summed]
        odd = [d for d in drafts if _is_odd(d, kind, columns)]
        silent = [d for d in odd if not d.comment]
        if len(odd) < len([d for d in drafts if any(d.amounts.values())]):
            told = silent if len(silent) <= _FEW else silent[:1]
            for draft in told:
                name = draft.name if told is silent else f"{len(silent)} rader från och med {draft.name}"
                _tell(draft, name, kind, columns, reader)


def _is_totalled(kind: LineKind, rows: SortedRows, kinds: Sequence[LineKind]) -> bool:
    """Whether a stated total speaks for lines of the kind: its own, the net, or a subtotal below some of them."""
    ends = (TOTAL_OF[kind], LabelKind.NET)
    return any(
        t.kind in ends or (t.kind is LabelKind.SUBTOTAL and kinds[max(t.position - 1, 0)] is kind)
        for t in rows.totals
        if t.amounts
    )


def _is_odd(draft: Draft, kind: LineKind, columns: LineColumns) -> bool:
    usual = -1 if kind is LineKind.INCOME else 1
    amounts = [a for c in columns.nets if (a := draft.amounts.get(c))]
    return bool(amounts) and all(a * usual < 0 for a in amounts)


def _tell(draft: Draft, name: str, kind: LineKind, columns: LineColumns, reader: Reader) -> None:
    column = next(c for c in (columns.actual, columns.budget, *columns.nets) if draft.amounts.get(c))
    shown = as_text(draft.row.cells[column])
    where = draft.row.origin(column)
    reader.findings.append(codes.ODD_LINE.at(where, name=name, lines=_CALLED[kind], amount=shown))


def ask_of_no_money(
    bound: Bound, rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader
) -> None:
    """An error at each line that is called as a number of something is, where nothing but its place makes it an amount."""
    for index, (draft, kind) in enumerate(zip(rows.drafts, kinds, strict=True)):
        is_held = any(t.position > index and t.amounts for t in rows.totals)
        if draft.stated_kind or is_held or not _NO_MONEY.match(normalised(draft.name)):
            continue
        told = codes.NO_MONEY.at(draft.row.origin(columns.name), name=draft.name, lines=LINES_CALLED[kind])
        words = ("Varav", _LINE.get(kind, "Rad"))
        answers = tuple(row_answer(bound, columns, [draft.row], w) for w in words) if columns.role else ()
        reader.findings.append(replace(told, remedies=answers))
