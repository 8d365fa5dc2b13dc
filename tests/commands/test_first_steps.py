"""The commands that a newcomer tries first, and what each of them loads."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.commands.test_command_line import EXAMPLE, Run, run, spoiled
from xltool.commands.command_line import COMMANDS
from xltool.core.version import __version__
from xltool.findings.codes import CODES

__all__ = ["run"]

# --- template, explain, help ------------------------------------------------------------------------------------------


def test_the_template_is_written_once(run: Run) -> None:
    assert run("template", "mall.xlsx", "--year", "2024")[0] == 0
    before = (run.folder / "mall.xlsx").read_bytes()
    code, _, err = run("template", "mall.xlsx", "--year", "2025")
    assert (code, (run.folder / "mall.xlsx").read_bytes()) == (2, before)
    assert "finns redan" in err


def test_explain_tells_what_a_code_means(run: Run) -> None:
    code, out, _ = run("explain", "xl402")
    assert code == 0
    assert "XL402 · Summan stämmer inte" in out
    assert run("explain", "402")[1] == out
    for part in ("Vad det betyder", "Varför det spelar roll", "Exempel", "Gör så här", "Så undviker ni det"):
        assert part in out


def test_explain_lists_the_codes_by_subject_and_by_a_word(run: Run) -> None:
    code, out, _ = run("explain")
    assert code == 0
    assert out.index("Celler") < out.index("XL301") < out.index("Belopp och summor") < out.index("XL402")
    assert out.count("XL") == len(CODES) + 1
    about = run("explain", "medlem")[1]
    assert "XL602" in about
    assert "XL402" not in about
    assert run("explain", "moms")[0] == 2


def test_a_misspelt_file_is_told_with_the_name_that_is_nearest(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "budget_2023.xlsx")
    for command in (("check", "budegt_2023.xlsx"), ("diff", "budget_2032.xlsx", "budget_2023.xlsx")):
        code, out, err = run(*command)
        assert code == 3
        assert "Menade ni budget_2023.xlsx?" in out + err
    assert "Menade ni" not in run("check", "helt annat.xlsx")[1]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"xltool {__version__}\n", "")


@pytest.mark.parametrize("command", [(), *((c,) for c in COMMANDS)])
def test_help_is_swedish(run: Run, command: tuple[str, ...]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "Användning:" in out
    for english in (
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "Show",
        "default",
        "required",
        "PATH",
        "TEXT",
        "<=",
        "{",
        "...",
    ):
        assert english not in out
    assert max(map(len, out.splitlines())) <= 80


def test_no_line_is_wider_than_a_terminal(run: Run) -> None:
    spoiled(run.folder / "a.xlsx")
    shutil.copy(EXAMPLE, run.folder / "b.xlsx")
    _, out, _ = run("process", "a.xlsx", "b.xlsx")
    assert max(map(len, out.splitlines())) <= 80


# --- start-up ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], {"pandas", "openpyxl", "xlsxwriter", "numpy"}),
        (["explain", "XL402"], {"pandas", "openpyxl", "xlsxwriter", "numpy"}),
        (["process", "--fel"], {"pandas", "openpyxl", "xlsxwriter", "numpy"}),
        (["open"], {"pandas", "openpyxl", "xlsxwriter", "numpy"}),
        (["watch"], {"pandas", "openpyxl", "xlsxwriter", "numpy"}),
        (["check", str(EXAMPLE)], {"pandas", "xlsxwriter"}),
        (["diff", str(EXAMPLE), str(EXAMPLE)], {"pandas", "xlsxwriter"}),
        (["process", str(EXAMPLE), "--out", "."], {"pandas"}),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], absent: set[str], tmp_path: Path) -> None:
    script = (
        "import sys\nfrom xltool.commands.command_line import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=True,
    )
    loaded = set(next(line for line in done.stdout.splitlines() if line.startswith("MODULES")).split())
    assert not absent & loaded


def test_a_console_without_the_marks_does_not_crash(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xltool", "check", str(EXAMPLE)],
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "cp1252", "PATH": ""},
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_what_a_file_holds_cannot_steer_the_terminal(run: Run) -> None:
    shutil.copy(EXAMPLE, run.folder / "b\x9b2J\x1b[31m.xlsx")
    code, out, err = run(".")
    assert code == 0
    assert not {c for c in out + err if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"}
    assert "b\ufffd2J\ufffd[31m" in out
