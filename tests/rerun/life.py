"""A drawn case lived in a folder: inputs that are processed, what people do to results, and what xltool makes of it."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from xlsxwriter import Workbook

from tests.drawn import book
from tests.rerun.edits import edited
from tests.rerun.looks import look
from tests.rerun.tables import clean, words
from xltool.commands.command_line import main

_KINDS = "samma körning igen|indata|någon skriver|resultatet kopieras till|resultatet ersätts av|resultatet är|resultatet"
_STEP = re.compile(rf"-- ({_KINDS})(?: då| nu)?(?:,? (?:i )?(.+))? --")
_UNTOUCHED, _SAME, _NOTHING = "(orört)", "(samma)", "(inget)"
_OF_ITSELF = ("XL117", "XL202", "XL222", "XL225")  # that a version is kept, and what is not drawn
_SEVERITIES = {"error": "fel", "warning": "varning", "info": "upplysning"}
_RESULT = "budget-resultat.xlsx"


@dataclass(frozen=True)
class Step:
    """What happens, with what is drawn below it, and what the latest run is expected to have said."""

    kind: str
    rest: str
    drawing: str
    findings: list[str]
    code: int | None


@dataclass(frozen=True)
class Case:
    title: str
    steps: list[Step]


def cases(path: Path) -> list[Case]:
    return [_case(text) for text in path.read_text(encoding="utf-8").split("\n### ")[1:]]


def _case(text: str) -> Case:
    title, *lines = [line for line in text.rstrip().splitlines() if not line.startswith("# ")]
    starts = [n for n, line in enumerate(lines) if _STEP.fullmatch(line)]
    return Case(title, [_step(lines[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)])


def _step(lines: list[str]) -> Step:
    match = _STEP.fullmatch(lines[0])
    assert match is not None
    findings = [line.removeprefix("=> ") for line in lines if line.startswith("=> ")]
    codes = [int(line.removeprefix("slutkod ")) for line in lines if line.startswith("slutkod ")]
    drawn = [line for line in lines[1:] if not line.startswith(("=> ", "slutkod "))]
    return Step(match[1], match[2] or "", "\n".join(drawn).strip("\n"), findings, codes[0] if codes else None)


@dataclass
class Life:
    """A folder with `budget.xlsx`, its result, and the words that people wrote into it."""

    folder: Path
    drawing: str = ""
    left: dict[str, bytes] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    findings: list[dict[str, Any]] = field(default_factory=list)
    code: int = 0
    told: bool = True

    def live(self, case: Case) -> None:
        for step in case.steps:
            self._do(step)
            if step.code is not None:
                said = self._said(step.findings)
                assert said == step.findings, "Det som sägs är:\n=> " + "\n=> ".join(said)
                assert self.code == step.code, f"Slutkoden är {self.code}"
                self.told = True
        assert self.told, "Sist i fallet ska slutkoden stå"

    def _do(self, step: Step) -> None:
        result = self.folder / _RESULT
        match step.kind:
            case "indata":
                self._process(step)
            case "samma körning igen":
                before = result.read_bytes()
                with patch("xltool.running.pipeline.is_made", return_value=False):  # which draws nothing
                    self._process(replace(step, drawing=_SAME))
                assert result.read_bytes() == before, "Resultatet är inte samma tecken"
            case "någon skriver":
                self._edit(step.rest or _RESULT, step.drawing)
            case "resultatet":
                self._look(step.rest or _RESULT, step.drawing)
            case "resultatet kopieras till":
                (self.folder / step.rest).write_bytes(result.read_bytes())
            case "resultatet ersätts av":
                (self.folder / step.rest).replace(result)
                self.left = {_RESULT: result.read_bytes()}
            case _:
                mark = self.folder / f"~${_RESULT}"
                mark.write_bytes(b"") if step.rest == "öppet" else mark.unlink()

    def _edit(self, name: str, drawing: str) -> None:
        if drawing == _NOTHING:
            return
        path = self.folder / name
        path.write_bytes(edited(path.read_bytes(), drawing))
        self.left[name] = path.read_bytes()
        self.words |= words(drawing)

    def _look(self, name: str, drawing: str) -> None:
        if drawing == _UNTOUCHED:
            assert self.code != 0
        else:
            look((self.folder / name).read_bytes(), drawing, self.words)

    # --- a run -----------------------------------------------------------------------------------------------

    def _process(self, step: Step) -> None:
        assert self.told or self.code == 0, f"Slutkoden är {self.code}: {self._said([])}"
        self.drawing = self.drawing if step.drawing == _SAME else step.drawing
        path = self.folder / "budget.xlsx"
        path.write_bytes(_workbook(self.drawing))
        self._run("process", str(path), "--json", *step.rest.split())
        self.told = False
        self._check_what_people_left()
        if not self.code:
            self.left.clear()

    def _run(self, *arguments: str) -> None:
        output = StringIO()
        with redirect_stdout(output), redirect_stderr(StringIO()):
            try:
                main(arguments)
            except SystemExit as end:
                self.code = int(end.code or 0)
        self.findings = json.loads(output.getvalue())["findings"]

    def _check_what_people_left(self) -> None:
        """What people saved is in a file as they saved it, and at its own place where the run stopped."""
        files = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        for name, data in self.left.items():
            assert data in ([files.get(name)] if self.code else files.values()), f"{name} har försvunnit"

    def _said(self, expected: list[str]) -> list[str]:
        """What was said, each sentence as the expected one where that has its words."""
        said = [f for f in self.findings if f["code"] not in _OF_ITSELF]
        lines = [f"{_SEVERITIES[f['severity']]} {f['code']} {clean(f['message'])}" for f in said]
        for number, line in enumerate(expected):
            head, *parts = re.split(r"(?<=XL\d{3}) | … ", line)
            if number < len(lines) and all(part in lines[number] for part in (head, *parts)):
                lines[number] = line
        return lines


def _workbook(drawing: str) -> bytes:
    """The drawn workbook as a file."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as file:
        file.set_properties({"created": datetime(2024, 2, 1, 9, 15)})
        day = file.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in book(drawing).sheets:
            page = file.add_worksheet(sheet.name)
            for (row, column), cell in sheet.cells.items():
                look_ = day if cell.number_format.startswith("yyyy") else None
                page.write(row - 1, column - 1, cell.value, look_)
    return buffer.getvalue()
