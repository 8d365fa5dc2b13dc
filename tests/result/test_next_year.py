"""`template --from`: next year's workbook keeps what stays and empties what is new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.drawn import read
from tests.examples import WORKBOOKS, seed
from tests.random_boards import random_filling
from xltool.core.usage import UsageError
from xltool.findings.xl3_cells import EMPTY_AMOUNT
from xltool.result.next_year import next_year
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.running.write_template import write_template
from xltool.sheets.board import Board
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines import budget_parts
from xltool.sheets.lines.line_kinds import LineKind
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"


def _board(filling: Filling) -> Board:
    board = work(template_bytes(filling), "b.xlsx", write=False).board
    assert board is not None
    return board


def _filled_in(filling: Filling) -> Filling:
    """The year as finance would begin it: a budget and an actual on every line, income negative."""

    def filled(entries: Sequence[FilledRow], amount: float) -> list[FilledRow]:
        return [{**e, operating.BUDGET: amount, operating.ACTUAL: amount} if e else e for e in entries]

    return replace(filling, income=filled(filling.income, -1.0), cost=filled(filling.cost, 1.0))


def test_a_board_that_gives_income_as_positive_goes_on_doing_so() -> None:
    def turned(entries: Sequence[FilledRow]) -> list[FilledRow]:
        amounts = (operating.BUDGET, operating.ACTUAL)
        return [{c: -float(str(v)) if c in amounts else v for c, v in e.items()} for e in entries]

    plain = replace(seed(), totals={}, stated_variances=False)
    positive = replace(plain, settings={**plain.settings, "income_sign": "positiva"}, income=turned(plain.income), cost=turned(plain.cost))  # fmt: skip
    following = next_year(_board(positive), 2024)
    assert following.settings["income_sign"] == "positiva"
    assert following.cost[1][operating.PRIOR_ACTUAL] == -float(str(plain.cost[1][operating.ACTUAL]))


@pytest.mark.parametrize("filling", [seed(), *map(random_filling, range(8))])
def test_lines_goals_and_members_are_the_same(filling: Filling) -> None:
    old = _board(filling)
    new = _board(_filled_in(next_year(old, 2030)))
    assert old.operating
    assert new.operating
    assert new.settings.year == 2030
    for kind, block in old.operating.blocks.items():
        pairs = list(zip(block.lines, new.operating.blocks[kind].lines, strict=True))
        assert [(a.name, a.account) for a, _ in pairs] == [(b.name, b.account) for _, b in pairs]
        assert [a.amounts.get(operating.ACTUAL) for a, _ in pairs] == [
            b.amounts.get(operating.PRIOR_ACTUAL) for _, b in pairs
        ]
    if old.goals:
        assert new.goals
        for before, after in zip(old.goals.goals, new.goals.goals, strict=True):
            assert before.name == after.name
        olds = [i for g in old.goals.goals for i in g.indicators] + old.goals.other
        news = [i for g in new.goals.goals for i in g.indicators] + new.goals.other
        told = [(i.name, i.low, i.high, i.direction, i.unit, i.limit) for i in olds]
        assert told == [(i.name, i.low, i.high, i.direction, i.unit, i.limit) for i in news]
        assert {i.result for i in news} <= {None}
    if old.members:
        assert new.members
        assert [(m.name, m.weights) for m in old.members.members] == [
            (m.name, m.weights) for m in new.members.members
        ]
        assert new.members.key == old.members.key


def test_the_year_follows_and_nothing_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert write_template(Path(), None, EXAMPLE) == Path("budget-2024.xlsx")
    with pytest.raises(UsageError, match="finns redan"):
        write_template(Path(), None, EXAMPLE)
    with pytest.raises(UsageError, match="gäller 2023"):
        write_template(Path("b.xlsx"), 2023, EXAMPLE)


def test_an_unfilled_line_lacks_its_figures_and_its_formula_is_no_fault_of_anybodys() -> None:
    found = work(template_bytes(next_year(_board(seed()), 2024)), "b.xlsx", write=False).findings
    assert {f.code for f in found if f.is_error} == {EMPTY_AMOUNT}


_PROJECTS = """
== Uppgifter ==
Nämnd | N
År | 2025
== Investeringsredovisning ==
Projekt   | Status     | Beslutad totalutgift | Tidigare utfall | Budget | Utfall | Prognos totalutgift | Färdigt   | Överföring till nästa år
Ny bro    | Pågående   | 1000                 | 400             | 300    | 250    | 950                 | kv 3 2026 | 50
Gammal väg | Avslutat  | 500                  | 450             | 50     | 40     | 490                 | 2025      | 0
Inventarier | Löpande  |                      |                 | 80     | 61     |                     |           |
"""


def test_projects_go_on_with_what_they_have_cost_and_without_those_that_are_finished() -> None:
    following = next_year(read(_PROJECTS), 2026)
    said = [{c.header: value for c, value in row.items() if value is not None} for row in following.projects]
    assert said == [
        {
            "Projekt": "Ny bro",
            "Status": "Pågående",
            "Färdigt": "kv 3 2026",
            "Beslutad totalutgift": 1000,
            "Tidigare utfall": 650,
            "Överfört från föregående år": 50,
        },
        {"Projekt": "Inventarier", "Status": "Löpande"},
    ]


def test_next_years_projects_are_read_as_they_stand() -> None:
    following = next_year(read(_PROJECTS), 2026)
    given = [
        {**row, budget_parts.ORIGINAL: 50.0, investments.BUDGET: 100.0, investments.ACTUAL: 90.0}
        for row in following.projects[:1]
    ]
    board = _board(replace(following, projects=given))
    assert board.investments is not None
    first = board.investments.blocks[LineKind.PROJECT].lines[0]
    assert {c.header: amount for c, amount in first.amounts.items()} == {
        "Beslutad totalutgift": 1000,
        "Tidigare utfall": 650,
        "Ackumulerat utfall": 740,
        "Ursprunglig budget": 50,
        "Överfört från föregående år": 50,
        "Budget": 100,
        "Utfall": 90,
    }


def test_projects_of_a_year_alone_are_that_years_own() -> None:
    drawing = "== Investeringar ==\nProjekt | Budget | Utfall\nServrar | 10 | 8"
    assert next_year(read(drawing), 2024).projects == Filling(2024).projects
