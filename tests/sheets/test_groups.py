"""Groups of lines in the result, as `group_cases.txt` draws them, and what holds of each: the checks agree, the formulas
recalculate, and the result is read again as what it is."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell

import xltool
from tests.drawn import computed, drawn, read
from tests.groups import board_of_groups, board_with_a_column, workbook
from tests.recalculation import Engine, differences
from xltool.core.columns import Column
from xltool.core.tables import Role
from xltool.result import control
from xltool.result.result import Result
from xltool.running.outcome import Choices
from xltool.running.pipeline import Work, work
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines.line_table import ROUNDING_NAME
from xltool.sheets.operating import operating_columns as operating

_MARKS = {
    Role.GROUP: "# ",
    Role.GROUP_TOTAL: "- ",
    Role.ROUNDING: "± ",
    Role.SUBTOTAL: "= ",
    Role.TOTAL: "= ",
    Role.LINE: "",
}
_NOT_DRAWN = ("XL202", "XL222", "XL408")


class Case(NamedTuple):
    title: str
    drawing: str
    rows: list[str]
    findings: list[str]


def _case(text: str) -> Case:
    title, _, rest = text.partition("\n")
    drawing, _, expected = rest.partition("-- resultatet --\n")
    lines = [line.strip() for line in expected.splitlines() if line.strip()]
    told = [line.removeprefix("=> ") for line in lines if line.startswith("=> ")]
    return Case(title, drawing, [line for line in lines if not line.startswith("=> ")], told)


_TEXT = Path(__file__).with_name("group_cases.txt").read_text(encoding="utf-8")
CASES = [_case(text) for text in _TEXT.split("\n### ")[1:]]
WITH_A_RESULT = [case for case in CASES if case.rows]


def named(cases: list[Case]) -> list[object]:
    return [pytest.param(case, id=case.title) for case in cases]


def shown(result: Result, drawing: str) -> list[str]:
    """The rows of the sheet that the case is about, as the cases draw them."""
    is_projects = "== Investeringsredovisning ==" in drawing
    sheet = investments if is_projects else operating
    key, columns = sheet.COLUMNS.budget, (sheet.COLUMNS.budget, sheet.COLUMNS.actual)
    assert key is not None
    table = result.model.tables["investments" if is_projects else "operating"]
    lines = getattr(result.board, table.key)
    groups = iter([line.group for block in lines.blocks.values() for line in block.lines])

    def number(row: str, column: Column) -> str:
        return f"{round(result.model.number(table.key, row, column), 6):g}"

    found = []
    for row in table.rows:
        name = result.model.text(table.key, row.key, sheet.COLUMNS.name)
        group = next(groups) if row.role is Role.LINE else ""
        amounts = [] if row.role is Role.GROUP else [number(row.key, column) for column in columns]
        found.append(_MARKS[row.role] + (f"[{group}] " if group else "") + " | ".join([name, *amounts]))
    return found


def done(case: Case, previous: bytes | None = None) -> Work:
    return work(workbook(case.drawing), "budget.xlsx", write=True, previous=previous)


def opened(data: bytes, **how: bool) -> Workbook:
    with catch_warnings():
        simplefilter("ignore")  # of what openpyxl leaves out
        return load_workbook(BytesIO(data), **how)


@pytest.mark.parametrize("case", named(CASES))
def test_a_case_gives_its_rows_and_findings(case: Case) -> None:
    told = [drawn(f) for f in read(case.drawing).findings if f.code.code not in _NOT_DRAWN]
    assert [re.sub(r" \S+!", " ", one) for one in told] == case.findings
    made = done(case)
    assert (shown(made.result, case.drawing) if made.result else []) == case.rows


@pytest.mark.parametrize("case", named(WITH_A_RESULT))
def test_every_check_agrees_and_every_formula_recalculates(case: Case, tmp_path: Path) -> None:
    made = done(case)
    assert made.data is not None
    assert made.result is not None
    agree, all_of_them, _ = control.checked(made.result.model)
    assert agree == all_of_them
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(made.data)
    assert differences(made.data, Engine(path)) == []


@pytest.mark.parametrize("case", named(WITH_A_RESULT))
def test_the_result_is_read_again_as_what_it_is(case: Case) -> None:
    made = done(case)
    assert made.data is not None
    assert done(case, made.data).data == made.data, "the same input again gives the same bytes"
    again = work(made.data, "resultat.xlsx", write=True)
    assert again.result is not None, [f.message for f in again.findings]
    rounding = [row for row in case.rows if row.startswith("±")]
    assert rounding or shown(again.result, case.drawing) == case.rows


@pytest.mark.parametrize("drawing", [board_of_groups(), board_with_a_column()], ids=["rubriker", "kolumn"])
def test_a_board_of_eight_groups_and_sixty_lines(drawing: str, tmp_path: Path) -> None:
    made = work(workbook(drawing), "budget.xlsx", write=True)
    assert made.data is not None
    assert made.result is not None
    lines = made.result.board.operating
    assert lines is not None
    assert len(lines.groups) == 8
    assert sum(len(block.lines) for block in lines.blocks.values()) >= 60
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(made.data)
    assert differences(made.data, Engine(path)) == []


def test_the_cases_are_many_and_no_two_have_one_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 15


@pytest.mark.parametrize("case", named(WITH_A_RESULT))
def test_a_result_that_was_saved_without_formulas_adds_no_subtotal(case: Case) -> None:
    made = done(case)
    assert made.data is not None
    buffer = BytesIO()
    opened(made.data, data_only=True).save(buffer)
    again = work(buffer.getvalue(), "resultat.xlsx", write=True)
    assert again.result is not None, [f.message for f in again.findings]
    rounding = [row for row in case.rows if row.startswith("±")]
    assert rounding or shown(again.result, case.drawing) == case.rows


def test_groups_in_json_and_in_frames(tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(workbook(board_of_groups()))
    told = computed(board_of_groups())["operating"]
    assert [one["name"] for one in told["groups"]][:2] == ["Nämnd och ledning", "Bygglov"]
    assert told["groups"][1] == {"name": "Bygglov", "budget": 5996, "actual": 6115, "variance": -119}
    assert sum(one["variance"] for one in told["groups"]) == told["net"]["variance"]
    assert {line["group"] for line in told["lines"]} == {one["name"] for one in told["groups"]}
    frame = xltool.read(path).operating
    assert frame[frame["group"] == "Bygglov"]["actual"].sum() == 6115
    assert "groups" not in computed("Kontotext | Typ | Budget | Utfall\nA | Kostnad | 1 | 2")["operating"]


def _rows(book: Workbook) -> list[tuple[Cell | MergedCell, Cell | MergedCell]]:
    """The name and the comment of each row with amounts that takes one; of a rounding difference it is not asked."""
    found = []
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]
        at = {
            cell.value: cell.column for cell in cells if cell.value in ("Kontotext", "Projekt", "Kommentar")
        }
        headers = [cell for cell in cells if cell.value == "Budget 2023"]
        if sheet.title not in (operating.OPERATING.title, investments.INVESTMENTS.title) or not headers:
            continue
        for row in range(headers[0].row + 1, sheet.max_row + 1):
            name = sheet.cell(row, at.get("Kontotext") or at["Projekt"])
            if name.value != ROUNDING_NAME and sheet.cell(row, headers[0].column).value is not None:
                found.append((name, sheet.cell(row, at["Kommentar"])))
    return found


@pytest.mark.parametrize("case", named(WITH_A_RESULT))
def test_what_people_write_on_every_row_comes_along(case: Case) -> None:
    """A result that was worked in is read anew; one that nobody touched repeats what it said."""
    first = done(case).data
    assert first is not None
    book = opened(first)
    for number, (_, comment) in enumerate(_rows(book)):
        comment.value = f"Om rad {number}"
    assert len(_rows(book)) > 2
    written = [(name.value, comment.value) for name, comment in _rows(book)]
    edited = BytesIO()
    book.save(edited)
    again = done(case, edited.getvalue())
    assert again.data is not None, [drawn(f) for f in again.findings if f.is_error]
    assert [(name.value, comment.value) for name, comment in _rows(opened(again.data))] == written


@pytest.mark.parametrize("drawing", [board_of_groups(), board_with_a_column()], ids=["rubriker", "kolumn"])
def test_a_sheet_for_each_group(drawing: str, tmp_path: Path) -> None:
    by_group = Choices(group="verksamhet")
    made = work(workbook(drawing), "budget.xlsx", write=True, choices=by_group)
    assert made.data is not None
    book = opened(made.data)
    assert [book[name]["A1"].value is not None for name in ("Bygglov", "Kart och mät")] == [True, True]
    path = tmp_path / "resultat.xlsx"
    path.write_bytes(made.data)
    assert differences(made.data, Engine(path)) == []
    again = work(workbook(drawing), "budget.xlsx", write=True, choices=by_group, previous=made.data)
    assert again.data == made.data
    assert work(made.data, "resultat.xlsx", write=True).result is not None


def test_groups_of_another_column_are_asked_for_in_vain() -> None:
    made = work(workbook(board_with_a_column()), "b.xlsx", write=True, choices=Choices(group="Ansvar"))
    assert made.result is None
    assert "grupperat efter kolumnen Verksamhet, inte Ansvar" in made.findings[0].message
    lone = "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 1 | 2"
    made = work(workbook(lone), "b.xlsx", write=True, choices=Choices(group="Ansvar"))
    assert "har inga grupper" in made.findings[0].message
