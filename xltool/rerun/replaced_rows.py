"""Rows that stand where another row did, or have its name: nothing that was entered in it is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xltool.rerun.fingerprints import WORD, WrittenRow


def replaced(
    written: Sequence[WrittenRow],
    places: Mapping[int, int],
    columns: Mapping[int, int],
    now: Mapping[int, Mapping[int, str]],
    by_name: Collection[int],
) -> Iterator[int]:
    """The numbers of the rows in whose `places` others stand. Those that were found `by_name` stand in another block; the
    rest, whose place was taken for theirs, have another name there."""
    ends = [row.number for row in written if row.key is not None and not row.key.block]
    for row in written:
        here = now.get(places.get(row.number, 0), {})
        if not row.entered or not here or _placed(row.entered, columns, WORD).items() & here.items():
            continue
        if row.number not in by_name:
            words = _placed({c: m for c, m in row.marks.items() if m[0] == WORD}, columns)
            is_another = bool(words.keys() & here.keys()) and not words.items() & here.items()
        else:
            end = next((n for n in ends if n > row.number), 0)
            after = [n for n in ends if places.get(n, 0) > places[row.number]]
            first = min(after, key=lambda number: places[number], default=0)
            is_another = row.key is not None and row.key.block != "" and end in places and first != end
        if is_another:
            yield row.number


def _placed(cells: Mapping[int, str], columns: Mapping[int, int], kind: str = "") -> dict[int, str]:
    """The marks of cells in the columns where those stand now."""
    return {columns[column]: kind + mark for column, mark in cells.items() if column in columns}
