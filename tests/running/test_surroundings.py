"""What the machine around xltool may refuse, each with its message and exit code, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import WORKBOOKS
from xltool.core import limits
from xltool.running.batch import process_file
from xltool.running.fault_report import write_fault_report
from xltool.running.outcome import State

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
# Root may read and write everything; without these two rights it is as anybody else.
_AS_ANYBODY = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="shells and devices of POSIX")


def shell(folder: Path, line: str, **environment: str) -> tuple[int, str]:
    """A line of shell where `xltool` is the command: its exit code, and all that was said."""
    command = ["/bin/bash", "-c", f'xltool() {{ "{sys.executable}" -m xltool "$@"; }}\n{line}']
    is_root = sys.platform == "linux" and os.getuid() == 0
    done = subprocess.run(
        _AS_ANYBODY + command if is_root else command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    assert "Traceback" not in said
    return done.returncode, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(EXAMPLE, tmp_path / "b.xlsx")
    return tmp_path


CASES = {
    "a missing file": ("xltool check saknas.xlsx", 3, "Filen saknas.xlsx finns inte."),
    "a missing folder": ("xltool check saknas/b.xlsx", 3, "Filen b.xlsx finns inte."),
    "an empty folder": ("mkdir tom.xlsx; xltool check tom.xlsx", 2, "innehåller ingen arbetsbok"),
    "a name of 300 characters": (f"xltool process {'a' * 300}.xlsx", 3, "sökvägen är för lång"),
    "a loop of links": ("ln -s a.xlsx a.xlsx; xltool process a.xlsx", 3, "pekar på sig själv"),
    "a pipe that nobody writes to": ("mkfifo a.xlsx; xltool process a.xlsx", 3, "ingen vanlig fil"),
    "a device without an end": ("xltool process /dev/zero", 3, "ingen vanlig fil"),
    "a file on the way of the folder": ("xltool process b.xlsx --out b.xlsx", 3, "i vägen för mappen"),
    "a folder that cannot be": ("xltool process b.xlsx --out /proc/ut", 3, "går inte att skriva"),
    "a full disk": ("ulimit -f 4; trap '' XFSZ; xltool process b.xlsx", 3, "större än disken tillåter"),
    "a device that is full": ("xltool check b.xlsx > /dev/full", 3, "disken är full"),
    "a file that may not be read": ("chmod 000 b.xlsx; xltool check b.xlsx", 3, "saknar behörighet"),
    "a folder that may not be written to": ("chmod 555 .; xltool process b.xlsx", 3, "saknar behörighet"),
    "a folder that may not be read": (
        "mkdir a; mv b.xlsx a; chmod 000 a; xltool process a; code=$?; chmod 700 a; exit $code",
        3,
        "saknar behörighet",
    ),
    "few open files": ("ulimit -n 7; xltool process b.xlsx --timeout 20", 3, "för många filer är öppna"),
    "a folder and few open files": (
        "ulimit -n 7; xltool process . --timeout 20",
        3,
        "för många filer är öppna",
    ),
    "no standard error": ("xltool check b.xlsx 2>&-", 0, "underskott"),
    "a full device for standard error": ("xltool process b.xlsx 2>/dev/full; test -s b-resultat.xlsx", 0, ""),
    "a template from a missing file": ("xltool template ny.xlsx --from saknas.xlsx", 3, "finns inte"),
    "a template from some text": ("echo x > k.xlsx; xltool template ny.xlsx --from k.xlsx", 3, "textfil"),
    "a template where another is": ("xltool template b.xlsx --from b.xlsx", 2, "finns redan"),
    "a folder that is gone": ("mkdir a; cd a; rmdir ../a; xltool process ../b.xlsx", 3, "finns inte"),
    "no standard output": ("xltool check b.xlsx >&-", 0, ""),
    "no streams at all": ("xltool process b.xlsx <&- >&- 2>&-; test -s b-resultat.xlsx", 0, ""),
    "a reader that goes away": ("xltool check b.xlsx | true; exit ${PIPESTATUS[0]}", 0, ""),
    "a reader of JSON that goes away": ("xltool check b.xlsx --json | true; exit ${PIPESTATUS[0]}", 0, ""),
    "no home folder": ("xltool check b.xlsx", 0, "underskott"),
}


@_POSIX
@pytest.mark.parametrize("case", CASES)
def test_what_is_refused_is_told(case: str, folder: Path) -> None:
    line, code, sentence = CASES[case]
    ended, said = shell(folder, line)
    assert (ended, sentence in said.replace("\n      ", " ")) == (code, True), said
    left = {p.name for p in folder.iterdir() if p.name.startswith(".xltool")}
    assert left == set(), "a file half written"


@_POSIX
@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_console_without_utf_8_loses_letters_and_nothing_else(
    environment: dict[str, str], folder: Path
) -> None:
    shutil.copy(EXAMPLE, folder / "Budget åäö.xlsx")
    code, _ = shell(folder, "xltool process 'Budget åäö.xlsx'", **environment)
    assert code == 0
    assert (folder / "Budget åäö-resultat.xlsx").is_file()


@_POSIX
@pytest.mark.parametrize("name", ["o\u0308ver.xlsx", "CON.xlsx", "a b\n.xlsx", "--help.xlsx", "=1+1.xlsx"])
def test_odd_names_are_names(name: str, folder: Path) -> None:
    (folder / "b.xlsx").rename(folder / name)
    code, said = shell(folder, f"xltool process './{name}'")
    assert code == 0, said
    assert (folder / name.replace(".xlsx", "-resultat.xlsx")).is_file()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "no space"), "disken är full"),
        (PermissionError(13, "no"), "ni saknar behörighet eller så är filen öppen i ett annat program"),
        (OSError(30, "read-only"), "disken är skrivskyddad"),
        (OSError(5, "io"), "disken svarar inte som den ska"),
    ],
)
def test_a_result_that_cannot_be_written_is_told(
    error: OSError, sentence: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("xltool.files.whole_files.os.fsync", refuse)
    outcome = process_file(folder / "b.xlsx")
    assert outcome.state is State.UNREADABLE
    assert sentence in outcome.findings[0].message
    assert [p.name for p in folder.iterdir()] == ["b.xlsx"]


def test_a_file_beyond_the_limit_is_not_read_to_its_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = limits.Limits(file=1000)
    for module in ("files.whole_files", "intake.preflight"):
        monkeypatch.setattr(f"xltool.{module}.LIMITS", small)
    outcome = process_file(folder / "b.xlsx")
    assert [f.code.code for f in outcome.findings] == ["XL122"]


# --- an error of our own ---------------------------------------------------------------------------------------


def test_the_fault_report_holds_nothing_of_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write_fault_report(["ValueError\n  xltool/core/bind.py:7 bind: return bound", "ValueError"])
    assert path == tmp_path / "xltool-felrapport.txt"
    text = path.read_text(encoding="utf-8")
    assert "xltool/core/bind.py:7" in text
    assert "Python 3" in text
    assert str(tmp_path) not in text


def test_a_fault_report_that_fits_nowhere_is_said_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("xltool.running.fault_report.write_whole", refuse)
    report = write_fault_report(["ValueError"])
    assert report is not None, "it goes to the folder for temporary files"
    assert "ValueError" in report.read_text(encoding="utf-8")
    report.unlink()
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert write_fault_report(["ValueError"]) is None


def test_no_link_leads_the_fault_report_to_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder for temporary files belongs to everybody."""
    theirs = tmp_path / "annat.txt"
    theirs.write_text("deras")
    (tmp_path / "xltool-felrapport.txt").symlink_to(theirs)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(
        "xltool.running.fault_report.write_whole", lambda *_: (_ for _ in ()).throw(PermissionError)
    )
    report = write_fault_report(["ValueError"])
    assert report is not None
    assert report.name != "xltool-felrapport.txt"
    assert theirs.read_text() == "deras"
