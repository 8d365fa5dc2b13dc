"""What somebody did in a result, drawn as text and done with openpyxl. `cases.txt` explains the drawing."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from unittest.mock import patch
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook
from openpyxl.comments import Comment

from tests.moves import delete_row, insert_row, sort_rows
from tests.rerun.columns import insert_column, move_column
from tests.rerun.tables import Percent, Table, Value, clean, cut, header_row, tables

_SHEET = re.compile(r"(.+?)(?: \((nytt blad|borttaget|hette (.+?)|kopia av (.+?))\))?")
_JOINED = "(sammanfogad) "
_COLUMN = re.compile(r"\((ny|ny före (.+?)|flyttad före (.+?))\) ?(.*)")


def edited(data: bytes, drawing: str) -> bytes:
    """The workbook after somebody has done what is drawn, saved by another program than xltool."""
    # Our charts are left out: they are a quarter of a case's time, and no case is about them.
    with catch_warnings(), patch("openpyxl.reader.excel.find_images", return_value=([], [])):
        simplefilter("ignore")  # of what openpyxl leaves out
        book = load_workbook(BytesIO(data))
    for name, rows in cut(drawing):
        _edit_sheet(book, name, rows)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _edit_sheet(book: Any, drawn_name: str, rows: list[list[Value]]) -> None:
    match = _SHEET.fullmatch(drawn_name)
    assert match is not None
    name, how, was, copied = match.groups()
    if how == "borttaget":
        del book[name]
    elif how == "nytt blad":
        _fill(book.create_sheet(name), rows)
    elif copied:
        book.copy_worksheet(book[copied]).title = name
    else:
        if was:
            book[was].title = name
        for area in [*book[name].merged_cells.ranges]:  # or no program moves what stands in them
            book[name].unmerge_cells(str(area))
        for table in tables(rows):
            _edit_table(book, name, table)


def _fill(sheet: Any, rows: list[list[Value]]) -> None:
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            sheet.cell(r, c).value = value


# --- a table of the sheet ------------------------------------------------------------------------------------


def _edit_table(book: Any, name: str, table: Table) -> None:
    if table.known == ["Cell"]:
        for where, written in table.rows:
            _write(book[name][str(where[0])], written[0])
    elif str(table.known[0]).startswith("(sorterat) "):
        names = [str(where[0]) for where, _ in table.rows]
        present = [str(c.value) for row in book[name].iter_rows() for c in row[:3] if c.value in names]
        sort_rows(book, name, present, names)
    else:
        _edit_rows(book, name, table)


def _edit_rows(book: Any, name: str, table: Table) -> None:
    ours = [header for header in table.written if not _COLUMN.match(str(header))]
    top = header_row(_values(book[name]), [*table.known, *ours])
    for header in table.written:
        if match := _COLUMN.fullmatch(str(header)):
            _place_column(book, name, top, match)
    titles = [clean(c.value) for c in book[name][top]]
    known = [titles.index(clean(header)) + 1 for header in table.known]
    written = [
        titles.index(_title(header)) + 1 if _title(header) else len(titles) for header in table.written
    ]
    used: set[int] = set()
    last = top
    for where, values in table.rows:
        last = _row(book, name, top, known, where, used, last)
        for column, value in zip(written, values, strict=True):
            if value is not None and last:
                _write(book[name].cell(last, column), value)


def _title(header: Value) -> Value:
    match = _COLUMN.fullmatch(str(header))
    return clean(match[4] if match else header)


def _place_column(book: Any, name: str, top: int, match: re.Match[str]) -> None:
    _, before, moved_before, title = match.groups()
    titles = [clean(c.value) for c in book[name][top]]
    if before:
        insert_column(book, name, titles.index(before) + 1)
        book[name].cell(top, titles.index(before) + 1).value = title
    elif moved_before:
        move_column(book, name, titles.index(title) + 1, titles.index(moved_before) + 1)
    else:
        book[name].cell(top, book[name].max_column + 1).value = title or None
        # A column without a header holds something too, or openpyxl would not know of it.


def _row(
    book: Any, name: str, top: int, known: list[int], where: list[Value], used: set[int], last: int
) -> int:
    """The number of the row that is meant, after it has been put in or before it is taken away; 0 for one that is gone."""
    first = str(where[0] or "")
    if first == "(rubriken)":
        return top
    if first.startswith("(ny) "):
        insert_row(book, name, last + 1)
        for column, value in zip(known, [first.removeprefix("(ny) "), *where[1:]], strict=True):
            book[name].cell(last + 1, column).value = value
        return last + 1
    gone = first.startswith("(borttagen) ")
    wanted = [first.removeprefix("(borttagen) ") if gone else where[0], *where[1:]]
    rows = enumerate(_values(book[name])[top:], start=top + 1)
    hits = [n for n, row in rows if n not in used and _meant(row, known, wanted)]
    assert hits, f"På bladet {name} finns ingen rad {wanted}"
    if gone:
        delete_row(book, name, hits[0])
        return 0
    used.add(hits[0])
    return hits[0]


def _meant(row: list[Value], columns: list[int], wanted: list[Value]) -> bool:
    return all(value is None or row[c - 1] == value for c, value in zip(columns, wanted, strict=True))


def _values(sheet: Any) -> list[list[Value]]:
    return [[clean(c.value) for c in row] for row in sheet.iter_rows()]


def _write(cell: Any, value: Value) -> None:
    if value == "(tom)":
        cell.value = None
    elif isinstance(value, str) and value.startswith("(anteckning) "):
        cell.comment = Comment(value.removeprefix("(anteckning) "), "Eva")
    elif isinstance(value, str) and value.startswith(_JOINED):
        cell.value = value.removeprefix(_JOINED)
        at, row = cell.column, cell.row
        cell.parent.merge_cells(start_row=row, end_row=row + 1, start_column=at, end_column=at)
    elif value == "(dold rad)":
        cell.parent.row_dimensions[cell.row].hidden = True
    elif value == "(dold kolumn)":
        cell.parent.column_dimensions[cell.column_letter].hidden = True
    else:
        cell.value = value
        if isinstance(value, Percent):
            cell.number_format = "0%"
