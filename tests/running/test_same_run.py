"""The same run again, over a result that nobody has touched, is that result, and it is not drawn again."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from tests.examples import WORKBOOKS
from tests.rerun.edits import edited
from xltool.running.outcome import Choices, ResultPlace
from xltool.running.pipeline import DEFAULT, Work, work

_INPUT = (WORKBOOKS / "in" / "sydnarke-2023.xlsx").read_bytes()
_PLACE = ResultPlace("budget-resultat.xlsx")
_DRAWN = "xltool.running.pipeline.drawn_result"


def _run(previous: bytes | None, choices: Choices = DEFAULT, place: ResultPlace = _PLACE) -> Work:
    return work(_INPUT, "budget.xlsx", write=True, choices=choices, previous=previous, place=place)


@pytest.fixture(scope="module")
def result() -> bytes:
    first = _run(None).data
    assert first is not None
    return first


def test_the_same_run_draws_nothing_and_says_the_same(result: bytes) -> None:
    with patch(_DRAWN) as drawn:
        again = _run(result)
    assert not drawn.called
    assert again.data == result
    assert again.findings == _run(None).findings


def test_what_would_be_drawn_is_the_same(result: bytes) -> None:
    with patch("xltool.running.pipeline.is_made", return_value=False):
        assert _run(result).data == result


@pytest.mark.parametrize(
    ("choices", "place"),
    [
        (Choices(protect=True), _PLACE),
        (Choices(), ResultPlace("budget-resultat (2).xlsx")),
        (Choices(), ResultPlace("budget-resultat.xlsx", frozenset({"0123456789abcdef"}))),
    ],
    ids=["other choices", "another name", "a version beside it that it does not know"],
)
def test_another_run_is_drawn(result: bytes, choices: Choices, place: ResultPlace) -> None:
    assert _run(result, choices, place).data != result


def test_another_version_of_xltool_draws_it_anew(result: bytes) -> None:
    with patch("xltool.running.pipeline.__version__", "999"):
        assert _run(result).data != result


def test_a_result_that_somebody_has_saved_is_drawn_anew(result: bytes) -> None:
    with patch(_DRAWN, return_value=b"anew") as drawn:
        _run(edited(result, "== Till mötet (nytt blad) ==\nFråga Eva"))
    assert drawn.called
