"""Tables that refer to each other, and the values that their formulas give."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from xltool.core.columns import Column
from xltool.core.expr import Above, At, Call, Expr, Here, Leaf, Op, Span, Under, Upto
from xltool.core.long_columns import LongTable
from xltool.core.ranges import Below, Range, Value, is_scalar
from xltool.core.scalars import FormulaError, Scalar
from xltool.core.tables import Cell, Computed, Row, Table

_UNKNOWN: Any = object()  # None is a value
_HEADER = -1  # where a table's header stands above its rows
_DEEP = 20  # cells that wait for each other before a running list is computed from its beginning


class Model:
    """All tables of a result. Every cell is a constant or a formula; `value` computes each formula once."""

    def __init__(self, tables: Iterable[Table], long: Iterable[LongTable] = ()) -> None:
        self._long: dict[str, LongTable] = {}
        self.tables: dict[str, Table] = {}
        self._rows: dict[str, dict[str, Row]] = {}
        self._order: dict[str, list[str]] = {}
        self._position: dict[str, dict[str, int]] = {}
        self._depth = 0
        self._values: dict[tuple[str, str, Here], Scalar] = {}
        self._below: dict[tuple[str, int, Here], Below] = {}
        self.add(tables, long)

    def add(self, tables: Iterable[Table], long: Iterable[LongTable] = ()) -> None:
        """More tables; what is computed of those that are there already stays."""
        self._long |= {t.key: t for t in long}
        for table in tables:
            self.tables[table.key] = table
            self._rows[table.key] = {row.key: row for row in table.rows}
            self._order[table.key] = [row.key for row in table.rows]
            self._position[table.key] = {row.key: i for i, row in enumerate(table.rows)}

    def value(self, table: str, row: str, column: Here) -> Scalar:
        """The cell's value; raises FormulaError where the formula gives an Excel error."""
        known: Scalar = self._values.get((table, row, column), _UNKNOWN)
        if known is not _UNKNOWN:
            return known
        assert isinstance(column, Column)
        place = (table, row, column)
        content = content_of(self._rows[table][row], column)
        value = self._computed(place, content) if isinstance(content, Expr) else content
        self._values[place] = value
        return value

    def _computed(self, place: tuple[str, str, Column], formula: Expr) -> Scalar:
        table, row, column = place
        self._depth += 1
        try:
            if self._depth > _DEEP:
                for earlier in self._chain(table, row, column):
                    self.value(table, earlier, column)
            result = formula.read(partial(self._leaf, table, row))
        finally:
            self._depth -= 1
        if not is_scalar(result):
            raise FormulaError("#VALUE!")
        return 0.0 if result is None else result  # a formula that points at an empty cell shows 0 in Excel

    def _chain(self, table: str, row: str, column: Column) -> list[str]:
        """The rows above whose cells of the same column the cell builds on, the topmost first: a running list is
        computed from its beginning, since a long one would run out of Python's stack."""
        rows: list[str] = []
        while True:
            content = content_of(self._rows[table][row], column)
            position = self._position[table]
            found = leaves(content) if isinstance(content, Expr) else ()
            leans = any(isinstance(leaf, Above) and leaf.column is column for leaf in found)
            above = self._order[table][position[row] - 1] if leans and position[row] else None
            if above is None or position[above] >= position[row] or (table, above, column) in self._values:
                return rows[::-1]
            rows.append(above)
            row = above

    def number(self, table: str, row: str, column: Column) -> float:
        """The cell's value where it is known to be a number."""
        value = self.value(table, row, column)
        assert isinstance(value, float | int), f"{table}/{row}/{column.header} is {value!r}"
        return float(value)

    def text(self, table: str, row: str, column: Column) -> str:
        value = self.value(table, row, column)
        return "" if value is None else str(value)

    def numbers(self, span: Span) -> list[float]:
        """The numbers among the span's cells."""
        values = self._leaf(span.table, span.first, span)
        assert isinstance(values, Range)
        return [float(v) for v in values.cells if isinstance(v, float | int)]

    def evaluate(self, expr: Expr) -> Scalar:
        """The value of a formula that stands in no table."""
        value = expr.read(partial(self._leaf, "", ""))
        assert is_scalar(value)
        return value

    def get(self, at: At) -> Scalar:
        return self.value(at.table, at.row, at.column)

    def _leaf(self, table: str, row: str, leaf: Leaf) -> Value:
        if type(leaf) is At:
            return self.value(leaf.table, leaf.row, leaf.column)
        if type(leaf) is Above:
            return self._beside(table, row, leaf.column, -1)
        if type(leaf) is Under:
            return self._beside(table, row, leaf.column, 1)
        if type(leaf) is Upto:
            return self._range(Span(table, "", row, leaf.column), _HEADER, self._position[table][row])
        if type(leaf) is not Span:
            assert isinstance(leaf, Here)
            return self.value(table, row, leaf)
        if leaf.table in self._long:
            assert isinstance(leaf.column, Column)
            return self._long[leaf.table].cells[leaf.column]
        position = self._position[leaf.table]
        return self._range(leaf, position[leaf.first] if leaf.first else _HEADER, position[leaf.last])

    def _beside(self, table: str, row: str, column: Here, by: int) -> Scalar:
        assert isinstance(column, Column)
        position = self._position[table][row] + by
        if position == _HEADER:
            return self.tables[table].header_of(column)
        return self.value(table, self._order[table][position], column)

    def _range(self, leaf: Span, first: int, last: int) -> Range:
        """The cells of the leaf's column from one position to another; what the header says is among them where it begins there."""
        order, count = self._order[leaf.table], last + 1 - first
        place = (leaf.table, first, leaf.column)
        below = self._below.get(place)
        if below is None:
            below = self._below[place] = Below()
        while len(below.cells) < count:
            at = first + len(below.cells)
            assert isinstance(leaf.column, Column)
            header = self.tables[leaf.table].header_of(leaf.column)
            below.cells.append(header if at == _HEADER else self.value(leaf.table, order[at], leaf.column))
        return Range(below, count)


def content_of(row: Row, column: Column) -> Scalar | Expr:
    """What stands in the row's cell of the column."""
    cell: Cell | None = row.cells.get(column)
    if cell is not None:
        return cell.content
    if isinstance(column, Computed) and column not in row.blank:
        return column.formula
    return None


def leaves(expr: Expr) -> Iterable[Leaf]:
    """Every cell reference of the tree, from left to right."""
    if isinstance(expr, Op):
        yield from leaves(expr.left)
        yield from leaves(expr.right)
    elif isinstance(expr, Call):
        for arg in expr.args:
            yield from leaves(arg)
    elif isinstance(expr, Leaf):
        yield expr
