"""The drawn cases of `goal_and_member_cases.txt`: goals of an interim report, last year beside the year, and what the members pay, when xltool has run again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rerun.life import Case, Life, cases

CASES = cases(Path(__file__).with_name("goal_and_member_cases.txt"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in CASES])
def test_what_people_did_to_goals_and_invoices_is_in_the_next_result_as_drawn(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a report of a fault would be written
    Life(tmp_path).live(case)


def test_no_two_cases_have_one_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES)
