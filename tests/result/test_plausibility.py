"""Rimlighet: what adds up and is worth a question all the same, in the result, its badge and everything that tells of it."""

from __future__ import annotations

import re

import pytest

from tests.drawn import computed, result
from xltool.result.control import ANSWER, ASKED, FIRST, QUESTIONS, READ, RULES
from xltool.result.figures import figures
from xltool.sheets.operating import operating_columns as operating

HEAD = "Kontotext | Typ | Utfall 2022 | Budget | Utfall | Kommentar\n"
GOALS = "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning | Kommentar\n"
MEMBERS = "== Medlemmar ==\nKommun | Invånare\nA | 10\nB | 20\n"


def questions(drawing: str) -> dict[str, tuple[float, str]]:
    """What is asked, with how many rows and the first of them; what is not asked is left out."""
    model = result(drawing).model
    asked = {}
    for row in model.tables[QUESTIONS].rows:
        count = model.number(QUESTIONS, row.key, ASKED)
        assert model.text(QUESTIONS, row.key, ANSWER) == ("◐ Fråga" if count else "✔ Rimligt")
        if count:
            first = model.text(QUESTIONS, row.key, FIRST) if row.cells[FIRST].content is not None else ""
            asked[row.cells[next(iter(row.cells))].content] = (count, first)
    return {re.sub(r"\W+", " ", str(name)).strip(): found for name, found in asked.items()}


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Hyror | Kostnad | 3610 | 3900 | 4020 |", None),
        ("Hyror | Kostnad | 3610 | 3900 | -4020 |", "tecknet"),
        ("Hyror | Kostnad | -3610 | 3900 | 4020 |", "tecknet"),
        ("Hyror | Kostnad | -3610 | 3900 | -4020 |", "tecknet"),
        ("Hyror | Kostnad | -3610 | 3900 | -4020 | Återbetalning", None),
        ("Hyror | Kostnad | 3610 | 390 | 4020 |", "storleken"),
        ("Hyror | Kostnad | 361 | 3900 | 4020 |", "storleken"),
        ("Hyror | Kostnad | 361 | 390 | 4020 |", "storleken"),
        ("Hyror | Kostnad | 36100 | 3900 | 3500 |", "storleken"),
        ("Hyror | Kostnad | 361 | 390 | 4020 | Flytten", None),
        ("Hyror | Kostnad | 0 | 0 | 868 |", "storleken"),
        ("Hyror | Kostnad | 0 | 390 | 402 |", None),
        ("Hyror | Kostnad | 2 | 3 | 33 |", None),  # too little for anybody to ask about
    ],
)
def test_a_line_is_asked_about_against_its_budget_and_its_last_year_once(
    line: str, asked: str | None
) -> None:
    found = questions(HEAD + "Löner | Kostnad | 707 | 733 | 741 |\n" + line)
    words = {
        "tecknet": "Driftredovisning tecknet är som i budgeten och fjolåret",
        "storleken": "Driftredovisning utfallet är mellan en tiondel och tio gånger budgeten och fjolåret",
    }
    assert found == ({words[asked]: (1, "Hyror")} if asked else {})


def test_without_last_year_the_questions_do_not_speak_of_it() -> None:
    found = questions(
        "Kontotext | Typ | Budget | Utfall\nLöner | Kostnad | 707 | 733\nEl | Kostnad | 390 | -402"
    )
    assert found == {"Driftredovisning tecknet är som i budgeten": (1, "El")}


@pytest.mark.parametrize(("comment", "asked"), [("", True), ("Inget hände", False)])
def test_actuals_that_are_the_budget_on_every_line_are_asked_about(comment: str, asked: bool) -> None:
    name = "Driftredovisning utfallet är inte budgeten på varje rad"
    found = questions(HEAD + f"Löner | Kostnad | 707 | 733 | 733 |\nEl | Kostnad | 11 | 15 | 15 | {comment}")
    assert found == ({name: (2, "")} if asked else {})


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Skola | 4000 | 3800 |", None),
        ("Skola | 4000 | 300 |", "utfallet är mellan en tiondel och tio gånger budgeten"),
        ("Skola | 0 | -900 |", "tecknet är som i budgeten"),
        ("Skola | -4000 | -3800 |", None),
        ("Skola | 4000 | 300 | Försenad", None),
    ],
)
def test_projects_are_asked_about_as_lines_are(line: str, asked: str | None) -> None:
    found = questions(
        "== Investeringsredovisning ==\nProjekt | Budget | Utfall | Kommentar\nVäg | 900 | 870 |\n" + line
    )
    assert {k.removeprefix("Investeringar ") for k in found if k.startswith("Inv")} >= {asked} - {None}
    assert bool(asked) == any(k.startswith("Inv") for k in found)


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("Nöjda | NKI | 80 | 75 | minst |", False),
        ("Nöjda | NKI | 8000 | 75 | minst |", True),
        ("Nöjda | NKI | 8000 | 75 | minst | Ny metod", False),
        ("Nöjda | NKI | 5 | 100 | högst |", True),
        ("Nöjda | NKI | 2000 | 100 | högst |", True),
        ("Nöjda | NKI | – | 100 | minst |", False),
    ],
)
def test_an_outcome_beyond_a_thousand_percent_is_asked_about(row: str, asked: bool) -> None:
    found = questions(GOALS + row)
    name = "Måluppfyllelse utfallet av varje indikator är inom 1 000"
    assert {k: v for k, v in found.items() if k.startswith("Mål")} == ({name: (1, "NKI")} if asked else {})


@pytest.mark.parametrize(
    ("day", "asked"),
    [("2021-12-31", False), ("2023-11-01", False), ("2020-12-31", True), ("2024-12-31", True), ("", False)],
)
def test_a_key_of_another_time_is_asked_about(day: str, asked: bool) -> None:
    settings = f"== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\nNyckelns datum | {day}\n"
    found = {k: v for k, v in questions(settings + MEMBERS).items() if k.startswith("Förd")}
    assert list(found.values()) == ([(1, f"Nyckelns datum {day}")] if asked else [])


@pytest.mark.parametrize(
    ("budget", "actual", "shown"),
    [
        (0, 868, "–"),
        (0.04, 30, "–"),
        (1, 30, "<−999\u00a0%"),
        (30, 1, "0.97"),
        (3, -40, ">999\u00a0%"),
        (100, 90, "0.1"),
    ],
)
def test_the_share_of_a_small_budget_is_a_bound_and_of_none_a_dash(
    budget: float, actual: float, shown: str
) -> None:
    drawing = f"Kontotext | Typ | Budget | Utfall\nA | Kostnad | {budget} | {actual}\nB | Kostnad | 1 | 2"
    value = result(drawing).model.value("operating", "cost:0", operating.VARIANCE_SHARE)
    assert (f"{value:.2g}" if isinstance(value, float) else value) == shown


@pytest.mark.parametrize(
    ("unit", "budget", "actual", "shown"),
    [
        ("kr", 499, 90000, "–"),
        ("kr", 500, 90000, "<−999\u00a0%"),
        ("mnkr", 0.0004, 0.09, "–"),
        ("mnkr", 0.04, 0.02, "0.5"),
    ],
)
def test_a_budget_that_is_shown_as_nothing_depends_on_the_unit(
    unit: str, budget: float, actual: float, shown: str
) -> None:
    settings = f"== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\nEnhet | {unit}\n== Driftredovisning ==\n"
    lines = f"Kontotext | Typ | Budget | Utfall\nA | Kostnad | {budget:f} | {actual}\nB | Kostnad | 1 | 2"
    value = result(settings + lines).model.value("operating", "cost:0", operating.VARIANCE_SHARE)
    assert (f"{value:.2g}" if isinstance(value, float) else value) == shown


ODD = "Kontotext | Typ | Budget | Utfall\nLöner | Kostnad | 707 | 733\nEl | Kostnad | 390 | -402"


def test_the_badge_and_the_page_say_how_many_there_are_to_ask_about() -> None:
    whole = result(ODD)
    texts = [
        str(whole.model.value(t.key, r.key, c)) for t in whole.tables for r in t.rows for c in t.columns[:1]
    ]
    assert "✔ 4 av 4 stämmer · 1 att fråga om" in texts
    assert any(t.startswith("Alla kontroller stämmer. 1 att fråga om, se Rimlighet.") for t in texts)


def test_the_figures_tell_what_kontroll_says() -> None:
    whole = result(ODD)
    checks = figures(whole.board, whole).checks
    assert checks is not None
    assert checks.words == "✔ 4 av 4 stämmer · 1 att fråga om"
    assert computed(ODD)["checks"] == {"agree": 4, "all": 4, "asked": 1}
    assert computed(ODD)["period"] is None


@pytest.mark.parametrize(
    ("declared", "line", "said"),
    [("negativa", "400 | 380", "positiva"), ("positiva", "-400 | -380", "negativa")],
)
def test_how_projects_were_read_speaks_of_expenses(declared: str, line: str, said: str) -> None:
    settings = f"== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\nIntäkter anges som | {declared}\n"
    whole = result(f"{settings}== Investeringsredovisning ==\nProjekt | Budget | Utfall\nVäg | {line}")
    rows = next(t for t in whole.tables if t.key == "readings").rows
    rules = {str(row.cells[READ].content).split(",")[0]: str(row.cells[RULES].content) for row in rows}
    assert rules["Investeringsredovisning"].startswith(f"Utgifter anges som {said}")
    assert rules["Driftredovisning"].startswith("Intäkter anges som ")
