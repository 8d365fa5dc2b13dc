"""Which row of one workbook is which of another, where that is certain. No two rows get the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from xltool.core.row_key import RowKey
from xltool.result.unmatched_list import Unmatched
from xltool.sheets.operating.operating_columns import OPERATING

RowFigures = Mapping[RowKey, tuple[Hashable, ...]]
_K = TypeVar("_K", bound=Hashable)


def matched(
    old: Iterable[RowKey],
    new: Iterable[RowKey],
    old_figures: RowFigures | None = None,
    new_figures: RowFigures | None = None,
    *,
    in_order: bool = False,
) -> dict[RowKey, RowKey]:
    """The new row of each old one. `old_figures` and `new_figures` say what stands on rows that share their name; where
    that leaves a doubt, the first is the first if `in_order`.

    A row is known by its name and account within its block, wherever it stands; else by its account, where that is
    another row's neither before nor after; else by its name, where an account came or went. What is in doubt is left.
    """
    pairing = _Pairing(old, new)
    pairing.namesakes(old_figures or {}, new_figures or {}, in_order=in_order)
    pairing.where_alone(lambda key: (key.sheet, key.row, key.account))
    names = ({(k.sheet, k.row) for k in rest} for rest in (pairing.old, pairing.new))
    old_names, new_names = names
    pairing.where_alone(
        lambda key: (key.sheet, key.account) if key.account else None,
        lambda was, now: (was.sheet, was.row) not in new_names and (now.sheet, now.row) not in old_names,
    )
    pairing.where_alone(lambda key: (key.sheet, key.row), lambda was, now: not (was.account and now.account))
    return pairing.found


class _Pairing:
    """`old` and `new` are the rows that have no mate yet, in order."""

    def __init__(self, old: Iterable[RowKey], new: Iterable[RowKey]) -> None:
        self.old, self.new = list(dict.fromkeys(old)), list(dict.fromkeys(new))
        self.found: dict[RowKey, RowKey] = {}

    def _pair(self, pairs: Iterable[tuple[RowKey, RowKey]]) -> None:
        self.found.update(pairs)
        taken = {*self.found.values()}
        self.old = [k for k in self.old if k not in self.found]
        self.new = [k for k in self.new if k not in taken]

    def namesakes(self, old_figures: RowFigures, new_figures: RowFigures, *, in_order: bool) -> None:
        """Rows of one name, account and block: one of each is the same; of several those with the same figures, then
        those that one of the figures, as the budget, tells apart; and the others in order where none came or went."""
        old = _grouped(self.old, lambda k: (k.sheet, k.block, k.row, k.account))
        new = _grouped(self.new, lambda k: (k.sheet, k.block, k.row, k.account))
        pairs: list[tuple[RowKey, RowKey]] = []
        for name, olds in old.items():
            news = new.get(name, [])
            if max(len(olds), len(news)) > 1:
                by_figures = _alone(olds, news, lambda k: old_figures.get(k), lambda k: new_figures.get(k))
                olds = [k for k in olds if k not in by_figures]
                news = [k for k in news if k not in by_figures.values()]
                by_one = _by_one_figure(olds, news, old_figures, new_figures)
                by_figures |= by_one
                pairs += by_figures.items()
                olds = [k for k in olds if k not in by_figures]
                news = [k for k in news if k not in by_figures.values()]
                if by_one and not in_order:
                    # The others share no figure: one may have left, and another come.
                    self.old = [k for k in self.old if k not in olds]
                    self.new = [k for k in self.new if k not in news]
                    continue
            if in_order or len(olds) == len(news):
                pairs += zip(olds, news, strict=False)
        self._pair(pairs)

    def where_alone(
        self,
        kind: Callable[[RowKey], Hashable | None],
        certain: Callable[[RowKey, RowKey], bool] = lambda _was, _now: True,
    ) -> None:
        """Rows that share a `kind` with no other row before or after, if that makes it certain."""
        pairs = _alone(self.old, self.new, kind, kind)
        self._pair((was, now) for was, now in pairs.items() if certain(was, now))


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
        return lambda key: next(iter(figures.get(key, ())[at : at + 1]), None)

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


def the_row(one: Unmatched, rows: Iterable[RowKey]) -> RowKey | None:
    """The only row that is called so, with its account; or where an account came or went, without."""
    account, _, name = one.row.partition(" ")
    of_sheet = [key for key in rows if key.sheet == one.sheet]
    same_words = [key for key in of_sheet if key.words == one.row]
    came = [key for key in of_sheet if key.account and key.row == one.row]
    had_account = one.sheet == OPERATING.title and account[:1].isdigit()
    went = [key for key in of_sheet if had_account and not key.account and key.row == name]
    found = same_words or came or went
    return found[0] if len(found) == 1 else None
