"""Files dropped on the icon, and the drop folder on the desktop."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.commands.test_command_line import Run, run
from tests.examples import WORKBOOKS

__all__ = ["run"]
EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"


@pytest.fixture
def opened(run: Run, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system's programs were asked to open."""
    asked: list[Path] = []
    monkeypatch.setattr(Path, "home", classmethod(lambda _: run.folder / "hem"))

    def opens(path: Path) -> bool:
        asked.append(path)
        return True

    monkeypatch.setattr("xltool.running.opening.opened", opens)
    return asked


def test_a_dropped_file_opens_its_result_and_a_page(run: Run, opened: list[Path]) -> None:
    shutil.copy(EXAMPLE, run.folder / "a & <b>.xlsx")
    code, out, _ = run("drop", str(run.folder / "a & <b>.xlsx"))
    assert (code, out) == (0, "1 av 1 har sitt resultat.\n")
    assert [p.name for p in opened] == ["xltool-senast.html", "a & <b>-resultat.xlsx"], "the result on top"
    page = opened[0].read_text(encoding="utf-8")
    assert '<html lang="sv">' in page
    assert "a &amp; &lt;b&gt;.xlsx" in page
    assert "Upplysning XL401 · Driftredovisning!F19" in page
    assert "src=" not in page
    assert "http" not in page, "it needs nothing from elsewhere"


def test_what_cannot_be_read_is_told_on_the_page(run: Run, opened: list[Path]) -> None:
    (run.folder / "b.xlsx").write_text("text")
    assert run("drop", str(run.folder / "b.xlsx"))[0] == 3
    page = opened[0].read_text(encoding="utf-8")
    assert "Inget resultat är skrivet" in page
    assert '<li class="fel">' in page
    assert len(opened) == 1


def test_the_icon_alone_takes_the_drop_folder(run: Run, opened: list[Path]) -> None:
    home = run.folder / "hem"
    (home / "Desktop").mkdir(parents=True)
    assert "»Lägg budgeten här«" in run("setup")[1]
    assert run("drop")[0] == 2
    assert "innehåller ingen arbetsbok" in opened[0].read_text(encoding="utf-8")
    if sys.platform != "win32":
        shutil.copy(EXAMPLE, home / "Desktop" / "Lägg budgeten här" / "b.xlsx")
        assert run("drop")[0] == 0
        assert (home / "Desktop" / "Resultaten" / "b-resultat.xlsx").is_file()
        assert run("setup")[0] == 0, "a second time"


@pytest.mark.usefixtures("opened")
def test_without_a_desktop_it_says_where_the_folder_is(run: Run) -> None:
    code, out, _ = run("setup")
    assert code == 0
    assert "inget skrivbord" in out
    assert (run.folder / "hem/xltool/workbooks/ut").is_dir()


@pytest.mark.usefixtures("opened")
def test_the_desktop_is_where_its_settings_say(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    home = run.folder / "hem"
    (home / ".config").mkdir(parents=True)
    (home / "Skrivbord").mkdir()
    (home / ".config/user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Skrivbord"\n')
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    run("setup")
    assert {p.name for p in (home / "Skrivbord").iterdir()} == {"Lägg budgeten här", "Resultaten"}
