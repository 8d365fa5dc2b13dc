"""The rows below a sheet's headers: what each holds in the bound columns, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xltool.binding.bound import Bound, BoundRow, UnreadRows
from xltool.binding.cell_reading import is_percent
from xltool.binding.formula_values import rows_summed
from xltool.binding.headers import is_repeated
from xltool.binding.months import added
from xltool.core.cell_text import as_text
from xltool.core.cells import BLANK, RawCell, RawSheet, address
from xltool.core.columns import Input
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.units import Form
from xltool.findings import codes
from xltool.findings.finding import Code, Finding

_LIST_MARK = re.compile(r"[-–—•·‣▪*] ?[^\W\d]")


def rows_below(sheet: RawSheet, bound: Bound) -> list[BoundRow]:
    """The rows below the header that hold something in a bound column; a repeated header row is passed over."""
    rows = []
    for number in sheet.filled_rows():
        if number <= bound.header_row or any(o.first <= number <= o.last for o in bound.left_out):
            continue
        here = sheet.filled_columns(number)
        cells = {c: sheet.cell(number, p) for c, p in bound.columns.items()}
        filled = {c: cells[c] for c, p in bound.columns.items() if p in here}
        for column, positions in bound.months.items():
            cells[column] = added(sheet, number, positions)
            if cells[column].blank:
                filled.pop(column, None)
            else:
                filled[column] = cells[column]
        _label_from_the_left(sheet, bound, number, cells, filled)
        if not filled or _is_note([*filled.values()]):
            continue
        if is_repeated(filled):
            continue
        extra = {name: sheet.cell(number, p) for name, p in bound.extra.items()}
        row = BoundRow(
            bound.name, number, cells, filled, bound.columns, extra, bound.extra, sheet.levels.get(number, 0)
        )
        _marks(row)
        rows.append(row)
    return rows


def _label_from_the_left(
    sheet: RawSheet, bound: Bound, row: int, cells: dict[Input, RawCell], filled: dict[Input, RawCell]
) -> None:
    """A row's label is the text left of its amounts, wherever it stands (reading.md §5): also in the account's cell,
    or in a column of nobody's."""
    name = next((c for c in bound.columns if c.names and c.required), None)
    amounts = [p for c, p in bound.columns.items() if c in filled and c.quantity.form is Form.AMOUNT]
    if name is None or not cells[name].blank or not amounts:
        return
    for position in sheet.filled_columns(row):
        cell = sheet.cell(row, position)
        if position >= min(amounts):
            return
        if isinstance(cell.value, str) and not cell.broken and any(map(str.isalpha, cell.value)):
            column = next((c for c, p in bound.columns.items() if p == position), None)
            if column is not None and not column.names:
                continue  # what a column of another kind says is no label
            if column is not None:
                cells[column] = BLANK
                filled.pop(column, None)
            cells[name] = filled[name] = cell
            return


def _marks(row: BoundRow) -> None:
    """How the row looks: the style of its label, else of its first text, and the rows that its amounts' formulas add
    up. An account beside the label may be dressed in another way."""
    label = next((cell for c, cell in row.filled.items() if c.names and c.required), None)
    first = label or next((c for c in row.filled.values() if isinstance(c.value, str)), BLANK)
    row.bold, row.indent = first.style.bold, first.style.indent + _typed_indent(first)
    for column, cell in row.filled.items():
        if cell.formula is not None and (summed := rows_summed(cell, row.columns[column])):
            row.sums[column] = summed


def _typed_indent(cell: RawCell) -> int:
    """How far in a text stands by what was typed before it: blanks, or the mark of a list."""
    text = cell.value if isinstance(cell.value, str) else ""
    blanks = len(text) - len(text.lstrip())
    return blanks // 2 + bool(_LIST_MARK.match(text.lstrip()))


def _is_note(filled: list[RawCell]) -> bool:
    """A row that holds one text with an asterisk before it, as the result's own foot notes."""
    return len(filled) == 1 and isinstance(filled[0].value, str) and filled[0].value.lstrip().startswith("*")


def leave_out_percentages(bound: Bound) -> list[Finding]:
    """Takes out the rows whose amounts are all percentages, as a share of the budget below the lines, where most rows have
    amounts of money; each is told."""
    amounts = [c for c in bound.columns if c.quantity.form is Form.AMOUNT]
    given = {row.number: [row.filled[c] for c in amounts if row.has(c)] for row in bound.rows}
    shares = [row for row in bound.rows if given[row.number] and all(map(is_percent, given[row.number]))]
    if 2 * len(shares) > sum(map(bool, given.values())):
        return []
    return _leave_out(bound, shares, "raden är i procent", codes.ROW_OF_PERCENT)


_BALANCE = re.compile(r"((utgaende|ingaende) )?(eget kapital|balans(erat resultat)?)|ackumulerat resultat")


def leave_out_balances(bound: Bound) -> list[Finding]:
    """Takes out the rows of equity that stand below the lines of a statement of results; each is told."""
    name = next((c for c in bound.columns if c.names and c.required), None)
    if name is None:
        return []
    balances = [row for row in bound.rows if _BALANCE.fullmatch(normalised(as_text(row.cells[name])))]
    return _leave_out(bound, balances, "raden är en balans", codes.ROW_OF_BALANCE)


_WITHOUT = re.compile(
    r"(ej|inte|icke) (aktuellt?|relevant|tillampligt?|langre)|utgar|utgatt|upphort?|avslutad verksamhet|n/a"
)


def leave_out_without_amounts(bound: Bound) -> list[Finding]:
    """Takes out the rows that say `Ej aktuellt` in the place of every amount; each is told."""
    amounts = [c for c in bound.columns if c.quantity.form is Form.AMOUNT]
    rows = []
    for row in bound.rows:
        said = {normalised(as_text(row.filled[c])).strip(" .") for c in amounts if row.has(c)}
        if len(said) == 1 and _WITHOUT.fullmatch(said.pop()):
            rows.append(row)
    return _leave_out(bound, rows, "raden har inga belopp", codes.ROW_WITHOUT_AMOUNTS)


def _leave_out(bound: Bound, rows: Sequence[BoundRow], reason: str, code: Code) -> list[Finding]:
    bound.rows = [row for row in bound.rows if row not in rows]
    bound.left_out += [UnreadRows(row.number, row.number, reason) for row in rows]
    name = next(c for c in bound.columns if c.names and c.required)
    return [code.at(row.origin(name), name=as_text(row.cells[name])) for row in rows]


def hidden_rows(sheet: RawSheet, bound: Bound) -> list[Finding]:
    what = []
    if any(row.number in sheet.hidden_rows for row in bound.rows):
        what.append("rader")
    hidden = [c for c, position in bound.columns.items() if position in sheet.hidden_columns]
    if any(row.has(c) for row in bound.rows for c in hidden):
        what.append("kolumner")
    if not what:
        return []
    first = next((r.number for r in bound.rows if r.number in sheet.hidden_rows), bound.header_row)
    return [codes.HIDDEN.at(Origin(sheet.name, address(first, 1)), sheet=sheet.name, what=" och ".join(what))]
