"""Account and name in one cell: `5010 Löner` (reading.md §8.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.headers import Header
from xltool.binding.vocabulary import GROUP_WORDS
from xltool.core.cells import BLANK
from xltool.core.columns import Input
from xltool.core.late_patterns import late_pattern

_BOTH = late_pattern(r"\s*([3-8]\d{3,5})(?:\s*[-–:.]\s*|\s+)([^\W\d].*)", re.DOTALL)
_FEW = 2  # lines: fewer tell nothing
_INCOME = "3"


def split_accounts(bound: Bound, headers: Mapping[int, Header]) -> None:
    """Gives each row whose name begins with an account that account, where no column has accounts and most lines begin so. Of
    codes below another word than Konto only that they are of both income and costs tells that they are accounts."""
    account = next(
        (c for c in bound.kind.columns if c.names and not c.required and c.header == "Konto"), None
    )
    name = next((c for c in bound.kind.columns if c.names and c.required), None)
    if account is None or name is None or account in bound.columns or name not in bound.columns:
        return
    above = headers.get(bound.columns[name])
    header = above.words.base if above else ""
    lines = [row for row in bound.rows if any(not c.names and row.has(c) for c in row.filled)]
    coded = {row.number: found for row in lines if (found := _read(row, name))}
    classes = {found[1][0] for found in coded.values()}
    both = _INCOME in classes and len(classes) > 1
    says_account = "konto" in header or both
    if len(coded) < _FEW or len(coded) * 2 < len(lines) or header in GROUP_WORDS or not says_account:
        return
    bound.columns[account] = bound.columns[name]
    for row in bound.rows:
        row.cells[account] = BLANK
        if found := coded.get(row.number):
            _put(row, account, found[1])
            _put(row, name, found[2])


def _read(row: BoundRow, name: Input) -> re.Match[str] | None:
    value = row.cells[name].value
    return _BOTH().fullmatch(value) if isinstance(value, str) else None


def _put(row: BoundRow, column: Input, text: str) -> None:
    row.cells[column] = row.filled[column] = replace(row.cells[column], value=text)
