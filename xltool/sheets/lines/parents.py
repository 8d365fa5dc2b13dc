"""Rows that are the sums of other rows without the word Summa (reading.md §5).

Structure (a formula over other rows, a code that begins theirs, a level of outline or indent, bold) together with
arithmetic that fits makes a row a subtotal; structure or arithmetic alone is a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import TypeAlias

from msgspec import Struct

from xltool.binding.bind import BoundRow
from xltool.binding.stated_totals import within_rounding
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK, RawCell
from xltool.core.numbers import parse_number
from xltool.core.tables import Input
from xltool.core.units import Money
from xltool.sheets.lines.line_kinds import LineColumns

_CODE = re.compile(r"\d+(\.\d+)*")


class Parent(Struct, frozen=True):
    """The row at `index` and the rows it is the sum of; `why` says what shows it, `sure` whether that is enough."""

    index: int
    parts: tuple[int, ...]
    why: str
    sure: bool


class _Candidate(Struct, frozen=True):
    row: BoundRow
    typed: bool
    amounts: Mapping[Input, float]


_Parts: TypeAlias = Callable[[Sequence[_Candidate], int], Iterator[list[int]]]


def parents(
    rows: Sequence[tuple[BoundRow, bool]], columns: LineColumns, money: Money, *, by_code: bool = True
) -> list[Parent]:
    """The parents among rows that follow each other. A row whose role somebody typed is none and may be a part. Without
    `by_code` the codes of rows say nothing of that."""
    given = [_Candidate(row, typed, _amounts(row, columns)) for row, typed in rows]
    found: dict[int, Parent] = {}
    doubtful: dict[int, Parent] = {}
    for parts_of, why in _STRUCTURE:
        if parts_of is _by_code and not by_code:
            continue
        for index, one in enumerate(given):
            if one.typed or index in found or not one.amounts:
                continue
            runs = [run for run in parts_of(given, index) if run]
            fitting = next((run for run in runs if _fits(given, index, run, money)), None)
            if fitting:
                found[index] = Parent(index, tuple(fitting), why, True)
            elif runs and why in _STRONG and len(runs[0]) > 1 and index not in doubtful:
                doubtful[index] = Parent(index, tuple(runs[0]), why, False)
    plain = [i for i in range(len(given)) if i not in found]
    while new := [p for p in _by_arithmetic(given, plain, money) if p.index in plain]:
        for parent in new:  # without these their own parents show, which hold the same amounts once more
            doubtful.setdefault(parent.index, parent)
            plain.remove(parent.index)
    owned = [set(p.parts) for p in found.values()]  # what is below one row is above another
    told = [p for i, p in doubtful.items() if i not in found]
    return [
        *found.values(),
        *(p for p in told if p.why == _SUM or not any(o.issuperset(p.parts) for o in owned)),
    ]


def sums_across(rows: Sequence[tuple[BoundRow, bool]], columns: LineColumns, money: Money) -> list[Parent]:
    """The rows that are sums by arithmetic alone, of rows with headings between them."""
    given = [_Candidate(row, typed, _amounts(row, columns)) for row, typed in rows]
    return list(_by_arithmetic(given, range(len(given)), money))


def _amounts(row: BoundRow, columns: LineColumns) -> dict[Input, float]:
    return {c: n for c in columns.amounts if (n := _number(row.cells.get(c, BLANK))) is not None}


def _number(cell: RawCell) -> float | None:
    if isinstance(cell.value, str):
        read = parse_number(cell.value)
        return read.value if read else None
    return cell.number


def _fits(given: Sequence[_Candidate], index: int, parts: Sequence[int], money: Money) -> bool:
    """Whether the row is the sum of the parts in every amount column that it has."""
    own = given[index].amounts
    return all(
        within_rounding(n - fsum(given[i].amounts.get(c, 0.0) for i in parts), len(parts), money)
        for c, n in own.items()
    ) and any(own.values())


# --- structure -----------------------------------------------------------------------------------------------


def _by_formula(given: Sequence[_Candidate], index: int) -> Iterator[list[int]]:
    """The rows that the formulas of the row's amounts refer to."""
    by_number = {one.row.number: i for i, one in enumerate(given)}
    for column in given[index].amounts:
        rows = given[index].row.rows_summed(column)
        parts = sorted(by_number[r] for r in rows if r in by_number and by_number[r] != index)
        if parts:
            yield [i for i in parts if given[i].typed or not given[i].row.rows_summed(column)]


def _by_code(given: Sequence[_Candidate], index: int) -> Iterator[list[int]]:
    """The rows whose code begins with the row's: 5, 50, 5010; 1, 1.1."""
    codes = [_code(one.row) for one in given]
    own = codes[index]
    if own:
        parts = [i for i, code in enumerate(codes) if i != index and _begins(own, code)]
        yield [i for i in parts if given[i].typed or not any(_begins(codes[i], codes[j]) for j in parts)]


def _code(row: BoundRow) -> str:
    account = next((as_text(cell) for column, cell in row.cells.items() if column.header == "Konto"), "")
    code = account or as_text(next(iter(row.cells.values()), BLANK)).split(" ")[0]
    return code if _CODE.fullmatch(code) else ""


def _begins(code: str, other: str) -> bool:
    if not code or len(other) <= len(code):
        return False
    return other.startswith(f"{code}." if "." in other else code)


def _by_level(given: Sequence[_Candidate], index: int) -> Iterator[list[int]]:
    """The rows of a deeper level of outline or indent that follow, or that stand above."""
    for level in (lambda row: row.outline, lambda row: row.indent):
        yield from _deeper(given, index, level)


def _deeper(given: Sequence[_Candidate], index: int, level: Callable[[BoundRow], int]) -> Iterator[list[int]]:
    own = level(given[index].row)
    for run in (range(index + 1, len(given)), range(index - 1, -1, -1)):
        parts: list[int] = []
        for i in run:
            if level(given[i].row) <= own:
                break
            parts.append(i)
        if parts:
            deepest = sorted(parts)
            ends = [i for i in deepest if not _is_above_deeper(given, i, deepest, level)]
            yield ends


def _is_above_deeper(
    given: Sequence[_Candidate], index: int, among: Sequence[int], level: Callable[[BoundRow], int]
) -> bool:
    """Whether the row is itself a parent by level: the next of the rows is deeper."""
    place = among.index(index) + 1
    return place < len(among) and level(given[among[place]].row) > level(given[index].row)


def _by_bold(given: Sequence[_Candidate], index: int) -> Iterator[list[int]]:
    """The rows without bold that follow a bold one to the next, or that stand above it."""
    if not given[index].row.bold:
        return
    for run in (range(index + 1, len(given)), range(index - 1, -1, -1)):
        parts = []
        for i in run:
            if given[i].row.bold:
                break
            parts.append(i)
        if len(parts) > 1:
            yield sorted(parts)


_FORMULA, _OWN_CODE, _LEVEL, _BOLD = (
    "formeln summerar dem",
    "dess kod är början på deras",
    "de är indragna eller grupperade under den",
    "den är i fetstil",
)
_STRUCTURE: tuple[tuple[_Parts, str], ...] = (
    (_by_formula, _FORMULA),
    (_by_code, _OWN_CODE),
    (_by_level, _LEVEL),
    (_by_bold, _BOLD),
)
_STRONG = (_FORMULA, _OWN_CODE, _LEVEL)
_BESIDE = 40  # rows: so many parts has hardly a sum whose figures are rounded
_NO_ACCIDENT = 250.0  # steps of the last decimal, for each part
_SUM = "beloppen är deras summa i varje kolumn"


# --- arithmetic alone ----------------------------------------------------------------------------------------


def _by_arithmetic(given: Sequence[_Candidate], rows: Sequence[int], money: Money) -> Iterator[Parent]:
    """Rows that are the sum of two or more rows beside them, or of all others, in every amount column."""
    columns = list(dict.fromkeys(c for i in rows for c in given[i].amounts))
    sums = [_running(given, rows, c) for c in columns]
    places: dict[tuple[float, ...], list[int]] = {}
    for place in range(len(rows) + 1):
        places.setdefault(tuple(_rounded(s[place]) for s in sums), []).append(place)
    for at, index in enumerate(rows):
        own = [given[index].amounts.get(c, 0.0) for c in columns]
        if given[index].typed or sum(map(bool, own)) == 0:
            continue
        run = _run_beside(rows, at, own, sums, places) or _nearly(given, rows, at, money)
        if (
            run is None
            and len(rows) > 3
            and all(_rounded(s[-1] - n) == _rounded(n) for s, n in zip(sums, own, strict=True))
        ):
            run = [i for i in rows if i != index]
        if run is not None and _tells(given, run, columns):
            yield Parent(index, tuple(run), _SUM, False)


def _run_beside(
    rows: Sequence[int],
    at: int,
    own: Sequence[float],
    sums: Sequence[Sequence[float]],
    places: Mapping[tuple[float, ...], Sequence[int]],
) -> list[int] | None:
    """The rows that end above the row, or begin below it, and add up to it."""
    below = places.get(tuple(_rounded(s[at + 1] + n) for s, n in zip(sums, own, strict=True)), ())
    end = next((p for p in below if p > at + 2), None)
    if end is not None:
        return list(rows[at + 1 : end])
    above = places.get(tuple(_rounded(s[at] - n) for s, n in zip(sums, own, strict=True)), ())
    start = next((p for p in reversed(above) if p < at - 1), None)
    return list(rows[start:at]) if start is not None else None


def _nearly(given: Sequence[_Candidate], rows: Sequence[int], at: int, money: Money) -> list[int] | None:
    """The few rows beside that add up to the row in the columns that it has; to rounding, where it is so large that
    this is no accident."""
    own = given[rows[at]].amounts
    for run in (rows[at + 1 : at + 1 + _BESIDE], rows[max(0, at - _BESIDE) : at][::-1]):
        sums = dict.fromkeys(own, 0.0)
        for count, index in enumerate(run, start=1):
            sums = {c: n + given[index].amounts.get(c, 0.0) for c, n in sums.items()}
            off = [abs(n - sums[c]) for c, n in own.items()]
            large = sum(abs(n) > _NO_ACCIDENT * (count + 1) * money.step for n in own.values()) > 1
            fits = max(off) < 1e-6 or (large and within_rounding(max(off), count, money))
            if count > 1 and fits:
                return sorted(run[:count])
    return None


def _running(given: Sequence[_Candidate], rows: Sequence[int], column: Input) -> list[float]:
    total, sums = 0.0, [0.0]
    for i in rows:
        total += given[i].amounts.get(column, 0.0)
        sums.append(total)
    return sums


def _rounded(value: float) -> float:
    return round(value, 6) + 0.0


def _tells(given: Sequence[_Candidate], parts: Sequence[int], columns: Iterable[Input]) -> bool:
    """Whether the agreement is no accident of small figures: two parts in some column, not 1 + 1."""
    return any(sum(abs(given[i].amounts.get(c, 0.0)) >= 10 for i in parts) > 1 for c in columns)
