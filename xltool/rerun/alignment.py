"""What others have written in a result, told from the record of what xltool wrote there.

Rows and columns that were inserted, taken away or sorted are found again by the words that stand in them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from xltool.core.cells import BLANK, RawCell, RawSheet
from xltool.rerun.column_content import by_content
from xltool.rerun.fingerprints import ENTRY, FORMULA, SENTENCE, WORD, WrittenRow, plain, print_of, word
from xltool.rerun.moved_formulas import REFERENCE, End, Moved, as_written
from xltool.rerun.namesakes import with_namesakes
from xltool.rerun.replaced_rows import replaced

Places = Collection[tuple[int, int]]


class LongRows(Struct, frozen=True):
    """The rows of a long sheet, which are not remembered one by one: a range over all of them began at `first` and ended at
    `last` when it was written. Now it begins and ends among these rows: whether it grew with what people put in at an end is
    for their program to say."""

    first: int
    last: int
    firsts: range
    lasts: range

    def was(self, row: int, end: End) -> int | None:
        if end is End.FIRST and row in self.firsts:
            return self.first
        return self.last if end is End.LAST and row in self.lasts else None


class Alignment(Struct, frozen=True):
    """Where the rows and columns that xltool wrote stand now, and the other way round. Rows that stand nowhere any more
    are `gone`, emptied ones too."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    rows_back: Mapping[int, int]
    columns_back: Mapping[int, int]
    gone: frozenset[int]
    long: LongRows | None = None

    def row_then(self, row: int, end: End) -> int | None:
        """The row that a reference to `row` pointed at when it was written."""
        was = self.long.was(row, end) if self.long else None
        return was or self.rows_back.get(row)


def aligned(
    written: Sequence[WrittenRow],
    sheet: RawSheet,
    formulas: Places = (),
    known: Mapping[tuple[int, int], str] | None = None,
) -> Alignment:
    """Each row and column goes to where most of its words stand. Rows with the same words stay in their order, those
    without keep their distance to the one before. `formulas` are the cells that hold one: what a formula gives is no
    word of anybody's. `known` are the marks of those that are known again."""
    now: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), cell in sheet.cells.items():
        if not cell.blank and (row, column) not in formulas:
            now[row][column] = WORD + print_of(word(cell.value))
    for (row, column), mark in (known or {}).items():
        now[row][column] = mark
    kinds = (WORD, *_COMPUTED) if known else (WORD,)
    marks = {row.number: {c: m for c, m in row.marks.items() if m[0] in kinds} for row in written}
    words = {row.number for row in written if any(m[0] == WORD for m in row.marks.values())}
    rows, columns = _votes(marks, now)
    column_map = _filled(columns, sorted({c for row in written for c in row.marks}))
    entered = {row.number: row.entered for row in written}
    known_rows = with_namesakes(_elected(rows), marks, entered, now, column_map)
    row_map = _spaced(dict(known_rows), sorted(marks))
    others = frozenset(replaced(written, row_map, column_map, now, known_rows))
    row_map = {row: at for row, at in row_map.items() if row not in others}
    column_map = by_content(written, sheet, row_map, column_map)
    filled = now.keys() | {row for row, _ in formulas}
    row_map = {row: at for row, at in row_map.items() if at in filled or row not in words}
    gone = frozenset(marks.keys() - row_map.keys())
    return Alignment(row_map, column_map, _back(row_map), _back(column_map), gone)


_Marks = Mapping[int, Mapping[int, str]]
_Votes = dict[int, Counter[int]]


def _votes(then: _Marks, now: _Marks) -> tuple[_Votes, _Votes]:
    """A word that stands once, then and now, says where its row and its column have gone."""
    was, stands = _places(then), _places(now)
    rows, columns = defaultdict[int, Counter[int]](Counter), defaultdict[int, Counter[int]](Counter)
    for mark, places in was.items():
        if len(places) == 1 and len(stands.get(mark, ())) == 1:
            (old_row, old_column), (new_row, new_column) = places[0], stands[mark][0]
            rows[old_row][new_row] += 1
            columns[old_column][new_column] += 1
    return rows, columns


def _places(words: _Marks) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, cells in words.items():
        for column, mark in cells.items():
            found[mark].append((row, column))
    return found


def _elected(votes: _Votes) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for number in sorted(votes):
        ((choice, _),) = votes[number].most_common(1)
        if choice not in taken:
            found[number] = choice
            taken.add(choice)
    return found


def _filled(votes: _Votes, numbers: Sequence[int]) -> dict[int, int]:
    return _spaced(_elected(votes), numbers)


def _spaced(found: dict[int, int], numbers: Sequence[int]) -> dict[int, int]:
    """The others at their distance to the one before, where nothing else has come to stand."""
    taken = {*found.values()}
    for number in numbers:
        if number not in found:
            near = max((n for n in found if n < number), default=min(found, default=number))
            choice = found.get(near, near) + number - near
            if choice > 0 and choice not in taken:
                found[number] = choice
                taken.add(choice)
    return found


def _back(there: Mapping[int, int]) -> dict[int, int]:
    return {new: old for old, new in there.items()}


def known_again(
    written: Sequence[WrittenRow],
    formulas: Mapping[tuple[int, int], str],
    sheet: str,
    alignments: Mapping[str, Alignment],
) -> dict[tuple[int, int], str]:
    """The marks of the formulas that are xltool's, wherever on the `sheet` they have come to stand: rows that hold no
    word at all are found by them. What points at its own row says nothing of which that is."""
    marks = {row.number: row.marks for row in written}
    everywhere = {m for of_row in marks.values() for m in of_row.values() if m[0] in _COMPUTED}
    known, moved = alignments[sheet], _mover(alignments)
    found: dict[tuple[int, int], str] = {}
    for (row, column), formula in formulas.items():
        if not all(match[1] or match[4] for match in REFERENCE.finditer(formula)):
            continue
        here = marks.get(known.rows_back.get(row, 0), {}).get(known.columns_back.get(column, 0), "")
        if here and here[0] in _COMPUTED and is_generated(here, BLANK, formula, sheet, alignments):
            found[row, column] = here  # where it is thought to be, however its references have changed
            continue
        letters = print_of(plain(as_written(formula, sheet, moved)))
        for kind in _COMPUTED:
            if kind + letters in everywhere:
                found[row, column] = kind + letters
    return found


# --- what is ours --------------------------------------------------------------------------------------------


_COMPUTED, _LOST = (FORMULA, SENTENCE), "#REF!"


def is_generated(
    mark: str,
    cell: RawCell,
    formula: str,
    sheet: str,
    alignments: Mapping[str, Alignment],
) -> bool:
    """Whether the cell holds what xltool wrote there, or what it leaves to people to write."""
    kind, letters = mark[0], mark[1:]
    if kind in (ENTRY, SENTENCE) and not formula:
        return True
    if kind == WORD:
        return not formula and print_of(word(cell.value)) == letters
    if kind == ENTRY or not formula:
        return False
    # Nobody types this error: it is what is left of a reference to what was taken away.
    return _LOST in formula or any(
        print_of(plain(as_written(formula, sheet, moved))) == letters for moved in _movers(alignments)
    )


def _movers(alignments: Mapping[str, Alignment]) -> Iterator[Moved]:
    yield _mover(alignments)
    # Sorting takes along only what points at its own row.
    yield _mover(alignments, is_sorted=True)
    if any(known.gone for known in alignments.values()):
        yield _mover(alignments, is_shrunk=True)


def _mover(alignments: Mapping[str, Alignment], *, is_sorted: bool = False, is_shrunk: bool = False) -> Moved:
    """Where a reference pointed when it was written. A range that has shrunk reached over the rows that are gone."""

    def moved(sheet: str, row: int, column: int, fixed: bool, end: End) -> tuple[int, int] | None:
        known = alignments.get(sheet)
        if known is None:
            return row, column
        was = row if fixed and is_sorted else known.row_then(row, end)
        of = known.columns_back.get(column)
        if was is None or of is None:
            return None
        while is_shrunk and end is not End.NONE and was + end.value in known.gone:
            was += end.value
        return was, of

    return moved
