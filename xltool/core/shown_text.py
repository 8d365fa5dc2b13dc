"""A value as text, exactly as its cell in the result shows it: for what leaves the workbook, as the report in Word."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from xltool.core.scalars import Scalar
from xltool.core.swedish import GROUP, MINUS, number_text
from xltool.core.units import Form, Money, Quantity

_EPOCH = date(1899, 12, 30)
_DIGITS = 15  # of a number, as Excel reckons


def shown_text(value: Scalar, quantity: Quantity, money: Money) -> str:
    """`−1 304`, `+868`, `99,4 %`, `högst 20 st`: rounded as Excel rounds, with blanks that break no line."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if quantity.form is Form.DATE:
        return str(_EPOCH + timedelta(days=int(value)))
    if value == 0 and quantity.zero:
        return quantity.zero
    body = _number(float(value), quantity, money)
    unit = "%" if quantity.form is Form.PERCENT else quantity.unit
    return quantity.before + body + (GROUP + unit if unit else "") + quantity.after


def _number(value: float, quantity: Quantity, money: Money) -> str:
    if quantity.form is Form.TEXT:
        return number_text(value).replace(GROUP, "")
    scale, places = 1.0, quantity.decimals
    if quantity.form is Form.PERCENT:
        scale, places = 0.01, 1 if places is None else places
    elif quantity.form is Form.AMOUNT:
        scale, places = float(money.scale), money.decimals if places is None else places
    elif places is None and not quantity.unit and not quantity.before and not quantity.after:
        return number_text(value).replace(GROUP, "")  # Excel's General has no groups
    exact = Decimal(f"{value:.{_DIGITS}g}") / Decimal(str(scale))
    rounded = exact.quantize(Decimal(1).scaleb(-(places or 0)), ROUND_HALF_UP)
    text = number_text(float(abs(rounded)), places or 0)
    sign = MINUS if rounded < 0 else "+" if quantity.signed and rounded > 0 else ""
    return sign + text
