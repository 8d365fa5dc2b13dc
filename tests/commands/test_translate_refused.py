"""What `xltool translate` cannot do, and what the drop folder does instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_command_line import EXAMPLE, Run, run
from tests.commands.test_translate import ANSWERS, TABLE, department, fill_in
from tests.hostile.table import HOSTILE
from xltool.running.outcome import Options
from xltool.watching.drop_folder import DropFolder, Stop, attend
from xltool.watching.watch_report import sentence
from xltool.watching.watch_states import Event, EventKind, Watch

__all__ = ["run"]

# --- what cannot be translated -------------------------------------------------------------------------------


def test_what_cannot_be_translated_says_why(run: Run) -> None:
    (run.folder / "brev.xlsx").write_bytes(b"%PDF-1.7")
    code, _, err = run("translate", "brev.xlsx")
    assert code == 3
    assert "brev.xlsx" in err
    assert run("translate", "finns-inte.xlsx")[0] == 3
    assert run("translate", ".")[0] == 2
    assert run("translate", TABLE)[0] == 2
    (run.folder / "s.xlsx").write_bytes(EXAMPLE.read_bytes())
    run("process", "s.xlsx")
    code, _, err = run("translate", "s-resultat.xlsx")
    assert code == 2
    assert "är ett resultat från xltool" in err
    department(run.folder / "egen.xlsx", Översättning=[["Rubrik", "Läses som"], ["Vad", "Kontotext"]])
    code, _, err = run("translate", "egen.xlsx")
    assert code == 2
    assert "eget blad Översättning" in err
    assert not (run.folder / TABLE).exists()


@pytest.mark.parametrize("name", ["html_table", "encrypted_workbook", "plain_text"])
def test_a_hostile_table_gives_its_message_and_is_left_alone(run: Run, name: str) -> None:
    data = next(h for h in HOSTILE if h.name == name).build()
    (run.folder / TABLE).write_bytes(data)
    department(run.folder / "b.xlsx")
    for command in ("process", "translate"):
        code, out, err = run(command, "b.xlsx")
        assert code == 3
        assert TABLE in out + err
    assert (run.folder / TABLE).read_bytes() == data
    assert not (run.folder / "b-resultat.xlsx").exists()


@pytest.mark.parametrize(
    "hostile",
    [h for h in HOSTILE if h.expected.startswith("3 ") and "docx" not in h.name][::12],
    ids=lambda h: h.name,
)
def test_no_hostile_table_does_more_than_stop_its_workbook(run: Run, hostile: object) -> None:
    from tests.hostile.build import Hostile

    assert isinstance(hostile, Hostile)
    (run.folder / TABLE).write_bytes(hostile.build())
    department(run.folder / "b.xlsx")
    (done,) = run.json("check", "b.xlsx")
    assert done["status"] == "unreadable"
    assert hostile.expected.split()[1] in {f["code"] for f in done["findings"]}


# --- the drop folder -----------------------------------------------------------------------------------------


class Watched:
    """A drop folder under watch, with what is said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, DropFolder(folder, Options())
        self.watch = Watch(self.place.result_time)

    def look(self, times: int = 3) -> list[Event]:
        events: list[Event] = []
        for _ in range(times):
            attend(self.watch, self.place, events.append, Stop())
        return [e for e in events if e.kind is not EventKind.STARTED]


def test_the_drop_folder_leaves_a_table_and_reads_the_workbook_when_it_is_filled_in(run: Run) -> None:
    watched = Watched(run.folder)
    watched.look()
    department(run.folder / "b.xlsx")
    told = watched.look()
    assert [e.kind.value for e in told] == ["found", "processed"]
    assert "Öppna den, välj i listorna vid Läses som" in sentence(told[-1], run.folder)
    assert (run.folder / TABLE).exists()
    assert watched.look() == []
    fill_in(run.folder / TABLE, ANSWERS)
    told = watched.look()
    assert [e.kind.value for e in told] == ["taught", "processed"]
    assert "läses på nytt, för översättningen är ändrad" in sentence(told[0], run.folder)
    assert (run.folder / "b-resultat.xlsx").exists()


def test_the_drop_folder_leaves_a_table_that_is_there_as_it_is(run: Run) -> None:
    department(run.folder / "b.xlsx")
    run("translate", "b.xlsx")
    before = (run.folder / TABLE).read_bytes()
    watched = Watched(run.folder)
    told = watched.look()
    assert "säger inte vad alla rubriker i b.xlsx är" in sentence(told[-1], run.folder)
    assert (run.folder / TABLE).read_bytes() == before
