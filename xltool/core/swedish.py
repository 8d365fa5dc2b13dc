"""Swedish in the making: numbers as text, lists, and sentences as formulas over live cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xltool.core.expr import Expr, Operand, absolute, call, joined, lift, rounded, when
from xltool.core.numbers import decimals_of
from xltool.core.units import Form, Money, Quantity

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


def listed(words: Sequence[str]) -> str:
    """`a, b och c`."""
    return " och ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


# --- as formulas ---------------------------------------------------------------------------------------------


def number_formula(x: Operand, decimals: int = 0) -> Expr:
    """|x| as text, grouped and with a comma, whatever language Excel runs in.

    FIXED gives the separators of the reader's Excel, so each of them is replaced by the Swedish one.
    """
    fixed = call("FIXED", absolute(rounded(x)), decimals)
    whole = fixed if decimals == 0 else call("LEFT", fixed, call("LEN", fixed) - (decimals + 1))
    for separator in (",", "."):
        whole = call("SUBSTITUTE", whole, separator, GROUP)
    return whole if decimals == 0 else joined(whole, ",", call("RIGHT", fixed, decimals))


def amount_formula(
    money: Money, x: Operand, *, signed: bool = False, decimals: int | None = None, unit: bool = True
) -> Expr:
    """An amount as text, with its unit unless told; `signed` keeps a minus sign, which is left out otherwise."""
    shown = lift(x) if money.scale == 1 else lift(x) / money.scale
    places = money.decimals if decimals is None else decimals
    text = number_formula(shown, places)
    if signed:
        text = joined(when(rounded(shown, places) < 0, MINUS, ""), text)
    return joined(text, GROUP + money.word) if unit else text


def size_formula(money: Money, x: Operand) -> Expr:
    """An amount in a sentence: one that would be shown as 0 is `mindre än 1 tkr`."""
    places = money.decimals
    shown = rounded(absolute(lift(x) / money.scale), places)
    least = f"mindre än{GROUP}{number_text(10**-places, places)}{GROUP}{money.word}"
    return when(shown.equals(0), least, amount_formula(money, x))


def percent_formula(x: Operand, decimals: int = 0) -> Expr:
    """A fraction as `75 %`."""
    return joined(number_formula(lift(x) * 100, decimals), GROUP + "%")


_LONGEST_LABEL = 34


def short_name_formula(name: Expr) -> Expr:
    """The name, cut where it would not fit beside a chart's bars."""
    cut = joined(call("LEFT", name, _LONGEST_LABEL - 1), "…")
    return when(call("LEN", name) > _LONGEST_LABEL, cut, name)
