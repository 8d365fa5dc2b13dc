"""Which row of one workbook is which of another, where that is certain. No two rows get the same.

A comment under another row's name is worse than a lost one. So block, account, name and figures are asked together, and
what they leave in doubt finds no mate.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.spelling import normalised

RowFigures = Mapping[RowKey, tuple[Scalar, ...]]
_K = TypeVar("_K", bound=Hashable)


def matched(
    old: Iterable[RowKey],
    new: Iterable[RowKey],
    old_figures: RowFigures | None = None,
    new_figures: RowFigures | None = None,
) -> dict[RowKey, RowKey]:
    """The new row of each old one. `old_figures` and `new_figures` say what stands on the rows.

    A row is known by its name and account within its group and its block, wherever it stands, in another spelling too where no
    other is called that; else by its account, where that is another row's neither before nor after; else by its name, where an account came or went and no other of its group is
    called that, or the budget is the same. In another block it is the same only with the same figures. What is in doubt is left.
    """
    pairing = _Pairing(old, new, old_figures or {}, new_figures or {})
    pairing.where_alone(
        lambda key: (key.sheet, key.block, key.group, key.row, key.account) if key.group else None,
        lambda was, now: was.group == now.group,
    )
    pairing.namesakes()
    pairing.where_alone(lambda key: (key.sheet, key.row, key.account), pairing.is_of_same_block)
    # `5010 Löner` in one cell was a name before it was an account and a name.
    pairing.where_alone(
        lambda key: (key.sheet, key.block, _label(key)),
        lambda was, now: bool(was.account) != bool(now.account),
    )
    pairing.where_alone(
        lambda key: (key.sheet, key.block, key.group, normalised(key.row), key.account),
        lambda was, now: pairing.is_only_one_called(was, now) or pairing.has_same_budget(was, now),
    )
    names = ({(k.sheet, k.row) for k in rest} for rest in (pairing.old, pairing.new))
    old_names, new_names = names
    pairing.where_alone(
        lambda key: (key.sheet, key.account) if key.account else None,
        lambda was, now: (was.sheet, was.row) not in new_names and (now.sheet, now.row) not in old_names,
    )
    pairing.where_alone(
        lambda key: (key.sheet, key.row),
        lambda was, now: (
            not (was.account and now.account)
            and pairing.is_of_same_block(was, now)
            and (pairing.is_only_one_called(was, now) or pairing.has_same_budget(was, now))
        ),
    )
    return pairing.found


def home_of(
    key: RowKey,
    figures: tuple[Scalar, ...],
    new: Collection[RowKey],
    taken: Collection[RowKey],
    new_figures: RowFigures,
) -> RowKey | None:
    """The row that one which was away is now, among the `new` ones but those that are `taken` by rows that were there.
    Where another of its name and block is there only the first of its figures, as the budget, tells which it is: what was
    spent may be the other's by chance."""
    away = [one for one in new if one not in taken]
    mate = matched([key], away, {key: figures}, new_figures).get(key)
    if mate is None:
        return None
    alike = [one for one in new if (one.sheet, one.block, one.row) == (mate.sheet, mate.block, mate.row)]
    if key.group == mate.group:
        alike = [one for one in alike if one.group == key.group]
    is_shared = any(figures[:1]) and figures[:1] == new_figures.get(mate, ())[:1]
    return mate if len(alike) == 1 or is_shared else None


def within_values(old: Iterable[RowKey], new: Sequence[RowKey]) -> dict[RowKey, RowKey]:
    """The rows of now, each within its own value: a comment never comes to another's row."""
    of_old, of_new = _by_value(old), _by_value(new)
    return {
        was: now
        for value, keys in of_old.items()
        for was, now in matched(keys, of_new.get(value, ())).items()
    }


def _by_value(keys: Iterable[RowKey]) -> dict[tuple[str, str], list[RowKey]]:
    found: dict[tuple[str, str], list[RowKey]] = defaultdict(list)
    for key in keys:
        found[key.sheet, key.group].append(key)
    return found


class _Pairing:
    """`old` and `new` are the rows that have no mate yet, in order."""

    def __init__(
        self, old: Iterable[RowKey], new: Iterable[RowKey], old_figures: RowFigures, new_figures: RowFigures
    ) -> None:
        self.old, self.new = list(dict.fromkeys(old)), list(dict.fromkeys(new))
        self.found: dict[RowKey, RowKey] = {}
        self._old_figures, self._new_figures = old_figures, new_figures
        self._called = [
            Counter((k.sheet, k.block, k.group, normalised(k.row)) for k in keys)
            for keys in (self.old, self.new)
        ]
        self._counts = [Counter(map(_name, keys)) for keys in (self.old, self.new)]

    def _pair(self, pairs: Iterable[tuple[RowKey, RowKey]]) -> None:
        self.found.update(pairs)
        taken = {*self.found.values()}
        self.old = [k for k in self.old if k not in self.found]
        self.new = [k for k in self.new if k not in taken]

    def namesakes(self) -> None:
        """Rows of one name, account and block: one of each is the same; of several those with the same figures, then
        those that one of the figures, as the budget, tells apart; and the others where nothing tells that any came or
        went."""
        old = _grouped(self.old, _name)
        new = _grouped(self.new, _name)
        pairs: list[tuple[RowKey, RowKey]] = []
        doubtful: set[RowKey] = set()
        for name, olds in old.items():
            news = new.get(name, [])
            if max(len(olds), len(news)) > 1 or self._came_from_another_group(olds, news):
                known = self._by_figures(olds, news)
                pairs += known.items()
                olds = [k for k in olds if k not in known]
                news = [k for k in news if k not in known.values()]
                if not self._are_as_they_were(olds, news):
                    doubtful.update(olds, news)
                    continue
            pairs += zip(olds, news, strict=False)
        self._pair(pairs)
        self.old = [k for k in self.old if k not in doubtful]
        self.new = [k for k in self.new if k not in doubtful]

    def _came_from_another_group(self, olds: list[RowKey], news: list[RowKey]) -> bool:
        """Whether rows of one name stand in several groups, and what is left of them in different ones."""
        groups = {key.group for key in (*olds, *news)}
        return len(groups) > 1 and any(
            count[_name(key)] > 1 for key in (*olds, *news) for count in self._counts
        )

    def _by_figures(self, olds: list[RowKey], news: list[RowKey]) -> dict[RowKey, RowKey]:
        """The namesakes that all their figures tell apart, then those that one does."""
        was, now = self._old_figures, self._new_figures
        found = _alone(olds, news, was.get, now.get)
        olds = [k for k in olds if k not in found]
        news = [k for k in news if k not in found.values()]
        return found | _by_one_figure(olds, news, was, now)

    def _are_as_they_were(self, olds: list[RowKey], news: list[RowKey]) -> bool:
        """Whether rows that nothing tells apart are all still there."""
        return [self._old_figures.get(k) for k in olds] == [self._new_figures.get(k) for k in news]

    def is_of_same_block(self, was: RowKey, now: RowKey) -> bool:
        """Whether the row is in its block, or came to another with the figures that it had."""
        if was.block == now.block:
            return True
        before, after = (
            [abs(n) if isinstance(n, float | int) else n for n in figures.get(key, ())]
            for figures, key in ((self._old_figures, was), (self._new_figures, now))
        )
        return any(before) and before == after

    def is_only_one_called(self, was: RowKey, now: RowKey) -> bool:
        """Whether no other row of its group, or of its block where it came from another group, has the name."""
        for key, called in zip((was, now), self._called, strict=True):
            groups = [key.group] if was.group == now.group else {group for _, _, group, _ in called}
            if sum(called[key.sheet, key.block, group, normalised(key.row)] for group in groups) > 1:
                return False
        return True

    def has_same_budget(self, was: RowKey, now: RowKey) -> bool:
        """Whether the first of their figures is the same; zero tells nothing."""
        before, after = (
            figures.get(key, ())[:1] for figures, key in ((self._old_figures, was), (self._new_figures, now))
        )
        return any(before) and before == after

    def where_alone(
        self,
        kind: Callable[[RowKey], Hashable | None],
        certain: Callable[[RowKey, RowKey], bool],
    ) -> None:
        """Rows that share a `kind` with no other row before or after, if that makes it certain."""
        pairs = _alone(self.old, self.new, kind, kind)
        self._pair((was, now) for was, now in pairs.items() if certain(was, now))


def _label(key: RowKey) -> str:
    """Account and name as one text."""
    return " ".join(re.split(r"[\s:.–-]+", f"{key.account} {key.row}".strip()))


def _name(key: RowKey) -> tuple[str, str, str, str]:
    return key.sheet, key.block, key.row, key.account


def _grouped(keys: Iterable[RowKey], kind: Callable[[RowKey], _K]) -> dict[_K, list[RowKey]]:
    groups: dict[_K, list[RowKey]] = defaultdict(list)
    for key in keys:
        groups[kind(key)].append(key)
    return groups


def _by_one_figure(
    olds: list[RowKey], news: list[RowKey], old_figures: RowFigures, new_figures: RowFigures
) -> dict[RowKey, RowKey]:
    """The rows by the first figure that pairs them all; else those that one figure pairs, and no other otherwise."""

    def figure(figures: RowFigures, at: int) -> Callable[[RowKey], Hashable | None]:
        return lambda key: next(iter(figures.get(key, ())[at : at + 1]), None) or None  # a zero tells nothing

    paired: dict[RowKey, set[RowKey]] = defaultdict(set)
    for at in range(max((len(old_figures.get(k, ())) for k in olds), default=0)):
        pairs = _alone(olds, news, figure(old_figures, at), figure(new_figures, at))
        if len(pairs) == len(olds) == len(news):
            return pairs
        for was, now in pairs.items():
            paired[was].add(now)
    certain = {was: next(iter(now)) for was, now in paired.items() if len(now) == 1}
    times = Counter(now for mates in paired.values() for now in mates)
    return {was: now for was, now in certain.items() if times[now] == 1}


def _alone(
    old: Iterable[RowKey],
    new: Iterable[RowKey],
    old_kind: Callable[[RowKey], Hashable | None],
    new_kind: Callable[[RowKey], Hashable | None],
) -> dict[RowKey, RowKey]:
    olds, news = _grouped(old, old_kind), _grouped(new, new_kind)
    return {
        keys[0]: news[kind][0]
        for kind, keys in olds.items()
        if kind is not None and len(keys) == 1 and len(news.get(kind, ())) == 1
    }
