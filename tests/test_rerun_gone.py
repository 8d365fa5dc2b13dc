"""Rows and sheets of ours that somebody took out of a result, or moved by inserting others: each is named or known
again, and nothing that xltool wrote itself is taken for people's work."""

from __future__ import annotations

from typing import Any

import pytest

from tests.examples import seed
from tests.moves import delete_row, insert_row
from tests.test_additions import said
from tests.test_rerun import codes, edited, result, run, shown, write
from xltool.core.codes import BACK_AGAIN, PREVIOUS_UNREADABLE
from xltool.work import State

DRIFT = "Driftredovisning"
_OF_OTHERS = {"XL131", "XL132", "XL133"}  # what is said of cells that people wrote


def row_of(sheet: Any, words: str) -> int:
    return next(int(c.row) for r in sheet.iter_rows() for c in r if c.value == words)


@pytest.mark.parametrize(
    "sheet", [DRIFT, "Investeringsredovisning", "Måluppfyllelse", "Fördelning", "Rapporttext"]
)
@pytest.mark.parametrize("row", [2, 4, 8, 14])
def test_inserted_rows_turn_nothing_of_ours_into_theirs(sheet: str, row: int) -> None:
    new = run(seed(), edited(result(seed()), lambda book: insert_row(book, sheet, row)))
    assert new.state is State.OK
    assert not _OF_OTHERS & {*codes(new)}


@pytest.mark.parametrize("row", [2, 15, 20, 23])
def test_the_summary_knows_its_formulas_wherever_they_stand(row: int) -> None:
    new = run(seed(), edited(result(seed()), lambda book: insert_row(book, "Sammanfattning", row)))
    assert not _OF_OTHERS & {*codes(new)}


@pytest.mark.parametrize(
    ("sheet", "words", "called"),
    [
        (DRIFT, "Övriga avg. o. ersättningar", "Övriga avg. o. ersättningar"),  # the first of its block
        (DRIFT, "Lokalhyror", "Lokalhyror"),
        (DRIFT, "Kapitalkostnader", "Kapitalkostnader"),  # the last of its block
        (DRIFT, "Nettoresultat", "Nettoresultat"),  # the last of its sheet
        ("Investeringsredovisning", "IT-investering Laxå", "IT-investering Laxå"),
        ("Måluppfyllelse", "Sjukfrånvaro", "Sjukfrånvaro"),
        ("Fördelning", "Laxå", "Laxå"),
    ],
)
def test_a_row_that_somebody_took_away_is_back_and_named(sheet: str, words: str, called: str) -> None:
    new = run(
        seed(), edited(result(seed()), lambda book: delete_row(book, sheet, row_of(book[sheet], words)))
    )
    (message,) = said(new, BACK_AGAIN.code)
    assert f"»{called}«" in message or f"/ {called}«" in message
    assert sheet in message
    assert not _OF_OTHERS & {*codes(new)}
    assert not any("lagt till" in f.message for f in new.findings)


def test_an_emptied_row_is_one_that_was_taken_away() -> None:
    def empty(book: Any) -> None:
        ws = book[DRIFT]
        for cell in ws[row_of(ws, "Lokalhyror")]:
            cell.value = None

    new = run(seed(), edited(result(seed()), empty))
    assert "»Lokalhyror«" in said(new, BACK_AGAIN.code)[0]
    assert shown(new.data or b"", DRIFT, "Lokalhyror", "Utfall 2023") == 747


def test_an_emptied_figure_beside_its_name_still_stops_the_run() -> None:
    new = run(seed(), edited(result(seed()), write(DRIFT, "Lokalhyror", "Utfall 2023", None)))
    assert new.state is State.ERRORS
    assert not said(new, BACK_AGAIN.code)


@pytest.mark.parametrize(
    "sheet",
    [
        "Investeringsredovisning",
        "Måluppfyllelse",
        "Fördelning",
        "Rapporttext",
        "Kontroll",
        "Läs mig",
        "Sammanfattning",
    ],
)
def test_a_sheet_that_somebody_took_away_is_back_and_named(sheet: str) -> None:
    def drop(book: Any) -> None:
        del book[sheet]

    new = run(seed(), edited(result(seed()), write(DRIFT, "Lokalhyror", "Kommentar", "Ny hyra."), drop))
    (message,) = said(new, BACK_AGAIN.code)
    assert f"bladet {sheet}" in message
    assert shown(new.data or b"", DRIFT, "Lokalhyror", "Kommentar") == "Ny hyra."


def test_without_uppgifter_nobody_knows_what_the_figures_mean() -> None:
    def drop(book: Any) -> None:
        del book["Uppgifter"]

    new = run(seed(), edited(result(seed()), drop))
    assert "Bladet Uppgifter är borttaget" in said(new, PREVIOUS_UNREADABLE.code)[0]


@pytest.mark.parametrize(("sheet", "words"), [("Uppgifter", "Enhet"), ("Måluppfyllelse", "Ökad samverkan")])
def test_a_row_that_says_what_others_mean_is_missed(sheet: str, words: str) -> None:
    def drop(book: Any) -> None:
        ws = book[sheet]
        rows = [r[0].row for r in ws.iter_rows() if str(r[0].value).startswith(words)]
        delete_row(book, sheet, rows[0])

    new = run(seed(), edited(result(seed()), drop))
    (message,) = said(new, PREVIOUS_UNREADABLE.code)
    assert f"På bladet {sheet} är raden »" in message
