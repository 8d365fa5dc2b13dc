"""The drawn ledgers of `ledger_cases.txt`, with the remedies that are offered and what each gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.drawn import NOWHERE, amounts, book, drawn
from xltool.binding.remedied import remedied
from xltool.core.cells import RawBook
from xltool.core.units import SignRule, Unit
from xltool.drawing.layout import plan
from xltool.drawing.writer import Properties, workbook_bytes
from xltool.findings.finding import Finding
from xltool.intake.workbook_reader import read_workbook
from xltool.result.build_result import build_result
from xltool.result.figures import figures
from xltool.sheets.board_reading import read_board
from xltool.sheets.operating.operating_columns import ACTUAL
from xltool.sheets.sheets_found import is_long

_NOTHING = "inget"
LEDGER_CODES = {f"XL{n}" for n in range(435, 450)}


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


@pytest.mark.parametrize("case", [c for c in CASES if c.figures], ids=[c.title for c in CASES if c.figures])
def test_the_result_of_a_ledger_is_read_again_with_the_same_figures(case: LedgerCase) -> None:
    """The result shows the rows that count, with booking signs, so nothing is left out of it a second time."""
    first = build_result(read_board(book(case.drawing)), NOWHERE)
    pages = plan(first.pages, first.model, first.board.money)
    data = workbook_bytes(pages, Properties("Underlag", "", "test", "", datetime(2024, 1, 1)))
    raw, _ = read_workbook(data, "resultat.xlsx")
    assert raw is not None
    board = read_board(raw)
    told = [drawn(f) for f in board.findings if f.code.code in LEDGER_CODES]
    assert told == []
    again = build_result(board, NOWHERE)
    assert figures(again.board, again).operating == figures(first.board, first).operating


@pytest.mark.parametrize("rows", [2, 400])
def test_a_file_whose_format_shows_thousands_of_kronor(tmp_path: Path, rows: int) -> None:
    """The title speaks of what the page shows, and the cells hold kronor."""
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as file:
        about, lines, sheet = (file.add_worksheet(n) for n in ("Uppgifter", "Driftredovisning", "Underlag"))
        for row, pair in enumerate((("Nämnd", "N"), ("År", 2023), ("Enhet", "tkr"))):
            about.write_row(row, 0, pair)
        lines.write_row(0, 0, ("Konto", "Kontotext", "Budget", "Utfall"))
        lines.write_row(1, 0, ("50*", "Löner", 9))
        sheet.write(0, 0, "Belopp i tkr")
        sheet.write_row(1, 0, ("Konto", "Utfall"))
        shown = file.add_format({"num_format": "#,##0,"})
        for row in range(rows):
            sheet.write(row + 2, 0, 5010)
            sheet.write(row + 2, 1, 8000, shown)
    raw, _ = read_workbook(path.read_bytes(), path.name, is_long=is_long)
    assert raw is not None
    board = read_board(raw)
    assert board.operating is not None
    (line,) = next(iter(board.operating.blocks.values())).lines
    assert line.amounts[ACTUAL] == 8 * rows


def test_equal_columns_at_the_top_that_differ_below_are_asked_about() -> None:
    body = "\n".join(["5010 | 10 | 10"] * 40)
    drawing = f"Konto | Kontotext | Budget | Utfall\n50* | Löner | 1 |\n== Underlag ==\nKonto | Utfall | Belopp\n{body}\n5010 | 10 | {{}}"
    assert [drawn(f) for f in _findings(book(drawing.format(10)))] == []
    assert [drawn(f) for f in _findings(book(drawing.format(11)))] == ["fel XL204 Underlag!C1"]


def test_how_a_ledger_was_read_is_a_value() -> None:
    """Every row is a line, a total or left out, and what is left out has its count and sum."""
    board = read_board(
        book("""
            Konto | Kontotext | Budget | Utfall
            50*   | Löner     |        |
            == Underlag ==
            Konto | Period | Text           | Version | Belopp | Saldo
            5010  | 202212 | A              | UTFALL  | 700    | 700
            5010  | 202301 | Ingående saldo | UTFALL  | 900    | 900
            5010  | 202301 | B              | UTFALL  | 800    | 1700
            5010  | 202301 | B              | BU2023  | 850    |
                  |        | Summa          |         | 1650   |
        """)
    )
    (reading,) = [one for one in board.readings if one.sheet == "Underlag"]
    assert {use.value: count for use, count in reading.rows.items()} == {
        "lines": 2,
        "totals": 1,
        "left_out": 2,
    }
    told = [(one.rows, one.count, one.sum) for one in reading.left_out]
    assert told == [("E3:E3", 1, 900), ("E6:E6", 1, 1650), ("E2:E2", 1, 700), ("F2:F4", 3, 3300)]
    assert reading.columns["Utfall"] == "Belopp, Version UTFALL"
    assert reading.columns["Budget"] == "Belopp, Version BU2023"
    assert (reading.signs, reading.unit, reading.unit_from) == (SignRule.NEGATIVE, Unit.KR, "assumed")


def test_the_ledgers_are_many_and_no_two_have_one_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 60
