"""What xltool wrote in a result, cell by cell, kept in the result's hidden sheet; and from that, what others have
written there since.

A row of the record holds a mark for each cell: `.` for one that is there to be changed, else a few letters that
stand for its word (`:`), its formula (`=`) or the formula of a sentence that may be rewritten (`~`). Rows and
columns that were inserted, taken away or sorted are found again by the words that stand in them.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from xltool.core.grid import RawBook, RawCell, RawSheet, column_letters, column_number
from xltool.core.memo import Memo, RowKey, written
from xltool.excel import look
from xltool.excel.plan import PlacedCell, SheetPlan

_RECORD, _CHARTS = "record", "charts"
ENTRY, _WORD, FORMULA, _SENTENCE = ".", ":", "=", "~"
_REFERENCE = re.compile(
    r"(?<![\w.])(?:('[^']+'|[^\W\d][\w.]*)!)?(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?(?![\w.(!])"
)
Formulas = Mapping[tuple[int, int], str]
Keys = Mapping[str, Mapping[str, RowKey]]


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as it was written, counted from 1. The header of a table whose rows have keys has the table's name
    alone."""

    number: int
    table: str
    key: RowKey | None
    marks: Mapping[int, str]


Record = Mapping[str, Sequence[WrittenRow]]


# --- writing the record --------------------------------------------------------------------------------------


def record(sheets: Sequence[SheetPlan], keys: Keys) -> Iterator[Memo]:
    """The record, a memo a sheet; `keys` are those of the rows of each table that has them."""
    for sheet in sheets:
        marks: dict[int, dict[int, str]] = defaultdict(dict)
        for cell in sheet.cells:
            if mark := _mark_of(cell):
                marks[cell.row][cell.column] = mark
        named = _named_rows(sheet, keys)
        memo: Memo = [_RECORD, sheet.name]
        for row in sorted(marks):
            table, key = named.get(row, ("", None))
            written = " ".join(f"{column_letters(c + 1)}{marks[row][c]}" for c in sorted(marks[row]))
            known = (key.row, key.account, key.number) if key else ()
            memo.append([row + 1, written, table, *known])
        yield memo


def _mark_of(cell: PlacedCell) -> str:
    if cell.formula is not None:
        kind = FORMULA if cell.look.locked else _SENTENCE
        return kind + _print(_plain(cell.formula))
    if not cell.look.locked:
        return ENTRY
    return "" if cell.value is None or cell.value == "" else _WORD + _print(_word(cell.value))


def _named_rows(sheet: SheetPlan, keys: Keys) -> dict[int, tuple[str, RowKey | None]]:
    named: dict[int, tuple[str, RowKey | None]] = {}
    for name, table in sheet.tables.items():
        if name not in keys:
            continue
        if table.header_row is not None:
            named[table.header_row] = (name, None)
        named |= {table.rows[row]: (name, key) for row, key in keys[name].items() if row in table.rows}
    return named


def _print(text: str) -> str:
    """Four letters that stand for the text."""
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=3).digest()).decode()


def _word(value: object) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:.12g}"
    return " ".join(str(value).split())


def _plain(formula: str) -> str:
    """The formula without what programs write in ways of their own."""
    for dropped in _DROPPED:
        formula = formula.replace(dropped, "")
    return formula.upper().replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")


_DROPPED = (" ", "'", "\t", "\r", "\n", "\u00a0")  # faster than a translation


# --- reading it ----------------------------------------------------------------------------------------------


def charts_memo(sheets: Iterable[SheetPlan]) -> Memo:
    """How many charts stand on each sheet."""
    return [_CHARTS, {sheet.name: len(sheet.charts) for sheet in sheets if sheet.charts}]


def recorded_charts(memos: Iterable[Memo]) -> dict[str, int]:
    """How many charts xltool drew on each sheet."""
    for memo in memos:
        match memo:
            case ["charts", dict(counts)]:
                return {str(sheet): count for sheet, count in counts.items() if isinstance(count, int)}
    return {}


def recorded(memos: Iterable[Memo]) -> dict[str, list[WrittenRow]]:
    """What is remembered to have been written, by sheet; nothing where somebody took the hidden sheet away."""
    found: dict[str, list[WrittenRow]] = {}
    for memo in memos:
        match memo:
            case ["record", str(sheet), *rows]:
                found[sheet] = [row for one in rows if (row := _recorded_row(sheet, one))]
    return found


def _recorded_row(sheet: str, row: object) -> WrittenRow | None:
    match row:
        case [int(number), str(written), str(table), *known]:
            marks = {}
            for mark in written.split():
                if letters := re.match("[A-Z]+(?=[.:=~])", mark):
                    marks[column_number(letters[0])] = mark[letters.end() :]
            match known:
                case [str(name), str(account), int(count)]:
                    return WrittenRow(number, table, RowKey(sheet, name, account, count), marks)
            return WrittenRow(number, table, None, marks)
    return None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the rows and columns that xltool wrote stand now, and the other way round."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    rows_back: Mapping[int, int]
    columns_back: Mapping[int, int]


def aligned(written: Sequence[WrittenRow], sheet: RawSheet) -> Alignment:
    """Each row and column goes to where most of its words stand, the others keep their distance to the one before."""
    words: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in written:
        for column, mark in row.marks.items():
            if mark.startswith(_WORD):
                words[mark[1:]].append((row.number, column))
    now: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, cell in sheet.cells.items():
        if not cell.blank:
            now[_print(_word(cell.value))].append(place)
    rows: dict[int, Counter[int]] = defaultdict(Counter)
    columns: dict[int, Counter[int]] = defaultdict(Counter)
    for mark, places in words.items():
        if len(places) == 1 and len(now.get(mark, ())) == 1:
            (was, old_column), (stands, new_column) = places[0], now[mark][0]
            rows[was][stands] += 1
            columns[old_column][new_column] += 1
    row_map = _filled(rows, sorted({r.number for r in written}))
    column_map = _filled(columns, sorted({c for r in written for c in r.marks}))
    return Alignment(row_map, column_map, _back(row_map), _back(column_map))


def _filled(votes: Mapping[int, Counter[int]], numbers: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for number in numbers:
        for choice, _ in votes[number].most_common(1) if number in votes else ():
            if choice not in taken:
                found[number] = choice
                taken.add(choice)
    for number in numbers:
        if number not in found:
            near = max((n for n in found if n < number), default=min((n for n in found), default=number))
            choice = found.get(near, near) + number - near
            if choice > 0 and choice not in taken:
                found[number] = choice
                taken.add(choice)
    return found


def _back(there: Mapping[int, int]) -> dict[int, int]:
    return {new: old for old, new in there.items()}


_Moved = Callable[[str, int, int, bool], tuple[int, int] | None]


def _as_written(formula: str, sheet: str, moved: _Moved) -> str:
    """The formula of a cell on the `sheet` with its references as `moved` says that they were, by sheet, row and column."""

    def place(of: str, fixed_column: str, letters: str, fixed_row: str, row: str) -> str:
        found = moved(of, int(row), column_number(letters), bool(fixed_row))
        return f"{fixed_column}{column_letters(found[1])}{fixed_row}{found[0]}" if found else "?"

    def both(match: re.Match[str]) -> str:
        of = (match[1] or sheet).strip("'").replace("''", "'")
        first = place(of, *match.group(2, 3, 4, 5))
        before = "" if of == sheet else f"{of}!"
        return before + (first if match[9] is None else f"{first}:{place(of, *match.group(6, 7, 8, 9))}")

    return _REFERENCE.sub(both, formula)


def is_ours(
    mark: str,
    cell: RawCell,
    formula: str,
    sheet: str,
    alignments: Mapping[str, Alignment],
) -> bool:
    """Whether the cell holds what xltool wrote there, or what it leaves to people to write."""
    kind, letters = mark[0], mark[1:]
    if kind in (ENTRY, _SENTENCE) and not formula:
        return True
    if kind == _WORD:
        return not formula and _print(_word(cell.value)) == letters
    if kind == ENTRY or not formula:
        return False
    return any(
        _print(_plain(_as_written(formula, sheet, _mover(alignments, sorted_rows)))) == letters
        for sorted_rows in (False, True)
    )


def _mover(alignments: Mapping[str, Alignment], sorted_rows: bool) -> _Moved:
    """Where a reference pointed when it was written. Sorting takes along only what points at its own row."""

    def moved(sheet: str, row: int, column: int, fixed: bool) -> tuple[int, int] | None:
        known = alignments.get(sheet)
        if known is None:
            return row, column
        was = row if fixed and sorted_rows else known.rows_back.get(row)
        of = known.columns_back.get(column)
        return (was, of) if was is not None and of is not None else None

    return moved


def ours_alone(book: RawBook, record: Record) -> tuple[RawBook, bool]:
    """The book with the entries and words of our tables alone, and whether more stood in between or beside them. To
    the reader that would be columns and rows of the board's, and what our formulas came to is computed anew."""
    sheets, more = [], False
    for sheet in book.sheets:
        rows = record.get(sheet.name, ())
        if any(row.key for row in rows):
            known = aligned(rows, sheet)
            marks = {row.number: row.marks for row in rows}
            cells = {}
            for (row, column), cell in sheet.cells.items():
                columns = marks.get(known.rows_back.get(row, 0), {})
                mark = columns.get(known.columns_back.get(column, 0), "")
                more = more or not mark
                if mark and not mark.startswith(FORMULA):
                    cells[row, column] = cell
            sheet = replace(sheet, cells=cells)
        sheets.append(sheet)
    return replace(book, sheets=tuple(sheets)), more


# --- the hidden sheet ----------------------------------------------------------------------------------------

_ABOUT = "Så här blev resultatet till. xltool jämför med bladet när resultatet görs om; låt det vara kvar."


def memory_sheet(name: str, memos: Iterable[Memo]) -> SheetPlan:
    """The sheet that remembers."""
    sheet = SheetPlan(name, look.TAB_CONTROL, secret=True)
    sheet.cells = [PlacedCell(0, 0, _ABOUT, None, look.Look())]
    sheet.cells += [
        PlacedCell(row - 1, column - 1, text, None, look.Look()) for row, column, text in written(memos)
    ]
    sheet.last_row = sheet.cells[-1].row
    return sheet
