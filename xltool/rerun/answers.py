"""What those who explain their own variances wrote, in the result and in the workbooks of their own (answers), together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from xltool.core.cell_text import as_shown, shortened
from xltool.core.memos import Memo
from xltool.core.row_key import RowKey, row_key
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.rerun.fingerprints import word
from xltool.rerun.matching import within_values
from xltool.result.unmatched_list import Unmatched
from xltool.sheets.board import Board
from xltool.sheets.operating.operating_columns import COMMENT

if TYPE_CHECKING:
    from xltool.rerun.earlier_result import EarlierResult
    from xltool.rerun.user_content import Additions

Texts = Mapping[RowKey, str]
_ANSWER, _WRITTEN, _CROSSED, _TAKEN = "answer", "commented", "crossed", "answered"


class Answer(Struct, frozen=True):
    """A workbook of one value: what it `said` on each of its rows as it came back, and what xltool had `written` there. Besides it
    has `more` where people added anything else."""

    file: str
    column: str
    value: str
    said: Texts
    written: Texts
    more: bool = False

    @property
    def news(self) -> dict[RowKey, str]:
        """What somebody has written or taken away since."""
        rows = {**self.written, **self.said}
        return {
            k: self.said.get(k, "") for k in rows if not _same(self.said.get(k, ""), self.written.get(k, ""))
        }


class Merged(Struct, frozen=True):
    """The comments on the rows there are, what found no row, what is to be told and remembered, and the `kept` files: what stands
    in them is not all of it in the result's rows."""

    comments: Texts
    unmatched: tuple[Unmatched, ...] = ()
    findings: tuple[Finding, ...] = ()
    taken: Memo = []
    kept: frozenset[str] = frozenset()


# --- what is remembered ---------------------------------------------------------------------------------------


def answer_memos(board: Board, column: str, value: str, comments: Texts) -> list[Memo]:
    """What a workbook of one value remembers: whose it is, and the comments that it was written with."""
    return [
        [_ANSWER, column, value, board.settings.year],
        [_WRITTEN, *([k.parts(), t] for k, t in comments.items())],
    ]


def crossed_memo(titles: Mapping[str, str]) -> Memo:
    """Which column is crossed with the lines on which sheet of a result."""
    return [_CROSSED, dict(titles)]


def crossed_sheets(memos: Iterable[Memo]) -> dict[str, str]:
    """The same, as a result remembers it."""
    for memo in memos:
        match memo:
            case ["crossed", dict(titles)]:
                return {str(title): str(column) for title, column in titles.items()}
    return {}


def _texts(memos: Iterable[Memo], about: str) -> list[tuple[RowKey, str]]:
    rows = [row for memo in memos if memo[0] == about for row in memo[1:]]
    found = []
    for row in rows:
        match row:
            case [[*parts], str(text)] if key := row_key(parts):
                found.append((key, text))
    return found


def taken_texts(memos: Iterable[Memo]) -> list[tuple[RowKey, str]]:
    """What was taken of answers when the result was made."""
    return _texts(memos, _TAKEN)


# --- reading --------------------------------------------------------------------------------------------------


def answer_in(file: EarlierResult, name: str, year: int | None) -> Answer | Finding | None:
    """The answer in a workbook; None where it is none of ours, a finding where it cannot be taken."""
    book, found = file.read
    if book is None or file.package is None:
        return codes.ANSWER_UNREADABLE.at(
            None, file=name, why=found[0].message if found else "den är inte xlsx."
        )
    of = next((memo for memo in file.memos if memo[0] == _ANSWER), None)
    match of:
        case ["answer", str(column), str(value), int() | None as its_year]:
            pass
        case _:
            return None
    if its_year != year:
        return codes.ANSWER_UNREADABLE.at(None, file=name, why=f"Den gäller {its_year or 'inget år'}.")
    if file.problem is not None:
        return codes.ANSWER_UNREADABLE.at(None, file=name, why=dict(file.problem.fields).get("why", ""))
    written = dict(_texts(file.memos, _WRITTEN))
    return Answer(name, column, value, comments_in(file), written, _holds_more(file.additions))


def _holds_more(added: Additions | None) -> bool:
    return added is not None and any(
        (added.columns, added.sheets, added.strays, added.typed_over, added.left, added.names)
    )


def comments_in(file: EarlierResult, titles: Iterable[str] | None = None) -> dict[RowKey, str]:
    """What stands in the cells for comments, by their rows; on the sheets of those `titles`, where they are said."""
    sheets = file.written.rows if titles is None else titles
    found: dict[RowKey, str] = {}
    for sheet in sheets:
        here = file.stands.book.sheet(sheet)
        for place in comment_cells(file, sheet):
            key, _ = file.stands.entries[(sheet, *place)]
            found[key] = as_shown(here.cell(*place)) if here else ""
    return found


def comment_cells(file: EarlierResult, title: str) -> list[tuple[int, int]]:
    """Where comments are written on a sheet."""
    entries = file.stands.entries.items()
    return [
        (row, column)
        for (sheet, row, column), (_, header) in entries
        if sheet == title and header == COMMENT.header
    ]


def columns_wanted(by: Sequence[str], earlier: EarlierResult | None, answers: Sequence[Answer]) -> list[str]:
    """The columns that were asked for, and those that there are comments by: in answers, and in the result before."""
    wanted = [*by, *(answer.column for answer in answers if any(answer.said.values()))]
    if earlier is not None and earlier.problem is None and (titles := crossed_sheets(earlier.memos)):
        said = comments_in(earlier, titles)
        wanted += [titles[title] for title in titles if any(t for k, t in said.items() if k.sheet == title)]
    return list({normalised(one): one for one in reversed(wanted)}.values())[::-1]


# --- together -------------------------------------------------------------------------------------------------


def merged(
    rows: Sequence[RowKey],
    earlier: EarlierResult | None,
    answers: Sequence[Answer],
    waiting: Sequence[Unmatched],
) -> Merged:
    """The comments of the result before and of the answers on the `rows` that there are now. `waiting` is the list Utan rad.

    An answer counts where it is new since xltool wrote it and since it was last taken, and the result's own text is none that
    its writer did not see; else both stand.
    """
    together = _Together(rows, earlier, waiting)
    for answer in answers:
        together.take(answer)
    remembered = [[k.parts(), text] for answer in answers for k, text in answer.news.items()]
    return together.merged([_TAKEN, *remembered] if remembered else [])


class _Together:
    """The comments while the answers are taken, one by one: first those of the result before, and those that waited for their
    row."""

    def __init__(
        self, rows: Sequence[RowKey], earlier: EarlierResult | None, waiting: Sequence[Unmatched]
    ) -> None:
        self._rows = rows
        stood, self._known = _stood(earlier)
        homes = within_values([*stood, *(one.key for one in waiting if one.key)], rows)
        self._comments = {homes[k]: text for k, text in stood.items() if text and k in homes}
        self._unmatched = [_without_row(k, text) for k, text in stood.items() if text and k not in homes]
        self._findings = [
            codes.UNMATCHED.at(None, place=one.words, text=shortened(one.text)) for one in self._unmatched
        ]
        self._left = [*waiting]
        for one in waiting:
            home = homes.get(one.key) if one.key and one.column == COMMENT.header else None
            if home is not None and home not in self._comments and one.key not in stood:
                self._comments[home] = one.text
                self._left.remove(one)
        self._seen: dict[RowKey, set[str]] = defaultdict(set)
        for key, text in taken_texts(earlier.memos) if earlier is not None else ():
            self._seen[key].add(word(text))
        self._kept: set[str] = set()
        self._taken: Counter[str] = Counter()

    def take(self, answer: Answer) -> None:
        homes = within_values([*answer.written, *answer.said], self._rows)
        self._tell_lost(answer, [k for k, text in answer.said.items() if text and k not in homes])
        for key, home in homes.items():
            self._weigh(answer, key, home)

    def _tell_lost(self, answer: Answer, lost: Sequence[RowKey]) -> None:
        """What is written on rows that are gone waits, and its file is kept."""
        if not lost:
            return
        self._kept.add(answer.file)
        self._findings.append(_gone(answer, lost, self._rows))
        there = {(one.row, one.column, word(one.text)) for one in (*self._left, *self._unmatched)}
        more = [_without_row(k, answer.said[k]) for k in lost]
        self._unmatched += [one for one in more if (one.row, one.column, word(one.text)) not in there]

    def _weigh(self, answer: Answer, key: RowKey, home: RowKey) -> None:
        """What the answer says of a row against what stands there."""
        said, was = answer.said.get(key, ""), answer.written.get(key, "")
        here, seen = self._comments.get(home, ""), self._seen[key]
        is_known = home.sheet in self._known
        if _same(said, here) or (is_known and (_same(said, was) or word(said) in seen)):
            return
        if not here or (is_known and word(here) in {word(was), *seen}):
            self._comments[home] = said
            self._taken[answer.file] += 1
        elif said and word(said) not in word(here):
            self._comments[home] = f"{here}\n{said}"
            self._taken[answer.file] += 1
            both = {"here": shortened(here), "said": shortened(said)}
            self._findings.append(codes.ANSWERS_DIFFER.at(None, place=home.words, file=answer.file, **both))

    def merged(self, memo: Memo) -> Merged:
        if self._taken:
            count = sum(self._taken.values())
            what = "1 kommentar" if count == 1 else f"{count} kommentarer"
            told = codes.ANSWERS_TAKEN.at(None, what=what, files=listed(sorted(self._taken)))
            self._findings.insert(0, told)
        return Merged(
            {k: text for k, text in self._comments.items() if text},
            (*self._left, *self._unmatched),
            tuple(self._findings),
            memo,
            frozenset(self._kept),
        )


def _stood(earlier: EarlierResult | None) -> tuple[dict[RowKey, str], set[str]]:
    """The comments of the result before, and the sheets that it had for them."""
    if earlier is None or earlier.problem is not None:
        return {}, set()
    titles = crossed_sheets(earlier.memos)
    stood = comments_in(earlier, titles) if titles else {}
    return stood, {key.sheet for key in stood}


def _without_row(key: RowKey, text: str) -> Unmatched:
    return Unmatched(text, key.sheet, key.words, COMMENT.header, key)


def _gone(answer: Answer, lost: Sequence[RowKey], rows: Sequence[RowKey]) -> Finding:
    """That rows with comments are gone, or all of the value."""
    if any(key.group == answer.value for key in rows if key.sheet == lost[0].sheet):
        what = listed([f"»{key.called}«" for key in lost])
    else:
        what = f"»{answer.value}« i kolumnen {answer.column}"
    return codes.ANSWER_WITHOUT_ROW.at(None, file=answer.file, what=what)


def _same(one: str, other: str) -> bool:
    return word(one) == word(other)
