"""What a screen reader meets in a result: language, names, alternative texts, headers, and the order of reading."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.boards import WORKBOOKS
from tests.groups import board_of_groups, result_of
from tests.sheets.test_interim import drawing as interim
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
_OBJECT = re.compile(r'<xdr:cNvPr id="\d+" name="([^"]*)"(?: descr="([^"]*)")?')


def made(board: str) -> bytes:
    data = work(template_bytes(WORKBOOKS[board]), "budget.xlsx", write=True).data
    assert data is not None
    return data


RESULTS = {
    "seed": lambda: made("seed"),
    "surplus": lambda: made("surplus"),
    "groups": lambda: result_of(board_of_groups()),
    "interim": lambda: result_of(interim()),
}


@pytest.fixture(scope="module", params=RESULTS)
def result(request: pytest.FixtureRequest) -> bytes:
    return RESULTS[request.param]()


def parts(data: bytes, under: str) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.startswith(under)}


def test_everything_says_that_it_is_in_swedish(result: bytes) -> None:
    assert "<dc:language>sv-SE</dc:language>" in parts(result, "docProps/core.xml")["docProps/core.xml"]
    charts = parts(result, "xl/charts/")
    assert charts
    languages = {lang for text in charts.values() for lang in re.findall(r'lang(?: val)?="([^"]*)"', text)}
    assert languages == {"sv-SE"}


def test_each_chart_has_a_name_and_an_alternative_text_of_its_own(result: bytes) -> None:
    objects = [
        found for text in parts(result, "xl/drawings/drawing").values() for found in _OBJECT.findall(text)
    ]
    names, texts = zip(*objects, strict=True)
    assert len({*names}) == len(names) == len(parts(result, "xl/charts/chart"))
    assert all(re.fullmatch(r"Diagram \d, \w.*", name) for name in names)
    assert len({*texts}) == len(texts)
    assert all(text.endswith(".") and len(text) > 30 for text in texts)


def test_tables_have_swedish_names_and_a_header_in_every_column(result: bytes) -> None:
    book = load_workbook(BytesIO(result), data_only=True)
    for page in book:
        for table in page.tables.values():
            assert table.displayName == page.title
            first, *_ = page[table.ref]
            headers = [str(cell.value or "") for cell in first]
            assert all(headers)
            assert len({*headers}) == len(headers)


def test_reading_goes_from_the_title_through_the_tables_to_the_charts(result: bytes) -> None:
    book: Any = load_workbook(BytesIO(result), data_only=True)
    assert sum(len(page._charts) for page in book) == len(parts(result, "xl/charts/chart"))
    for page in book:
        if page.sheet_state == "visible":
            assert page["A1"].value
            assert not page.merged_cells.ranges
        cells = [c for row in page.iter_rows() for c in row if c.value is not None]
        hidden = {c for d in page.column_dimensions.values() if d.hidden for c in range(d.min, d.max + 1)}
        last = max((c.row for c in cells if c.column not in hidden), default=0)
        assert all(chart.anchor._from.row >= last for chart in page._charts)
