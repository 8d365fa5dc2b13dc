"""A SIE file (formats 1 to 4, sie.se) as values: what its records say, before anybody decides which of them count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

Objects: TypeAlias = tuple[tuple[str, str], ...]  # (dimension, object) pairs, sorted
Key: TypeAlias = tuple[str, Objects, str]  # account, objects, period (YYYYMM, or empty for a year)


class Booked(Struct, frozen=True):
    """An amount in öre, debit plus and credit minus, and the line of the file that says it first."""

    ore: int
    line: int

    def plus(self, other: Booked) -> Booked:
        return Booked(self.ore + other.ore, min(self.line, other.line))


class Fault(Struct, frozen=True):
    """A record that cannot be read, and why."""

    line: int
    problem: str


class SieFile(Struct):
    """What a file holds. `years` are the first and last days (YYYYMMDD) by number, 0 the current year; `results` the
    yearly amounts (#RES) by year and account; `balances`, `budgets` and `postings` are those of year 0, changes by month.
    `kinds` are the accounts' (#KTYP), `objects` the names of dimensions' objects, `through` is the day that the balances reach to (#OMFATTN), `unbalanced` the lines of
    vouchers that do not balance, `outside` those of vouchers of other years. `cut` says where a file ends too early,
    `sum_differs` whether its checksum is another."""

    encoding: str = ""
    format: str = ""
    kind: str = ""
    program: str = ""
    company: str = ""
    currency: str = ""
    through: str = ""
    years: dict[int, tuple[str, str]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    results: dict[int, dict[str, Booked]] = field(default_factory=dict)
    balances: dict[Key, Booked] = field(default_factory=dict)
    budgets: dict[Key, Booked] = field(default_factory=dict)
    postings: dict[Key, Booked] = field(default_factory=dict)
    has_prior_budget: bool = False
    vouchers: int = 0
    unbalanced: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    cut: str = ""
    sum_differs: bool = False


def by_account(rows: Mapping[Key, Booked]) -> dict[str, Booked]:
    """The rows added up by account."""
    sums: dict[str, Booked] = {}
    for (account, _, _), booked in rows.items():
        sums[account] = sums[account].plus(booked) if account in sums else booked
    return sums
