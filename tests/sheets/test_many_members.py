"""Many members: the result costs in proportion to their number, and says what a cell can hold."""

from __future__ import annotations

import sys

import pytest

from tests.drawn import result
from xltool.result.result import Result


def members(count: int, distinct: int) -> str:
    """So many members, of which every `distinct` has the same population."""
    rows = "\n".join(f"Kommun {i} | {7000 + 13 * (i % distinct)}" for i in range(count))
    return f"== Medlemmar ==\nKommun | Invånare\n{rows}"


def texts(whole: Result) -> list[str]:
    """Every cell's value."""
    return [whole.model.text(t.key, row.key, c) for t in whole.tables for row in t.rows for c in t.columns]


def steps(drawing: str) -> int:
    """How many functions are called, of Python's and ours, until every value is known."""
    taken = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal taken
        taken += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        texts(result(drawing, net=123_456))
    finally:
        sys.setprofile(before)
    return taken


@pytest.mark.parametrize("distinct", [1, 3, 1000])
def test_twice_as_many_members_cost_twice_as_much(distinct: int) -> None:
    base, few, many = (steps(members(count, distinct)) for count in (1, 200, 400))
    assert many - base < 2.1 * (few - base)


@pytest.mark.parametrize(("count", "told"), [(290, "Kommun 288: "), (3000, "beloppen för 3000 medlemmar står på bladet Fördelning")])  # fmt: skip
def test_a_sentence_lists_the_members_as_long_as_a_cell_can_hold_them(count: int, told: str) -> None:
    found = texts(result(members(count, 1000), net=123_456))
    assert any(told in text for text in found)
    assert max(map(len, found)) < 16_000
