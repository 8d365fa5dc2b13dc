"""The fast lane of `write`: a rectangle of many rows, rendered by the column instead of by the cell.

XlsxWriter asks for the type of every cell, and keeps all of them until the file is written. Here a row is a template
(one for each pattern of blank cells) that the columns' values are put into, and the sheet goes into the package in
pieces. What comes out is byte for byte what XlsxWriter would have written; everything around the rows is its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltool.core.grid import column_letters
from xltool.core.long import LongColumn
from xltool.excel.saved import UNDATED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PIECE = 4096  # rows that are rendered at a time; a multiple of XlsxWriter's 16 rows to a span
_LEVEL = 3  # of deflate: a third of the time of the usual 6, for files a tenth larger
_LONGEST_TEXT = 32_767  # Excel's limit for a cell
_MARK = "<!--rows-->"


class LaneWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook whose sheets may hold a block of many rows (`LaneWorksheet.write_block`)."""

    def __init__(self, buffer: BytesIO, options: dict[str, Any]) -> None:
        super().__init__(buffer, options)
        self.worksheet_class = LaneWorksheet
        self._buffer = buffer

    def _get_packager(self) -> Packager:
        self._streams: dict[str, StringIO] = {}
        return _LanePackager(self._blocks(), self._streams)

    def _blocks(self) -> dict[str, LaneWorksheet]:
        sheets = enumerate(self.worksheets(), start=1)
        return {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in sheets if sheet.block is not None}

    def close(self) -> None:
        """Writes the package, and then into it the sheets that have a block."""
        super().close()
        blocks = self._blocks()
        if not blocks:
            return
        with zipfile.ZipFile(self._buffer, "a") as package:
            for name, sheet in blocks.items():
                before, after = self._streams[name].getvalue().split(_MARK)
                part = zipfile.ZipInfo(name, UNDATED)
                part.compress_type = zipfile.ZIP_DEFLATED
                part._compresslevel = _LEVEL  # type: ignore[attr-defined]  # as ZipFile itself sets it
                with package.open(part, "w") as file:
                    file.write(before.encode())
                    for piece in sheet.rows():
                        file.write(piece.encode())
                    file.write(after.encode())


class _LanePackager(Packager):  # type: ignore[misc]
    """Keeps the sheets with a block out of the package, to be written in pieces."""

    def __init__(self, blocks: dict[str, LaneWorksheet], streams: dict[str, StringIO]) -> None:
        super().__init__()
        self._blocks, self._streams = blocks, streams

    def _filename(self, xml_filename: str) -> Any:
        if xml_filename not in self._blocks:
            return super()._filename(xml_filename)
        self._streams[xml_filename] = StringIO()
        return self._streams[xml_filename]


class _Block:
    """Where the block stands, counted from 0, and its columns with their formats. `filled` says of each cell
    whether it holds anything; a blank cell is not written."""

    def __init__(
        self, row: int, columns: Sequence[int], cells: Sequence[LongColumn], formats: Sequence[Any]
    ) -> None:
        import numpy as np

        self.row, self.columns, self.cells, self.formats = row, columns, cells, formats
        filled = [~np.isnan(c.numbers) if c.is_numbers else c.codes >= 0 for c in cells]
        self.filled: NDArray[np.bool_] = np.column_stack(filled)
        self.words: list[list[str]] = []

    def number_formats(self) -> None:
        """Gives each format its number where XlsxWriter would: at the first cell that has it."""
        import numpy as np

        filled = np.flatnonzero(self.filled.any(axis=0)).tolist()
        for _, column in sorted((int(self.filled[:, c].argmax()), c) for c in filled):
            if self.formats[column] is not None:
                self.formats[column]._get_xf_index()

    @property
    def last(self) -> int:
        return self.row + len(self.filled) - 1


class LaneWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet with room for a block below its other cells."""

    def __init__(self) -> None:
        super().__init__()
        self.block: _Block | None = None

    def write_block(
        self, row: int, columns: Sequence[int], cells: Sequence[LongColumn], formats: Sequence[Any]
    ) -> None:
        """Puts the columns' cells below everything else of the sheet, the first at `row`.

        Raises ValueError for a text that does not fit into a cell.
        """
        self.block = _Block(row, columns, cells, formats)
        self._share_texts(self.block)

    def _share_texts(self, block: _Block) -> None:
        """The block's texts into the workbook's table of texts, in the order that the rows come in."""
        import numpy as np

        first: list[tuple[int, int, int]] = []
        for number, column in enumerate(block.cells):
            if not column.is_numbers:
                used, at = np.unique(column.codes, return_index=True)
                places = zip(at.tolist(), used.tolist(), strict=True)
                first += [(a, number, c) for a, c in places if c >= 0 and isinstance(column.words[c], str)]
        shared: dict[str, int] = {}
        for _, number, code in sorted(first):
            text = str(block.cells[number].words[code])
            shared[text] = self.str_table._get_shared_string_index(text)
        self.str_table.count -= len(first)
        for column in block.cells:
            if column.is_numbers:
                block.words.append([])
                continue
            is_text = np.array([isinstance(w, str) for w in column.words] + [False])
            self.str_table.count += int(is_text[column.codes].sum())
            block.words.append([_word(w, shared) for w in column.words])

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002  # XlsxWriter's own name
        """The formula without its equals sign. XlsxWriter looks in every formula for thirty functions that are newer
        than any that the table in `core.functions` has."""
        return formula.removeprefix("=")

    def _write_dimension(self) -> None:
        if self.block is None:
            super()._write_dimension()
            return
        last_row: int = self.dim_rowmax  # type: ignore[has-type]
        last_column: int = self.dim_colmax  # type: ignore[has-type]
        self.dim_rowmax, self.dim_colmax = self.block.last, max(last_column, *self.block.columns)
        super()._write_dimension()
        self.dim_rowmax, self.dim_colmax = last_row, last_column

    def _write_rows(self) -> None:
        super()._write_rows()
        if self.block is not None:
            self.block.number_formats()
            self.fh.write(_MARK)

    def _calculate_spans(self) -> None:
        super()._calculate_spans()
        if self.block is None:
            return
        for group, (low, high) in _spans(self.block).items():
            if group in self.row_spans:
                own_low, own_high = map(int, self.row_spans[group].split(":"))
                low, high = min(low, own_low), max(high, own_high)
            self.row_spans[group] = f"{low}:{high}"

    def rows(self) -> Iterator[str]:
        """The block's rows as text, a piece at a time."""
        assert self.block is not None
        return _rendered(self.block, self.row_spans)


def _word(word: float | str | bool, shared: dict[str, int]) -> str:
    """What stands behind a cell's address and format."""
    if isinstance(word, bool):
        return f' t="b"><v>{int(word)}</v></c>'
    if isinstance(word, str):
        if len(word) > _LONGEST_TEXT:
            raise ValueError(f"a text of {len(word)} characters does not fit into a cell")
        return f' t="s"><v>{shared[word]}</v></c>'
    return f"><v>{word:.16G}</v></c>"


def _spans(block: _Block) -> dict[int, tuple[int, int]]:
    """By group of 16 rows of the sheet the first and the last column that the block fills, counted from 1."""
    import numpy as np

    groups = (np.arange(len(block.filled)) + block.row) // 16
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    used = np.logical_or.reduceat(block.filled, starts, axis=0)
    columns = np.array(block.columns) + 1
    low = np.where(used, columns, 1 << 20).min(axis=1)
    high = np.where(used, columns, 0).max(axis=1)
    return dict(zip(groups[starts].tolist(), zip(low.tolist(), high.tolist(), strict=True), strict=True))


def _rendered(block: _Block, spans: dict[int, str]) -> Iterator[str]:
    import numpy as np

    weights = 1 << np.arange(len(block.columns))
    patterns = block.filled @ weights
    templates: dict[int, str] = {}
    words = [np.array([*w, ""], dtype=object) for w in block.words]
    for start in range(0, len(patterns), _PIECE):
        here = patterns[start : start + _PIECE]
        numbers = np.arange(start, start + len(here)) + block.row
        lines = np.empty(len(here), dtype=object)
        for pattern in np.unique(here).tolist():
            at = np.flatnonzero(here == pattern)
            if pattern not in templates:
                templates[pattern] = _template(block, pattern)
            rows = (numbers[at] + 1).tolist()
            values: list[list[Any]] = [rows, [spans[n] for n in (numbers[at] // 16).tolist()]]
            for number, column in enumerate(block.cells):
                if pattern >> number & 1:
                    of_column = (column.numbers if column.is_numbers else column.codes)[start + at]
                    shown = of_column if column.is_numbers else words[number][of_column]
                    values += [rows, shown.tolist()]
            lines[at] = list(map(templates[pattern].__mod__, zip(*values, strict=True)))
        yield "".join(lines.tolist())


def _template(block: _Block, pattern: int) -> str:
    cells = []
    for number, (column, style) in enumerate(zip(block.columns, block.formats, strict=True)):
        if pattern >> number & 1:
            look = f' s="{style._get_xf_index()}"' if style is not None else ""
            body = "><v>%.16G</v></c>" if block.cells[number].is_numbers else "%s"
            cells.append(f'<c r="{column_letters(column + 1)}%d"{look}{body}')
    return f'<row r="%d" spans="%s">{"".join(cells)}</row>'
