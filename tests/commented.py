"""A comment that somebody writes in a result, and the runs around it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.sheets.test_net_lines import command

_PAGE, _HEADERS = "Driftredovisning", 5


def assert_comes_along(folder: Path, workbook: bytes, row: str, text: str) -> Path:
    """The same run gives the same bytes, and what is written as the comment on the row is there after the next. The result."""
    source, result = folder / "budget.xlsx", folder / "budget-resultat.xlsx"
    source.write_bytes(workbook)
    assert command("process", str(source)) == 0
    first = result.read_bytes()
    assert command("process", str(source)) == 0
    assert result.read_bytes() == first
    book = load_workbook(result)
    page = book[_PAGE]
    comment = next(cell.column for cell in page[_HEADERS] if cell.value == "Kommentar")
    number = next(cells[0].row for cells in page.iter_rows() if cells[0].value == row)
    page.cell(number, comment, text)
    book.save(result)
    assert command("process", str(source)) == 0
    assert load_workbook(result)[_PAGE].cell(number, comment).value == text
    return result
