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
    """The numbers of the rows in whose `places` others stand. Those that were found `by_name` stand in another block, or
    are one of several of that name of which some came or went; the rest, whose place was taken for theirs, have another
    name there."""
    words = {row.number: _words(row, columns) for row in written}
    ends = [row.number for row in written if row.key is not None and not row.key.block]
    for row in written:
        here, mine = now.get(places.get(row.number, 0), {}), words[row.number]
        if not row.entered or not here or _placed(row.entered, columns, WORD).items() & here.items():
            continue
        if row.number not in by_name:
            is_another = bool(mine.keys() & here.keys()) and not mine.items() & here.items()
        else:
            then = sum(mine == of_row for of_row in words.values())
            alike = sum(mine.items() <= of_row.items() for of_row in now.values())
            is_another = 1 != then != alike or _is_elsewhere(row, places, ends)
        if is_another:
            yield row.number


def _is_elsewhere(row: WrittenRow, places: Mapping[int, int], ends: Sequence[int]) -> bool:
    """Whether the row stands in another block: above another of the `ends`, which are the rows of totals."""
    end = next((number for number in ends if number > row.number), 0)
    after = [number for number in ends if places.get(number, 0) > places[row.number]]
    first = min(after, key=lambda number: places[number], default=0)
    return row.key is not None and row.key.block != "" and end in places and first != end


def _words(row: WrittenRow, columns: Mapping[int, int]) -> dict[int, str]:
    return _placed({column: mark for column, mark in row.marks.items() if mark[0] == WORD}, columns)


def _placed(cells: Mapping[int, str], columns: Mapping[int, int], kind: str = "") -> dict[int, str]:
    """The marks of cells in the columns where those stand now."""
    return {columns[column]: kind + mark for column, mark in cells.items() if column in columns}
