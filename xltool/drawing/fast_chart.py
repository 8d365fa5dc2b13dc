"""The charts of `write`'s fast lane. All that a chart has besides its references and their values (axes, fonts, fills) is drawn by
XlsxWriter once in a process for each kind of chart: its mould. What comes out is byte for byte what XlsxWriter would have
written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from io import StringIO
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from xlsxwriter.chart_bar import ChartBar

from xltool.drawing.chart_style import draw_chart
from xltool.drawing.fast_sheet import escaped, told
from xltool.drawing.placed import PlacedChart

_Data: TypeAlias = Sequence[float | str | None]
_TITLE, _CATEGORIES, _VALUES = "=A!$A$1", "=B!$A$1", "=C!$A$1"
# What follows from the data: the title, the categories and values of each series, the numbers of the axes.
_SLOT = re.compile(
    '(?<=<c:title>)<c:tx>.*?</c:tx>|<c:cat>.*?</c:cat>|<c:val>.*?</c:val>|(?<=val=")5001(?=000[12]"/>)'
)
_FIRST_AXIS = 5001


class LaneChart:
    """A chart, with what XlsxWriter asks of one to place it, to fetch its data and to write its part."""

    combined = chart_name = None
    x_scale = y_scale = 1
    x_offset = y_offset = id = 0
    already_inserted = False

    def __init__(self, plan: PlacedChart) -> None:
        self._plan = plan
        self.series, self.width, self.height = plan.series, plan.width, plan.height
        references = [plan.title, plan.categories, *(s.values for s in plan.series)]
        self.formula_ids = {r.removeprefix("="): n for n, r in enumerate(dict.fromkeys(references))}
        self.formula_data: list[_Data | None] = [None] * len(self.formula_ids)

    def _set_xml_writer(self, file: StringIO) -> None:
        self._file = file

    def _assemble_xml_file(self) -> None:
        plan = self._plan
        categories = self._data(plan.categories)
        numeric = not any(_is_text(c) for c in categories)
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
        )
        title = f"<c:tx>{_texts(plan.title, self._data(plan.title))}</c:tx>"
        shown = (_numbers if numeric else _texts)(plan.categories, categories)
        values = iter([_numbers(s.values, self._data(s.values)) for s in plan.series])
        mould = _mould(kind, numeric)
        self._file.write(mould.text[0])
        for slot, text in zip(mould.slots, mould.text[1:], strict=True):
            if slot == "tx":
                self._file.write(title)
            elif slot == "cat":
                self._file.write(f"<c:cat>{shown}</c:cat>")
            elif slot == "val":
                self._file.write(f"<c:val>{next(values)}</c:val>")
            else:
                self._file.write(str(_FIRST_AXIS + self.id))
            self._file.write(text)

    def _data(self, reference: str) -> _Data:
        return self.formula_data[self.formula_ids[reference.removeprefix("=")]] or ()


class _Mould(Struct, frozen=True):
    """The part as text around its slots: `tx`, `cat`, `val`, or empty for the first half of an axis's number."""

    text: tuple[str, ...]
    slots: tuple[str, ...]


@lru_cache(maxsize=256)
def _mould(kind: PlacedChart, numeric: bool) -> _Mould:
    chart = ChartBar({"type": "bar"})
    chart.embedded, chart.id = True, 0
    draw_chart(chart, kind)
    sample: dict[str, _Data] = {_TITLE: ["a"], _CATEGORIES: [1.0 if numeric else "a"], _VALUES: [1.0]}
    for reference, data in sample.items():
        chart.formula_data[chart.formula_ids[reference.removeprefix("=")]] = data
    file = StringIO()
    chart._set_xml_writer(file)
    chart._assemble_xml_file()
    xml = file.getvalue()
    slots = tuple(
        slot.partition(">")[0].removeprefix("<c:").strip("0123456789") for slot in _SLOT.findall(xml)
    )
    return _Mould(tuple(_SLOT.split(xml)), slots)


# --- references and what XlsxWriter remembers of their cells --------------------------------------------------


def _texts(reference: str, data: _Data) -> str:
    points = "".join([_point(i, value) for i, value in enumerate(data) if value is not None])
    return f"<c:strRef>{_reference(reference)}<c:strCache>{_count(data)}{points}</c:strCache></c:strRef>"


def _numbers(reference: str, data: _Data) -> str:
    values = [(i, v if _is_number(v) else 0) for i, v in enumerate(data) if v is not None]
    points = "".join([_point(i, value) for i, value in values])
    cache = f"<c:formatCode>General</c:formatCode>{_count(data)}{points}"
    return f"<c:numRef>{_reference(reference)}<c:numCache>{cache}</c:numCache></c:numRef>"


def _reference(reference: str) -> str:
    return f"<c:f>{escaped(told(reference.removeprefix('=')))}</c:f>"


def _count(data: _Data) -> str:
    return f'<c:ptCount val="{len(data)}"/>'


def _point(number: int, value: float | str) -> str:
    shown = escaped(told(value)) if isinstance(value, str) else value
    return f'<c:pt idx="{number}"><c:v>{shown}</c:v></c:pt>'


def _is_text(value: float | str | None) -> bool:
    """Whether a category is taken for a word; Python would take `1_000` and ` 1` for numbers."""
    return isinstance(value, str) and ("_" in value or " " in value or not _is_number(value))


def _is_number(value: float | str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
