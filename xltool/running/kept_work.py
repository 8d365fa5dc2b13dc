"""A run over an earlier result: what comes along from it, whose work is in it, and whether the next run can read it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xltool.core.cell_text import shortened
from xltool.core.memos import Memo
from xltool.core.row_key import RowKey
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.intake.preflight import inspect
from xltool.rerun.kept import EARLIER_NAME, Kept, nothing_kept, reminded
from xltool.rerun.lineage import Lineage, lineage
from xltool.rerun.same_run import said_by
from xltool.rerun.wins import Wins
from xltool.result.build_result import build_result
from xltool.result.control import Provenance
from xltool.result.result import Result
from xltool.running.outcome import Choices, ResultPlace
from xltool.sheets.board import Board
from xltool.sheets.crossed.by_pages import crossed_keys, row_keys_by

if TYPE_CHECKING:
    from xltool.drawing.placed import SheetPlan
    from xltool.rerun.answers import Answer
    from xltool.rerun.earlier_result import EarlierResult

_MOST_NAMED = 5


def run_of(provenance: Provenance, choices: Choices, result_name: str, answers: Sequence[Answer] = ()) -> str:
    """All that decides what a result holds besides what people wrote in the one before."""
    said = (
        provenance.sha256,
        provenance.file,
        provenance.version,
        provenance.taught,
        choices.protect,
        choices.wins.value,
        "\n".join(choices.by),
        *((choices.group,) if choices.group else ()),
        *sorted(provenance.beside.items()),
        *(
            (answer.file, sorted((k.words, text) for k, text in answer.news.items()))
            for answer in answers
            if answer.news
        ),
    )
    return hashlib.sha256(repr((*said, result_name)).encode()).hexdigest()[:32]


def kept_from(
    earlier: EarlierResult | None,
    board: Board,
    choices: Choices,
    provenance: Provenance,
    run: str,
    answers: Sequence[Answer] = (),
) -> Kept:
    """The board with what people wrote in the earlier result and in the answers; the very `run` that made the result says
    what it said then. Raises UsageError where there is no column to split by."""
    kept = (
        _kept(board, earlier, choices.wins, provenance, choices.by)
        if earlier is not None
        else nothing_kept(board)
    )
    said = _said(earlier, run) if earlier is not None else None
    if said is None and has_errors(kept.findings):
        return kept
    kept = _with_comments(kept, choices.by, None if kept.apart else earlier, answers)
    return kept if said is None else replace(kept, findings=said)


def _with_comments(
    kept: Kept, by: Sequence[str], earlier: EarlierResult | None, answers: Sequence[Answer]
) -> Kept:
    """The same with the comments on the lines by columns of the detail rows."""
    if not by and not answers and earlier is None:
        return kept
    from xltool.rerun.answers import crossed_sheets, merged

    if not by and not answers and (earlier is None or not crossed_sheets(earlier.memos)):
        return kept
    board = kept.board
    rows = list[RowKey]()
    if board.details is not None and board.operating is not None:
        rows = row_keys_by(board.details, board.operating, by)
    found = merged(rows, earlier, answers, kept.unmatched)
    return replace(
        kept,
        unmatched=found.unmatched,
        findings=(*kept.findings, *found.findings),
        comments=found.comments,
        answered=found.taken,
        answers_kept=found.kept | {answer.file for answer in answers if answer.more},
    )


def columns_by(
    board: Board, by: Sequence[str], earlier: EarlierResult | None, answers: Sequence[Answer]
) -> tuple[str, ...]:
    """The columns that were asked for, and those that there are comments by, where the ledger has them."""
    if not by and not answers and earlier is None:
        return ()
    from xltool.rerun.answers import columns_wanted

    wanted = columns_wanted(by, earlier, answers)
    kept = board.details.kept if board.details is not None else ()
    return tuple(one for one in wanted if one in by or one in kept)


def is_made(earlier: EarlierResult, kept: Kept, run: str, place: ResultPlace) -> bool:
    """Whether the earlier result is the very one that the `run` comes to, so that it need not be drawn again."""
    return _said(earlier, run) is not None and lineage_after(earlier, kept, place) == lineage(earlier.memos)


def _said(earlier: EarlierResult, run: str) -> tuple[Finding, ...] | None:
    """What the run said when it made the earlier result; None where it did not, or somebody has touched that."""
    return said_by(run, earlier.memos) if earlier.is_untouched and not earlier.problem else None


def _kept(
    board: Board, earlier: EarlierResult, wins: Wins, provenance: Provenance, by: Sequence[str] = ()
) -> Kept:
    """The board with what people wrote in the earlier result, or why it has to wait."""
    from xltool.rerun.keep import keep

    if earlier.problem is not None:
        return replace(nothing_kept(board), findings=(earlier.problem,))
    kept = keep(board, earlier, wins)
    kept = replace(kept, findings=(*kept.findings, *earlier.findings))
    if earlier.additions is not None and not (kept.apart or has_errors(kept.findings)):
        from xltool.rerun.additions.bring_along import bring

        # Tells which rows there are to follow.
        plain = build_result(
            kept.board, provenance, sentences=kept.sentences, unmatched=kept.unmatched, by=by
        )
        kept = bring(kept, earlier.additions, plain.tables, crossed_keys(plain.by))
    return reminded(kept)


def told_of_lost(
    earlier: EarlierResult, kept: Kept, sheets: Sequence[SheetPlan], findings: Sequence[Finding]
) -> Finding | None:
    """Texts of people's that stood in the earlier result and are neither in the new `sheets` nor told of."""
    if earlier.is_untouched or kept.apart:
        return None
    from xltool.rerun.lost_texts import lost_texts

    lost = lost_texts(earlier, sheets, findings)
    if not lost:
        return None
    named = [f"»{shortened(text)}« ({origin})" for origin, text in lost[:_MOST_NAMED]]
    more = [f"{len(lost) - _MOST_NAMED} till"] if len(lost) > _MOST_NAMED else []
    return codes.TEXTS_LEFT.at(None, texts=listed([*named, *more]))


def looked_at_again(
    earlier: EarlierResult, kept: Kept, sheets: Sequence[SheetPlan], result: Result
) -> tuple[Kept, list[Memo]]:
    """What is kept, with a word about texts that are lost and own sentences whose figures are no more, the very same where
    there are none; and what is to be remembered of those sentences."""
    lost = told_of_lost(earlier, kept, sheets, result.findings)
    found = [lost] if lost else []
    stale, memos = kept.stale, list[Memo]()
    if kept.sentences:
        from xltool.rerun.stale_figures import judged_sentences

        judged = judged_sentences(kept.sentences, earlier, sheets, result.board.money)
        stale, memos = judged.stale, judged.memo()
        found += [
            codes.SENTENCE_STALE.at(None, place=name, figures=listed([f"»{one}«" for one in texts]))
            for name, texts in stale.items()
        ]
    return (replace(kept, findings=(*kept.findings, *found), stale=stale) if found else kept), memos


def lineage_after(earlier: EarlierResult | None, kept: Kept, place: ResultPlace) -> Lineage:
    """Whose work is in the result. One that is laid aside for another board's is kept as a version too."""
    if earlier is None:
        return Lineage(place.name).beside(place.kept)
    if kept.apart:
        return Lineage(place.name).beside(place.kept | {earlier.digest})
    return earlier.lineage_of(place.name).beside(place.kept)


def next_stop(drawn: bytes, board: Board, kept: Kept, provenance: Provenance) -> Finding | None:
    """Why the next run could not read the result, whose figures people have decided, beside what the input says."""
    from xltool.rerun.earlier_result import EarlierResult

    again = _kept(board, EarlierResult(inspect(drawn, EARLIER_NAME)), Wins.NOBODY, provenance)
    stop = next((found for found in again.findings if found.is_error), None)
    if stop is None:
        return None
    places = listed([place.words for place in kept.decided][:_MOST_NAMED])
    return codes.DECIDED_UNREADABLE.at(None, places=places, why=dict(stop.fields).get("why", stop.message))
