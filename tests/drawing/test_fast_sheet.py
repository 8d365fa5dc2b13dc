"""The fast lane against XlsxWriter's own output, byte for byte, and what it promises around that."""

from __future__ import annotations

import tracemalloc
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import xlsxwriter
from hypothesis import given, settings, strategies as st

from xltool.core.long_columns import LongColumn
from xltool.drawing.fast_sheet import LaneWorksheet
from xltool.drawing.fast_workbook import LaneWorkbook, format_model
from xltool.drawing.placed import PlacedCell, SheetPlan
from xltool.drawing.styles import Look
from xltool.drawing.writer import Properties, workbook_bytes
from xltool.sheets.ledger.array_columns import Numbers, Words

NAN = float("nan")
PARTS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml")


def _head(book: Any) -> tuple[Any, list[Any]]:
    """What stands around the rows: texts above them, a header, filters, frozen panes, widths."""
    first = book.add_worksheet("Drift")
    first.write_string(0, 0, "Löner")
    sheet = book.add_worksheet("Underlag")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    sheet.write_string(0, 0, "Underlag 2023", bold)
    sheet.write_string(2, 9, "Långt ut")
    sheet.set_row(1, 22)
    sheet.set_column(0, 3, 14)
    sheet.freeze_panes(5, 0)
    return sheet, [money, None, book.add_format({"italic": True}), None]


def _words(cells: list[Any]) -> Words:
    different = list(dict.fromkeys(c for c in cells if c is not None))
    # 1, 1.0 and True are one key to Python, but not to Excel: the codes are made of one kind a word.
    return Words(np.array([-1 if c is None else different.index(c) for c in cells]), different)


def _fast(columns: list[LongColumn], row: int) -> bytes:
    buffer = BytesIO()
    book = LaneWorkbook(buffer, {"in_memory": True})
    sheet, formats = _head(book)
    sheet.write_block(row, range(len(columns)), columns, formats[: len(columns)])
    sheet.autofilter(row - 1, 0, row, 1)
    book.close()
    return buffer.getvalue()


def _plain(columns: list[LongColumn], row: int) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, formats = _head(book)
    cells = [
        c.numbers.tolist() if c.is_numbers else [None if k < 0 else c.words[k] for k in c.codes.tolist()]
        for c in columns
    ]
    for number, values in enumerate(zip(*cells, strict=True), start=row):
        for position, value in enumerate(values):
            style = formats[position]
            if isinstance(value, bool):
                sheet.write_boolean(number, position, value, style)
            elif isinstance(value, str):
                sheet.write_string(number, position, value, style)
            elif value is not None and value == value:
                sheet.write_number(number, position, value, style)
    sheet.autofilter(row - 1, 0, row, 1)
    book.close()
    return buffer.getvalue()


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return package.read(name)


def assert_same(columns: list[LongColumn], row: int = 5) -> None:
    fast, plain = _fast(columns, row), _plain(columns, row)
    for name in PARTS:
        is_same = _part(fast, name) == _part(
            plain, name
        )  # pytest's own comparison of megabytes takes minutes
        assert is_same, name
    with zipfile.ZipFile(BytesIO(fast)) as one, zipfile.ZipFile(BytesIO(plain)) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())


WORDS = st.sampled_from(
    ["Löner", "", "a & b <c>", "=1+1", " blank ", "_x0041_", "rad\nrad", 5010.0, 0.1, True, None]
)
FIGURES = st.floats(allow_infinity=False) | st.sampled_from(
    [NAN, 0.0, -0.0, 0.1 + 0.2, 1e15, 1e-320, 12345678901234567.0]
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.tuples(FIGURES, WORDS, WORDS, FIGURES), min_size=1, max_size=60), st.integers(5, 40))
def test_any_block_is_written_as_xlsxwriter_writes_it(rows: list[tuple[Any, ...]], row: int) -> None:
    one, two, three, four = map(list, zip(*rows, strict=True))
    numbers = [Numbers(np.array(c, dtype=float)) for c in (one, four)]
    if not all(any(c is not None and c == c for c in r) for r in rows):
        numbers[0] = Numbers(
            np.nan_to_num(numbers[0].numbers)
        )  # a row that is blank throughout is not written
    assert_same([numbers[0], _words(two), _words(three), numbers[1]], row)


_PLACES = st.tuples(st.integers(0, 40), st.integers(0, 30))
_TEXTS = st.text(max_size=8) | st.sampled_from(["=1+1", "<&>\"'", "_x0041_", "\x01", " ", "😀"])
_CONSTANTS = _TEXTS | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none()
_FORMULAS = st.sampled_from(['=A1&"<"', "=SUM(A1:B2)", "='Å b'!$A$1"])
_VALUES = st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.sampled_from(["", "a<b", "#REF!", "5"])  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.dictionaries(_PLACES, st.tuples(st.none(), _CONSTANTS) | st.tuples(_FORMULAS, _VALUES), max_size=60),
    st.lists(st.integers(0, 60), max_size=5),
    st.booleans(),
)
def test_any_cells_are_written_as_xlsxwriter_writes_them(
    cells: dict[tuple[int, int], tuple[str | None, Any]], tall: list[int], bars: bool
) -> None:
    fast, plain = (_with_cells(book, cells, tall, bars) for book in (LaneWorkbook, xlsxwriter.Workbook))
    for name in (PARTS[0], *PARTS[2:]):
        assert _part(fast, name) == _part(plain, name), name


def _with_cells(
    kind: type[Any], cells: dict[tuple[int, int], tuple[str | None, Any]], tall: list[int], bars: bool
) -> bytes:
    buffer = BytesIO()
    book = kind(buffer, {"in_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("Drift")
    styles = [_style(book, {"bold": True}), _style(book, {"num_format": "0.0"})]
    heights = {row: 30.3 * (row % 4) for row in tall if row % 5}
    unseen = {row for row in tall if row % 2 == 0}
    for row in {*heights, *unseen}:
        sheet.set_row(row, heights.get(row), None, {"hidden": row in unseen})
    sheet.write_string(50, 3, "delad")  # so that there are texts
    sheet.merge_range(52, 1, 53, 2, "")
    if bars:
        sheet.conditional_format(0, 0, 9, 0, {"type": "data_bar", "data_bar_2010": True})
    coloured = [_style(book, {"font_color": "#00664D"}), _style(book, {"bg_color": "#F8D5C3"})]
    for row in tall:  # several of an area, of one cell and of many, and both kinds by turns
        last, style = row + row % 3, coloured[row % 2]
        rule = {"type": "formula", "criteria": '=$A1<>"&"', "format": style}
        sheet.conditional_format(row, row % 4, last, row % 4, rule)
        if bars:
            sheet.conditional_format(0, row % 3, 9, row % 3, {"type": "data_bar", "data_bar_2010": True})
    for (row, column), (formula, value) in cells.items():
        style = styles[(row + column) % 2]
        if isinstance(sheet, LaneWorksheet):
            sheet.write_cell(row, column, value, formula, style)
        elif formula is not None:
            sheet.write_formula(row, column, formula, style, value)
        elif value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, style)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, style)
        else:
            sheet.write_number(row, column, value, style)
    if isinstance(sheet, LaneWorksheet):
        sheet.fit({row for row, _ in cells}, {column for _, column in cells})
    book.close()
    return buffer.getvalue()


def _style(book: Any, properties: dict[str, Any]) -> Any:
    if isinstance(book, LaneWorkbook):
        return book.use(format_model(properties))
    return book.add_format(properties)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "font_size": st.sampled_from([9, 11, 11.0, 12.5]),
                "font_name": st.sampled_from(["Calibri", "Arial"]),
                "num_format": st.sampled_from(["General", "#,##0", "0.0", '0\\ "st"']),
                "bold": st.booleans(),
                "bg_color": st.sampled_from(["#F3F4F6", "#FFFFFF"]),
                "top": st.integers(0, 2),
                "align": st.sampled_from(["left", "right"]),
                "indent": st.integers(0, 1),
                "locked": st.booleans(),
            },
        ),
        max_size=12,
    ),
    st.lists(st.integers(0, 11), max_size=30),
)
def test_any_formats_are_written_as_xlsxwriter_writes_them(
    formats: list[dict[str, Any]], cells: list[int]
) -> None:
    """Workbook after workbook in one process, where the formats and their part may be known from the ones before."""
    fast, plain = (_with_formats(kind, formats, cells) for kind in (LaneWorkbook, xlsxwriter.Workbook))
    for name in (PARTS[0], PARTS[3]):
        assert _part(fast, name) == _part(plain, name), name


def _with_formats(kind: type[Any], formats: list[dict[str, Any]], cells: list[int]) -> bytes:
    buffer = BytesIO()
    book = kind(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Drift")
    styles = [_style(book, properties) for properties in formats]
    for row, chosen in enumerate(cells if styles else ()):
        style = styles[chosen % len(styles)]
        if isinstance(sheet, LaneWorksheet):
            sheet.write_cell(row, 0, None, None, style)
            sheet.fit({row}, {0})
        else:
            sheet.write_blank(row, 0, None, style)
    rule = {"type": "formula", "criteria": "=A1>0", "format": _style(book, {"font_color": "#00664D"})}
    sheet.conditional_format(0, 0, 9, 0, rule)
    book.close()
    return buffer.getvalue()


LONG = ["a" * 32_768, "😀" * 20_000]
NO_NUMBERS = [float("nan"), float("inf")]


@pytest.mark.parametrize(
    ("value", "formula"), [*((v, None) for v in (*LONG, *NO_NUMBERS)), *((v, "=A1") for v in NO_NUMBERS)]
)
def test_what_no_cell_can_hold_is_refused(value: Any, formula: str | None) -> None:
    sheet = LaneWorkbook(BytesIO(), {"in_memory": True}).add_worksheet()
    with pytest.raises(ValueError, match=r"does not fit into a cell|no number to Excel"):
        sheet.write_cell(0, 0, value, formula, None)


@pytest.mark.parametrize("value", LONG)
@pytest.mark.parametrize("link", [None, "internal:'Drift'!A9"])
def test_a_formula_whose_text_no_cell_can_hold_has_the_error_that_excel_gives_it(
    value: str, link: str | None
) -> None:
    plan = SheetPlan("Drift", "#000000", cells=[PlacedCell(0, 0, value, "=REPT(A9,9)", Look(), link)])
    data = workbook_bytes([plan], Properties("", "", "", "", datetime(2024, 1, 1)))
    assert b't="e"><f>REPT(A9,9)</f><v>#VALUE!</v>' in _part(data, PARTS[0])


def test_a_text_of_a_link_that_no_cell_can_hold_is_refused() -> None:
    sheet = LaneWorkbook(BytesIO(), {"in_memory": True}).add_worksheet()
    with pytest.raises(ValueError, match="does not fit into a cell"):
        sheet.write_url(0, 0, "internal:'Drift'!A1", None, "a" * 32_768)


def test_links_are_written_as_xlsxwriter_writes_them() -> None:
    """On a text, and on a formula, which is written over the link's own text."""

    def written(kind: type[Any]) -> bytes:
        buffer = BytesIO()
        book = kind(buffer, {"in_memory": True})
        sheet = book.add_worksheet("Drift")
        style = book.add_format({"underline": 1})
        for row in range(2):
            sheet.write_url(row, 0, "internal:'Drift'!A9", style, "Löner & <avgifter>")
        if isinstance(sheet, LaneWorksheet):
            sheet.write_cell(1, 0, "Löner", "=A1", style)
        else:
            sheet.write_formula(1, 0, "=A1", style, "Löner")
        book.close()
        return buffer.getvalue()

    fast, plain = written(LaneWorkbook), written(xlsxwriter.Workbook)
    for name in (PARTS[0], *PARTS[2:]):
        assert _part(fast, name) == _part(plain, name), name


def test_a_formula_without_a_value_and_a_cell_outside_the_sheet_are_refused() -> None:
    sheet = LaneWorkbook(BytesIO(), {"in_memory": True}).add_worksheet()
    with pytest.raises(ValueError, match="has no value"):
        sheet.write_cell(0, 0, None, "=A1", None)
    with pytest.raises(ValueError, match="no row 1048577"):
        sheet.fit({0, 1_048_576}, {0})


def test_a_block_of_several_pieces_is_written_as_xlsxwriter_writes_it() -> None:
    count = 10_000
    figures = np.arange(count) / 8
    figures[::7] = NAN
    texts = [None if i % 11 == 0 else f"Rad {i % 300}" for i in range(count)]
    assert_same([Numbers(np.arange(count, dtype=float)), _words(texts), Numbers(figures)])


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="32768"):
        _fast([_words(["a" * 32_768])], 5)


def test_memory_does_not_follow_the_text_of_the_sheet() -> None:
    """The sheet's XML is ten times its arrays; it must never stand in memory whole."""
    count = 60_000
    columns: list[LongColumn] = [Numbers(np.arange(count) / 3) for _ in range(4)]
    tracemalloc.start()
    data = _fast(columns, 5)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(_part(data, PARTS[1])) > 8_000_000
    assert peak < 8_000_000
