"""A drafted table says what xltool reads by itself: with it nothing is read otherwise, this year and the next."""

from __future__ import annotations

import re

import pytest

from tests.drawn import book
from tests.whole.test_cases import CASES, Case
from xltool.binding.taught_rows import Translation
from xltool.core.cells import RawBook
from xltool.running.translation_draft import table_of
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.sheets_found import taught_words
from xltool.sheets.translation.drafted_rows import drafted, new_rows

WITHOUT_TABLE = [case for case in CASES if "Översättning" not in case.drawing]
_OF_CHOICE = {"XL205", "XL206", "XL223", "XL226", "XL447"}  # what xltool chose, which the table says now


def drawn_book(case: Case) -> RawBook:
    return book(case.drawing, whole=case.whole)


def draft(raw: RawBook) -> Translation | None:
    return table_of(new_rows(drafted(taught_words(raw, None)), ()))


def said(board: Board) -> object:
    """What is read, and what is found."""
    parts = {key: _lines(part) for key, part in board.parts.items()}
    found = [(f.code.code, str(f.origin), f.message) for f in board.findings if f.code.code not in _OF_CHOICE]
    return parts, found


def _lines(part: object) -> object:
    blocks = getattr(part, "blocks", None)
    if blocks is None:
        return type(part)
    every = [line for block in blocks.values() for line in block.lines]
    return [(one.name, one.account, {c.header: a for c, a in one.amounts.items()}) for one in every]


@pytest.mark.parametrize("case", WITHOUT_TABLE, ids=lambda case: case.title)
def test_a_drafted_table_changes_nothing_that_is_read(case: Case) -> None:
    raw = drawn_book(case)
    by_itself, taught = read_board(raw), read_board(raw, draft(raw))
    assert by_itself.has_errors == taught.has_errors
    if not by_itself.has_errors:
        assert said(taught) == said(by_itself)


_YEAR = re.compile(r"(?<![\d.,'-])20[12]\d(?!\d)")


def later(case: Case) -> Case | None:
    """The workbook a year later; None where its years are no headers' alone."""
    drawing = case.drawing
    if not case.whole and "== Uppgifter ==" not in drawing:
        rest = drawing if drawing.startswith("==") else f"== Driftredovisning ==\n{drawing}"
        drawing = f"== Uppgifter ==\nNämnd | Nämnden\nÅr | 2023\n{rest}"
    shifted = _YEAR.sub(lambda year: str(int(year[0]) + 1), drawing)
    return None if shifted == drawing else Case(case.title, shifted, [], [], [], "", case.whole)


DATED = [case for case in WITHOUT_TABLE if _YEAR.search(case.drawing)]


@pytest.mark.parametrize("case", DATED, ids=lambda case: case.title)
def test_a_table_drafted_this_year_reads_the_next(case: Case) -> None:
    raw, following = drawn_book(case), later(case)
    assert following is not None
    if read_board(raw).has_errors:
        return
    by_itself = read_board(drawn_book(following))
    if not by_itself.has_errors:
        assert said(read_board(drawn_book(following), draft(raw))) == said(by_itself)
