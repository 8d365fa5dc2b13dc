"""The board's workbook: every kind of sheet read and checked, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from xltool.binding.bind import Bound, bind, find_sheets
from xltool.binding.cell_reading import Reader
from xltool.binding.stored_values import recomputed, without_echoes
from xltool.binding.wrong_years import as_one_error
from xltool.core.cells import RawBook, RawCell, RawSheet, address
from xltool.core.long_columns import Details
from xltool.core.memos import RECORD, Memo
from xltool.core.numbers import decimals_of, parse_number
from xltool.core.spelling import HEADER_ROWS, normalised
from xltool.core.swedish import listed
from xltool.core.tables import Origin
from xltool.core.units import Form, Money
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.sheets import all_sheets
from xltool.sheets.all_sheets import GUIDES, RESULT_ONLY, AnyPart
from xltool.sheets.goals.goal_part import GOALS_PART
from xltool.sheets.goals.goal_reading import Goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.project_part import INVESTMENTS_PART
from xltool.sheets.ledger.ledger_columns import DETAILS, LedgerRead
from xltool.sheets.ledger.ledger_door import figures_of, read_details
from xltool.sheets.ledger.ledger_page import SUMS_BY
from xltool.sheets.ledger.ledger_part import DETAILS_PART
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.operating.operating_part import OPERATING_PART
from xltool.sheets.proved import outcome_words, proved
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import SETTINGS, Settings
from xltool.sheets.shares.member_reading import Members
from xltool.sheets.shares.share_part import MEMBERS_PART
from xltool.sheets.sheet_part import Parts, Source
from xltool.sheets.sheet_reading import SheetReading, sheet_reading
from xltool.sheets.sheet_units import SheetUnit, sheet_unit, stated_unit
from xltool.sheets.sheets_compared import projects_too_large


class Board(Parts, frozen=True):
    """A workbook as it was read. `findings` are all that was found, errors first, then as in the workbook;
    `readings` how each sheet was read."""

    findings: tuple[Finding, ...]
    readings: tuple[SheetReading, ...] = ()

    @property
    def operating(self) -> Lines | None:
        return OPERATING_PART.of(self)

    @property
    def investments(self) -> Lines | None:
        return INVESTMENTS_PART.of(self)

    @property
    def goals(self) -> Goals | None:
        return GOALS_PART.of(self)

    @property
    def members(self) -> Members | None:
        return MEMBERS_PART.of(self)

    @property
    def has_errors(self) -> bool:
        return has_errors(self.findings)


# The sheets that may hold hundreds of thousands of rows, by normalised name.
LONG_NAMES = frozenset(normalised(name) for name in (DETAILS.title, *DETAILS.aliases))


def read_board(book: RawBook) -> Board:
    """Reads and checks every sheet; all faults at once, each with its cell, and with remedies that have been tried."""
    board = _read(book)
    if not any(f.remedies for f in board.findings):
        return board

    def outcome(mended: RawBook, finding: Finding) -> tuple[tuple[Finding, ...], str]:
        after = _read(mended)
        of = {r.sheet: r.read_as for r in after.readings}.get(finding.origin.sheet if finding.origin else "")
        if of == INVESTMENTS_PART.sheet.title:
            return after.findings, outcome_words(after.investments, after.money, investments.ACTUAL)
        return after.findings, outcome_words(after.operating, after.money, operating.ACTUAL)

    return replace(board, findings=tuple(proved(board.findings, book, outcome)))


def _read(book: RawBook) -> Board:
    own = is_result(book)
    sums = [s.name for s in book.sheets if s.name.startswith(SUMS_BY)]
    passed_over = (*GUIDES, *RESULT_ONLY, *sums) if own else GUIDES
    sheets, findings = find_sheets(book, all_sheets.kinds(), passed_over, added_sheets(book) if own else ())
    findings += _missing_sheets(sheets, book)
    settings, found = _settings(sheets, own=own)
    findings += found
    bounds, found = _bound(book, sheets, settings, own=own)
    findings += found
    units: dict[str, SheetUnit] = {}
    for key in [k for k, b in bounds.items() if any(c.quantity.form is Form.AMOUNT for c in b.columns)]:
        unit, found = sheet_unit(sheets[key], bounds[key], settings, own=own)
        findings += found
        if unit is None:
            bounds.pop(key)
        else:
            units[key] = unit
    if settings.year is None and OPERATING_PART.key in bounds:
        settings = replace(settings, year=bounds[OPERATING_PART.key].year)
    ledger = LedgerRead(None, None, [])
    if DETAILS.key in sheets:
        ledger = _details(sheets[DETAILS.key], settings, own=own)
        findings += ledger.findings
        if ledger.details is None and has_errors(ledger.findings):
            # Without its detail rows a line would lack its amounts too, and the one cause has its message already.
            bounds.pop(OPERATING_PART.key, None)
    if ledger.reading is not None and ledger.reading.unit is not None:
        settings = replace(settings, details_unit=ledger.reading.unit)
    parts, readers = _parts(bounds, settings, units, ledger.details, own=own)
    findings += [] if own else projects_too_large(parts, bounds, Money(settings.unit))
    findings += [finding for reader in readers.values() for finding in reader.finish()]
    findings += [
        _empty(part, bounds[part.key])
        for part in all_sheets.SHEETS
        if part.key in readers and part.key not in parts and not has_errors(readers[part.key].findings)
    ]
    findings = as_one_error(without_echoes(findings, book), is_stated="year" in settings.origins)
    lines = parts.get(OPERATING_PART.key)
    settings = replace(settings, signs=lines.signs) if isinstance(lines, Lines) else settings
    readings = [
        _reading(sheets, bounds[k], reader, parts.get(k), units.get(k)) for k, reader in readers.items()
    ]
    return Board(
        settings,
        Money(settings.unit, _decimals_shown(bounds, parts)),
        parts,
        tuple(sorted_findings(findings, [s.name for s in book.sheets])),
        () if own else (*readings, *([ledger.reading] if ledger.reading else [])),
    )


def _settings(sheets: Mapping[str, RawSheet], *, own: bool) -> tuple[Settings, list[Finding]]:
    """What Uppgifter says; of a workbook that is silent on its unit, what the lines' sheet says of that."""
    sheet, lines = sheets.get(SETTINGS.key), sheets.get(OPERATING_PART.key)
    settings, findings = read_settings(sheet)
    if "unit" in settings.origins or own or lines is None:
        return settings, findings
    stated = stated_unit(lines, operating.OPERATING)
    if stated is None:
        where = Origin((sheet or lines).name, "A1")
        return settings, [*findings, codes.UNIT_ASSUMED.at(where)]
    return read_settings(sheet, stated)


def _reading(
    sheets: Mapping[str, RawSheet], bound: Bound, reader: Reader, value: object, unit: SheetUnit | None
) -> SheetReading:
    signs = value.signs if isinstance(value, Lines) else None
    has_income = not (isinstance(value, Lines) and LineKind.PROJECT in value.blocks)
    read = sheet_reading(sheets[bound.kind.key], bound, reader.uses, signs, unit)
    return replace(read, has_income=has_income)


def _bound(
    book: RawBook, sheets: Mapping[str, RawSheet], settings: Settings, *, own: bool
) -> tuple[dict[str, Bound], list[Finding]]:
    """The sheets whose headers are bound and that have rows, by key."""
    bounds: dict[str, Bound] = {}
    findings: list[Finding] = []
    for part in all_sheets.SHEETS:
        if part.key not in sheets or part.read is None:
            continue
        year = settings.year or (bounds[OPERATING_PART.key].year if OPERATING_PART.key in bounds else None)
        bound, found = bind(
            sheets[part.key], part.sheet, year, own=own, wanted=settings.key, chosen=settings.chosen
        )
        findings += found
        if bound is not None and not own:
            findings += recomputed(book, sheets[part.key], bound)
        if bound is not None and bound.rows:
            bounds[part.key] = bound
        elif bound is not None:
            findings.append(_empty(part, bound))
    return bounds, findings


def _parts(
    bounds: Mapping[str, Bound],
    settings: Settings,
    units: Mapping[str, SheetUnit],
    details: Details | None,
    *,
    own: bool,
) -> tuple[dict[str, object], dict[str, Reader]]:
    """What the bound sheets hold and the detail rows, by key, and the readers that read them."""
    parts: dict[str, object] = {} if details is None else {DETAILS.key: details}
    readers: dict[str, Reader] = {}
    for part in all_sheets.SHEETS:
        if part.read is None or part.key not in bounds:
            continue
        bound, unit = bounds[part.key], units.get(part.key)
        other = unit.unit if unit is not None and unit.unit is not settings.unit else None
        readers[part.key] = reader = Reader(Money(settings.unit, _decimals(bound)), other)
        value = part.read(Source(bound, reader, settings, own, details))
        if value is not None:
            parts[part.key] = value
        if isinstance(value, Lines):  # what the lines are found to be written by holds for the projects too
            settings = replace(settings, signs=value.signs)
    return parts, readers


def _decimals_shown(bounds: Mapping[str, Bound], parts: Mapping[str, object]) -> int:
    """With how many decimals the board's amounts are shown: as they are written in its lines, or where those are sums of
    detail rows, as the others of them are."""
    lines = parts.get(OPERATING_PART.key)
    if isinstance(lines, Lines) and DETAILS.key in parts:
        return _typed_decimals(lines)
    return _decimals(bounds[OPERATING_PART.key]) if OPERATING_PART.key in bounds else 0


def _details(sheet: RawSheet, settings: Settings, *, own: bool) -> LedgerRead:
    """The detail rows. Only the rows where headers may stand are bound here; the rest is read in bulk."""
    top = {place: cell for place, cell in sheet.cells.items() if place[0] <= HEADER_ROWS}
    bound, findings = bind(
        RawSheet(sheet.name, top), DETAILS, settings.year, chosen=settings.chosen, figures=figures_of(sheet)
    )
    if bound is None:
        return LedgerRead(None, None, findings)
    if not bound.columns:
        return LedgerRead(None, None, [_empty(DETAILS_PART, bound)])
    read = read_details(sheet, bound, settings, own=own)
    if read.details is None and not has_errors(read.findings):
        read.findings.append(_empty(DETAILS_PART, bound))
    return replace(read, findings=[*findings, *read.findings])


def is_result(book: RawBook) -> bool:
    """Whether the workbook is xltool's own result, also one that somebody has taken sheets out of."""
    return {s.name for s in book.sheets}.issuperset(RESULT_ONLY) or bool(written_sheets(book.memos))


def written_sheets(memos: Iterable[Memo]) -> frozenset[str]:
    """The names of the sheets that xltool wrote in a result; none where that is not remembered, or damaged: every result
    has its settings."""
    names = frozenset(str(memo[1]) for memo in memos if memo[0] == RECORD and len(memo) > 1)
    return names if SETTINGS.title in names else frozenset()


def added_sheets(book: RawBook) -> frozenset[str]:
    """The sheets of a result that people have added, as far as it remembers what xltool wrote."""
    written = written_sheets(book.memos)
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


def _empty(part: AnyPart, bound: Bound) -> Finding:
    where = Origin(bound.name, address(bound.header_row, 1))
    if part.needed:
        return codes.NO_ROWS.at(where, sheet=bound.name)
    return codes.EMPTY_SHEET.at(where, sheet=bound.name, consequence=part.consequence)


def _missing_sheets(sheets: Mapping[str, RawSheet], book: RawBook) -> list[Finding]:
    found: list[Finding] = []
    absent: list[AnyPart] = []
    for part in all_sheets.SHEETS:
        if part.key in sheets:
            continue
        if part.needed:
            names = ", ".join(s.name for s in book.sheets) or "inga blad"
            where = Origin(book.sheets[0].name, "A1") if book.sheets else None
            found.append(codes.NO_OPERATING.at(where, found=names))
        elif part.key == SETTINGS.key:
            found.append(codes.SETTINGS_MISSING.at(None, sheet=part.sheet.title, consequence=part.missing))
        elif part.missing:
            absent.append(part)
    return [*found, *([_parts_missing(absent)] if absent else [])]


def _parts_missing(absent: Sequence[AnyPart]) -> Finding:
    """Told once, with all the parts that are not there."""
    names = listed([part.sheet.title for part in absent])
    sheets = f"{'bladet' if len(absent) == 1 else 'bladen'} {names}"
    return codes.SHEET_MISSING.at(None, sheets=sheets, consequence=" ".join(p.missing for p in absent))


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
