"""LibreOffice recalculates every formula of the examples and of random results to its stored value."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.bench.inputs import ledger
from tests.examples import seed
from tests.many import many
from tests.random_boards import random_filling
from tests.recalculation import formulas, same
from tests.sheets.test_ledger_page import LEDGER, bytes_of, result_of as details_result
from tests.whole.test_files import rewritten
from tests.whole.test_recalculation import result_of
from xltool.intake.package_parts import sheet_paths
from xltool.running.other_workbooks import template_bytes
from xltool.running.outcome import Choices
from xltool.running.pipeline import work
from xltool.sheets.template_rows import Filling

_SOFFICE = shutil.which("soffice")
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
_PLANTED = "Driftredovisning", "D7"

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(_SOFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed"),
]


def recalculated(folder: Path) -> Path:
    """Every workbook of the folder, loaded with a hard recalculation and saved again."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE)
    assert _SOFFICE is not None, "CI must have LibreOffice"
    command = [_SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, sorted(folder.glob("*.xlsx")))]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return out


def with_wrong_value(data: bytes) -> bytes:
    """The workbook with another stored value at the planted cell, everything else as it was."""
    cell = rf'(<c r="{_PLANTED[1]}"[^>]*><f>[^<]*</f><v>)[^<]*(</v>)'.encode()

    def change(name: str, part: bytes) -> bytes:
        return replaced(cell, rb"\g<1>987654\g<2>", part) if name == "xl/worksheets/sheet3.xml" else part

    return rewritten(data, change)


def replaced(pattern: bytes, new: bytes, part: bytes) -> bytes:
    """The part with the pattern replaced, which must be there once."""
    part, count = re.subn(pattern, new, part, flags=re.DOTALL)
    assert count == 1
    return part


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it warns of data bars that it does not read
def test_libreoffice_computes_what_is_stored(tmp_path: Path) -> None:
    results = {f"random{n}": result_of(random_filling(1000 + n)) for n in range(many(50))}
    results |= {
        "tkr": result_of(seed()),
        "kronor": result_of(seed(kronor=True)),
        "mall": template_bytes(Filling(2024)),
        "underlag": bytes_of(details_result(LEDGER, "Ansvar")),
    }
    for name, data in results.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    canary = with_wrong_value(results["tkr"])
    (tmp_path / "canary.xlsx").write_bytes(canary)
    assert formulas(canary).values[_PLANTED] == 987654

    out = recalculated(tmp_path)
    computed = formulas((out / "canary.xlsx").read_bytes()).values
    assert computed[_PLANTED] == formulas(results["tkr"]).values[_PLANTED], "LibreOffice did not recalculate"
    wrong = []
    for name, data in results.items():
        computed = formulas((out / f"{name}.xlsx").read_bytes()).values
        wrong += [
            f"{name} {place}: stored {stored!r}, computed {computed.get(place)!r}"
            for place, stored in formulas(data).values.items()
            if not same(stored, computed.get(place))
        ]
    assert wrong == [], "\n".join(wrong)


# --- a large one -----------------------------------------------------------------------------------------------


def _without_rows(data: bytes, sheet: str) -> bytes:
    """The workbook with one of its sheets emptied, as nobody reads 100 000 rows cell by cell."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        path = dict(sheet_paths(package))[sheet]

    def change(name: str, part: bytes) -> bytes:
        return replaced(rb"<sheetData>.*</sheetData>", b"<sheetData/>", part) if name == path else part

    return rewritten(data, change)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_the_sums_of_100_000_rows_agree(tmp_path: Path) -> None:
    """Every stored value is taken away first, so that what agrees was computed."""
    book = ledger(tmp_path / "b.xlsx", 100_000).read_bytes()
    done = work(book, "b.xlsx", write=True, choices=Choices(by=("Ansvar",)))
    assert done.data is not None, [f.message for f in done.findings]
    stored = formulas(_without_rows(done.data, "Underlag"))
    folder = tmp_path / "result"
    folder.mkdir()
    (folder / "b.xlsx").write_bytes(_without_values(done.data))
    computed = formulas(_without_rows((recalculated(folder) / "b.xlsx").read_bytes(), "Underlag"))
    wrong = {p: (v, computed.values[p]) for p, v in stored.values.items() if not same(v, computed.values[p])}
    assert wrong == {}
    sums = [text for text in stored.text.values() if "Underlag!" in text]
    assert len(sums) > 50


def _without_values(data: bytes) -> bytes:
    """The workbook as if no program had computed its formulas."""

    def change(name: str, part: bytes) -> bytes:
        is_sheet = name.startswith("xl/worksheets/sheet")
        return re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if is_sheet else part

    return rewritten(data, change)
