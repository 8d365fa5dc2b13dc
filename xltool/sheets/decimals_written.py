"""With how many decimals a workbook writes its amounts."""

from __future__ import annotations

from collections.abc import Mapping

from xltool.binding.bound import Bound
from xltool.core.cells import RawCell
from xltool.core.numbers import decimals_of, parse_number
from xltool.core.units import Form
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.operating import operating_columns as operating


def decimals_shown(bounds: Mapping[str, Bound], parts: Mapping[str, object]) -> int:
    """With how many decimals the board's amounts are shown: as they are written in its lines, or where those are sums of
    detail rows, as the others of them are."""
    lines = parts.get(operating.OPERATING.key)
    if isinstance(lines, Lines) and DETAILS.key in parts:
        return _typed_decimals(lines)
    return decimals_written(bounds[operating.OPERATING.key]) if operating.OPERATING.key in bounds else 0


def _typed_decimals(lines: Lines) -> int:
    """How many decimals the amounts are written with that are not sums of detail rows."""
    typed = [
        amount
        for block in lines.blocks.values()
        for line in block.lines
        for column, amount in line.amounts.items()
        if column not in line.summed
    ]
    return min(max(map(decimals_of, typed), default=0), 6)


def decimals_written(bound: Bound) -> int:
    """How many decimals the sheet's amounts are written with, at the most."""
    amounts = [column for column in bound.columns if column.quantity.form is Form.AMOUNT]
    cells = (row.filled[column] for row in bound.rows for column in amounts if row.has(column))
    return min(max(map(_decimals_in, cells), default=0), 6)


def _decimals_in(cell: RawCell) -> int:
    if isinstance(cell.value, str):
        number = parse_number(cell.value)
        return number.decimals if number and not number.unit else 0
    return decimals_of(cell.number or 0.0)
