"""What came along from the result before, as a value beside the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core.memos import Memo
from xltool.core.row_key import RowKey
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.rerun.entries import entries
from xltool.rerun.entry_place import Place
from xltool.rerun.remembered import Decision
from xltool.result.unmatched_list import Unmatched
from xltool.sheets.board import Board
from xltool.sheets.sheet_row import Entry

if TYPE_CHECKING:
    from xltool.rerun.matching import RowFigures
    from xltool.rerun.user_content import UserColumn, UserSheet

EARLIER_NAME = "med det förra resultatet"  # what sentences call it


class Kept(Struct, frozen=True):
    """What came along. `base` is what the input says and `decided` which figures of the result count in spite of that,
    for the next time. `figures` tell rows of one name apart, then and now. `waiting` stood on the list Utan rad already.
    `stale` are figures of the own sentences, by paragraph, that the workbook has no more.
    `comments` are those on the lines by a column of the detail rows, `answered` is what is remembered of those that came from
    answers, and `answers_kept` are the answers that hold more than that.
    Nothing comes along from a result that is `apart`: of another board, or another year."""

    board: Board
    base: dict[Place, Entry]
    findings: tuple[Finding, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[UserSheet, ...] = ()
    columns: tuple[UserColumn, ...] = ()
    decided: Mapping[Place, Decision] = field(default_factory=dict)
    figures: tuple[RowFigures, RowFigures] = ({}, {})
    apart: bool = False
    waiting: tuple[Unmatched, ...] = ()
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    comments: Mapping[RowKey, str] = field(default_factory=dict)
    answered: Memo = field(default_factory=list)
    answers_kept: frozenset[str] = frozenset()


def nothing_kept(board: Board) -> Kept:
    return Kept(board, entries(board))


def reminded(kept: Kept) -> Kept:
    """The same with a word about what still waits for a row."""
    still = {one for one in kept.waiting if one in kept.unmatched}
    if not still or has_errors(kept.findings):
        return kept
    count = "1 text" if len(still) == 1 else f"{len(still)} texter"
    return replace(kept, findings=(*kept.findings, codes.STILL_UNMATCHED.at(None, count=count)))
