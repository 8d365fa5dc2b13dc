"""A new result keeps what people wrote in the one before: three versions of each entry are compared, what the input
said then (remembered in the result), what the result says now, what the input says now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.core import codes
from xltool.core.finding import Finding, has_errors
from xltool.core.functions import Scalar
from xltool.core.grid import RawBook
from xltool.core.long import WHOLE_ROWS
from xltool.core.memo import RowKey, memos_of
from xltool.core.reading import shortened
from xltool.core.swedish import listed, number_text
from xltool.core.units import Unit
from xltool.kinds import GUIDES, KINDS, RESULT_ONLY, goals, operating
from xltool.kinds.apart import apart
from xltool.kinds.board import Board
from xltool.kinds.entries import KEY_PLACE, Entry, Place, Sort, changed, entries, same
from xltool.kinds.matching import matched
from xltool.kinds.memory import (
    Decision,
    Homeless,
    homeless_of,
    remembered,
    remembered_decisions,
    remembered_ledger,
)
from xltool.kinds.text import OWN_SENTENCE, SENTENCE_SHEET, sentence_place, sentence_places
from xltool.kinds.unread import Unread, mended, words_that_were

if TYPE_CHECKING:
    from xltool.core.additions import Additions, OwnColumn, OwnSheet


class Wins(Enum):
    """Whose figure counts where somebody changed one in the result."""

    NOBODY = "nobody"
    INPUT = "input"
    RESULT = "result"


class Previous(Struct, frozen=True):
    """A result as it stands now. `sentences` are the cells of Rapporttext that hold something else than a formula, by
    their key, `additions` what people put there besides. The book is without those. `cells` says of each cell that is
    there to be changed (sheet, row, column) which row it belongs to, and under which header; `listed` are the rows of
    the list Utan rad."""

    book: RawBook
    sentences: Mapping[str, str]
    additions: Additions | None = None
    cells: Mapping[tuple[str, int, int], tuple[RowKey, str]] = field(default_factory=dict)
    listed: tuple[int, ...] | None = None


_Figures = Mapping[RowKey, tuple[Scalar, ...]]


class Kept(Struct, frozen=True):
    """What came along. `base` is what the input says and `decided` which figures of the result count in spite of that,
    for the next time. `figures` tell rows of one name apart, then and now. Nothing comes along from a result that is
    `apart`: of another board, or another year."""

    board: Board
    base: dict[Place, Entry]
    findings: tuple[Finding, ...] = ()
    homeless: tuple[Homeless, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[OwnSheet, ...] = ()
    columns: tuple[OwnColumn, ...] = ()
    decided: Mapping[Place, Decision] = field(default_factory=dict)
    figures: tuple[_Figures, _Figures] = ({}, {})
    apart: bool = False


def nothing_kept(board: Board) -> Kept:
    return Kept(board, entries(board))


def keep(board: Board, previous: Previous, wins: Wins) -> Kept:
    """The board with what people wrote in the previous result; errors among the findings where somebody must
    decide first."""
    memos = memos_of(previous.book)
    then = remembered(memos)
    book = without_uncomputed(words_that_were(previous.book, previous.cells, then))
    sheets = {s.name: s for s in book.sheets}
    now, unread, broken = mended(book, previous.cells, then)
    if broken or _lacks_a_part(now, board):
        errors = [f for f in now.findings if f.is_error]
        first = broken or errors[0]
        where = f"{first.origin}: " if first.origin else ""
        found = codes.PREVIOUS_UNREADABLE.at(None, why=where + first.message, remedy=codes.MEND_CELL)
        return Kept(board, entries(board), (found,))
    if told := apart(board, now, then):
        return Kept(board, entries(board), (told,), apart=True)
    merge = _Merge(board, now, previous.sentences, then, unread, remembered_decisions(memos), wins)
    merge.find_homes(homeless_of(sheets.get("Kontroll"), previous.listed))
    findings = [*merge.findings, *_ledger_findings(now, remembered_ledger(memos), wins)]
    if has_errors(findings):  # nothing is written, so nothing has come along
        findings = [f for f in findings if f.is_error]
    elif said := _counted(merge.counts):
        findings.insert(0, codes.KEPT.at(None, what=said))
    if (said := _counted(merge.removed)) and not has_errors(findings):
        findings.insert(0, codes.REMOVED.at(None, what=said))
    return Kept(
        merge.board(),
        merge.said,
        tuple(findings),
        tuple(merge.homeless),
        merge.sentences(),
        decided=merge.decided,
        figures=merge.figures,
    )


def _ledger_findings(now: Board, then: dict[str, str], wins: Wins) -> list[Finding]:
    """What somebody changed in the detail rows of the result. They are the input's, and never come along."""
    if now.details is None or not then:
        return []
    digests = now.details.digests()
    differing = [column for column in {**then, **digests} if then.get(column) != digests.get(column)]
    if not differing:
        return []
    edited = [column for column in differing if column != WHOLE_ROWS]
    figures = {c.header for c in (now.details.account, *now.details.amounts.values())}
    stops = wins is not Wins.INPUT and (not edited or not figures.isdisjoint(edited))
    said = listed([f"»{column}«" for column in edited]) or "vilka värden som hör till samma rad"
    code = codes.LEDGER_EDITED if stops else codes.LEDGER_LEFT
    return [code.at(None, sheet=now.details.sheet, columns=said)]


def naming(findings: Iterable[Finding], version: str) -> tuple[Finding, ...]:
    """The findings with the kept version called by its name."""
    named = f"{codes.KEPT_VERSION} {version}"
    return tuple(replace(f, message=f.message.replace(codes.KEPT_VERSION, named)) for f in findings)


def without_uncomputed(book: RawBook) -> RawBook:
    """The book as if formulas that no program has computed were empty: totals and variances say nothing new."""
    sheets = (
        replace(s, cells={place: cell for place, cell in s.cells.items() if cell.stored}) for s in book.sheets
    )
    return replace(book, sheets=tuple(sheets))


def _lacks_a_part(now: Board, board: Board) -> bool:
    parts = ((b.operating, b.investments, b.goals, b.members) for b in (now, board))
    return now.has_errors and any(
        then is None and wanted is not None for then, wanted in zip(*parts, strict=True)
    )


# The sheets of a result that nobody remembers to have written.
OURS = frozenset({*GUIDES, *RESULT_ONLY, *(k.title for k in KINDS), "Måluppfyllelse", "Fördelning"})


def _counted(counts: Counter[str]) -> str:
    """`2 kommentarer och 1 bedömning`."""
    words = (
        (operating.COMMENT.header, "kommentar", "kommentarer"),
        (goals.JUDGEMENT.header, "bedömning", "bedömningar"),
        ("Uppgifter", "ändrad uppgift", "ändrade uppgifter"),
        ("siffra", "ändrad siffra", "ändrade siffror"),
        (SENTENCE_SHEET, "egen text", "egna texter"),
    )
    return listed([f"{counts[k]} {one if counts[k] == 1 else many}" for k, one, many in words if counts[k]])


def the_row(one: Homeless, rows: Iterable[RowKey]) -> RowKey | None:
    """The only row that is called so, with its account; or where an account came or went, without."""
    account, _, name = one.row.partition(" ")
    of_sheet = [key for key in rows if key.sheet == one.sheet]
    same_words = [key for key in of_sheet if key.words == one.row]
    came = [key for key in of_sheet if key.account and key.row == one.row]
    went = [key for key in of_sheet if not key.account and key.row == name and account[:1].isdigit()]
    found = same_words or came or went
    return found[0] if len(found) == 1 else None


class _Merge:
    """`said` is what the input says now, place by place."""

    def __init__(
        self,
        board: Board,
        now: Board,
        sentences: Mapping[str, str],
        then: Mapping[Place, Scalar],
        unread: Unread,
        decisions: Mapping[Place, Decision],
        wins: Wins,
    ) -> None:
        self._board, self._wins, self._unit = board, wins, board.settings.unit
        self.said = entries(board)
        self._everything = self.said | {
            place: Entry(OWN_SENTENCE, Sort.WORDS, None) for place in sentence_places(board)
        }
        self.findings: list[Finding] = []
        self.homeless: list[Homeless] = []
        self.counts: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.decided: dict[Place, Decision] = {}
        self._new: dict[Place, Scalar] = {}
        self._added: dict[RowKey, list[str]] = {}
        scale = _Scale(now.settings.unit, self._unit)
        standing = {place: scale.entry(entry) for place, entry in entries(now).items()}
        standing |= {sentence_place(name): Entry(text, Sort.WORDS, None) for name, text in sentences.items()}
        self._amounts = {(p.key.sheet, p.column) for p, e in (standing | self.said).items() if e.amount}
        self._then = {place: scale.value(value, self._is_amount(place)) for place, value in then.items()}
        self._decisions = {
            place: Decision(*(scale.value(v, self._is_amount(place)) for v in (d.result, d.input)))
            for place, d in decisions.items()
        }
        self._unread = unread
        self.figures = (_figures(standing), _figures(self.said))
        rows = dict.fromkeys(place.key for place in standing)
        self._homes = matched(rows, dict.fromkeys(place.key for place in self._everything), *self.figures)
        origins = matched(rows, dict.fromkeys(place.key for place in then)) if then else self._homes
        before = self._then or {place: entry.value for place, entry in self.said.items()}
        for place, entry in standing.items():
            origin = Place(origins[place.key], place.column) if place.key in origins else None
            default = OWN_SENTENCE if place.key.sheet == SENTENCE_SHEET else None
            was = before.get(origin, default) if origin else default
            if place in unread or not same(entry.value, was):
                self._edited(place, entry, was, is_new=origin is None and place.key.sheet != SENTENCE_SHEET)
        for key, cells in self._added.items():
            code = codes.ADDED_ROW_LEFT if wins is Wins.INPUT else codes.ADDED_ROW
            self.findings.append(code.at(None, sheet=key.sheet, row=key.row, cells=listed(cells)))

    def board(self) -> Board:
        return changed(self._board, lambda place, entry: self._new.get(place, entry.value))

    def sentences(self) -> dict[str, str]:
        return {p.key.row: str(text) for p, text in self._new.items() if p.key.sheet == SENTENCE_SHEET}

    def find_homes(self, homeless: list[Homeless]) -> None:
        """What had no row before may have one again, where nothing else has been written there."""
        for one in homeless:
            row = the_row(one, dict.fromkeys(place.key for place in self._everything))
            home = Place(row, one.column) if row else None
            entry = self._everything.get(home) if home else None
            free = entry is not None and entry.value in (None, "", OWN_SENTENCE) and home not in self._new
            if home and entry and free and entry.sort is Sort.WORDS and _may_stand(one, home):
                self._new[home] = one.text
                self.counts[_kind(home)] += 1
            elif one not in self.homeless:
                self.homeless.append(one)

    def _edited(self, place: Place, entry: Entry, was: Scalar, *, is_new: bool) -> None:
        row = self._homes.get(place.key)
        home = Place(row, place.column) if row else None
        said_now = self._everything.get(home) if home else None
        if home is None or said_now is None:
            self._without_home(place, entry, is_new=is_new)
        elif place not in self._unread and same(said_now.value, entry.value):
            return
        elif entry.sort is Sort.SUM:
            return  # what a sum is made of is looked at where it stands
        elif entry.sort is Sort.FIGURE:
            self._figure(place, home, entry, said_now)
        elif self._is_key_of_no_column(home, entry.value):
            self._key_gone(place, entry, said_now)
        else:
            if said_now.value != OWN_SENTENCE and not same(said_now.value, was):
                said = shortened(self._shown(home, said_now.value) or "–")
                self.findings.append(codes.BOTH_CHANGED.at(said_now.origin, place=home.words, text=said))
            self._new[home] = entry.value
            emptied = entry.value is None or entry.value == ""
            (self.removed if emptied else self.counts)[_kind(home)] += 1

    def _is_key_of_no_column(self, home: Place, value: Scalar) -> bool:
        members = self._board.members
        return home == KEY_PLACE and members is not None and value not in members.keys

    def _key_gone(self, place: Place, entry: Entry, said_now: Entry) -> None:
        """What the members pay follows from the key: no other is taken in silence."""
        if self._wins is Wins.INPUT:
            self._without_home(place, entry, is_new=False)
            return
        assert self._board.members is not None
        found = listed([f"»{name}«" for name in self._board.members.keys])
        cell = str(entry.origin or place.key.sheet)
        self.findings.append(codes.KEY_GONE.at(said_now.origin, cell=cell, value=entry.value, found=found))

    def _without_home(self, place: Place, entry: Entry, *, is_new: bool) -> None:
        if entry.value is None or entry.value == "":
            return
        shown = self._shown(place, entry.value)
        if is_new and entry.sort is Sort.FIGURE:
            self._added.setdefault(place.key, []).append(f"{place.column} {shown}")
            return
        one = Homeless(shown, place.key.sheet, place.key.words, place.column)
        self.homeless.append(one)
        self.findings.append(codes.HOMELESS.at(None, place=one.words, text=shortened(shown)))

    def _figure(self, place: Place, home: Place, entry: Entry, said_now: Entry) -> None:
        decision = Decision(entry.value, said_now.value)
        again = self._decisions.get(place)
        decided = again is not None and same(again.result, entry.value) and same(again.input, said_now.value)
        readable = place not in self._unread and said_now.sort is not Sort.SUM
        result_wins = readable and (self._wins is Wins.RESULT or (self._wins is Wins.NOBODY and decided))
        if result_wins:
            self._new[home] = entry.value
            self.decided[home] = decision
            self.counts["siffra"] += 1
        shown = self._unread.get(place, self._shown(home, entry.value))
        said = self._shown(home, said_now.value)
        quoted = f"»{shown}«" if place in self._unread else shown
        fields = {
            "place": home.words,
            "cell": str(entry.origin or home.key.sheet),
            "done": f"skrivit {quoted}" if shown else "tömt cellen",
            "input": f"indatafilen säger {said}" if said else "i indatafilen är den tom",
        }
        if result_wins or self._wins is Wins.INPUT:
            winner = "Resultatets" if result_wins else "Indatafilens"
            self.findings.append(codes.FIGURE_DECIDED.at(said_now.origin, **fields, winner=winner))
        else:
            self.findings.append(codes.EDITED_FIGURE.at(said_now.origin, **fields))

    def _is_amount(self, place: Place) -> bool:
        return (place.key.sheet, place.column) in self._amounts

    def _shown(self, place: Place, value: Scalar) -> str:
        if isinstance(value, float | int) and not isinstance(value, bool):
            unit = f" {self._unit.word}" if self._is_amount(place) else ""
            return number_text(float(value)) + unit
        return str(value or "")


class _Scale:
    """From amounts in one unit to amounts in another."""

    def __init__(self, old: Unit, new: Unit) -> None:
        self._times, self._by = max(old.value // new.value, 1), max(new.value // old.value, 1)

    def value(self, value: Scalar, is_amount: bool) -> Scalar:
        if not is_amount or self._times == self._by or isinstance(value, str | bool) or value is None:
            return value
        return value * self._times / self._by

    def entry(self, entry: Entry) -> Entry:
        return replace(entry, value=self.value(entry.value, entry.amount))


def _figures(found: Mapping[Place, Entry]) -> dict[RowKey, tuple[Scalar, ...]]:
    figures: dict[RowKey, tuple[Scalar, ...]] = {}
    for place, entry in found.items():
        if entry.sort is not Sort.WORDS:
            figures[place.key] = (*figures.get(place.key, ()), entry.value)
    return figures


def _kind(home: Place) -> str:
    """What is counted: of most sheets the column."""
    return home.key.sheet if home.key.sheet in ("Uppgifter", SENTENCE_SHEET) else home.column


def _may_stand(one: Homeless, home: Place) -> bool:
    """Whether a line of the list can be written into the cell by itself: a person may have put anything there."""
    if home.column == goals.JUDGEMENT.header:
        return one.text in goals.JUDGEMENT.choices
    return home.key.sheet != "Uppgifter"
