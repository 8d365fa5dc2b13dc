"""Workbooks for those who explain their own variances, drawn: pure functions, which any process may run."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from xltool.core.memos import MEMORY
from xltool.core.row_key import RowKey
from xltool.core.version import __version__
from xltool.rerun.answers import answer_memos
from xltool.result.answer_pages import AnswerPages, answer_pages
from xltool.result.result import Result
from xltool.running.drawn_result import made_time
from xltool.running.outcome import DrawnAnswer
from xltool.sheets.board import Board
from xltool.sheets.settings.settings_rows import DRAFT, NAMELESS


def drawn_answers(
    result: Result, columns: Collection[str], comments: Mapping[RowKey, str], saved: str, *, protect: bool
) -> tuple[DrawnAnswer, ...]:
    """One for each value of each of the columns, with the `comments` that the result has; `saved` is when the input was."""
    found = []
    for one in result.by:
        for value in one.values() if one.split.name in columns else ():
            made = answer_pages(result.board, one, value, comments)
            data = _drawn(result.board, one.split.name, made, comments, saved, protect=protect)
            found.append(DrawnAnswer(one.split.name, made.value, data))
    return tuple(found)


def _drawn(
    board: Board,
    column: str,
    made: AnswerPages,
    comments: Mapping[RowKey, str],
    saved: str,
    *,
    protect: bool,
) -> bytes:
    from xltool.drawing.layout import plan
    from xltool.drawing.styles import footer
    from xltool.drawing.writer import Properties, workbook_bytes
    from xltool.rerun.fingerprints import colours_memo, names_memo, parts_memo, record
    from xltool.rerun.memory_sheet import memory_sheet

    settings = board.settings
    sheets = plan(made.pages, made.model, board.money)
    for sheet in sheets:
        sheet.footer = footer(settings.board or NAMELESS, settings.state or DRAFT)
    rows = {key for of_table in made.keys.values() for key in of_table.values()}
    written = {key: text for key, text in comments.items() if key in rows}
    memos = [
        *answer_memos(board, column, made.value, written),
        parts_memo(sheets),
        names_memo(sheets),
        colours_memo(sheets),
        *record(sheets, made.keys),
    ]
    name = settings.board or NAMELESS
    title = f"{name} {settings.year or ''}, {column} {made.value}"
    about = "Avvikelser att förklara"
    properties = Properties(title, about, f"xltool {__version__}", name, made_time(saved))
    return workbook_bytes([*sheets, memory_sheet(MEMORY, memos)], properties, protect=protect)
