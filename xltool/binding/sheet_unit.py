"""The unit of a sheet's amounts: what Uppgifter, the headers, the page and the number formats say (reading.md §4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from xltool.binding.bound import Bound, BoundRow
from xltool.binding.evidence import Evidence, Weighed, weigh
from xltool.binding.header_words import header_unit
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.units import UNIT_WORDS, Form, Unit

_WORDS = "|".join(sorted(UNIT_WORDS, key=len, reverse=True))
_ON_PAGE = re.compile(
    rf"(?:^|belopp(?:en)? (?:är |anges |redovisas )?i |\bi |[(,·] ?(?:i )?)({_WORDS})(?:[).,]|$| ·)",
    re.IGNORECASE,
)
_TITLE_ROWS = 30

Value = TypeVar("Value")


def title_unit(sheet: RawSheet, header_row: int) -> tuple[Unit, Origin] | None:
    """The unit that stands above the headers or in the corner: `Belopp i mnkr`, `tkr`, `Driftredovisning (kr)`."""
    for row in sheet.filled_rows():
        if row > min(header_row, _TITLE_ROWS):
            return None
        for column in sheet.filled_columns(row):
            value = sheet.cell(row, column).value
            found = _ON_PAGE.search(plain(value)) if isinstance(value, str) and len(value) < 200 else None
            if found and (row < header_row or not _is_amount_header(sheet, row, column)):
                return UNIT_WORDS[found[1].casefold()], Origin(sheet.name, address(row, column))
    return None


def _is_amount_header(sheet: RawSheet, row: int, column: int) -> bool:
    """Whether numbers stand below the header: its unit is then told of by itself."""
    below = (sheet.cell(row + i, column).number for i in range(1, 4))
    return any(n is not None for n in below)


def unit_evidence(
    sheet: RawSheet, bound: Bound, declared: Unit | None, declared_at: Origin | None
) -> Weighed[Unit]:
    """What the sheet and Uppgifter say of the unit that its cells are in."""
    cells = list(_amount_cells(bound))
    shown = [row.filled[column].shown for row, column in cells]
    scale = most_of([one.scale for one in shown], 1)
    heard: list[Evidence[Unit]] = []
    if declared is not None:
        # A page that shows thousands of what its cells hold may be called by either.
        leaves = frozenset({declared, _shown_by(declared, scale) or declared})
        heard.append(Evidence(f"Uppgifter säger {declared.word}", leaves, declared_at, True, "Uppgifter"))
    for where, unit in _header_units(sheet, bound):
        heard.append(Evidence(f"rubriken säger {unit.word}", _cells_of(unit, scale), where, source="header"))
    if title := title_unit(sheet, bound.header_row):
        unit, where = title
        heard.append(Evidence(f"bladet säger {unit.word}", _cells_of(unit, scale), where, source="title"))
    formatted = UNIT_WORDS.get(most_of([one.words.casefold() for one in shown], ""))
    if formatted:
        row, column = next(c for c, one in zip(cells, shown, strict=True) if one.words)
        words = f"talformatet säger {formatted.word}"
        heard.append(Evidence(words, _cells_of(formatted, scale), row.origin(column), source="format"))
    if scale > 1 and declared is not Unit.KR:
        words = "talformatet visar tusental av det som står i cellerna"
        heard.append(Evidence(words, frozenset(u for u in Unit if _times(u, scale)), source="format"))
    order = (Unit.TKR, Unit.KR, Unit.MNKR) if scale == 1 else (Unit.KR, Unit.TKR, Unit.MNKR)
    return weigh(order, heard)


def _times(unit: Unit, scale: int) -> Unit | None:
    return next((u for u in Unit if u.value == unit.value * scale), None)


def _shown_by(unit: Unit, scale: int) -> Unit | None:
    """The unit of cells that are shown as `unit` through the scale."""
    return next((u for u in Unit if u.value * scale == unit.value), None)


def _cells_of(shown: Unit, scale: int) -> frozenset[Unit]:
    cells = _shown_by(shown, scale)
    return frozenset({cells}) if cells else frozenset({shown})


def _header_units(sheet: RawSheet, bound: Bound) -> Iterator[tuple[Origin, Unit]]:
    for column, position in bound.columns.items():
        text = sheet.cell(bound.header_row, position).value
        word = header_unit(text) if isinstance(text, str) and column.quantity.form is Form.AMOUNT else ""
        if word:
            yield Origin(sheet.name, address(bound.header_row, position)), UNIT_WORDS[word]


def _amount_cells(bound: Bound) -> Iterator[tuple[BoundRow, Input]]:
    """The amounts that are numbers, by row and column."""
    amounts = [c for c in bound.columns if c.quantity.form is Form.AMOUNT]
    return ((row, c) for row in bound.rows for c in amounts if c in row.filled and row.filled[c].number)


def most_of(given: Sequence[Value], otherwise: Value) -> Value:
    """What more than half of them are."""
    found = Counter(given).most_common(1)
    return found[0][0] if found and found[0][1] * 2 > len(given) else otherwise
