"""What a sheet looks like on paper: A4 landscape, one size of letters on every page, whatever its width.

A sheet is drawn to be printed at one scale, at which 11 points come out as 9: one that would be wider has narrower columns,
whose texts run on over more lines, and a narrower one is printed with empty columns beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltool.drawing.placed import SheetPlan

PAGE_WIDTH, PAGE_HEIGHT = 769.0, 505.0  # points of A4 landscape between the margins
SCALE = 0.821  # 11 points in the sheet are 9.03 on paper
WIDTH = PAGE_WIDTH / SCALE / 0.75  # pixels of a sheet that fill a page's width
HEIGHT = PAGE_HEIGHT / SCALE  # points of a sheet that fill its height
LONGEST_PRINTED = 200  # rows of a ledger; who wants the rest on paper takes away the print area
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0


def pixels(width: float) -> float:
    """A column's width in pixels."""
    return width * 7 + 5


def too_wide(sheet: SheetPlan) -> bool:
    """Whether the columns that are shown do not fit beside each other on the page."""
    return sum(pixels(w) for c, w in sheet.widths.items() if c not in sheet.hidden) > WIDTH


def fit_width(widths: dict[int, float], least: Mapping[int, float], hidden: set[int]) -> None:
    """Takes from the widest columns, a character at a time, until all fit beside each other on the page or have their `least` width."""
    shown = {c: w for c, w in widths.items() if c not in hidden}
    excess = sum(map(pixels, shown.values())) - WIDTH
    while excess > 0:
        wide = {c: w for c, w in shown.items() if w > least.get(c, w)}
        if not wide:
            return
        column = max(wide, key=lambda c: (wide[c], c))
        taken = min(1.0, wide[column] - least[column])
        shown[column] = widths[column] = wide[column] - taken
        excess -= taken * 7


def fill_width(sheet: SheetPlan) -> None:
    """The last printed column: beside a narrow table stand empty ones, the last of them as wide as is left."""
    used = sum(pixels(w) for c, w in sheet.widths.items() if c <= sheet.last_column and c not in sheet.hidden)
    column = sheet.last_column
    while (left := WIDTH - used) > pixels(0.5):
        column += 1
        if column in sheet.hidden:
            continue
        width = min(sheet.widths.get(column, DEFAULT_WIDTH), (left - 5) / 7)
        if width < DEFAULT_WIDTH:
            sheet.widths[column] = width
        used += pixels(width)
    sheet.print_column = column


def height_above(sheet: SheetPlan, row: int, first: int = 0) -> float:
    """The height of the rows from `first` to the one above `row`, in points."""
    return sum(sheet.heights.get(r, DEFAULT_HEIGHT) for r in range(first, row))


def fits_one_page(sheet: SheetPlan) -> bool:
    """Whether the sheet fits on one page at its scale."""
    return height_above(sheet, sheet.last_row + 1) <= HEIGHT


def break_before_charts(sheet: SheetPlan, row: int, charts: float) -> None:
    """Charts are never cut: where they do not fit below the table, a table of one page has them behind it, and one of
    several lends its last rows to them, so that its header, which every page repeats, has rows below it."""
    used = height_above(sheet, row)
    if used + charts <= HEIGHT:
        sheet.one_page = True
    elif used <= HEIGHT:
        sheet.breaks.append(row)
        sheet.header_row = None
    elif used % HEIGHT + _ROW_CUT + charts > HEIGHT:
        sheet.breaks.append(_lent(sheet, row, HEIGHT - charts))


_ROW_CUT = 60.0  # points at the most that a page leaves empty above a row that does not fit, and its header
_LENT = 12  # rows, notes and blanks among them


def _lent(sheet: SheetPlan, row: int, room: float) -> int:
    first = row
    while row - first < _LENT and height_above(sheet, row, first - 1) + 2 * DEFAULT_HEIGHT < room:
        first -= 1
    return first


def keep_together(sheet: SheetPlan, parts: Sequence[tuple[int, int]]) -> None:
    """A page begins before each of the parts, from a row to the one before another, that would else be cut."""
    start = 0
    for first, end in parts:
        while height_above(sheet, first, start) > HEIGHT:
            start = _next_page(sheet, start)
        if height_above(sheet, end, start) > HEIGHT and first > start:
            sheet.breaks.append(first)
            start = first


def _next_page(sheet: SheetPlan, start: int) -> int:
    row, used = start, 0.0
    while used + sheet.heights.get(row, DEFAULT_HEIGHT) <= HEIGHT:
        used += sheet.heights.get(row, DEFAULT_HEIGHT)
        row += 1
    return max(row, start + 1)
