"""The drawn ledgers of `ledger_cases.txt`, with the remedies that are offered and what each gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.drawn import NOWHERE, amounts, book, drawn
from xltool.binding.remedied import remedied
from xltool.core.cells import RawBook
from xltool.findings.finding import Finding
from xltool.result.result import build_result
from xltool.sheets.board import read_board

_NOTHING = "inget"


@dataclass(frozen=True)
class LedgerCase:
    """A drawing, with the findings, remedies and figures that are expected of it."""

    title: str
    drawing: str
    findings: list[str]
    remedies: list[str]
    figures: list[str]


def _case(text: str) -> LedgerCase:
    title, *lines = text.rstrip().splitlines()
    parts: dict[str, list[str]] = {"=>": [], ">": [], "=": [], "": []}
    for line in lines:
        mark, _, rest = line.partition(" ")
        parts[mark if mark in parts else ""].append(rest if mark in parts and mark else line)
    findings = [one for one in parts["=>"] if one != _NOTHING]
    return LedgerCase(title, "\n".join(parts[""]), findings, parts[">"], parts["="])


_TEXT = Path(__file__).with_name("ledger_cases.txt").read_text(encoding="utf-8")
CASES = [_case(text) for text in _TEXT.split("\n### ")[1:]]


def _findings(raw: RawBook) -> list[Finding]:
    board = read_board(raw)
    given = board.findings if board.has_errors else build_result(board, NOWHERE).findings
    return [one for one in given if one.code.code not in ("XL202", "XL222", "XL408")]


def _remedies(findings: list[Finding]) -> list[str]:
    return [f"{r.label}: {r.value:g} | {r.gives}" if isinstance(r.value, float) else f"{r.label}: {r.value} | {r.gives}" for f in findings for r in f.remedies]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_a_ledger_gives_its_findings_and_figures(case: LedgerCase) -> None:
    given = _findings(book(case.drawing))
    assert [drawn(one) for one in given] == case.findings
    assert [one.replace("\u00a0", " ") for one in _remedies(given)] == case.remedies
    if not any(one.is_error for one in given):
        computed = amounts(case.drawing)
        assert [one for one in case.figures if one not in computed] == [], computed


@pytest.mark.parametrize("case", [c for c in CASES if c.remedies], ids=[c.title for c in CASES if c.remedies])
def test_every_remedy_of_a_ledger_works(case: LedgerCase) -> None:
    raw = book(case.drawing)
    for finding in _findings(raw):
        for remedy in finding.remedies:
            assert not read_board(remedied(raw, remedy)).has_errors


def test_the_ledgers_are_many_and_no_two_have_one_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 60
