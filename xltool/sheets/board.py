"""The board's workbook: every kind of sheet read and checked, as one value."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bind import Bound, bind, find_sheets
from xltool.binding.cell_reading import Reader
from xltool.binding.row_use import RowUse
from xltool.core.cells import RawBook, RawCell, RawSheet, address
from xltool.core.long_columns import Details
from xltool.core.memos import RECORD, Memo, memos_of
from xltool.core.numbers import decimals_of, parse_number
from xltool.core.spelling import HEADER_ROWS, normalised
from xltool.core.tables import Origin, Sheet
from xltool.core.units import Form, Money, Unit
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.sheets.all_sheets import GUIDES, KINDS, RESULT_ONLY
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.goals.goal_reading import Goals, read_goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.ledger.ledger_columns import DETAILS, LedgerRead
from xltool.sheets.ledger.ledger_door import figures_of, read_details
from xltool.sheets.ledger.ledger_page import SUMS_BY
from xltool.sheets.lines.line_blocks import SignsAs, read_lines
from xltool.sheets.lines.line_kinds import LineColumns, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.proved import outcome_words, proved
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import SETTINGS, Settings
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.member_reading import Members, read_members
from xltool.sheets.sheet_reading import SheetReading, sheet_reading
from xltool.sheets.units import sheet_unit, stated_unit


class Board(Struct, frozen=True):
    """A workbook as it was read. A part is None where its sheet is missing or has errors; `findings` are all
    that was found, errors first, then as in the workbook; `readings` how each sheet was read."""

    settings: Settings
    money: Money
    operating: Lines | None
    investments: Lines | None
    goals: Goals | None
    members: Members | None
    details: Details | None
    findings: tuple[Finding, ...]
    readings: tuple[SheetReading, ...] = ()

    @property
    def has_errors(self) -> bool:
        return has_errors(self.findings)


# The sheets that may hold hundreds of thousands of rows, by normalised name.
LONG_NAMES = frozenset(normalised(name) for name in (DETAILS.title, *DETAILS.aliases))

_CONSEQUENCE = {
    "settings": "Nämndens namn, år och gränser saknas därför, och standardvärdena gäller (belopp i tkr).",
    "investments": "Resultatet får ingen investeringsredovisning.",
    "goals": "Resultatet får ingen måluppfyllelse.",
    "shares": "Resultatet fördelas inte på medlemskommunerna.",
    "details": "Inga rader får sina belopp från underlaget.",
}


def read_board(book: RawBook) -> Board:
    """Reads and checks every sheet; all faults at once, each with its cell, and with remedies that have been tried."""
    board = _read(book)
    if not any(f.remedies for f in board.findings):
        return board

    def outcome(mended: RawBook) -> tuple[tuple[Finding, ...], str]:
        after = _read(mended)
        return after.findings, outcome_words(after.operating, after.money, operating.ACTUAL)

    return replace(board, findings=tuple(proved(board.findings, book, outcome)))


def _read(book: RawBook) -> Board:
    own = is_result(book)
    sums = [s.name for s in book.sheets if s.name.startswith(SUMS_BY)]
    passed_over = (*GUIDES, *RESULT_ONLY, *sums) if own else GUIDES
    sheets, findings = find_sheets(book, KINDS, passed_over, added_sheets(book) if own else ())
    findings += _missing_sheets(sheets, book)
    settings, found = read_settings(sheets.get("settings"))
    silent = None
    if "unit" not in settings.origins and not own:
        silent = stated_unit(sheets.get("operating"), operating.OPERATING)
        settings, found = read_settings(sheets.get("settings"), silent or settings.unit)
    findings += found
    if "unit" not in settings.origins and not own and silent is None and "operating" in sheets:
        findings.append(
            codes.UNIT_ASSUMED.at(Origin((sheets.get("settings") or sheets["operating"]).name, "A1"))
        )
    bounds: dict[str, Bound] = {}
    for kind in KINDS:
        if kind.key in sheets and kind not in (SETTINGS, DETAILS):
            year = settings.year or (bounds["operating"].year if "operating" in bounds else None)
            bound, found = bind(
                sheets[kind.key], kind, year, own=own, wanted=settings.key, chosen=settings.chosen
            )
            findings += found
            if bound is not None and bound.rows:
                bounds[kind.key] = bound
            elif bound is not None:
                findings.append(_empty(kind, bound))
    if settings.year is None and "operating" in bounds:
        settings = replace(settings, year=bounds["operating"].year)

    ledger = LedgerRead(None, None, [])
    if DETAILS.key in sheets:
        ledger = _details(sheets[DETAILS.key], settings, own=own)
        findings += ledger.findings
        if ledger.details is None and has_errors(ledger.findings):
            # Without its detail rows a line would lack its amounts too, and the one cause has its message already.
            bounds.pop("operating", None)

    detail_rows = ledger.details
    if ledger.reading is not None and ledger.reading.unit is not None:
        settings = replace(settings, details_unit=ledger.reading.unit)
    written: dict[str, int] = {
        key: _decimals(bounds[key]) for key in ("operating", "investments") if key in bounds
    }

    units: dict[str, Unit] = {}
    sources: dict[str, str] = {}
    for key in written:
        unit, source, found = sheet_unit(sheets[key], bounds[key], settings, own=own)
        sources[key] = source
        findings += found
        if unit is None:
            bounds.pop(key)
        else:
            units[key] = unit

    def lines(key: str, columns: LineColumns, details: Details | None = None) -> Lines | None:
        if key not in bounds:
            return None
        unit = units.get(key)
        reader = Reader(Money(settings.unit, written[key]), None if unit is settings.unit else unit)
        signs = SignsAs(settings.signs, settings.budget_turned)
        result = read_lines(bounds[key], columns, reader, signs, details, own=own)
        if result is None and not has_errors(reader.findings):
            findings.append(_empty(bounds[key].kind, bounds[key]))
        findings.extend(reader.finish())
        uses[key] = reader.uses
        return result

    uses: dict[str, dict[int, RowUse]] = {}
    operating_lines = lines("operating", operating.COLUMNS, detail_rows)
    investment_lines = lines("investments", investments.COLUMNS)
    goal_list, members = None, None
    if "goals" in bounds:
        reader = Reader(Money(settings.unit))
        goal_list = read_goals(bounds["goals"], goals.COLUMNS, reader, own=own)
        findings += reader.finish()
    if "shares" in bounds:
        reader = Reader(Money(settings.unit))
        key_origin = settings.origins.get("key")
        members = read_members(
            bounds["shares"], shares.NAME, shares.POPULATION, settings.key, key_origin, reader
        )
        findings += reader.finish()
    readings: list[SheetReading] = []
    for key, bound in bounds.items() if not own else ():
        lines_of = {"operating": operating_lines, "investments": investment_lines}.get(key)
        signs = lines_of.signs if lines_of else None
        reading = sheet_reading(
            sheets[key], bound, uses.get(key, {}), signs, units.get(key), sources.get(key, "")
        )
        readings.append(reading)
    if ledger.reading is not None and not own:
        readings.append(ledger.reading)
    decimals = written.get("operating", 0)
    if operating_lines is not None and detail_rows is not None:
        decimals = _typed_decimals(operating_lines)
    order = [s.name for s in book.sheets]
    return Board(
        settings,
        Money(settings.unit, decimals),
        operating_lines,
        investment_lines,
        goal_list,
        members,
        detail_rows,
        tuple(sorted_findings(findings, order)),
        tuple(readings),
    )


def _details(sheet: RawSheet, settings: Settings, *, own: bool) -> LedgerRead:
    """The detail rows. Only the rows where headers may stand are bound here; the rest is read in bulk."""
    top = {place: cell for place, cell in sheet.cells.items() if place[0] <= HEADER_ROWS}
    bound, findings = bind(
        RawSheet(sheet.name, top), DETAILS, settings.year, chosen=settings.chosen, figures=figures_of(sheet)
    )
    if bound is None:
        return LedgerRead(None, None, findings)
    if not bound.columns:
        return LedgerRead(None, None, [_empty(DETAILS, bound)])
    read = read_details(sheet, bound, settings, own=own)
    if read.details is None and not has_errors(read.findings):
        read.findings.append(_empty(DETAILS, bound))
    return replace(read, findings=[*findings, *read.findings])


def is_result(book: RawBook) -> bool:
    """Whether the workbook is xltool's own result, also one that somebody has taken sheets out of."""
    return {s.name for s in book.sheets}.issuperset(RESULT_ONLY) or bool(written_sheets(memos_of(book)))


def written_sheets(memos: Iterable[Memo]) -> frozenset[str]:
    """The names of the sheets that xltool wrote in a result; none where that is not remembered, or damaged: every result
    has its settings."""
    names = frozenset(str(memo[1]) for memo in memos if memo[0] == RECORD and len(memo) > 1)
    return names if SETTINGS.title in names else frozenset()


def added_sheets(book: RawBook) -> frozenset[str]:
    """The sheets of a result that people have added, as far as it remembers what xltool wrote."""
    written = written_sheets(memos_of(book))
    return frozenset(s.name for s in book.sheets if s.name not in written) if written else frozenset()


def sorted_findings(findings: list[Finding], sheets: list[str]) -> list[Finding]:
    """Errors first, then as in the workbook: by sheet, row and column."""

    def place(finding: Finding) -> tuple[int, int, int, int, str]:
        origin = finding.origin
        if origin is None:
            return (finding.severity.rank, -1, 0, 0, "")
        letters, row = origin.cell.rstrip("0123456789"), int(origin.row or 0)
        sheet = sheets.index(origin.sheet) if origin.sheet in sheets else len(sheets)
        return (finding.severity.rank, sheet, row, len(letters), letters)

    return sorted(findings, key=place)


def _empty(kind: Sheet, bound: Bound) -> Finding:
    where = Origin(bound.name, address(bound.header_row, 1))
    if kind.key == "operating":
        return codes.NO_ROWS.at(where, sheet=bound.name)
    return codes.EMPTY_SHEET.at(where, sheet=bound.name, consequence=_CONSEQUENCE[kind.key])


def _missing_sheets(sheets: dict[str, RawSheet], book: RawBook) -> list[Finding]:
    found: list[Finding] = []
    for kind in KINDS:
        if (
            kind.key in sheets or kind is DETAILS
        ):  # most boards have no detail rows, and lines that lack them say so
            continue
        if kind.key == "operating":
            names = ", ".join(s.name for s in book.sheets) or "inga blad"
            found.append(
                codes.NO_OPERATING.at(Origin(book.sheets[0].name, "A1") if book.sheets else None, found=names)
            )
        else:
            found.append(codes.SHEET_MISSING.at(None, sheet=kind.title, consequence=_CONSEQUENCE[kind.key]))
    return found


def _typed_decimals(lines: Lines) -> int:
    """How many decimals the amounts are written with that are not sums of detail rows."""
    typed = [
        amount
        for block in lines.blocks.values()
        for line in block.lines
        for column, amount in line.amounts.items()
        if column not in line.summed
    ]
    return min(max(map(decimals_of, typed), default=0), 6)


def _decimals(bound: Bound) -> int:
    """How many decimals the sheet's amounts are written with, at the most."""
    amounts = [column for column in bound.columns if column.quantity.form is Form.AMOUNT]
    cells = (row.filled[column] for row in bound.rows for column in amounts if row.has(column))
    return min(max(map(_decimals_in, cells), default=0), 6)


def _decimals_in(cell: RawCell) -> int:
    if isinstance(cell.value, str):
        number = parse_number(cell.value)
        return number.decimals if number and not number.unit else 0
    return decimals_of(cell.number or 0.0)
