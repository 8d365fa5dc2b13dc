"""What is odd about the lines themselves: slips of unit, and lines that stand twice."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.agreement import within_rounding
from xltool.binding.cell_reading import Reader
from xltool.binding.row_labels import LabelKind
from xltool.core.columns import Input
from xltool.core.late_patterns import late_pattern
from xltool.core.spelling import normalised
from xltool.core.swedish import listed, number_text
from xltool.core.units import Unit
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.drafts import TOTAL_OF, Draft, SortedRows
from xltool.sheets.lines.groups_found import told_groups
from xltool.sheets.lines.line_kinds import LineColumns, LineKind

_LARGEST = 3e10  # kronor: beyond any board of a Swedish municipality
_LARGE = 5e9  # kronor: with amounts that all end in three zeros
_FEW = 5
_MONTH = "(?:jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_PERIOD = late_pattern(
    r"(?:kvartal|tertial|kv|q|t|manad|period|halvar)\W*[1-4]\b"
    r"|(?:forsta|andra|tredje|fjarde) (?:kvartalet|tertialet|halvaret)\b"
    rf"|{_MONTH}(?:\W+{_MONTH})?(?: \d{{4}})?$"
)
_SLIP = (400.0, 2500.0)  # about a thousand, for budget and actual are seldom alike


def check_units(drafts: Sequence[Draft], columns: LineColumns, reader: Reader) -> None:
    """Tells where two columns of amounts differ about a thousandfold: on most lines one of them is in another unit,
    which is one error; on some it is a slip, a warning each."""
    for column in columns.nets:
        other = columns.budget if column is not columns.budget else columns.actual
        if any(column in d.summed or other in d.summed for d in drafts):
            _check_ledger_unit(drafts, column, other, reader)
            continue
        if column is columns.budget:
            continue
        both = [d for d in drafts if d.amounts.get(column) and d.amounts.get(other)]
        slips = [d for d in both if _is_slip(d.amounts[column], d.amounts[other])]
        if len(slips) > 2 and len(slips) * 2 > len(both):
            _tell_column(slips, len(both), column, other, reader)
        elif column is columns.actual:
            for draft in slips:
                _tell_slip(draft, columns, reader)


def _check_ledger_unit(drafts: Sequence[Draft], column: Input, other: Input, reader: Reader) -> None:
    """An error where what the ledger gives differs about a thousandfold from what stands on every line beside it."""
    both = [
        d
        for d in drafts
        if column in d.summed and other not in d.summed and d.amounts.get(column) and d.amounts.get(other)
    ]
    if len(both) > 1 and all(_is_slip(d.amounts[column], d.amounts[other]) for d in both):
        before = len(reader.findings)
        _tell_column(both, len(both), column, other, reader)
        remedies = tuple(Remedy("Uppgifter", u.word, label="Underlagets enhet") for u in (Unit.TKR, Unit.KR))
        reader.findings[before:] = [replace(f, remedies=remedies) for f in reader.findings[before:]]


def _is_slip(one: float, other: float) -> bool:
    small, large = sorted((abs(one), abs(other)))
    return _SLIP[0] <= large / small <= _SLIP[1]


def _tell_column(slips: Sequence[Draft], count: int, column: Input, other: Input, reader: Reader) -> None:
    first = slips[0].amounts
    large, small = (column, other) if abs(first[column]) > abs(first[other]) else (other, column)
    fields = {"count": len(slips), "all": count, "unit": reader.money.unit.word}
    where = slips[0].row.origin(column)
    words = {"large": large.header.lower(), "small": small.header.lower()}
    reader.findings.append(codes.UNIT_OF_COLUMN.at(where, **fields, **words))


def _tell_slip(draft: Draft, columns: LineColumns, reader: Reader) -> None:
    budget, actual = draft.amounts[columns.budget], draft.amounts[columns.actual]
    size = "större" if abs(actual) > abs(budget) else "mindre"
    shown = {"budget": number_text(budget), "actual": number_text(actual)}
    where = draft.row.origin(columns.actual)
    reader.findings.append(codes.UNIT_SLIP.at(where, name=draft.name, size=size, **shown))


def check_size(drafts: Sequence[Draft], columns: LineColumns, sheet: str, reader: Reader) -> None:
    """An error where the amounts are larger than any board's: they are in a smaller unit than Uppgifter says."""
    amounts = [d.amounts[c] for d in drafts for c in (columns.budget, columns.actual) if c not in d.summed]
    filled = [abs(a) for a in amounts if a]
    kronor = (
        max((fsum(abs(d.amounts[c]) for d in drafts) for c in (columns.budget, columns.actual)), default=0.0)
        * reader.money.unit.value
    )
    in_thousands = len(filled) > _FEW and all(a % 1000 == 0 for a in filled)
    in_thousands &= reader.money.unit is not Unit.KR
    if not (kronor > _LARGEST or (kronor > _LARGE and in_thousands)):
        return
    where = drafts[0].row.origin(columns.budget)
    told = codes.UNIT_TOO_LARGE.at(
        where,
        sheet=sheet,
        sum=number_text(round(kronor / reader.money.unit.value)),
        unit=reader.money.unit.word,
    )
    smaller = [u for u in (Unit.TKR, Unit.KR) if u.value < reader.money.unit.value]
    remedies = tuple(Remedy("Uppgifter", u.word, label="Enhet") for u in smaller)
    reader.findings.append(replace(told, remedies=remedies))


def check_forecast(drafts: Sequence[Draft], columns: LineColumns, reader: Reader) -> None:
    """An error where some lines have a forecast and others not: its sum would look whole (reading.md §5)."""
    for column in columns.amounts:
        missing = [d for d in drafts if column not in d.amounts]
        if column.header == "Prognos" and missing and len(missing) < len(drafts):
            names = listed([d.name for d in missing[:3]]) + (" m.fl." if len(missing) > 3 else "")
            count = "1 rad" if len(missing) == 1 else f"{len(missing)} rader"
            where = missing[0].row.origin(column)
            reader.findings.append(codes.FORECAST_MISSING.at(where, count=count, names=names))


def check_duplicates(
    rows: SortedRows, kinds: Sequence[LineKind], columns: LineColumns, reader: Reader
) -> None:
    """Tells of lines that stand twice; as one error where they are those of another period, which the sheet's own total
    does not add."""
    seen: dict[tuple[str, str, LineKind], int] = {}
    again: list[tuple[int, int]] = []
    for index, (draft, kind) in enumerate(zip(rows.drafts, kinds, strict=True)):
        first = seen.setdefault((normalised(draft.name), draft.account, kind), index)
        again += [(index, first)] if first != index else []
    period = next((h for h in rows.headings if _PERIOD().match(normalised(h.name))), None)
    others = [
        i for i, first in again if period and i >= period.position and not _is_added(i, rows, kinds, reader)
    ]
    if others and period:
        where = rows.drafts[others[0]].row.origin(columns.name)
        count = "1 rad" if len(others) == 1 else f"{len(others)} rader"
        names = listed([rows.drafts[i].name for i in others[:2]]) + (" m.fl." if len(others) > 2 else "")
        reader.findings.append(codes.PERIODS.at(where, count=count, names=names, heading=period.name))
    for index, first in again:
        if index not in others and (period or _stand_in_one_group(first, index, rows)):
            where, other = (rows.drafts[i].row.origin(columns.name) for i in (index, first))
            name = rows.drafts[index].name
            reader.findings.append(codes.DUPLICATE_LINE.at(where, name=name, first=other.cell))


def _stand_in_one_group(first: int, index: int, rows: SortedRows) -> bool:
    """Whether no heading and no subtotal parts the lines, nor a column: each group may have its own Löner."""
    parting = [h.position for h in rows.headings if h.kind is None]
    parting += [t.position for t in rows.totals if t.kind is LabelKind.SUBTOTAL]
    told = told_groups(rows)
    apart = bool(told) and told[first] != told[index]
    return not apart and not any(first < position <= index for position in parting)


def _is_added(index: int, rows: SortedRows, kinds: Sequence[LineKind], reader: Reader) -> bool:
    """Whether a stated total below the line is the sum of all lines above it, of its kind or of both."""
    for total in rows.totals:
        kind = next((k for k, label in TOTAL_OF.items() if label is total.kind), None)
        held = [
            d for d, own in zip(rows.drafts[: total.position], kinds, strict=False) if kind in (None, own)
        ]
        if total.position > index and all(
            within_rounding(amount - fsum(d.amounts.get(c, 0.0) for d in held), len(held), reader.money)
            for c, amount in total.amounts.items()
            if any(c in d.amounts for d in held)
        ):
            return True
    return False
