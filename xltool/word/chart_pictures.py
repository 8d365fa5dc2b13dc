"""A report's charts as pictures, in the workbook's colours: sharp on paper, the same bytes for the same figures."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from xltool.core.document import BarChart, Bars
from xltool.drawing.styles import HAIRLINE, INK, QUIET, SERIES

DPI = 300
_WIDTH = 1890  # 16 cm
_ROW, _MARGIN, _HEAD, _FOOT = 64, 12, 130, 20
_SIZE, _TITLE = 34, 40
_STEPS = 16  # between a colour and the paper
_NAMES, _LABEL = 0.34, 120  # the names' share of the width, and the room that a label takes
# As the workbook's own; then what other systems have in its place.
_FONTS = ("calibri.ttf", "Carlito-Regular.ttf", "arial.ttf", "Arial.ttf", "LiberationSans-Regular.ttf", "DejaVuSans.ttf")  # fmt: skip
Font = ImageFont.FreeTypeFont


def chart_png(chart: BarChart) -> tuple[bytes, float] | None:
    """The picture, and its height by its width; None on a system without any of the fonts."""
    fonts = _font(_SIZE), _font(_TITLE)
    if fonts[0] is None or fonts[1] is None:
        return None
    height = _HEAD + _ROW * len(chart.categories) + _FOOT
    image = Image.new("RGB", (_WIDTH, height), "white")
    _draw(ImageDraw.Draw(image), chart, fonts[0], fonts[1])
    data = BytesIO()
    # Few colours: a palette makes it a third of the size.
    shown = image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    shown.save(data, "PNG", dpi=(DPI, DPI), optimize=False)
    return data.getvalue(), height / _WIDTH


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """Every colour that a chart is drawn in; those of letters with the shades between them and the paper, of their edges."""
    solid = {HAIRLINE, *(colour for pair in SERIES.values() for colour in pair if colour)}
    shades = [
        255 - round((255 - part) * step / _STEPS)
        for ink in (INK, QUIET)
        for step in range(_STEPS + 1)
        for part in ImageColor.getrgb(ink)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*shades, *(part for colour in sorted(solid) for part in ImageColor.getrgb(colour))])
    return palette


def _font(size: int) -> Font | None:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


def _draw(draw: ImageDraw.ImageDraw, chart: BarChart, font: Font, large: Font) -> None:
    draw.text((_MARGIN, 4), _fitting(draw, chart.title, large, _WIDTH - 2 * _MARGIN), INK, large)
    _legend(draw, chart, font)
    values = [v for one in chart.series for v in one.values if v is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    left, right = _MARGIN + _WIDTH * _NAMES, _WIDTH - _MARGIN - _LABEL
    left += _LABEL if low < 0 else 0
    scale = (right - left) / ((high - low) or 1.0)
    zero = left - low * scale
    for row, name in enumerate(chart.categories):
        top = _HEAD + row * _ROW
        room = _WIDTH * _NAMES - _MARGIN
        draw.text((_MARGIN, top + _ROW / 2), _fitting(draw, name, font, room), INK, font, anchor="lm")
        ends = [zero + (one.values[row] or 0.0) * scale for one in chart.series]
        for one in sorted(chart.series, key=_is_outline):  # an outline lies over what is solid
            _bar(draw, one, row, (zero, scale))
            value = one.values[row]
            if value and (len(ends) == 1 or not _is_outline(one)):  # the outline is the budget
                at, anchor = (max(ends) + 10, "lm") if value > 0 else (min(ends) - 10, "rm")
                draw.text((at, top + _ROW / 2), one.labels[row], INK, font, anchor=anchor)
    draw.line([(zero, _HEAD), (zero, _HEAD + _ROW * len(chart.categories))], INK, 2)


def _is_outline(one: Bars) -> bool:
    return SERIES[one.part][0] is None


def _bar(draw: ImageDraw.ImageDraw, one: Bars, row: int, axis: tuple[float, float]) -> None:
    value = one.values[row]
    if not value:
        return
    zero, scale = axis
    fill, line = SERIES[one.part]
    top, bottom = _HEAD + row * _ROW + 12, _HEAD + (row + 1) * _ROW - 12
    inset = 5 if _is_outline(one) else 0
    ends = sorted((zero, zero + value * scale))
    draw.rectangle((ends[0], top + inset, max(ends[1], ends[0] + 1), bottom - inset), fill, line, 3)


def _legend(draw: ImageDraw.ImageDraw, chart: BarChart, font: Font) -> None:
    x = _MARGIN + _WIDTH * _NAMES
    for one in chart.series:
        fill, line = SERIES[one.part]
        draw.rectangle((x, 78, x + 40, 104), fill, line, 3)
        draw.text((x + 52, 91), one.name, QUIET, font, anchor="lm")
        x += 52 + draw.textlength(one.name, font) + 60
    draw.line([(_MARGIN, 118), (_WIDTH - _MARGIN, 118)], HAIRLINE, 2)


def _fitting(draw: ImageDraw.ImageDraw, text: str, font: Font, room: float) -> str:
    """The text, cut where it would not fit."""
    while len(text) > 2 and draw.textlength(text, font) > room:
        text = text[:-2].rstrip("…") + "…"
    return text
