"""`xltool diff` knows which row is which as a run does: by what xltool wrote, where somebody has taken rows out."""

from __future__ import annotations

from pathlib import Path

from tests.compare.test_differences import said
from tests.rerun.edits import edited
from tests.rerun.life import _workbook
from xltool.running.pipeline import work

_TWINS = """== Driftredovisning ==
Kontotext | Typ     | Budget | Utfall | Kommentar
Konsulter | Kostnad | 30     | 20     | Om den första
Konsulter | Kostnad | 30     | 20     | Om den andra
Resor     | Kostnad | 7      | 6      |
"""
_SIDES = """== Driftredovisning ==
Kontotext | Typ     | Budget | Utfall
Bidrag    | Intäkt  | -30    | -20
Bidrag    | Kostnad | 30     | 20
"""


def _result(drawing: str) -> bytes:
    done = work(_workbook(drawing), "budget.xlsx", write=True)
    assert done.data is not None
    return done.data


def test_of_two_rows_that_are_alike_the_one_that_was_taken_out_is_told(tmp_path: Path) -> None:
    a = _result(_TWINS)
    b = edited(a, "== Driftredovisning ==\nKontotext || Kommentar\n(borttagen) Konsulter ||")
    lines = "\n".join(said(tmp_path, a, b))
    assert "1 rad bara i A" in lines
    assert "Om den första" in lines
    assert "Om den andra" not in lines, "which is where it was"


def test_a_row_that_was_taken_out_is_none_of_its_namesakes(tmp_path: Path) -> None:
    """As a run has it: the cost of that name is no income that has changed sides."""
    b = _result(_SIDES)
    a = edited(b, "== Driftredovisning ==\nKontotext | Budget 2023 || Kommentar\n(borttagen) Bidrag | -30 ||")
    lines = "\n".join(said(tmp_path, a, b))
    assert "Bidrag  ·  finns bara i B" in lines
    assert "Bidrag\n    Budget" not in lines, "no Bidrag has become another"
    assert "bara i A" not in lines
