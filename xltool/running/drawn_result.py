"""A result as a file: its sheets with what people added, and what it remembers of how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from xltool.core.accents import readable
from xltool.core.memos import FOLLOWERS, MEMORY, Memo
from xltool.core.sensitivity import Sensitivity
from xltool.core.version import __version__
from xltool.rerun.kept import Kept
from xltool.rerun.remembered import decisions_memo, input_memo, ledger_memo
from xltool.rerun.row_keys import row_keys
from xltool.result.result import Result
from xltool.result.unmatched_list import UNMATCHED_TABLE
from xltool.sheets.crossed.by_pages import crossed_keys
from xltool.sheets.lines.line_kinds import Lines
from xltool.sheets.settings.settings_rows import DRAFT, NAMELESS

if TYPE_CHECKING:
    from xltool.drawing.placed import SheetPlan


def placed(result: Result, kept: Kept) -> tuple[list[SheetPlan], list[Memo]]:
    """The sheets of the result with what people added, and what is remembered of how they were made."""
    from xltool.drawing.layout import plan
    from xltool.drawing.styles import footer
    from xltool.rerun.fingerprints import colours_memo, names_memo, parts_memo, record

    sheets = plan(result.pages, result.model, result.board.money)
    keys = row_keys(result.board) | crossed_keys(result.by)
    settings = result.board.settings
    for sheet in sheets:
        sheet.footer = footer(settings.board or NAMELESS, settings.state or DRAFT)
    if settings.colour:
        from xltool.drawing.accent import paint

        paint(sheets, readable(settings.colour))
    # Of what is ours alone, so that people's own is known the next time.
    recorded_rows = record(sheets, {**keys, UNMATCHED_TABLE: {}})
    memos = [
        input_memo(kept.base),
        parts_memo(sheets),
        names_memo(sheets),
        colours_memo(sheets),
        *recorded_rows,
    ]
    memos += [
        [FOLLOWERS, key, *value.followers]
        for key, value in result.board.parts.items()
        if isinstance(value, Lines) and value.followers
    ]
    titles = {one.split.title: one.split.name for one in result.by if one.crossed is not None}
    if titles:
        from xltool.rerun.answers import crossed_memo

        memos += [crossed_memo(titles), *([kept.answered] if kept.answered else [])]
    if kept.decided:
        memos.append(decisions_memo(kept.decided))
    if kept.unmatched:
        from xltool.rerun.waiting import waiting_memo

        memos.append(waiting_memo(kept.unmatched))
    if result.board.details is not None:
        memos.append(ledger_memo(result.board.details.digests(), result.board.details.table.size))
    if kept.columns or kept.sheets:
        from xltool.rerun.additions.place_again import place_columns, user_sheets

        place_columns(sheets, kept.columns, keys)
        sheets += user_sheets(kept.sheets, [*(s.name for s in sheets), MEMORY])
    return sheets, memos


def drawn_result(
    sheets: Sequence[SheetPlan],
    memos: Sequence[Memo],
    kept: Kept,
    saved: str,
    *,
    protect: bool,
    sensitivity: Sensitivity | None = None,
) -> bytes:
    """The file, with its label of `sensitivity`; `saved` is when the input says that it was saved. People's own formulas hold what they came to in the result
    before."""
    from xltool.drawing.writer import Properties, workbook_bytes
    from xltool.rerun.memory_sheet import memory_sheet

    board, computed = kept.board, not (kept.columns or kept.sheets)
    name = board.settings.board or NAMELESS  # as the next run reads it in the result
    title = f"{name} {board.settings.year or ''}".strip()
    properties = Properties(
        title, "Resultat: budget mot utfall", f"xltool {__version__}", name, made_time(saved), sensitivity
    )
    return workbook_bytes(
        [*sheets, memory_sheet(MEMORY, memos)], properties, protect=protect, computed=computed
    )


def made_time(saved: str) -> datetime:
    """When a workbook is said to be made, from when its input was saved: the same input, the same bytes."""
    return datetime.fromisoformat(saved) if saved else datetime(2000, 1, 1)
