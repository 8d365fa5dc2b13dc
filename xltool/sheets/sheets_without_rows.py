"""What is said of a sheet that is missing or has no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xltool.binding.bound import Bound
from xltool.core.cells import RawBook, RawSheet, address
from xltool.core.origin import Origin
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.sheets.settings.settings_rows import SETTINGS
from xltool.sheets.sheet_part import AnyPart


def empty_sheet(part: AnyPart, bound: Bound) -> Finding:
    """What follows where the sheet has headers and no rows."""
    where = Origin(bound.name, address(bound.header_row, 1))
    if part.needed:
        return codes.NO_ROWS.at(where, sheet=bound.name)
    return codes.EMPTY_SHEET.at(where, sheet=bound.name, consequence=part.consequence)


def missing_sheets(parts: Iterable[AnyPart], sheets: Mapping[str, RawSheet], book: RawBook) -> list[Finding]:
    """What follows from each of the parts whose sheet the workbook lacks."""
    found: list[Finding] = []
    absent: list[AnyPart] = []
    for part in parts:
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
