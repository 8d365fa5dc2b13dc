"""Every row of a workbook with what people filled in and what follows from it, under keys that survive moved rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.compare.changes import ComparedValue
from xltool.compare.compared_workbook import ComparedWorkbook
from xltool.core.columns import Column
from xltool.core.row_key import RowKey
from xltool.core.scalars import FormulaError, Scalar
from xltool.core.units import TEXT, Form, Quantity, Unit
from xltool.core.values import Model
from xltool.rerun.entries import entries, rows
from xltool.rerun.standing import Scale, as_written, written_keys
from xltool.rerun.who_is_who import Rows, rows_of
from xltool.result.report_text import PARAGRAPHS, SENTENCE, SENTENCE_SHEET
from xltool.sheets import all_sheets
from xltool.sheets.sheet_row import Entry, SheetRow


class ShownRow(Struct):
    """A row with its cells by column. `is_line` is False for totals and what else has a name of xltool's own."""

    name: str
    account: str = ""
    is_line: bool = True
    cells: dict[str, ComparedValue] = field(default_factory=dict)


def compared_sheets() -> list[str]:
    """The sheets as a result orders them."""
    walked = [part for part in all_sheets.SHEETS if part.walk is not None]
    before, behind = ([part.shown_as for part in walked if part.behind is b] for b in (False, True))
    return [*before, SENTENCE_SHEET, *behind]


def shown_rows(version: ComparedWorkbook, unit: Unit) -> dict[RowKey, ShownRow]:
    """The rows by what they are known by, of each sheet in its order: those of a result by the keys that they were written
    with. Amounts are in `unit`."""
    shown = _ShownRows(version, unit)
    known, _ = written_keys(entries(version.board), version.remembered.cells)
    found = {}
    for key, row in rows(version.board):
        if row.entries or row.shown or row.computed:
            found[_compared_key(known.get(key, key), row)] = shown.row(key.sheet, row)
    return found | _sentences(version.sentences or {})


def identities(version: ComparedWorkbook, unit: Unit, shown: Iterable[RowKey]) -> Rows:
    """The `shown` rows with all that a run knows them by, amounts in `unit`."""
    remembered, scale = version.remembered, Scale(version.board.settings.unit, unit)
    standing = {place: scale.entry(entry) for place, entry in entries(version.board).items()}
    amounts = {(place.key.sheet, place.column) for place, entry in standing.items() if entry.is_amount}
    then = {
        place: scale.value(value, (place.key.sheet, place.column) in amounts)
        for place, value in remembered.then.items()
    }
    there, _ = as_written(standing, remembered.cells)
    known = rows_of(there, remembered.gone, then)
    return replace(known, there=tuple(shown))


def _compared_key(key: RowKey, row: SheetRow) -> RowKey:
    """A row that xltool itself makes is known by what it is: its name is of no weight."""
    return RowKey(key.sheet, f"={row.ours}", block="own") if row.ours else key


def _sentences(written: Mapping[str, str]) -> dict[RowKey, ShownRow]:
    """A row a paragraph, also where nobody typed it: what was typed in one workbook is then told as a change."""
    names = dict.fromkeys([*PARAGRAPHS.values(), *written])
    return {
        RowKey(SENTENCE_SHEET, f"={name}", block="own"): ShownRow(
            name, is_line=False, cells={SENTENCE.header: ComparedValue(written.get(name), TEXT)}
        )
        for name in names
    }


class _ShownRows:
    """The rows of a workbook as they are compared: what stands in them, what people filled in, what follows."""

    def __init__(self, version: ComparedWorkbook, unit: Unit) -> None:
        self._unit, self._factor = unit, version.board.settings.unit.value // unit.value
        self._model = version.model
        self._tables = {part.shown_as: part.key for part in all_sheets.SHEETS}

    def row(self, sheet: str, row: SheetRow) -> ShownRow:
        cells = {column: self._value(*one) for column, one in row.shown.items()}
        cells |= {column: self._entered(entry) for column, entry in row.entries.items()}
        if self._model is not None:
            table = self._tables[sheet]
            cells |= {c.header: self._computed(self._model, table, row.key, c) for c in row.computed}
        return ShownRow(row.called or row.name, row.account, not row.ours, cells)

    def _entered(self, entry: Entry) -> ComparedValue:
        # Figures are the same whatever the number of decimals that each workbook writes.
        return self._value(entry.value, replace(entry.quantity, decimals=None))

    def _value(self, content: Scalar, quantity: Quantity, *, computed: bool = False) -> ComparedValue:
        if quantity.form is Form.AMOUNT:
            if isinstance(content, float | int):
                content = content * self._factor
            quantity = replace(quantity, unit=self._unit.word)
        return ComparedValue(content, quantity, computed)

    def _computed(self, model: Model, table: str, key: str, column: Column) -> ComparedValue:
        try:
            content = model.value(table, key, column)
        except FormulaError as error:
            content = str(error)
        if isinstance(content, float) and column.quantity.form is Form.AMOUNT:
            content = round(content, 6)  # a sum of decimals leaves noise behind
        return self._value(content, column.quantity, computed=True)
