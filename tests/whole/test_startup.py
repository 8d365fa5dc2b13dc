"""What a command loads, by what `sys.modules` holds after it: no noise touches that, as it does every stopwatch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.bench.inputs import ledger
from tests.examples import WORKBOOKS

HEAVY = {"pandas", "numpy", "openpyxl", "xlsxwriter", "python_calamine", "lxml"}
_ASK = """
import json, sys
import xltool.running.worker
from xltool.commands.command_line import main
xltool.running.worker.forks = lambda: False  # what a worker loads would not be seen here
try:
    main(sys.argv[1:])
except SystemExit as ending:
    print(json.dumps([ending.code, sorted(set(sys.modules))]))
"""


def run(*arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command, and the heavy libraries that it loaded."""
    code, modules = loaded_by(*arguments)
    return code, HEAVY & modules


def loaded_by(*arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command, and all modules that it loaded."""
    command = [sys.executable, "-c", _ASK, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["process", "--help"], 0),
        (["explain", "XL402"], 0),
        (["explain", "XL999"], 2),
        (["process", "--fel"], 2),
        (["template", "--year", "nästa"], 2),
        (["template", "finns.xlsx"], 2),
        (["process", "."], 2),
        (["process", "saknas.xlsx"], 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_reads_no_workbook_loads_no_library(
    arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "tom"
    empty.mkdir()
    (tmp_path / "finns.xlsx").write_bytes(b"")
    monkeypatch.chdir(empty if arguments[-1] == "." else tmp_path)
    assert run(*arguments) == (code, set())


def test_a_standard_workbook_is_processed_without_pandas_and_openpyxl(tmp_path: Path) -> None:
    example = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
    assert run("process", str(example), "--out", str(tmp_path)) == (0, {"xlsxwriter"})
    assert run("check", str(example)) == (0, set())


def test_a_first_result_loads_of_the_rerun_only_what_remembers(tmp_path: Path) -> None:
    example = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
    needed = {
        *(
            "entries",
            "entry_place",
            "fingerprints",
            "kept",
            "lineage",
            "memory_sheet",
            "remembered",
            "row_keys",
        ),
        *("same_run", "wins"),
    }
    for command in ("process", "check"):
        _, modules = loaded_by(
            command, str(example), *(["--out", str(tmp_path)] if command == "process" else [])
        )
        of_reruns = {name.split(".")[2] for name in modules if name.startswith("xltool.rerun.")}
        assert of_reruns <= needed


def _saved_by_openpyxl(path: Path) -> Path:
    """The example with what used to send a workbook to openpyxl: texts in cells, merged cells, elapsed time, rare formats."""
    book = load_workbook(WORKBOOKS / "exempel" / "sydnarke-2023.xlsx")
    sheet = book["Driftredovisning"]
    sheet.merge_cells("A1:C1")
    for column, code in (("K", "[h]:mm"), ("L", "d mmmm"), ("M", '#,##0.0,, "mnkr"')):
        sheet[f"{column}1"] = 1.5
        sheet[f"{column}1"].number_format = code
    book.save(path)
    return path


def test_no_workbook_is_checked_or_first_processed_with_openpyxl(tmp_path: Path) -> None:
    path = str(_saved_by_openpyxl(tmp_path / "sparad.xlsx"))
    assert run("check", path) == (0, set())
    assert run("process", path, "--out", str(tmp_path)) == (0, {"xlsxwriter"})


def test_a_ledger_loads_pandas_and_not_openpyxl(tmp_path: Path) -> None:
    path = ledger(tmp_path / "ledger.xlsx", 50)
    code, loaded = run("process", str(path), "--out", str(tmp_path))
    assert code in (0, 1)
    assert loaded == {"pandas", "numpy", "xlsxwriter"}
