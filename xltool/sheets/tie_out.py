"""What a workbook says of last year against last year's own workbook, row by row (year.md §2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.columns import Input
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import amount, listed
from xltool.core.units import Money
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.board import Board
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import Line, Lines
from xltool.sheets.operating import operating_columns as operating

_MOST_TOLD = 4
_NOISE = 1.000001  # what binary fractions leave


class _Pair(Struct, frozen=True):
    """A row's amount here and in last year's workbook, None where it is not there; both in this workbook's unit."""

    name: str
    here: float | None
    there: float | None
    origin: Origin | None

    @property
    def off(self) -> float:
        return (self.here or 0.0) - (self.there or 0.0)


def is_of_last_year(board: Board, last: Board) -> bool:
    """Whether `last` is a whole year's workbook of the same board and the year before."""
    same = normalised(board.settings.board or "") == normalised(last.settings.board or "")
    return same and is_year_before(board, last)


def is_year_before(board: Board, last: Board) -> bool:
    year = board.settings.year
    return year is not None and last.settings.year == year - 1 and not last.settings.is_interim


def tied_out(board: Board, last: Board, name: str) -> tuple[list[Finding], dict[str, str]]:
    """The findings where last year's amounts differ from those of `last`, the workbook of that `name`, and by label what
    Kontroll says of those that do not."""
    findings: list[Finding] = []
    told: dict[str, str] = {}
    for label, pairs in _compared(board, last):
        off = [pair for pair in pairs if not _is_same(pair, board.money, last.money)]
        if off:
            findings.append(_difference(off, pairs, label, name, board.money))
        elif pairs:
            told[label] = f"är som i {name}, rad för rad"
    return findings, told


def with_last_year(board: Board, last: Board, name: str) -> tuple[Board, list[Finding]]:
    """The board with last year's actuals from `last` where its workbook has no column for them."""
    lines, before = board.operating, last.operating
    column = operating.PRIOR_ACTUAL
    if lines is None or before is None or column in lines.columns:
        return board, []
    accounts = _unique_accounts(lines) & _unique_accounts(before)
    left, here = _by_key(before, accounts), _by_key(lines, accounts)
    blocks = {}
    for kind, block in lines.blocks.items():
        keys = [_key(line, accounts) for line in block.lines]
        then = [left.pop(key, ()) if len(here[key]) == 1 else () for key in keys]
        filled = (
            _filled(line, of, board.money, last.money) for line, of in zip(block.lines, then, strict=True)
        )
        blocks[kind] = replace(block, lines=tuple(filled))
    whole = replace(lines, blocks=blocks, columns=lines.columns | {column})
    gone = [of[0].name for of in left.values() if any(line.amounts.get(operating.ACTUAL) for line in of)]
    without = f" Utan rad i år: {listed(gone)}." if gone else ""
    where = next((o for line in _lines_of(lines) if (o := line.origins.get(operating.NAME))), None)
    told = codes.LAST_YEAR_TAKEN.at(
        where and Origin(where.sheet, ""), what=f"Utfall {last.settings.year}", file=name, without=without
    )
    return board.with_part(operating.OPERATING.key, whole), [told]


def _filled(line: Line, then: Sequence[Line], money: Money, other: Money) -> Line:
    amounts = [
        money.convert(a, other.unit) for one in then if (a := one.amounts.get(operating.ACTUAL)) is not None
    ]
    if not amounts:
        return line
    return replace(line, amounts={**line.amounts, operating.PRIOR_ACTUAL: money.clear(fsum(amounts))})


def _compared(board: Board, last: Board) -> Iterator[tuple[str, list[_Pair]]]:
    """What is compared of each sheet that both have, under its label."""
    year = last.settings.year
    lines, before = board.operating, last.operating
    if lines and before and operating.PRIOR_ACTUAL in lines.columns:
        column = operating.PRIOR_ACTUAL
        yield (
            f"Utfall {year}",
            _paired(lines, before, column, lambda line: line.amounts.get(operating.ACTUAL), board, last),
        )
    projects, ended = board.investments, last.investments
    if projects and ended and investments.PRIOR_YEARS in projects.columns:
        pairs = _paired(projects, ended, investments.PRIOR_YEARS, _accumulated, board, last)
        # A project that was finished is not in the next year's workbook, and a new one was not in the last.
        yield (
            f"Projektens utfall t.o.m. {year}",
            [p for p in pairs if p.here is not None and p.there is not None],
        )


def _accumulated(line: Line) -> float | None:
    stated = line.amounts.get(investments.ACCUMULATED)
    earlier, of_year = (line.amounts.get(c) for c in (investments.PRIOR_YEARS, investments.ACTUAL))
    return stated if stated is not None or earlier is None else earlier + (of_year or 0.0)


def _paired(
    now: Lines, before: Lines, column: Input, then: Callable[[Line], float | None], board: Board, last: Board
) -> list[_Pair]:
    """The rows of both, by account where that is one row's in both, else by name and group; rows of one name are one."""
    accounts = _unique_accounts(now) & _unique_accounts(before)
    here, there = _by_key(now, accounts), _by_key(before, accounts)
    pairs = []
    for key in dict.fromkeys([*here, *there]):
        amounts = [a for line in here.get(key, ()) if (a := line.amounts.get(column)) is not None]
        others = [
            board.money.convert(a, last.money.unit)
            for line in there.get(key, ())
            if (a := then(line)) is not None
        ]
        first = (here.get(key) or there[key])[0]
        origin = here[key][0].origins.get(column) if key in here else None
        if amounts or others:
            pairs.append(_Pair(first.name, _sum(amounts), _sum(others), origin))
    return pairs


def _sum(amounts: Sequence[float]) -> float | None:
    return fsum(amounts) if amounts else None


def _lines_of(lines: Lines) -> Iterator[Line]:
    return (line for block in lines.blocks.values() for line in block.lines)


def _unique_accounts(lines: Lines) -> set[str]:
    counted = Counter(line.account for line in _lines_of(lines) if line.account)
    return {account for account, count in counted.items() if count == 1}


def _by_key(lines: Lines, accounts: Container[str]) -> dict[tuple[str, ...], list[Line]]:
    found: dict[tuple[str, ...], list[Line]] = {}
    for line in _lines_of(lines):
        found.setdefault(_key(line, accounts), []).append(line)
    return found


def _key(line: Line, accounts: Container[str]) -> tuple[str, ...]:
    if line.account in accounts:
        return (line.account,)
    return line.kind.value, normalised(line.name), normalised(line.group)


def _is_same(pair: _Pair, money: Money, other: Money) -> bool:
    """To the half of the last digit that the coarser of the two is written with."""
    coarser = max(
        _half_digit(pair.here, money.step), _half_digit(pair.there, money.convert(other.step, other.unit))
    )
    return abs(pair.off) <= coarser * _NOISE


def _half_digit(amount: float | None, step: float) -> float:
    return 0.0 if amount is None else step / 2


def _difference(off: Sequence[_Pair], every: Sequence[_Pair], label: str, name: str, money: Money) -> Finding:
    """All rows of a sheet that differ as one, at the first that stands in this workbook."""
    told = [
        f"{pair.name} {_said(pair.here, money)} här, {_said(pair.there, money)} där"
        for pair in off[:_MOST_TOLD]
    ]
    more = [f"{len(off) - _MOST_TOLD} rader till"] if len(off) > _MOST_TOLD else []
    net, before = (fsum(getattr(p, side) or 0.0 for p in every) for side in ("here", "there"))
    moved = abs(net - before) > money.step / 2 * _NOISE * max(len(every), 1)
    whole = (
        f"Summan är {amount(money, net)} här och {amount(money, before)} där."
        if moved
        else "Nettot är oförändrat."
    )
    where = next((pair.origin for pair in off if pair.origin is not None), None)
    return codes.LAST_YEAR_DIFFERS.at(where, what=label, file=name, rows="; ".join([*told, *more]), net=whole)


def _said(value: float | None, money: Money) -> str:
    return "saknas" if value is None else amount(money, value)
