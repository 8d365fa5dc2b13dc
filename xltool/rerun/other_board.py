"""Whether the result before is of another year or of another board: what was written there is no explanation here."""

from __future__ import annotations

from collections.abc import Mapping

from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.rerun.entries import entries
from xltool.rerun.entry_place import Place
from xltool.rerun.matching import matched
from xltool.sheets.board import Board
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import BOARD, SETTINGS


def apart(board: Board, now: Board, then: Mapping[Place, Scalar]) -> Finding | None:
    """The finding where the result `now` is made of a workbook of another year, or under another name of the board; `then`
    is what its input said. Most of the lines tell the board: other ones, or the same with other figures."""
    of_years = (now.settings.year, board.settings.year)
    if all(of_years) and of_years[0] != of_years[1]:
        return codes.RESULT_APART.at(None, then=of_years[0], now=of_years[1])
    was, name = str(then.get(_BOARD) or ""), board.settings.board
    if not (was and name) or normalised(was) == normalised(name):
        return None
    before, after = _lines(then), _lines({place: entry.value for place, entry in entries(board).items()})
    mates = matched(before, after)
    if 2 * len(mates) < max(len(before), len(after)):
        return codes.RESULT_APART.at(None, then=was, now=name)
    alike = sum(not before[was_row].isdisjoint(after[row]) for was_row, row in mates.items())
    answered = normalised(now.settings.board or "") == normalised(name)
    code = codes.BOARD_RENAMED if answered or 2 * alike >= len(mates) else codes.SAME_BOARD
    return code.at(None, then=was, now=name)


_BOARD = Place(RowKey(SETTINGS.title), BOARD.label)


def _lines(said: Mapping[Place, Scalar]) -> dict[RowKey, set[float]]:
    """The operating lines, each with its figures but zero."""
    found: dict[RowKey, set[float]] = {}
    for place, value in said.items():
        if place.key.block and place.key.sheet == operating.OPERATING.title:
            figures = found.setdefault(place.key, set())
            if isinstance(value, float | int) and not isinstance(value, bool) and value:
                figures.add(float(value))
    return found
