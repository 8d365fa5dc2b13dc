"""Charts from a mould against XlsxWriter's own, byte for byte."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import xlsxwriter
from hypothesis import given, settings, strategies as st

from xltool.core.pages import Part
from xltool.drawing.chart_style import draw_chart
from xltool.drawing.fast_sheet import LaneWorksheet
from xltool.drawing.fast_workbook import LaneWorkbook
from xltool.drawing.placed import PlacedChart, PlacedSeries

_NAMES = st.sampled_from(
    ["Löner", "a & b <c>", "2023", "1_000", " 5", "_x0041_", "rad\nrad", "\x01", "", None, 5.0, 0.1]
)
_VALUES = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(["–", "12", "", None, True])
_PARTS = st.sampled_from([*Part])
_FORMATS = st.sampled_from(["#,##0", "+#,##0;-#,##0;#,##0", '#,##0\\ "st>5001"'])
_SERIES = st.tuples(_PARTS, st.sampled_from(["Utfall", "Bättre & sämre", "5001"]), _FORMATS)
_ROWS = st.tuples(_NAMES, _VALUES, _VALUES, _VALUES, _VALUES)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    st.lists(_ROWS, min_size=1, max_size=12),
    st.lists(_SERIES, min_size=1, max_size=4),
    st.sampled_from(["min", "max", ""]),
    st.text(max_size=9),
    st.booleans(),
    st.sampled_from([None, (0.25, 0.125, 0.5, 0.75)]),
    st.booleans(),
)
def test_any_chart_is_written_as_xlsxwriter_writes_it(
    rows: list[tuple[Any, ...]],
    series: list[tuple[Part, str, str]],
    from_zero: str,
    title: str,
    named: bool,
    plot: tuple[float, float, float, float] | None,
    lines: bool,
) -> None:
    last = len(rows) + 1
    placed = tuple(
        PlacedSeries(name, part, f"='Å b'!${'BCDE'[i]}$2:${'BCDE'[i]}${last}", shown)
        for i, (part, name, shown) in enumerate(series)
    )
    where = 20, 0, 3, "='Å b'!$A$1", "Om", f"='Å b'!$A$2:$A${last}"
    plan = PlacedChart(*where, placed, from_zero, 640, 300, named, plot, lines)
    fast, plain = (_charts(kind, rows, title, plan) for kind in (LaneWorkbook, xlsxwriter.Workbook))
    assert fast == plain


def _charts(kind: type[Any], rows: list[tuple[Any, ...]], title: str, plan: PlacedChart) -> dict[str, bytes]:
    """The parts of a workbook with the chart twice."""
    buffer = BytesIO()
    book = kind(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Å b")
    style = book.add_format({"bold": True})
    for row, values in enumerate([(title,), *rows]):
        for column, value in enumerate(values):
            formula = "=A1" if value in ("–", True) else None
            if isinstance(sheet, LaneWorksheet):
                if value is not None:
                    sheet.write_cell(row, column, value, formula, style)
            elif formula:
                sheet.write_formula(row, column, formula, style, value)
            elif value is not None:
                (sheet.write_number if isinstance(value, float) else sheet.write_string if value else sheet.write_blank)(row, column, value, style)  # fmt: skip
    if isinstance(sheet, LaneWorksheet):
        sheet.fit(
            {row for row, cells in sheet.table.items() if cells}, {c for r in sheet.table.values() for c in r}
        )
    for number in range(2):
        if isinstance(book, LaneWorkbook):
            chart: Any = book.chart(plan)
        else:
            chart = book.add_chart({"type": "line" if plan.lines else "bar"})
            chart.set_size({"width": plan.width, "height": plan.height})
            draw_chart(chart, plan)
        sheet.insert_chart(plan.row + 20 * number, plan.column, chart, {"x_offset": plan.offset})
    book.close()
    with zipfile.ZipFile(buffer) as package:
        names = [n for n in package.namelist() if not n.startswith("docProps/")]
        return {name: package.read(name) for name in names}
