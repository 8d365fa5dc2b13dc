"""Charts in their places below a page's tables."""

from __future__ import annotations

from itertools import accumulate

from msgspec.structs import replace

from xltool.core.cells import column_letters
from xltool.core.columns import Column
from xltool.core.expr import Span
from xltool.core.pages import Chart, Page, goes_one_way
from xltool.core.units import Money, Quantity
from xltool.core.values import Model
from xltool.drawing import styles as look
from xltool.drawing.addresses import Addresses, quoted
from xltool.drawing.paper import DEFAULT_HEIGHT, DEFAULT_WIDTH, break_before_charts, height_above, page_height
from xltool.drawing.placed import PlacedCell, PlacedChart, PlacedSeries, SheetPlan

_GAP, _WIDEST, _TALLEST, _LOWEST = 8, 900, 760, 120  # pixels
# In tiers: beside the bars for names and labels, above them for title and legend, below them.
_NAMES, _LABELS, _ABOVE, _BELOW = 163, 62, 58, 8
_AROUND = 8  # of a label
_LABEL = look.Look(size=10)
_LINES = 240  # the height of a chart of lines
_LEAST_BAR = 18  # that still has room for its label


def place_charts(page: Page, sheet: SheetPlan, addresses: Addresses, model: Model, money: Money) -> None:
    """The page's charts side by side below everything else, as wide as the printed page."""
    if not page.charts:
        return
    row = sheet.last_row + 2
    if not sheet.hidden:  # a place for the titles
        sheet.hidden.add(sheet.last_column + 1)
        sheet.widths[sheet.last_column + 1] = DEFAULT_WIDTH
    columns = range(sheet.print_column + 1)
    widths = [0 if c in sheet.hidden else sheet.widths.get(c, DEFAULT_WIDTH) * 7 + 5 for c in columns]
    edges = list(accumulate(widths, initial=0.0))
    placing = _Placing(sheet, addresses, model, money)
    labels = max(placing.label(chart) for chart in page.charts)
    widths_of = _chart_widths(page.charts, int(edges[-1]), labels)
    left = 0
    for index, (chart, width) in enumerate(zip(page.charts, widths_of, strict=True)):
        column = max(c for c in columns if edges[c] <= left and c not in sheet.hidden)
        title = placing.title(chart, row + index)
        sheet.charts.append(placing.chart(chart, title, row, column, int(left - edges[column]), width))
        left += width + _GAP
    tallest = _beside_the_table(sheet, row, max(c.height for c in sheet.charts), _most_bars(page, addresses))
    has_room = any(chart.beside or goes_one_way(s.part for s in chart.series) for chart in page.charts)
    sheet.charts = [
        replace(
            c,
            height=tallest,
            plot=_plot(c, tallest, labels) if has_room else None,
            name=f"Diagram {number}, {sheet.name}",
        )
        for number, c in enumerate(sheet.charts, start=1)
    ]
    rows = int(tallest / 20) + 1
    break_before_charts(sheet, row, (rows + 1) * DEFAULT_HEIGHT)
    sheet.last_row = row + rows


def _most_bars(page: Page, addresses: Addresses) -> int:
    spans = [(addresses.place(c.categories.table).rows, c.categories) for c in page.charts]
    return max(rows[span.last] - rows[span.first] + 1 for rows, span in spans)


def _beside_the_table(sheet: SheetPlan, row: int, height: int, bars: int) -> int:
    """The charts' height: somewhat less than they would like where they then stand on the table's page."""
    left = page_height(sheet) - height_above(sheet, row) - 2 * DEFAULT_HEIGHT
    least = max(_ABOVE + _BELOW + bars * _LEAST_BAR, _LOWEST)
    return int(left / 0.75) if least <= left / 0.75 < height else height


def _chart_widths(charts: tuple[Chart, ...], width: int, labels: int) -> list[int]:
    """The widths of charts beside each other. Those that continue another's rows have bars as wide as its own, and no names.
    `labels` is the room of the widest label."""
    room = width - _GAP * (len(charts) - 1)
    if not any(chart.beside for chart in charts):
        return [min(room // len(charts), _WIDEST)] * len(charts)
    margins = [_left(labels, named=not chart.beside) + labels for chart in charts]
    bars = min((room - sum(margins)) // len(charts), _WIDEST)
    return [margin + bars for margin in margins]


def _left(labels: int, *, named: bool) -> int:
    """What stands left of the bars: names, and the labels of bars that go there."""
    return labels + (_NAMES if named else 0)


def _plot(chart: PlacedChart, height: int, labels: int) -> tuple[float, float, float, float]:
    """Where the bars of a chart in tiers stand: at the same height in each, with room for names and labels on both sides."""
    left = _left(labels, named=chart.named)
    across = (left / chart.width, (chart.width - left - labels) / chart.width)
    return across[0], _ABOVE / height, across[1], (height - _ABOVE - _BELOW) / height


class _Placing:
    def __init__(self, sheet: SheetPlan, addresses: Addresses, model: Model, money: Money) -> None:
        self._sheet, self._addresses, self._model, self._money = sheet, addresses, model, money

    def title(self, chart: Chart, row: int) -> str:
        """The reference of a cell with the chart's live title, in a hidden column, where nobody takes it for a row."""
        sheet = self._sheet
        column = min(sheet.hidden)
        formula = self._addresses.formula(chart.title, sheet.name)
        value = self._model.evaluate(chart.title)
        sheet.cells.append(PlacedCell(row, column, value, formula, look.NOTE))
        return f"={quoted(sheet.name)}!${column_letters(column + 1)}${row + 1}"

    def label(self, chart: Chart) -> int:
        """The pixels that the widest label of the bars takes."""
        shown = (
            look.text_width(look.shown(v, self._quantity(s.values), self._money), _LABEL)
            for s in chart.series
            for v in self._model.numbers(s.values)
        )
        return max(_LABELS, _AROUND + round(max(shown, default=0.0) * 7))

    def chart(self, chart: Chart, title: str, row: int, column: int, offset: int, width: int) -> PlacedChart:
        series = tuple(
            PlacedSeries(
                s.name,
                s.part,
                self._reference(s.values),
                look.number_format(self._quantity(s.values), self._money),
            )
            for s in chart.series
        )
        rows = self._addresses.place(chart.categories.table).rows
        count = rows[chart.categories.last] - rows[chart.categories.first] + 1
        height = (
            _LINES
            if chart.lines
            else min(90 + count * (30 if len(series) > 1 and not chart.is_variance else 24), _TALLEST)
        )
        return PlacedChart(
            row,
            column,
            offset,
            title,
            chart.description,
            self._reference(chart.categories),
            series,
            "" if chart.lines else self._zero_side(chart),
            width,
            max(height, _LOWEST),
            not chart.beside,
            lines=chart.lines,
        )

    def _reference(self, span: Span) -> str:
        return f"={self._addresses.reference(span)}"

    def _quantity(self, span: Span) -> Quantity:
        """What the span's cells hold, as its first one says."""
        assert isinstance(span.column, Column)
        own = self._model.tables[span.table].row(span.first).cells.get(span.column)
        return own.quantity if own is not None and own.quantity is not None else span.column.quantity

    def _zero_side(self, chart: Chart) -> str:
        """The end of the axis that must be zero, for a bar that does not begin at zero lies: `min` where nothing is
        negative, `max` where nothing is positive, else neither."""
        values = [v for s in chart.series for v in self._model.numbers(s.values)]
        if all(v >= 0 for v in values):
            return "min"
        return "max" if all(v <= 0 for v in values) else ""
