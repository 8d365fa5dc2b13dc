"""What is odd about the lines themselves: slips of unit, and lines that stand twice."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from xltool.binding.cell_reading import Reader
from xltool.core.columns import Input
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import listed, number_text
from xltool.core.units import Unit
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.drafts import Draft
from xltool.sheets.lines.line_kinds import LineColumns, LineKind

_LARGEST = 3e10  # kronor: beyond any board of a Swedish municipality
_LARGE = 5e9  # kronor: with amounts that all end in three zeros
_FEW = 5
_SLIP = (400.0, 2500.0)  # about a thousand, for budget and actual are seldom alike


def check_units(drafts: Sequence[Draft], columns: LineColumns, reader: Reader) -> None:
    """Tells where two columns of amounts differ about a thousandfold: on most lines one of them is in another unit,
    which is one error; on some it is a slip, a warning each."""
    for column in columns.amounts:
        other = columns.budget if column is not columns.budget else columns.actual
        if column is columns.budget or any(column in d.summed for d in drafts):
            continue
        both = [d for d in drafts if d.amounts.get(column) and d.amounts.get(other)]
        slips = [d for d in both if _is_slip(d.amounts[column], d.amounts[other])]
        if len(slips) > 2 and len(slips) * 2 > len(both):
            _tell_column(slips, len(both), column, other, reader)
        elif column is columns.actual:
            for draft in slips:
                _tell_slip(draft, columns, reader)


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
    if reader.money.unit is Unit.KR or not (kronor > _LARGEST or (kronor > _LARGE and in_thousands)):
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
    drafts: Sequence[Draft], kinds: Sequence[LineKind], columns: LineColumns, findings: list[Finding]
) -> None:
    seen: dict[tuple[str, str, LineKind], Origin] = {}
    for draft, kind in zip(drafts, kinds, strict=True):
        where = draft.row.origin(columns.name)
        first = seen.setdefault((normalised(draft.name), draft.account, kind), where)
        if first != where:
            findings.append(codes.DUPLICATE_LINE.at(where, name=draft.name, first=first.cell))
