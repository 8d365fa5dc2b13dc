"""Rows of a result's table: lines with their inputs, the rounding line, totals that sum what stands above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from xltool.core.columns import Column, Input
from xltool.core.expr import Expr
from xltool.core.origin import Origin
from xltool.core.tables import Cell, Role, Row
from xltool.core.units import NUMBER
from xltool.sheets.lines.group_rows import fenced_sum, in_order, mark_key, mark_row, sums_of
from xltool.sheets.lines.line_kinds import Block, Line, LineColumns, Mark

_YEAR = re.compile(r"(?:19|20)\d\d")
ROUNDING_NAME = "Avrundningsdifferens"


def line_row(key: str, line: Line, columns: LineColumns) -> Row:
    """A line with every input that it has; its computed columns follow from the columns' own formulas."""
    name = Cell(line.name, origin=line.origins.get(columns.name), indent=line.level)
    cells: dict[Column, Cell] = {columns.name: name}
    if columns.group is not None and line.group:
        cells[columns.group] = Cell(line.group, origin=line.origins.get(columns.group))
    if columns.account is not None:
        cells[columns.account] = Cell(line.account or None, origin=line.origins.get(columns.account))
    for column in columns.amounts:
        cells[column] = Cell(line.amounts.get(column), origin=line.origins.get(column))
    for column in columns.texts:
        cells[column] = _said(line.texts.get(column), column, line.origins.get(column))
    cells[columns.comment] = Cell(line.comment or None, origin=line.origins.get(columns.comment))
    return Row(key, Role.LINE, cells)


def _said(text: str | None, column: Input, origin: Origin | None) -> Cell:
    """Words in their column, with its choices unless they are none of those; a year is the number that people write."""
    if text is not None and _YEAR.fullmatch(text):
        return Cell(float(text), NUMBER, origin)
    choices = column.choices if text is None or text in column.choices else ()
    return Cell(text, origin=origin, choices=choices)


def rounding_row(
    key: str,
    rounding: Mapping[Input, float],
    used: Iterable[Column],
    columns: LineColumns,
    blank: frozenset[Column],
) -> Row:
    """The visible rounding line. Its amounts are constants from the source: a formula `stated − computed` would
    swallow every later edit."""
    cells: dict[Column, Cell] = {columns.name: Cell(ROUNDING_NAME)}
    cells |= {c: Cell(rounding.get(c, 0.0)) for c in used if isinstance(c, Input)}
    return Row(key, Role.ROUNDING, cells, blank)


def total_row(
    key: str,
    role: Role,
    block: Block,
    sums: Mapping[Column, Expr],
    columns: LineColumns,
    blank: frozenset[Column],
) -> Row:
    """The block's total, under the name that the input gives it."""
    cells: dict[Column, Cell] = {columns.name: Cell(block.name, origin=block.origin)}
    cells |= {column: Cell(formula) for column, formula in sums.items()}
    cells[columns.comment] = Cell(block.comment or None, open=True)
    return Row(key, role, cells, blank)


def block_rows(
    table: str,
    key: str,
    role: Role,
    block: Block,
    used: Sequence[Column],
    columns: LineColumns,
    rounding_blank: frozenset[Column],
    total_blank: frozenset[Column],
    heading_blank: frozenset[Column] = frozenset(),
    *,
    above: str = "",
) -> list[Row]:
    """The block's lines, its rounding line where it has one, and its total, whose key is the block's. Headings and
    subtotals stand among the lines. `used` are the columns that are summed, `above` is the total of the block before."""
    if block.marks:
        blanks = total_blank, heading_blank
        return _grouped_rows(table, key, role, block, used, columns, rounding_blank, *blanks, above)
    rows = [line_row(f"{key}:{i}", line, columns) for i, line in enumerate(block.lines)]
    if block.rounding:
        rows.append(rounding_row(f"{key}:rounding", block.rounding, used, columns, rounding_blank))
    sums: dict[Column, Expr] = {c: fenced_sum(table, above, rows[-1].key, c) for c in used}
    return [*rows, total_row(key, role, block, sums, columns, total_blank)]


def _grouped_rows(
    table: str,
    key: str,
    role: Role,
    block: Block,
    used: Sequence[Column],
    columns: LineColumns,
    rounding_blank: frozenset[Column],
    total_blank: frozenset[Column],
    heading_blank: frozenset[Column],
    above: str,
) -> list[Row]:
    rows: list[Row] = []
    for one in in_order(block):
        if isinstance(one, Mark):
            blank = total_blank if one.of else heading_blank
            rows.append(mark_row(mark_key(key, one, block), one, {}, columns, blank))
        else:
            rows.append(line_row(f"{key}:{one}", block.lines[one], columns))
    if block.rounding:
        rows.append(rounding_row(f"{key}:rounding", block.rounding, used, columns, rounding_blank))
    sums = sums_of(table, key, block, rows, above, used)
    marks = {mark_key(key, mark, block): mark for mark in block.marks if mark.of}
    rows = [
        mark_row(row.key, marks[row.key], sums[row.key], columns, total_blank) if row.key in marks else row
        for row in rows
    ]
    return [*rows, total_row(key, role, block, sums[key], columns, total_blank)]
