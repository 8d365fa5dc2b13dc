"""Goals: the three bullets, the board by the same rule, and the indicators that stand under no goal."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings, strategies as st

from tests.drawn import found, result, statuses
from xltool.core.columns import Column
from xltool.core.expr import Leaf
from xltool.sheets.goals.goal_columns import N_ACHIEVED, N_NOT, N_PARTLY, OUTVOTED, TARGET_BAR, GoalOutcome
from xltool.sheets.goals.goal_rules import outcome

HEAD = "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning\n"
RESULT = {"achieved": "10", "partly": "8", "not_achieved": "1", "no_value": "–"}


def rule(achieved: int, partly: int, rest: int) -> str:
    """DOMAIN's bullets in plain Python; `rest` is not achieved or without value."""
    n = achieved + partly + rest
    if achieved == n:
        return "achieved"
    return "not_achieved" if rest > n / 2 else "partly"


def rule_of(parts: Sequence[str]) -> str:
    counts = (parts.count("achieved"), parts.count("partly"))
    return rule(*counts, len(parts) - sum(counts))


@pytest.mark.parametrize("n", range(1, 9))
def test_the_formula_covers_every_case_once(n: int) -> None:
    for achieved in range(n + 1):
        for partly in range(n - achieved + 1):
            counts: dict[Column, float] = {
                N_ACHIEVED: float(achieved),
                N_PARTLY: float(partly),
                N_NOT: float(n - achieved - partly),
            }

            def read(leaf: Leaf, counts: dict[Column, float] = counts) -> float:
                assert isinstance(leaf, Column)
                return counts[leaf]

            word = outcome(interim=False).read(read)
            assert GoalOutcome(word).name.lower() == rule(achieved, partly, n - achieved - partly)


GOALS = st.lists(st.lists(st.sampled_from(sorted(RESULT)), min_size=1, max_size=5), min_size=1, max_size=4)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(GOALS)
def test_goals_and_board_follow_from_their_indicators(goals: list[list[str]]) -> None:
    rows, expected = [], []
    for g, parts in enumerate(goals):
        rows += [
            f"{f'Mål {g}' if i == 0 else ''} | I{i} | {RESULT[one]} | 10 | minst"
            for i, one in enumerate(parts)
        ]
        expected += [f"Mål {g}: {rule_of(parts)}", *(f"- I{i}: {one}" for i, one in enumerate(parts))]
    board = rule_of([rule_of(parts) for parts in goals])
    assert statuses(HEAD + "\n".join(rows)) == [f"nämnden: {board}", *expected]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("achieved achieved", "achieved"),
        ("achieved not_achieved", "partly"),
        ("not_achieved achieved no_value", "not_achieved"),
        ("partly", "partly"),
        ("partly not_achieved", "partly"),
        ("no_value", "not_achieved"),
        ("achieved no_value", "partly"),
        ("achieved partly not_achieved no_value", "partly"),
    ],
)
def test_half_is_partly_and_more_than_half_missed_is_not(parts: str, expected: str) -> None:
    rows = [f"Mål | I{i} | {RESULT[one]} | 10 | minst" for i, one in enumerate(parts.split())]
    assert statuses(HEAD + "\n".join(rows))[1] == f"Mål: {expected}"


# --- which goal an indicator stands under --------------------------------------------------------------------


def test_the_name_of_a_goal_may_stand_once_or_on_every_row() -> None:
    once = HEAD + "A | I | 10 | 10 | minst\n  | J | 1 | 10 | minst\nB | K | 10 | 10 | minst"
    every = HEAD + "A | I | 10 | 10 | minst\nA | J | 1 | 10 | minst\nB | K | 10 | 10 | minst"
    assert statuses(once) == statuses(every)
    assert statuses(once)[1:] == [
        "A: partly",
        "- I: achieved",
        "- J: not_achieved",
        "B: achieved",
        "- K: achieved",
    ]


def test_the_name_of_a_goal_may_stand_in_a_row_of_its_own() -> None:
    assert statuses(HEAD + "A\n | I | 10 | 10 | minst")[1:] == ["A: achieved", "- I: achieved"]


@pytest.mark.parametrize(
    "rows",
    [
        "– | J | 1 | 10 | minst\n | K | 10 | 10 | minst",
        "- | J | 1 | 10 | minst\n- | K | 10 | 10 | minst",
        "Övriga indikatorer\n | J | 1 | 10 | minst\n | K | 10 | 10 | minst",
        "| övriga indikatorer\n | J | 1 | 10 | minst\n | K | 10 | 10 | minst",
    ],
)
def test_other_indicators_count_for_no_goal(rows: str) -> None:
    drawing = HEAD + "A | I | 10 | 10 | minst\n" + rows
    assert statuses(drawing) == ["nämnden: achieved", "A: achieved", "- I: achieved", "– J: not_achieved", "– K: achieved"]  # fmt: skip


def test_a_goal_may_follow_the_other_indicators() -> None:
    drawing = HEAD + "– | I | 1 | 10 | minst\nA | J | 10 | 10 | minst"
    assert statuses(drawing) == ["nämnden: achieved", "A: achieved", "- J: achieved", "– I: not_achieved"]


def test_other_indicators_alone_judge_no_board() -> None:
    assert statuses(HEAD + "– | I | 10 | 10 | minst") == ["– I: achieved"]


def test_a_goal_without_an_indicator_is_an_error_and_not_achieved_by_default() -> None:
    assert found(HEAD + "A | I | 10 | 10 | minst\nB\nC | J | 10 | 10 | minst") == ["fel XL501 Nämndmål!A3"]


def test_a_goal_without_an_indicator_is_told_beside_other_errors() -> None:
    assert found(HEAD + "A\nB | J | 8 av 9 | 10 | minst") == [
        "fel XL501 Nämndmål!A2",
        "fel XL301 Nämndmål!C3",
    ]


def test_a_bar_ends_where_the_target_is_and_what_is_computed_is_said_where_it_is_outvoted() -> None:
    made = result(
        "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Bedömning\n"
        "Mål | A | 60 | minst 80 | Uppnådd\n | B | 90 | minst 80 |\n | C | | minst 80 |\n | D | 20 | högst 10 |"
    )
    rows = [r for r in made.model.tables["goals"].rows if r.key.startswith("goal:0:")]
    bars = [made.model.number("goals", row.key, TARGET_BAR) for row in rows]
    said = [made.model.text("goals", row.key, OUTVOTED) for row in rows]
    assert bars == [0.75, 1, 0, 0.5]
    assert said == ["◐ Delvis uppnådd", "", "", ""]
