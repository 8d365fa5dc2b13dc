"""The cells of a table, each with its value, its formula and its look; and how wide and how high they need to be."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from xltool.core.columns import Column, Input
from xltool.core.excel_text import ExcelText
from xltool.core.expr import At, Expr
from xltool.core.scalars import FormulaError, Scalar
from xltool.core.tables import Cell, Computed, Role, Row, Table
from xltool.core.units import Form, Money, Quantity
from xltool.core.values import Model
from xltool.drawing import styles as look
from xltool.drawing.addresses import Addresses, in_row, quoted
from xltool.drawing.column_fit import WrappedText
from xltool.drawing.placed import Choice, PlacedCell
from xltool.drawing.styles import Look
from xltool.drawing.table_choices import choice_of

WIDEST_TEXT, _WIDEST, _NARROWEST = 46.0, 60.0, 9.0
_NARROWEST_BAR, _LONGEST_WORD = 10.0, 24.0
_WRAPPED_HEADER = 16.0  # a longer header is wrapped, so that it does not widen a column of short numbers
RUNNING = (Role.TITLE, Role.SUBTITLE, Role.MESSAGE, Role.BADGE, Role.NOTE, Role.TEXT)
_CLOSING = (Role.SUBTOTAL, Role.GROUP, Role.GROUP_TOTAL)  # lines stand further in than these
_AIR = 0.5  # characters of a line that stay empty, for screens measure letters in whole pixels
_TALLEST_ROW = 409.0  # Excel's limit, in points


class _DrawnColumn(Struct):
    """What the cells of a column have in common. `formula` is what stands in every row that has nothing of its own,
    `after` the next column that is shown; `chosen` is whether each of its cells may say what it takes."""

    column: Column
    formula: str | None
    position: int
    first: bool
    is_text: bool
    wraps: bool
    measured: bool
    after: Column | None
    chosen: bool


class _DrawnNumbers(Struct):
    """The lowest and the highest of a column's numbers that are shown alike."""

    column: Column
    quantity: Quantity
    style: Look
    lowest: float
    highest: float


class TableCells:
    """The cells of a table that stands somewhere. `rows` are its rows' roles and cells, without the `badge`, whose column
    is not known yet; `choices` are what may be written in cells."""

    def __init__(
        self,
        table: Table,
        addresses: Addresses,
        model: Model,
        money: Money,
        wrapping: Container[int],
        measured: Container[Column],
    ) -> None:
        """`wrapping` are the positions of the columns whose texts are wrapped, `measured` the columns whose width
        follows from their cells."""
        self._table, self._addresses, self._model, self._money = table, addresses, model, money
        self._place = addresses.place(table.key)
        self._has_blocks = any(row.role in _CLOSING for row in table.rows)
        self._looks: dict[Role, dict[tuple[object, ...], Look]] = {}
        self._widths: dict[Column, float] = {}
        self._numbers: dict[tuple[int, int, int], _DrawnNumbers] = {}
        self.rows: list[tuple[Role, list[PlacedCell]]] = []
        self.badge: PlacedCell | None = None
        self.choices: list[Choice] = []
        self.linked: dict[str, str] = {}  # the cells that links lead to, by names that stay with them
        columns = self._columns(wrapping, measured)
        for row in table.rows:
            number, looks = self._place.rows[row.key], self._looks.setdefault(row.role, {})
            cells = [self._cell(row, number, one, looks) for one in columns]
            if cells[0].value == "" and row.role is Role.LINE and self._is_vacant(cells):
                cells = [replace(cell, look=look.unruled(cell.look)) for cell in cells]
            if row.role is Role.BADGE:
                (self.badge,) = cells
            else:
                self.rows.append((row.role, cells))
        for n in self._numbers.values():
            self._widen(n.column, n.lowest, n.quantity, n.style)
            self._widen(n.column, n.highest, n.quantity, n.style)

    def _is_vacant(self, cells: Iterable[PlacedCell]) -> bool:
        """Whether all that the row shows are formulas that come to nothing, as of a place that no line takes."""
        shown = zip(self._table.columns, cells, strict=True)
        return all(cell.formula and cell.value == "" for c, cell in shown if c not in self._table.hidden)

    def _columns(self, wrapping: Container[int], measured: Container[Column]) -> list[_DrawnColumn]:
        table, found = self._table, list[_DrawnColumn]()
        after: Column | None = None
        for column in reversed(table.columns):
            position, is_text = self._place.columns[column], column.quantity.form is Form.TEXT
            first, wraps = column is table.columns[0], is_text and position in wrapping
            follows = isinstance(column, Computed) and any(
                column not in row.cells and column not in row.blank for row in table.rows
            )
            formula = self._formula(column.text) if follows and isinstance(column, Computed) else None
            found.append(
                _DrawnColumn(
                    column,
                    formula,
                    position,
                    first,
                    is_text,
                    wraps,
                    column in measured,
                    after,
                    isinstance(column, Input) and column.quantity.form is Form.AMOUNT,
                )
            )
            if column not in table.hidden:
                after = column
        return found[::-1]

    def _cell(
        self, row: Row, number: int, one: _DrawnColumn, looks: dict[tuple[object, ...], Look]
    ) -> PlacedCell:
        own = row.cells.get(one.column)
        if one.chosen or (own is not None and (own.choices or own.numbers)):
            choice = choice_of(number, one.position, self._table, row, one.column, self._money)
            if choice is not None:
                self.choices.append(choice)
        if own is not None:
            return self._own_cell(row, number, one, own, looks)
        wrap = one.wraps and not self._runs_over(row, one.after)
        formula: str | None = None
        value: Scalar = None
        if one.formula is not None and one.column not in row.blank:
            formula, value = in_row(one.formula, number), self._value(row, one.column)
        key = (one.position, wrap, formula is None)
        style = looks.get(key)
        if style is None:
            style = looks[key] = self._look(row, one, None, one.column.quantity, formula is not None, wrap)
        if value is not None:
            self._measure(row, one, value, one.column.quantity, style)
        return PlacedCell(number, one.position, value, formula, style)

    def _own_cell(
        self, row: Row, number: int, one: _DrawnColumn, own: Cell, looks: dict[tuple[object, ...], Look]
    ) -> PlacedCell:
        quantity = own.quantity or one.column.quantity
        content, formula = own.content, None
        if isinstance(content, Expr):
            formula, value = in_row(self._formula(content), number), self._value(row, one.column)
        else:
            value = content
        wrap = one.wraps and not self._runs_over(row, one.after)
        # Quantities stay as long as their table does, and to ask for one's hash costs more than all of this.
        key = (
            one.position,
            wrap,
            formula is None,
            id(quantity),
            own.open,
            own.fixed,
            not own.link,
            own.indent,
        )
        style = looks.get(key)
        if style is None:
            style = looks[key] = self._look(row, one, own, quantity, formula is not None, wrap)
        if value is not None:
            self._measure(row, one, value, quantity, style)
        target = self._target(own.link) if own.link else None
        return PlacedCell(number, one.position, value, formula, style, target)

    def _measure(self, row: Row, one: _DrawnColumn, value: Scalar, quantity: Quantity, style: Look) -> None:
        # A heading runs over the cells beside it.
        if not one.measured or (one.is_text and row.role is Role.HEADING):
            return
        if isinstance(value, str) or value is None:
            more = 0.5 if row.role is Role.GROUP_TOTAL else 0.0  # it is in bold and may stand further in
            self._widen(one.column, value, quantity, style, more)
            return
        # Of numbers that are shown alike only the lowest and the highest can be the widest.
        known = self._numbers.get((one.position, id(quantity), id(style)))
        if known is None:
            self._numbers[one.position, id(quantity), id(style)] = _DrawnNumbers(
                one.column, quantity, style, value, value
            )
        elif value < known.lowest:
            known.lowest = value
        elif value > known.highest:
            known.highest = value

    def _widen(
        self, column: Column, value: Scalar, quantity: Quantity, style: Look, more: float = 0.0
    ) -> None:
        wide = look.text_width(look.shown(value, quantity, self._money), style)
        wide += 1.5 * max(style.indent - 1, 0) + more
        self._widths[column] = max(self._widths.get(column, 0.0), wide)

    def _formula(self, formula: Expr | ExcelText) -> str:
        return self._addresses.formula(formula, self._place.sheet, self._table.key)

    def _value(self, row: Row, column: Column) -> Scalar:
        try:
            return self._model.value(self._table.key, row.key, column)
        except FormulaError as error:
            raise ValueError(f"{self._table.key}/{row.key}/{column.header} gives {error}") from error

    def _runs_over(self, row: Row, after: Column | None) -> bool:
        """Whether a text has an empty cell to its right to run over, or none at all."""
        if after is None:
            return row.role in RUNNING or self._table.runs_over
        if row.role is Role.LINE:
            return False
        own = row.cells.get(after)
        if own is not None:
            return own.content is None
        return not isinstance(after, Computed) or after in row.blank

    def _look(
        self, row: Row, one: _DrawnColumn, own: Cell | None, quantity: Quantity, is_formula: bool, wrap: bool
    ) -> Look:
        unlocked = own is not None and own.open
        is_input = isinstance(one.column, Input) and (
            unlocked or (not is_formula and _is_entry(row, own, one.column))
        )
        style = look.cell_look(
            row.role,
            quantity,
            self._money,
            right=not one.is_text,
            is_input=is_input,
            wrap=wrap,
            link=own is not None and bool(own.link),
            indent=int(one.is_text and (not one.first or (row.role is Role.LINE and self._has_blocks)))
            + (own.indent if own is not None else 0),
            unlocked=unlocked,
        )
        is_share = isinstance(one.column, Computed) and one.column.bar and quantity.form is Form.PERCENT
        return look.ended(style) if is_share and is_formula else style

    def _target(self, link: At | str) -> str:
        if isinstance(link, str):
            return link if link.startswith("external:") else f"internal:{quoted(link)}!A1"
        name = f"Anmärkning_{len(self.linked) + 1}"
        self.linked[name] = f"={self._addresses.reference(link)}"
        return f"internal:{name}"

    def natural_width(self, column: Column) -> float:
        """The width that the header and the cells of a measured column need."""
        table = self._table
        header = (
            look.text_width(table.headers.get(column, column.header), look.HEADER)
            if table.header_row
            else 0.0
        )
        most = WIDEST_TEXT if column.quantity.form is Form.TEXT else _WIDEST
        return min(
            max(self._widths.get(column, 0.0) + 2.5, min(header + 2.5, _WRAPPED_HEADER), _NARROWEST), most
        )

    def least_width(self, column: Column) -> float:
        """How narrow a column may become where the page is too narrow for all: a text runs on over more lines, a number
        keeps its width, a header is broken between its words."""
        words = self._table.headers.get(column, column.header).split() if self._table.header_row else []
        header = max((look.text_width(word, look.HEADER) for word in words), default=0.0) + 0.9
        if isinstance(column, Computed) and column.bar:
            return _NARROWEST_BAR
        if column.quantity.form is Form.TEXT:
            return max(header, min(self._longest_word(self._place.columns[column]), _LONGEST_WORD))
        return max(self._widths.get(column, 0.0) + 0.9, header)

    def wrapped(self) -> Iterator[WrappedText]:
        """The texts that run on over more lines where they must."""
        for cell in (cell for _, row in self.rows for cell in row):
            if cell.look.wrap and isinstance(cell.value, str) and cell.value:
                yield WrappedText(cell.row, cell.column, cell.value, cell.look, _beside(cell.look))

    def _longest_word(self, position: int) -> float:
        cells = (cell for _, row in self.rows for cell in row if cell.column == position and cell.look.wrap)
        words = (
            (word, cell.look) for cell in cells if isinstance(cell.value, str) for word in cell.value.split()
        )
        widths = (look.text_width(word, style) + 1.8 + style.indent * 1.5 for word, style in words)
        return max(widths, default=0.0)


def _is_entry(row: Row, own: Cell | None, column: Input) -> bool:
    """Whether the cell is there to be filled in or changed: in a result not the row's name."""
    if own is not None and own.fixed:
        return False
    return row.role is Role.ENTRY or (row.role is Role.LINE and not column.names)


def _beside(style: Look) -> float:
    """What of a column's width is not for the text."""
    return _AIR + style.indent * 1.5


def height(role: Role, cells: Iterable[PlacedCell], widths: Mapping[int, float]) -> float:
    """The height that a row of cells needs in the columns that are shown, in points; LibreOffice does not grow rows by
    itself."""
    tallest = 0.0
    for cell in cells:
        style, lines = cell.look, 1
        if style.wrap and type(cell.value) is str and cell.column in widths:
            lines = look.lines_needed(cell.value, widths[cell.column] - _beside(style), style)
        tallest = max(tallest, lines * style.size)
    return min(tallest * look.LINE + (3 if role is not Role.NOTE else 1), _TALLEST_ROW)
