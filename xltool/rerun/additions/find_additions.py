"""What people added to a result, found by what xltool remembers to have written there.

openpyxl opens the result, for formulas and formats, only where somebody has worked in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from msgspec.structs import replace
from openpyxl.utils.cell import coordinate_to_tuple

from xltool.core.cell_arrays import Kind, RawColumns
from xltool.core.cells import BLANK, RawBook, RawCell, RawSheet, address
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.swedish import listed, number_text
from xltool.intake.long_reader import by_place, cell_at
from xltool.intake.zip_entries import Package
from xltool.rerun.additions.cell_formats import Formats
from xltool.rerun.additions.opened_workbook import with_formulas
from xltool.rerun.additions.sheet_parts import stands_on
from xltool.rerun.alignment import Alignment, aligned, is_generated, known_again
from xltool.rerun.fingerprints import ENTRY, FORMULA, WORD, Colours, Record, Written, WrittenRow
from xltool.rerun.generated_cells import Generated
from xltool.rerun.user_content import (
    Additions,
    Stray,
    Style,
    TypedOver,
    UserCell,
    UserColumn,
    UserSheet,
    Where,
)
from xltool.result.unmatched_list import UNMATCHED_TABLE

_OpenedCells = dict[tuple[int, int], Any]


def additions_in(
    package: Package,
    paths: Mapping[str, str],
    book: RawBook,
    generated: Generated,
    written: Written,
    known: Container[str],
) -> Additions:
    """What people added to the result in the package, whose sheets are at the `paths` and hold `book`. `generated` is what in
    it is not theirs, `written` what xltool wrote; `known` are the names of the sheets that are no additions."""
    record = written.rows
    found = {name: stands_on(package, path) for name, path in paths.items()}
    long = {s.name for s in book.sheets if s.long is not None and s.name in record}
    opened, whole = with_formulas(package, {paths[name] for name in long})
    formats = Formats(whole.loaded_theme)
    generated = replace(generated, alignments=_by_formulas(book, opened, generated, record))
    columns: list[UserColumn] = []
    strays: list[Stray] = []
    typed: list[TypedOver] = []
    left: dict[str, tuple[str, ...]] = {}
    for sheet in book.sheets:
        if sheet.name in record:
            reader = _SheetReader(sheet, opened[sheet.name], record[sheet.name], generated, formats)
            reader.read()
            columns += reader.columns
            strays += reader.strays
            typed += reader.typed
            parts, footer = written.parts.get(sheet.name, {}), written.colours.footer
            more = found[sheet.name].more_than(parts, footer, notes_are_told=sheet.long is None)
            left[sheet.name] = (*more, *reader.coloured(written.colours))
    for name in paths.keys() - {s.name for s in book.sheets}:
        left[name] = ("ett diagramblad",)
    theirs = (_cell_by_cell(s) for s in book.sheets if s.name not in known)
    sheets = tuple(_user_sheet(s, opened[s.name], formats, found[s.name].words) for s in theirs)
    return Additions(
        tuple(columns),
        sheets,
        tuple(strays),
        tuple(typed),
        {name: words for name, words in left.items() if words},
        tuple(name for name in whole.defined_names if name not in written.names) if record else (),
        memory_gone=not record,
    )


def _by_formulas(
    book: RawBook, opened: Mapping[str, Any], generated: Generated, record: Record
) -> Mapping[str, Alignment]:
    """The alignments with rows of formulas alone in their place too."""
    found = dict(generated.alignments)
    for sheet in book.sheets:
        if sheet.name in record and sheet.long is None:
            cells = opened[sheet.name]._cells
            formulas = {place: text for place, cell in cells.items() if (text := _formula(cell))}
            rows = record[sheet.name]
            known = known_again(rows, formulas, sheet.name, generated.alignments)
            found[sheet.name] = aligned(rows, sheet, formulas.keys(), known)
    return found


class _SheetReader:
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
        self.columns: list[UserColumn] = []
        self.strays: list[Stray] = []
        self.typed: list[TypedOver] = []

    def read(self) -> None:
        beside: dict[int, dict[RowKey | None, UserCell]] = defaultdict(dict)
        tables: dict[int, str] = {}
        for place in sorted(
            {*self._sheet.cells, *(p for p, c in self._cells.items() if c.value is not None)}
        ):
            cell, formula = self._sheet.cell(*place), _formula(self._cells.get(place))
            if (cell.blank and not formula) or self._is_read(*place, formula):
                continue
            row = self._rows.get(self._known.rows_back.get(place[0], 0))
            column = self._known.columns_back.get(place[1])
            if column is None and row is not None and row.table:
                beside[place[1]][row.key] = user_cell(cell, formula, self._cells.get(place), self._formats)
                tables[place[1]] = row.table
            elif row is None or column is None or column not in row.marks:
                self.strays.append(self._stray(place, _shown(cell, formula)))
            elif not is_generated(
                row.marks[column], cell, formula, self._sheet.name, self._generated.alignments
            ):
                name = row.key.row if row.key else ""
                mark, text = row.marks[column], _shown(cell, formula)
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
        widths = _widths(self._opened, max(beside, default=0))
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
                text = _shown(cell_at(long, row, number), "")
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


def user_cell(cell: RawCell, formula: str, opened: Any, formats: Formats) -> UserCell:
    return UserCell(scalar(cell), formats.style(opened), formula)


def _formula(cell: Any) -> str:
    """The cell's formula, empty where it has none."""
    if cell is None or cell.data_type != "f":
        return ""
    text = getattr(cell.value, "text", cell.value)
    return text if isinstance(text, str) else "="


def _shown(cell: RawCell, formula: str) -> str:
    if formula:
        return formula
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number_text(float(value))
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    return " ".join(str(value).split())


def scalar(cell: RawCell) -> Scalar:
    """What Excel stores for the value: days are numbers since the end of 1899."""
    value = cell.value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value


# --- sheets that people added --------------------------------------------------------------------------------


def _cell_by_cell(sheet: RawSheet) -> RawSheet:
    """The sheet as any other, where its name is one of those that are read in bulk."""
    return sheet if sheet.long is None else replace(sheet, cells=by_place(sheet.long), long=None)


def _user_sheet(sheet: RawSheet, opened: Any, formats: Formats, left: tuple[str, ...]) -> UserSheet:
    cells = {}
    # The stored cells alone, as a cell at the far end would make the box around them 17 thousand million.
    for place, one in opened._cells.items():
        if one.value is not None or one.has_style:
            cells[place] = user_cell(sheet.cells.get(place, BLANK), _formula(one), one, formats)
    last = max((column for _, column in cells), default=0)
    heights = {number: float(d.height) for number, d in opened.row_dimensions.items() if d.height}
    frozen = coordinate_to_tuple(opened.freeze_panes) if opened.freeze_panes else None
    return UserSheet(
        sheet.name,
        cells,
        _widths(opened, last),
        heights,
        sheet.hidden_rows,
        frozenset(c for c in sheet.hidden_columns if c <= last),
        sheet.merged,
        frozen,
        bool(opened.sheet_view.showGridLines is not False),
        opened.sheet_state != "visible",
        left,
    )


def _widths(opened: Any, last: int) -> dict[int, float]:
    """The widths that somebody has set, up to the last column that holds something."""
    widths: dict[int, float] = {}
    for dimension in opened.column_dimensions.values():
        first, end = dimension.min or 0, min(dimension.max or 0, last)
        if dimension.customWidth:
            widths |= dict.fromkeys(range(first, end + 1), float(dimension.width))
    return widths
