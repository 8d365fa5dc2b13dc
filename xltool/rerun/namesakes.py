"""Rows of a result whose words all stand elsewhere too, as two lines with one name: which stands where now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from xltool.rerun.fingerprints import WORD

Marks = Mapping[int, Mapping[int, str]]


def with_namesakes(
    found: Mapping[int, int], then: Marks, entered: Marks, now: Marks, columns: Mapping[int, int]
) -> dict[int, int]:
    """The places of the rows of `then`, with those that are not `found` yet: each where most of what was `entered` in it
    stands, the surest first; of equals in their order."""
    places = dict(found)
    taken = {*found.values()}
    holding: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row, marks in now.items():
        if row not in taken:
            for mark in marks.items():
                holding[mark].append(row)
    pairs = []
    for row in sorted(then.keys() - found.keys()):
        known = {columns[c]: mark for c, mark in then[row].items() if c in columns}
        # Where a row has words, its formulas say no more of which it is.
        wanted = {c: mark for c, mark in known.items() if mark[0] == WORD} or known
        if not wanted:
            continue
        figures = {columns[c]: WORD + letters for c, letters in entered[row].items() if c in columns}
        for place in holding.get(next(iter(wanted.items())), ()):
            if wanted.items() <= now[place].items():
                pairs.append((-len(figures.items() & now[place].items()), row, place))
    for _, row, place in sorted(pairs):
        if row not in places and place not in taken:
            places[row] = place
            taken.add(place)
    return places
