"""The pages of a taught table's workbook: the table to fill in, and the rows of the workbook beside what they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from xltool.binding.taught_rows import (
    GROUP,
    HEADER,
    LEFT_OUT,
    READ_AS,
    SHEET,
    SIGN,
    SUGGESTED,
    TITLE,
    WHOLE_SHEET,
    YES,
    WrittenRow,
)
from xltool.core.cell_text import as_shown, shortened
from xltool.core.cells import column_letters
from xltool.core.columns import Column, Sheet
from xltool.core.expr import At, Expr, both, is_blank, when
from xltool.core.pages import Page, Tab, head
from xltool.core.tables import Cell, Colour, Meaning, Role, Row, Table
from xltool.core.units import TEXT
from xltool.sheets.all_sheets import SHEETS, forms, kinds
from xltool.sheets.settings.settings_rows import SETTINGS
from xltool.sheets.translation.drafted_rows import DraftSheet

ROWS_TITLE = "Raderna"
_TABLE = "translation"
_SPARE = 6  # rows to go on in
_ONE_PAGE = 28  # rows of the table that a page has room for
_SHOWN = 4  # rows of the workbook
_LONGEST = 28  # characters of a cell that is shown
_LINES = (
    "1.  Välj i listan vid Läses som vad varje blad och rubrik är: ja tar förslaget till höger, – betyder att det inte läses. Det som lämnas tomt förblir okänt.",
    "2.  Tecken: + på flera rader med samma Läses som lägger ihop deras belopp. − vänder beloppens tecken.",
    "3.  Spara filen här, bredvid arbetsböckerna, och kör xltool process igen. Den gäller för dem alla, även nästa år.",
)
_GUIDE = Column("Så här gör ni", TEXT)
_PREVIEW = Column("Så blir det", TEXT)
_LETTER, _THEIRS, _BECOMES = Column("Kolumn", TEXT), Column("Rubrik", TEXT), Column("Blir", TEXT)
_EXAMPLES = tuple(Column(f"Rad {n}", TEXT) for n in range(1, _SHOWN + 1))


class Draft(Struct, frozen=True):
    """What a taught table's workbook is made of: the workbook's name and sheets, the table's rows, and what the workbook
    comes to with them."""

    name: str
    sheets: Sequence[DraftSheet]
    rows: Sequence[WrittenRow]
    preview: Sequence[str]


def translation_pages(draft: Draft) -> tuple[Page, ...]:
    """The table, and the first rows of each sheet."""
    keys = {row: f"row:{i}" for i, row in enumerate(draft.rows)}
    return (_table_page(draft, keys), _rows_page(draft, keys))


# --- the table -----------------------------------------------------------------------------------------------


def _table_page(draft: Draft, keys: Mapping[WrittenRow, str]) -> Page:
    kind_of = {sheet.own.sheet: sheet.kind for sheet in draft.sheets}
    rows = [_row(row, keys[row], kind_of.get(row.sheet)) for row in draft.rows]
    rows += [_row(WrittenRow(""), f"spare:{n}", None, is_new=True) for n in range(_SPARE)]
    undecided = both(HEADER.equals(WHOLE_SHEET), is_blank(READ_AS))
    colours = (Colour(READ_AS, undecided, Meaning.PARTLY),)
    columns: tuple[Column, ...] = (SHEET, HEADER, GROUP, READ_AS, SIGN, SUGGESTED)
    if not any(row.suggested for row in draft.rows):
        columns = tuple(c for c in columns if c is not SUGGESTED)
    table = Table(_TABLE, columns, tuple(rows), colours=colours)
    heading = head(TITLE, TITLE, f"Hur bladen och rubrikerna i {draft.name} läses", None, None)
    lines = tuple(Row(f"line:{i}", Role.TEXT, {_GUIDE: Cell(text)}) for i, text in enumerate(_LINES))
    told = tuple(Row(f"told:{i}", Role.TEXT, {_PREVIEW: Cell(text)}) for i, text in enumerate(draft.preview))
    tables = (
        Table("guide", (_GUIDE,), lines, header_row=False),
        Table(
            "preview", (_PREVIEW,), told, title=f"Så blir {draft.name} med raderna nedan", header_row=False
        ),
        table,
    )
    widths: dict[Column, float] = {SHEET: 27, HEADER: 36, GROUP: 34, READ_AS: 25, SIGN: 10, SUGGESTED: 25}
    widths |= {_GUIDE: 27, _PREVIEW: 27}
    return Page(
        TITLE, heading, (tables,), widths=widths, frozen=False, tab=Tab.INPUT, whole=len(rows) <= _ONE_PAGE
    )


def _row(row: WrittenRow, key: str, kind: Sheet | None, *, is_new: bool = False) -> Row:
    """A row with its lists. What stands in the workbook is not there to be changed."""
    choices = _titles() if not row.header and not is_new else _headers(kind)
    choices = (YES, *choices) if row.suggested else choices
    cells: dict[Column, Cell] = {
        READ_AS: Cell(row.read_as or None, choices=(*choices, LEFT_OUT), prompt=READ_AS.help),
        SIGN: Cell(row.sign or None, choices=("+", "−"), prompt=SIGN.help),
    }
    header = row.header or ("" if is_new else WHOLE_SHEET)
    for column, text in (
        (SHEET, row.sheet),
        (HEADER, header),
        (GROUP, row.group),
        (SUGGESTED, row.suggested),
    ):
        cells[column] = Cell(text or None, fixed=not is_new)
    return Row(key, Role.ENTRY, cells)


def _titles() -> tuple[str, ...]:
    return tuple(kind.title for kind in kinds())


def _in_interims(kind: Sheet) -> tuple[Sheet, ...]:
    """The kind as it is in an interim report: the month may be taught by a header."""
    of = (form for part in SHEETS if part.key == kind.key for form in (part.interim, part.period_alone))
    return tuple(form for form in of if form)


def _headers(kind: Sheet | None) -> tuple[str, ...]:
    """Our headers of the kind, or of all where it is not known; those that a sheet must have first."""
    of = [one for one in forms() if one.key != SETTINGS.key] if kind is None else [kind, *_in_interims(kind)]
    every = dict.fromkeys(column.header for one in of for column in one.columns)
    needed = {column.header for one in of for column in one.columns if column.required}
    return tuple(sorted(every, key=lambda header: header not in needed))


# --- the workbook's rows -------------------------------------------------------------------------------------


def _rows_page(draft: Draft, keys: Mapping[WrittenRow, str]) -> Page:
    tables = tuple(_example(sheet, f"example:{i}", keys) for i, sheet in enumerate(draft.sheets))
    about = "De första raderna på varje blad, en kolumn per rad, och vad kolumnen blir. Blir följer bladet Översättning."
    heading = head(ROWS_TITLE, f"Raderna i {draft.name}", about, None, None)
    widths: dict[Column, float] = {_LETTER: 8, _THEIRS: 30, _BECOMES: 24} | dict.fromkeys(_EXAMPLES, 24.0)
    return Page(ROWS_TITLE, heading, (tables,), widths=widths, frozen=False, tab=Tab.CONTROL)


def _example(sheet: DraftSheet, key: str, keys: Mapping[WrittenRow, str]) -> Table:
    """A sheet's first rows, a column of it a row."""
    raw = sheet.sheet
    shown = [row for row in raw.filled_rows() if row > sheet.header_row][:_SHOWN]
    headers = {c: f"Rad {n}" for c, n in zip(_EXAMPLES, shown, strict=False)}
    rows = []
    for position, row in sheet.headers.items():
        cells: dict[Column, Cell] = {
            _LETTER: Cell(column_letters(position)),
            _THEIRS: Cell(f"{row.group}: {row.header}" if row.group else row.header),
            _BECOMES: Cell(_follows(keys[row], row.suggested) if row in keys else row.read_as or None),
        }
        for column, number in zip(_EXAMPLES, shown, strict=False):
            cells[column] = Cell(shortened(as_shown(raw.cell(number, position)), _LONGEST) or None)
        rows.append(Row(f"{key}:{position}", Role.LINE, cells))
    columns = (_LETTER, _THEIRS, _BECOMES, *_EXAMPLES[: len(shown)])
    return Table(key, columns, tuple(rows), title=raw.name, headers=headers)


def _follows(key: str, suggested: str) -> Expr:
    """What the row of the table says, live."""
    said = At(_TABLE, key, READ_AS)
    taken = when(said.equals(YES), suggested, said) if suggested else said
    return when(is_blank(said), "", taken)
