"""A workbook as it stands now, an input or a result, read and computed anew: the ground of comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from xltool.binding.bind import bind
from xltool.binding.sheets_by_name import find_sheets
from xltool.core.cells import RawBook, RawSheet
from xltool.core.values import Model
from xltool.findings.finding import Finding, Severity
from xltool.rerun.keep import without_uncomputed
from xltool.result.control import Provenance
from xltool.result.result import build_result
from xltool.sheets.all_sheets import GUIDES, RESULT_ONLY, kinds, present
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.result_sheets import added_sheets, is_result


class ComparedWorkbook(Struct, frozen=True):
    """A workbook that is compared with another. `sheets` are those that were read, by their kind's key, `user_sheets` the
    ones that people added; `model` is None where errors stand in the way of computing. `sentences` are the ones
    that somebody typed on Rapporttext, None where the file does not tell a typed one from a formula; `beside` is what
    people wrote beside the tables, by sheet and where on it."""

    board: Board
    is_result: bool
    sheets: Mapping[str, RawSheet]
    user_sheets: tuple[RawSheet, ...]
    model: Model | None
    sentences: Mapping[str, str] | None
    beside: Mapping[tuple[str, str], str]

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.board.findings if f.severity is Severity.ERROR]


def compared(
    book: RawBook,
    sentences: Mapping[str, str] | None,
    user_sheets: Sequence[RawSheet] | None,
    beside: Mapping[tuple[str, str], str],
) -> ComparedWorkbook:
    """The workbook read as the next run would read it. What a result shows is computed again from its inputs: a
    program that saved it may have left its formulas without values, or with old ones. `user_sheets` are those that
    people added, where xltool remembers which it wrote itself."""
    is_a_result = is_result(book)
    told = without_uncomputed(book) if is_a_result else book
    passed_over = (*GUIDES, *RESULT_ONLY) if is_a_result else GUIDES
    sheets, _ = find_sheets(told, kinds(), passed_over, added_sheets(told) if is_a_result else ())
    board = read_board(told)
    if is_a_result:
        board = _as_shown(board, sheets)
    model = None
    if not board.has_errors and board.operating is not None:
        model = build_result(board, Provenance("", "", "", "")).model
    known = {sheet.name for sheet in sheets.values()} | {*passed_over}
    added = [s for s in book.sheets if s.name not in known] if user_sheets is None else user_sheets
    return ComparedWorkbook(board, is_a_result, sheets, tuple(added), model, sentences, beside)


def _as_shown(board: Board, sheets: Mapping[str, RawSheet]) -> Board:
    """The board of a result with what its visible cells say: rounding differences are otherwise known from the totals,
    which a program may have saved without values."""
    settings = board.settings
    for part, value in present(board):
        if part.as_shown is not None:
            bound, _ = bind(sheets[part.key], part.sheet, settings.year, settings.unit.word, own=True)
            board = board.with_part(part.key, part.as_shown(value, bound)) if bound else board
    return board


def first_error(version: ComparedWorkbook, sheet: str = "") -> str:
    """What kept the workbook, or one of its sheets, from being read: `Driftredovisning!C16: Utfall är …`."""
    errors = version.errors
    of_sheet = [f for f in errors if f.origin and f.origin.sheet == sheet]
    found = next(iter(of_sheet or errors), None)
    if found is None:
        return ""
    return f"{found.origin}: {found.message}" if found.origin else found.message
