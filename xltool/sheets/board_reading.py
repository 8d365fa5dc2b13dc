"""Reading a board's workbook: every sheet read and checked, all faults at once."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from xltool.binding.bind import bind
from xltool.binding.bound import Bound
from xltool.binding.budget_alone import has_actuals, is_budget_alone, zero_formulas
from xltool.binding.cell_reading import Reader
from xltool.binding.formula_values import FormulaValues
from xltool.binding.interim import stated_period
from xltool.binding.stored_values import recomputed, without_echoes
from xltool.binding.taught import Taught, in_their_words
from xltool.binding.taught_amounts import with_taught_amounts
from xltool.binding.taught_kinds import unfit_words
from xltool.binding.taught_rows import Translation
from xltool.binding.wrong_years import as_one_error
from xltool.core.cells import RawBook, RawSheet, address
from xltool.core.ledger_file import LedgerFile
from xltool.core.long_columns import Details
from xltool.core.memos import following
from xltool.core.origin import Origin
from xltool.core.swedish import MONTHS
from xltool.core.units import Form, Money
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.findings.remedy import Remedy
from xltool.sheets import all_sheets
from xltool.sheets.board import Board
from xltool.sheets.decimals_written import decimals_shown, decimals_written
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.ledger.ledger_columns import DETAILS
from xltool.sheets.ledger.ledger_door import (
    with_left_out,
)
from xltool.sheets.ledger_given import read_ledger
from xltool.sheets.lines.line_kinds import LineKind, Lines
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.proved import outcome_words, proved
from xltool.sheets.result_sheets import is_result
from xltool.sheets.settings.settings_reading import read_settings
from xltool.sheets.settings.settings_rows import BUDGET_ALONE, PERIOD, PERIOD_ALONE, SCOPE, SETTINGS, Settings
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.shares.contributions import contribution_faults
from xltool.sheets.sheet_part import Source
from xltool.sheets.sheet_reading import SheetReading, as_taught, sheet_reading
from xltool.sheets.sheet_units import SheetUnit, sheet_unit, stated_unit
from xltool.sheets.sheets_compared import projects_too_large
from xltool.sheets.sheets_found import found_sheets, taught_words
from xltool.sheets.sheets_without_rows import empty_sheet, missing_sheets
from xltool.sheets.unknown_layout import as_one_offer


def read_board(
    book: RawBook, translation: Translation | None = None, ledger: LedgerFile | None = None
) -> Board:
    """Reads and checks every sheet; all faults at once, each with its cell, and with remedies that have been tried. The
    `translation` is what a table beside the workbook teaches; one in the workbook goes before it. The `ledger` takes the
    place of the sheet Underlag."""
    board = _read(book, translation, ledger)
    if not any(f.remedies for f in board.findings):
        return board

    def outcome(mended: RawBook, finding: Finding) -> tuple[tuple[Finding, ...], str]:
        after = _read(mended, translation, ledger)
        of = {r.sheet: r.read_as for r in after.readings}.get(finding.origin.sheet if finding.origin else "")
        if of == investments.INVESTMENTS.title:
            return after.findings, outcome_words(
                after.investments, after.money, investments.judged(after.investments)
            )
        return after.findings, outcome_words(after.operating, after.money, operating.judged(after.operating))

    return replace(board, findings=tuple(proved(board.findings, book, outcome)))


def _read(book: RawBook, translation: Translation | None, file: LedgerFile | None) -> Board:
    own = is_result(book)
    known = taught_words(book, translation)
    sheets, findings = found_sheets(known)
    unfit = unfit_words(known, sheets, findings, all_sheets.forms(), {DETAILS.key})
    unfit = [*known.findings, *unfit]
    findings += unfit
    asked = any(f.code is codes.SHEETS_ALIKE for f in findings)
    parts_missing = [part for part in all_sheets.SHEETS if not (asked and part.sheet.by_content)]
    findings += missing_sheets(parts_missing, sheets, book)
    settings, found = _settings(sheets, own=own)
    if has_errors(unfit):  # whatever else is found may follow from the fault in the table
        told = sorted_findings(unfit, [s.name for s in book.sheets])
        return Board(settings, Money(settings.unit), {}, tuple(told), (), known.source)
    findings += found
    if not own:
        settings, found = with_period(settings, sheets)
        findings += found
        if settings.scope == PERIOD_ALONE and settings.period is None and not has_errors(found):
            findings.append(codes.SCOPE_WITHOUT_MONTH.at(settings.origins[SCOPE.key]))
    settings, found = _with_budget_alone(settings, sheets, book, own=own, has_ledger=file is not None)
    findings += found
    bounds, found = _bound(book, sheets, settings, known, own=own)
    findings += found
    if operating.OPERATING.key not in bounds:
        findings = [f for f in findings if f.code is not codes.PERIOD_FOUND]
    units: dict[str, SheetUnit] = {}
    for key in [k for k, b in bounds.items() if any(c.quantity.form is Form.AMOUNT for c in b.columns)]:
        unit, found = sheet_unit(sheets[key], bounds[key], settings, own=own)
        findings += found
        if unit is None:
            bounds.pop(key)
        else:
            units[key] = unit
    if settings.year is None and operating.OPERATING.key in bounds:
        settings = replace(settings, year=bounds[operating.OPERATING.key].year)
    lines = bounds.get(operating.OPERATING.key)
    given = read_ledger(file, sheets.get(DETAILS.key), settings, lines, own=own)
    settings, ledger = given.settings, given.read
    findings += ledger.findings
    if ledger.details is None and has_errors(ledger.findings):
        # Without its detail rows a line would lack its amounts too, and the one cause has its message already.
        bounds.pop(operating.OPERATING.key, None)
    if ledger.reading is not None and ledger.reading.unit is not None:
        settings = replace(settings, details_unit=ledger.reading.unit)
    parts, readers = _parts(bounds, settings, units, ledger.details, own=own)
    if not own:
        written = decimals_written(bounds[shares.MEMBERS.key]) if shares.MEMBERS.key in bounds else 0
        findings += projects_too_large(parts, bounds, Money(settings.unit))
        findings += contribution_faults(parts, shares.MEMBERS.key, settings, Money(settings.unit, written))
    findings += [finding for reader in readers.values() for finding in reader.finish()]
    findings += [
        empty_sheet(part, bounds[part.key])
        for part in all_sheets.SHEETS
        if part.key in readers
        and part.key not in parts
        and not part.may_be_empty
        and not has_errors(readers[part.key].findings)
    ]
    findings = as_one_error(without_echoes(findings, book), is_stated="year" in settings.origins)
    findings = findings if own else in_their_words(as_one_offer(findings, book), known)
    read = parts.get(operating.OPERATING.key)
    settings = replace(settings, signs=read.signs) if isinstance(read, Lines) else settings
    readings = [
        _reading(book, bounds[k], reader, parts.get(k), units.get(k), known) for k, reader in readers.items()
    ]
    if ledger.reading is not None:
        of_sheet = known.sheets.get(ledger.reading.sheet)
        readings.append(as_taught(with_left_out(ledger.reading, of_sheet), of_sheet, known.source))
    return Board(
        settings,
        Money(settings.unit, decimals_shown(bounds, parts)),
        parts,
        tuple(sorted_findings(findings, [s.name for s in book.sheets])),
        () if own else tuple(readings),
        known.source,
        given.told,
    )


def _settings(sheets: Mapping[str, RawSheet], *, own: bool) -> tuple[Settings, list[Finding]]:
    """What Uppgifter says; of a workbook that is silent on its unit, what the lines' sheet says of that."""
    sheet, lines = sheets.get(SETTINGS.key), sheets.get(operating.OPERATING.key)
    settings, findings = read_settings(sheet)
    if "unit" in settings.origins or own or lines is None:
        return settings, findings
    stated = stated_unit(lines, operating.OPERATING)
    if stated is None:
        where = Origin((sheet or lines).name, "A1")
        return settings, [*findings, codes.UNIT_ASSUMED.at(where)]
    return read_settings(sheet, stated)


def with_period(settings: Settings, sheets: Mapping[str, RawSheet]) -> tuple[Settings, list[Finding]]:
    """The settings with the month that the lines' sheet states, where Uppgifter says none; told."""
    lines = sheets.get(operating.OPERATING.key)
    if lines is None or not lines.filled_rows():
        return settings, []
    found = stated_period(lines, operating.OPERATING, settings.year, sheets.get(SETTINGS.key))
    if found is not None and found.is_header and settings.is_interim and found.month != settings.period:
        month, other = MONTHS[found.month - 1], MONTHS[(settings.period or 0) - 1]
        asked = codes.PERIODS_DIFFER.at(found.where, month=month, said=found.said, other=other)
        return settings, [replace(asked, remedies=(Remedy(SETTINGS.title, month, label=PERIOD.label),))]
    if found is None or settings.period is not None:
        return settings, []
    if not found.is_sure:
        asked = codes.PERIOD_UNCLEAR.at(found.where, month=MONTHS[found.month - 1], said=found.said)
        months = (MONTHS[found.month - 1], "helår")
        return settings, [
            replace(asked, remedies=tuple(Remedy(SETTINGS.title, m, label=PERIOD.label) for m in months))
        ]
    told = codes.PERIOD_FOUND.at(found.where, month=MONTHS[found.month - 1], said=found.said)
    return replace(settings, period=found.month), [told]


def _with_budget_alone(
    settings: Settings, sheets: Mapping[str, RawSheet], book: RawBook, *, own: bool, has_ledger: bool
) -> tuple[Settings, list[Finding]]:
    """The settings of a budget book, where nothing has an actual yet; told, or asked."""
    lines = sheets.get(operating.OPERATING.key)
    if lines is None or not lines.filled_rows() or settings.is_interim:
        return settings, []
    is_wanted = settings.scope == BUDGET_ALONE
    if has_ledger or DETAILS.key in sheets or not _have_budgets_alone(settings, sheets, lines, own=own):
        told = codes.BUDGET_AND_MORE.at(settings.origins[SCOPE.key], sheet=lines.name) if is_wanted else None
        return settings, [told] if told is not None else []
    if own or is_wanted:
        return replace(settings, budget_alone=True), []
    zeros = zero_formulas(lines, operating.OPERATING, settings.year)
    values = FormulaValues(book)
    computed = [values.value(lines, row, position) for row, position in zeros]
    if any(computed):  # their stored values are old, and that is told where they are read
        return settings, []
    unknown = [place for place, value in zip(zeros, computed, strict=True) if value is None]
    if not unknown:
        told = codes.BUDGET_ALONE.at(Origin(lines.name, "A1"), sheet=lines.name)
        return replace(settings, budget_alone=True), [told]
    row, position = unknown[0]
    count = "1 formel" if len(unknown) == 1 else f"{len(unknown)} formler"
    asked = codes.ACTUALS_ARE_ZERO.at(
        Origin(lines.name, address(row, position)), sheet=lines.name, count=count
    )
    remedy = Remedy(SETTINGS.title, BUDGET_ALONE, label=SCOPE.label)
    return replace(settings, budget_alone=True), [replace(asked, remedies=(remedy,))]


def _have_budgets_alone(
    settings: Settings, sheets: Mapping[str, RawSheet], lines: RawSheet, *, own: bool
) -> bool:
    """Whether neither the lines nor the projects have anything to compare their budget with."""
    projects = sheets.get(investments.INVESTMENTS.key)
    if not is_budget_alone(lines, operating.OPERATING, settings.year, own=own):
        return False
    if projects is None or not projects.filled_rows():
        return True
    of_projects = is_budget_alone(projects, investments.INVESTMENTS, settings.year, own=own)
    return of_projects or not has_actuals(projects, investments.INVESTMENTS, settings.year)


def _reading(
    book: RawBook, bound: Bound, reader: Reader, value: object, unit: SheetUnit | None, known: Taught
) -> SheetReading:
    signs = value.signs if isinstance(value, Lines) else None
    has_income = not (isinstance(value, Lines) and LineKind.PROJECT in value.blocks)
    sheet, of_sheet = book.sheet(bound.name), known.sheets.get(bound.name)
    assert sheet is not None
    read = as_taught(sheet_reading(sheet, bound, reader.uses, signs, unit, of_sheet), of_sheet, known.source)
    return replace(read, has_income=has_income)


def _bound(
    book: RawBook, sheets: Mapping[str, RawSheet], settings: Settings, known: Taught, *, own: bool
) -> tuple[dict[str, Bound], list[Finding]]:
    """The sheets whose headers are bound and that have rows, by key."""
    bounds: dict[str, Bound] = {}
    findings: list[Finding] = []
    for part in all_sheets.SHEETS:
        if part.key not in sheets or part.read is None:
            continue
        year = settings.year or (
            bounds[operating.OPERATING.key].year if operating.OPERATING.key in bounds else None
        )
        bound, found = bind(
            sheets[part.key],
            part.kind(settings, sheets[part.key]),
            year,
            own=own,
            wanted=settings.key,
            chosen=settings.chosen,
            period=settings.period,
            follows=following(book.memos, part.key) if own else None,
        )
        findings += found
        if bound is not None and not own:
            found = _with_amounts(book, bound, known)
            findings += found
            if any(f.is_error and f.code is not codes.STALE_FORMULA for f in found):
                continue  # what is added up of cells that cannot be read would be a wrong sum besides
        if bound is not None and bound.rows:
            bounds[part.key] = bound
        elif bound is not None and not part.may_be_empty:
            findings.append(empty_sheet(part, bound))
    return bounds, findings


def _with_amounts(book: RawBook, bound: Bound, known: Taught) -> list[Finding]:
    """Gives the rows the amounts that no program has computed, and those that are taught to be turned or added."""
    sheet = book.sheet(bound.name)
    assert sheet is not None

    def computed(of: Bound) -> list[Finding]:
        return recomputed(book, sheet, of)

    if bound.name not in known.sheets:
        return computed(bound)
    return with_taught_amounts(bound, known.sheets[bound.name], computed)


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
        readers[part.key] = reader = Reader(Money(settings.unit, decimals_written(bound)), other)
        value = part.read(Source(bound, reader, settings, own, details))
        if value is not None:
            parts[part.key] = value
        if isinstance(value, Lines):  # what the lines are found to be written by holds for the projects too
            settings = replace(settings, signs=value.signs)
    return parts, readers


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
