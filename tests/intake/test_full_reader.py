"""The reader against openpyxl: the same sheets, cell by cell and format by format."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl.utils.cell import range_boundaries

from tests.examples import WORKBOOKS, seed
from tests.intake.test_long_reader import ODD, PLAIN, ROWS, changed, inline, written
from tests.other_readers import by_openpyxl
from tests.random_boards import random_filling
from tests.whole.test_recalculation import result_of
from xltool.core.cells import RawSheet
from xltool.intake.cell_parser import cells_in
from xltool.intake.full_reader import read_sheets
from xltool.intake.package_parts import contents_of
from xltool.intake.strict_cells import Around
from xltool.intake.workbook_reader import read_workbook
from xltool.running.other_workbooks import template_bytes


def _exact(sheets: Iterable[RawSheet]) -> list[Any]:
    """All that was read, as text: to Python alone 1, 1.0 and True are equal."""
    return [
        (
            s.name,
            repr(sorted(s.cells.items())),
            sorted(s.hidden_rows),
            sorted(s.hidden_columns),
            s.merged,
            s.levels,
        )
        for s in sheets
    ]


def ours(data: bytes) -> list[Any]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return _exact(read_sheets(package, contents_of(package), ()))


@pytest.mark.parametrize("name", ["seed", "kronor", "result", *map(str, range(12))])
def test_a_workbook_reads_as_openpyxl_reads_it(name: str) -> None:
    known = {"seed": seed(), "kronor": seed(kronor=True)}
    filling = known.get(name) or random_filling(int(name) if name.isdigit() else 3)
    data = result_of(filling) if name == "result" else template_bytes(filling)
    assert ours(data) == _exact(by_openpyxl(data))


@pytest.mark.parametrize("path", sorted(WORKBOOKS.rglob("*.xlsx")), ids=lambda p: p.name)
def test_an_example_reads_as_openpyxl_reads_it(path: Any) -> None:
    data = path.read_bytes()
    assert ours(data) == _exact(by_openpyxl(data))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(ROWS)
def test_any_sheet_reads_as_openpyxl_reads_it(rows: list[list[Any]]) -> None:
    for data in (written(rows), inline(rows)):
        assert ours(data) == _exact(by_openpyxl(data))


@pytest.mark.parametrize("name", ODD)
def test_an_odd_sheet_reads_as_openpyxl_reads_it(name: str) -> None:
    data = changed(written(PLAIN[:30]), ODD[name])
    assert ours(data) == _exact(by_openpyxl(data))


@pytest.mark.parametrize(
    ("pattern", "new", "part"),
    [
        ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>', "xl/worksheets/sheet1.xml"),
        ("yyyy-mm-dd", "[h]:mm", "xl/styles.xml"),
        ('numFmtId="164" fontId', 'numFmtId="43" fontId', "xl/styles.xml"),
        ("<workbookPr", '<workbookPr date1904="1"', "xl/workbook.xml"),
    ],
    ids=["merged cells", "elapsed time", "a rare format", "1904"],
)  # fmt: skip
def test_what_is_rare_reads_as_openpyxl_reads_it(pattern: str, new: str, part: str) -> None:
    data = changed(written(PLAIN[:30]), (pattern, new), part=part)
    assert ours(data) == _exact(by_openpyxl(data))


def test_formats_are_read_with_their_cells() -> None:
    data = changed(written(PLAIN[:3]), ("yyyy-mm-dd", "0.0&quot; st&quot;"), part="xl/styles.xml")
    assert """number_format='0.0" st"'""" in ours(data)[0][1]


@pytest.mark.parametrize("reference", ["", ":", "A1:B", "A:2", "A1:2", "1A", "A1:B2:C3"])
def test_a_merge_that_is_no_area_is_damage(reference: str) -> None:
    merge = f'</sheetData><mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    data = changed(written(PLAIN[:3]), ("</sheetData>", merge))
    book, found = read_workbook(data, "bok.xlsx")
    assert book is None
    assert [f.code.code for f in found] == ["XL121" if reference else "XL122"]


@pytest.mark.parametrize("reference", ["A1:B2", "$a$1:$b$2", "B:B", "2:2", "A1", "B"])
def test_merged_cells_are_what_openpyxl_takes_for_them(reference: str) -> None:
    merge = f'</sheetData><mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    book, _ = read_workbook(changed(written(PLAIN[:3]), ("</sheetData>", merge)), "bok.xlsx")
    assert book is not None
    sheets = book.sheets
    left, top, right, bottom = range_boundaries(reference)
    assert sheets[0].merged == ((top or 1, left or 1, bottom or 1_048_576, right or 16_384),)
    assert all(
        place == (top or 1, left or 1) for place in sheets[0].cells if _within(place, sheets[0].merged[0])
    )


def test_a_document_type_is_not_read() -> None:
    """The door refuses it; nothing here relies on that."""
    xml = b'<!DOCTYPE worksheet [<!ATTLIST c t CDATA "s">]><worksheet/>'
    with pytest.raises(ValueError, match="document type"):
        list(cells_in(BytesIO(xml), Around("Blad"), 0))


def test_rows_in_a_place_where_none_belong_are_damage_in_every_shape() -> None:
    """Of two readers one read it, as the rest of the sheet was written as usual."""
    data = changed(
        written(PLAIN[:30]),
        (r"<sheetViews>(.*?)</sheetViews>(.*</sheetData>)", r"<sheetViews>\1\2</sheetViews>"),
    )
    book, found = read_workbook(data, "bok.xlsx")
    assert book is None
    assert [f.code.code for f in found] == ["XL121"]
    assert "celler som inte går att läsa" in found[0].message


def _within(place: tuple[int, int], area: tuple[int, int, int, int]) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]
