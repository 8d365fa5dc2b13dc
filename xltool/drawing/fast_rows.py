"""The rows of a block as XML, rendered by the column instead of by the cell: a row is a template (one for each pattern of
blank cells) that the columns' values are put into. What comes out is byte for byte what XlsxWriter would have written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xltool.core import text_length as utf16
from xltool.core.cells import column_letters
from xltool.core.limits import LONGEST_TEXT
from xltool.core.long_columns import LongColumn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PIECE = 4096  # rows that are rendered at a time; a multiple of XlsxWriter's 16 rows to a span


class CellBlock:
    """Where the block stands, counted from 0, and its columns with their formats. `filled` says of each cell
    whether it holds anything; a blank cell is not written."""

    def __init__(
        self, row: int, columns: Sequence[int], cells: Sequence[LongColumn], formats: Sequence[Any]
    ) -> None:
        import numpy as np

        self.row, self.columns, self.cells, self.formats = row, columns, cells, formats
        filled = [~np.isnan(c.numbers) if c.is_numbers else c.codes >= 0 for c in cells]
        self.filled: NDArray[np.bool_] = np.column_stack(filled)
        self._words: list[list[str]] = []

    @property
    def last(self) -> int:
        return self.row + len(self.filled) - 1

    def share_texts(self, table: Any) -> None:
        """The block's texts into XlsxWriter's table of the workbook's texts, in the order that the rows come in.

        Raises ValueError for a text that does not fit into a cell.
        """
        import numpy as np

        first: list[tuple[int, int, int]] = []
        for number, column in enumerate(self.cells):
            if not column.is_numbers:
                used, at = np.unique(column.codes, return_index=True)
                places = zip(at.tolist(), used.tolist(), strict=True)
                first += [(a, number, c) for a, c in places if c >= 0 and isinstance(column.words[c], str)]
        shared: dict[str, int] = {}
        for _, number, code in sorted(first):
            text = str(self.cells[number].words[code])
            shared[text] = table._get_shared_string_index(text)
        table.count -= len(first)
        for column in self.cells:
            if column.is_numbers:
                self._words.append([])
                continue
            is_text = np.array([isinstance(w, str) for w in column.words] + [False])
            table.count += int(is_text[column.codes].sum())
            self._words.append([_word(w, shared) for w in column.words])

    def number_formats(self) -> None:
        """Gives each format its number where XlsxWriter would: at the first cell that has it."""
        import numpy as np

        filled = np.flatnonzero(self.filled.any(axis=0)).tolist()
        for _, column in sorted((int(self.filled[:, c].argmax()), c) for c in filled):
            if self.formats[column] is not None:
                self.formats[column]._get_xf_index()

    def spans(self) -> dict[int, tuple[int, int]]:
        """By group of 16 rows of the sheet the first and the last column that the block fills, counted from 1."""
        import numpy as np

        groups = (np.arange(len(self.filled)) + self.row) // 16
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        used = np.logical_or.reduceat(self.filled, starts, axis=0)
        columns = np.array(self.columns) + 1
        low = np.where(used, columns, 1 << 20).min(axis=1)
        high = np.where(used, columns, 0).max(axis=1)
        return dict(zip(groups[starts].tolist(), zip(low.tolist(), high.tolist(), strict=True), strict=True))

    def rows(self, spans: Mapping[int, str]) -> Iterator[str]:
        """The rows as text, a piece at a time; `spans` are those of the sheet."""
        import numpy as np

        patterns = self.filled @ (1 << np.arange(len(self.columns)))
        templates: dict[int, str] = {}
        words = [np.array([*w, ""], dtype=object) for w in self._words]
        for start in range(0, len(patterns), _PIECE):
            here = patterns[start : start + _PIECE]
            numbers = np.arange(start, start + len(here)) + self.row
            lines = np.empty(len(here), dtype=object)
            for pattern in np.unique(here).tolist():
                at = np.flatnonzero(here == pattern)
                if pattern not in templates:
                    templates[pattern] = self._template(pattern)
                rows = (numbers[at] + 1).tolist()
                values: list[list[Any]] = [rows, [spans[n] for n in (numbers[at] // 16).tolist()]]
                for number, column in enumerate(self.cells):
                    if pattern >> number & 1:
                        of_column = (column.numbers if column.is_numbers else column.codes)[start + at]
                        shown = of_column if column.is_numbers else words[number][of_column]
                        values += [rows, shown.tolist()]
                lines[at] = list(map(templates[pattern].__mod__, zip(*values, strict=True)))
            yield "".join(lines.tolist())

    def _template(self, pattern: int) -> str:
        cells = []
        for number, (column, style) in enumerate(zip(self.columns, self.formats, strict=True)):
            if pattern >> number & 1:
                look = f' s="{style._get_xf_index()}"' if style is not None else ""
                body = "><v>%.16G</v></c>" if self.cells[number].is_numbers else "%s"
                cells.append(f'<c r="{column_letters(column + 1)}%d"{look}{body}')
        return f'<row r="%d" spans="%s">{"".join(cells)}</row>'


def _word(word: float | str | bool, shared: Mapping[str, int]) -> str:
    """What stands behind a cell's address and format."""
    if isinstance(word, bool):
        return f' t="b"><v>{int(word)}</v></c>'
    if isinstance(word, str):
        if not utf16.fits(word, LONGEST_TEXT):
            raise ValueError(f"a text of {utf16.length(word)} characters does not fit into a cell")
        return f' t="s"><v>{shared[word]}</v></c>'
    return f"><v>{word:.16G}</v></c>"
