"""A taught table for a workbook, drafted: bytes in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import astuple, replace

from xltool.binding.taught_rows import TRANSLATION, Translation, WrittenRow
from xltool.binding.taught_table import table_in, translation_in
from xltool.core.cells import RawBook, RawCell, RawSheet
from xltool.core.swedish import amount, listed
from xltool.core.units import Money
from xltool.core.values import Model
from xltool.core.version import __version__
from xltool.files.result_names import TRANSLATION as FILE
from xltool.findings.finding import Finding
from xltool.intake.preflight import Inspected
from xltool.running.drawn_result import made_time
from xltool.running.translation_file import read_translation
from xltool.sheets.all_sheets import forms
from xltool.sheets.board import Board
from xltool.sheets.board_reading import read_board
from xltool.sheets.result_sheets import is_result
from xltool.sheets.sheets_found import is_long, taught_words
from xltool.sheets.translation.drafted_rows import drafted, new_rows
from xltool.sheets.translation.translation_pages import Draft, translation_pages
from xltool.terminal.workbook_object import AmountFigures, BoardFigures, ProjectTotal

_FIRST = 3  # errors that are told
_UNREAD = "Arbetsboken går inte att läsa än:"


class Drafted(Struct, frozen=True):
    """The table's file, or why there is none in `problem` with the exit `code`. `rows` are the table's, `new` how many of them it did
    not have, `open_rows` how many say nothing yet, `suggested` how many of those have a suggestion; `preview` is what the
    workbook comes to with them."""

    data: bytes = b""
    rows: int = 0
    new: int = 0
    open_rows: int = 0
    suggested: int = 0
    preview: tuple[str, ...] = ()
    problem: str = ""
    code: int = 0

    def what_to_do(self, name: str) -> str:
        """What is left for people, in a sentence or two."""
        run = f"Kör sedan xltool process {name}."
        if not self.open_rows:
            return f"Alla {self.rows} rader är ifyllda. Se igenom dem. {run}"
        one = self.open_rows == 1
        rows = "1 rad är tom" if one else f"{self.open_rows} rader är tomma"
        some = (
            f", {self.suggested} av dem har ett förslag: skriv ja där det stämmer" if self.suggested else ""
        )
        return f"{rows} vid Läses som{some}. Öppna filen, välj i listorna det som xltool ska läsa, och spara. {run}"


def drafted_translation(file: Inspected, existing: Inspected | None) -> Drafted:
    """The table for the workbook: what the `existing` one says stays as it is, and what it lacks is added."""
    book, found = _book(file)
    if book is None:
        return _not_read(found)
    if is_result(book):
        said = f"{file.name} är ett resultat från xltool, och dess rubriker är redan xltools. Skriv indatafilens namn."
        return Drafted(problem=said, code=2)
    if own := table_in(book):
        said = (
            f"{file.name} har ett eget blad {own.name}, som gäller före filen. Fyll i det, eller ta bort det."
        )
        return Drafted(problem=said, code=2)
    table: Translation | None = None
    if existing is not None:
        table, lost = read_translation(existing)
        if lost:
            return _not_read(lost)
    sheets = drafted(taught_words(book, table))
    have = table.written if table else ()
    new = new_rows(sheets, have)
    rows = list(dict.fromkeys((*have, *new)))
    names = [sheet.own.sheet for sheet in sheets]
    preview = _preview(book, rows, names)
    waiting = [row for row in rows if not row.read_as]
    suggested = sum(bool(row.suggested) for row in waiting)
    if suggested:
        accepted = [row if row.read_as else replace(row, read_as=row.suggested) for row in rows]
        better = _preview(book, accepted, names)
        preview = (*preview, "Med ja på alla förslag:", *better) if better[0] != _UNREAD else preview
    data = _file(Draft(file.name, sheets, rows, preview), book.saved)
    return Drafted(data, len(rows), len(new), len(waiting), suggested, preview)


def _book(file: Inspected) -> tuple[RawBook | None, Sequence[Finding]]:
    if file.seen.kind is None:
        return None, file.seen.findings
    from xltool.intake.workbook_reader import read_workbook

    return read_workbook(file.data, file.name, file.seen, is_long)


def _not_read(found: Sequence[Finding]) -> Drafted:
    first = next((f for f in found if f.is_error), found[0])
    return Drafted(problem=f"{first.message} {first.hint}", code=3)


def _file(draft: Draft, saved: str) -> bytes:
    from xltool.core.units import Unit
    from xltool.drawing.layout import plan
    from xltool.drawing.writer import Properties, workbook_bytes

    pages = translation_pages(draft)
    model = Model(t for page in pages for t in page.tables)
    title = f"Översättning för {draft.name}"
    properties = Properties(
        title, "Hur blad och rubriker läses", f"xltool {__version__}", "", made_time(saved)
    )
    return workbook_bytes(plan(pages, model, Money(Unit.TKR)), properties, lists=True)


# --- what the workbook comes to ------------------------------------------------------------------------------


def table_of(rows: Sequence[WrittenRow]) -> Translation | None:
    """What the rows teach, as a file of them does."""
    cells = {(1, c): RawCell(column.header) for c, column in enumerate(TRANSLATION.columns, start=1)}
    for number, row in enumerate(rows, start=2):
        cells |= {(number, c): RawCell(text) for c, text in enumerate(astuple(row), start=1) if text}
    return translation_in(RawBook((RawSheet(TRANSLATION.title, cells),)), forms(), f"{FILE}.xlsx")


def _preview(book: RawBook, rows: Sequence[WrittenRow], sheets: Sequence[str]) -> tuple[str, ...]:
    """What the workbook comes to with the rows of the table, in lines, and which of its sheets are not read."""
    board = read_board(book, table_of(rows))
    if board.has_errors or board.operating is None:
        return _errors(board)
    from xltool.result.build_result import build_result
    from xltool.result.control import Provenance
    from xltool.result.figures import figures

    result = build_result(board, Provenance("", "", "", ""))
    read = {reading.sheet for reading in board.readings}
    unread = listed([name for name in sheets if name not in read])
    told = [f"Läses inte: bladet {unread}."] if unread else []
    return (*_totals(figures(board, result), board.money), *told)


def _errors(board: Board) -> tuple[str, ...]:
    errors = [f for f in board.findings if f.is_error]
    by_code = {f.code.code: f for f in reversed(errors)}  # the first of each
    told = [f for f in errors if by_code[f.code.code] is f][:_FIRST]
    left = len(errors) - len(told)
    more = [f"… och {left} fel till, som xltool check visar."] if left else []
    return (_UNREAD, *(f.message for f in told), *more)


def _totals(figures: BoardFigures, money: Money) -> list[str]:
    assert figures.operating is not None
    operating = figures.operating
    parts: list[tuple[str, AmountFigures | ProjectTotal | None]] = [
        ("Intäkter", operating.income),
        ("Kostnader", operating.cost),
        ("Nettokostnad" if operating.net_cost else "Nettoresultat", operating.net),
        (
            "Investeringar",
            figures.investments.total if figures.investments and not figures.is_spent_so_far else None,
        ),
    ]
    judged = "prognos" if figures.period and not figures.is_of_period else "utfall"
    return [
        f"{name}: budget {amount(money, a.granted)}, {judged} {amount(money, a.outcome)}, avvikelse {_plus(a.difference)}{amount(money, a.difference)}."
        for name, a in parts
        if a is not None
    ]


def _plus(difference: float) -> str:
    return "+" if difference > 0 else ""
