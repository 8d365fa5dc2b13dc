"""Charts in their places below a page's tables."""

from __future__ import annotations

from itertools import accumulate

from msgspec.structs import replace

from xltool.core.cells import column_letters
from xltool.core.columns import Column
from xltool.core.expr import Span
from xltool.core.pages import Chart, Page
from xltool.core.units import Money, Quantity
from xltool.core.values import Model
from xltool.drawing import styles as look
from xltool.drawing.addresses import Addresses, quoted
from xltool.drawing.placed import PlacedCell, PlacedChart, PlacedSeries, SheetPlan

_PAGE_WIDTH, _PAGE_HEIGHT = 770.0, 500.0  # points of A4 landscape between the margins
_GAP, _WIDEST, _TALLEST, _LOWEST = 12, 900, 900, 190  # pixels
DEFAULT_WIDTH, _DEFAULT_HEIGHT = 8.43, 15.0


def place_charts(page: Page, sheet: SheetPlan, addresses: Addresses, model: Model, money: Money) -> None:
    """The page's charts side by side below everything else, as wide as the printed page."""
    if not page.charts:
        return
    row = sheet.last_row + 2
    columns = range(sheet.print_column + 1)
    widths = [0 if c in sheet.hidden else sheet.widths.get(c, DEFAULT_WIDTH) * 7 + 5 for c in columns]
    edges = list(accumulate(widths, initial=0.0))
    width = min(int((edges[-1] - _GAP * (len(page.charts) - 1)) / len(page.charts)), _WIDEST)
    placing = _Placing(sheet, addresses, model, money)
    for index, chart in enumerate(page.charts):
        left = index * (width + _GAP)
        column = max(c for c in columns if edges[c] <= left and c not in sheet.hidden)
        title = placing.title(chart, row + index)
        sheet.charts.append(placing.chart(chart, title, row, column, int(left - edges[column]), width))
    tallest = max(c.height for c in sheet.charts)
    sheet.charts = [replace(c, height=tallest) for c in sheet.charts]
    _break_before(sheet, row, tallest * 0.75)
    sheet.last_row = row + int(tallest / 20) + 1


def _break_before(sheet: SheetPlan, row: int, charts: float) -> None:
    """One page where that is readable, else the charts begin a page of their own instead of being split."""
    width = sum(w * 7 + 5 for c, w in sheet.widths.items() if c not in sheet.hidden) * 0.75
    page = _PAGE_HEIGHT / min(1.0, _PAGE_WIDTH / width)
    used = sum(sheet.heights.get(r, _DEFAULT_HEIGHT) for r in range(row))
    if used + charts <= page * 1.3:
        sheet.one_page = True
    elif used % page + charts > page:
        sheet.breaks.append(row)


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
        height = min(90 + count * (34 if len(series) > 1 and not chart.is_variance else 24), _TALLEST)
        return PlacedChart(
            row,
            column,
            offset,
            title,
            chart.description,
            self._reference(chart.categories),
            series,
            self._zero_side(chart),
            width,
            max(height, _LOWEST),
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
