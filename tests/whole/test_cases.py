"""The drawn cases of `cases.txt` and the files called like it (`reading_`, `layout_`, `net_`, `translation_`, `year_`, `goal_`, `member_cases.txt`): a sheet as finance sends it, and what xltool must say of it.

The first file explains the format of all, for they are read by people who know Excel and not Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.drawn import NOWHERE, amounts, book, computed, drawn, shares, statuses
from tests.sheets.test_ledger_cases import CASES as LEDGERS
from xltool.binding.remedied import remedied
from xltool.core.cells import RawBook, RawCell, RawSheet
from xltool.findings.codes import CODES
from xltool.findings.finding import Finding
from xltool.result.build_result import build_result
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.settings.settings_rows import SETTINGS

_WHOLE = " [hela arbetsboken]"
_NOTHING = "inget"
_SIGNS = str.maketrans({"⍽": "\u00a0", "␣": "\u202f"})
_SWEDISH = {"income": "intäkter", "cost": "kostnader", "net": "netto", "total": "totalt"}
_OF_NET = {
    "actual_income": "intäkter i netto",
    "actual_cost": "kostnader i netto",
    "budget_income": "budgeterade intäkter",
    "budget_cost": "budgeterade kostnader",
    "forecast_income": "prognos för intäkter",
    "forecast_cost": "prognos för kostnader",
    "prior_income": "fjolårets intäkter i netto",
    "prior_cost": "fjolårets kostnader i netto",
}
_OF_ALL_YEARS = {
    "decided": "beslutat",
    "prior_years": "tidigare",
    "accumulated": "ackumulerat",
    "forecast_total": "prognos",
    "total_variance": "total avvikelse",
    "remaining": "återstår",
    "finished": "färdigt",
    "income": "inkomster",
    "carry_over": "överföring",
    "original_budget": "ursprunglig budget",
    "budget_change": "ändringar",
}
_STATES = {"ongoing": "pågående", "finished": "avslutat", "not_started": "ej påbörjat", "running": "löpande"}
_STATUSES = {"not_achieved": "ej", "achieved": "uppnådd", "partly": "delvis", "no_value": "saknar värde"}


@dataclass(frozen=True)
class Case:
    """A drawing, the findings and the figures expected of it, its remedies with what they give, and why xltool fails it
    today, if it does."""

    title: str
    drawing: str
    findings: list[str]
    figures: list[str]
    remedies: list[str]
    reason: str
    whole: bool


def _case(text: str) -> Case:
    title, *lines = text.rstrip().splitlines()
    parts: dict[str, list[str]] = {"=>": [], "=": [], "->": [], "!": [], "": []}
    for line in lines:
        mark, _, rest = line.partition(" ")
        parts[mark if mark in parts else ""].append(rest if mark in parts and mark else line)
    findings = [one for one in parts["=>"] if one != _NOTHING]
    drawing = "\n".join(parts[""]).translate(_SIGNS)
    reason = " ".join(parts["!"])
    return Case(
        title.removesuffix(_WHOLE), drawing, findings, parts["="], parts["->"], reason, title.endswith(_WHOLE)
    )


_FILES = [
    Path(__file__).with_name(f"{name}cases.txt")
    for name in ("", "reading_", "layout_", "net_", "translation_", "year_", "goal_", "member_")
]
CASES = [_case(text) for file in _FILES for text in file.read_text(encoding="utf-8").split("\n### ")[1:]]


def findings(raw: RawBook, *, whole: bool = False) -> list[Finding]:
    """All that is said of a workbook, in order. Sheets that are not drawn are missed only in a whole workbook."""
    board = read_board(raw)
    given = board.findings if board.has_errors else build_result(board, NOWHERE).findings
    return [one for one in given if whole or one.code.code not in ("XL202", "XL222")]


def figures(drawing: str | RawBook) -> list[str]:
    """All figures of the result as the cases write them."""
    data = computed(drawing)
    rows = amounts(drawing) + (amounts(drawing, "investments") if data["investments"] else [])
    projects = data["investments"] or {"lines": [], "total": {}}
    rows += [f"{one['name']}: {said}" for one in projects["lines"] if (said := _over_years(one))]
    lines = data["operating"]["lines"] if data["operating"] else []
    rows[:0] = [f"{one['name']}: {said}" for one in lines if (said := _over_years(one))]
    rows += [f"alla projekt: {said}"] if (said := _over_years(projects["total"])) else []
    rows = [re.sub(r"^(± )?(income|cost|net|total)(?= \|)", _in_swedish, row) for row in rows]
    net = (data["operating"] or {}).get("net", {})
    rows[:0] = [
        f"{words} | {round(net[key], 9):g}" for key, words in _OF_NET.items() if net.get(key) is not None
    ]
    judged = [row.rpartition(": ") for row in statuses(drawing)] if data["goals"] else []
    rows += [f"{name}: {_STATUSES[status]}" for name, _, status in judged]
    return rows + (shares(drawing) if data["shares"] else [])


def _over_years(data: dict[str, Any]) -> str:
    """What a project is over all its years, of what it has."""
    said = [f"{words} {_shown(data[key])}" for key, words in _OF_ALL_YEARS.items() if key in data]
    return ", ".join([*said, *([_STATES[data["state"]]] if "state" in data else [])])


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{round(value, 9):g}"


def _in_swedish(total: re.Match[str]) -> str:
    return (total[1] or "") + _SWEDISH[total[2]]


def _marked(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=case.reason)] if case.reason else []
    return pytest.param(case, marks=marks, id=case.title)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_a_case_gives_its_findings_and_figures(case: Case) -> None:
    given = findings(book(case.drawing, whole=case.whole), whole=case.whole)
    assert [drawn(one) for one in given] == case.findings
    computed_figures = figures(book(case.drawing, whole=case.whole)) if case.figures else []
    assert [one for one in case.figures if one not in computed_figures] == []


@pytest.mark.parametrize("case", [_marked(case) for case in CASES if not case.reason])
def test_each_remedy_that_is_offered_removes_its_finding_and_gives_what_it_says(case: Case) -> None:
    """`-> cell or label and value: figures`, the last of its figures; without them where other errors are left."""
    raw = book(case.drawing, whole=case.whole)
    before = findings(raw, whole=case.whole)
    tried = []
    for finding in before:
        for remedy in finding.remedies:
            mended = remedied(raw, remedy, (SETTINGS.title, *SETTINGS.aliases))
            after = findings(mended, whole=case.whole)
            assert drawn(finding) not in map(drawn, after)
            assert {drawn(f) for f in after if f.is_error} <= {drawn(f) for f in before}
            is_left = any(f.is_error for f in after)
            tried.append(
                f"{remedy.label or remedy.cell} {remedy.value}"
                + ("" if is_left else f": {figures(mended)[-1]}")
            )
    assert tried == case.remedies


def test_the_cases_are_many_and_no_two_have_one_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 130


def test_every_code_of_a_workbooks_content_is_in_the_cases() -> None:
    told = {one.split()[1] for case in CASES for one in case.findings if not case.reason}
    told |= {one.split()[1] for case in LEDGERS for one in case.findings}
    # XL629 is about an own sentence of an earlier result: tests/rerun draws it.
    # XL701 follows from the result, and XL71x and on are about the report in Word: tests/findings and tests/word draw them.
    assert told == {code for code in CODES if "XL2" <= code < "XL701"} - {"XL629"}


# --- what cannot be drawn ------------------------------------------------------------------------------------


def _sheet(name: str, rows: list[list[str | float | None]], *merged: tuple[int, int, int, int]) -> RawSheet:
    cells = {
        (r, c): RawCell(value)
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value is not None
    }
    return RawSheet(name, cells, merged=merged)


_SETTINGS = _sheet("Uppgifter", [["Nämnd", "Nämnden"], ["År", 2023]])
_LINES = _sheet("Driftredovisning", [["Kontotext", "Typ", "Budget", "Utfall"], ["Löner", "Kostnad", 80, 90]])


def _told(*sheets: RawSheet) -> list[str]:
    return [drawn(one) for one in findings(RawBook(sheets))]


def _operating(board: Board) -> dict[str, float]:
    """The amounts of the sheet's one line, by column."""
    assert board.operating is not None
    (line,) = next(iter(board.operating.blocks.values())).lines
    return {column.header: amount for column, amount in line.amounts.items()}


def test_line_breaks_in_headers() -> None:
    sheet = _sheet(
        "Driftredovisning",
        [
            ["Kontotext", "Typ", "Budget\n2023", "Utfall\r\n2023", "Utfall\nföregående\når"],
            ["Löner", "Kostnad", 80, 90, 70],
        ],
    )
    assert _told(_SETTINGS, sheet) == []


def test_a_title_and_a_year_merged_over_the_headers() -> None:
    sheet = _sheet(
        "Driftredovisning",
        [
            ["Driftredovisning", None, None],
            [None, "2023", None],
            ["Kontotext", "Budget", "Utfall"],
            ["Löner", 80, 90],
            ["TOTALT KOSTNADER", 80, 90],
        ],
        (1, 1, 1, 3),
        (2, 2, 2, 3),
    )
    assert _told(_SETTINGS, sheet) == []
    assert _operating(read_board(RawBook((_SETTINGS, sheet)))) == {"Budget": 80, "Utfall": 90}


def test_a_header_merged_over_two_years() -> None:
    sheet = _sheet(
        "Driftredovisning",
        [
            ["Kontotext", "Budget", "Utfall", None],
            [None, 2023, 2022, 2023],
            ["Löner", 80, 70, 90],
            ["TOTALT KOSTNADER", 80, 70, 90],
        ],
        (1, 1, 2, 1),
        (1, 3, 1, 4),
    )
    assert _told(_SETTINGS, sheet) == []
    board = read_board(RawBook((_SETTINGS, sheet)))
    assert _operating(board) == {"Utfall föregående år": 70, "Budget": 80, "Utfall": 90}


def test_a_group_header_merged_over_the_headers() -> None:
    sheet = _sheet(
        "Driftredovisning",
        [
            ["Kontotext", "Typ", "Belopp 2023", None],
            [None, None, "Budget", "Utfall"],
            ["Löner", "Kostnad", 80, 90],
        ],
        (1, 1, 2, 1),
        (1, 2, 2, 2),
        (1, 3, 1, 4),
    )
    assert _told(_SETTINGS, sheet) == []


def test_a_goal_merged_over_its_indicators() -> None:
    sheet = _sheet(
        "Nämndmål",
        [
            ["Nämndmål", "Indikator", "Resultat", "Målvärde"],
            ["Nöjda kunder", "NKI", 80, "minst 75"],
            [None, "Klagomål", 12, "högst 20"],
        ],
        (2, 1, 3, 1),
    )
    assert _told(_SETTINGS, _LINES, sheet) == []
    goals = read_board(RawBook((_SETTINGS, _LINES, sheet))).goals
    assert goals is not None
    assert [len(goal.indicators) for goal in goals.goals] == [2]


@pytest.mark.parametrize("name", ["Nämndmål", "Na\u0308mndma\u030al", "NÄMNDMÅL ", "nämnd\u00admål"])
def test_letters_of_two_parts_and_soft_hyphens_are_the_same_letters(name: str) -> None:
    sheet = _sheet(
        name, [[name, "Indikator", "Resultat", "Ma\u030alva\u0308rde"], ["Ett", "A", 80, "minst 75"]]
    )
    assert _told(_SETTINGS, _LINES, sheet) == []
