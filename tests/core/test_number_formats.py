"""Number formats and days against openpyxl, over formats that Swedish workbooks have and over drawn ones; each difference
is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from xltool.core.number_formats import BUILT_IN, Shown, moment, read_format, span

# Formats as files have them, and what they show: the kind, what the number is divided by, the words beside it.
FORMATS = {
    "General": ("number", 1, ""), "GENERAL": ("number", 1, ""), "@": ("text", 1, ""), "": ("number", 1, ""),
    "0": ("number", 1, ""), "#,##0": ("number", 1, ""), "# ##0": ("number", 1, ""), "0.00E+00": ("number", 1, ""),
    "# ??/??": ("number", 1, ""), '# ##0 "dagar"': ("number", 1, "dagar"), '0,00 "h"': ("number", 1, "h"),
    "[Red]": ("number", 1, ""), "[Red]-0": ("number", 1, ""), "0_ ;[Red]-0\\ ": ("number", 1, ""),
    r"0\ \s\t": ("number", 1, "st"), r"#,##0\ \d\a\g\a\r": ("number", 1, "dagar"), "#,##0_d": ("number", 1, ""),
    "#,##0,": ("number", 1000, ""), "# ##0,": ("number", 1000, ""), '#,##0.0,," mnkr"': ("number", 1_000_000, "mnkr"),
    "#,##0,.00": ("number", 1000, ""), '#,##0,\\ "tkr";[Red]-#,##0,\\ "tkr"': ("number", 1000, "tkr"),
    r"#,##0\ [$kr-41D]": ("number", 1, "kr"), "[$SEK] #,##0.00": ("number", 1, "SEK"), "0.00 kr": ("number", 1, "kr"),
    r'_-* #,##0.00\ "kr"_-;\-* #,##0.00\ "kr"_-;_-* "-"??\ "kr"_-;_-@_-': ("number", 1, "kr"),
    "0%": ("percent", 1, ""), "0.0 %": ("percent", 1, ""), '0.0" %"': ("number", 1, "%"), r"0\%": ("number", 1, "%"),
    "yyyy-mm-dd": ("day", 1, ""), "[$-41D]d mmmm yyyy;@": ("day", 1, ""), "YYYY-MM-DD": ("day", 1, ""),
    r"yyyy/mm/dd\ hh:mm;@": ("day", 1, ""), r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy": ("day", 1, ""), "h:mm AM/PM": ("day", 1, ""),
    "mm:ss.0": ("day", 1, ""), "ss.000": ("day", 1, ""), 'd "maj"': ("day", 1, ""), "[$-41D]mmm/yy;@": ("day", 1, ""),
    "[h]:mm": ("span", 1, ""), "[hh]:mm:ss": ("span", 1, ""), "[mm]": ("span", 1, ""), "[s].00": ("span", 1, ""),
}  # fmt: skip

# Where openpyxl says otherwise: what it says (a day, elapsed time), and what the format shows.
DIFFERENT = {
    "#,##0 SEK": (
        True,
        False,
        "number",
    ),  # a letter of days beside digits: Excel would not have it, LibreOffice writes it out
    "0 st": (True, False, "number"),
    "Standard": (True, False, "number"),  # General in Swedish, as a program wrote it that translates too much
    '0 "d': (True, False, "number"),  # a quotation without end
    "0* d": (True, False, "number"),  # a blank that fills the cell, and a letter beside digits
    '"a;b"yyyy': (False, False, "day"),  # the semicolon is of a text
    r"\\d": (False, False, "day"),  # the backslash itself is escaped
    '"[h]"0': (False, True, "number"),  # elapsed time in a text
    "[hhh]:mm": (True, False, "span"),  # more digits than two
}


@pytest.mark.parametrize("code", FORMATS)
def test_a_format_says_what_it_shows(code: str) -> None:
    shown, scale, words = FORMATS[code]
    said = read_format(code)
    assert (said.shown, said.scale, said.words) == (Shown(shown), scale, words)
    assert is_timedelta_format(code) == (shown == "span")
    assert is_date_format(code) == (shown == "day") or shown == "span"


@pytest.mark.parametrize("code", DIFFERENT)
def test_each_difference_from_openpyxl_is_named(code: str) -> None:
    day, elapsed, shown = DIFFERENT[code]
    assert (is_date_format(code), is_timedelta_format(code)) == (day, elapsed)
    assert read_format(code).shown is Shown(shown)


def test_the_built_in_formats_are_those_of_openpyxl_but_for_semicolons_that_it_lost() -> None:
    lost = {44: BUILTIN_FORMATS[44].replace(")_(", ");_(")}
    assert {**BUILTIN_FORMATS, **lost} == BUILT_IN


# Sections of what formats are made of, days and digits never in one.
_DIGITS = st.sampled_from(["0", "#,##0", "# ##0", "0.00", "#,##0,", "0%", "0.00E+00", "# ?/?", "General"])
_DAYS = st.sampled_from(["yyyy", "yy", "mm", "mmmm", "dd", "d", "h", "hh:mm", "ss", "ss.000", "AM/PM"])
_BESIDE = st.sampled_from([" ", "-", "/", '"st"', '"dagar"', r"\d", r"\ ", "_-", "_d", "[Red]", "[$-41D]", "[$kr-41D]", "[>=1]", "(", ")", ":"])  # fmt: skip
_ELAPSED = st.sampled_from(["[h]", "[hh]", "[mm]", "[ss]", "[H]"])


def _section(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(of | _BESIDE, max_size=6).map("".join)


CODES = st.lists(_section(_DIGITS) | _section(_DAYS) | _section(_DAYS | _ELAPSED), min_size=1, max_size=4).map(";".join)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=1500)
@given(CODES)
def test_a_drawn_format_is_a_day_where_openpyxl_says_so(code: str) -> None:
    shown = read_format(code).shown
    assert (shown is Shown.SPAN) == is_timedelta_format(code)
    if shown is not Shown.SPAN:
        assert (shown is Shown.DAY) == is_date_format(code)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(max_size=40))
def test_any_text_is_read_as_a_format(code: str) -> None:
    assert read_format(code).scale >= 1


NUMBERS = st.integers(-700_000, 3_000_000) | st.floats(-700_000, 3_000_000) | st.floats(0, 62) | st.sampled_from([0, 0.0, 1, 59, 59.5, 60, 60.5, 61, 0.9999999999, 2_958_465, 2_958_466, float("inf"), 1e300, 10**400])  # fmt: skip


def _or_none(read: Any, *arguments: Any, **options: Any) -> Any:
    try:
        return read(*arguments, **options)
    except (OverflowError, ValueError):
        return None


@settings(derandomize=True, deadline=None, max_examples=800)
@given(NUMBERS)
def test_a_day_is_the_one_that_openpyxl_makes_of_the_number(number: float) -> None:
    for from_1904, epoch in ((False, CALENDAR_WINDOWS_1900), (True, CALENDAR_MAC_1904)):
        assert _or_none(moment, number, from_1904=from_1904) == _or_none(from_excel, number, epoch)
    ours, theirs = _or_none(span, number), _or_none(from_excel, number, timedelta=True)
    assert ours == theirs or abs(ours - theirs) <= timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("number", "from_1904", "day"),
    [
        (1, False, datetime(1900, 1, 1)),
        (59, False, datetime(1900, 2, 28)),
        (61, False, datetime(1900, 3, 1)),
        (45292, False, datetime(2024, 1, 1)),
        (45292.75, False, datetime(2024, 1, 1, 18)),
        (43830, True, datetime(2024, 1, 1)),
        (1, True, datetime(1904, 1, 2)),
    ],
)
def test_days_are_those_that_excel_shows(number: float, from_1904: bool, day: datetime) -> None:
    assert moment(number, from_1904=from_1904) == day
