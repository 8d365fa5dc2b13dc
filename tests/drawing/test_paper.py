"""On paper: one size of letters, columns that fit, charts that are not cut, and no header over charts alone."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from tests.boards import WORKBOOKS
from tests.groups import board_of_groups, workbook
from tests.sheets.test_interim import drawing
from tests.sheets.test_interim_projects import _BOARD as PERIOD, _PROJECTS as PROJECTS
from tests.whole.test_files import opened
from tests.whole.test_recalculation import result_of
from xltool.drawing.column_fit import WrappedText, fit_width
from xltool.drawing.paper import HEIGHT, HEIGHT_A3, SCALE, WIDTH, WIDTH_A3, pixels
from xltool.drawing.styles import SECTION, Look
from xltool.running.pipeline import work

_DRAWN = {"groups": board_of_groups(), "interim": drawing(), "projects": PERIOD + PROJECTS}


@pytest.fixture(scope="module", params=[*WORKBOOKS, *_DRAWN])
def data(request: pytest.FixtureRequest) -> bytes:
    if request.param in WORKBOOKS:
        return result_of(WORKBOOKS[request.param])
    done = work(workbook(_DRAWN[request.param]), "budget.xlsx", write=True).data
    assert done is not None
    return done


@pytest.fixture(scope="module")
def sheets(data: bytes) -> list[Worksheet]:
    return [s for s in opened(data).worksheets if s.sheet_state == "visible"]


def test_letters_are_nine_points_and_notes_eight(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        scale = min(1.0, SCALE * _page_width(sheet) / _printed_width(sheet))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and not _hidden(sheet, cell.column):
                    assert cell.font.sz * scale >= (9 if cell.font.sz >= 11 else 8), cell.coordinate


def test_every_page_is_as_wide(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        assert _printed_width(sheet) == pytest.approx(_page_width(sheet), abs=10), sheet.title


def test_charts_have_letters_of_eight_points(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as package:
        charts = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/charts/chart")]
    sizes = [int(size) / 100 for chart in charts for size in re.findall(r' sz="(\d+)"', chart)]
    assert sizes
    assert min(sizes) * SCALE >= 8


def test_no_chart_is_cut_and_no_header_stands_over_charts_alone(sheets: list[Worksheet]) -> None:
    seen = 0
    for sheet in sheets:
        drawn: Any = sheet
        charts = [c for c in drawn._charts if sheet.page_setup.fitToHeight != 1]
        if not charts:
            continue
        first = charts[0].anchor._from.row
        height = max(c.anchor.to.row for c in charts) - first
        (broken,) = [b.id for b in sheet.row_breaks.brk] or [0]
        above = _height(sheet, broken, first)
        page = HEIGHT_A3 if sheet.page_setup.paperSize == 8 else HEIGHT
        assert above % page + height * 15 <= page, sheet.title
        assert above > 0 or sheet.print_title_rows == "$1:$1", sheet.title
        seen += 1
    assert seen or len(sheets) < 8


def test_narrow_columns_keep_what_they_need() -> None:
    widths = {0: 60.0, 1: 12.0, 2: 90.0, 3: 40.0}
    fit_width(widths, {0: 20.0, 1: 12.0, 2: 30.0, 3: 40.0}, {3}, ())
    assert sum(pixels(widths[c]) for c in range(3)) <= WIDTH
    assert (widths[1], widths[3]) == (12.0, 40.0)
    assert widths[0] == 60.0, "the widest gives first"


def test_the_column_gives_whose_rows_become_the_least_higher() -> None:
    least = {0: 20.0, 1: 20.0}
    texts = [WrappedText(row, 0, "ord " * 28, Look(wrap=True)) for row in range(30)]
    texts.append(WrappedText(30, 1, "ord " * 28, Look(wrap=True)))
    widths = {0: 99.0, 1: 99.0}
    fit_width(widths, least, set(), texts)
    assert sum(map(pixels, widths.values())) <= WIDTH
    assert [texts[n].height(widths[c]) > 11 for n, c in ((0, 0), (30, 1))] == [False, True]


def _page_width(sheet: Worksheet) -> float:
    return WIDTH_A3 if sheet.page_setup.paperSize == 8 else WIDTH


def test_a_sheet_of_very_many_columns_is_printed_on_a3_and_no_other(
    sheets: list[Worksheet], request: pytest.FixtureRequest
) -> None:
    wide = {s.title for s in sheets if s.page_setup.paperSize == 8}
    name = request.node.callspec.params["data"]
    assert wide == {
        "interim": {"Driftredovisning"}, "projects": {"Investeringsredovisning"}
    }.get(name, set())  # fmt: skip


def test_every_page_has_a_header_or_the_title(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        is_one_page = sheet.page_setup.fitToHeight in (1, None)  # which the format means by silence
        assert sheet.print_title_rows or is_one_page, sheet.title


def test_no_page_begins_with_notes_and_no_heading_ends_one(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        for row in (brk.id + 1 for brk in sheet.row_breaks.brk):
            first = str(sheet.cell(row, 1).value or "")
            assert not first.startswith("*"), sheet.title
            above = sheet.cell(row - 1, 1)
            assert not (above.value and above.font.sz == SECTION.size), sheet.title


def _printed_width(sheet: Any) -> float:
    last = re.search(r"\$([A-Z]+)\$\d+$", sheet.print_area)
    assert last
    return sum(_width(sheet, n) for n in range(1, column_index_from_string(last[1]) + 1))


def _dimension(sheet: Any, column: int) -> Any:
    """What the file says of the column, with those beside it that are alike."""
    return next((d for d in sheet.column_dimensions.values() if d.min and d.min <= column <= d.max), None)


def _width(sheet: Any, column: int) -> float:
    found = _dimension(sheet, column)
    if found is not None and found.hidden:
        return 0.0
    return (round((found.width - 0.71) * 7) if found is not None else 59) + 5.0


def _hidden(sheet: Any, column: int) -> bool:
    found = _dimension(sheet, column)
    return found is not None and bool(found.hidden)


def _height(sheet: Any, first: int, last: int) -> float:
    return sum(
        (sheet.row_dimensions[r].height if r in sheet.row_dimensions else None) or 15.0
        for r in range(first + 1, last + 1)
    )
