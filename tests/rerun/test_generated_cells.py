"""Rows and sheets of ours that somebody took out of a result, or moved by inserting others: each is named or known
again, and nothing that xltool wrote itself is taken for people's work."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tests.examples import seed
from tests.moves import delete_row, insert_row
from tests.rerun.test_find_additions import said
from tests.rerun.test_keep import Edit, codes, edited, result, run, shown, write
from tests.rerun.test_merge import run_without
from xltool.core.columns import Input
from xltool.core.units import COUNT
from xltool.findings.xl1_rerun import BACK_AGAIN, PREVIOUS_UNREADABLE
from xltool.rerun.wins import Wins
from xltool.running.outcome import State
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.template_rows import Filling

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
    ("sheet", "words"),
    [
        (DRIFT, "Övriga avg. o. ersättningar"),  # the first of its block
        (DRIFT, "Lokalhyror"),
        (DRIFT, "Kapitalkostnader"),  # the last of its block
        (DRIFT, "Nettoresultat"),  # the last of its sheet
        ("Investeringsredovisning", "IT-investering Laxå"),
        ("Måluppfyllelse", "Sjukfrånvaro"),
        ("Fördelning", "Laxå"),
    ],
)
def test_a_row_that_somebody_took_away_is_back_and_named(sheet: str, words: str) -> None:
    new = run(
        seed(), edited(result(seed()), lambda book: delete_row(book, sheet, row_of(book[sheet], words)))
    )
    (message,) = said(new, BACK_AGAIN.code)
    assert f"»{words}«" in message or f"/ {words}«" in message
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
    (found,) = [f for f in new.findings if f.code is BACK_AGAIN]
    assert f"bladet {sheet}" in found.message
    assert ("indatafilen" in found.hint) is (
        sheet in ("Investeringsredovisning", "Måluppfyllelse", "Fördelning")
    )
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


def _took_away(sheet: str) -> Edit:
    def edit(book: Any) -> None:
        del book[sheet]

    return edit


def test_a_sheet_that_was_never_there_was_taken_away_by_nobody() -> None:
    before = run_without("Investeringsredovisning", seed()).data or b""
    assert not said(run(seed(), edited(before, write(DRIFT, "Lokalhyror", "Kommentar", "Ny hyra."))), "XL148")


def test_a_whole_block_that_was_taken_away_is_back_and_named() -> None:
    def drop(book: Any) -> None:
        for row in ("Övriga avg. o. ersättningar", "Driftbidrag från kommuner"):
            delete_row(book, DRIFT, row_of(book[DRIFT], row))

    (message,) = said(run(seed(), edited(result(seed()), drop)), "XL148")
    assert (
        "»Övriga avg. o. ersättningar« och »Driftbidrag från kommuner« på bladet Driftredovisning" in message
    )


def test_a_goal_that_was_taken_away_with_its_indicators_is_back() -> None:
    def drop(book: Any) -> None:
        ws = book["Måluppfyllelse"]
        first = next(
            c.row for r in ws.iter_rows() for c in r[:1] if str(c.value).startswith("Ökad samverkan")
        )
        end = next(c.row for r in ws.iter_rows(min_row=first + 1) for c in r[:1] if c.value)
        for _ in range(end - first):
            delete_row(book, "Måluppfyllelse", first)

    new = run(seed(), edited(result(seed()), drop))
    assert new.state is State.OK
    assert "Ökad samverkan" in said(new, BACK_AGAIN.code)[0]


# --- what stands in rows and columns that people put in -----------------------------------------------------------


def _with_added_row(name: str) -> bytes:
    def add(book: Any) -> None:
        ws = book[DRIFT]
        at = row_of(ws, "Lokalhyror") + 1
        insert_row(book, DRIFT, at)
        for column, value in ((1, name), (2, 150), (3, 150), (9, "Delsumma för mötet")):
            ws.cell(at, column).value = value

    return edited(result(seed()), add)


@pytest.mark.parametrize("name", ["Summa drift", "varav garage"])
def test_a_row_among_the_lines_is_added_up_by_our_total_whatever_it_is_called(name: str) -> None:
    (message,) = said(run(seed(), _with_added_row(name)), "XL142")
    assert f"»{name}« (Budget 150 tkr och Utfall 150 tkr)" in message.replace("\u00a0", " ")


def test_a_row_that_says_nothing_to_the_reader_is_named_with_all_that_it_holds() -> None:
    name = "Avrundningsdifferens"
    new = run(seed(), _with_added_row(name))
    (message,) = said(new, "XL143")
    assert f"»{name}« (150, 150 och Delsumma för mötet)" in message
    assert "den sparade versionen" in message


def test_a_note_with_a_number_below_the_lines_is_told_where_it_can_stand() -> None:
    def add(book: Any) -> None:
        ws = book["Investeringsredovisning"]
        at = row_of(ws, "IT-investering gemensamt") + 1
        insert_row(book, "Investeringsredovisning", at)
        ws.cell(at, 1).value, ws.cell(at, 2).value = "Kvar att fördela", 500

    (found,) = [f for f in run(seed(), edited(result(seed()), add)).findings if f.code is PREVIOUS_UNREADABLE]
    assert "har någon lagt till rad" in found.message
    assert "flytta den till Kommentar eller till ett eget blad" in found.hint


def test_a_column_between_label_and_value_on_uppgifter_changes_no_setting() -> None:
    done = run(seed(), edited(result(seed()), lambda book: book["Uppgifter"].insert_cols(2)))
    assert done.data
    assert not said(done, "XL110")
    assert shown(done.data, "Uppgifter", "Nämnd", "Värde") == "Sydnärkes IT-nämnd"


@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_a_column_on_kontroll_leaves_the_list_as_it_was(column: int) -> None:
    lines = [{**one, operating.COMMENT: None} for one in seed().cost]
    whole = replace(seed(), cost=lines, totals={}, stated_variances=False)
    gone = replace(whole, cost=lines[:-1])
    name = str(whole.cost[-1][operating.NAME])
    written = edited(result(whole), write(DRIFT, name, "Kommentar", "Räntan steg."))
    listed_there = result(gone, written)
    moved = edited(listed_there, lambda book: book["Kontroll"].insert_cols(column))
    assert shown(result(whole, moved), DRIFT, name, "Kommentar") == "Räntan steg."


# --- the key ------------------------------------------------------------------------------------------------------

_MACHINES = Input("Datorer", COUNT)


def _with_key() -> Filling:
    members = [{**one, _MACHINES: 100.0 * n} for n, one in enumerate(seed().members, start=1)]
    return replace(seed(), members=members, settings={**seed().settings, "key": "Datorer"})


def _key(data: bytes | None) -> Any:
    return shown(data or b"", "Uppgifter", "Fördelningsnyckel", "Värde")


def test_a_sheet_of_members_that_was_taken_away_changes_no_key() -> None:
    new = run(_with_key(), edited(result(_with_key()), _took_away("Fördelning")))
    assert _key(new.data) == "Datorer"
    assert not said(new, "XL110")


def test_a_chosen_key_waits_while_the_input_has_no_members() -> None:
    both = replace(_with_key(), settings=seed().settings)
    chosen = edited(result(both), write("Uppgifter", "Fördelningsnyckel", "Värde", "Datorer"))
    meanwhile = run_without("Medlemmar", both, chosen).data
    assert _key(meanwhile) == "Datorer"
    assert _key(result(both, meanwhile)) == "Datorer"


def test_an_emptied_key_stops_the_run() -> None:
    emptied = edited(result(_with_key()), write("Uppgifter", "Fördelningsnyckel", "Värde", None))
    (message,) = said(run(_with_key(), emptied), "XL147")
    assert "är Fördelningsnyckel tömd" in message
    assert _key(result(_with_key(), emptied, Wins.INPUT)) == "Datorer"
