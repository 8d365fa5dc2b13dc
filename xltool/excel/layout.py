"""Pages to placed cells, formats, rules and charts. Pure: it opens nothing and knows no Excel library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from xltool.core.expr import At, ExcelText, Expr, Leaf, Span, excel_text
from xltool.core.functions import FormulaError, Scalar
from xltool.core.grid import column_letters
from xltool.core.model import Model, content_of
from xltool.core.page import Chart, Page
from xltool.core.sheet import Column, Computed, Input, Role, Row, Table
from xltool.core.units import Form, Money, Quantity
from xltool.excel import look
from xltool.excel.block import place_block
from xltool.excel.plan import (
    Bar,
    Choice,
    PlacedCell,
    PlacedChart,
    PlacedSeries,
    PlacedTable,
    Rule,
    SheetPlan,
    Sortable,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands: its sheet, its rows by key, its columns. `visible` are those that are shown, in order;
    `has_blocks` tells whether its lines stand in blocks."""

    sheet: str
    rows: dict[str, int]
    columns: dict[Column, int]
    visible: tuple[Column, ...] = ()
    has_blocks: bool = False


def _place_of(table: Table, page: Page, rows: dict[str, int], columns: dict[Column, int]) -> _Place:
    visible = tuple(c for c in table.columns if c not in table.hidden)
    has_blocks = any(row.role is Role.SUBTOTAL for row in table.rows)
    return _Place(page.title, rows, columns, visible, has_blocks)


_FIRST_TABLE_ROW = 4
_WIDEST_TEXT, _NARROWEST = 46.0, 9.0
_PAGE_WIDTH, _PAGE_HEIGHT = 770.0, 500.0  # points of A4 landscape between the margins
_ONE_PAGE = ("Läs mig", "Sammanfattning")
_TALLEST_ROW = 409.0  # Excel's limit, in points
_RUNNING = (Role.TITLE, Role.SUBTITLE, Role.MESSAGE, Role.NOTE, Role.TEXT)
_NARROWEST_PAGE = 118.0  # characters; a narrower table is printed with empty columns beside it
_TABS = {"Kontroll": look.TAB_CONTROL, "Läs mig": look.TAB_CONTROL, "Uppgifter": look.TAB_INPUT}


def plan(pages: tuple[Page, ...], model: Model, money: Money) -> list[SheetPlan]:
    """The sheets, in order, with every cell placed."""
    return Layout(pages, model, money).sheets()


class Layout:
    """Where every table stands, and from that every cell's address."""

    def __init__(self, pages: tuple[Page, ...], model: Model, money: Money) -> None:
        self._pages, self._model, self._money = pages, model, money
        self._places: dict[str, _Place] = {}
        self._texts: dict[int, ExcelText] = {}  # by the formula's identity: a column's is compiled once
        for page in pages:
            self._place(page)

    def sheets(self) -> list[SheetPlan]:
        return [self._sheet(page) for page in self._pages]

    # --- places ---

    def _place(self, page: Page) -> None:
        offset, below = 0, _FIRST_TABLE_ROW
        for stack in page.stacks:
            row = _FIRST_TABLE_ROW
            for table in stack:
                first = row + bool(table.title) + table.header_row
                rows = {r.key: first + i for i, r in enumerate(table.rows)}
                columns = {c: offset + i for i, c in enumerate(table.columns)}
                self._places[table.key] = _place_of(table, page, rows, columns)
                row = first + len(table.rows) + 1
            below = max(below, row)
            offset += max(len(t.columns) for t in stack) + 1
        if page.long is not None:
            rows = {key: _FIRST_TABLE_ROW + 1 + at for key, at in page.long.places.items()}
            columns = {c: i for i, c in enumerate(page.long.columns)}
            self._places[page.long.key] = _Place(page.title, rows, columns)
        rows = {"title": 0, "subtitle": 1, "message": 2}
        self._places[page.head.key] = _place_of(page.head, page, rows, dict.fromkeys(page.head.columns, 0))
        notes = page.notes_table
        rows = {r.key: below + i for i, r in enumerate(notes.rows)}
        self._places[notes.key] = _place_of(notes, page, rows, dict.fromkeys(notes.columns, 0))

    def _address(self, leaf: Leaf, sheet: str, table: str, row: str, *, relative: bool = False) -> str:
        """The leaf's reference as seen from a cell."""
        if isinstance(leaf, Column):
            place = self._places[table]
            mark = "$" if relative else ""
            return f"{mark}{column_letters(place.columns[leaf] + 1)}{place.rows[row] + 1}"
        assert isinstance(leaf, (At, Span))
        assert isinstance(leaf.column, Column)
        place = self._places[leaf.table]
        before = "" if place.sheet == sheet else f"{quoted(place.sheet)}!"
        letters = column_letters(place.columns[leaf.column] + 1)
        if isinstance(leaf, At):
            return f"{before}${letters}${place.rows[leaf.row] + 1}"
        return f"{before}${letters}${place.rows[leaf.first] + 1}:${letters}${place.rows[leaf.last] + 1}"

    # --- a sheet ---

    def _sheet(self, page: Page) -> SheetPlan:
        sheet = SheetPlan(
            page.title,
            _TABS.get(page.title, look.TAB_REPORT),
            one_page=page.title in _ONE_PAGE,
        )
        wrapped = self._widths(page, sheet)
        if page.long is not None:
            place_block(sheet, page.long, _FIRST_TABLE_ROW)
        for table in page.tables:
            self._headers(table, sheet)
            for row, cell in self._cells(table, sheet, wrapped):
                sheet.cells.append(cell)
                self._measure(cell, sheet, row)
            self._rules(table, sheet)
        sheet.choices = _together(sheet.choices)
        tables = [t for stack in page.stacks for t in stack]
        sheet.last_row = max((c.row for c in sheet.cells), default=0)
        visible = [c for c in range(max(sheet.widths) + 1) if c not in sheet.hidden]
        sheet.last_column = visible[-1]
        self._badge(page, sheet)
        width = sum(w for c, w in sheet.widths.items() if c <= sheet.last_column and c not in sheet.hidden)
        sheet.print_column = sheet.last_column
        while width < _NARROWEST_PAGE:
            sheet.print_column += 1
            width += 0 if sheet.print_column in sheet.hidden else sheet.widths.get(sheet.print_column, 8.43)
        sheet.heights |= {0: 28.0, 1: 16.0, 2: 22.0, 3: 8.0}
        if page.frozen and tables and tables[0].header_row:
            header = min(self._places[tables[0].key].rows.values()) - 1
            sheet.header_row = header
            sheet.frozen = (header + 1, _name_column(tables[0]))
        for table in tables:
            for row in table.rows:
                if row.name:
                    place = self._places[table.key]
                    first = next(c for c in table.columns if isinstance(c, Input) and not c.names)
                    address = f"${column_letters(place.columns[first] + 1)}${place.rows[row.key] + 1}"
                    sheet.names[row.name] = f"={quoted(sheet.name)}!{address}"
        for table in tables:
            place = self._places[table.key]
            top = min(place.rows.values(), default=0) - 1 if table.header_row else None
            sheet.tables[table.key] = PlacedTable(top, place.rows, max(place.columns.values()))
        self._charts(page, sheet)
        if sheet.block is not None:
            sheet.last_row = sheet.block.last_row
        return sheet

    def _widths(self, page: Page, sheet: SheetPlan) -> dict[int, bool]:
        """The width of every column, and which of them wrap their text."""
        wrapped: dict[int, bool] = {}
        for stack in page.stacks:
            for table in stack:
                place = self._places[table.key]
                for column, position in place.columns.items():
                    if column in table.hidden:
                        sheet.hidden.add(position)
                        sheet.widths.setdefault(position, _NARROWEST)
                        continue
                    wanted = page.widths.get(column) or self._natural_width(table, column)
                    sheet.widths[position] = max(sheet.widths.get(position, 0.0), wanted)
                    wrapped[position] = wrapped.get(position, False) or column.quantity.form is Form.TEXT
            spacer = max(max(self._places[t.key].columns.values()) for t in stack) + 1
            if stack is not page.stacks[-1]:
                sheet.widths[spacer] = 3.0
        return wrapped

    def _natural_width(self, table: Table, column: Column) -> float:
        header = (
            look.text_width(table.headers.get(column, column.header), look.HEADER)
            if table.header_row
            else 0.0
        )
        widest = 0.0
        for row in table.rows:
            value = self._value(table, row, column)
            if value is None or (row.role is Role.HEADING and column.quantity.form is Form.TEXT):
                continue
            quantity = self._quantity(row, column)
            own = look.cell_look(
                row.role, quantity, self._money, right=False, is_input=False, wrap=False, link=False
            )
            widest = max(widest, look.text_width(look.shown(value, quantity, self._money), own))
        most = _WIDEST_TEXT if column.quantity.form is Form.TEXT else 60.0
        # A long header is wrapped, so that it does not widen a column of short numbers.
        return min(max(widest + 2.5, min(header + 2.5, 16.0), _NARROWEST), most)

    def _headers(self, table: Table, sheet: SheetPlan) -> None:
        if not table.rows:
            return
        place = self._places[table.key]
        top = min(place.rows.values())
        left = min(place.columns.values())
        if table.title:
            row = top - 1 - table.header_row
            sheet.cells.append(PlacedCell(row, left, table.title, None, look.SECTION))
        if not table.header_row:
            return
        heads: list[PlacedCell] = []
        for column, position in place.columns.items():
            text = table.headers.get(column, column.header)
            is_text = column.quantity.form is Form.TEXT
            aligned = (
                "center" if isinstance(column, Computed) and column.bar else "left" if is_text else "right"
            )
            style = replace(
                look.HEADER, align=aligned, indent=int(is_text and column is not table.columns[0])
            )
            head = PlacedCell(top - 1, position, text, None, style)
            heads.append(head)
            if column not in table.hidden:
                needed = look.lines_needed(text, sheet.widths[position], head.look) * look.line_height(
                    head.look
                )
                sheet.heights[top - 1] = max(sheet.heights.get(top - 1, 0.0), needed + 3)
        sheet.cells += heads
        lines = [r for r in table.rows if r.role is Role.LINE]
        if table.sortable and len(lines) > 1:
            headers = tuple((str(h.value), h.look) for h in heads)
            sheet.sortables.append(Sortable(table.key, top - 1, left, place.rows[lines[-1].key], headers))

    def _cells(
        self, table: Table, sheet: SheetPlan, wrapped: dict[int, bool]
    ) -> Iterator[tuple[Row, PlacedCell]]:
        place = self._places[table.key]
        for row in table.rows:
            if row.role is Role.BADGE:
                continue
            for column, position in place.columns.items():
                if row.role is Role.ROUNDING and isinstance(column, Input) and column not in row.cells:
                    content: Scalar | Expr = None
                else:
                    content = content_of(row, column)
                wrap = wrapped.get(position, False) and column.quantity.form is Form.TEXT
                wrap = wrap and not self._runs_over(table, row, column)
                yield row, self._cell(table, row, column, content, wrap, sheet)
                own = row.cells.get(column)
                if own is not None and (own.choices or own.numeric) and not own.fixed:
                    sheet.choices.append(_choice(place.rows[row.key], position, table, row, column))

    def _runs_over(self, table: Table, row: Row, column: Column) -> bool:
        """Whether the text has an empty cell to its right to run over, or none at all."""
        visible = self._places[table.key].visible
        after = visible.index(column) + 1 if column in visible else len(visible)
        if after == len(visible):
            return row.role in _RUNNING or table.key == "provenance"
        return row.role is not Role.LINE and content_of(row, visible[after]) is None

    def _cell(
        self, table: Table, row: Row, column: Column, content: Scalar | Expr, wrap: bool, sheet: SheetPlan
    ) -> PlacedCell:
        place = self._places[table.key]
        own = row.cells.get(column)
        quantity = self._quantity(row, column)
        unlocked = own is not None and own.open
        is_input = isinstance(column, Input) and (
            unlocked or (not isinstance(content, Expr) and _is_entry(row, column))
        )
        link = own.link if own is not None else None
        target = self._target(link) if link else None
        right = column.quantity.form is not Form.TEXT
        in_block = row.role is Role.LINE and place.has_blocks
        style = look.cell_look(
            row.role,
            quantity,
            self._money,
            right=right,
            is_input=is_input,
            wrap=wrap,
            link=bool(target),
            indented=not right and (column is not table.columns[0] or in_block),
            unlocked=unlocked,
        )
        formula = None
        if isinstance(content, Expr):
            text = self._texts.get(id(content)) or self._texts.setdefault(id(content), excel_text(content))
            formula = "=" + text.at(lambda leaf: self._address(leaf, sheet.name, table.key, row.key))
        value = self._value(table, row, column)
        return PlacedCell(place.rows[row.key], place.columns[column], value, formula, style, target)

    def _value(self, table: Table, row: Row, column: Column) -> Scalar:
        try:
            return self._model.value(table.key, row.key, column)
        except FormulaError as error:
            raise ValueError(f"{table.key}/{row.key}/{column.header} gives {error}") from error

    def _quantity(self, row: Row, column: Column) -> Quantity:
        own = row.cells.get(column)
        return own.quantity if own is not None and own.quantity is not None else column.quantity

    def _target(self, link: At | str) -> str:
        if isinstance(link, str) and link.startswith("external:"):
            return link
        if isinstance(link, str):
            return f"internal:{quoted(link)}!A1"
        return f"internal:{self._address(link, '', '', '')}".replace("$", "")

    def _measure(self, cell: PlacedCell, sheet: SheetPlan, row: Row) -> None:
        """The row's height follows its tallest cell; LibreOffice does not grow rows by itself."""
        lines = 1
        if cell.look.wrap and isinstance(cell.value, str) and cell.column not in sheet.hidden:
            lines = look.lines_needed(
                cell.value, sheet.widths[cell.column] - 1 - cell.look.indent * 1.5, cell.look
            )
        needed = lines * look.line_height(cell.look) + (3 if row.role is not Role.NOTE else 1)
        sheet.heights[cell.row] = min(max(sheet.heights.get(cell.row, 0.0), needed), _TALLEST_ROW)

    def _badge(self, page: Page, sheet: SheetPlan) -> None:
        row = next((r for r in page.head.rows if r.role is Role.BADGE), None)
        if row is None:
            return
        column = page.head.columns[0]
        place = self._places[page.head.key]
        at_the_right = replace(place, rows={**place.rows, "badge": 0}, columns={column: sheet.last_column})
        self._places[page.head.key] = at_the_right
        cell = self._cell(page.head, row, column, content_of(row, column), False, sheet)
        self._places[page.head.key] = place
        sheet.cells.append(cell)

    # --- colours, bars, charts ---

    def _rules(self, table: Table, sheet: SheetPlan) -> None:
        # A page's head is coloured in its message alone.
        rows = [r for r in table.rows if r.role not in (Role.TITLE, Role.SUBTITLE, Role.BADGE, Role.NOTE)]
        if not rows:
            return
        place = self._places[table.key]
        first, last = place.rows[rows[0].key], place.rows[rows[-1].key]

        def address(leaf: Leaf) -> str:
            return self._address(leaf, sheet.name, table.key, rows[0].key, relative=True)

        for colour in table.colours:
            formula = f"={excel_text(colour.condition).at(address)}"
            message = rows[0].role is Role.MESSAGE
            sheet.rules.append(
                Rule(first, last, place.columns[colour.column], formula, colour.meaning, message)
            )
        for column, position in place.columns.items():
            if isinstance(column, Computed) and column.bar:
                sheet.bars.append(Bar(first, last, position, column.quantity.form is Form.PERCENT))

    def _charts(self, page: Page, sheet: SheetPlan) -> None:
        if not page.charts:
            return
        row = sheet.last_row + 2
        edges = [0.0]
        for column in range(sheet.print_column + 1):
            edges.append(
                edges[-1] + (0 if column in sheet.hidden else sheet.widths.get(column, 8.43) * 7 + 5)
            )
        width = min(int((edges[-1] - 12 * (len(page.charts) - 1)) / len(page.charts)), 900)
        for index, chart in enumerate(page.charts):
            left = index * (width + 12)
            column = max(
                i for i in range(sheet.print_column + 1) if edges[i] <= left and i not in sheet.hidden
            )
            title = self._chart_title(chart, sheet, row + index)
            sheet.charts.append(self._chart(chart, title, row, column, int(left - edges[column]), width))
        tallest = max(c.height for c in sheet.charts)
        sheet.charts = [replace(c, height=tallest) for c in sheet.charts]
        self._break_before_charts(sheet, row, tallest * 0.75)
        sheet.last_row = row + int(tallest / 20) + 1

    def _break_before_charts(self, sheet: SheetPlan, row: int, charts: float) -> None:
        """One page where that is readable, else the charts begin a page of their own instead of being split."""
        width = sum(w * 7 + 5 for c, w in sheet.widths.items() if c not in sheet.hidden) * 0.75
        page = _PAGE_HEIGHT / min(1.0, _PAGE_WIDTH / width)
        used = sum(sheet.heights.get(r, 15.0) for r in range(row))
        if used + charts <= page * 1.3:
            sheet.one_page = True
        elif used % page + charts > page:
            sheet.breaks.append(row)

    def _chart(self, chart: Chart, title: str, row: int, column: int, offset: int, width: int) -> PlacedChart:
        def reference(span: Span) -> str:
            return "=" + self._address(span, "", "", "")

        place = self._places[chart.categories.table]
        count = place.rows[chart.categories.last] - place.rows[chart.categories.first] + 1
        series = tuple(
            PlacedSeries(
                s.name,
                s.part,
                reference(s.values),
                look.number_format(self._quantity_of(s.values), self._money),
            )
            for s in chart.series
        )
        height = min(90 + count * (34 if len(series) > 1 and not chart.is_variance else 24), 900)
        return PlacedChart(
            row,
            column,
            offset,
            title,
            chart.description,
            reference(chart.categories),
            series,
            self._zero_side(chart),
            width,
            max(height, 190),
        )

    def _quantity_of(self, span: Span) -> Quantity:
        """What the span's cells hold, as its first one says."""
        assert isinstance(span.column, Column)
        return self._quantity(self._model.tables[span.table].row(span.first), span.column)

    def _chart_title(self, chart: Chart, sheet: SheetPlan, row: int) -> str:
        """The reference of a cell with the chart's live title, in a hidden column, where nobody takes it for a row."""
        column = min(sheet.hidden)
        value = self._model.evaluate(chart.title)
        formula = "=" + excel_text(chart.title).at(lambda leaf: self._address(leaf, sheet.name, "", ""))
        sheet.cells.append(PlacedCell(row, column, value, formula, look.NOTE))
        return f"={quoted(sheet.name)}!${column_letters(column + 1)}${row + 1}"

    def _zero_side(self, chart: Chart) -> str:
        """The end of the axis that must be zero, for a bar that does not begin at zero lies: `min` where nothing is
        negative, `max` where nothing is positive, else neither."""
        values = [v for s in chart.series for v in self._model.numbers(s.values)]
        if all(v >= 0 for v in values):
            return "min"
        return "max" if all(v <= 0 for v in values) else ""


def _choice(at: int, position: int, table: Table, row: Row, column: Column) -> Choice:
    """The cell's drop-down list or number, explained by its own prompt or its column's help."""
    cell = row.cells[column]
    title = str(content_of(row, table.columns[0])) if cell.prompt else column.header
    prompt = cell.prompt or (column.help if isinstance(column, Input) else "")
    return Choice(at, at, position, cell.choices, title, prompt)


def _together(choices: Iterable[Choice]) -> list[Choice]:
    """Cells below each other that take the same, as one."""
    found: list[Choice] = []
    for one in sorted(choices, key=lambda c: (c.column, c.first_row)):
        above = found[-1] if found else None
        if above and above == replace(one, first_row=above.first_row, last_row=one.first_row - 1):
            found[-1] = replace(one, first_row=above.first_row)
        else:
            found.append(one)
    return found


def _is_entry(row: Row, column: Input) -> bool:
    """Whether the cell is there to be filled in or changed: in a result not the row's name."""
    own = row.cells.get(column)
    if own is not None and own.fixed:
        return False
    return row.role is Role.ENTRY or (row.role is Role.LINE and not column.names)


def _name_column(table: Table) -> int:
    """How many columns stay in view when the sheet scrolls sideways: up to the row's name."""
    names = [i for i, c in enumerate(table.columns) if isinstance(c, Input) and c.quantity.form is Form.TEXT]
    return (names[1] if len(names) > 1 and names[1] == 1 else names[0]) + 1 if names else 0


@lru_cache(maxsize=256)
def quoted(sheet: str) -> str:
    """The sheet's name as a reference needs it: quoted unless it is plain ASCII letters."""
    return sheet if sheet.isascii() and sheet.isalpha() else f"'{sheet.replace(chr(39), chr(39) * 2)}'"
