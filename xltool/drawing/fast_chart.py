"""The charts of `write`'s fast lane. All that a chart has besides its references and their values (axes, fonts, fills) is drawn by
XlsxWriter once in a process for each kind of chart: its mould. What comes out is byte for byte what XlsxWriter would have
written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from io import StringIO
from typing import TypeAlias

from msgspec.structs import replace
from xlsxwriter.chart import Chart
from xlsxwriter.chart_bar import ChartBar
from xlsxwriter.chart_line import ChartLine

from xltool.drawing.chart_style import draw_chart
from xltool.drawing.fast_sheet import escaped, told
from xltool.drawing.placed import PlacedChart

_Data: TypeAlias = Sequence[float | str | None]
_TITLE, _CATEGORIES, _VALUES = "=A!$A$1", "=B!$A$1", "=C!$A$1"
# What follows from the data: the title, the categories and values of each series, the numbers of the axes.
_SLOT = re.compile(
    r'(?<=<c:title>)<c:(tx)>.*?</c:tx>|<c:(cat)>.*?</c:cat>|<c:(val)>.*?</c:val>|(?<=val=")(5001)(?=000[12]"/>)'
)
_FIRST_AXIS = 5001


class LaneChart(Chart):  # type: ignore[misc]  # XlsxWriter has no types
    """A chart that fills a mould with what XlsxWriter fetched of its data."""

    plan: PlacedChart
    kind: PlacedChart

    def _assemble_xml_file(self) -> None:
        categories = self._data(self.plan.categories)
        numeric = self._get_data_type(categories) != "str"
        values = iter(self.plan.series)
        for text, slot in _mould(self.kind, numeric):
            self.fh.write(text)
            if slot == "tx":
                self.fh.write("<c:tx>")
                self._write_str_ref(self.plan.title, self._data(self.plan.title), "str")
                self.fh.write("</c:tx>")
            elif slot == "cat":
                self.fh.write("<c:cat>")
                write = self._write_num_ref if numeric else self._write_str_ref
                write(self.plan.categories, categories, "num" if numeric else "str")
                self.fh.write("</c:cat>")
            elif slot == "val":
                reference = next(values).values
                self.fh.write("<c:val>")
                self._write_num_ref(reference, self._data(reference), "num")
                self.fh.write("</c:val>")
            elif slot:
                self.fh.write(str(_FIRST_AXIS + self.id))

    def _write_pt(self, index: int, value: float | str | None) -> None:
        """A value that the chart remembers."""
        if value is not None:
            shown = escaped(told(value)) if isinstance(value, str) else value
            self.fh.write(f'<c:pt idx="{index}"><c:v>{shown}</c:v></c:pt>')

    def _data(self, reference: str) -> _Data:
        return self.formula_data[self.formula_ids[reference.removeprefix("=")]] or ()


class _Bars(LaneChart, ChartBar):  # type: ignore[misc]  # as above
    pass


class _Lines(LaneChart, ChartLine):  # type: ignore[misc]  # as above
    pass


def lane_chart(plan: PlacedChart) -> LaneChart:
    """A chart to insert into a sheet, for which the workbook has to know it."""
    kind = replace(
        plan,
        row=0,
        column=0,
        offset=0,
        title=_TITLE,
        description="",
        categories=_CATEGORIES,
        series=tuple(replace(s, values=_VALUES) for s in plan.series),
        width=0,
        height=0,
        name="",
    )
    made = copy(_drawn(kind))
    made.plan, made.kind, made.chart_name = plan, kind, plan.name
    made.set_size({"width": plan.width, "height": plan.height})
    references = [plan.title, plan.categories, *(s.values for s in plan.series)]
    made.formula_ids = {r.removeprefix("="): n for n, r in enumerate(dict.fromkeys(references))}
    made.formula_data = [None] * len(made.formula_ids)
    return made


@lru_cache(maxsize=256)
def _drawn(kind: PlacedChart) -> LaneChart:
    chart = _Lines() if kind.lines else _Bars()
    chart.embedded, chart.id = True, 0
    draw_chart(chart, kind)
    return chart


@lru_cache(maxsize=256)
def _mould(kind: PlacedChart, numeric: bool) -> list[tuple[str, str]]:
    """The part as text, each piece with the slot behind it: `tx`, `cat`, `val`, the first half of an axis's number, or
    none at the end."""
    chart = copy(_drawn(kind))
    sample = {"A": ["a"], "B": [1.0 if numeric else "a"], "C": [1.0]}
    chart.formula_data = [sample[reference[0]] for reference in chart.formula_ids]
    file = StringIO()
    chart._set_xml_writer(file)
    Chart._assemble_xml_file(chart)
    xml, at, pieces = file.getvalue(), 0, []
    for found in _SLOT.finditer(xml):
        pieces.append((xml[at : found.start()], str(found[found.lastindex or 0])))
        at = found.end()
    return [*pieces, (xml[at:], "")]
