"""Whether amounts agree: equal, or within rounding."""

from __future__ import annotations

from xltool.core.units import Money


def within_rounding(difference: float, terms: int, money: Money) -> bool:
    """|difference| ≤ 0.5 × (terms + 1) steps of the last decimal that is written."""
    return abs(difference) <= 0.5 * (terms + 1) * money.step + 1e-9


def is_equal(stated: float, computed: float) -> bool:
    return abs(stated - computed) <= 1e-9 * max(1.0, abs(stated), abs(computed))
