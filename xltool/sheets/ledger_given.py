"""The ledger of a workbook: its sheet Underlag, or a file of its own that takes the place of one (ledger.md §1)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from xltool.binding.bind import bind
from xltool.binding.bound import Bound
from xltool.core.cells import RawSheet
from xltool.core.ledger_file import LedgerFile
from xltool.core.origin import Origin
from xltool.core.spelling import HEADER_ROWS
from xltool.core.units import Unit
from xltool.findings import codes
from xltool.findings.finding import Finding, has_errors
from xltool.sheets.ledger.ledger_columns import DETAILS, DETAILS_WRITTEN, LedgerRead, LedgerSheet
from xltool.sheets.ledger.ledger_door import (
    figures_of,
    ledger_sheet,
    narrowings,
    read_details,
    without_sums,
)
from xltool.sheets.ledger.ledger_part import DETAILS_PART
from xltool.sheets.settings.settings_rows import DETAILS_UNIT, Settings
from xltool.sheets.sheets_without_rows import empty_sheet


class GivenLedger(Struct, frozen=True):
    """What became of the ledger; `settings` are the workbook's with what its file says of the unit, `told` what Kontroll
    says of the file."""

    read: LedgerRead
    settings: Settings
    told: Mapping[str, str] = field(default_factory=dict)


def read_ledger(
    file: LedgerFile | None, sheet: RawSheet | None, settings: Settings, lines: Bound | None, *, own: bool
) -> GivenLedger:
    """The detail rows of the `file`, else of the `sheet`; the columns of the `lines` may tell them apart."""
    findings: list[Finding] = []
    if file is not None and (passed := _passed_over(file, settings)):
        findings.append(passed)
        file = None
    if file is None:
        read = LedgerRead(None, None, [])
        if sheet is not None:
            read = _details(sheet, settings, lines, own=own, settled=own)
        return GivenLedger(replace(read, findings=[*findings, *read.findings]), settings)
    given = _instead(file, sheet, settings, lines, own=own)
    is_sie = not isinstance(file.content, RawSheet)
    if is_sie:  # such a file is in kronor
        known = {k: o for k, o in settings.origins.items() if k != DETAILS_UNIT.key}
        settings = replace(settings, details_unit=Unit.KR, origins=known)
    read = LedgerRead(None, None, [])
    if given.sheet is not None:
        read = _details(given.sheet, settings, lines, own=False, settled=is_sie)
    return GivenLedger(replace(read, findings=[*given.findings, *read.findings]), settings, given.told)


def _passed_over(file: LedgerFile, settings: Settings) -> Finding | None:
    """What is said of a text that lies beside the workbook and has no headers of a ledger; None of what is read."""
    if file.named or not isinstance(file.content, RawSheet):
        return None
    bound, _ = bind(file.content, DETAILS, settings.year, chosen=settings.chosen)
    if bound is not None and bound.columns:
        return None
    problem = "dess rubriker är inte en bokförings (Konto och Utfall)"
    return codes.LEDGER_PASSED_OVER.at(None, name=file.name, problem=problem)


def _instead(
    file: LedgerFile,
    sheet: RawSheet | None,
    settings: Settings,
    lines: Bound | None,
    *,
    own: bool,
) -> LedgerSheet:
    """The file as the sheet that it takes the place of; that must be absent, or an earlier run's."""
    columns = [] if lines is None else [*lines.extra, *lines.called.values()]
    given = ledger_sheet(file, settings, columns)
    if sheet is None:
        return given
    code = codes.LEDGER_REPLACES if own else codes.LEDGER_TWICE
    name = sheet.name
    if own and lines is not None:
        without_sums(lines, name)
    return replace(given, findings=[code.at(Origin(name, "A1"), sheet=name, name=file.name), *given.findings])


def _details(
    sheet: RawSheet, settings: Settings, lines: Bound | None, *, own: bool, settled: bool
) -> LedgerRead:
    """The detail rows. Only the rows where headers may stand are bound here; the rest is read in bulk."""
    top = {place: cell for place, cell in sheet.cells.items() if place[0] <= HEADER_ROWS}
    bound, findings = bind(
        RawSheet(sheet.name, top),
        DETAILS_WRITTEN if settled else DETAILS,
        settings.year,
        chosen=settings.chosen,
        figures=figures_of(sheet),
    )
    if bound is None:
        return LedgerRead(None, None, findings)
    if not bound.columns:
        return LedgerRead(None, None, [empty_sheet(DETAILS_PART, bound)])
    narrowed = {} if lines is None else narrowings(lines)
    read = read_details(sheet, bound, settings, narrowed, own=own, settled=settled)
    if read.details is None and not has_errors(read.findings):
        read.findings.append(empty_sheet(DETAILS_PART, bound))
    return replace(read, findings=[*findings, *read.findings])
