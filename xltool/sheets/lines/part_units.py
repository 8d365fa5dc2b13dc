"""A part of the lines in another unit than the rest: a block in kronor among thousands (reading.md §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from statistics import median
from typing import TypeAlias

from msgspec.structs import replace

from xltool.binding.cell_reading import Reader
from xltool.core.columns import Input
from xltool.core.numbers import decimals_of
from xltool.core.swedish import number_text
from xltool.core.units import Unit
from xltool.findings import codes
from xltool.findings.remedy import Remedy
from xltool.sheets.lines.drafts import Draft
from xltool.sheets.lines.kind_words import by_word
from xltool.sheets.lines.line_kinds import LineColumns, LineKind

_APART = 5.0  # times: between the largest of the small lines and the smallest of the large
_THOUSAND = 200.0  # about a thousand, for lines are seldom alike
_OF_COST = 1000.0  # income that is less than this part of the costs is in another unit
_FINER = 30.0  # times smaller, where thousandths beside whole numbers say so too
_FEW = 3
_ALONE, _BILLION = 50.0, 1e9  # times every other line, and kronor
_SMALL = 1000.0  # a board's year in thousands or millions comes to more than that of units with thousandths
_FINE = 3  # decimals: thousandths, which kronor do not have


_Odd: TypeAlias = tuple[Sequence[Draft], str, tuple[Remedy, ...]]
_NONE: _Odd = ((), "", ())


def check_part_units(
    drafts: Sequence[Draft], kinds: Sequence[LineKind], columns: LineColumns, sheet: str, reader: Reader
) -> None:
    """A warning where some lines look a thousand times larger or smaller than the others, are written to a thousandth
    beside whole ones, or are nothing at all beside large ones."""
    unit = reader.money.unit
    of_kind = dict(zip(map(id, drafts), kinds, strict=True))
    # The lines of a statement of results are large and small by nature: all costs beside the interest.
    given = [d for d in drafts if not d.summed and _size(d, columns) and by_word(d.name) is None]
    odd, why, remedies = _finer(given, columns, unit)
    if not odd:
        odd, why, remedies = _larger(given, of_kind, columns, unit)
    if not odd and unit is not Unit.KR:
        odd, why, remedies = _noughts(drafts, of_kind, columns)
    if odd:
        rows = f"{len(odd)} rader från och med {odd[0].name}" if len(odd) > 1 else odd[0].name
        fields = {"rows": rows, "sheet": sheet, "why": why, "unit": unit.word}
        told = codes.UNIT_OF_PART.at(odd[0].row.origin(columns.budget), **fields)
        reader.findings.append(replace(told, remedies=remedies))


def check_small(drafts: Sequence[Draft], columns: LineColumns, sheet: str, reader: Reader) -> None:
    """A warning where all the lines together are less than any board's, and written to a thousandth: they are in a larger
    unit than Uppgifter says."""
    unit = reader.money.unit
    amounts = [d.amounts[c] for d in drafts for c in (columns.budget, columns.actual) if c not in d.summed]
    fine = [n for a in amounts if (n := decimals_of(a)) >= _FINE]
    size = max(
        (fsum(abs(d.amounts[c]) for d in drafts) for c in (columns.budget, columns.actual)), default=0.0
    )
    most = _SMALL if unit is Unit.TKR else _SMALL / 1000
    is_fine = fine and len(fine) * 4 >= len(amounts) and max(fine) <= 2 * _FINE
    if unit is Unit.KR or size >= most or len(drafts) < _FEW or not is_fine:
        return
    where = drafts[0].row.origin(columns.budget)
    fields = {
        "sheet": sheet,
        "sum": number_text(round(size, _FINE)),
        "unit": unit.word,
        "decimals": max(fine),
    }
    told = codes.UNIT_TOO_SMALL.at(where, **fields)
    larger = (Remedy("Uppgifter", Unit.MNKR.word, label="Enhet"),) if unit is Unit.TKR else ()
    reader.findings.append(replace(told, remedies=larger))


def _size(draft: Draft, columns: LineColumns) -> float:
    return max((abs(draft.amounts.get(c, 0.0)) for c in (columns.budget, columns.actual)), default=0.0)


def _finer(given: Sequence[Draft], columns: LineColumns, unit: Unit) -> _Odd:
    """The lines that are written in thousandths: of kronor there are none; of others where the rest is whole and much
    larger."""
    asked = (
        columns.budget,
        columns.actual,
    )  # other columns are often computed, with every decimal that gives
    decimals = {id(d): max(decimals_of(d.amounts.get(c, 0.0)) for c in asked) for d in given}
    fine = [d for d in given if decimals[id(d)] == _FINE]
    rest = [d for d in given if not decimals[id(d)]]
    if len(fine) < 2 or any(n > _FINE for n in decimals.values()):
        return _NONE
    if unit is Unit.KR:
        whole = [d for d in rest if fine[0].row.number <= d.row.number <= fine[-1].row.number]
        odd = sorted([*fine, *whole], key=lambda d: d.row.number)
        why = "beloppen har tre decimaler, och det har inga kronor"
        return odd, why, (_in_other_unit(odd, columns, 1000.0),)
    small, large = (median([_size(d, columns) for d in some] or [0.0]) for some in (fine, rest))
    if len(rest) < 2 or small * _FINER > large:
        return _NONE
    why = "de har tre decimaler och är mycket mindre, och de andra är hela tal"
    return fine, why, (_in_other_unit(fine, columns, 1000.0),)


def _larger(given: Sequence[Draft], kinds: Mapping[int, LineKind], columns: LineColumns, unit: Unit) -> _Odd:
    """A line that alone is far larger than every other, or the lines that are all about a thousand times larger than every other, where either stand together."""
    by_size = sorted(given, key=lambda d: _size(d, columns))
    sizes = [_size(d, columns) for d in by_size]
    if len(sizes) > _FEW and sizes[-1] > _ALONE * sizes[-2] and sizes[-1] * unit.value > _BILLION:
        return (
            by_size[-1:],
            "den är mer än femtio gånger större än någon annan rad",
            (_in_other_unit(by_size[-1:], columns, 0.001),),
        )
    for cut in [i for i in range(2, len(sizes) - 1) if sizes[i] > _APART * sizes[i - 1]]:
        small, large = (sorted(some, key=lambda d: d.row.number) for some in (by_size[:cut], by_size[cut:]))
        times = median(sizes[cut:]) / median(sizes[:cut])
        least = _OF_COST if all(kinds[id(d)] is LineKind.INCOME for d in small) else _THOUSAND
        least = _ALONE if sizes[cut] * unit.value > _BILLION else least
        if times >= least and (_stand_together(large, given) or _stand_together(small, given)):
            either = ((large, 0.001), (small, 1000.0))
            remedies = tuple(_in_other_unit(some, columns, by) for some, by in either)
            return large, "de är ungefär tusen gånger större", remedies
    return _NONE


def _noughts(drafts: Sequence[Draft], kinds: Mapping[int, LineKind], columns: LineColumns) -> _Odd:
    """All income or all costs, where next to none of several has an amount and the others have: what is less than half a
    million is nothing in whole ones."""
    for kind in (LineKind.INCOME, LineKind.COST):
        some = [d for d in drafts if kinds[id(d)] is kind]
        size, rest = (
            fsum(_size(d, columns) for d in drafts if (kinds[id(d)] is kind) is own) for own in (True, False)
        )
        empty = [d for d in some if not d.summed and not any(d.amounts.values())]
        if len(some) >= _FEW and 4 * len(empty) >= 3 * len(some) and size * _OF_COST < rest:
            return some, "nästan alla deras belopp är 0, som om de var avrundade i en större enhet", ()
    return _NONE


def _stand_together(some: Sequence[Draft], given: Sequence[Draft]) -> bool:
    places = [i for i, d in enumerate(given) if any(d is one for one in some)]
    return places[-1] - places[0] + 1 == len(places)


def _in_other_unit(drafts: Sequence[Draft], columns: LineColumns, by: float) -> Remedy:
    """The lines' amounts in the unit of the others."""

    def cells(column: Input) -> list[Remedy]:
        return [
            Remedy(at.sheet, round(number * by, 6), cell=at.cell)
            for d in drafts
            if (number := d.row.cells[column].number) is not None and (at := d.row.origin(column))
        ]

    first, *rest = [
        one for c in (*columns.nets, columns.variance) if c in drafts[0].row.cells for one in cells(c)
    ]
    return replace(first, together=tuple(rest))
