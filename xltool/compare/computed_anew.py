"""A workbook as it stands now, an input or a result, read and computed anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltool.binding.bind import bind
from xltool.binding.taught_rows import Translation
from xltool.compare.compared_workbook import ComparedWorkbook, RememberedRows
from xltool.core.cells import RawBook, RawSheet
from xltool.rerun.uncomputed_cells import without_uncomputed
from xltool.result.build_result import build_result
from xltool.result.control import Provenance
from xltool.sheets.all_sheets import present
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.result_sheets import GUIDES, RESULT_ONLY, is_result
from xltool.sheets.sheets_found import found_sheets, taught_words


def compared(
    book: RawBook,
    sentences: Mapping[str, str] | None,
    user_sheets: Sequence[RawSheet] | None,
    beside: Mapping[tuple[str, str], str],
    translation: Translation | None = None,
    remembered: RememberedRows | None = None,
) -> ComparedWorkbook:
    """The workbook read as the next run would read it. What a result shows is computed again from its inputs: a
    program that saved it may have left its formulas without values, or with old ones. `user_sheets` are those that
    people added, where xltool remembers which it wrote itself, `translation` is the taught table beside the workbook, and
    `remembered` is what a result remembers of its rows."""
    is_a_result = is_result(book)
    told = without_uncomputed(book) if is_a_result else book
    passed_over = (*GUIDES, *RESULT_ONLY) if is_a_result else GUIDES
    sheets, _ = found_sheets(taught_words(told, translation))
    board = read_board(told, translation)
    if is_a_result:
        board = _as_shown(board, sheets)
    model = None
    if not board.has_errors and board.operating is not None:
        model = build_result(board, Provenance("", "", "", "")).model
    ours = {sheet.name for sheet in sheets.values()} | {*passed_over}
    added = [s for s in book.sheets if s.name not in ours] if user_sheets is None else user_sheets
    return ComparedWorkbook(
        board,
        is_a_result,
        sheets,
        tuple(added),
        model,
        sentences,
        beside,
        remembered or RememberedRows(),
    )


def _as_shown(board: Board, sheets: Mapping[str, RawSheet]) -> Board:
    """The board of a result with what its visible cells say: rounding differences are otherwise known from the totals,
    which a program may have saved without values."""
    settings = board.settings
    for part, value in present(board):
        if part.as_shown is not None:
            bound, _ = bind(
                sheets[part.key],
                part.kind(settings, sheets[part.key]),
                settings.year,
                settings.unit.word,
                own=True,
                period=settings.period,
                follows=(),
            )
            board = board.with_part(part.key, part.as_shown(value, bound)) if bound else board
    return board
