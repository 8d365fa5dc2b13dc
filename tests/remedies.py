"""Every remedy that is offered, applied: the finding is gone, and no error speaks against it (reading.md §2)."""

from __future__ import annotations

from tests.drawn import book
from xltool.binding.remedied import remedied
from xltool.core.cells import RawBook
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board


def remedies(drawing: str, code: str) -> list[Remedy]:
    """What is offered against the drawing's findings with the code."""
    return [r for f in read_board(book(drawing)).findings if f.code.code == code for r in f.remedies]


def mended(drawing: str, *chosen: Remedy) -> Board:
    """The drawn workbook with the remedies in it, read again."""
    raw: RawBook = book(drawing)
    for remedy in chosen:
        raw = remedied(raw, remedy, ("Uppgifter",))
    return read_board(raw)


def errors(board: Board) -> list[Finding]:
    return [f for f in board.findings if f.is_error]
