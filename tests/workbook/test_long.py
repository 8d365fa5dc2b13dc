"""The bulk reader against openpyxl in normal mode, cell by cell, on random and on odd sheets."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import TYPE_ERROR

from xltool.core.grid import ErrorValue, RawBook, RawCell, serial
from xltool.excel.long import DAY_FORMAT, by_place
from xltool.excel.read import read_workbook

SHEET = "Underlag"


def read(data: bytes) -> RawBook:
    book, found = read_workbook(data, "bok.xlsx", long_names={"underlag"})
    assert book is not None, found
    return book


def in_bulk(data: bytes) -> dict[tuple[int, int], Any]:
    """Every cell of the sheet as the bulk reader gives it; days as Excel's numbers."""
    sheet = next(s for s in read(data).sheets if s.name == SHEET)
    assert sheet.long is not None
    return {place: _plain(cell) for place, cell in by_place(sheet.long).items()}


def one_by_one(data: bytes) -> dict[tuple[int, int], Any]:
    """The same of openpyxl. Texts of blanks alone say nothing; a formula without a value stays unsaid by openpyxl."""
    sheet = load_workbook(BytesIO(data), data_only=True)[SHEET]
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            value: Any = cell.value
            if value is not None and (not isinstance(value, str) or value.strip()):
                raw = ErrorValue(value) if cell.data_type == TYPE_ERROR else value
                cells[cell.row, cell.column] = _plain(RawCell(raw))
    return {(r or 0, c or 0): v for (r, c), v in cells.items()}


def _plain(cell: RawCell) -> Any:
    value = cell.value
    if not cell.stored:
        return "formula without a value"
    if isinstance(value, datetime | date | time | timedelta):
        return "day", pytest.approx(serial(value), abs=1e-9)
    if cell.number_format == DAY_FORMAT:
        return "day", value
    return ("error", str(value)) if isinstance(value, ErrorValue) else value


def written(rows: list[list[Any]], **options: Any) -> bytes:
    """The rows as XlsxWriter writes them, all texts shared."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    sheet = book.add_worksheet(SHEET)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(r, c, value, day)
            elif isinstance(value, tuple):
                sheet.write_formula(r, c, value[0], None, value[1])
            else:
                sheet.write(r, c, value, day if value is None else None)
    book.close()
    return buffer.getvalue()


def inline(rows: list[list[Any]]) -> bytes:
    """The rows as openpyxl writes them, texts in the cells."""
    buffer = BytesIO()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in rows:
        sheet.append([v[0] if isinstance(v, tuple) else v for v in row])
    book.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, *changes: tuple[str, str], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with the pattern replaced in a part; each change must hit."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                for pattern, new in changes:
                    found, hits = re.subn(pattern, new, text.decode(), flags=re.DOTALL)
                    assert hits, pattern
                    text = found.encode()
            target.writestr(name, text)
    return buffer.getvalue()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12).filter(
    lambda t: not re.search(r"_x[0-9A-Fa-f]{4}_|[\ufffe\uffff]", t)
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12)
DAYS = st.datetimes(datetime(1905, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0))
FORMULAS = st.tuples(st.just("=1+1"), st.sampled_from([2, "två", "#REF!", True]))
VALUES = st.none() | NUMBERS | TEXTS | st.booleans() | DAYS | FORMULAS
ROWS = st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=30)


@settings(derandomize=True, deadline=None, max_examples=120)
@given(ROWS, st.sampled_from([written, inline]))
def test_any_sheet_reads_as_openpyxl_reads_it(rows: list[list[Any]], write: Any) -> None:
    data = write(rows)
    expected = one_by_one(data)
    found = {place: v for place, v in in_bulk(data).items() if v != "formula without a value"}
    assert found == expected


PLAIN = [["Konto", "Text", "Datum", "Utfall"]] + [
    [5010 + i % 7, f"Rad {i % 11} & mån" if i % 5 else None, datetime(2023, 1, 1 + i % 28), i / 8]
    for i in range(9000)
]


def test_a_long_sheet_of_one_shape_reads_as_openpyxl_reads_it() -> None:
    """Long enough for several pieces, so that the shape of one piece is used on the next."""
    data = written(PLAIN)
    assert in_bulk(data) == one_by_one(data)


def test_a_long_sheet_whose_shape_changes_on_the_way() -> None:
    rows = PLAIN + [[("=1+1", "5010"), True, "2023-01-01", ("=1/0", "#DIV/0!")]] * 50 + PLAIN[1:]
    data = written(rows)
    assert in_bulk(data) == one_by_one(data)


def _prefixed(data: bytes) -> bytes:
    return changed(
        data,
        (
            r"<(/?)(worksheet|sheetData|row|c|v|f|is|t|dimension|sheetViews|sheetView|sheetFormatPr|pageMargins|cols|col)\b",
            r"<\1x:\2",
        ),
        (r'xmlns="', 'xmlns:x="'),
    )


ODD = {
    "lying dimension": (r'<dimension ref="[^"]*"/>', '<dimension ref="A1"/>'),
    "no addresses": (r' r="[A-Z]+\d+"', ""),
    "attributes in another order": (r'<c r="(A\d+)"', r'<c cm="0" r="\1"'),
    "a comment": (r"<sheetData>", "<sheetData><!-- <c r=\"Z1\"><v>1</v></c> -->"),
    "a line end in a row": (r"</row>", "\r\n</row>"),
    "a numbered character": (r'<c r="B3"[^>]*><v>\d+</v></c>', '<c r="B3" t="inlineStr"><is><t>&#228;&amp;</t></is></c>'),
    "a text in runs": (r'<c r="B3"[^>]*><v>\d+</v></c>', '<c r="B3" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'),
    "an iso date": (r'<c r="C2"[^>]*><v>[^<]*</v></c>', '<c r="C2" t="d"><v>2023-01-02T00:00:00</v></c>'),
    "an empty text": (r'<c r="B3"[^>]*><v>\d+</v></c>', '<c r="B3" t="str"><f>""</f><v></v></c>'),
    "a shared formula": (r'<c r="D3"[^>]*><v>', '<c r="D3"><f t="shared" si="0"/><v>'),
    "a number in capitals": (r'<c r="D3"[^>]*><v>[^<]*', '<c r="D3"><v>1.5E+3'),
    "a cell twice": (r'(<c r="D3"[^>]*><v>)[^<]*</v></c>', r"\g<1>1</v></c>\g<1>2</v></c>"),
    "a cell at the far end": (r"</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_sheet_reads_as_openpyxl_reads_it(name: str) -> None:
    data = changed(written(PLAIN[:30]), ODD[name])
    if name == "a cell at the far end":  # openpyxl's own rows would be 17 thousand million cells
        assert in_bulk(data) == {**one_by_one(written(PLAIN[:30])), (1_048_576, 16_384): 1}
    else:
        assert in_bulk(data) == one_by_one(data)


def test_a_sheet_with_a_prefix_on_every_name_reads_as_openpyxl_reads_it() -> None:
    data = _prefixed(written(PLAIN[:30]))
    assert in_bulk(data) == one_by_one(data)


def test_days_counted_from_1904_are_the_same_days() -> None:
    data = written(PLAIN[:30], date_1904=True)
    assert in_bulk(data) == one_by_one(data)
    assert in_bulk(data)[2, 3] == ("day", 44927)


def test_what_other_bulk_readers_hide_is_seen() -> None:
    data = written([["Konto", "Utfall"], [("=A1", "#REF!"), 1], [5010, ("=1", 7)], [5011, 2]])
    data = changed(
        data,
        (r"<v>7</v>", ""),
        (r'<row r="4"', '<row r="4" hidden="1"'),
        (r"<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'),
    )
    sheet = read(data).sheets[0]
    assert in_bulk(data)[2, 1] == ("error", "#REF!")
    assert in_bulk(data)[3, 2] == "formula without a value"
    assert sheet.hidden_rows == {4}
    assert sheet.hidden_columns == {2}


def test_the_other_sheets_are_read_as_ever_beside_a_long_one() -> None:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name in ("Drift", SHEET, "Mål"):
        book.add_worksheet(name).write_row(0, 0, (f"på {name}", 1))
    book.define_name("Mål!Gräns", "=Mål!$B$1")
    book.get_worksheet_by_name("Mål").repeat_rows(0)
    book.close()
    sheets = read(buffer.getvalue()).sheets
    assert [s.name for s in sheets] == ["Drift", SHEET, "Mål"]
    assert [s.cell(1, 1).value for s in sheets] == ["på Drift", "på Underlag", "på Mål"]


def test_two_cells_at_the_ends_of_a_sheet_of_lines_take_no_room() -> None:
    data = changed(
        written([["Rad"]]),
        (r"</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    )
    book, _ = read_workbook(data, "bok.xlsx")
    assert book is not None
    assert book.sheets[0].cells.keys() == {(1, 1), (1_048_576, 16_384)}
