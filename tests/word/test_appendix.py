"""`overview --report`: an appendix, board by board."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.examples import seed
from tests.word.reading import controls, paragraphs, tables
from tests.word.test_report_command import changed, run
from xltool.running.other_workbooks import template_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, board in (("a", "Sydnärkes IT-nämnd"), ("b", "Kulturnämnden")):
        filling = replace(seed(), settings=dict(seed().settings) | {"board": board})
        (tmp_path / f"{name}.xlsx").write_bytes(template_bytes(filling))
    return tmp_path


def test_each_board_has_its_sentences_and_tables(folder: Path) -> None:
    assert run("overview", str(folder), "--report") == 0
    done = (folder / "Översikt-rapport.docx").read_bytes()
    lines = paragraphs(done)
    assert lines.index("Sydnärkes IT-nämnd, Årsredovisning 2023") < lines.index(
        "Kulturnämnden, Årsredovisning 2023"
    )
    assert controls(done)["Kulturnämnden resultat"][0].startswith("Årets resultat för Kulturnämnden")
    assert len(tables(done)) == 6
    assert run("overview", str(folder), "--report") == 0
    assert (folder / "Översikt-rapport.docx").read_bytes() == done


def test_an_overview_without_one_writes_none(folder: Path) -> None:
    assert run("overview", str(folder)) == 0
    assert not list(folder.glob("*.docx"))


def test_what_people_changed_in_it_waits_for_a_decision(folder: Path) -> None:
    assert run("overview", str(folder), "--report") == 0
    changed(folder / "Översikt-rapport.docx", "12\u00a0428", "12\u00a0400")
    assert run("overview", str(folder), "--report") == 1
    assert run("overview", str(folder), "--report", "--input-wins") == 0
    assert "12\u00a0400" not in paragraphs((folder / "Översikt-rapport.docx").read_bytes())
