"""Numbers and targets as people write them: what is read, what is refused."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

import pytest
from hypothesis import given, settings, strategies as st

from xltool.core.numbers import Direction, Number, parse_number, parse_target, says_no_value

NO_BREAK, NARROW, MINUS, EN_DASH, NO_BREAK_HYPHEN = "\u00a0", "\u202f", "\u2212", "\u2013", "\u2011"

READ = {
    "0": 0,
    "868": 868,
    "-868": -868,
    f"{MINUS}868": -868,
    f"{EN_DASH} 614": -614,
    f"{MINUS} 31": -31,
    f"{NO_BREAK_HYPHEN}928": -928,
    "+5": 5,
    "(868)": -868,
    "(12 730)": -12730,
    "868-": -868,
    "12 730": 12730,
    f"12{NO_BREAK}095": 12095,
    f"12{NARROW}095": 12095,
    "1 234 567": 1234567,
    "  12 730  ": 12730,
    "12 095,0": 12095,
    "12730,5": 12730.5,
    ",5": 0.5,
    "0,234": 0.234,
    "7,06": 7.06,
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_number_in_every_accepted_form(text: str, value: float) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.unit, number.doubt) == (value, "", False)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("864 st", 864, "st"),
        ("864st", 864, "st"),
        ("52 st.", 52, "st"),
        ("1 100 st", 1100, "st"),
        ("99,4 %", 0.994, "%"),
        ("84%", 0.84, "%"),
        ("84 procent", 0.84, "%"),
        ("-5,5 %", -0.055, "%"),
        ("-1 733 tkr", -1733, "tkr"),
        ("1,5 mnkr", 1.5, "mnkr"),
        ("(868 tkr)", -868, "tkr"),
        ("12 730 kr", 12730, "kr"),
    ],
)
def test_a_number_keeps_its_unit(text: str, value: float, unit: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", 1234),
        ("12.345", 12345),
        ("1,234", 1.234),
        ("123,456", 123.456),
        ("1.5", 1.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567),
    ],
)
def test_an_ambiguous_number_is_read_in_swedish_and_doubted(text: str, value: float) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.doubt) == (value, True)


@pytest.mark.parametrize("text", ["1.234,5", "1.234.567", "1 234,567", "0,123"])
def test_a_number_that_can_be_read_in_one_way_is_not_doubted(text: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert not number.doubt


@pytest.mark.parametrize("text", ["7,06", "12 730,50", "99,4 %", "15"])
def test_the_written_decimals_are_counted(text: str) -> None:
    number = parse_number(text)
    digits = text.rstrip(" %").partition(",")[2]
    assert number is not None
    assert number.decimals == len(digits)


REFUSED = (
    "", "-", "–", "ca 300", "se bilaga", "12 30", "1 2345", "1,2,3", "12,", "--5", "-(868)", "(-868)", "(868",
    "5-10", "5 till 10", "1e5", "0x10", "#REF!", "12 730 och 5", "kr 500", "1.2.3", "1 234.567,8", "½", "inf", "nan",
)  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_is_refused_as_a_whole(text: str) -> None:
    assert parse_number(text) is None


def test_a_number_beyond_all_numbers_is_refused() -> None:
    number = parse_number("9" * 400)
    assert number is None or isfinite(number.value)


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "–", "−", "saknas", "Saknas", "SAKNAS", "ej mätt", "Ej  mätt"]
)
def test_words_that_say_that_there_is_no_value(text: str) -> None:
    assert says_no_value(text)


@pytest.mark.parametrize("text", ["0", "0 st", "nej", "5", "–5"])
def test_a_value_is_never_taken_for_no_value(text: str) -> None:
    assert not says_no_value(text)


# --- targets -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "direction", "value"),
    [
        ("74 eller högre", Direction.AT_LEAST, 74),
        ("minst 50", Direction.AT_LEAST, 50),
        ("Minst 50 st", Direction.AT_LEAST, 50),
        ("minst 99,5 %", Direction.AT_LEAST, 0.995),
        ("högst 20 st", Direction.AT_MOST, 20),
        ("HÖGST 20", Direction.AT_MOST, 20),
        ("minska till 125 st", Direction.AT_MOST, 125),
        ("Minska till   125 st", Direction.AT_MOST, 125),
        ("max 7 %", Direction.AT_MOST, 0.07),
        ("lägre än 7", Direction.AT_MOST, 7),
        ("7 eller lägre", Direction.AT_MOST, 7),
        ("exakt 5", Direction.EXACTLY, 5),
        ("=5", Direction.EXACTLY, 5),
        ("= 5", Direction.EXACTLY, 5),
        ("50", None, 50),
        ("1 100 st", None, 1100),
        ("80%", None, 0.8),
    ],
)
def test_the_wording_of_a_target_gives_its_direction(
    text: str, direction: Direction | None, value: float
) -> None:
    target = parse_target(text)
    assert target is not None
    assert (target.direction, target.low.value, target.high) == (direction, value, None)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("74–80", 74, 80, ""),
        ("74-80", 74, 80, ""),
        ("74 – 80", 74, 80, ""),
        ("mellan 5 och 7", 5, 7, ""),
        ("5 till 7", 5, 7, ""),
        ("1 000–2 000 st", 1000, 2000, "st"),
        ("74–80 %", 0.74, 0.8, "%"),
        ("74 % – 80 %", 0.74, 0.8, "%"),
        ("6,5–7,5", 6.5, 7.5, ""),
    ],
)
def test_a_range(text: str, low: float, high: float, unit: str) -> None:
    target = parse_target(text)
    assert target is not None
    assert target.high is not None
    assert target.direction is Direction.BETWEEN
    assert (target.low.value, target.high.value, target.high.unit) == (low, high, unit)


@pytest.mark.parametrize(("text", "low", "high"), [("5 st – 7 st", 5, 7), ("-5 till -3", -5, -3)])
def test_a_range_with_units_or_signs_at_both_ends(text: str, low: float, high: float) -> None:
    target = parse_target(text)
    assert target is not None
    assert target.high is not None
    assert (target.low.value, target.high.value) == (low, high)


@pytest.mark.parametrize(
    "text", ["fortsatt förbättring", "minst", "högst många", "74–80–90", "minst 5–7", "öka"]
)
def test_a_target_that_is_not_understood_is_refused(text: str) -> None:
    assert parse_target(text) is None


# --- over all numbers and texts ------------------------------------------------------------------------------

WHOLE = st.integers(0, 10**12)
DECIMALS = st.text("0123456789", max_size=4)
BLANK = st.sampled_from([" ", NO_BREAK, NARROW, ""])
SIGN = st.sampled_from(
    ["{}", "-{}", f"{MINUS}{{}}", f"{EN_DASH} {{}}", f"{NO_BREAK_HYPHEN}{{}}", "({})", "{}-"]
)
UNIT = st.sampled_from(["", " st", " tkr", "st", " kr", " mnkr", " %", "%"])


@settings(derandomize=True, deadline=None, max_examples=300)
@given(WHOLE, DECIMALS, BLANK, SIGN, UNIT)
def test_a_number_in_any_form_reads_back_as_itself(
    whole: int, decimals: str, blank: str, sign: str, unit: str
) -> None:
    digits = f"{whole:,}".replace(",", blank) + ("," + decimals if decimals else "")
    text = sign.format(digits) + unit if not sign.endswith(("-", ")")) else sign.format(digits + unit)
    exact = Decimal(f"{whole}.{decimals or 0}") / (100 if "%" in unit else 1)
    expected = float(exact if sign == "{}" else -exact)
    number = parse_number(text)
    assert number is not None
    assert number == Number(expected, unit.strip(), len(decimals), number.doubt)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.text(max_size=30) | st.text("0123456789 .,-–−()%stkrmn", max_size=20))
def test_no_text_makes_the_reading_fail(text: str) -> None:
    number, target = parse_number(text), parse_target(text)
    assert says_no_value(text) in (True, False)
    assert number is None or isfinite(number.value)
    assert target is None or isfinite(target.low.value)
