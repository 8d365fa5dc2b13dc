"""A result with Underlag is made anew: the detail rows are the input's, and what somebody changed in them is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from tests.bench.inputs import ledger
from tests.moves import delete_row, insert_row
from tests.render import converted
from tests.rerun.test_keep import edited
from tests.whole.test_files import opened
from xltool.rerun.wins import Wins
from xltool.running.outcome import Choices, State
from xltool.running.pipeline import Work, work

SHEET = "Underlag"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return ledger(tmp_path_factory.mktemp("ledger") / "b.xlsx", 60).read_bytes()


@pytest.fixture(scope="module")
def first(book: bytes) -> bytes:
    return data_of(made(book))


def made(book: bytes, previous: bytes | None = None, wins: Wins = Wins.NOBODY) -> Work:
    return work(book, "b.xlsx", write=True, previous=previous, choices=Choices(wins=wins, by=("Ansvar",)))


def data_of(done: Work) -> bytes:
    assert done.state is State.OK, told(done)
    assert done.data is not None
    return done.data


def told(done: Work) -> list[str]:
    return [f"{f.code.code} {f.message}" for f in done.findings if f.code.code.startswith("XL1")]


@pytest.mark.parametrize("saved", [bytes, converted], ids=["as it was written", "after LibreOffice"])
def test_a_result_that_nobody_changed_gives_the_same(
    saved: Callable[[bytes], bytes], book: bytes, first: bytes
) -> None:
    again = made(book, saved(first))
    assert told(again) == []
    ours, theirs = opened(first), opened(data_of(again))
    for ws in ours.worksheets:
        if ws.title != "xltool-minne":  # which remembers the file
            assert list(ws.values) == list(theirs[ws.title].values)


def test_a_comment_on_a_summed_line_comes_along(book: bytes, first: bytes) -> None:
    def edit(book: Any) -> None:
        book["Driftredovisning"]["J8"] = "Vakanser hela hösten"

    again = made(book, edited(first, edit))
    assert told(again) == ["XL110 Från det förra resultatet har 1 kommentar följt med."]
    assert again.board
    assert again.board.operating
    lines = [line for block in again.board.operating.blocks.values() for line in block.lines]
    assert "Vakanser hela hösten" in {line.comment for line in lines}


def test_an_amount_that_is_changed_in_the_ledger_stops_the_run(book: bytes, first: bytes) -> None:
    def edit(book: Any) -> None:
        book[SHEET]["H9"] = 1

    changed = edited(first, edit)
    for wins in (Wins.NOBODY, Wins.RESULT):
        done = made(book, changed, wins)
        assert done.state is State.ERRORS
        assert [line.split()[0] for line in told(done)] == ["XL138"]
        assert "»Utfall«" in told(done)[0]
    decided = made(book, changed, Wins.INPUT)
    assert [line.split()[0] for line in told(decided)] == ["XL139"]
    assert data_of(decided)


def test_a_row_that_is_taken_away_or_added_stops_the_run(book: bytes, first: bytes) -> None:
    def take(opened: Any) -> None:
        opened[SHEET].delete_rows(9)

    def add(opened: Any) -> None:
        sheet = opened[SHEET]
        for cell in sheet[9]:
            sheet.cell(sheet.max_row + (cell.column == 1), cell.column).value = cell.value

    for edit in (take, add):
        assert [line.split()[0] for line in told(made(book, edited(first, edit)))] == ["XL138"]


def test_a_text_that_is_changed_in_the_ledger_is_named_and_stays_in_the_kept_version(
    book: bytes, first: bytes
) -> None:
    def edit(book: Any) -> None:
        book[SHEET]["F9"] = "Tydligare text"
        book[SHEET]["I5"] = "Granskad av"
        book[SHEET]["I9"] = "Eva"

    done = made(book, edited(first, edit))
    assert data_of(done)
    (line,) = [line for line in told(done) if line.startswith("XL139")]
    assert "»Text« (»Tydligare text« i stället för »" in line
    assert "»Granskad av« (»Eva« är nytt)" in line
    assert "den sparade versionen" in line


def test_the_ledger_of_a_new_input_is_no_edit(first: bytes, tmp_path: Path) -> None:
    other = ledger(tmp_path / "b.xlsx", 61).read_bytes()
    assert told(made(other, first)) == []


def test_a_ledger_that_was_only_sorted_is_the_same(book: bytes, first: bytes) -> None:
    def sort(book: Any) -> None:
        ws = book[SHEET]
        rows = [[c.value for c in row] for row in ws.iter_rows(min_row=6)]
        for row, values in zip(ws.iter_rows(min_row=6), sorted(rows, key=lambda r: r[7]), strict=True):
            for cell, value in zip(row, values, strict=True):
                cell.value = value

    assert told(made(book, edited(first, sort))) == []


def test_amounts_that_changed_rows_are_told(book: bytes, first: bytes) -> None:
    """Every column holds what it held, and yet nothing is as it was."""

    def swap(book: Any) -> None:
        ws = book[SHEET]
        ws["H6"].value, ws["H9"].value = ws["H9"].value, ws["H6"].value

    again = made(book, edited(first, swap))
    assert again.state is State.ERRORS
    assert "vilka värden som hör till samma rad" in told(again)[0]


def test_what_stands_beside_the_ledger_is_named(book: bytes, first: bytes) -> None:
    def note(book: Any) -> None:
        ws = book[SHEET]
        ws["K9"] = "Fråga Eva"
        ws["A7"].comment = Comment("Makuleras", "Eva")
        ws["A1"] = "Huvudbok för året"

    again = told(made(book, edited(first, note)))
    assert any("Underlag!K9: »Fråga Eva« (en cell utanför tabellen)" in line for line in again)
    assert any("Underlag!A7: »Makuleras« (en anteckning på cellen)" in line for line in again)
    assert any("hade någon skrivit »Huvudbok för året«" in line for line in again)


@pytest.mark.parametrize("change", [insert_row, delete_row])
def test_a_row_more_or_less_in_the_ledger_makes_no_formula_of_ours_theirs(
    change: Callable[[Any, str, int], None], book: bytes, first: bytes
) -> None:
    done = made(book, edited(first, lambda opened: change(opened, SHEET, 20)), Wins.INPUT)
    assert [line for line in told(done) if not line.startswith("XL139")] == []


def rows_below(opened: Any) -> None:
    """Two rows more, which the formulas reach over as where a program lets them follow."""
    ws = opened[SHEET]
    last = ws.max_row
    for cell in ws[last]:
        for row in (last + 1, last + 2):
            ws.cell(row, cell.column).value = cell.value
    for sheet in opened.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            if f"{SHEET}!" in str(cell.value):
                cell.value = str(cell.value).replace(f"${last}", f"${last + 2}")


def rows_above_and_below(opened: Any) -> None:
    insert_row(opened, SHEET, 6)
    for cell in opened[SHEET][7]:
        opened[SHEET].cell(6, cell.column).value = cell.value
    rows_below(opened)


def a_row_less_and_a_note_below(opened: Any) -> None:
    delete_row(opened, SHEET, 20)
    opened[SHEET].cell(opened[SHEET].max_row + 2, 6).value = "Fråga Eva"


@pytest.mark.parametrize("change", [rows_below, rows_above_and_below, a_row_less_and_a_note_below])
def test_a_range_that_follows_its_rows_is_no_formula_of_theirs(
    change: Callable[[Any], None], book: bytes, first: bytes
) -> None:
    codes = {line.split()[0] for line in told(made(book, edited(first, change), Wins.INPUT))}
    assert codes <= {"XL139", "XL131"}


def test_a_range_that_somebody_made_shorter_is_named(book: bytes, first: bytes) -> None:
    def shorten(opened: Any) -> None:
        rows_below(opened)
        cell = opened["Driftredovisning"]["D8"]
        cell.value = cell.value.replace("$67", "$40")

    found = [
        line for line in told(made(book, edited(first, shorten), Wins.INPUT)) if line.startswith("XL132")
    ]
    assert len(found) == 1
    assert "Driftredovisning!D8 (Löner)" in found[0]


def test_words_that_somebody_wrote_in_or_below_the_ledger_are_named(book: bytes, first: bytes) -> None:
    def note(opened: Any) -> None:
        ws = opened[SHEET]
        insert_row(opened, SHEET, 20)
        ws.cell(20, 1).value = "Avstämt till hit"
        ws.cell(ws.max_row + 2, 6).value = "Fråga Eva"

    texts = [line for line in told(made(book, edited(first, note))) if line.startswith("XL131")]
    assert len(texts) == 2
    assert "»Avstämt till hit«" in texts[0]
    assert "»Fråga Eva«" in texts[1]
