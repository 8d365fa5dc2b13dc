"""Which accounts a line names: `5010`, `5010-5099`, `50*`, or several of them with `;` between.

An account is text. One that is written with digits alone, without a zero in front, is a number to Excel, so what
names it comes to intervals of numbers; any other account is named letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from xltool.core.late_patterns import late_pattern

_NUMBER = late_pattern(r"[1-9]\d{0,14}|0")  # Excel keeps 15 digits of a number
_RANGE = late_pattern(r"(\d{1,15})\s*(?:-|–|−|‑|:|\.\.)\s*(\d{1,15})")
_START = late_pattern(r"(\w{1,15})\*")
_ONE = late_pattern(r"\w[\w.\-]{0,29}")
_MOST = 60  # more would not fit into a formula
_USUAL_LENGTH = 4  # Kommun-BAS

Interval: TypeAlias = tuple[int, int]
Held: TypeAlias = float | str | bool | None  # a cell of the ledger


class Accounts(Struct, frozen=True):
    """What a line's Konto names. `ranges` include both ends, `starts` are what accounts begin with. `where` is what the
    rows must hold in each of the columns that tell lines apart, None where anything will do."""

    ones: frozenset[str]
    ranges: tuple[Interval, ...]
    starts: frozenset[str]
    where: tuple[frozenset[Held] | None, ...] = ()

    def take(self, account: str) -> bool:
        """Whether the line takes the account's detail rows."""
        if account in self.ones or any(account.startswith(start) for start in self.starts):
            return True
        return is_number(account) and any(low <= int(account) <= high for low, high in self.ranges)

    def holds(self, values: Sequence[Held]) -> bool:
        """Whether the line takes rows of its accounts that hold these values."""
        return all(
            wanted is None or value in wanted for wanted, value in zip(self.where, values, strict=False)
        )

    def intervals(self, accounts: Iterable[str]) -> list[Interval]:
        """The numbers among the named accounts, as intervals that do not touch each other, so that none is taken
        twice. `50*` names numbers of any length: those of the lengths that `accounts` have."""
        lengths = {len(a) for a in accounts if is_number(a)} | {_USUAL_LENGTH}
        found = [*self.ranges, *((int(one), int(one)) for one in self.ones if is_number(one))]
        for start in self.starts:
            if is_number(start):
                more = sorted(length - len(start) for length in lengths if length >= len(start))
                found += [(int(start) * 10**n, (int(start) + 1) * 10**n - 1) for n in more]
        return _merged(found)

    def texts(self, accounts: Iterable[str]) -> list[str]:
        """The accounts among the named ones that are no numbers, in the order of `accounts`."""
        return [a for a in accounts if not is_number(a) and self.take(a)]


def is_number(account: str) -> bool:
    """Whether Excel keeps the account as a number without losing any of it."""
    return _NUMBER().fullmatch(account) is not None


def parse_accounts(text: str) -> Accounts | None:
    """The accounts that the text names; None where it names none, or more than a formula holds."""
    ones, ranges, starts = set(), [], set()
    parts = [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]
    for part in parts:
        if found := _RANGE().fullmatch(part):
            low, high = int(found[1]), int(found[2])
            if low > high:
                return None
            ranges.append((low, high))
        elif found := _START().fullmatch(part):
            starts.add(found[1])
        elif _ONE().fullmatch(part) and any(c.isdigit() for c in part):
            ones.add(part)
        else:
            return None
    if not parts or len(parts) > _MOST:
        return None
    return Accounts(frozenset(ones), tuple(ranges), frozenset(starts))


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for low, high in sorted(intervals):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
