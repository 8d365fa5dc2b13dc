"""What xltool wrote in a result, cell by cell, kept in the result's hidden sheet.

A row of the record holds a mark for each cell: `.` for one that is there to be changed, with a few letters that stand
for what it held, else such letters for its word (`:`), its formula (`=`) or the formula of a sentence that may be
rewritten (`~`).
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from xltool.core.cells import column_letters, column_number
from xltool.core.memos import RECORD, Memo
from xltool.core.row_key import RowKey, row_key
from xltool.drawing import styles as look
from xltool.drawing.placed import PlacedCell, SheetPlan

_PARTS, _NAMES, _COLOURS = "parts", "names", "colours"
ENTRY, WORD, FORMULA, SENTENCE = ".", ":", "=", "~"
Keys = Mapping[str, Mapping[str, RowKey]]


class Feature(Enum):
    """What stands on a sheet besides its cells, and is counted; the value is the word for it."""

    CHART = "diagram"
    RULE = "villkorsstyrd formatering"
    CHOICE = "listrutor och andra regler för vad som får skrivas"
    LINK = "länkar"
    HIDDEN_ROWS = "dolda rader"
    HIDDEN_COLUMNS = "dolda kolumner"


class WrittenRow(Struct, frozen=True):
    """A row as it was written, counted from 1. The header of a table whose rows have keys has the table's name
    alone. `entered` are the letters of what cells held that are there to be changed."""

    number: int
    table: str
    key: RowKey | None
    marks: Mapping[int, str]
    entered: Mapping[int, str] = {}


Record = Mapping[str, Sequence[WrittenRow]]


# --- writing the record --------------------------------------------------------------------------------------


def record(sheets: Sequence[SheetPlan], keys: Keys) -> Iterator[Memo]:
    """The record, a memo a sheet; `keys` are those of the rows of each table that has them."""
    for sheet in sheets:
        marks: dict[int, dict[int, str]] = defaultdict(dict)
        for cell in sheet.cells:
            if mark := _mark_of(cell):
                marks[cell.row][cell.column] = mark
        named = _named_rows(sheet, keys)
        memo: Memo = [RECORD, sheet.name]
        for row, of_row in sorted(marks.items()):
            table, key = named.get(row, ("", None))
            written = " ".join([f"{column_letters(c + 1)}{mark}" for c, mark in sorted(of_row.items())])
            memo.append([row + 1, written, table, *(key.parts() if key else ())])
        yield memo


def _mark_of(cell: PlacedCell) -> str:
    if cell.formula is not None:
        kind = FORMULA if cell.look.locked else SENTENCE
        return kind + _print_of_formula(cell.formula)
    letters = "" if cell.value is None or cell.value == "" else print_of(word(cell.value))
    if not cell.look.locked:
        return ENTRY + letters
    return WORD + letters if letters else ""


def _named_rows(sheet: SheetPlan, keys: Keys) -> dict[int, tuple[str, RowKey | None]]:
    named: dict[int, tuple[str, RowKey | None]] = {}
    for name, table in sheet.tables.items():
        if name not in keys:
            continue
        if table.header_row is not None:
            named[table.header_row] = (name, None)
        named |= {table.rows[row]: (name, key) for row, key in keys[name].items() if row in table.rows}
    return named


def print_of(text: str) -> str:
    """Four letters that stand for the text."""
    return _known_print(text) if len(text) <= _SHORT else _digest(text)


def _print_of_formula(formula: str) -> str:
    return _known_print_of_formula(formula) if len(formula) <= _SHORT else _digest(plain(formula))


def _digest(text: str) -> str:
    letters = b2a_base64(blake2b(text.encode(), digest_size=3).digest(), newline=False).decode()
    return letters.replace("+", "-").replace("/", "_")


# Boards share most of their words, and their formulas where these stand in the same rows.
_SHORT = 400
_known_print = lru_cache(maxsize=8192)(_digest)
_known_print_of_formula = lru_cache(maxsize=8192)(lambda formula: _digest(plain(formula)))


def word(value: object) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:.12g}"
    return " ".join(str(value).split())


def plain(formula: str) -> str:
    """The formula without what programs write in ways of their own."""
    for dropped in _DROPPED:
        formula = formula.replace(dropped, "")
    return formula.upper().replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")


_DROPPED = (" ", "'", "\t", "\r", "\n", "\u00a0")  # faster than a translation


# --- reading it ----------------------------------------------------------------------------------------------


def parts_memo(sheets: Iterable[SheetPlan]) -> Memo:
    """How much of what is no cell stands on each sheet, by `Feature`."""
    return [_PARTS, {sheet.name: [*_counts(sheet).values()] for sheet in sheets}]


def recorded_parts(memos: Iterable[Memo]) -> dict[str, dict[Feature, int]]:
    """The same, as it was written."""
    for memo in memos:
        match memo:
            case ["parts", dict(of_sheets)]:
                return {str(s): dict(zip(Feature, counts, strict=False)) for s, counts in of_sheets.items()}
    return {}


def names_memo(sheets: Iterable[SheetPlan]) -> Memo:
    """The names that xltool defined in the workbook."""
    return [_NAMES, *(name for sheet in sheets for name in sheet.names)]


def recorded_names(memos: Iterable[Memo]) -> frozenset[str]:
    return frozenset(str(name) for memo in memos if memo[0] == _NAMES for name in memo[1:])


class Colours(Struct, frozen=True):
    """The fills and inks that cells were written with, as `#RRGGBB`, and the foot of the printed pages."""

    fills: frozenset[str]
    inks: frozenset[str]
    footer: str


# The first release did not remember them.
_FIRST_RELEASE = Colours(
    frozenset({"#EEF4FF", "#F3F4F6", "#E6E9ED"}),
    frozenset({"#1F2328", "#57606A", "#0A3D91"}),
    "&L&9&F – &A&C&9Skapad med xltool&R&9Sida &P av &N",
)


def colours_memo(sheets: Sequence[SheetPlan]) -> Memo:
    """What marks of people's are told from: nobody knows later what xltool painted in its day."""
    looks = [style for sheet in sheets for style in _looks(sheet)]
    fills, inks = sorted({one.fill for one in looks if one.fill}), sorted({one.colour for one in looks})
    return [_COLOURS, fills, inks, next((s.footer for s in sheets), "")]


def _looks(sheet: SheetPlan) -> Iterator[look.Look]:
    yield from (cell.look for cell in sheet.cells)
    yield from sheet.block.looks if sheet.block else ()


def recorded_colours(memos: Iterable[Memo]) -> Colours:
    for memo in memos:
        match memo:
            case ["colours", list(fills), list(inks), str(footer)]:
                return Colours(frozenset(map(str, fills)), frozenset(map(str, inks)), footer)
    return _FIRST_RELEASE


class Written(Struct, frozen=True):
    """What xltool wrote in a result: its `rows`, how much of what is no cell stood on each sheet, the names that it
    defined and the colours."""

    rows: Record
    parts: Mapping[str, Mapping[Feature, int]]
    names: frozenset[str]
    colours: Colours


def written_in(memos: Sequence[Memo]) -> Written:
    return Written(recorded(memos), recorded_parts(memos), recorded_names(memos), recorded_colours(memos))


def _counts(sheet: SheetPlan) -> dict[Feature, int]:
    """In the order of `Feature`."""
    return {
        Feature.CHART: len(sheet.charts),
        Feature.RULE: len(sheet.rules) + len(sheet.bars),
        Feature.CHOICE: len(sheet.choices),
        Feature.LINK: sum(cell.link is not None for cell in sheet.cells),
        Feature.HIDDEN_ROWS: len(sheet.hidden_rows),
        Feature.HIDDEN_COLUMNS: len(sheet.hidden),
    }


def recorded(memos: Iterable[Memo]) -> dict[str, list[WrittenRow]]:
    """What is remembered to have been written, by sheet; nothing where somebody took the hidden sheet away."""
    found: dict[str, list[WrittenRow]] = {}
    for memo in memos:
        match memo:
            case ["record", str(sheet), *rows]:
                found[sheet] = [row for one in rows if (row := _recorded_row(one))]
    return found


def _recorded_row(row: object) -> WrittenRow | None:
    match row:
        case [int(number), str(written), str(table), *known]:
            marks, entered = {}, {}
            for mark in written.split():
                if letters := re.match("[A-Z]+(?=[.:=~])", mark):
                    column, of_cell = column_number(letters[0]), mark[letters.end() :]
                    is_entry = of_cell.startswith(ENTRY)
                    marks[column] = ENTRY if is_entry else of_cell
                    if is_entry and len(of_cell) > 1:
                        entered[column] = of_cell[1:]
            return WrittenRow(number, table, row_key(known), marks, entered)
    return None
