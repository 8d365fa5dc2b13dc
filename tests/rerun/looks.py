"""Whether a result holds what is drawn, and the words that people wrote only where they are drawn."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import load_workbook

from tests.rerun.tables import Table, Value, clean, cut, header_row, tables

_ABSENT = "(finns inte)"
_MEMORY = "xltool-minne"

Sheets = dict[str, list[list[Value]]]


def look(data: bytes, drawing: str, words: set[str]) -> None:
    sheets = _sheets(data)
    drawn = [(name, [[_seen(v) for v in row] for row in rows]) for name, rows in cut(drawing)]
    for name, rows in drawn:
        if name.endswith(_ABSENT):
            assert name.removesuffix(_ABSENT).strip() not in sheets
            continue
        for table in tables(rows):
            _look_at(sheets[name], name, table)
    cells = [c for _, rows in drawn for row in rows for c in row]
    found = [c for rows in sheets.values() for row in rows for c in row]
    for word in sorted(words):
        assert found.count(word) == cells.count(word), f"»{word}« står inte bara där det är ritat"


def _sheets(data: bytes) -> Sheets:
    book = load_workbook(BytesIO(data))
    names = [name for name in book.sheet_names if name != _MEMORY]
    pages = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    return {name: [[_seen(clean(cell)) for cell in row] for row in rows] for name, rows in pages.items()}


def _seen(value: Value) -> Value:
    """A day and its text look the same."""
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else value


def _look_at(sheet: list[list[Value]], name: str, table: Table) -> None:
    if table.known[0] == "Cell":
        for (where, content), _ in table.rows:
            number, letter = coordinate_to_tuple(str(where))
            assert sheet[number - 1][letter - 1] == content, f"{name}!{where}: {sheet[number - 1]}"
        return
    top = header_row(sheet, table.known)
    columns = [sheet[top - 1].index(header) for header in table.known]
    assert columns == sorted(columns), f"Kolumnerna på {name} står i en annan ordning"
    rows = [[row[column] for column in columns] for row in sheet[top:]]
    next_ = 0
    for wanted, _ in table.rows:
        if str(wanted[0]).startswith(_ABSENT):
            gone = str(wanted[0]).removeprefix(_ABSENT).strip()
            assert gone not in [cell for row in sheet for cell in row], f"{gone} finns på {name}"
            continue
        assert wanted in rows[next_:], f"På {name} står inte {wanted}, utan {_filled(rows)}"
        next_ += rows[next_:].index(wanted) + 1


def _filled(rows: list[list[Value]]) -> str:
    return "".join(f"\n  {row}" for row in rows if any(value is not None for value in row))
