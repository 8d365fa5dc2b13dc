"""The sentences of a result, exactly, for what a year can come to."""

from __future__ import annotations

import pytest

from tests.drawn import result
from xltool.result import report_text as text

_NEUTRAL = "== Uppgifter ==\nNämnd | Kostnämnden\nÅr | 2024\nEnhet | {unit}\n"
# With what only the board knows, as the seed's board says it.
_FACTS = "Regleras på | första fakturan 2025\nBudgeteras och redovisas som | en enhet\nMålen följs upp | på helår\n"
_BOARD = _NEUTRAL + _FACTS
_LINES = "== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nBidrag | Intäkt | -{b} | -{b}\nLöner | Kostnad | {b} | {a}\n"
_TWO = "== Medlemmar ==\nKommun | Invånare\nAlby | 10\nBerga | 5\n"
_ONE = "== Medlemmar ==\nKommun | Invånare\nAlby | 10\n"


def said(drawing: str) -> dict[str, str]:
    """Every sentence of the result: the paragraphs of Rapporttext, and what the sheets open with."""
    model = result(drawing).model
    heads = [t for key, t in model.tables.items() if key.startswith("head:")]
    sentences = {
        head.key.removeprefix("head:"): model.text(head.key, "message", head.columns[0])
        for head in heads
        if any(row.key == "message" for row in head.rows)
    }
    sentences |= {row.key: model.text("text", row.key, text.SENTENCE) for row in model.tables["text"].rows}
    return {name: sentence.replace("\u00a0", " ") for name, sentence in sentences.items()}


def _year(budget: str, actual: str, unit: str = "tkr", members: str = _TWO) -> dict[str, str]:
    return said(_BOARD.format(unit=unit) + _LINES.format(b=budget, a=actual) + members)


NET = [
    ("1000", "1500", "tkr", "Underskott 500 tkr mot budget. Störst underskott: Löner −500 tkr.", "ett underskott med 500 tkr."),
    ("1000", "1001", "tkr", "Underskott 1 tkr mot budget. Störst underskott: Löner −1 tkr.", "ett underskott med 1 tkr."),
    ("1000", "900", "tkr", "Överskott 100 tkr mot budget.", "ett överskott med 100 tkr."),
    ("1000", "1000", "tkr", "Resultatet är enligt budget.", "ett nollresultat: varken över- eller underskott."),
    ("1000", "1001000", "tkr", "Underskott 1 000 000 tkr mot budget. Störst underskott: Löner −1 000 000 tkr.", "ett underskott med 1 000 000 tkr."),
    ("1000", "1000.4", "tkr", "Underskott 0,4 tkr mot budget. Störst underskott: Löner −0,4 tkr.", "ett underskott med 0,4 tkr."),
    ("1234567000", "1334567890", "kr", "Underskott 100 001 tkr mot budget. Störst underskott: Löner −100 001 tkr.", "ett underskott med 100 001 tkr."),
    ("1000", "1200", "kr", "Underskott mindre än 1 tkr mot budget.", "ett underskott med mindre än 1 tkr."),
    ("1000", "800", "kr", "Överskott mindre än 1 tkr mot budget.", "ett överskott med mindre än 1 tkr."),
    ("1234.5", "1235.8", "mnkr", "Underskott 1,3 mnkr mot budget. Störst underskott: Löner −1,3 mnkr.", "ett underskott med 1,3 mnkr."),
    ("1234.5", "1234.2", "mnkr", "Överskott 0,3 mnkr mot budget.", "ett överskott med 0,3 mnkr."),
]  # fmt: skip


@pytest.mark.parametrize(("budget", "actual", "unit", "head", "outcome"), NET)
def test_the_result(budget: str, actual: str, unit: str, head: str, outcome: str) -> None:
    sentences = _year(budget, actual, unit)
    assert sentences["Sammanfattning"] == sentences["Driftredovisning"] == head
    assert sentences["result"].startswith(
        f"Årets resultat för Kostnämnden visar {outcome} Nämnden budgeteras"
    )


SHARES = [
    ("1500", _TWO, "Underskott att betala: Alby: 333 tkr och Berga: 167 tkr.", "Fördelning av underskott blir 2024 enligt följande: Alby: 333 tkr och Berga: 167 tkr.", "Underskottet för 2024 fördelas ut enligt nyckeln för invånarantal och läggs på första fakturan 2025."),
    ("900", _TWO, "Överskott att få tillbaka: Alby: 67 tkr och Berga: 33 tkr.", "Fördelning av överskott blir 2024 enligt följande: Alby: 67 tkr och Berga: 33 tkr.", "Överskottet för 2024 fördelas ut enligt nyckeln för invånarantal och dras av på första fakturan 2025."),
    ("1500", _ONE, "Underskott att betala: Alby: 500 tkr.", "Fördelning av underskott blir 2024 enligt följande: Alby: 500 tkr.", "Underskottet för 2024 fördelas ut enligt nyckeln för invånarantal och läggs på första fakturan 2025."),
    ("1000", _TWO, "Det finns inget att fördela.", "Ingen fördelning görs för 2024.", "Det finns inget att fördela för 2024."),
    ("1000.3", _TWO, "Det finns inget att fördela.", "Ingen fördelning görs för 2024.", "Underskottet är mindre än det minsta belopp som fördelas för 2024."),
]  # fmt: skip


@pytest.mark.parametrize(("actual", "members", "head", "listed", "ending"), SHARES)
def test_the_distribution(actual: str, members: str, head: str, listed: str, ending: str) -> None:
    sentences = _year("1000", actual, members=members)
    assert sentences["Fördelning"] == head
    assert sentences["shares"] == listed
    assert sentences["result"].endswith(ending)


NEUTRAL = [
    ("1500", "Årets resultat för Kostnämnden visar ett underskott med 500 tkr. Underskottet för 2024 fördelas mellan medlemskommunerna enligt nyckeln för invånarantal."),
    ("900", "Årets resultat för Kostnämnden visar ett överskott med 100 tkr. Överskottet för 2024 fördelas mellan medlemskommunerna enligt nyckeln för invånarantal."),
    ("1000", "Årets resultat för Kostnämnden visar ett nollresultat: varken över- eller underskott. Det finns inget att fördela för 2024."),
    ("1000.3", "Årets resultat för Kostnämnden visar ett underskott med 0,3 tkr. Underskottet är mindre än det minsta belopp som fördelas för 2024."),
]  # fmt: skip


@pytest.mark.parametrize(("actual", "expected"), NEUTRAL)
def test_nothing_is_said_that_nobody_typed(actual: str, expected: str) -> None:
    assert said(_NEUTRAL.format(unit="tkr") + _LINES.format(b=1000, a=actual) + _TWO)["result"] == expected


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("Regleras på | majfakturan", "Underskottet för 2024 fördelas mellan medlemskommunerna enligt nyckeln för invånarantal och läggs på majfakturan."),
        ("Budgeteras och redovisas som | en enhet", "Nämnden budgeteras och redovisas som en enhet, där eventuellt över- eller underskott fördelas mellan medlemskommunerna. Underskottet för 2024 fördelas ut enligt nyckeln för invånarantal."),
    ],
)  # fmt: skip
def test_a_fact_that_the_board_types_is_said(fact: str, expected: str) -> None:
    board = _NEUTRAL.format(unit="tkr") + f"{fact}\n" + _LINES.format(b=1000, a=1500) + _TWO
    assert said(board)["result"].endswith(f"med 500 tkr. {expected}")


@pytest.mark.parametrize(
    ("facts", "goals", "followed_up"),
    [
        (
            "",
            "Måluppfyllelse",
            "Vilket gör att nämndmålen uppnås. Uppföljningen av målen baseras på indikatorerna.",
        ),
        (
            "Målen följs upp | på helår\nAvsnitt för måluppfyllelse | '1.2\nAvsnitt för ekonomi | 3.4\n",
            "1.2 Måluppfyllelse",
            "Vilket gör att nämndmålen uppnås. Uppföljningen av målen baseras på indikatorerna som verksamheten har gjort på helår.",
        ),
    ],
)
def test_sections_and_followed_up_goals_are_as_the_board_says(
    facts: str, goals: str, followed_up: str
) -> None:
    rows = "== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning\nMål | I | 9 | 9 | minst\n"
    drawing = _NEUTRAL.format(unit="tkr") + facts + _LINES.format(b=1000, a=1000) + rows
    assert said(drawing)["goals_board"] == followed_up
    model = result(drawing).model
    sections = [model.text("text", row.key, text.SECTION) for row in model.tables["text"].rows]
    assert sections[0] == goals
    assert sections[2] == ("3.4 Ekonomi" if facts else "Ekonomi")


def test_without_members_nothing_is_said_of_sharing() -> None:
    sentences = _year("1000", "1500", members="")
    assert sentences["result"] == "Årets resultat för Kostnämnden visar ett underskott med 500 tkr."
    assert "shares" not in sentences


def test_a_workbook_that_names_no_board_and_no_year() -> None:
    assert (
        said(_LINES.format(b=1000, a=1100))["result"]
        == "Årets resultat för Nämnden visar ett underskott med 100 tkr."
    )


_MET, _NEAR, _MISSED = "9 | 9 | minst", "8 | 9 | minst", "1 | 9 | minst"
GOALS = [
    ([_MET], "1 st av 1 bedöms uppnådda.", "uppnås"),
    ([_MET, _MET], "2 st av 2 bedöms uppnådda.", "uppnås"),
    ([_MET, _NEAR, _NEAR], "1 st av 3 bedöms uppnådda, 2 st bedöms delvis uppnådda.", "uppnås delvis"),
    ([_MET, _MISSED], "1 st av 2 bedöms uppnådda, 1 st bedöms ej uppnådda.", "uppnås delvis"),
    ([_MET, _MISSED, _MISSED], "1 st av 3 bedöms uppnådda, 2 st bedöms ej uppnådda.", "uppnås ej"),
    ([_NEAR, _MISSED, _MISSED], "0 st av 3 bedöms uppnådda, 1 st bedöms delvis uppnådda, 2 st bedöms ej uppnådda.", "uppnås ej"),
]  # fmt: skip


@pytest.mark.parametrize(("indicators", "counted", "board"), GOALS)
def test_the_goals(indicators: list[str], counted: str, board: str) -> None:
    rows = "\n".join(f"Mål {i} | Indikator {i} | {row}" for i, row in enumerate(indicators))
    goals = f"== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning\n{rows}\n"
    sentences = said(_BOARD.format(unit="tkr") + _LINES.format(b=1000, a=1000) + goals)
    assert sentences["goals"] == f"Kostnämnden uppnådde 2024 följande rörande nämndmålen: {counted}"
    assert sentences["goals_board"].startswith(f"Vilket gör att nämndmålen {board}. Uppföljningen")
    assert sentences["Måluppfyllelse"].endswith(f"Nämnden som helhet: {board}.")


COUNTED = [
    ([_MET], "Ett av ett nämndmål bedöms uppnått."),
    ([_MET, _MET], "Två av två nämndmål bedöms uppnådda."),
    ([_MET, _NEAR, _NEAR], "Ett av tre nämndmål bedöms uppnått, två delvis uppnådda."),
    ([_MET, _MISSED], "Ett av två nämndmål bedöms uppnått, ett ej uppnått."),
    ([_NEAR, _MISSED, _MISSED], "Inget av tre nämndmål bedöms uppnått, ett delvis uppnått, två ej uppnådda."),
    ([_MET] * 13, "13 av 13 nämndmål bedöms uppnådda."),
]


@pytest.mark.parametrize(("indicators", "counted"), COUNTED)
def test_the_goals_of_a_board_that_does_not_say_when_it_follows_them_up(
    indicators: list[str], counted: str
) -> None:
    rows = "\n".join(f"Mål {i} | Indikator {i} | {row}" for i, row in enumerate(indicators))
    goals = f"== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning\n{rows}\n"
    assert said(_NEUTRAL.format(unit="tkr") + _LINES.format(b=1000, a=1000) + goals)["goals"] == counted


INVESTMENTS = [
    ("100", "76", "tkr", "76 tkr av 100 tkr är förbrukat (76 %).", "Utav den totala investeringsbudgeten (100 tkr) så är 76 tkr förbrukat 2024."),
    ("100", "0", "tkr", "0 tkr av 100 tkr är förbrukat (0 %).", "Utav den totala investeringsbudgeten (100 tkr) så är 0 tkr förbrukat 2024."),
    ("100", "250", "tkr", "250 tkr av 100 tkr är förbrukat (250 %): 150 tkr över budget.", "Utav den totala investeringsbudgeten (100 tkr) så är 250 tkr förbrukat 2024."),
    ("0", "30", "tkr", "30 tkr är förbrukat utan budget.", "Det fanns ingen investeringsbudget, men ändå är 30 tkr förbrukat 2024."),
    ("0", "0", "tkr", "Det finns varken investeringsbudget eller utgifter.", "Det fanns varken investeringsbudget eller investeringsutgifter."),
    ("1234567", "1111110", "tkr", "1 111 110 tkr av 1 234 567 tkr är förbrukat (90 %).", "Utav den totala investeringsbudgeten (1 234 567 tkr) så är 1 111 110 tkr förbrukat 2024."),
    ("12095000", "9219400", "kr", "9 219 tkr av 12 095 tkr är förbrukat (76 %).", "Utav den totala investeringsbudgeten (12 095 tkr) så är 9 219 tkr förbrukat 2024."),
    ("12,5", "1,5", "mnkr", "1,5 mnkr av 12,5 mnkr är förbrukat (12 %).", "Utav den totala investeringsbudgeten (12,5 mnkr) så är 1,5 mnkr förbrukat 2024."),
]  # fmt: skip
_PROJECTS = "== Investeringsredovisning ==\nProjekt | Budget | Utfall\nKlienter | {b} | {a}\n"


@pytest.mark.parametrize(("budget", "actual", "unit", "head", "paragraph"), INVESTMENTS)
def test_the_investments(budget: str, actual: str, unit: str, head: str, paragraph: str) -> None:
    size = 100_000 if unit == "tkr" else 10_000
    board = _BOARD.format(unit=unit) + _LINES.format(b=size, a=size)
    sentences = said(board + _PROJECTS.format(b=budget, a=actual))
    assert sentences["Investeringsredovisning"] == head
    assert sentences["investments"] == paragraph


def test_the_investments_of_a_day() -> None:
    board = _BOARD.format(unit="tkr") + "Per datum | 2024-08-31\n" + _LINES.format(b=1000, a=1000)
    sentences = said(board + _PROJECTS.format(b=100, a=50))
    assert sentences["investments"] == (
        "Utav den totala investeringsbudgeten (100 tkr) så är 50 tkr förbrukat per 240831."
    )


_MANY = "".join(f"K{i} | 10\n" for i in range(6))
_THREE = "".join(f"K{i} | 10\n" for i in range(3))
KEYS = [
    ("", "Invånare\n" + _MANY, "1600", "Underskott att betala: 600 tkr på 6 medlemmar.", "Fördelning av underskott blir 2024 enligt följande: K0: 100 tkr, K1: 100 tkr, K2: 100 tkr, K3: 100 tkr, K4: 100 tkr och K5: 100 tkr."),
    ("", "Invånare\n" + _MANY, "400", "Överskott att få tillbaka: 600 tkr på 6 medlemmar.", "Fördelning av överskott blir 2024 enligt följande: K0: 100 tkr, K1: 100 tkr, K2: 100 tkr, K3: 100 tkr, K4: 100 tkr och K5: 100 tkr."),
    ("", "Invånare\n" + _THREE, "1600", "Underskott att betala: K0: 200 tkr, K1: 200 tkr och K2: 200 tkr.", "Fördelning av underskott blir 2024 enligt följande: K0: 200 tkr, K1: 200 tkr och K2: 200 tkr."),
    ("Fördelas i hela | 10\n", "Invånare\nA | 1\nB | 2\n", "1604", "Underskott att betala: A: 200 tkr och B: 400 tkr.", "Fördelning av underskott blir 2024 enligt följande: A: 200 tkr och B: 400 tkr."),
    ("Fördelningsnyckel | Datorer\n", "Invånare | Datorer\nA | 1 | 30\nB | 2 | 10\n", "1600", "Underskott att betala: A: 450 tkr och B: 150 tkr.", "Fördelning av underskott blir 2024 enligt följande: A: 450 tkr och B: 150 tkr."),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "members", "actual", "head", "listed"), KEYS)
def test_the_distribution_by_key(settings: str, members: str, actual: str, head: str, listed: str) -> None:
    board = _BOARD.format(unit="tkr") + settings + _LINES.format(b=1000, a=actual)
    sentences = said(board + "== Medlemmar ==\nKommun | " + members)
    assert sentences["Fördelning"] == head
    assert sentences["shares"] == listed
    by = "Datorer" if "Datorer" in settings else "för invånarantal"
    assert f" för 2024 fördelas ut enligt nyckeln {by} och " in sentences["result"]


ONLY = [
    ("Bidrag | Intäkt | -100 | -90", "Underskott 10 tkr mot budget. Störst underskott: Bidrag −10 tkr.", "överskott med 90 tkr"),
    ("Löner | Kostnad | 100 | 90", "Överskott 10 tkr mot budget.", "underskott med 90 tkr"),
    ("Löner | Kostnad | 100 | 120\nHyra | Kostnad | 100 | 20", "Överskott 60 tkr mot budget. Störst underskott: Löner −20 tkr.", "underskott med 140 tkr"),
    ("Löner | Kostnad | 100 | 120\nHyra | Kostnad | 100 | 80", "Resultatet är enligt budget. Störst underskott: Löner −20 tkr.", "underskott med 200 tkr"),
    ("Löner | Kostnad | 100 | 120\nHyra | Kostnad | 100 | 130", "Underskott 50 tkr mot budget. Störst underskott: Hyra −30 tkr.", "underskott med 250 tkr"),
    ("Löner | Kostnad | 0 | 0", "Resultatet är enligt budget.", "ett nollresultat"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "head", "outcome"), ONLY)
def test_the_largest_deficit_is_named(lines: str, head: str, outcome: str) -> None:
    drawn = f"== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\n{lines}\n"
    sentences = said(_BOARD.format(unit="tkr") + drawn)
    assert sentences["Sammanfattning"] == head
    assert outcome in sentences["result"]


INDICATORS = [
    ("M | I | 9 | 9 | minst | \n | J | 1 | 9 | minst | Uppnådd", "1 av 1 nämndmål uppnås. Nämnden som helhet: uppnås."),
    ("M | I | 9 | 9 | minst | \n | J |  | 9 | minst | ", "0 av 1 nämndmål uppnås, 1 uppnås delvis. Nämnden som helhet: uppnås delvis."),
    ("M | I | 1 | 9 | minst | \nN | J |  | 9 | minst | ", "0 av 2 nämndmål uppnås, 2 uppnås ej. Nämnden som helhet: uppnås ej."),
    ("– | I | 9 | 9 | minst | \n– | J | 1 | 9 | minst | ", "1 av 2 indikatorer är uppnådda."),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "head"), INDICATORS)
def test_the_goals_sheet_opens_with_its_count(rows: str, head: str) -> None:
    goals = f"== Nämndmål ==\nNämndmål | Indikator | Resultat | Målvärde | Riktning | Bedömning\n{rows}\n"
    sentences = said(_BOARD.format(unit="tkr") + _LINES.format(b=1000, a=1000) + goals)
    assert sentences["Måluppfyllelse"] == head


CHARTS = [
    ("1000", "1500", "Kostnader, tkr: utfall 1 500 mot budget 1 000", "Kostnader, tkr: avvikelse −500 mot budget"),
    ("1000", "900", "Kostnader, tkr: utfall 900 mot budget 1 000", "Kostnader, tkr: avvikelse +100 mot budget"),
    ("1000", "1000", "Kostnader, tkr: utfall 1 000 mot budget 1 000", "Kostnader, tkr: avvikelse 0 mot budget"),
]  # fmt: skip


@pytest.mark.parametrize(("budget", "actual", "first", "second"), CHARTS)
def test_the_titles_of_the_charts_say_what_they_show(
    budget: str, actual: str, first: str, second: str
) -> None:
    done = result(_BOARD.format(unit="tkr") + _LINES.format(b=budget, a=actual))
    page = next(p for p in done.pages if p.title == "Driftredovisning")
    titles = [str(done.model.evaluate(chart.title)).replace("\u00a0", " ") for chart in page.charts]
    assert titles == [first, second]


_OVER_THEIR_YEARS = "== Investeringar ==\nProjekt | Status | Beslutad totalutgift | Ackumulerat utfall | Budget | Utfall | Överföring till nästa år\n"

OVER_YEARS = [
    ("A | Pågående | 900 | 300 | 400 | 300 | 100", "Under året har 300 tkr av investeringsbudgeten 400 tkr (75 %) använts. 100 tkr föreslås överföras till 2024."),
    ("A | Pågående | 900 | 300 | 400 | 300 | 0", "Under året har 300 tkr av investeringsbudgeten 400 tkr (75 %) använts."),
    ("A | Avslutat | 900 | 300 | 400 | 300 |", "Under året har 300 tkr av investeringsbudgeten 400 tkr (75 %) använts. 1 projekt är avslutat."),
    ("A | Avslutat | 900 | 901 | 400 | 300 |", "Under året har 300 tkr av investeringsbudgeten 400 tkr (75 %) använts. 1 projekt är avslutat, varav 1 över beslutad totalutgift."),
    ("A | Avslutat | 900 | 901 | 400 | 300 |\nB | Färdigt | 90 | 90 | 100 | 50 |\nC | Pågående | 90 | 95 | 0 | 50 |", "Under året har 400 tkr av investeringsbudgeten 500 tkr (80 %) använts. 2 projekt är avslutade, varav 1 över beslutad totalutgift."),
    ("A | Löpande | | | 0 | 0 |", "Det fanns varken investeringsbudget eller investeringsutgifter."),
    ("A | Löpande | | | 0 | 5 |", "Det fanns ingen investeringsbudget, men ändå har 5 tkr använts."),
]  # fmt: skip


@pytest.mark.parametrize(("projects", "sentence"), OVER_YEARS)
def test_projects_over_their_years(projects: str, sentence: str) -> None:
    assert said(_OVER_THEIR_YEARS + projects)["investments"] == sentence


def test_projects_over_their_years_in_an_interim_report() -> None:
    settings = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nPeriod | augusti\n"
    lines = "== Driftredovisning ==\nKontotext | Typ | Budget | Prognos\nLöner | Kostnad | 1000 | 1000\n"
    sentence = said(settings + lines + _OVER_THEIR_YEARS + "A | Pågående | 900 | 300 | 400 | 300 | 0")[
        "investments"
    ]
    assert sentence == "Till och med 31 augusti har 300 tkr av investeringsbudgeten 400 tkr (75 %) använts."
