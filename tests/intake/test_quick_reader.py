"""The quick reader against openpyxl: the same sheets, cell by cell and format by format, or none at all."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings

from tests.examples import WORKBOOKS, seed
from tests.intake.test_long_reader import ODD, PLAIN, ROWS, changed, inline, written
from tests.other_readers import by_openpyxl
from tests.random_boards import random_filling
from tests.whole.test_recalculation import result_of
from xltool.core.cells import RawSheet
from xltool.intake.full_reader import thorough_sheets
from xltool.intake.package_parts import contents_of
from xltool.intake.quick_reader import quick_sheets
from xltool.intake.xml_patterns import OddShapeError
from xltool.running.other_workbooks import template_bytes


def _exact(sheets: Iterable[RawSheet]) -> list[Any]:
    """All that was read, as text: to Python alone 1, 1.0 and True are equal."""
    return [
        (s.name, repr(sorted(s.cells.items())), sorted(s.hidden_rows), sorted(s.hidden_columns), s.merged)
        for s in sheets
    ]


def quickly(data: bytes) -> list[Any] | None:
    with zipfile.ZipFile(BytesIO(data)) as package:
        try:
            return _exact(quick_sheets(package, contents_of(package), ()))
        except (OddShapeError, ValueError):
            return None


def thoroughly(data: bytes) -> list[Any]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return _exact(thorough_sheets(package, contents_of(package), ()))


@pytest.mark.parametrize("name", ["seed", "kronor", "result", *map(str, range(12))])
def test_a_workbook_reads_as_openpyxl_reads_it(name: str) -> None:
    known = {"seed": seed(), "kronor": seed(kronor=True)}
    filling = known.get(name) or random_filling(int(name) if name.isdigit() else 3)
    data = result_of(filling) if name == "result" else template_bytes(filling)
    quick = quickly(data)
    assert quick is not None, "the workbook is in the usual shape"
    assert quick == thoroughly(data) == _exact(by_openpyxl(data))


@pytest.mark.parametrize("path", sorted(WORKBOOKS.rglob("*.xlsx")), ids=lambda p: p.name)
def test_an_example_reads_as_openpyxl_reads_it(path: Any) -> None:
    data = path.read_bytes()
    assert quickly(data) == thoroughly(data) == _exact(by_openpyxl(data))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(ROWS)
def test_any_sheet_reads_as_openpyxl_reads_it(rows: list[list[Any]]) -> None:
    for data in (written(rows), inline(rows)):
        thorough = thoroughly(data)
        assert thorough == _exact(by_openpyxl(data))
        assert quickly(data) in (None, thorough)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_sheet_reads_as_openpyxl_reads_it(name: str) -> None:
    data = changed(written(PLAIN[:30]), ODD[name])
    thorough = thoroughly(data)
    assert thorough == _exact(by_openpyxl(data))
    assert quickly(data) in (None, thorough)


@pytest.mark.parametrize(
    ("pattern", "new", "part"),
    [
        ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>', "xl/worksheets/sheet1.xml"),
        ("yyyy-mm-dd", "[h]:mm", "xl/styles.xml"),
        ('numFmtId="164" fontId', 'numFmtId="44" fontId', "xl/styles.xml"),
        ("<workbookPr", '<workbookPr date1904="1"', "xl/workbook.xml"),
    ],
    ids=["merged cells", "elapsed time", "a rare format", "1904"],
)  # fmt: skip
def test_what_is_rare_is_read_thoroughly(pattern: str, new: str, part: str) -> None:
    data = changed(written(PLAIN[:30]), (pattern, new), part=part)
    assert quickly(data) is None
    assert thoroughly(data) == _exact(by_openpyxl(data))


def test_formats_are_read_with_their_cells() -> None:
    data = changed(written(PLAIN[:3]), ("yyyy-mm-dd", "0.0&quot; st&quot;"), part="xl/styles.xml")
    quick = quickly(data)
    assert quick is not None
    assert """number_format='0.0" st"'""" in quick[0][1]
    assert quick == thoroughly(data)
