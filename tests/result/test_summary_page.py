"""Sammanfattning's lists of the largest variances, where fewer lines vary than there are places."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.boards import WORKBOOKS
from tests.recalculation import Engine
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read


@pytest.fixture(scope="module")
def surplus() -> bytes:
    data = work(template_bytes(WORKBOOKS["surplus"]), "budget.xlsx", write=True).data
    assert data is not None
    return data


def summary(data: bytes, *, values: bool = True) -> Worksheet:
    page: Worksheet = load_workbook(BytesIO(data), data_only=values)["Sammanfattning"]
    return page


def below(page: Worksheet, title: str) -> int:
    """The first row below the header of the table with that title."""
    return next(row for row in range(1, 40) if page.cell(row, 1).value == title) + 2


def test_an_empty_list_is_a_sentence_and_its_places_are_not_ruled(surplus: bytes) -> None:
    page = summary(surplus)
    first = below(page, "Störst underskott mot budget")
    assert [page.cell(first + i, 1).value or None for i in range(3)] == [
        "Ingen rad är sämre än budget.",
        None,
        None,
    ]
    ruled = [[page.cell(first + i, c).border.bottom.style for c in range(1, 7)] for i in range(3)]
    assert ruled == [["dotted"] * 6, [None] * 6, [None] * 6]


def test_a_list_that_is_full_is_ruled_throughout(surplus: bytes) -> None:
    page = summary(surplus)
    first = below(page, "Störst överskott mot budget")
    assert {page.cell(first + i, c).border.bottom.style for i in range(3) for c in range(1, 7)} == {"dotted"}


def test_the_chart_of_an_empty_list_is_its_sentence_and_the_bars_come_when_a_line_does(
    surplus: bytes, tmp_path: Path
) -> None:
    page = summary(surplus)
    titles = {str(c.value): c.coordinate for row in page.iter_rows(min_row=20) for c in row if c.value}
    cell = titles["Ingen rad är sämre än budget."]
    path = tmp_path / "a.xlsx"
    path.write_bytes(surplus)
    engine = Engine(path)
    drift = load_workbook(BytesIO(surplus))["Driftredovisning"]
    row = next(r for r in range(1, 30) if drift.cell(r, 1).value == "Lokalhyror")
    column = next(c for c in range(1, 9) if drift.cell(5, c).value == "Utfall 2023")
    engine.type(("Driftredovisning", drift.cell(row, column).coordinate), "900000")
    first = below(page, "Störst underskott mot budget")
    assert engine.value(("Sammanfattning", f"A{first}")) == "Lokalhyror"
    assert engine.value(("Sammanfattning", cell)) == "Störst underskott mot budget, tkr"
