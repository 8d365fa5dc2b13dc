"""The sheets of `write`'s fast lane: their cells, and a rectangle of many rows, past XlsxWriter's questions.

XlsxWriter asks of every cell what it is and of every formula which functions it has, and builds each of a cell's attributes
by itself. Here a cell is rendered as it is written, all but its address and its format's number, and goes straight to
where XlsxWriter keeps it; a block of many rows is rendered by the column (`block_rows`). What comes out is byte for byte
what XlsxWriter would have written; everything around the cells is its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from xlsxwriter.worksheet import ColumnInfo, RowInfo, Worksheet

from xltool.core import text_length as utf16
from xltool.core.cells import column_letters
from xltool.core.functions import Scalar
from xltool.core.limits import LIMITS, LONGEST_TEXT
from xltool.core.long_columns import LongColumn
from xltool.drawing.fast_rows import Block

_LARGEST = 1e15  # number that may be written in a cell; above it Excel's digits do not reach the ones
ROWS = "<!--rows-->"  # stands for the block's, which are too many to be in memory at once


class LaneWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet with cells, and with room for a block below them."""

    def __init__(self) -> None:
        super().__init__()
        self.block: Block | None = None

    def write_cell(self, row: int, column: int, value: Scalar, formula: str | None, style: Any) -> None:
        """Puts a constant, or a formula with its value, where XlsxWriter keeps it. Raises ValueError for a constant that
        no cell can hold."""
        if formula is not None:
            self.table[row][column] = _formula(formula, value, style)
        elif value is None or value == "":
            self.table[row][column] = Blank(style, "/>")
        elif isinstance(value, str):
            self.table[row][column] = self._string(value, style)
        elif isinstance(value, bool):
            self.table[row][column] = Boolean(style, f' t="b"><v>{int(value)}</v></c>')
        else:
            self.table[row][column] = Number(style, f"><v>{_finite(value):.16G}</v></c>", value)

    def set_heights(self, heights: Mapping[int, float], hidden: Collection[int]) -> None:
        """Rows' heights in points, and which rows are hidden. One of no height is hidden too."""
        usual = self.default_row_height
        rows = {*heights, *hidden}
        for row in rows:
            pixels = int(heights[row] * 4.0 / 3.0 + 0.5) if row in heights else usual
            info = RowInfo(height=pixels or usual, hidden=row in hidden or not pixels)
            self.row_info[row], self.row_sizes[row] = info, [info.height, info.hidden]
        self.fit(rows, {self.dim_colmin or 0})

    def set_width(self, column: int, width: float, *, hidden: bool) -> None:
        """A column's width in characters; the room around them shrinks with a width below one."""
        digit, room = self.max_digit_width, self.cell_padding
        pixels = int(width * digit + 0.5) + room if width >= 1 else int(width * (digit + room) + 0.5)
        if self._check_dimensions(0, column, ignore_row=True, ignore_col=not (pixels and hidden)):
            raise ValueError(f"a sheet has no column {column + 1}")
        self.col_info[column] = ColumnInfo(width=pixels, hidden=hidden)
        self.col_size_changed = True

    def colour(self, first_row: int, last_row: int, column: int, formula: str, style: Any) -> None:
        """Colours the cells where the formula holds, which is written for the first of them."""
        rule = f'<cfRule type="expression" dxfId="{style._get_dxf_index()}" priority="{self.dxf_priority}">'
        rule += f"<formula>{escaped(told(formula.removeprefix('=')))}</formula></cfRule>"
        self.cond_formats.setdefault(_area(first_row, last_row, column), []).append(rule)
        self.dxf_priority += 1

    def allow(
        self, first_row: int, last_row: int, column: int, words: Sequence[str] | None, said: Mapping[str, str]
    ) -> None:
        """Lets the cells take one of the words, a number where there are none, and anything where that is None. `said` are
        the titles and texts that Excel shows, by their attributes' names in their order."""
        kind = () if words is None else (("type", "list" if words else "decimal"),)
        shown = (("allowBlank", 1), ("showInputMessage", 1), ("showErrorMessage", 1))
        place = ("sqref", _area(first_row, last_row, column))
        rule = f"<dataValidation{_attributes((*kind, *shown, *said.items(), place))}"
        if words is None:
            rule += "/>"
        elif words:
            rule += f'><formula1>"{escaped(told(",".join(words)))}"</formula1></dataValidation>'
        else:
            rule += f"><formula1>{-_LARGEST}</formula1><formula2>{_LARGEST}</formula2></dataValidation>"
        self.validations.append(rule)

    def fit(self, rows: Iterable[int], columns: Iterable[int]) -> None:
        """Widens the sheet's extent to the cells that were written. Raises ValueError where one is outside."""
        rows, columns = set(rows), set(columns)
        for row, column in ((min(rows), min(columns)), (max(rows), max(columns))) if rows else ():
            if not (row < LIMITS.rows and column < LIMITS.columns) or self._check_dimensions(row, column):
                raise ValueError(f"a sheet has no row {row + 1}, or no column {column + 1}")

    def write_block(
        self, row: int, columns: Sequence[int], cells: Sequence[LongColumn], formats: Sequence[Any]
    ) -> None:
        """Puts the columns' cells below everything else of the sheet, the first at `row`.

        Raises ValueError for a text that does not fit into a cell.
        """
        self.block = Block(row, columns, cells, formats)
        self.block.share_texts(self.str_table)

    # --- what XlsxWriter asks its worksheet to do ---

    def _write_string(self, row: int, column: int, text: str, style: Any = None) -> int:
        """A text, also that of a link or of a table's header."""
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = self._string(text, style)
        return 0

    def _write_blank(self, row: int, column: int, _: object, style: Any = None) -> int:
        """The cells of a merged area."""
        if style is None:
            return 0
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = Blank(style, "/>")
        return 0

    def _string(self, text: str, style: Any) -> String:
        _check(text)
        index = self.str_table._get_shared_string_index(text)
        return String(style, f' t="s"><v>{index}</v></c>', index)

    def _xml_empty_tag(self, tag: str, attributes: Iterable[tuple[str, Any]] = ()) -> None:
        self.fh.write(f"<{tag}{_attributes(attributes)}/>")

    def _xml_start_tag(self, tag: str, attributes: Iterable[tuple[str, Any]] = ()) -> None:
        self.fh.write(f"<{tag}{_attributes(attributes)}>")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002  # XlsxWriter's own name
        """The formula without its equals sign. XlsxWriter looks in every formula for thirty functions that are newer
        than any that the table in `core.functions` has."""
        return formula.removeprefix("=")

    def _write_cf_rule(self, params: str | dict[str, Any]) -> None:
        if isinstance(params, str):
            self.fh.write(params)
        else:
            super()._write_cf_rule(params)

    def _write_data_validation(self, options: str | dict[str, Any]) -> None:
        if isinstance(options, str):
            self.fh.write(options)
        else:
            super()._write_data_validation(options)

    def _write_col_info(self, col_min: int, col_max: int, col_info: ColumnInfo) -> None:
        """Columns have no format of their own and no outline."""
        units = (col_info.width * 256 // self.max_digit_width) / 256.0
        start = f'<col min="{col_min + 1}" max="{col_max + 1}" width="{units:.16g}"'
        hidden = ' hidden="1"' if col_info.hidden else ""
        own = "" if col_info.width == self.default_col_width else ' customWidth="1"'
        self.fh.write(f"{start}{hidden}{own}/>")

    def _write_dimension(self) -> None:
        if self.block is None:
            super()._write_dimension()
            return
        last_row: int = self.dim_rowmax  # type: ignore[has-type]  # XlsxWriter has none
        last_column: int = self.dim_colmax  # type: ignore[has-type]  # XlsxWriter has none
        self.dim_rowmax, self.dim_colmax = self.block.last, max(last_column, *self.block.columns)
        super()._write_dimension()
        self.dim_rowmax, self.dim_colmax = last_row, last_column

    def _write_rows(self) -> None:
        self._calculate_spans()
        columns = {column for cells in self.table.values() for column in cells}
        starts = {column: f'<c r="{column_letters(column + 1)}' for column in columns}
        looks: dict[Any, str] = {None: '"'}
        pieces: list[str] = []
        for row in sorted({*self.table, *self.row_info}):
            cells = self.table.get(row)
            start = self._row_start(row, self.row_info.get(row))
            if not cells:
                pieces.append(f"<row {start}/>")
                continue
            pieces.append(f"<row {start}>")
            number = row + 1
            for column in sorted(cells):
                cell = cells[column]
                style = cell.format
                if style not in looks:  # formats are numbered as cells first have them
                    looks[style] = f'" s="{style._get_xf_index()}"'
                pieces.append(f"{starts[column]}{number}{looks[style]}{cell.body}")
            pieces.append("</row>")
        self.fh.write("".join(pieces))
        if self.block is not None:
            self.block.number_formats()
            self.fh.write(ROWS)

    def _row_start(self, row: int, info: RowInfo | None) -> str:
        """A row's attributes; rows have no format of their own and no outline."""
        start = f'r="{row + 1}"'
        if span := self.row_spans.get(row // 16):
            start += f' spans="{span}"'
        if info is not None:
            tall = info.height != self.original_row_height
            if tall:
                start += f' ht="{info.height * 0.75:.16g}"'
            if info.hidden:
                start += ' hidden="1"'
            if tall:
                start += ' customHeight="1"'
        # What a data bar of Excel 2010 brings to every row of its sheet.
        return f'{start} x14ac:dyDescent="0.25"' if self.excel_version == 2010 else start

    def _calculate_spans(self) -> None:
        """By group of 16 rows the first and the last column that hold a cell."""
        found = dict(self.block.spans()) if self.block is not None else {}
        together: dict[int, set[int]] = {}
        for row, cells in self.table.items():
            together.setdefault(row // 16, set()).update(cells)
        for group, columns in together.items():
            if columns:
                low, high = found.get(group, (LIMITS.columns, 0))
                found[group] = min(low, min(columns) + 1), max(high, max(columns) + 1)
        self.row_spans = {group: f"{low}:{high}" for group, (low, high) in found.items()}


# --- cells, as XlsxWriter keeps them -------------------------------------------------------------------------
# It knows cells by the names of their classes, where a chart wants their values or a link wants to know what it is on.


class _Cell(Struct, gc=False):
    """`body` is the cell as XML from behind its address and format."""

    format: Any
    body: str


class Blank(_Cell, gc=False):
    pass


class Boolean(_Cell, gc=False):
    pass


class Number(_Cell, gc=False):
    number: float


class String(_Cell, gc=False):
    """`string` is the text's place in the table of the workbook's texts."""

    string: int


class Formula(_Cell, gc=False):
    value: float | str | bool


_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def _formula(formula: str, value: Scalar, style: Any) -> Formula:
    text = escaped(formula.removeprefix("="))
    if isinstance(value, float):
        return Formula(style, f"><f>{text}</f><v>{_finite(value)}</v></c>", value)
    if isinstance(value, str):
        if not utf16.fits(value, LONGEST_TEXT):
            value = "#VALUE!"  # as Excel gives for a text that no cell can hold
        sort = "" if value == "" else ' t="e"' if value in _ERRORS else ' t="str"'
        return Formula(style, f"{sort}><f>{text}</f><v>{escaped(value)}</v></c>", value)
    if value is None:
        raise ValueError(f"{formula} has no value")
    sort = ' t="b"' if isinstance(value, bool) else ""
    return Formula(style, f"{sort}><f>{text}</f><v>{int(value)}</v></c>", value)


def _check(text: str) -> None:
    if not utf16.fits(text, LONGEST_TEXT):
        raise ValueError(f"a text of {utf16.length(text)} characters does not fit into a cell")


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number to Excel")
    return value


def _area(first_row: int, last_row: int, column: int) -> str:
    """The address of cells below each other."""
    letters = column_letters(column + 1)
    return f"{letters}{first_row + 1}" + (f":{letters}{last_row + 1}" if last_row > first_row else "")


def _attributes(attributes: Iterable[tuple[str, Any]]) -> str:
    shown = ""
    for key, value in attributes:
        if isinstance(value, str) and not value.isalnum() and _ESCAPED.search(value):
            value = escaped(value).replace('"', "&quot;").replace("\n", "&#xA;")
        shown += f' {key}="{value}"'
    return shown


_ESCAPED = re.compile('["&<>\n]')


def told(text: str) -> str:
    """The text with its control characters, and what looks like one that is written, told as Excel tells them."""
    if (text.isprintable() or not _CONTROL.search(text)) and "_x" not in text:
        return text
    return str(Worksheet._escape_control_characters(text))


_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]")


def escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text
