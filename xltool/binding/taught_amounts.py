"""Amounts of taught columns: turned, and added to each other, each from the cell where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.matched_headers import MatchedColumn
from xltool.binding.taught import TaughtSheet
from xltool.core.cell_text import as_text, shortened
from xltool.core.cells import BLANK, RawCell, address
from xltool.core.columns import Input
from xltool.core.numbers import parse_number, plain
from xltool.core.origin import Origin
from xltool.core.units import AMOUNT, Form
from xltool.findings import codes
from xltool.findings.finding import Finding

_DASHES = frozenset({"-", "--", "0,-", "0:-"})  # zero, as people write it


class _Part(Struct, frozen=True):
    """One of the columns that a column of ours is read from, under a header of its own."""

    column: Input
    matched: MatchedColumn


def with_taught_amounts(
    bound: Bound, sheet: TaughtSheet, recomputed: Callable[[Bound], list[Finding]]
) -> list[Finding]:
    """Gives the bound rows the amounts of the taught columns as they are meant. Stored values are `recomputed` first, as
    they stand: a formula over a column is of its amounts before they are turned."""
    right = max((c for _, c in sheet.as_it_stands.cells), default=0) + 1
    bound.free_column = max(bound.free_column, right)
    parts = {column: _parts(sheet, column) for column in bound.columns if _is_changed(sheet, column)}
    if not parts:
        return recomputed(bound)
    columns = {c: p for c, p in bound.columns.items() if c not in parts}
    columns |= {part.column: part.matched.position for among in parts.values() for part in among}
    written = [_as_written(row, columns, sheet) for row in bound.rows]
    findings = recomputed(replace(bound, columns=columns, rows=written))
    for row, as_written in zip(bound.rows, written, strict=True):
        for column in bound.columns:
            among = parts.get(column)
            row.cells[column] = _together(as_written, among, findings) if among else as_written.cells[column]
        row.filled = {c: row.cells[c] for c in bound.columns if not row.cells[c].blank}
    return findings


def _as_written(row: BoundRow, columns: Mapping[Input, int], sheet: TaughtSheet) -> BoundRow:
    """The row with a cell for each of the columns that ours are read from."""
    cells = {
        c: row.cells[c] if c in row.cells else sheet.as_it_stands.cell(row.number, p)
        for c, p in columns.items()
    }
    filled = {c: cell for c, cell in cells.items() if not cell.blank}
    return replace(row, cells=cells, filled=filled, columns=dict(columns))


def _is_changed(sheet: TaughtSheet, column: Input) -> bool:
    among = sheet.read_as(column.header)
    return column.quantity.form is Form.AMOUNT and (len(among) > 1 or any(c.sign < 0 for c in among))


def _parts(sheet: TaughtSheet, column: Input) -> list[_Part]:
    return [
        _Part(Input(plain(matched.text), AMOUNT, required=False), matched)
        for matched in sheet.read_as(column.header)
    ]


def _together(row: BoundRow, parts: Sequence[_Part], findings: list[Finding]) -> RawCell:
    """The cell that our column has: the parts' amounts, turned and added."""
    cells = [(part, row.cells.get(part.column, BLANK)) for part in parts]
    if len(cells) == 1:
        return turned(cells[0][1])
    if all(cell.blank for _, cell in cells):
        return BLANK
    amounts = []
    for part, cell in cells:
        amount = _amount(cell)
        if amount is None:
            where = Origin(row.sheet, address(row.number, part.matched.position))
            findings.append(_unreadable(where, part.column.header, cell))
        else:
            amounts.append(part.matched.sign * amount)
    first = cells[0][1]
    return RawCell(fsum(amounts) + 0.0, first.number_format, style=first.style)


def _amount(cell: RawCell) -> float | None:
    """The cell's amount as it can be added; None where it is none, or not certain."""
    if cell.blank:
        return 0.0
    if cell.broken:
        return None
    if not isinstance(cell.value, str):
        return cell.number
    if plain(cell.value) in _DASHES:
        return 0.0
    number = parse_number(cell.value)
    return number.value if number and not (number.unit or number.doubt) else None


def _unreadable(where: Origin, header: str, cell: RawCell) -> Finding:
    if not cell.stored:
        return codes.NO_STORED_VALUE.at(where, column=header, value=cell.value)
    if cell.broken:
        return codes.ERROR_VALUE.at(where, column=header, value=cell.value)
    return codes.NOT_A_NUMBER.at(where, column=header, value=shortened(as_text(cell)))


def turned(cell: RawCell) -> RawCell:
    """The cell with its amount turned: a text stays the text that was written, so that what is told of texts is told of
    it."""
    if cell.number is not None:
        return replace(cell, value=0.0 - cell.number)
    number = parse_number(cell.value) if isinstance(cell.value, str) and not cell.broken else None
    if number is None or not number.value:
        return cell
    text = plain(str(cell.value))
    if number.value < 0:
        return replace(cell, value=text.strip("()").removeprefix("-").removesuffix("-").strip())
    return replace(cell, value=f"-{text.removeprefix('+').strip()}")
