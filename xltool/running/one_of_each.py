"""Which workbooks of a folder an overview adds up: each board once, and one year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from xltool.binding.header_words import DECEMBER
from xltool.core.spelling import normalised
from xltool.files.result_names import shown_name
from xltool.running.outcome import Outcome, State
from xltool.running.own_files import Own, own_file


class LeftOut(Struct, frozen=True):
    """A workbook that is not added up; `why` goes on from »x är inte med: «."""

    file: Path
    why: str


def one_of_each(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[LeftOut]]:
    """The outcomes of the newest year, one of each board, in their order; and the others. A workbook that says neither
    its board nor its year is nobody's copy, and one with errors has no say in which year it is."""
    sure = [o for o in outcomes if o.state is State.OK]
    newest = max((year for o in sure or outcomes if (year := _year(o))), default=None)
    left = {
        o.file: f"den gäller {year}, och översikten {newest}"
        for o in outcomes
        if (year := _year(o)) and newest and year != newest
    }
    first: dict[str, Outcome] = {}
    for outcome in sorted((o for o in outcomes if o.file not in left), key=rank, reverse=True):
        board = normalised(_board(outcome)) or str(outcome.file)
        if (taken := first.setdefault(board, outcome)) is not outcome:
            left[outcome.file] = f"samma nämnd och år som i {shown_name(taken.file)}"
    return [o for o in outcomes if o.file not in left], [LeftOut(f, why) for f, why in sorted(left.items())]


def missing_reports(added: Sequence[Outcome], outcomes: Sequence[Outcome]) -> dict[Path, tuple[int, ...]]:
    """The months that a board reports to, up to its newest report, and of which no workbook is among the outcomes."""
    there: dict[tuple[str, int | None], set[int]] = {}
    for one in outcomes:
        if one.state is State.OK:
            there.setdefault((normalised(_board(one)), _year(one)), set()).add(rank(one)[1])
    missing = {}
    for one in added:
        found = there.get((normalised(_board(one)), _year(one)), set())
        expected = one.figures.more.get("reports", ())
        missing[one.file] = tuple(m for m in expected if m not in found and m < max(found, default=0))
    return missing


def _board(outcome: Outcome) -> str:
    return outcome.figures.board or ""


def _year(outcome: Outcome) -> int | None:
    return outcome.figures.year


def rank(outcome: Outcome) -> tuple[bool, int, bool, str, str]:
    """What is without errors counts before what has them, a later report of the year before an earlier one, a result before
    a workbook, what was saved last before."""
    period = outcome.figures.period
    is_result = own_file(outcome.file) is Own.RESULT
    month = period.month if period else 0 if outcome.figures.more.get("budget_alone") else DECEMBER
    return outcome.state is State.OK, month, is_result, outcome.saved, str(outcome.file)
