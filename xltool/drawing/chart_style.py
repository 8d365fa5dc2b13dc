"""How a chart looks, told to XlsxWriter."""

from __future__ import annotations

from typing import Any

from xltool.core.pages import Part, goes_one_way
from xltool.drawing import styles as look
from xltool.drawing.placed import PlacedChart, PlacedSeries

_FONT = {"name": look.FONT, "size": 10, "color": look.INK}
_GAP, _IN_FRONT = 45, 40  # in per cent of a bar: between rows, and of the budget behind the actual


def draw_chart(chart: Any, plan: PlacedChart) -> None:
    """A chart with all that does not depend on where its values stand and what they are."""
    title = {"name": look.FONT, "size": 11, "bold": True, "color": look.INK}
    chart.set_title({"name": plan.title, "name_font": title, "overlay": False})
    chart.set_chartarea({"border": {"none": True}})
    # The names of the categories stand in a hidden column.
    chart.show_hidden_data()
    if plan.lines:
        _draw_lines(chart, plan)
    else:
        _draw_bars(chart, plan)


def _draw_lines(chart: Any, plan: PlacedChart) -> None:
    """A line a series, its figures at its points: so it needs no axis of values, and need not begin at zero."""
    for series in plan.series:
        _, colour = look.SERIES[series.part]
        chart.add_series(
            {
                "name": series.name,
                "categories": plan.categories,
                "values": series.values,
                "line": {"color": colour, "width": 2.25},
                "marker": {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"none": True}},
                "data_labels": {
                    "value": True,
                    "position": "above",
                    "num_format": series.number_format,
                    "font": _FONT,
                },
            }
        )
    chart.set_x_axis(
        {"num_font": _FONT, "label_position": "low", "line": {"color": look.INK}, "major_tick_mark": "none"}
    )
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True} if len(plan.series) == 1 else {"position": "top", "font": _FONT})


def _draw_bars(chart: Any, plan: PlacedChart) -> None:
    variance = any(s.part in (Part.BETTER, Part.WORSE) for s in plan.series)
    # Where all bars go one way they end on a line by themselves, and where there is none nothing is drawn.
    one_way = goes_one_way(s.part for s in plan.series)
    for series in plan.series:
        chart.add_series(_bars(series, plan, variance))
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _FONT,
            "label_position": "low" if plan.named else "none",
            "line": {"none": True} if one_way else {"color": look.INK},
            "major_tick_mark": "none",
            "major_gridlines": {"visible": False},
        }
    )
    from_zero = {plan.from_zero: 0} if plan.from_zero else {}
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, **from_zero})
    if plan.plot is not None:
        chart.set_plotarea({"layout": dict(zip(("x", "y", "width", "height"), plan.plot, strict=True))})
    room = [i for i, s in enumerate(plan.series) if s.part is Part.ROOM]
    if len(plan.series) - len(room) > 1 and not variance:  # which its colours, signs and sides tell
        chart.set_legend({"position": "top", "font": _FONT, "delete_series": room})
    else:
        chart.set_legend({"none": True})


def _bars(series: PlacedSeries, plan: PlacedChart, variance: bool) -> dict[str, Any]:
    """One series; where `variance`, its bars stand in one line with the others' and a zero has no label."""
    fill, border = look.SERIES[series.part]
    together = 100 if variance else _IN_FRONT if len(plan.series) > 1 else 0
    if series.part is Part.ROOM:
        return {
            "name": series.name,
            "categories": plan.categories,
            "values": series.values,
            "fill": {"none": True},
            "border": {"none": True},
            "gap": _GAP,
            "overlap": together,
        }
    labels: dict[str, Any] = {
        "value": True,
        "fill": {"color": "#FFFFFF"},
        "font": _FONT,
    }
    # A zero says nothing beside its empty bar, so its label is empty.
    positive, negative = [*series.number_format.split(";"), f"-{series.number_format}"][:2]
    labels["num_format"] = f"{positive};{negative};" if variance else series.number_format
    return {
        "name": series.name,
        "categories": plan.categories,
        "values": series.values,
        "fill": {"color": fill} if fill else {"none": True},
        "border": {"none": True} if fill else {"color": border, "width": 1.25},
        "gap": _GAP,
        "overlap": together,
        **({} if series.part is Part.BUDGET else {"data_labels": labels}),
    }
