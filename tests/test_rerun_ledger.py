"""A result with Underlag is made anew: the detail rows are the input's, and what somebody changed in them is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bench.inputs import ledger
from tests.render import converted
from tests.test_rerun import edited
from xltool.kinds.keeping import Wins
from xltool.work import Choices, State, Work, work

SHEET = "Underlag"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return ledger(tmp_path_factory.mktemp("ledger") / "b.xlsx", 60).read_bytes()


@pytest.fixture(scope="module")
def first(book: bytes) -> bytes:
    return data_of(made(book))


def made(book: bytes, previous: bytes | None = None, wins: Wins = Wins.NOBODY) -> Work:
    return work(book, "b.xlsx", write=True, previous=previous, choices=Choices(wins=wins, by="Ansvar"))


def data_of(done: Work) -> bytes:
    assert done.state is State.OK, told(done)
    assert done.data is not None
    return done.data


def told(done: Work) -> list[str]:
    return [f"{f.code.code} {f.message}" for f in done.findings if f.code.code.startswith("XL1")]


@pytest.mark.parametrize("saved", [bytes, converted], ids=["as it was written", "after LibreOffice"])
def test_a_result_that_nobody_changed_gives_the_same_bytes(
    saved: Callable[[bytes], bytes], book: bytes, first: bytes
) -> None:
    again = made(book, saved(first))
    assert told(again) == []
    assert data_of(again) == first


def test_a_comment_on_a_summed_line_comes_along(book: bytes, first: bytes) -> None:
    def edit(opened: Any) -> None:
        opened["Driftredovisning"]["J8"] = "Vakanser hela hösten"

    again = made(book, edited(first, edit))
    assert told(again) == ["XL110 Från det förra resultatet har 1 kommentar följt med."]
    assert again.board
    assert again.board.operating
    lines = [line for block in again.board.operating.blocks.values() for line in block.lines]
    assert "Vakanser hela hösten" in {line.comment for line in lines}


def test_an_amount_that_is_changed_in_the_ledger_stops_the_run(book: bytes, first: bytes) -> None:
    def edit(opened: Any) -> None:
        opened[SHEET]["H9"] = 1

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
    def edit(opened: Any) -> None:
        opened[SHEET]["F9"] = "Tydligare text"
        opened[SHEET]["I5"] = "Granskad av"
        opened[SHEET]["I9"] = "Eva"

    done = made(book, edited(first, edit))
    assert data_of(done)
    (line,) = [line for line in told(done) if line.startswith("XL139")]
    assert "»Text«" in line
    assert "»Granskad av«" in line
    assert "den sparade versionen" in line


def test_the_ledger_of_a_new_input_is_no_edit(first: bytes, tmp_path: Path) -> None:
    other = ledger(tmp_path / "b.xlsx", 61).read_bytes()
    assert told(made(other, first)) == []
