"""Figures in people's own sentences that stood in the workbook when they were written, and do no more (year.md §6)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from xltool.core.memos import MEMORY, Memo
from xltool.core.numbers import plain
from xltool.core.units import UNIT_WORDS, Money
from xltool.drawing.placed import SheetPlan
from xltool.rerun.earlier_result import EarlierResult

_AGREED = "agreed"
_UNITS = "|".join(sorted((re.escape(unit) for unit in UNIT_WORDS), key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?<![\w,.-])(?P<whole>\d{{1,3}}(?: \d{{3}})+|\d+)(?:,(?P<part>\d+))?(?: ?(?P<unit>%|procent|{_UNITS}))?(?![\w,-]?\w)",
    re.IGNORECASE,
)
_YEARS = range(1990, 2101)
_FEWEST_DIGITS = 3  # of a figure without a unit: a smaller one stands somewhere by chance


class _Figure(Struct, frozen=True):
    """A figure as it is written, what it may be in a cell, and how far that may be from it by its rounding."""

    text: str
    values: tuple[float, ...]
    near: float

    def is_among(self, numbers: Collection[float]) -> bool:
        return any(abs(number - value) <= self.near for number in numbers for value in self.values)


class Judged(Struct, frozen=True):
    """By paragraph: the figures of own sentences that have `agreed` with the workbook some time, and those of them that are
    `stale`."""

    agreed: Mapping[str, tuple[str, ...]] = {}
    stale: Mapping[str, tuple[str, ...]] = {}

    def memo(self) -> list[Memo]:
        return [[_AGREED, {name: [*texts] for name, texts in self.agreed.items()}]] if self.agreed else []


def judged_sentences(
    sentences: Mapping[str, str], earlier: EarlierResult, sheets: Sequence[SheetPlan], money: Money
) -> Judged:
    """Looks for the figures of the `sentences` that people wrote, in the result that they wrote them in and in the new
    `sheets`."""
    if not sentences:
        return Judged()
    then = {
        abs(c.number) for s in earlier.book.sheets if s.name != MEMORY for c in s.cells.values() if c.number
    }
    now = {abs(value) for sheet in sheets for cell in sheet.cells if (value := _number(cell.value))}
    known = _remembered(earlier.memos)
    agreed, stale = {}, {}
    for name, text in sentences.items():
        figures = [*_figures(text, money)]
        found = [one for one in figures if one.text in known.get(name, ()) or one.is_among(then)]
        agreed[name] = tuple(dict.fromkeys(one.text for one in found))
        stale[name] = tuple(dict.fromkeys(one.text for one in found if not one.is_among(now)))
    return Judged(_filled(agreed), _filled(stale))


def _filled(of_each: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: texts for name, texts in of_each.items() if texts}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) and not isinstance(value, bool) else None


def _figures(text: str, money: Money) -> Iterator[_Figure]:
    for found in _FIGURE.finditer(plain(text)):
        digits, part, unit = found["whole"].replace(" ", ""), found["part"] or "", found["unit"] or ""
        value, near = float(f"{digits}.{part or 0}"), 0.5 * 10.0 ** -len(part) + 1e-9
        if not unit and (len(digits) + len(part) < _FEWEST_DIGITS or (not part and value in _YEARS)):
            continue
        if unit in ("%", "procent"):
            yield _Figure(found[0], (value / 100,), near / 100)
        elif unit:
            of = UNIT_WORDS[unit.casefold()]
            yield _Figure(found[0], (money.convert(value, of),), money.convert(near, of))
        else:
            yield _Figure(found[0], (value, value * money.scale), near)


def _remembered(memos: Iterable[Memo]) -> dict[str, list[str]]:
    for memo in memos:
        match memo:
            case ["agreed", dict(of_each)]:
                return {
                    str(name): [*map(str, texts)]
                    for name, texts in of_each.items()
                    if isinstance(texts, list)
                }
    return {}
