"""What a result remembers of how it was made, in its hidden sheet: memos as JSON, a row each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from xltool.core.cells import RawSheet

Memo: TypeAlias = list[Any]  # first what it is about
MEMORY = "xltool-minne"  # the hidden sheet
FOLLOWERS = "follows"  # the memos of the columns that follow their rows, one a sheet, with its key
RECORD = "record"  # the memos of what was written, one a sheet, with its name
_FIRST_ROW = 3
_LONGEST = 32_000  # a cell of Excel holds 32 767 characters


def written(memos: Iterable[Memo]) -> Iterator[tuple[int, int, str]]:
    """The memos as cells: row and column, counted from 1, and text. A long one goes on in the cells to its right."""
    for row, memo in enumerate(memos, start=_FIRST_ROW):
        text = json.dumps(memo, separators=(",", ":"))
        for column, start in enumerate(range(0, len(text), _LONGEST), start=1):
            yield row, column, text[start : start + _LONGEST]


def memos_of(sheets: Iterable[RawSheet]) -> tuple[Memo, ...]:
    """The memos of the hidden sheet; none where somebody took it away. What was damaged is passed over."""
    found = []
    sheet = next((sheet for sheet in sheets if sheet.name == MEMORY), None)
    for row in sheet.filled_rows() if sheet else ():
        assert sheet is not None
        columns = sorted(column for at, column in sheet.cells if at == row)
        try:
            memo = json.loads("".join(str(sheet.cell(row, column).value or "") for column in columns))
        except (ValueError, RecursionError):
            continue
        if isinstance(memo, list) and memo and isinstance(memo[0], str):
            found.append(memo)
    return tuple(found)


def following(memos: Iterable[Memo], key: str) -> frozenset[str]:
    """The headers of the columns that follow the rows of the sheet in a result."""
    memo = next((memo for memo in memos if memo[:2] == [FOLLOWERS, key]), [])
    return frozenset(str(name) for name in memo[2:])
