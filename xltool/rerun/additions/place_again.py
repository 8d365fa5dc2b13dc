"""What people added to a result, placed again: their sheets, and their columns to the right of our tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from xltool.core import text_length as utf16
from xltool.core.row_key import RowKey
from xltool.drawing import styles as look
from xltool.drawing.placed import PlacedCell, SheetPlan
from xltool.drawing.styles import Look
from xltool.rerun.user_content import UserCell, UserColumn, UserSheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME, _LONGEST_FORMAT = 31, 255
_WIDEST, _NARROWEST = 60.0, 9.0
_READABLE = 2.0  # a narrower one is a gap that the column was moved to
_PIXELS, _MARGINS = 7, 5  # of a digit; a file counts a column's margins in, XlsxWriter does from one digit on


def user_sheets(sheets: Iterable[UserSheet], taken: Iterable[str]) -> list[SheetPlan]:
    """The sheets, under names that Excel takes and that are not `taken`."""
    names = [name.casefold() for name in (*taken, "History")]
    plans = []
    for sheet in sheets:
        name = utf16.cut(_FORBIDDEN.sub(" ", sheet.name), _LONGEST_NAME).strip("' ") or "Blad"
        title, number = name, 1
        while title.casefold() in names:
            number += 1
            title = f"{utf16.cut(name, _LONGEST_NAME - 6)} ({number})"
        names.append(title.casefold())
        plans.append(_user_sheet(sheet, title))
    return plans


def _user_sheet(sheet: UserSheet, title: str) -> SheetPlan:
    """The sheet's values and formats where they stood."""
    plan = SheetPlan(title, look.TAB_INPUT, gridlines=sheet.gridlines, put_away=sheet.hidden)
    for (row, column), cell in sorted(sheet.cells.items()):
        plan.cells.append(_placed(row - 1, column - 1, cell))
        plan.widths[column - 1] = _width(plan.cells[-1], plan, column - 1)
    plan.widths |= {column - 1: _inner(width) for column, width in sheet.widths.items()}
    plan.heights = {row - 1: height for row, height in sheet.heights.items()}
    plan.hidden = {column - 1 for column in sheet.hidden_columns}
    for column in plan.hidden:
        plan.widths.setdefault(column, _NARROWEST)
    plan.hidden_rows = {row - 1 for row in sheet.hidden_rows}
    plan.merged = _merged(sheet)
    plan.frozen = (sheet.frozen[0] - 1, sheet.frozen[1] - 1) if sheet.frozen else None
    plan.last_row = max((cell.row for cell in plan.cells), default=0)
    plan.last_column = plan.print_column = max((cell.column for cell in plan.cells), default=0)
    return plan


def place_columns(
    sheets: Iterable[SheetPlan], columns: Sequence[UserColumn], keys: Mapping[str, Mapping[str, RowKey]]
) -> None:
    """Puts the columns to the right of their tables; `keys` are those of the rows of each table."""
    for sheet in sheets:
        taken: dict[str, int] = {}
        for column in columns:
            table = sheet.tables.get(column.table)
            if table is None:
                continue
            position = taken.get(column.table, table.last_column) + 1
            taken[column.table] = position
            placed = []
            if column.header is not None and table.header_row is not None:
                placed.append(_placed(table.header_row, position, column.header))
            for row, key in keys[column.table].items():
                if key in column.cells:
                    placed.append(_placed(table.rows[row], position, column.cells[key]))
            sheet.cells += placed
            widest = max((_needed(cell) for cell in placed), default=_NARROWEST)
            sheet.widths[position] = _inner(column.width) if column.width >= _READABLE else widest


def _placed(row: int, column: int, cell: UserCell) -> PlacedCell:
    style = cell.style
    shown = Look(
        number_format=_format(style.number_format),
        size=style.size,
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        colour=style.colour or look.INK,
        fill=style.fill,
        left=look.THIN * style.left,
        right=look.THIN * style.right,
        top=look.THIN * style.top,
        bottom=look.THIN * style.bottom,
        align=style.align,
        valign=style.valign or "bottom",
        wrap=style.wrap,
        locked=False,
    )
    return PlacedCell(row, column, cell.value, None, shown)


def _inner(width: float) -> float:
    """The width as XlsxWriter takes it, for the one that a file has."""
    pixels = width * _PIXELS
    full = _PIXELS + _MARGINS
    return pixels / full if pixels < full else (pixels - _MARGINS) / _PIXELS


def _width(cell: PlacedCell, plan: SheetPlan, column: int) -> float:
    return max(_needed(cell), plan.widths.get(column, _NARROWEST))


def _needed(cell: PlacedCell) -> float:
    """The width in which the cell can be read."""
    return min(max(look.text_width(str(cell.value or ""), cell.look) + 2, _NARROWEST), _WIDEST)


def _merged(sheet: UserSheet) -> list[tuple[int, int, int, int]]:
    """The merged areas, none over another: a file may say so, and no program can show it."""
    kept: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for area in sheet.merged:
        top, left, bottom, right = (n - 1 for n in area)
        places = set(product(range(top, bottom + 1), range(left, right + 1)))
        if len(places) > 1 and taken.isdisjoint(places):
            taken |= places
            kept.append((top, left, bottom, right))
    return kept


def _format(code: str) -> str:
    """Excel repairs a workbook whose formats are longer, or quote what does not end."""
    return "General" if len(code) > _LONGEST_FORMAT or code.count('"') % 2 else code
