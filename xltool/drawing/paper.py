"""What a sheet looks like on paper: A4 landscape, one size of letters on every page, whatever its width.

A sheet is drawn to be printed at one scale, at which 11 points come out as 9: one that would be wider has narrower columns,
whose texts run on over more lines, and a narrower one is printed with empty columns beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from xltool.drawing.placed import SheetPlan

PAGE_WIDTH, PAGE_HEIGHT = 769.0, 523.0  # points of A4 landscape between the margins
SCALE = 0.821  # 11 points in the sheet are 9.03 on paper
WIDTH = PAGE_WIDTH / SCALE / 0.75  # pixels of a sheet that fill a page's width
HEIGHT = PAGE_HEIGHT / SCALE  # points of a sheet that fill its height
WIDTH_A3, HEIGHT_A3 = 1118.0 / SCALE / 0.75, 769.0 / SCALE
_NEARLY = 1.03  # as much too wide is printed a little smaller instead
LONGEST_PRINTED = 200  # rows of a ledger; who wants the rest on paper takes away the print area
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0


TITLE_ROW = 0  # repeated on every page, where no header is that all its rows stand under


def pixels(width: float) -> float:
    """A column's width in pixels."""
    return width * 7 + 5


def page_width(sheet: SheetPlan) -> float:
    """The pixels of the sheet that fill the width of its page."""
    return WIDTH_A3 if sheet.on_a3 else WIDTH


def page_height(sheet: SheetPlan) -> float:
    """The points of the sheet that fill the height of its page."""
    return HEIGHT_A3 if sheet.on_a3 else HEIGHT


def too_wide(sheet: SheetPlan) -> bool:
    """Whether the columns that are shown do not fit beside each other on the page."""
    return _width_shown(sheet) > page_width(sheet)


def _width_shown(sheet: SheetPlan) -> float:
    return sum(pixels(w) for c, w in sheet.widths.items() if c not in sheet.hidden)


def needs_larger_paper(sheet: SheetPlan) -> bool:
    """Whether the columns that are shown do not fit on A4 even when they are as narrow as they can be."""
    return _width_shown(sheet) > WIDTH * _NEARLY


def widen(sheet: SheetPlan, column: int, most: float) -> None:
    """Gives the column what the page has left, as far as it has use for it."""
    room = (page_width(sheet) - _width_shown(sheet)) / 7
    sheet.widths[column] = max(sheet.widths[column], min(sheet.widths[column] + room, most))


def fill_width(sheet: SheetPlan) -> None:
    """The last printed column: beside a narrow table stand empty ones, the last of them as wide as is left."""
    used = sum(pixels(w) for c, w in sheet.widths.items() if c <= sheet.last_column and c not in sheet.hidden)
    column = sheet.last_column
    while (left := page_width(sheet) - used) > pixels(0.5):
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


def fits_one_page(sheet: SheetPlan, shrinks: float = 1.0) -> bool:
    """Whether the sheet fits on one page at its scale, or at one that is so many times smaller."""
    return height_above(sheet, sheet.last_row + 1) <= page_height(sheet) * shrinks


def break_before_charts(sheet: SheetPlan, row: int, charts: float) -> None:
    """Charts are never cut: where they do not fit below the table, a table of one page has them behind it, and one of
    several lends its last rows to them, so that its header, which every page repeats, has rows below it."""
    used = height_above(sheet, row)
    if used + charts <= page_height(sheet):
        sheet.one_page = True
    elif used <= page_height(sheet):
        sheet.breaks.append(row)
        sheet.header_row = TITLE_ROW
    elif used % page_height(sheet) + _ROW_CUT + charts > page_height(sheet):
        sheet.breaks.append(_lent(sheet, row, page_height(sheet) - charts))


_ROW_CUT = 60.0  # points at the most that a page leaves empty above a row that does not fit, and its header
_LENT = 12  # rows, notes and blanks among them


def _lent(sheet: SheetPlan, row: int, room: float) -> int:
    first = row
    while row - first < _LENT and height_above(sheet, row, first - 1) + 2 * DEFAULT_HEIGHT < room:
        first -= 1
    return first


def break_pages(sheet: SheetPlan, parts: Sequence[tuple[int, int]]) -> None:
    """Where pages begin, said outright, for programs do not agree on how much a page holds. The parts are tables from their first
    row to their last. One that would be cut begins a page where that leaves the one before mostly full, or where no more than its beginning
    would stand there; else its last rows stay together, and with what stands below them."""
    start = 0
    while (row := _first_beyond(sheet, start)) <= sheet.last_row:
        first, last = next((part for part in reversed(parts) if part[0] <= row), (row, row))
        if first > start and (row < first + _BEGINNING or _fills(sheet, start, first, last)):
            row = first
        else:
            row = max(min(row, last - _TOGETHER + 1), start + 1)
        sheet.breaks.append(row)
        start = row


_BEGINNING, _TOGETHER = 4, 2  # a title, a header and two rows; rows that stay with the last one
_MOSTLY = 0.6


def _fills(sheet: SheetPlan, start: int, first: int, last: int) -> bool:
    """Whether a page is mostly full without the part, and the part fits on the next."""
    return height_above(sheet, first, start) >= _MOSTLY * page_height(sheet) and height_above(
        sheet, last + 1, first
    ) <= page_height(sheet)


def _first_beyond(sheet: SheetPlan, start: int) -> int:
    """The first row that the page from `start` on has no room for; it repeats the header."""
    row, used = start, 0.0
    if sheet.header_row is not None and start > sheet.header_row:
        used = sheet.heights.get(sheet.header_row, DEFAULT_HEIGHT)
    while used + sheet.heights.get(row, DEFAULT_HEIGHT) <= page_height(sheet):
        used += sheet.heights.get(row, DEFAULT_HEIGHT)
        row += 1
    return max(row, start + 1)
