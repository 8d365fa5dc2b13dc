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
    """The finding where the result `now` is made of a workbook of another year, or of another board; `then` is what
    its input said. A board that has changed its name still has most of its lines."""
    of_years = (now.settings.year, board.settings.year)
    if all(of_years) and of_years[0] != of_years[1]:
        return codes.RESULT_APART.at(None, then=of_years[0], now=of_years[1])
    place = Place(RowKey(SETTINGS.title), BOARD.label)
    names = (str(then.get(place) or ""), board.settings.board)
    if all(names) and normalised(names[0]) != normalised(names[1]):
        lines, new = _lines(now), _lines(board)
        if 2 * len(matched(lines, new)) < max(len(lines), len(new)):
            return codes.RESULT_APART.at(None, then=names[0], now=names[1])
    return None


def _lines(board: Board) -> list[RowKey]:
    keys = (place.key for place in entries(board))
    return [key for key in dict.fromkeys(keys) if key.block and key.sheet == operating.OPERATING.title]
