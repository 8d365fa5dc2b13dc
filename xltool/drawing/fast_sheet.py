"""The sheets of `write`'s fast lane: their cells, and a rectangle of many rows, past XlsxWriter's questions.

XlsxWriter asks of every cell what it is and of every formula which functions it has, and builds each of a cell's attributes
by itself. Here a cell is rendered as it is written, all but its address and its format's number, and goes straight to
where XlsxWriter keeps it; a block of many rows is rendered by the column (`block_rows`). What comes out is byte for byte
what XlsxWriter would have written; everything around the rows is its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from xlsxwriter.worksheet import Worksheet

from xltool.core import text_length as utf16
from xltool.core.cells import column_letters
from xltool.core.limits import LIMITS, LONGEST_TEXT
from xltool.core.long_columns import LongColumn
from xltool.core.scalars import Scalar
from xltool.drawing.fast_rows import CellBlock

ROWS = "<!--rows-->"  # stands for the block's, which are too many to be in memory at once


class LaneWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet with cells, and with room for a block below them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, str] = {}
        self._block: CellBlock | None = None

    def set_row(
        self,
        row: int,
        height: float | None = None,
        style: None = None,
        options: Mapping[str, bool] | None = None,
    ) -> int:
        """A row's height in points, where it is not the usual, whether it is hidden, and whether it `grows` with what is
        written in it. One of no height is hidden too."""
        hidden = bool(options and options.get("hidden")) or height == 0
        pixels = _USUAL_HEIGHT if height is None else int(height * 4 / 3 + 0.5) or _USUAL_HEIGHT
        said = ' hidden="1"' if hidden else ""
        if pixels != _USUAL_HEIGHT:
            fixed = "" if options and options.get("grows") else ' customHeight="1"'
            said = f' ht="{pixels * 0.75:.16g}"{said}{fixed}'
        self._rows[row] = said
        code: int = super().set_row(row, height, style, options)
        return code

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
        self._block = CellBlock(row, columns, cells, formats)
        self._block.share_texts(self.str_table)
        self.fit({self._block.last}, columns)

    def pieces(self, text: str) -> Iterator[str]:
        """The sheet's part, whose `text` has no block yet; the block's rows are rendered as they are asked for."""
        before, found, after = text.partition(ROWS)
        yield before
        if found and self._block is not None:
            yield from self._block.rows(self._spans())
            yield after

    # --- what XlsxWriter asks its worksheet to do ---

    def _write_string(self, row: int, column: int, text: str, style: Any = None) -> int:
        """A text, also that of a link or of a table's header."""
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = self._string(text, style)
        return 0

    def _string(self, text: str, style: Any) -> String:
        if not utf16.fits(text, LONGEST_TEXT):
            raise ValueError(f"a text of {utf16.length(text)} characters does not fit into a cell")
        index = self.str_table._get_shared_string_index(text)
        return String(style, f' t="s"><v>{index}</v></c>', index)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002  # XlsxWriter's own name
        """A colour's formula without its equals sign. XlsxWriter looks in each for thirty functions that are newer than
        any that the table in `core.functions` has, a quarter of the whole writing."""
        return formula.removeprefix("=")

    def _write_rows(self) -> None:
        spans = self._spans()
        columns = {column for cells in self.table.values() for column in cells}
        starts = {column: f'<c r="{column_letters(column + 1)}' for column in columns}
        looks: dict[Any, str] = {None: '"'}
        # What a data bar of Excel 2010 brings to every row of its sheet.
        last = ' x14ac:dyDescent="0.25"' if self.excel_version == 2010 else ""
        pieces: list[str] = []
        for row in sorted({*self.table, *self._rows}):
            cells = self.table.get(row)
            number = row + 1
            span = f' spans="{spans[row // 16]}"' if row // 16 in spans else ""
            start = f'<row r="{number}"{span}{self._rows.get(row, "")}{last}'
            if not cells:
                pieces.append(f"{start}/>")
                continue
            pieces.append(f"{start}>")
            for column in sorted(cells):
                cell = cells[column]
                style = cell.format
                if style not in looks:  # formats are numbered as cells first have them
                    looks[style] = f'" s="{style._get_xf_index()}"'
                pieces.append(f"{starts[column]}{number}{looks[style]}{cell.body}")
            pieces.append("</row>")
        self.fh.write("".join(pieces))
        if self._block is not None:
            self._block.number_formats()
            self.fh.write(ROWS)

    def _spans(self) -> dict[int, str]:
        """By group of 16 rows the first and the last column that hold a cell."""
        found = dict(self._block.spans()) if self._block is not None else {}
        together: dict[int, set[int]] = {}
        for row, cells in self.table.items():
            together.setdefault(row // 16, set()).update(cells)
        for group, columns in together.items():
            if columns:
                low, high = found.get(group, (LIMITS.columns, 0))
                found[group] = min(low, min(columns) + 1), max(high, max(columns) + 1)
        return {group: f"{low}:{high}" for group, (low, high) in found.items()}


_USUAL_HEIGHT = 20  # pixels


# --- cells, as XlsxWriter keeps them -------------------------------------------------------------------------
# It knows cells by the names of their classes, where a chart wants their values or a link wants to know what it is on.


class _CellXml(Struct, gc=False):
    """`body` is the cell as XML from behind its address and format."""

    format: Any
    body: str


class Blank(_CellXml, gc=False):
    pass


class Boolean(_CellXml, gc=False):
    pass


class Number(_CellXml, gc=False):
    number: float


class String(_CellXml, gc=False):
    """`string` is the text's place in the table of the workbook's texts."""

    string: int


class Formula(_CellXml, gc=False):
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


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number to Excel")
    return value


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
