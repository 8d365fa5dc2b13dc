"""Pages to placed cells, formats, rules and charts. Pure: it opens nothing and knows no Excel library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from xltool.core.cells import column_letters
from xltool.core.columns import Input
from xltool.core.pages import SUMMARY_TITLE, Page, Tab
from xltool.core.tables import Computed, Role, Table
from xltool.core.units import Form, Money
from xltool.core.values import Model
from xltool.drawing import styles as look
from xltool.drawing.addresses import FIRST_TABLE_ROW, Addresses, in_row, quoted
from xltool.drawing.chart_layout import place_charts
from xltool.drawing.column_fit import WrappedText, fit_width
from xltool.drawing.long_table import place_block
from xltool.drawing.paper import (
    LONGEST_PRINTED,
    TITLE_ROW,
    break_pages,
    fill_width,
    fits_one_page,
    needs_larger_paper,
    page_width,
    too_wide,
    widen,
)
from xltool.drawing.placed import Bar, PlacedCell, PlacedTable, Rule, SheetPlan, Sortable
from xltool.drawing.table_cells import RUNNING, WIDEST_TEXT, TableCells, height
from xltool.drawing.table_choices import together

_NARROWEST, _FEW, _COMMENT = 9.0, 2, 26.0
_SEVERAL_LINES = 28.0  # points; of a row of one there are fewer
_HEAD_HEIGHTS = {0: 28.0, 1: 16.0, 2: 22.0, 3: 8.0}
_TABS = {Tab.REPORT: look.TAB_REPORT, Tab.CONTROL: look.TAB_CONTROL, Tab.INPUT: look.TAB_INPUT}


def plan(pages: tuple[Page, ...], model: Model, money: Money) -> list[SheetPlan]:
    """The sheets, in order, with every cell placed."""
    addresses = Addresses(pages)
    return [_sheet(page, addresses, model, money) for page in pages]


def _sheet(page: Page, addresses: Addresses, model: Model, money: Money) -> SheetPlan:
    sheet = SheetPlan(page.title, _TABS[page.tab], one_page=page.whole)
    tables = [table for stack in page.stacks for table in stack]
    wrapping = {
        position
        for table in tables
        for column, position in addresses.place(table.key).columns.items()
        if column.quantity.form is Form.TEXT and column not in table.hidden
    }
    measured = {c for t in tables for c in t.columns if c not in t.hidden and not page.widths.get(c)}
    placed = {t.key: TableCells(t, addresses, model, money, wrapping, measured) for t in page.tables}
    _widths(page, sheet, addresses, placed)
    _fit(page, sheet, addresses, placed)
    if page.long is not None:
        place_block(sheet, page.long, FIRST_TABLE_ROW)
    shown = {column: width for column, width in sheet.widths.items() if column not in sheet.hidden}
    for table in page.tables:
        _headers(table, sheet, addresses)
        for role, cells in placed[table.key].rows:
            row, high = cells[0].row, height(role, cells, shown)
            if high > _SEVERAL_LINES and role not in RUNNING:
                cells = [replace(cell, look=look.at_top(cell.look)) for cell in cells]
            sheet.cells += cells
            if row not in _HEAD_HEIGHTS:
                sheet.growing_rows.add(row)
            if role is not Role.LINE or page.tab is not Tab.REPORT:
                sheet.irregular_rows.add(row)
            sheet.heights[row] = max(sheet.heights.get(row, 0.0), high)
        sheet.choices += placed[table.key].choices
        sheet.names |= placed[table.key].linked
        _rules(table, sheet, addresses)
    sheet.choices = together(sheet.choices)
    sheet.last_row = max((c.row for c in sheet.cells), default=0)
    sheet.last_column = max(c for c in range(max(sheet.widths) + 1) if c not in sheet.hidden)
    sheet.heights |= _HEAD_HEIGHTS
    fill_width(sheet)
    if badge := placed[page.head.key].badge:
        # Beside few columns it would cut the title off.
        column = sheet.print_column if len(shown) <= _FEW else sheet.last_column
        sheet.cells.append(replace(badge, column=column))
    sheet.header_row = TITLE_ROW
    if page.frozen and tables and tables[0].header_row:
        header = addresses.place(tables[0].key).first_row - 1
        sheet.header_row, sheet.frozen = header, (header + 1, _name_column(tables[0]))
    for table in tables:
        _tell_where(table, sheet, addresses)
    place_charts(page, sheet, addresses, model, money)
    sheet.one_page = sheet.one_page and fits_one_page(sheet, page.shrinks)
    if not page.charts and len(page.stacks) == 1 and not sheet.one_page:
        break_pages(sheet, _extents(tables, addresses))
    sheet.opens = page.title == SUMMARY_TITLE
    if sheet.block is not None:
        sheet.last_row = min(sheet.block.last_row, sheet.block.row + LONGEST_PRINTED)
    return sheet


def _widths(page: Page, sheet: SheetPlan, addresses: Addresses, placed: Mapping[str, TableCells]) -> None:
    """The width of every column: the page's, or what its cells need."""
    for stack in page.stacks:
        for table in stack:
            for column, position in addresses.place(table.key).columns.items():
                if column in table.hidden:
                    sheet.hidden.add(position)
                    sheet.widths.setdefault(position, _NARROWEST)
                    continue
                wanted = page.widths.get(column) or placed[table.key].natural_width(column)
                sheet.widths[position] = max(sheet.widths.get(position, 0.0), wanted)
        spacer = max(max(addresses.place(t.key).columns.values()) for t in stack) + 1
        if stack is not page.stacks[-1]:
            sheet.widths[spacer] = 3.0


def _fit(page: Page, sheet: SheetPlan, addresses: Addresses, placed: Mapping[str, TableCells]) -> None:
    """Makes columns narrower where they do not fit on the page, else the one that people write in wider."""
    wordy = _wordy(page, addresses)
    if too_wide(sheet):
        natural, least = dict(sheet.widths), _least_widths(page, addresses, placed)
        texts = [*_wrapped_texts(page, addresses, placed)]
        fit_width(sheet.widths, least, sheet.hidden, texts)
        bars = _bar_columns(page, addresses) - sheet.hidden
        if too_wide(sheet):  # its chart tells what the bars beside the figures do
            sheet.hidden |= bars
        if needs_larger_paper(sheet):
            sheet.on_a3, sheet.widths = True, natural
            sheet.hidden -= bars
            if wordy is not None:
                least[wordy] = sheet.widths[wordy] = max(sheet.widths[wordy], _COMMENT)
            fit_width(sheet.widths, least, sheet.hidden, texts, page_width(sheet))
    if wordy is not None:
        widen(sheet, wordy, WIDEST_TEXT)


def _extents(tables: Sequence[Table], addresses: Addresses) -> list[tuple[int, int]]:
    """Of each table below each other its first row, that of its title, and its last."""
    found = []
    for table in (t for t in tables if t.rows):
        first = addresses.place(table.key).first_row
        found.append((first - table.header_row - bool(table.title), first + len(table.rows) - 1))
    return found


def _bar_columns(page: Page, addresses: Addresses) -> set[int]:
    columns = ((t.key, c) for stack in page.stacks for t in stack for c in t.columns)
    return {addresses.place(k).columns[c] for k, c in columns if isinstance(c, Computed) and c.bar}


def _wordy(page: Page, addresses: Addresses) -> int | None:
    """The column of a report's one table that people write sentences in."""
    tables = [table for stack in page.stacks for table in stack]
    if len(tables) != 1 or page.tab is not Tab.REPORT:
        return None
    columns = [c for c in tables[0].columns if isinstance(c, Input) and c.quantity.form is Form.TEXT]
    free = [c for c in columns if not (c.names or c.choices or c in tables[0].hidden)]
    return addresses.place(tables[0].key).columns[free[-1]] if free else None


def _least_widths(page: Page, addresses: Addresses, placed: Mapping[str, TableCells]) -> dict[int, float]:
    """How narrow each column may become so that the page keeps its size of letters."""
    least: dict[int, float] = {}
    for table in (t for stack in page.stacks for t in stack):
        for column, position in addresses.place(table.key).columns.items():
            if column not in table.hidden:
                least[position] = max(least.get(position, 0.0), placed[table.key].least_width(column))
    return least


def _wrapped_texts(
    page: Page, addresses: Addresses, placed: Mapping[str, TableCells]
) -> Iterator[WrappedText]:
    """All that runs on over more lines in a narrower column: headers, and texts that are wrapped."""
    for table in (t for stack in page.stacks for t in stack if t.rows):
        place = addresses.place(table.key)
        if table.header_row:
            for column, position in place.columns.items():
                yield WrappedText(place.first_row - 1, position, table.header_of(column), look.HEADER)
        yield from placed[table.key].wrapped()


def _headers(table: Table, sheet: SheetPlan, addresses: Addresses) -> None:
    if not table.rows:
        return
    place = addresses.place(table.key)
    top, left = place.first_row, min(place.columns.values())
    if table.title:
        row = top - 1 - table.header_row
        sheet.cells.append(PlacedCell(row, left, table.title, None, look.SECTION))
    if not table.header_row:
        return
    heads: list[PlacedCell] = []
    for column, position in place.columns.items():
        text = table.headers.get(column, column.header)
        is_text = column.quantity.form is Form.TEXT
        aligned = "center" if isinstance(column, Computed) and column.bar else "left" if is_text else "right"
        indent = int(is_text and column is not table.columns[0])
        style = replace(look.HEADER, align=aligned, indent=indent)
        heads.append(PlacedCell(top - 1, position, text, None, style))
        if column not in table.hidden:
            needed = look.lines_needed(text, sheet.widths[position], style) * look.line_height(style) + 3
            sheet.heights[top - 1] = max(sheet.heights.get(top - 1, 0.0), needed)
    sheet.cells += heads
    lines = [r for r in table.rows if r.role is Role.LINE]
    if table.sortable and len(lines) > 1:
        headers = tuple((str(h.value), h.look) for h in heads)
        name = re.sub(r"\W", "_", sheet.name)
        sheet.sortables.append(Sortable(name, top - 1, left, place.rows[lines[-1].key], headers))


def _rules(table: Table, sheet: SheetPlan, addresses: Addresses) -> None:
    """Colours and bars. A page's head is coloured in its message alone."""
    rows = [r for r in table.rows if r.role not in (Role.TITLE, Role.SUBTITLE, Role.BADGE, Role.NOTE)]
    if not rows:
        return
    place = addresses.place(table.key)
    first, last = place.rows[rows[0].key], place.rows[rows[-1].key]
    is_message = rows[0].role is Role.MESSAGE
    for colour in table.colours:
        condition = addresses.formula(colour.condition, sheet.name, table.key, before="$")
        position = place.columns[colour.column]
        sheet.rules.append(Rule(first, last, position, in_row(condition, first), colour.meaning, is_message))
    for column, position in place.columns.items():
        if isinstance(column, Computed) and column.bar:
            sheet.bars.append(Bar(first, last, position, column.quantity.form is Form.PERCENT))


def _tell_where(table: Table, sheet: SheetPlan, addresses: Addresses) -> None:
    """The defined names of its inputs, and where the table itself stands."""
    place = addresses.place(table.key)
    for row in table.rows:
        if row.name:
            first = next(c for c in table.columns if isinstance(c, Input) and not c.names)
            address = f"${column_letters(place.columns[first] + 1)}${place.rows[row.key] + 1}"
            sheet.names[row.name] = f"={quoted(sheet.name)}!{address}"
    top = min(place.rows.values(), default=0) - 1 if table.header_row else None
    sheet.tables[table.key] = PlacedTable(top, place.rows, max(place.columns.values()))


def _name_column(table: Table) -> int:
    """How many columns stay in view when the sheet scrolls sideways: up to the row's name."""
    names = [i for i, c in enumerate(table.columns) if isinstance(c, Input) and c.quantity.form is Form.TEXT]
    return (names[1] if len(names) > 1 and names[1] == 1 else names[0]) + 1 if names else 0
