"""Columns made narrower until a sheet fits on its page: where it costs the least height."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from xltool.drawing import styles as look
from xltool.drawing.paper import WIDTH, pixels
from xltool.drawing.styles import Look


class WrappedText(Struct, frozen=True):
    """A text that runs on over more lines the narrower its column is; `beside` is what of the width is not for it."""

    row: int
    column: int
    text: str
    look: Look
    beside: float = 0.0

    def height(self, width: float) -> float:
        return look.lines_needed(self.text, width - self.beside, self.look) * self.look.size


_MEASURED = 120  # texts of a column at the most, the longest: the rest are shorter


def fit_width(
    widths: dict[int, float],
    least: Mapping[int, float],
    hidden: set[int],
    texts: Iterable[WrappedText],
    room: float = WIDTH,
) -> None:
    """Takes a character at a time from the columns until all fit beside each other in the `room` or have their `least` width: from
    the one whose texts then make the rows the least higher, and of those from the widest."""
    shown = {c: w for c, w in widths.items() if c not in hidden}
    excess = sum(map(pixels, shown.values())) - room
    by_column = _longest(texts, least)
    rows: dict[int, float] = defaultdict(float)
    for one in (text for of_column in by_column.values() for text in of_column):
        rows[one.row] = max(rows[one.row], one.height(shown.get(one.column, one.beside + 1)))
    costs: dict[int, float] = {}  # of the columns, as long as no row becomes higher
    while excess > 0:
        narrower = {c: max(w - 1, least[c]) for c, w in shown.items() if w > least.get(c, w)}
        if not narrower:
            return
        for c in narrower.keys() - costs.keys():
            heights = ((one.height(narrower[c]), one.row) for one in by_column.get(c, ()))
            costs[c] = sum(max(0.0, high - rows[row]) for high, row in heights)
        column = min(narrower, key=lambda c: (costs[c], -shown[c], -c))
        excess -= (shown[column] - narrower[column]) * 7
        shown[column] = widths[column] = narrower[column]
        if costs.pop(column):
            costs.clear()
            for one in by_column[column]:
                rows[one.row] = max(rows[one.row], one.height(shown[column]))


def _longest(texts: Iterable[WrappedText], least: Mapping[int, float]) -> dict[int, list[WrappedText]]:
    """The texts that may need more than a line, by column."""
    found: dict[int, list[tuple[float, WrappedText]]] = defaultdict(list)
    for one in texts:
        wide = look.text_width(one.text, one.look) + one.beside
        if wide > least.get(one.column, 0.0) or "\n" in one.text:
            found[one.column].append((wide, one))
    return {
        column: [one for _, one in sorted(pairs, key=lambda pair: -pair[0])[:_MEASURED]]
        for column, pairs in found.items()
    }
