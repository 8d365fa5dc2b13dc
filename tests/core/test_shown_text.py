"""A value as text is what its cell shows."""

from __future__ import annotations

import pytest

from xltool.core.shown_text import shown_text
from xltool.core.units import AMOUNT, COUNT, VARIANCE_AMOUNT, Money, Quantity, Unit, with_dash
from xltool.drawing.styles import number_format


@pytest.mark.parametrize(
    ("quantity", "value", "shown", "code"),
    [
        (AMOUNT, -1304.0, "−1\u00a0304", r"#,##0;\−#,##0"),
        (AMOUNT, 0.0, "0", r"#,##0;\−#,##0"),
        (VARIANCE_AMOUNT, 868.0, "+868", r"+#,##0;\−#,##0;#,##0"),
        (with_dash(AMOUNT), 0.0, "–", r'#,##0;\−#,##0;"–"'),
        (with_dash(VARIANCE_AMOUNT), 0.0, "–", r'+#,##0;\−#,##0;"–"'),
        (with_dash(COUNT), 3.0, "3", r'#,##0;\−#,##0;"–"'),
    ],
)
def test_minus_is_a_minus_and_nothing_may_be_a_dash(
    quantity: Quantity, value: float, shown: str, code: str
) -> None:
    tkr = Money(Unit.TKR)
    assert shown_text(value, quantity, tkr) == shown
    assert number_format(quantity, tkr) == code


def test_every_part_of_a_code_has_the_words_around_the_number() -> None:
    target = Quantity(AMOUNT.form, "st", 0, before="högst ")
    assert number_format(target, Money(Unit.TKR)) == r'"högst "#,##0\ "st";"högst "\−#,##0\ "st"'
