"""A new result keeps what people wrote in the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from xltool.core.cell_text import as_text, shortened
from xltool.core.cells import BLANK, RawCell
from xltool.core.long_columns import WHOLE_ROWS, Details
from xltool.core.row_key import RowKey
from xltool.core.swedish import listed, number_text, quantity_text
from xltool.core.units import DATE, NUMBER
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.rerun.earlier_result import EarlierResult
from xltool.rerun.entries import entries
from xltool.rerun.kept import Kept
from xltool.rerun.merge import FIGURE, Merge
from xltool.rerun.other_board import apart
from xltool.rerun.remembered import remembered_ledger
from xltool.rerun.uncomputed_cells import without_uncomputed
from xltool.rerun.unreadable_figures import instead_of_figures, mended, words_that_were
from xltool.rerun.wins import Wins
from xltool.result.report_text import SENTENCE_SHEET
from xltool.sheets import all_sheets
from xltool.sheets.board import Board
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.result_sheets import RESULT_ONLY, written_sheets
from xltool.sheets.settings.settings_rows import KEY, SETTINGS

if TYPE_CHECKING:
    from xltool.rerun.generated_cells import Generated


def keep(board: Board, earlier: EarlierResult, wins: Wins) -> Kept:
    """The board with what people wrote in the earlier result; errors among the findings where somebody must decide
    first."""
    stands, then = earlier.stands, earlier.input
    book = without_uncomputed(words_that_were(stands.book, stands.entries, then))
    sheets = {s.name: s for s in book.sheets}
    missing = sorted(written_sheets(earlier.memos) - sheets.keys())
    if lacking := _lacks_what_tells(sheets, missing, stands.gone, board):
        found = codes.PREVIOUS_UNREADABLE.at(None, why=lacking, remedy=codes.PUT_BACK)
        return Kept(board, entries(board), (found,))
    now, unread, broken = mended(book, stands.entries, then)
    if broken or _lacks_a_part(now, board):
        return Kept(board, entries(board), (_unreadable(broken, now, stands),))
    told = apart(board, now, then)
    if told is not None and told.code is not codes.BOARD_RENAMED:
        return Kept(board, entries(board), (told,), apart=not told.is_error)
    instead = instead_of_figures(stands.book, stands.entries, then, now.settings.year)
    merge = Merge(board, now, earlier, unread, instead, wins, key_is_empty=_key_is_empty(stands))
    merge.match_again(earlier.unmatched)
    renamed = [told] if told else []
    findings = [
        *renamed,
        *merge.findings,
        *_ledger_findings(board, now, remembered_ledger(earlier.memos), wins),
    ]
    if has_errors(findings):  # nothing is written, so nothing has come along
        findings = [f for f in findings if f.is_error]
    elif said := _counted(merge.counts):
        findings.insert(0, codes.KEPT.at(None, what=said))
    if (said := _counted(merge.removed)) and not has_errors(findings):
        findings.insert(0, codes.REMOVED.at(None, what=said))
    if not has_errors(findings):
        findings += _rows_that_say_nothing(now, stands)
        findings += _back_again(merge.back_again(stands.gone, missing))
    return Kept(
        merge.board(),
        merge.said,
        tuple(findings),
        tuple(merge.unmatched),
        merge.sentences(),
        decided=merge.decided,
        figures=merge.figures,
        waiting=tuple(earlier.unmatched),
    )


def _key_is_empty(stands: Generated) -> bool:
    """Whether somebody emptied the cell of Fördelningsnyckel, which the reader fills in by itself."""
    cells = (
        place
        for place, (key, _) in stands.entries.items()
        if (key.sheet, key.row) == (SETTINGS.title, KEY.label)
    )
    return any(_cell(stands, *place).blank for place in cells)


def _cell(stands: Generated, name: str, row: int, column: int) -> RawCell:
    sheet = stands.book.sheet(name)
    return sheet.cell(row, column) if sheet else BLANK


def _unreadable(broken: Finding | None, now: Board, stands: Generated) -> Finding:
    """Why the result cannot be read: a cell, a row that somebody added, or what follows from rows that are gone."""
    first = broken or next(f for f in now.findings if f.is_error)
    where = f"{first.origin}: " if first.origin else ""
    why, remedy = where + first.message, f"{codes.MEND_CELL} {first.hint}"
    if (at := first.origin) and int(at.row or 0) in stands.inserted.get(at.sheet, ()):
        why = f"På bladet {at.sheet} har någon lagt till rad {at.row}, som inte går att läsa: {first.message}"
        remedy = codes.MOVE_NOTE
    elif stands.gone and (broken is None or first.code.code.startswith(_OF_SUMS)):
        sheet = stands.gone[0].sheet
        rows = [f"»{key.words}«" for key in stands.gone if key.sheet == sheet]
        why, remedy = f"På bladet {sheet} är {listed(rows)} borttaget.", codes.PUT_BACK
    return codes.PREVIOUS_UNREADABLE.at(None, why=why, remedy=remedy)


_OF_SUMS = "XL4"  # the codes of what follows from the rows together


def _rows_that_say_nothing(now: Board, stands: Generated) -> Iterator[Finding]:
    """Rows that people added and the reader passes over, as subtotals: nothing else tells of what stands there."""
    origins = (entry.origin for entry in entries(now).values())
    read = {(origin.sheet, origin.row) for origin in origins if origin}
    for name, rows in stands.inserted.items():
        sheet = stands.book.sheet(name)
        for row in sorted(rows) if sheet else ():
            if (name, str(row)) not in read:
                assert sheet is not None
                row_name, *cells = [_text(sheet.cell(row, c)) for c in sheet.filled_columns(row)] or ["–"]
                what = listed(cells) or "inget mer"
                yield codes.ADDED_ROW_LEFT.at(None, sheet=name, row=row_name, cells=what)


def _text(cell: RawCell) -> str:
    number = isinstance(cell.value, float | int) and not isinstance(cell.value, bool)
    return number_text(float(cell.value)) if number else shortened(as_text(cell), 80)  # type: ignore[arg-type]  # a number


def _lacks_what_tells(
    sheets: Container[str], missing: Container[str], gone: Iterable[RowKey], board: Board
) -> str:
    """Why it cannot be told what the figures mean: their unit and their signs stand on Uppgifter, what is summed on
    Underlag, and an indicator below its goal. `missing` are sheets that somebody took away."""
    for sheet in (SETTINGS.title, operating.OPERATING.title, DETAILS.title):
        if sheet in missing or (sheet == SETTINGS.title and sheet not in sheets):
            return f"Bladet {sheet} är borttaget."
    names = {key.row for key in gone}
    groups = {g.name: g.indicators for g in board.goals.goals} if board.goals else {}
    for key in gone:
        below = (f"{key.row} / {one.name}" for one in groups.get(key.row, ()))
        heads = key.row in groups and not all(name in names for name in below)
        if key.sheet == SETTINGS.title or heads or key.row == goals.OTHER_NAME:
            return f"På bladet {key.sheet} är raden »{key.row}« borttagen."
    return ""


def _back_again(gone: Mapping[str, Sequence[RowKey]]) -> Iterator[Finding]:
    """Somebody meant something by taking them away, and is told where that is to be done."""
    for sheet, rows in gone.items():
        names = listed([f"»{key.words}«" for key in rows])
        what = f"{names} på bladet {sheet}" if rows else f"bladet {sheet}"
        if sheet in RESULT_ONLY:
            why, remedy = "det hör till varje resultat", "Inget behöver göras."
        else:
            why, remedy = "resultatet följer indatafilen", "Ska det inte vara med, ta bort det i indatafilen."
        yield codes.BACK_AGAIN.at(None, what=what, why=why, remedy=remedy)


def _ledger_findings(board: Board, now: Board, then: dict[str, str], wins: Wins) -> list[Finding]:
    """What somebody changed in the detail rows of the result `now`. They are the input's, and never come along."""
    if now.details is None or not then:
        return []
    digests = now.details.digests()
    differing = [column for column in {**then, **digests} if then.get(column) != digests.get(column)]
    if not differing:
        return []
    edited = [column for column in differing if column != WHOLE_ROWS]
    figures = {c.header for c in (now.details.account, *now.details.amounts.values())}
    stops = wins is not Wins.INPUT and (not edited or not figures.isdisjoint(edited))
    said = listed([f"»{column}«{_changes(now.details, board.details, column)}" for column in edited])
    said = said or "vilka värden som hör till samma rad"
    code = codes.LEDGER_EDITED if stops else codes.LEDGER_LEFT
    return [code.at(None, sheet=now.details.sheet, columns=said)]


def _changes(now: Details, ledger: Details | None, header: str) -> str:
    """` (»Jultid« är nytt)`, ` (55 000 i stället för 50 000)`: the values of a column that the result has and the input's
    ledger has not, and the other way round."""
    here, there = _values(now, header), _values(ledger, header) if ledger else Counter()
    new, gone = (_named([*one]) for one in (here - there, there - here))
    if new and gone:
        return f" ({new} i stället för {gone})"
    return f" ({new} är nytt)" if new else f" ({gone} är borta)" if gone else ""


def _values(details: Details, header: str) -> Counter[str]:
    column = next((c for c in details.table.columns if c.header == header), None)
    if column is None:
        return Counter()
    quantity = DATE if column in details.table.days else NUMBER
    return Counter(
        {
            f"»{shortened(value, 60)}«"
            if isinstance(value, str)
            else quantity_text(float(value), quantity): n
            for value, n in details.table.cells[column].counts().items()
        }
    )


def _named(values: Sequence[str]) -> str:
    more = [f"{len(values) - _MOST_VALUES} till"] if len(values) > _MOST_VALUES else []
    return listed([*values[:_MOST_VALUES], *more])


_MOST_VALUES = 5


def _lacks_a_part(now: Board, board: Board) -> bool:
    wanted = [part for part, _ in all_sheets.present(board) if part.walk is not None]
    return now.has_errors and any(part.of(now) is None for part in wanted)


def _counted(counts: Counter[str]) -> str:
    """`2 kommentarer och 1 bedömning`."""
    words = {column.header: of for part in all_sheets.SHEETS for column, of in part.words.items()} | {
        SETTINGS.title: ("ändrad uppgift", "ändrade uppgifter"),
        FIGURE: ("ändrad siffra", "ändrade siffror"),
        SENTENCE_SHEET: ("egen text", "egna texter"),
    }
    of_each = ((counts[kind], of) for kind, of in words.items() if counts[kind])
    return listed([f"{count} {one if count == 1 else many}" for count, (one, many) in of_each])
