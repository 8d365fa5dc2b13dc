"""A new result keeps what people wrote in the one before: three versions of each entry are compared, what the input
said then (remembered in the result), what the result says now, what the input says now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from xltool.core import codes
from xltool.core.finding import Finding, Severity
from xltool.core.functions import Scalar
from xltool.core.grid import RawBook, address
from xltool.core.memo import memos_of
from xltool.core.reading import shortened
from xltool.core.swedish import listed, number_text
from xltool.kinds import GUIDES, KINDS, MEMORY, RESULT_ONLY
from xltool.kinds.board import Board, read_board
from xltool.kinds.entries import Entry, Place, Sort, changed, entries, find, same
from xltool.kinds.memory import Homeless, homeless_of, homeless_rows, remembered, remembered_ledger

if TYPE_CHECKING:
    from xltool.core.additions import Additions, OwnColumn, OwnSheet


class Wins(Enum):
    """Whose figure counts where somebody changed one in the result."""

    NOBODY = "nobody"
    INPUT = "input"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Previous:
    """A result as it stands now. `sentences` are the cells of Rapporttext that hold typed text instead of a
    formula, by their key, `additions` what people put there besides. The book is without those."""

    book: RawBook
    sentences: dict[str, str]
    additions: Additions | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What came along. `base` is what the input says, for the next time; `read` are the addresses of the
    cells of Kontroll's list Utan rad in the previous result."""

    board: Board
    base: dict[Place, Entry]
    findings: tuple[Finding, ...] = ()
    homeless: tuple[Homeless, ...] = ()
    sentences: dict[str, str] = field(default_factory=dict)
    sheets: tuple[OwnSheet, ...] = ()
    columns: tuple[OwnColumn, ...] = ()
    read: frozenset[str] = frozenset()


def nothing_kept(board: Board) -> Kept:
    return Kept(board, entries(board))


def keep(board: Board, previous: Previous, wins: Wins) -> Kept:
    """The board with what people wrote in the previous result; errors among the findings where somebody must
    decide first."""
    book = without_uncomputed(previous.book)
    now = read_board(book)
    if now.has_errors and _lacks_a_part(now, board):
        first = next(f for f in now.findings if f.severity is Severity.ERROR)
        where = f"{first.origin}: " if first.origin else ""
        broken = codes.PREVIOUS_UNREADABLE.at(None, why=where + first.message)
        return Kept(board, entries(board), (broken,))
    sheets = {s.name: s for s in book.sheets}
    memos = memos_of(sheets.get(MEMORY))
    merge = _Merge(board, now, remembered(memos), wins)
    merge.find_homes(homeless_of(sheets.get("Kontroll")))
    findings = [*merge.findings, *_ledger_findings(now, remembered_ledger(memos), wins)]
    if merge.counts or previous.sentences:
        findings.insert(0, codes.KEPT.at(None, what=_counted(merge.counts, len(previous.sentences))))
    return Kept(
        merge.board(),
        merge.base,
        tuple(findings),
        tuple(merge.homeless),
        previous.sentences,
        read=frozenset(address(row, c) for row in homeless_rows(sheets.get("Kontroll")) for c in range(1, 5)),
    )


def _ledger_findings(now: Board, then: dict[str, str], wins: Wins) -> list[Finding]:
    """What somebody changed in the detail rows of the result. They are the input's, and never come along."""
    if now.details is None or not then:
        return []
    digests = now.details.digests()
    edited = [column for column in {**then, **digests} if then.get(column) != digests.get(column)]
    figures = {c.header for c in (now.details.account, *now.details.amounts.values())}
    if not edited:
        return []
    columns = listed([f"»{column}«" for column in edited])
    stops = wins is not Wins.INPUT and not figures.isdisjoint(edited)
    code = codes.LEDGER_EDITED if stops else codes.LEDGER_LEFT
    return [code.at(None, sheet=now.details.sheet, columns=columns)]


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
    return any(then is None and wanted is not None for then, wanted in zip(*parts, strict=True))


OURS = frozenset({*GUIDES, *RESULT_ONLY, *(k.title for k in KINDS), "Måluppfyllelse", "Fördelning"})


def _counted(counts: Counter[str], sentences: int) -> str:
    """`2 kommentarer och 1 bedömning`."""
    words = (
        ("Kommentar", "kommentar", "kommentarer"),
        ("Bedömning", "bedömning", "bedömningar"),
        ("Uppgifter", "ändrad uppgift", "ändrade uppgifter"),
        ("siffra", "ändrad siffra", "ändrade siffror"),
    )
    parts = [f"{counts[k]} {one if counts[k] == 1 else many}" for k, one, many in words if counts[k]]
    if sentences:
        parts.append(f"{sentences} egen text" if sentences == 1 else f"{sentences} egna texter")
    return listed(parts)


class _Merge:
    def __init__(self, board: Board, now: Board, remembered_values: dict[Place, Scalar], wins: Wins) -> None:
        self._board, self._wins = board, wins
        self.base = entries(board)
        self.findings: list[Finding] = []
        self.homeless: list[Homeless] = []
        self.counts: Counter[str] = Counter()
        self._new: dict[Place, Scalar] = {}
        before = remembered_values or {place: entry.value for place, entry in self.base.items()}
        for place, entry in entries(now).items():
            origin = find(place, before)
            was = before[origin] if origin else None
            if not same(entry.value, was):
                self._edited(place, entry, was)

    def board(self) -> Board:
        return changed(self._board, lambda place, entry: self._new.get(place, entry.value))

    def find_homes(self, homeless: list[Homeless]) -> None:
        """What had no row before may have one again, where nothing else has been written there."""
        for one in homeless:
            home = find(Place(one.sheet, one.row, "", 1, one.column), self.base)
            entry = self.base[home] if home else None
            if home and entry and entry.sort is Sort.WORDS and not entry.value and home not in self._new:
                self._new[home] = one.text
                self.counts[home.column] += 1
            elif one not in self.homeless:
                self.homeless.append(one)

    def _edited(self, place: Place, entry: Entry, was: Scalar) -> None:
        home = find(place, self.base)
        if home is None:
            if entry.value is not None and entry.value != "":
                self.homeless.append(Homeless(_shown(entry.value), place.sheet, place.row, place.column))
                said = shortened(_shown(entry.value))
                self.findings.append(codes.HOMELESS.at(None, place=place.words, text=said))
            return
        said_now = self.base[home]
        if same(said_now.value, entry.value) or Sort.SUM in (entry.sort, said_now.sort):
            return  # what a sum is made of is looked at where it stands
        if entry.sort is Sort.FIGURE:
            self._figure(home, entry, said_now)
            return
        if not same(said_now.value, was):
            self.findings.append(
                codes.BOTH_CHANGED.at(
                    said_now.origin, place=home.words, text=shortened(_shown(said_now.value) or "–")
                )
            )
        self._new[home] = entry.value
        self.counts["Uppgifter" if home.sheet == "Uppgifter" else home.column] += 1

    def _figure(self, home: Place, entry: Entry, said_now: Entry) -> None:
        if self._wins is Wins.RESULT:
            self._new[home] = entry.value
            self.counts["siffra"] += 1
        fields = {
            "place": home.words,
            "cell": str(entry.origin or home.sheet),
            "result": _shown(entry.value) or "tomt",
            "input": _shown(said_now.value) or "tomt",
        }
        if self._wins is Wins.NOBODY:
            self.findings.append(codes.EDITED_FIGURE.at(said_now.origin, **fields))
        else:
            winner = "Resultatets" if self._wins is Wins.RESULT else "Indatafilens"
            self.findings.append(codes.FIGURE_DECIDED.at(said_now.origin, **fields, winner=winner))


def _shown(value: Scalar) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number_text(float(value))
    return str(value or "")
