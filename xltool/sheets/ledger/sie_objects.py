"""What rows on objects are in a SIE file: the whole told again, or parts of it (ledger.md §4, 5 and 6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

from xltool.core.sie import Booked, Key, Objects, SieFile, by_account
from xltool.sheets.ledger.sie_span import is_counted

Rows = Mapping[Key, Booked]
Dimensions = tuple[str, ...]


class ObjectRows(Enum):
    """What the rows on objects are beside those without; the value says it."""

    NONE = "inga objekt"
    REPEAT = "raderna utan objekt är hela beloppet"
    ADD = "raderna utan objekt är resten"
    UNTESTED = "raderna utan objekt antas vara hela beloppet"

    @property
    def are_added(self) -> bool:
        return self in (ObjectRows.NONE, ObjectRows.ADD)


def counted(rows: Rows) -> dict[Key, Booked]:
    """The rows of the accounts of operation."""
    return {key: booked for key, booked in rows.items() if is_counted(key[0])}


def object_rows(file: SieFile) -> ObjectRows:
    """Decided once a file, by what the year's actual is known to be."""
    balances, budgets = counted(file.balances), counted(file.budgets)
    if not any(objects for rows in (balances, budgets) for _, objects, _ in rows):
        return ObjectRows.NONE
    known = {a: b.ore for a, b in file.results.get(0, {}).items()} or _sums(counted(file.postings))
    without = {key: b for key, b in balances.items() if not key[1]}
    if known and without and _agree(_sums(without), known):
        return ObjectRows.REPEAT
    if known and balances and _agree(_sums(balances), known):
        return ObjectRows.ADD
    return ObjectRows.UNTESTED


def _sums(rows: Rows) -> dict[str, int]:
    return {account: booked.ore for account, booked in by_account(rows).items()}


def _agree(sums: Mapping[str, int], known: Mapping[str, int]) -> bool:
    return all(known.get(account, 0) == ore for account, ore in sums.items())


def totals_of(rows: Rows, way: ObjectRows) -> dict[str, Booked]:
    """What each account comes to; those that have objects alone are not among them where objects repeat the whole."""
    return by_account(rows if way.are_added else {key: b for key, b in rows.items() if not key[1]})


def objects_alone(rows: Rows, way: ObjectRows) -> dict[str, Booked]:
    """What the accounts come to that have rows on objects and none without, where objects repeat the whole."""
    if way.are_added:
        return {}
    whole = {account for account, objects, _ in rows if not objects}
    return {a: b for a, b in by_account(rows).items() if a not in whole and b.ore}


def parted(rows: Rows, way: ObjectRows, wanted: Iterable[str] = ()) -> dict[Key, Booked]:
    """The rows as parts that come to the whole: those of one set of dimensions, and what they leave without objects.
    `wanted` are the dimensions that should be told apart."""
    if way.are_added:
        return dict(rows)
    chosen = _chosen(rows, frozenset(wanted))
    parts: dict[Key, Booked] = {}
    for (account, objects, month), booked in rows.items():
        if objects and _dimensions(objects) == chosen:
            parts[account, objects, month] = booked
    rest = {key: booked for key, booked in rows.items() if not key[1]}
    for (account, _, month), booked in list(parts.items()):
        if (key := (account, (), month)) in rest:
            rest[key] = Booked(rest[key].ore - booked.ore, rest[key].line)
    return parts | {key: booked for key, booked in rest.items() if booked.ore}


def _chosen(rows: Rows, wanted: frozenset[str]) -> Dimensions:
    """The set of dimensions that tells most: the wanted ones first, else the one that holds most of the money."""
    money: dict[Dimensions, int] = defaultdict(int)
    for (_, objects, _), booked in rows.items():
        if objects:
            money[_dimensions(objects)] += abs(booked.ore)
    if not money:
        return ()
    return max(money, key=lambda d: (len(wanted & set(d)), money[d], len(d), [-len(one) for one in d]))


def _dimensions(objects: Objects) -> Dimensions:
    return tuple(dimension for dimension, _ in objects)


def of_selection(rows: Rows, dimension: str, chosen: Iterable[str], *, added: bool) -> dict[Key, Booked]:
    """The rows of the objects: those on one alone if the account has any, since they hold the ones that are split
    further; where rows are `added` each is a part of its own."""
    picked: dict[Key, Booked] = {}
    for code in chosen:
        pair = (dimension, code)
        holding = {key: booked for key, booked in rows.items() if pair in key[1]}
        alone = set() if added else {account for account, objects, _ in holding if objects == (pair,)}
        picked |= {k: b for k, b in holding.items() if k[0] not in alone or k[1] == (pair,)}
    return picked
