"""The drawn cases of `cases.txt` and of the other files of cases here: a result that people work in, and what is in it when
xltool has run again.

`cases.txt` explains the format, for it is read by people who know Excel and not Python.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rerun.life import Case, Life, cases

CASES = [case for path in sorted(Path(__file__).parent.glob("*cases.txt")) for case in cases(path)]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in CASES])
def test_what_people_did_to_a_result_is_in_the_next_as_drawn(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a report of a fault would be written
    Life(tmp_path).live(case)


def test_the_cases_are_many_and_no_two_have_one_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 60
