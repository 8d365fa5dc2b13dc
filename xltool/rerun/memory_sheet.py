"""The hidden sheet of a result, which remembers how it came to be."""

from __future__ import annotations

from collections.abc import Iterable

from xltool.core.memos import Memo, written
from xltool.drawing import styles as look
from xltool.drawing.placed import PlacedCell, SheetPlan

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
