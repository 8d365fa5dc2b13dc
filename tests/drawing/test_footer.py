"""What is printed below a page: whose it is, cut where it has no room, and how far it has come."""

from __future__ import annotations

import pytest

from xltool.drawing.styles import footer


def _length(text: str) -> int:
    """As Excel counts."""
    return len(text.encode("utf-16-le")) // 2


def test_the_board_and_the_state_stand_in_the_footer() -> None:
    assert "&C&9Miljö- && byggnämnden · Utkast&R" in footer("Miljö- & byggnämnden", "Utkast")
    assert "&C&9Utkast&R" in footer("", "Utkast")


@pytest.mark.parametrize("name", ["Nämnden " * 60, "\U0001f4b0" * 200, "&" * 300])
def test_a_long_name_is_cut_and_the_state_stands(name: str) -> None:
    said = footer(name, "Fastställd")
    assert 245 < _length(said) <= 255
    assert "… · Fastställd&R" in said
    middle = said.partition("&C&9")[2].partition("… · ")[0]
    assert middle.count("&") % 2 == 0, "half of a doubled & would be a code"
