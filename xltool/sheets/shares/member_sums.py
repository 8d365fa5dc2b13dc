"""Sums on the sheet of members: rows that are no member, totals that are wrong, percentages that are not a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.agreement import is_equal
from xltool.binding.row_labels import LabelKind, label_kind
from xltool.core.numbers import decimals_of
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.settings.settings_rows import KEY, SETTINGS

_ALL = re.compile(r"(hela|alla|totala?)\b")  # Hela förbundet, Alla kommuner
_PERCENT_NAME = re.compile(r"\b(andel|procent|procentandel)\b|%")
_FEWEST_OTHERS = 3  # of few members one is often the others' sum by chance
_NO_CHANCE = 1000  # inhabitants: of numbers so large two are enough
_A_WHOLE = 100


class Weights(Struct, frozen=True):
    """A row of the sheet: its name, its numbers by key (None where there is none), and where they stand. `percent` are the
    keys whose cells are formatted as percentages."""

    name: str
    numbers: Mapping[str, float | None]
    origins: Mapping[str, Origin]
    percent: frozenset[str] = frozenset()

    def number(self, key: str) -> float:
        return self.numbers.get(key) or 0.0


def is_total(name: str) -> bool:
    """Whether the row says that it is a sum of members: Summa, Samtliga, Hela förbundet."""
    kind = label_kind(name)
    return kind not in (LabelKind.LINE, LabelKind.NOTE) or bool(_ALL.match(normalised(name)))


def sum_faults(members: Sequence[Weights], totals: Sequence[Weights], key: str) -> list[Finding]:
    """What is wrong with the sums of the key that is shared by: an error each."""
    if asked := _hidden_sum(members):
        return [asked]
    wrong = [f for total in totals if (f := _wrong_total(total, members, key))]
    part = _percent_fault(members, key)
    return [*wrong, *([part] if part else [])]


def _hidden_sum(members: Sequence[Weights]) -> Finding | None:
    """The question about a row that is the sum of all others in every key, whatever it is called."""
    if not members:
        return None
    sums = {key: fsum(m.number(key) for m in members) for key in members[0].numbers}
    for row in members:
        keys = [key for key, number in row.numbers.items() if number]
        if keys and all(is_equal(2 * row.number(key), sums[key]) for key in keys):
            others = sum(any(m.numbers.values()) for m in members) - 1
            where = row.origins["name"]
            told = codes.MEMBER_OR_SUM.at(where, name=row.name, count=len(members) - 1)
            offered = replace(told, remedies=(Remedy(where.sheet, "Summa", cell=where.cell),))
            is_large = others > 1 and any(
                (n or 0) % 1 == 0 and (n or 0) > _NO_CHANCE for n in row.numbers.values()
            )
            return offered if others >= _FEWEST_OTHERS or is_large else None
    return None


def _wrong_total(total: Weights, members: Sequence[Weights], key: str) -> Finding | None:
    """A stated sum that is neither of all members nor of those that stand right above it."""
    stated = total.numbers.get(key)
    if stated is None:
        return None
    row = int(total.origins["name"].row)
    above = [m.number(key) for m in reversed(members) if int(m.origins["name"].row) < row]
    everyone = [m.number(key) for m in members]
    near = _rounding(everyone)
    if any(abs(summed - stated) <= near for summed in (fsum(everyone), *accumulate(above))):
        return None
    computed = round(fsum(everyone), 9)
    shown = {"stated": number_text(stated), "computed": number_text(computed)}
    where = total.origins[key]
    told = codes.WRONG_MEMBER_SUM.at(where, name=total.name, column=key, **shown)
    return replace(told, remedies=(Remedy(where.sheet, computed, cell=where.cell),))


def other_shares(members: Sequence[Weights], key: str) -> Finding | None:
    """The question which key is meant, where a column of shares stands beside the one that is taken and the members' parts
    are others in it."""
    for other in members[0].numbers if members else ():
        for member, stated, computed in _shares_beside(members, other, key):
            if abs(computed - stated) > _half_of_last(members, other):
                shown = {"stated": number_text(stated), "computed": number_text(round(computed, 2))}
                told = codes.OTHER_SHARES.at(
                    member.origins[other], name=member.name, column=other, key=key, **shown
                )
                choices = (Remedy(SETTINGS.title, one, label=KEY.label) for one in (other, key))
                return replace(told, remedies=tuple(choices))
    return None


def repeats_shares(members: Sequence[Weights], other: str, key: str) -> bool:
    """Whether the column says no more than which shares the key gives."""
    beside, near = _shares_beside(members, other, key), _half_of_last(members, other)
    return bool(beside) and all(abs(computed - stated) <= near for _, stated, computed in beside)


def _shares_beside(members: Sequence[Weights], other: str, key: str) -> list[tuple[Weights, float, float]]:
    """Each member's share in percent, as the other column states it and as the key gives it; none where the column holds no
    shares of a whole."""
    whole = fsum(m.number(key) for m in members)
    if not whole or other == key or not are_a_whole(members, other):
        return []
    stated = _percent(members, other)
    return [(m, one, _A_WHOLE * m.number(key) / whole) for m, one in zip(members, stated, strict=True)]


def _half_of_last(members: Sequence[Weights], key: str) -> float:
    """How far a share may be off by its rounding."""
    return 0.5 * 10.0 ** -max(map(decimals_of, _percent(members, key)), default=0) + 1e-9


def are_a_whole(members: Sequence[Weights], key: str) -> bool:
    """Whether the key's numbers are shares in percent that are a hundred together."""
    percent = _percent(members, key)
    return bool(percent) and abs(fsum(percent) - _A_WHOLE) <= _rounding(percent)


def _percent_fault(members: Sequence[Weights], key: str) -> Finding | None:
    """A key in percent that is not a hundred together."""
    together = fsum(_percent(members, key))
    if not together or are_a_whole(members, key):
        return None
    where = members[0].origins[key]
    return codes.NOT_A_WHOLE.at(where, column=key, together=number_text(round(together, 6)))


def _percent(members: Sequence[Weights], key: str) -> list[float]:
    """The key's numbers as percent; none where it is not in percent."""
    numbers = [m.number(key) for m in members]
    formatted = all(key in m.percent for m in members if m.numbers.get(key) is not None)
    named = _PERCENT_NAME.search(normalised(key)) is not None
    if not numbers or not (formatted or (named and max(numbers) <= _A_WHOLE)):
        return []
    scale = _A_WHOLE if formatted or max(numbers) <= 1 else 1
    return [round(n * scale, 9) for n in numbers]


def _rounding(numbers: Sequence[float]) -> float:
    """How far a sum of the numbers may be off by their rounding; whole numbers are counted, not rounded."""
    places = max(map(decimals_of, numbers), default=0)
    return 0.5 * len(numbers) * 10.0**-places + 1e-9 if places else 1e-9 * max(1.0, abs(fsum(numbers)))
