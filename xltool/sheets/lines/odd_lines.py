"""Lines that no total on the sheet speaks for: of the other sign than their block, or no money at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind
from xltool.binding.stated_totals import Stated
from xltool.core.cell_text import as_text
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.drafts import TOTAL_OF, Draft, SortedRows
from xltool.sheets.lines.line_kinds import LineColumns, LineKind
from xltool.sheets.lines.opposed_signs import LINES_CALLED
from xltool.sheets.lines.role_answers import row_answer

_FEW = 3
_CALLED = {LineKind.INCOME: "intäkter", LineKind.COST: "kostnader", LineKind.PROJECT: "projekt"}
_LINE = {LineKind.INCOME: "Intäktsrad", LineKind.COST: "Kostnadsrad"}
# Names that say why a line has the other sign.
_SAYS_SO = re.compile(
    r"(avgar|avgaende|avdrag|minus|\w*aterbetal|kredit|krediter|fordela[dt]|vidarefakturer|avrakning|aktiver|rabatt|retur"
    r"|nedsattning|periodiser|overfor|korriger|rattelse|\w*reglering)"
)
_NO_MONEY = re.compile(
    r"antal\b|andel (av|i)\b.*(procent|%|av)|\w*arsarbetare\b|(netto|brutto)?(kostnad|intakt)\w* per \w+|nettokostnadsandel"
    r"|(volym|styckkostnad|nyckeltal)\b"
)


def tell_odd_lines(rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader) -> None:
    """A warning at the lines whose amounts all have the other sign than their kind's (amounts as ours), where no total on
    the sheet holds them so and no comment explains them; and where that is most of the money of a sheet's projects."""
    for kind in [k for k in _CALLED if k in kinds]:
        places = [i for i, own in enumerate(kinds) if own is kind and not rows.drafts[i].summed]
        filled = [i for i in places if any(rows.drafts[i].amounts.values())]
        odd = [i for i in filled if _is_odd(rows.drafts[i], kind, columns)]
        if kind is LineKind.PROJECT:
            money, turned = (fsum(_size(rows.drafts[i], columns) for i in some) for some in (filled, odd))
            if odd and 2 * turned > money:
                _tell_projects([rows.drafts[i] for i in filled], columns, reader)
            continue
        silent = [i for i in odd if not _is_explained(i, rows, kinds)]
        if len(odd) < len(filled):
            for index in silent if len(silent) <= _FEW else silent[:1]:
                name = rows.drafts[index].name
                name = name if len(silent) <= _FEW else f"{len(silent)} rader från och med {name}"
                _tell(rows.drafts[index], name, kind, columns, reader)


def _is_explained(index: int, rows: SortedRows, kinds: Sequence[LineKind]) -> bool:
    """Whether the line's comment or name says why, or a stated total holds it: its kind's, the net, or a subtotal."""
    draft, kind = rows.drafts[index], kinds[index]
    if draft.comment or _SAYS_SO.match(normalised(draft.name)):
        return True
    ends = (TOTAL_OF[kind], LabelKind.NET)

    def holds(total: Stated) -> bool:
        if total.kind is not LabelKind.SUBTOTAL:
            return total.kind in ends
        if total.parts:
            return draft.row.number in total.parts
        return total.position > index and kinds[total.position - 1] is kind

    return any(holds(total) for total in rows.totals if total.amounts)


def _is_odd(draft: Draft, kind: LineKind, columns: LineColumns) -> bool:
    usual = -1 if kind is LineKind.INCOME else 1
    amounts = [a for c in columns.nets if (a := draft.amounts.get(c))]
    return bool(amounts) and all(a * usual < 0 for a in amounts)


def _size(draft: Draft, columns: LineColumns) -> float:
    return max(abs(draft.amounts.get(c, 0.0)) for c in (columns.budget, columns.actual))


def _tell(draft: Draft, name: str, kind: LineKind, columns: LineColumns, reader: Reader) -> None:
    column = next(c for c in (columns.actual, columns.budget, *columns.nets) if draft.amounts.get(c))
    shown = as_text(draft.row.cells[column])
    where = draft.row.origin(column)
    reader.findings.append(codes.ODD_LINE.at(where, name=name, lines=_CALLED[kind], amount=shown))


def _tell_projects(drafts: Sequence[Draft], columns: LineColumns, reader: Reader) -> None:
    """Most of the projects' money is income: their expenses are written the other way round than the costs of the
    operations."""
    first = drafts[0].row.origin(columns.budget)
    told = codes.PROJECTS_TURNED.at(first, sheet=first.sheet)
    cells = [
        Remedy(at.sheet, 0.0 - number, cell=at.cell)
        for draft in drafts
        for column in columns.amounts
        if (number := draft.row.cells[column].number if column in draft.row.cells else None)
        and (at := draft.row.origin(column))
    ]
    turned = (replace(cells[0], together=tuple(cells[1:])),) if cells else ()
    reader.findings.append(replace(told, remedies=turned))


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
