"""What the input said when a result was written, remembered in the result itself, so that the next run knows what a
person changed there; and the list Utan rad of what found no row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from xltool.core.memos import Memo
from xltool.core.numbers import LARGEST
from xltool.core.row_key import row_key
from xltool.core.scalars import Scalar
from xltool.rerun.entry_place import Place
from xltool.sheets.all_sheets import forms
from xltool.sheets.sheet_row import Entry

_YEARS = range(1990, 2100)
_INPUT, _DECIDED, _LEDGER = "input", "decided", "ledger"


class Decision(NamedTuple):
    """Two figures for the same thing, of which the result's counts as long as neither changes."""

    result: Scalar
    input: Scalar


def input_memo(entries: Mapping[Place, Entry]) -> Memo:
    """What the input says, row by row. What is not remembered was empty."""
    filled = [(p, e.value) for p, e in entries.items() if e.value is not None and e.value != ""]
    rows = groupby(filled, key=lambda one: one[0].key)
    return [_INPUT, *([*k.parts(), {place.column: value for place, value in cells}] for k, cells in rows)]


def remembered(memos: Iterable[Memo]) -> dict[Place, Scalar]:
    """What the input said then; nothing where the memo is gone."""
    rows = [row for memo in memos if memo[0] == _INPUT for row in memo[1:]]
    found: dict[Place, Scalar] = {}
    for row in rows:
        match row:
            case [*parts, dict(values)] if key := row_key(parts):
                for column, value in values.items():
                    if isinstance(value, str) or (isinstance(value, float | int) and abs(value) < LARGEST):
                        found[Place(key, str(column))] = value
    return found


def headers_above(then: Mapping[Place, Scalar]) -> Iterator[str]:
    """The headers that may have stood above what people fill in: those of the columns, with a year behind them too, and
    those that the input had. To be asked for where one has been typed over."""
    named = {c.header for kind in forms() for c in kind.columns}
    yield from named | {place.column for place in then}
    yield from (f"{name} {year}" for name in sorted(named) for year in _YEARS)


def decisions_memo(decided: Mapping[Place, Decision]) -> Memo:
    """Which figures of the result count although the input says something else."""
    return [_DECIDED, *([*place.key.parts(), place.column, *decision] for place, decision in decided.items())]


def remembered_decisions(memos: Iterable[Memo]) -> dict[Place, Decision]:
    found = {}
    for row in (row for memo in memos if memo[0] == _DECIDED for row in memo[1:]):
        match row:
            case [
                *parts,
                str(column),
                float() | int() | str() | None as result,
                float() | int() | str() | None as said,
            ] if key := row_key(parts):
                found[Place(key, column)] = Decision(result, said)
    return found


def ledger_memo(digests: Mapping[str, str], size: int) -> Memo:
    """The detail rows, a digest a column, and how many there are."""
    return [_LEDGER, dict(digests), size]


def remembered_ledger(memos: Iterable[Memo]) -> dict[str, str]:
    """The digests of the detail rows as they were written; nothing where there were none."""
    for memo in memos:
        match memo:
            case ["ledger", dict(digests), *_]:
                return {str(column): str(digest) for column, digest in digests.items()}
    return {}


def remembered_size(memos: Iterable[Memo]) -> int:
    """How many detail rows were written; 0 where nobody knows."""
    for memo in memos:
        match memo:
            case ["ledger", dict(), int(size)]:
                return size
    return 0
