"""Three versions of each entry are compared: what the input said when the result was written, what the result says now,
what the input says now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xltool.core.cell_text import shortened
from xltool.core.row_key import RowKey
from xltool.core.scalars import Scalar
from xltool.core.swedish import listed, quantity_text
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.rerun.entries import changed, entries, same
from xltool.rerun.entry_place import KEY_PLACE, Place
from xltool.rerun.matching import matched
from xltool.rerun.remembered import Decision
from xltool.rerun.standing import Scale, as_written, rows_of_then, standing_entries, words_on_marks
from xltool.rerun.typed_sentences import GENERATED_SENTENCE, sentence_places
from xltool.rerun.unreadable_figures import Unread
from xltool.rerun.waiting import home, may_stand
from xltool.rerun.who_is_who import rows_of, same_rows
from xltool.rerun.wins import Wins
from xltool.result.report_text import SENTENCE_SHEET
from xltool.result.unmatched_list import Unmatched
from xltool.sheets.board import Board
from xltool.sheets.result_sheets import RESULT_ONLY
from xltool.sheets.settings.settings_rows import SETTINGS
from xltool.sheets.sheet_row import Entry, Sort

if TYPE_CHECKING:
    from xltool.rerun.earlier_result import EarlierResult

FIGURE = "siffra"  # what a changed figure is counted as


class Merge:
    """`said` is what the input says now, place by place, and `now` the `earlier` result as a board. Where a figure in it
    could not be read (`unread`) or there is none, `instead` is what stands there."""

    def __init__(
        self,
        board: Board,
        now: Board,
        earlier: EarlierResult,
        unread: Unread,
        instead: Mapping[Place, str],
        wins: Wins,
        *,
        key_is_empty: bool = False,
    ) -> None:
        self._board, self._wins, self._unit = board, wins, board.settings.unit
        then = earlier.input
        self.said = entries(board)
        self._everything = self.said | {
            place: Entry(GENERATED_SENTENCE, Sort.WORDS, None) for place in sentence_places(board)
        }
        self.findings: list[Finding] = []
        self.unmatched: list[Unmatched] = []
        self.counts: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.decided: dict[Place, Decision] = {}
        self._new: dict[Place, Scalar] = {}
        self._added: dict[RowKey, list[str]] = {}
        scale = Scale(now.settings.unit, self._unit)
        read = standing_entries(now, earlier.typed_sentences or {}, scale, key_is_empty=key_is_empty)
        standing, known = as_written(read, earlier.stands.entries)
        marks = words_on_marks(earlier.stands.book, earlier.stands.entries)
        standing |= {place: one for place, one in marks.items() if place not in standing}
        known |= {place.key for place in marks}
        self._amounts = {(p.key.sheet, p.column) for p, e in (standing | self.said).items() if e.is_amount}
        self._then = {place: scale.value(value, self._is_amount(place)) for place, value in then.items()}
        self._decisions = {
            place: Decision(*(scale.value(v, self._is_amount(place)) for v in (d.result, d.input)))
            for place, d in earlier.decisions.items()
        }
        self._unread, self._instead = unread, instead
        self._rows = rows_of(standing, earlier.stands.gone, self._then, self.said)
        self._wanted = rows_of(self._everything)
        self.figures = (self._rows.figures, self._wanted.figures)
        self._homes = same_rows(self._rows, self._wanted)
        self._there = {Place(self._homes[p.key], p.column) for p in standing if p.key in self._homes}
        rows = self._rows.there
        origins = (
            rows_of_then(rows, dict.fromkeys(place.key for place in then), known) if then else self._homes
        )
        before = self._then or {place: entry.value for place, entry in self.said.items()}
        self._find_edited(standing, origins, before)
        # In the order of the rows now: where they stood before is nothing to remember.
        self.decided = {place: self.decided[place] for place in self._everything if place in self.decided}
        self._tell_added()

    def board(self) -> Board:
        return changed(self._board, lambda place, entry: self._new.get(place, entry.value))

    def sentences(self) -> dict[str, str]:
        return {p.key.row: str(text) for p, text in self._new.items() if p.key.sheet == SENTENCE_SHEET}

    def _find_edited(
        self,
        standing: Mapping[Place, Entry],
        origins: Mapping[RowKey, RowKey],
        before: Mapping[Place, Scalar],
    ) -> None:
        """Decides of each entry that is not as the input said `before`; `origins` are the rows of then."""
        for place, entry in standing.items():
            origin = Place(origins[place.key], place.column) if place.key in origins else None
            default = GENERATED_SENTENCE if place.key.sheet == SENTENCE_SHEET else None
            was = before.get(origin, default) if origin else default
            if place in self._unread or not same(entry.value, was):
                self._edited(place, entry, was, is_new=origin is None and place.key.sheet != SENTENCE_SHEET)

    def _tell_added(self) -> None:
        for key, cells in self._added.items():
            code = codes.ADDED_ROW_LEFT if self._wins is Wins.INPUT else codes.ADDED_ROW
            self.findings.append(code.at(None, sheet=key.sheet, row=key.row, cells=listed(cells)))

    def match_again(self, unmatched: list[Unmatched]) -> None:
        """What had no row before may have one again, where nothing else has been written there."""
        for one in unmatched:
            rows = list(dict.fromkeys(p.key for p in self._everything if p.column == one.column))
            taken = {place.key for place in self._there if place.column == one.column}
            row = home(one, rows, taken, self.figures[1])
            place = Place(row, one.column) if row else None
            entry = self._everything.get(place) if place else None
            free = (
                entry is not None and entry.value in (None, "", GENERATED_SENTENCE) and place not in self._new
            )
            if place and entry and free and entry.sort is Sort.WORDS and may_stand(one, place):
                self._new[place] = one.text
                self.counts[_kind(place)] += 1
            elif one not in self.unmatched:
                self.unmatched.append(one)

    def back_again(self, gone: Iterable[RowKey], sheets: Iterable[str]) -> dict[str, list[RowKey]]:
        """The rows that somebody took out of the result and the input still has, by their sheet; no row where all of
        the sheet is gone, as `sheets` are."""
        there = dict.fromkeys(place.key for place in self._everything)
        written = {*RESULT_ONLY, *(k.sheet for k in there)}
        missing = [sheet for sheet in sheets if sheet in written]
        back: dict[str, list[RowKey]] = {sheet: [] for sheet in missing}
        free = (k for k in there if k not in self._homes.values())
        homes = self._homes | matched((k for k in gone if k not in self._homes), free)
        for key in (k for k in gone if k in homes):  # totals are read whether they stand there or not
            back.setdefault(key.sheet, []).append(key)
        return back

    def _edited(self, place: Place, entry: Entry, was: Scalar, *, is_new: bool) -> None:
        row = self._homes.get(place.key)
        home = Place(row, place.column) if row else None
        said_now = self._everything.get(home) if home else None
        if home is None or said_now is None:
            self._unmatched(place, entry, is_new=is_new)
        elif place not in self._unread and same(said_now.value, entry.value):
            return
        elif entry.sort is Sort.SUM:
            return  # what a sum is made of is looked at where it stands
        elif entry.sort is Sort.FIGURE:
            self._figure(place, home, entry, said_now)
        elif self._is_key_of_no_column(home, entry.value):
            self._key_gone(place, entry, said_now)
        else:
            if said_now.value != GENERATED_SENTENCE and not same(said_now.value, was):
                said = shortened(self._shown(said_now) or "–")
                self.findings.append(codes.BOTH_CHANGED.at(said_now.origin, place=home.words, text=said))
            self._new[home] = entry.value
            emptied = entry.value is None or entry.value == ""
            if emptied:
                self._take_away(place, home, said_now)
            else:
                self.counts[_kind(home)] += 1

    def _take_away(self, place: Place, home: Place, said_now: Entry) -> None:
        """What somebody emptied stays empty, and that is told once."""
        self.decided[home] = decision = Decision(None, said_now.value)
        if self._decisions.get(place) != decision:
            self.removed[_kind(home)] += 1

    def _is_key_of_no_column(self, home: Place, value: Scalar) -> bool:
        members = self._board.members
        return home == KEY_PLACE and members is not None and not members.has_key(str(value or ""))

    def _key_gone(self, place: Place, entry: Entry, said_now: Entry) -> None:
        """What the members pay follows from the key: no other is taken in silence."""
        if self._wins is Wins.INPUT:
            self._unmatched(place, entry, is_new=False)
            return
        assert self._board.members is not None
        found = listed([f"»{name}«" for name in self._board.members.keys])
        cell = str(entry.origin or place.key.sheet)
        what = f"»{entry.value}«, men indatafilens medlemsblad har ingen sådan kolumn med tal"
        what = what if entry.value else "tömd"
        self.findings.append(codes.KEY_GONE.at(said_now.origin, cell=cell, what=what, found=found))

    def _unmatched(self, place: Place, entry: Entry, *, is_new: bool) -> None:
        if entry.value is None or entry.value == "":
            return
        shown = self._shown(entry)
        if is_new and entry.sort is Sort.FIGURE:
            self._added.setdefault(place.key, []).append(f"{place.column} {shown}")
            return
        figures = self.figures[0].get(place.key, ())
        one = Unmatched(shown, place.key.sheet, place.key.words, place.column, place.key, figures)
        self.unmatched.append(one)
        self.findings.append(codes.UNMATCHED.at(None, place=one.words, text=shortened(shown)))

    def _figure(self, place: Place, home: Place, entry: Entry, said_now: Entry) -> None:
        decision = Decision(entry.value, said_now.value)
        again = self._decisions.get(place)
        decided = again is not None and same(again.result, entry.value) and same(again.input, said_now.value)
        # 60 % is no number of pieces: a figure counts only for what it was written about.
        alike = entry.quantity.form is said_now.quantity.form
        readable = alike and place not in self._unread and said_now.sort is not Sort.SUM
        result_wins = readable and (self._wins is Wins.RESULT or (self._wins is Wins.NOBODY and decided))
        if result_wins:
            self._new[home] = entry.value
            self.decided[home] = decision
            self.counts[FIGURE] += 1
        is_figure = entry.value is not None and place not in self._unread
        shown = self._shown(entry) if is_figure else self._instead.get(place, "")
        said = self._shown(said_now)
        fields = {
            "place": home.words,
            "cell": str(entry.origin or home.key.sheet),
            "done": f"skrivit {shown}" if shown else "tömt cellen",
            "input": f"indatafilen säger {said}" if said else "i indatafilen är den tom",
        }
        if result_wins or self._wins is Wins.INPUT:
            winner = "Resultatets" if result_wins else "Indatafilens"
            self.findings.append(codes.FIGURE_DECIDED.at(said_now.origin, **fields, winner=winner))
        else:
            self.findings.append(codes.EDITED_FIGURE.at(said_now.origin, **fields))

    def _is_amount(self, place: Place) -> bool:
        return (place.key.sheet, place.column) in self._amounts

    def _shown(self, entry: Entry) -> str:
        value = entry.value
        if isinstance(value, float | int) and not isinstance(value, bool):
            unit = self._unit.word if entry.is_amount else entry.quantity.unit
            return quantity_text(value, replace(entry.quantity, unit=unit))
        return str(value or "")


def _kind(home: Place) -> str:
    """What is counted: of most sheets the column."""
    return home.key.sheet if home.key.sheet in (SETTINGS.title, SENTENCE_SHEET) else home.column
