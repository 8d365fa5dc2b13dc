"""A few of the campaign's lives; `python -m tests.rerun.campaign 2700` lives them by the thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.many import many
from tests.rerun.campaign.lives import lives
from tests.rerun.office.driven_office import is_here


def test_no_text_comes_to_stand_on_another_row_in_any_of_some_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a report of a fault would be written
    assert lives(many(24), first=21) == {}


@pytest.mark.skipif(not is_here(), reason="needs LibreOffice and python3-uno")
def test_nor_in_any_of_some_where_people_work_in_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert lives(2, first=5, office=True) == {}
