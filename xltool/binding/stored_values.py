"""Stored values of formulas: those that a program left as placeholders, or that are old (reading.md §6)."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.formula_values import FormulaValues
from xltool.core.cells import RawBook, RawSheet
from xltool.core.columns import Input
from xltool.core.numbers import decimals_of
from xltool.core.swedish import number_text
from xltool.core.units import Form
from xltool.findings import codes
from xltool.findings.finding import Finding


def recomputed(book: RawBook, sheet: RawSheet, bound: Bound) -> list[Finding]:
    """Gives the bound rows the values of formulas that no program has computed, where they can be computed here; tells
    of those, and as one error of stored values that are not what their cells give."""
    values = FormulaValues(book)
    new: list[tuple[int, Input]] = []
    stale: list[tuple[int, Input, float, float]] = []
    for row in bound.rows:
        for column, position in bound.columns.items():
            cell = row.cells[column]
            if cell.formula is None or column.quantity.form is Form.TEXT:
                continue
            computed = values.value(sheet, row.number, position)
            if computed is None:
                continue
            if not cell.stored:
                row.cells[column] = row.filled[column] = replace(cell, value=computed, stored=True)
                new.append((row.number, column))
            elif cell.number is not None and not _agree(cell.number, computed):
                stale.append((row.number, column, cell.number, computed))
                # The error stands; what follows from the old value alone needs no word of its own.
                row.cells[column] = row.filled[column] = replace(cell, value=computed)
    return [*_told(bound, new), *_stale(bound, stale)]


def _agree(stored: float, computed: float) -> bool:
    return abs(stored - computed) <= 1e-6 * max(1.0, abs(stored), abs(computed))


def _told(bound: Bound, new: Collection[tuple[int, Input]]) -> list[Finding]:
    if not new:
        return []
    where = next(row.origin(column) for n, column in new for row in bound.rows if row.number == n)
    count = "1 formel" if len(new) == 1 else f"{len(new)} formler"
    return [codes.FORMULA_COMPUTED.at(where, count=count, sheet=bound.name)]


def _stale(bound: Bound, stale: Collection[tuple[int, Input, float, float]]) -> list[Finding]:
    if not stale:
        return []
    number, column, stored, computed = next(iter(stale))
    where = next(row.origin(column) for row in bound.rows if row.number == number)
    count = "1 formel" if len(stale) == 1 else f"{len(stale)} formler"
    shown = {
        "stored": number_text(stored),
        "computed": number_text(round(computed, max(decimals_of(stored), 2))),
    }
    return [codes.STALE_FORMULA.at(where, count=count, sheet=bound.name, **shown)]
