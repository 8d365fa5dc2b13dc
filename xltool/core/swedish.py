"""Swedish in the making: numbers as text, lists, and sentences as formulas over live cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from xltool.core.numbers import decimals_of
from xltool.core.units import Form, Money, Quantity

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
GROUP = "\u00a0"  # the blank between thousands does not break a line
MINUS = "−"
_MOST_DECIMALS = 6


def number_text(value: float, decimals: int | None = None) -> str:
    """12730.5 → `12 730,5`, with the decimals that the number has unless told."""
    places = decimals_of(round(value, _MOST_DECIMALS)) if decimals is None else decimals
    shown = f"{abs(value):,.{places}f}".replace(",", GROUP).replace(".", ",")
    return (MINUS if value < 0 and float(f"{value:.{places}f}") != 0 else "") + shown


def quantity_text(value: float, quantity: Quantity, decimals: int | None = None) -> str:
    """A figure as a person reads it, whatever it is stored as: `12 500 tkr`, `84 %`, `2023-12-31`."""
    if quantity.form is Form.DATE:
        return str(date(1899, 12, 30) + timedelta(days=int(value)))
    percent = quantity.form is Form.PERCENT
    clean = float(f"{value * (100 if percent else 1):.15g}")
    sign = "+" if quantity.signed and clean > 0 else ""
    unit = "%" if percent else quantity.unit
    return f"{sign}{number_text(clean, decimals)}{GROUP + unit if unit else ''}"


def amount(money: Money, value: float) -> str:
    """An amount in the unit it is shown in, with the unit: `1 733 tkr`."""
    return f"{number_text(value / money.scale, money.decimals)}{GROUP}{money.word}"


_GAP = re.compile(r"(?<=\d) (?=\d{3}\b|%|m?n?kr\b|tkr\b|st\b)")


def unbroken(text: str) -> str:
    """The text with its figures and their units held together at the end of a line."""
    return _GAP.sub(GROUP, text)


def listed(words: Sequence[str]) -> str:
    """`a, b och c`."""
    return " och ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
