"""Every hostile file ends with its expected word, in time and within memory, and smuggles nothing out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.hostile.base import PARTS
from tests.hostile.build import zipped
from tests.hostile.contents import MARK
from tests.hostile.table import GROUPS, HOSTILE
from tests.hostile.trial import Trial
from xltool.running.pipeline import work

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="the trials are forked")
_SECONDS, _WAITED, _MEMORY = 20, 120, 1 << 30
_ACTIVE = ("vbaproject", "externallink", "embeddings", "activex", "connections", "macrosheets", "webextension", "customui", "evil")  # fmt: skip


def trials(group: str, folder: Path) -> list[Trial]:
    for hostile in GROUPS[group]:
        data = hostile.build()
        beside = hostile.is_before or hostile.ledger_ending or hostile.is_document
        (folder / f"{hostile.name}.xlsx").write_bytes(zipped(PARTS) if beside else data)
        if hostile.ledger_ending:
            (folder / f"{hostile.name}{hostile.ledger_ending}").write_bytes(data)
        if hostile.is_document:
            (folder / f"{hostile.name}.docx").write_bytes(data)
        if hostile.is_before:
            (folder / f"{hostile.name}-resultat.xlsx").write_bytes(data)
    command = [sys.executable, "-m", "tests.hostile.trial", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return [Trial(**json.loads(line)) for line in done.stdout.splitlines()]


def outcome(trial: Trial) -> str:
    """The exit code, and the codes of errors and of what is said about the file."""
    (line,) = trial.out.splitlines()
    found = json.loads(line)["findings"]
    codes = {f["code"] for f in found if f["severity"] == "error" or f["code"].startswith("XL1")}
    return " ".join([str(trial.code), *sorted(codes)])


def faults(trial: Trial, folder: Path) -> list[str]:
    """What no file may do, however hostile."""
    marked = folder / f"{trial.name}-granskad.xlsx"
    result, template = folder / f"{trial.name}-resultat.xlsx", folder / f"{trial.name}.docx"
    tests = {
        "a traceback": "Traceback" in trial.err + trial.out,
        "no message": not trial.err.strip(),
        "too slow": trial.seconds > _SECONDS or trial.waited > _WAITED,
        "too much memory": trial.memory > _MEMORY,
        # A template that is no good costs the report alone.
        "no result": (trial.code == 0 or template.exists()) != _is_new(result),
        "no report": template.exists()
        and (trial.code == 0) != any(folder.glob(f"{trial.name}-rapport.doc?")),
        "a marked copy of an unreadable file": trial.code == 3 and marked.exists(),
    }
    return [fault for fault, found in tests.items() if found]


def _is_new(result: Path) -> bool:
    """Whether there is a result of this run, and where there was another before it, a kept version of that."""
    before = next((h for h in GROUPS["before"] if result.stem.removesuffix("-resultat") == h.name), None)
    if before is None or not result.exists():
        return result.exists()
    old = before.build()
    versions = [p for p in result.parent.glob(f"{result.stem}_*.xlsx") if p.read_bytes() == old]
    return result.read_bytes() != old and len(versions) == 1


def smuggled(data: bytes) -> list[str]:
    """What a result holds that came along from the input as more than text."""
    found = []
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            if any(word in name.lower() for word in _ACTIVE):
                found.append(name)
            if b"External" in part and name.endswith(".rels"):
                found.append(f"an external relation in {name}")
            if MARK.encode() in part and not name.endswith("sharedStrings.xml") and b"<f>" in part:
                formulas = part.split(b"<f>")[1:]
                found += [name for f in formulas if MARK.encode() in f.split(b"</f>")[0]]
    load_workbook(BytesIO(data))
    return found


def test_there_are_many_and_none_twice() -> None:
    assert len({h.name for h in HOSTILE}) == len(HOSTILE) > 80


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("group", GROUPS)
def test_hostile_files_end_as_expected(group: str, tmp_path: Path) -> None:
    done = trials(group, tmp_path)
    assert {t.name: outcome(t) for t in done} == {h.name: h.expected for h in GROUPS[group]}
    assert {t.name: f for t in done if (f := faults(t, tmp_path))} == {}
    codes = {t.name: t.code for t in done}
    results = [
        r for r in sorted(tmp_path.glob("*-resultat.xlsx")) if not codes[r.stem.removesuffix("-resultat")]
    ]
    assert {r.stem: s for r in results if (s := smuggled(r.read_bytes()))} == {}
    assert not list(tmp_path.glob(".xltool-*")), "half-written files"


def test_the_marked_copy_keeps_the_users_own_parts() -> None:
    hostile = next(h for h in HOSTILE if h.name == "errors_beside_a_link")
    data = hostile.build()
    marked = work(data, "b.xlsx", write=True).data
    assert marked is not None
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(BytesIO(marked)) as after:
        assert set(before.namelist()) <= set(after.namelist())
        relations = "xl/worksheets/_rels/sheet1.xml.rels"
        assert b"External" in after.read(relations)
