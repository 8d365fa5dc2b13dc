"""Formulas that write figures into Swedish sentences."""

from __future__ import annotations

from xltool.core.expr import Expr, Operand, absolute, call, joined, lift, rounded, when
from xltool.core.swedish import GROUP, MINUS, number_text
from xltool.core.units import Money


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


_MOST_PERCENT = 9.99  # what is beyond says no more than that the budget was small


def share_of_budget(variance: Expr, budget: Expr, money: Money) -> Expr:
    """The variance as a share of the budget; – where the budget is shown as 0, a bound where the share says nothing."""
    size = absolute(budget)
    none = rounded(budget, money.decimals - len(str(money.scale)) + 1).equals(0)
    beyond = absolute(variance) > size * _MOST_PERCENT
    bound = when(variance < 0, f"<{MINUS}999{GROUP}%", f">999{GROUP}%")
    return when(none, "–", when(beyond, bound, variance / size))


_LONGEST_LABEL = 34


def short_name_formula(name: Expr) -> Expr:
    """The name, cut in the middle where it would not fit beside a chart's bars: names that begin alike often end apart."""
    begins = _LONGEST_LABEL * 3 // 5
    cut = joined(call("LEFT", name, begins), "…", call("RIGHT", name, _LONGEST_LABEL - 1 - begins))
    return when(call("LEN", name) > _LONGEST_LABEL, cut, name)
