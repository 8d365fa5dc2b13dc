"""A result as it stands now, against the record of what xltool wrote in it: what in it is the tables' own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.cells import PLAIN, RawBook, RawCell, RawSheet
from xltool.core.row_key import RowKey
from xltool.rerun.alignment import Alignment, LongRows, Places, aligned
from xltool.rerun.fingerprints import ENTRY, FORMULA, WORD, Record, WrittenRow, print_of, word
from xltool.sheets.lines.line_walk import is_mark

_ALIKE = 0.6  # of a sheet's words, where it is the same under another name


class Generated(Struct, frozen=True):
    """`book` holds the entries and words of our tables alone. To the reader the rest would be columns and rows of the
    board's, and what our formulas came to is computed anew. `more` is whether there was a rest, `renamed` the sheets
    that have another name now.

    Of the sheets: `inserted` are the rows that people added among the lines, `listed` those of the list that people may
    add to, and `list_columns` its columns. `entries` says of each cell that is there to be changed which row it belongs
    to, and under which header; `gone` are the rows that somebody took away, and `formulas` the cells that hold one."""

    book: RawBook
    more: bool
    renamed: Mapping[str, str]
    alignments: Mapping[str, Alignment]
    inserted: Mapping[str, frozenset[int]]
    listed: Mapping[str, tuple[int, ...]]
    list_columns: Mapping[str, tuple[int, ...]]
    entries: Mapping[tuple[str, int, int], tuple[RowKey, str]]
    gone: tuple[RowKey, ...]
    formulas: Mapping[str, Places]


def generated(
    book: RawBook,
    record: Record,
    formulas: Mapping[str, Places],
    lines: Collection[str],
    lists: Collection[str],
    others: Collection[str],
    headers: Iterable[str],
    size: int,
) -> Generated:
    """The result in `book`. `formulas` are its cells that hold one, by sheet; `lines` the tables that people may add
    rows to, `lists` those that they may add lines to; `others` the sheets that are not in the record and ours too, `headers` the
    words that may stand above what people fill in, and `size` is how many rows a long sheet was written with."""
    ours = [s for s in book.sheets if not record or s.name in record or s.name in others]
    stand = {
        s.name: _SheetAsItStands(s, record[s.name], formulas.get(s.name, ()), headers)
        for s in ours
        if s.name in record
    }
    keyed = {name: of_sheet for name, of_sheet in stand.items() if of_sheet.has_keys}
    inserted = {name: of_sheet.inserted(lines) for name, of_sheet in keyed.items()}
    alone = {name: of_sheet.alone(inserted[name]) for name, of_sheet in keyed.items()}
    sheets = tuple(alone[s.name][0] if s.name in alone else s for s in ours)
    return Generated(
        replace(book, sheets=sheets),
        len(ours) < len(book.sheets) or any(more for _, more in alone.values()),
        dict(_renamed(book, record, others)),
        {name: of_sheet.with_long_rows(size) for name, of_sheet in stand.items()},
        inserted,
        {name: of_sheet.listed(lists) for name, of_sheet in stand.items()},
        {name: of_sheet.list_columns(lists) for name, of_sheet in stand.items()},
        {place: entry for of_sheet in keyed.values() for place, entry in of_sheet.entries().items()},
        tuple(key for of_sheet in keyed.values() for key in of_sheet.gone()),
        formulas,
    )


class _SheetAsItStands:
    def __init__(
        self, sheet: RawSheet, rows: Sequence[WrittenRow], formulas: Places, headers: Iterable[str]
    ) -> None:
        self._sheet, self._rows, self._formulas = sheet, rows, formulas
        self._by_number = {row.number: row for row in rows}
        self.alignment = aligned(rows, sheet, formulas)
        self._retyped = self._headers_typed_over(headers)

    @property
    def has_keys(self) -> bool:
        """Whether its rows are known one by one."""
        return any(row.key for row in self._rows) and self._sheet.long is None

    def with_long_rows(self, size: int) -> Alignment:
        """The alignment; of a long sheet with where ranges over the `size` rows that it was written with begin and end
        now."""
        long = self._sheet.long
        if long is None:
            return self.alignment
        header, was = (max(of, default=0) for of in (self.alignment.rows.values(), self.alignment.rows))
        rows = long.rows[long.rows > header]
        if not size or not len(rows):
            return self.alignment
        last, more = int(rows[-1]), max(len(rows) - size, 0)
        above_a_gap = rows[:-1][rows[1:] - rows[:-1] > 1]  # what stands below one is beside the table
        block = int(above_a_gap[0]) if len(above_a_gap) else last
        lasts = range(min(header + size, block), last + 1)
        known = LongRows(was + 1, was + size, range(header + 1, header + more + 2), lasts)
        return replace(self.alignment, long=known)

    def alone(self, inserted: Collection[int]) -> tuple[RawSheet, bool]:
        """The sheet with what is our tables' alone, and whether there was more. The names of rows and the headers are as
        they were written, whatever has been typed over them; how sums and headings look tells what they are."""
        cells: dict[tuple[int, int], RawCell] = {}
        more = bool(inserted)
        for (row, column), cell in self._sheet.cells.items():
            known = self.alignment.columns_back.get(column, 0)
            if row in inserted:
                if known and (row, column) not in self._formulas:
                    cells[row, column] = cell
                continue
            written = self._by_number.get(self.alignment.rows_back.get(row, 0))
            mark = written.marks.get(known, "") if written else ""
            more = more or not mark
            if mark and mark[0] != FORMULA:
                cells[row, column] = cell
        names = {row.key: _names(row.key) for row in self._rows if row.key}
        for key, place, column, mark in self._keyed():
            if (name := names[key].get(mark)) is not None:
                cells[place, column] = RawCell(
                    name, style=self._sheet.cell(place, column).style if is_mark(key) else PLAIN
                )
        for (row, column), header in self._retyped.items():
            cells[row, column] = RawCell(header)
        return replace(self._sheet, cells=dict(sorted(cells.items()))), more

    def entries(self) -> dict[tuple[str, int, int], tuple[RowKey, str]]:
        headers = {
            row.table: self.alignment.rows.get(row.number, 0)
            for row in self._rows
            if not row.key and row.table
        }
        tables = {row.key: row.table for row in self._rows if row.key}
        return {
            (self._sheet.name, place, column): (
                key,
                self._header(headers.get(tables[key], 0), column),
            )
            for key, place, column, mark in self._keyed()
            if mark == ENTRY
        }

    def _header(self, row: int, column: int) -> str:
        return self._retyped.get((row, column)) or str(self._sheet.cell(row, column).value or "")

    def _headers_typed_over(self, headers: Iterable[str]) -> dict[tuple[int, int], str]:
        """The headers that say something else now, as they were written; `headers` are those that there may be."""
        found: dict[tuple[int, int], str] = {}
        by_mark: dict[str, str] = {}
        for row in self._rows:
            place = self.alignment.rows.get(row.number)
            if row.key or not row.table or place is None:
                continue
            for column, mark in row.marks.items():
                at = self.alignment.columns.get(column)
                if at is None or mark == self._mark(place, at):
                    continue
                by_mark = by_mark or {WORD + print_of(word(header)): header for header in headers}
                if mark in by_mark:
                    found[place, at] = by_mark[mark]
        return found

    def _mark(self, row: int, column: int) -> str:
        return WORD + print_of(word(self._sheet.cell(row, column).value))

    def gone(self) -> Iterator[RowKey]:
        """The rows that stand nowhere any more."""
        return (r.key for r in self._rows if r.key and r.number in self.alignment.gone)

    def _keyed(self) -> Iterator[tuple[RowKey, int, int, str]]:
        """The cells of the rows that have a name, with where they stand now and their mark."""
        for row in self._rows:
            place = self.alignment.rows.get(row.number)
            if row.key is not None and place is not None:
                for column, mark in row.marks.items():
                    if (at := self.alignment.columns.get(column)) is not None:
                        yield row.key, place, at, mark

    def inserted(self, lines: Collection[str]) -> frozenset[int]:
        """The rows that have come to stand among the lines, and have a name and a figure as those do."""
        rows = [r for r in self._rows if r.key and r.table in lines and r.number in self.alignment.rows]
        if not rows:
            return frozenset()
        columns = self.alignment.columns
        called = {r.number: _names(r.key) for r in rows if r.key}
        named = Counter(
            columns[c] for r in rows for c, m in r.marks.items() if m in called[r.number] and c in columns
        )
        entered = {columns[c] for r in rows for c, m in r.marks.items() if m == ENTRY and c in columns}
        first, last = (end(self.alignment.rows[r.number] for r in rows) for end in (min, max))
        found = set()
        for row in range(first, last + 2):
            names = (self._sheet.cell(row, c).value for c in named)
            figures = (self._sheet.cell(row, c).value for c in entered)
            is_named = any(isinstance(n, str) and n.strip() for n in names)
            has_figures = any(isinstance(f, float | int) and not isinstance(f, bool) for f in figures)
            if row not in self.alignment.rows_back and is_named and has_figures:
                found.add(row)
        return frozenset(found)

    def listed(self, lists: Collection[str]) -> tuple[int, ...]:
        """The filled rows below the list's header, down to the next words of ours."""
        for header in self._rows:
            if header.table in lists and header.number in self.alignment.rows:
                first = self.alignment.rows[header.number]
                below = (
                    self.alignment.rows.get(r.number, 0)
                    for r in self._rows
                    if r.number > header.number and any(m[0] == WORD for m in r.marks.values())
                )
                end = min((b for b in below if b > first), default=1 << 20)
                return tuple(r for r in self._sheet.filled_rows() if first < r < end)
        return ()

    def list_columns(self, lists: Collection[str]) -> tuple[int, ...]:
        """Where the list's columns stand now, in their order."""
        header = next((row for row in self._rows if row.table in lists), None)
        return tuple(self.alignment.columns.get(c, 0) for c in sorted(header.marks)) if header else ()


def _names(key: RowKey) -> dict[str, str]:
    """The words that a row is known by, by their marks; of an indicator's its own name."""
    own = key.row.rpartition(" / ")[2]
    return {WORD + print_of(word(name)): name for name in (own, key.row, key.account) if name}


def _renamed(book: RawBook, record: Record, others: Collection[str]) -> Iterable[tuple[str, str]]:
    """The sheets that are in the book under another name than they were written, with that name."""
    strangers = [s for s in book.sheets if s.name not in record and s.name not in others] if record else []
    for name in record.keys() - {s.name for s in book.sheets}:
        words = {m for row in record[name] for m in row.marks.values() if m[0] == WORD}
        for sheet in strangers:
            here = {WORD + print_of(word(c.value)) for c in sheet.cells.values() if not c.blank}
            if words and len(words & here) >= _ALIKE * len(words):
                yield name, sheet.name
                break
