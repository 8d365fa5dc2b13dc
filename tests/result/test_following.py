"""`template --from`: next year's workbook keeps what stays and empties what is new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.commands.test_command_line import Run, run
from tests.drawn import read
from tests.examples import WORKBOOKS, seed
from tests.random_boards import random_filling
from xltool.core.usage import UsageError
from xltool.findings.xl3_cells import EMPTY_AMOUNT
from xltool.result.figures import figures
from xltool.result.following import following
from xltool.result.template_kinds import TemplateKind, blank_filling
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work
from xltool.running.write_template import write_template
from xltool.sheets.board import Board
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.lines import budget_parts
from xltool.sheets.lines.line_kinds import LineKind
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import FilledRow, Filling
from xltool.terminal.workbook_object import LineFigures

__all__ = ["run"]
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
    new = following(_board(positive), 2024)
    assert new.settings["income_sign"] == "positiva"
    assert new.cost[1][operating.PRIOR_ACTUAL] == -float(str(plain.cost[1][operating.ACTUAL]))


@pytest.mark.parametrize("filling", [seed(), *map(random_filling, range(8))])
def test_lines_goals_and_members_are_the_same(filling: Filling) -> None:
    old = _board(filling)
    new = _board(_filled_in(following(old, 2030)))
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
    found = work(template_bytes(following(_board(seed()), 2024)), "b.xlsx", write=False).findings
    assert {f.code for f in found if f.is_error} == {EMPTY_AMOUNT}


# --- the reports of one year -----------------------------------------------------------------------------------


def _with(filling: Filling, **amounts: tuple[float, float]) -> Filling:
    """The filling with amounts on its one income line and its one cost line, by our column."""
    columns = {name: getattr(operating, name) for name in amounts}
    income, cost = ({columns[name]: pair[i] for name, pair in amounts.items()} for i in range(2))
    return replace(filling, income=[{**filling.income[0], **income}], cost=[{**filling.cost[0], **cost}])


def _pay(filling: Filling) -> LineFigures:
    done = work(template_bytes(filling), "b.xlsx", write=False)
    assert done.result is not None, done.findings
    found = figures(done.board, done.result).operating
    assert found is not None
    return next(line for line in found.lines if line.name == "Löner")


def test_a_year_goes_on_from_report_to_report() -> None:
    blank = blank_filling(TemplateKind.INTERIM, 2024, 4)
    named = replace(
        blank,
        settings={**blank.settings, "board": "Nämnden"},
        income=[{operating.NAME: "Avgifter"}],
        cost=[{operating.NAME: "Löner"}],
    )
    april = _with(named, BUDGET=(-100, 800), PRIOR_ACTUAL=(-90, 780), JUDGED_FORECAST=(-110, 820), PERIOD_ACTUAL=(-30, 270))  # fmt: skip
    assert _pay(april).forecast == 820

    august = _with(following(_board(april), 2024, 8), JUDGED_FORECAST=(-105, 790), PERIOD_ACTUAL=(-70, 500))
    pay = _pay(august)
    assert (pay.budget, pay.prior_forecast, pay.forecast, pay.forecast_change) == (800, 820, 790, 30)
    assert pay.prior_actual == 780
    assert august.settings["period"] == "augusti"

    pay = _pay(_with(following(_board(august), 2024, 12), ACTUAL=(-104, 801)))
    assert (pay.budget, pay.forecast, pay.actual, pay.variance) == (800, 790, 801, -1)


def test_projects_stay_within_the_year_and_are_not_the_next_year_s() -> None:
    board = _board(seed())
    stay = following(board, 2023, 8).projects
    assert [p[investments.NAME] for p in stay] == [p[investments.NAME] for p in seed().projects]
    assert [p[investments.BUDGET] for p in stay] == [p[investments.BUDGET] for p in seed().projects]
    assert following(board, 2024, 8).projects == Filling(2024).projects


def test_the_next_report_s_workbook_is_named_after_its_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert write_template(Path(), None, EXAMPLE, period=4) == Path("budget-2023-april.xlsx")
    assert write_template(Path(), 2024, EXAMPLE, period=8) == Path("budget-2024-augusti.xlsx")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "a.xlsx", "--period", "april"), "Välj en senare månad med --period"),
        (("--from", "a.xlsx", "--period", "våren"), "Skriv en månad vid --period"),
        (("--from", "a.xlsx", "--kind", "delår"), "Skriv vilken månad delåret gäller till"),
        (("--period", "april"), "Med --period behövs --kind delår"),
    ],
)
def test_a_period_that_cannot_be_is_told(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    interim = replace(seed(), is_interim=True, settings={**seed().settings, "period": "april"})
    filled = [{**line, operating.JUDGED_FORECAST: line[operating.BUDGET]} for line in interim.cost]
    income = [{**line, operating.JUDGED_FORECAST: line[operating.BUDGET]} for line in interim.income]
    projects = [{**one, investments.JUDGED_FORECAST: one[investments.BUDGET]} for one in interim.projects]
    data = template_bytes(replace(interim, totals={}, cost=filled, income=income, projects=projects))
    (run.folder / "a.xlsx").write_bytes(data)
    code, _, err = run("template", "ny.xlsx", *arguments)
    assert (code, sentence in err) == (2, True), err


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
    new = following(read(_PROJECTS), 2026)
    said = [{c.header: value for c, value in row.items() if value is not None} for row in new.projects]
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
    new = following(read(_PROJECTS), 2026)
    given = [
        {**row, budget_parts.ORIGINAL: 50.0, investments.BUDGET: 100.0, investments.ACTUAL: 90.0}
        for row in new.projects[:1]
    ]
    board = _board(replace(new, projects=given))
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
    assert following(read(drawing), 2024).projects == Filling(2024).projects
