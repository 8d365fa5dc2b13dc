"""A result as a person sees it: its lines, and the texts on its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from python_calamine import load_workbook

from tests.rerun.campaign.input_rows import INVESTMENTS, OPERATING
from tests.rerun.tables import Value, clean

BUDGET, COMMENT = "Budget 2023", "Kommentar"
_TOTALS = ("total", "resultat", "summa ", "nettokostnad")
_NAMES = {OPERATING: "Kontotext", INVESTMENTS: "Projekt"}
_MEMORY, _LIST = "xltool-minne", "Kontroll"
_LEAST_IN_KR = 60_000  # no figure in tkr is as large, but those that people type
Rows = list[list[Value]]


@dataclass(frozen=True)
class Line:
    """Row and columns are counted from 1. `budget` is in tkr, without its sign."""

    sheet: str
    row: int
    name: str
    cells: tuple[Value, ...]
    columns: Mapping[str, int]
    budget: int

    @property
    def texts(self) -> set[str]:
        """What is written on the row; a share that was typed in a column of the board's own is a number there."""
        shares = {f"{cell * 100:g} %" for cell in self.cells if isinstance(cell, float) and 0 < cell < 1}
        return {cell for cell in self.cells if isinstance(cell, str)} | shares

    @property
    def name_header(self) -> str:
        return _NAMES[self.sheet]

    def at(self, header: str) -> Value:
        return self.cells[self.columns[header] - 1] if header in self.columns else None

    @property
    def drawn_budget(self) -> str:
        return f"{self.at(BUDGET):.0f}"


def pages(path: Path) -> dict[str, Rows]:
    """The cells of every sheet but the hidden one, from the first row and column."""
    return _pages(path.read_bytes())


@lru_cache(maxsize=4)
def _pages(data: bytes) -> dict[str, Rows]:
    book = load_workbook(BytesIO(data))
    names = [name for name in book.sheet_names if name != _MEMORY]
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    return {name: [[clean(cell) for cell in row] for row in rows] for name, rows in sheets.items()}


def lines(path: Path) -> list[Line]:
    """The lines in their order, those of Driftredovisning first."""
    return [line for line in _rows(path) if not _is_total(line)]


def totals(path: Path) -> list[Line]:
    """The sums of lines."""
    return [line for line in _rows(path) if _is_total(line)]


def _is_total(line: Line) -> bool:
    return any(word in line.name.casefold() for word in _TOTALS)


def _rows(path: Path) -> list[Line]:
    found = []
    for sheet, rows in pages(path).items():
        if sheet in _NAMES:
            found += _lines(sheet, rows)
    return sorted(found, key=lambda line: line.sheet)


def _lines(sheet: str, rows: Rows) -> list[Line]:
    top = next((n for n, row in enumerate(rows) if BUDGET in row and _NAMES[sheet] in row), None)
    if top is None:
        return []
    columns: dict[str, int] = {}
    for column, header in enumerate(rows[top], start=1):
        columns.setdefault(str(header), column)
    found = []
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        budget, name = row[columns[BUDGET] - 1], str(row[columns[_NAMES[sheet]] - 1] or "")
        if isinstance(budget, float) and name:
            found.append(Line(sheet, number, name, tuple(row), columns, in_tkr(budget)))
    return found


def in_tkr(amount: float) -> int:
    size = abs(round(amount))
    return size // 1000 if size >= _LEAST_IN_KR and size % 1000 == 0 else size


def listed_texts(path: Path) -> set[str]:
    """The cells of Kontroll, where Utan rad is."""
    return {cell for row in pages(path).get(_LIST, []) for cell in row if isinstance(cell, str)}


def texts_beside(path: Path) -> set[str]:
    """The texts on sheets that are none of the lines'."""
    rows = [row for name, of_sheet in pages(path).items() if name not in _NAMES for row in of_sheet]
    return {cell for row in rows for cell in row if isinstance(cell, str)}
