"""Every row of a workbook with what people filled in and what follows from it, under keys that survive moved rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.compare.compared_workbook import Version
from xltool.core.functions import FormulaError, Scalar
from xltool.core.row_key import RowKey
from xltool.core.tables import Column, Input
from xltool.core.units import AMOUNT, COUNT, TEXT, Form, Quantity, SignRule, Unit, quantity_in
from xltool.core.values import Model
from xltool.rerun.entries import Place, entries
from xltool.rerun.row_keys import LINE_KEYS
from xltool.result.report_text import PARAGRAPHS, SENTENCE, SENTENCE_SHEET
from xltool.sheets.board import Board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.goal_reading import Goals, Indicator
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_kinds import Block, LineColumns, Lines
from xltool.sheets.lines.line_table import ROUNDING_NAME
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings import settings_rows as uppgifter
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.member_reading import Members

_OPERATING, _INVESTMENTS = operating.OPERATING.title, investments.INVESTMENTS.title
_GOALS, _SHARES, _SETTINGS = "Måluppfyllelse", "Fördelning", uppgifter.SETTINGS.title
# The sheets as a result orders them; of each its kind's key and its part of the board.
SHEETS: dict[str, Callable[[Board], tuple[str, object]]] = {
    _OPERATING: lambda board: (operating.OPERATING.key, board.operating),
    _INVESTMENTS: lambda board: (investments.INVESTMENTS.key, board.investments),
    _GOALS: lambda board: (goals.GOALS.key, board.goals),
    _SHARES: lambda board: (shares.MEMBERS.key, board.members),
    SENTENCE_SHEET: lambda _: ("text", None),
    _SETTINGS: lambda board: (uppgifter.SETTINGS.key, board.settings),
}
# Of each sheet of lines its table, and what follows from a line's or a total's amounts.
_TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    _OPERATING: ("operating", (operating.VARIANCE, operating.ASSESSMENT)),
    _INVESTMENTS: ("investments", (investments.VARIANCE, investments.OVERSPENT)),
}
_WORDS: dict[str, tuple[str, ...]] = {
    _OPERATING: (operating.COMMENT.header,),
    _INVESTMENTS: (investments.COMMENT.header,),
    _GOALS: (goals.DIRECTION.header, goals.JUDGEMENT.header, goals.COMMENT.header),
    _SHARES: (),
}


class Value(Struct, frozen=True):
    """What stands in a cell; None where it is empty."""

    content: Scalar
    quantity: Quantity
    computed: bool = False


class ShownRow(Struct):
    """A row with its cells by column. `is_line` is False for totals and what else has a name of xltool's own, `unit`
    is the one of an indicator."""

    name: str
    account: str = ""
    is_line: bool = True
    unit: str = ""
    cells: dict[str, Value] = field(default_factory=dict)


def shown_rows(version: Version, unit: Unit) -> dict[RowKey, ShownRow]:
    """The rows by what they are known by. Amounts are in `unit`."""
    return _Walk(version, unit).rows


class _Walk:
    """The board row by row in the order of `entries`, whose cells each go to the row that has them."""

    def __init__(self, version: Version, unit: Unit) -> None:
        self.rows: dict[RowKey, ShownRow] = {}
        self._of_entry: dict[RowKey, ShownRow] = {}
        self._seen: Counter[RowKey] = Counter()
        self._formulas: list[tuple[ShownRow, str, str, tuple[Column, ...]]] = []
        self._unit, self._factor = unit, version.board.settings.unit.value // unit.value
        board = version.board
        if board.operating is not None:
            self._lines(_OPERATING, operating.COLUMNS, board.operating)
        if board.investments is not None:
            self._lines(_INVESTMENTS, investments.COLUMNS, board.investments)
        if board.goals is not None:
            self._goals(board.goals)
        if board.members is not None:
            self._members(board.members)
        self._sentences(version.sentences or {})
        self._settings(board.settings)
        for place, entry in entries(board).items():
            row = self._of_entry[place.key]
            row.cells[place.column] = self._value(entry.value, _quantity(place, row))
        if version.model is not None:
            self._compute(version.model)

    # --- lines and projects ---

    def _lines(self, sheet: str, columns: LineColumns, lines: Lines) -> None:
        used = [c for c in columns.amounts if c in lines.columns]
        table, follows = _TABLES[sheet]
        for kind, block in lines.blocks.items():
            key = LINE_KEYS[kind]
            for index, line in enumerate(block.lines):
                row = self._entered(sheet, ShownRow(line.name, line.account), kind.value)
                if columns.account is not None and columns.kind is not None:
                    row.cells[columns.account.header] = Value(line.account or None, TEXT)
                    row.cells[columns.kind.header] = Value(kind.value, TEXT)
                self._formulas.append((row, table, f"{key}:{index}", follows))
            self._total(sheet, key, block, used)
        if columns.kind is not None:
            self._total(sheet, operating.NET, lines.net, used)

    def _total(self, sheet: str, key: str, block: Block, used: Sequence[Input]) -> None:
        """The block's rounding line, where it has one, and its total."""
        if block.rounding:
            name = f"{ROUNDING_NAME}, {block.name}"
            row = self._own(sheet, f"{key}:rounding", ShownRow(name, is_line=False))
            for column in used:
                row.cells[column.header] = self._value(block.rounding.get(column, 0.0), AMOUNT)
        table, follows = _TABLES[sheet]
        row = self._own(sheet, key, ShownRow(block.name, is_line=False))
        self._of_entry[self._numbered(RowKey(sheet, block.name))] = row
        self._formulas.append((row, table, key, (*used, *follows)))

    # --- goals, members ---

    def _goals(self, everyone: Goals) -> None:
        for index, goal in enumerate(everyone.goals):
            key = goals.goal_key(index)
            row = self._own(_GOALS, f"goal:{goal.name}", ShownRow(goal.name, is_line=False))
            self._formulas.append((row, "goals", key, (goals.STATUS,)))
            self._indicators(key, f"{goal.name} / ", goal.indicators)
        if everyone.goals:
            row = self._own(_GOALS, goals.BOARD, ShownRow(goals.BOARD_NAME, is_line=False))
            self._formulas.append((row, "goals", goals.BOARD, (goals.STATUS,)))
        self._indicators("other", "", everyone.other)

    def _indicators(self, key: str, before: str, indicators: Sequence[Indicator]) -> None:
        for index, one in enumerate(indicators):
            row = self._entered(_GOALS, ShownRow(before + one.name, unit=one.unit))
            row.cells[goals.UNIT.header] = Value(one.unit or None, TEXT)
            self._formulas.append((row, "goals", f"{key}:{index}", (goals.STATUS,)))

    def _members(self, members: Members) -> None:
        for index, member in enumerate(members.members):
            row = self._entered(_SHARES, ShownRow(member.name))
            follows = (shares.SHARE, shares.AMOUNT_DUE)
            self._formulas.append((row, "shares", shares.member_key(index), follows))

    # --- sentences, settings ---

    def _sentences(self, written: Mapping[str, str]) -> None:
        """A row a paragraph, also where nobody typed it: what was typed in one workbook is then told as a change."""
        for name in dict.fromkeys([*PARAGRAPHS.values(), *written]):
            row = self._own(SENTENCE_SHEET, name, ShownRow(name, is_line=False))
            row.cells[SENTENCE.header] = Value(written.get(name), TEXT)

    def _settings(self, settings: Settings) -> None:
        row = self._own(_SETTINGS, "settings", ShownRow("", is_line=False))
        self._of_entry[RowKey(_SETTINGS)] = row
        sign = (settings.signs or SignRule.NEGATIVE).value
        row.cells |= {
            uppgifter.YEAR.label: Value(str(settings.year) if settings.year else None, TEXT),
            uppgifter.UNIT.label: Value(settings.unit.word, TEXT),
            uppgifter.INCOME_SIGN.label: Value(sign, TEXT),
        }

    # --- rows and values ---

    def _entered(self, sheet: str, row: ShownRow, block: str = "") -> ShownRow:
        """A row that people fill in, known by its name and account."""
        key = self._numbered(RowKey(sheet, row.name, row.account, 1, block))
        self.rows[key] = self._of_entry[key] = row
        return row

    def _own(self, sheet: str, key: str, row: ShownRow) -> ShownRow:
        """A row that xltool itself makes, known by its key: its name is of no weight."""
        self.rows[RowKey(sheet, f"={key}", block="own")] = row
        return row

    def _numbered(self, first: RowKey) -> RowKey:
        """The key with its number among those that are alike, counted as `entries` does."""
        self._seen[first] += 1
        return replace(first, number=self._seen[first])

    def _value(self, content: Scalar, quantity: Quantity, *, computed: bool = False) -> Value:
        if quantity.form is Form.AMOUNT:
            if isinstance(content, float | int):
                content = content * self._factor
            quantity = replace(quantity, unit=self._unit.word)
        return Value(content, quantity, computed)

    def _compute(self, model: Model) -> None:
        for row, table, key, columns in self._formulas:
            for column in columns:
                try:
                    content = model.value(table, key, column)
                except FormulaError as error:
                    content = str(error)
                if isinstance(content, float) and column.quantity.form is Form.AMOUNT:
                    content = round(content, 6)  # a sum of decimals leaves noise behind
                row.cells[column.header] = self._value(content, column.quantity, computed=True)


def _quantity(place: Place, row: ShownRow) -> Quantity:
    """What the column holds in that row."""
    if place.key.sheet == _SETTINGS:
        return next(setting.quantity for setting in uppgifter.ALL if setting.label == place.column)
    if place.column in _WORDS[place.key.sheet]:
        return TEXT
    if place.key.sheet == _GOALS:
        return quantity_in(row.unit)
    return COUNT if place.key.sheet == _SHARES else AMOUNT
