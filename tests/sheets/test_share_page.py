"""Fördelning as it is read: what each member pays or gets back on top, the workings below."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.boards import WORKBOOKS
from tests.commands.test_command_line import Run, run
from tests.drawn import computed, result
from tests.rerun.test_keep import Edit, edited
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

__all__ = ["run"]  # the fixture
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # of data bars that it does not read


def shown(board: str, sheet: str = "Fördelning") -> list[list[object]]:
    """The sheet's rows as a reader sees them, without what is empty."""
    done = work(template_bytes(WORKBOOKS[board]), "budget.xlsx", write=True)
    assert done.data is not None
    page = load_workbook(BytesIO(done.data), data_only=True)[sheet]
    return [[v for v in row if v is not None] for row in page.iter_rows(values_only=True)]


def typed(cell: str, value: str | int) -> Edit:
    """An edit that writes into a cell of Fördelning."""

    def edit(book: Any) -> None:
        book["Fördelning"][cell] = value

    return edit


def place(page: Worksheet, text: str) -> tuple[int, int]:
    return next((c.row, c.column) for row in page.iter_rows() for c in row if c.value == text)


def test_the_members_stand_above_the_workings() -> None:
    firsts = [row[0] for row in shown("seed") if row]
    assert (
        firsts.index("Kommun")
        < firsts.index("Summa")
        < firsts.index("Så räknas beloppen")
        < firsts.index("Antal hela att fördela")
    )


def test_a_surplus_is_positive_and_says_that_it_is_paid_back() -> None:
    rows = {row[0]: row for row in shown("surplus") if row}
    assert rows["Lekeberg"][4:6] == [3249, "att få tillbaka"]
    assert rows["Summa"][4] == rows["Belopp att fördela"][1] == 15828
    summary = [row for row in shown("surplus", "Sammanfattning") if "Summa att få tillbaka" in row]
    assert [row[-1] for row in summary] == [15828]


def test_a_deficit_says_that_it_is_to_be_paid() -> None:
    assert [row[-1] for row in shown("seed", "Sammanfattning") if "Summa att betala" in row] == [1733]


def test_in_figures_a_surplus_keeps_its_sign() -> None:
    told = computed("== Medlemmar ==\nKommun | Invånare\nAlby | 3\nBerga | 1", net=-8)["shares"]
    assert [told["amount"], *(m["amount"] for m in told["members"])] == [-8, -6, -2]


def test_the_rest_of_a_key_with_decimals_has_them_too() -> None:
    made = result("== Medlemmar ==\nKommun | Invånare\nAlby | 0,7\nBerga | 1,25", net=9)
    table = next(t for t in made.tables if t.key == "shares")
    formats = {c.header: cell.quantity for c, cell in table.rows[0].cells.items()}
    rest = formats["Rest"]
    assert rest is not None
    assert rest.decimals == 2


def test_a_member_below_the_sum_is_asked_about_and_no_working_is_a_member() -> None:
    budget = template_bytes(WORKBOOKS["surplus"])
    first = work(budget, "budget.xlsx", write=True)
    assert first.data is not None
    page = load_workbook(BytesIO(first.data))["Fördelning"]
    row = place(page, "Antal hela att fördela")[0]
    retyped = edited(first.data, typed(f"A{row}", "Delar"), typed(f"B{row}", 7))
    again = work(budget, "budget.xlsx", write=True, previous=retyped)
    assert {f.code.code for f in again.findings} - {f.code.code for f in first.findings} == {"XL132"}
    below = place(page, "Summa")[0] + 1
    added = edited(first.data, typed(f"A{below}", "Kumla"), typed(f"B{below}", 5000))
    stopped = work(budget, "budget.xlsx", write=True, previous=added)
    assert [f.code.code for f in stopped.findings if "Kumla" in f.message] == ["XL142"]


def test_a_result_that_has_lost_its_memory_has_the_same_members(run: Run, tmp_path: Path) -> None:
    budget = template_bytes(WORKBOOKS["surplus"])
    made = work(budget, "budget.xlsx", write=True).data
    assert made is not None
    (tmp_path / "budget.xlsx").write_bytes(budget)
    (tmp_path / "made.xlsx").write_bytes(made)
    bare = load_workbook(BytesIO(made), data_only=True)
    for name in [one.title for one in bare if one.sheet_state != "visible"]:
        del bare[name]
    bare.save(tmp_path / "bare.xlsx")
    out = run("diff", "--json", "budget.xlsx", "bare.xlsx")[1]
    told = json.loads(out)
    assert [s for s in told["sheets"] if s["sheet"] in ("Medlemmar", "Fördelning")] == []
    assert told["b"]["status"] != "unreadable"
