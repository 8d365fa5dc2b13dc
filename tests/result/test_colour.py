"""The municipality's colour on Uppgifter: where it stands, that it can be read, and what becomes of work when it changes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from tests.drawn import found, message
from tests.examples import seed
from tests.rerun.test_keep import cell_of, edited
from tests.sight import contrast
from xltool.core.accents import accent_of, readable
from xltool.result.following import following
from xltool.running.drawn_result import made_time
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import Work, work
from xltool.word.own_template import own_template

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read
_ABOUT = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nFärg | '{}"


def budget(colour: str) -> bytes:
    return template_bytes(replace(seed(), settings={**seed().settings, "colour": colour}))


def made(colour: str, previous: bytes | None = None) -> Work:
    done = work(budget(colour), "budget.xlsx", write=True, previous=previous)
    assert done.data is not None
    return done


def test_titles_headers_and_tabs_have_it_and_other_texts_do_not() -> None:
    book: Any = load_workbook(BytesIO(made("#1f4e79").data or b""))
    page = book["Driftredovisning"]
    top = next(c for row in page.iter_rows(max_row=8) for c in row if c.value == "Kontotext")
    painted = page["A1"].font.color, top.fill.fgColor, page.sheet_properties.tabColor
    assert [one.rgb for one in painted] == ["FF1F4E79"] * 3
    assert top.font.color.rgb == "FFFFFFFF"
    assert page["A2"].font.color.rgb == "FF57606A"


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_is_readable_and_one_that_is_stays_as_it_is(number: int) -> None:
    colour = f"#{number:06X}"
    used = readable(colour)
    assert contrast(used, "#FFFFFF") >= 4.5
    assert (used == colour) == (contrast(colour, "#FFFFFF") >= 4.5)


def test_a_colour_that_is_too_light_is_told() -> None:
    told = message(_ABOUT.format("#FFCC00"), "XL615")
    assert "#FFCC00 har kontrasten 1,5 mot vitt" in told
    assert readable("#FFCC00") in told
    assert found(_ABOUT.format("#1F4E79")) == []


@pytest.mark.parametrize("written", ["blå", "#12345", "#GG0000", "rgb(1,2,3)"])
def test_what_is_no_colour_is_an_error_at_its_cell(written: str) -> None:
    assert any("XL" in one and "Uppgifter!B3" in one for one in found(_ABOUT.format(written)))


@pytest.mark.parametrize(("text", "colour"), [("1f4e79", "#1F4E79"), (" #ABCDEF ", "#ABCDEF"), ("", None)])
def test_a_colour_is_written_in_one_form(text: str, colour: str | None) -> None:
    assert accent_of(text) == colour


@pytest.mark.parametrize(("before", "now"), [("", "#1F4E79"), ("#1F4E79", "#7A0019"), ("#1F4E79", "")])
def test_another_colour_gives_no_alarm_and_work_comes_along(before: str, now: str) -> None:
    earlier = made(before).data
    assert earlier is not None

    def comment(book: Any) -> None:
        cell_of(book["Driftredovisning"], "Lokalhyror", "Kommentar").value = "Vi flyttade"

    again = made(now, edited(earlier, comment))
    fresh = {(f.code.code, f.message) for f in made(now).findings}
    assert [f.code.code for f in again.findings if (f.code.code, f.message) not in fresh] == ["XL110"]
    page = load_workbook(BytesIO(again.data or b""))["Driftredovisning"]
    assert cell_of(page, "Lokalhyror", "Kommentar").value == "Vi flyttade"
    assert made(now, again.data).data == again.data


def test_next_years_template_keeps_it() -> None:
    board = made("#7A0019").board
    assert board is not None
    assert following(board, 2024).settings["colour"] == "#7A0019"


def test_the_plain_report_has_headings_in_it() -> None:
    plain, coloured = (own_template("T", "N", made_time(""), accent) for accent in ("", "#1F4E79"))
    styles = [load(data) for data in (plain, coloured)]
    assert ["1F4E79" in one for one in styles] == [False, True]


def load(data: bytes) -> str:
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as package:
        return package.read("word/styles.xml").decode()
