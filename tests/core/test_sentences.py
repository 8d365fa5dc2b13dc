"""The sentences of a result, exactly, for what a year can come to."""

from __future__ import annotations

import pytest

from tests.drawn import result
from xltool.kinds import text

_BOARD = "== Uppgifter ==\nNämnd | Kostnämnden\nÅr | 2024\nEnhet | {unit}\n"
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
