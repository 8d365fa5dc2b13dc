"""Drawn tables: what of a row is known, what is written on it, and where they stand on a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tests.drawn import book
from xltool.core.cells import RawCell

Value = str | float | date | None
_SETTINGS = "Uppgifter"
_MARK = re.compile(r"\((?:anteckning|sammanfogad)\) ")
_NO_WORDS = ("(tom)", "(dold rad)", "(dold kolumn)")


@dataclass(frozen=True)
class Table:
    """A header and rows; each row is what it is known by (left of `||`) and what is written on it (right of it)."""

    known: list[Value]
    written: list[Value]
    rows: list[tuple[list[Value], list[Value]]]


def cut(drawing: str) -> Iterator[tuple[str, list[list[Value]]]]:
    """The drawn sheets with their rows, all equally wide."""
    for sheet in book(drawing, whole=True).sheets:
        bottom = max((r for r, _ in sheet.cells), default=0)
        width = max((c for _, c in sheet.cells), default=0)
        cells = {place: _drawn(cell) for place, cell in sheet.cells.items()}
        yield sheet.name, [[cells.get((r, c)) for c in range(1, width + 1)] for r in range(1, bottom + 1)]


class Percent(float):
    """A number that is typed with a percent sign, which Excel keeps in the cell's format."""


def _drawn(cell: RawCell) -> Value:
    value = clean(cell.value)
    return Percent(value) if isinstance(value, float) and "%" in cell.number_format else value


def tables(rows: list[list[Value]]) -> Iterator[Table]:
    """The tables of a drawn sheet, which blank rows part. The first blank header is the `||`."""
    block: list[list[Value]] = []
    for row in [*rows, []]:
        if any(value is not None for value in row):
            block.append(row)
        elif block:
            yield _table(block)
            block = []


def _table(rows: list[list[Value]]) -> Table:
    header = list(rows[0])
    while header and header[-1] is None:  # a wider table stands on the same sheet
        header.pop()
    end = len(header)
    split = header.index(None) if None in header else end
    return Table(header[:split], header[split + 1 :], [(r[:split], r[split + 1 : end]) for r in rows[1:]])


def words(drawing: str) -> set[str]:
    """The texts that are written in a drawing, those apart that are settings or stand on sheets of people's own."""
    pages = [rows for name, rows in cut(drawing) if name != _SETTINGS and not name.endswith("(nytt blad)")]
    written = [value for rows in pages for t in tables(rows) for _, values in t.rows for value in values]
    texts = [_MARK.sub("", value) for value in written if isinstance(value, str)]
    return {text for text in texts if text not in _NO_WORDS and not text.startswith("=")}


def clean(value: object) -> Value:
    """A cell's value as drawings have it: no difference between kinds of numbers, of blanks, of days."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, int | float):
        return round(float(value), 9)
    if isinstance(value, datetime | date):
        return date(value.year, value.month, value.day)
    return re.sub(r"[\u00a0\u202f]", " ", str(value)).strip() or None


def header_row(rows: list[list[Value]], headers: list[Value]) -> int:
    """The number of the first row that has all the headers."""
    wanted = {header for header in headers if header is not None}
    found = next((n for n, row in enumerate(rows, start=1) if wanted <= set(row)), 0)
    assert found, f"Ingen rad har rubrikerna {sorted(map(str, wanted))}"
    return found
