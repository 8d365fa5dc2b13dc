"""One of our sheets, cell by cell against the record of what xltool wrote there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xltool.core.cell_arrays import Kind, RawColumns
from xltool.core.cells import RawSheet, address
from xltool.core.row_key import RowKey
from xltool.core.swedish import listed
from xltool.intake.long_reader import cell_at
from xltool.rerun.additions.cell_content import formula_of, shown, user_cell, widths_of
from xltool.rerun.additions.cell_formats import Formats
from xltool.rerun.alignment import is_generated
from xltool.rerun.fingerprints import ENTRY, FORMULA, WORD, Colours, WrittenRow
from xltool.rerun.generated_cells import Generated
from xltool.rerun.user_content import Stray, Style, TypedOver, UserCell, UserColumn, Where
from xltool.result.unmatched_list import UNMATCHED_TABLE

_OpenedCells = dict[tuple[int, int], Any]


class RecordedSheet:
    """One of our sheets, cell by cell against its record."""

    def __init__(
        self,
        sheet: RawSheet,
        opened: Any,
        written: Sequence[WrittenRow],
        generated: Generated,
        formats: Formats,
    ) -> None:
        self._sheet, self._opened, self._formats, self._generated = sheet, opened, formats, generated
        self._rows = {row.number: row for row in written}
        self._known = generated.alignments[sheet.name]
        self._cells: _OpenedCells = dict(opened._cells)
        self._filled_in = {c for r in written if r.key for c, m in r.marks.items() if m[0] in (ENTRY, WORD)}
        self._of_list = {c for row in written if row.table == UNMATCHED_TABLE for c in row.marks}
        self.name = sheet.name
        self.columns: list[UserColumn] = []
        self.strays: list[Stray] = []
        self.typed: list[TypedOver] = []

    def read(self) -> None:
        beside: dict[int, dict[RowKey | None, UserCell]] = defaultdict(dict)
        tables: dict[int, str] = {}
        for place in sorted(
            {*self._sheet.cells, *(p for p, c in self._cells.items() if c.value is not None)}
        ):
            cell, formula = self._sheet.cell(*place), formula_of(self._cells.get(place))
            if (cell.blank and not formula) or self._is_read(*place, formula):
                continue
            row = self._rows.get(self._known.rows_back.get(place[0], 0))
            column = self._known.columns_back.get(place[1])
            if column is None and row is not None and row.table:
                beside[place[1]][row.key] = user_cell(cell, formula, self._cells.get(place), self._formats)
                tables[place[1]] = row.table
            elif row is None or column is None or column not in row.marks:
                self.strays.append(self._stray(place, shown(cell, formula)))
            elif not is_generated(
                row.marks[column], cell, formula, self._sheet.name, self._generated.alignments
            ):
                name = row.key.row if row.key else ""
                mark, text = row.marks[column], shown(cell, formula)
                self.typed.append(
                    TypedOver(self._sheet.name, address(*place), name, text, mark == ENTRY, mark[0] == WORD)
                )
        self._add_columns(beside, tables)
        for place, noted in self._cells.items():
            if getattr(noted, "comment", None) is not None:
                text = " ".join(noted.comment.text.split())
                self.strays.append(self._stray(place, text, Where.NOTE))
        if self._sheet.long is not None:
            self.strays += self._beside_a_long_table(self._sheet.long)

    def _is_read(self, row: int, column: int, formula: str) -> bool:
        """Whether the cell is read as one of a row or a line that people added, or is one of a long table. A formula of
        ours above such a table is taken on trust, as its sheet was not opened, and so is one in an added row."""
        was = self._known.columns_back.get(column, 0)
        if row in self._generated.inserted.get(self._sheet.name, ()):
            return was in self._filled_in or (bool(was) and bool(formula))
        if self._sheet.long is not None:
            above = self._rows.get(self._known.rows_back.get(row, 0))
            mark = above.marks.get(self._known.columns_back.get(column, 0), "") if above else ""
            return row > self._last_row or mark.startswith(FORMULA)
        return row in self._generated.listed[self._sheet.name] and was in self._of_list

    @property
    def _last_row(self) -> int:
        return max(self._known.rows.values(), default=0)

    def _add_columns(
        self, beside: Mapping[int, Mapping[RowKey | None, UserCell]], tables: Mapping[int, str]
    ) -> None:
        last = max(self._known.columns_back, default=0)
        widths = widths_of(self._opened, max(beside, default=0))
        for at in sorted(beside):
            cells = {key: cell for key, cell in beside[at].items() if key is not None}
            rows = tuple(r.key for r in self._rows.values() if r.key and r.table == tables[at])
            header, width = beside[at].get(None), widths.get(at, 0.0)
            self.columns.append(
                UserColumn(self._sheet.name, tables[at], header, cells, rows, width, at < last)
            )

    def _stray(self, place: tuple[int, int], text: str, where: Where | None = None) -> Stray:
        rows = [self._known.rows[n] for n, r in self._rows.items() if r.key and n in self._known.rows]
        inside = bool(rows) and min(rows) <= place[0] <= max(rows) and place[1] in self._known.columns_back
        among = Where.LEFT_EMPTY if place[0] in self._known.rows_back else Where.AMONG
        where = where or (among if inside else Where.OUTSIDE)
        return Stray(self._sheet.name, address(*place), text, place, where)

    def _beside_a_long_table(self, long: RawColumns) -> Iterator[Stray]:
        """Cells in columns without a header, and in rows that are none of the ledger's; a column with a header is read as
        one of the table."""
        notes = self._note_rows(long)
        for number, column in long.columns.items():
            headed = not self._sheet.cell(self._last_row, number).blank
            is_generated = headed or number in self._known.columns_back
            filled = (column.kinds != Kind.BLANK) & (long.rows > self._last_row)
            rows = long.rows[filled & notes if is_generated else filled]
            for row in rows[:_MOST_NAMED].tolist():
                text = shown(cell_at(long, row, number), "")
                yield self._stray((row, number), text, Where.OUTSIDE)

    def _note_rows(self, long: RawColumns) -> Any:
        """The rows without an account, or with words alone, that the reader passes over."""
        accounts = [n for n in long.columns if self._sheet.cell(self._last_row, n).value == _ACCOUNT]
        filled = sum((column.kinds != Kind.BLANK).astype(int) for column in long.columns.values())
        of_texts = filled == 1
        without = filled < 0
        for number in accounts:
            of_texts &= long.columns[number].kinds == Kind.TEXT
            without |= long.columns[number].kinds == Kind.BLANK
        return of_texts | without

    def coloured(self, written: Colours) -> Iterator[str]:
        """The words for cells with a fill or an ink that is not as it was written."""
        theirs = [
            address(*place)
            for place, cell in sorted(self._cells.items())
            if cell.has_style and _is_coloured(self._formats.style(cell), written)
            if place[1] in self._known.columns_back  # columns that people added keep their colours
        ]
        if theirs:
            more = [f"{len(theirs) - _MOST_CELLS} celler till"] if len(theirs) > _MOST_CELLS else []
            yield f"egen färg på {listed([*theirs[:_MOST_CELLS], *more])}"


def _is_coloured(style: Style, written: Colours) -> bool:
    fill, ink = style.fill.upper(), style.colour.upper()
    return (fill not in ("", _WHITE) and fill not in written.fills) or (
        ink not in ("", _BLACK, _WHITE) and ink not in written.inks
    )


_BLACK, _WHITE = "#000000", "#FFFFFF"  # programs write them of themselves
_MOST_NAMED, _MOST_CELLS = 20, 8
_ACCOUNT = "Konto"  # the header that every ledger in a result has
