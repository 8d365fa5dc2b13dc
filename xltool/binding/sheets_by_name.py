"""Which sheet of a workbook is which kind, by name and alias."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType

from xltool.core.cells import RawBook, RawSheet
from xltool.core.columns import Sheet
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.findings import codes
from xltool.findings.finding import Finding


def find_sheets(
    book: RawBook,
    kinds: Iterable[Sheet],
    passed_over: Iterable[str],
    strangers: Container[str] = (),
    taught: Mapping[str, str] = MappingProxyType({}),
) -> tuple[dict[str, RawSheet], list[Finding]]:
    """The workbook's sheet for each kind's key, by name or alias. `passed_over` are names that need no word,
    `strangers` the sheets that are none of the kinds, whatever they are called, `taught` those that are one of them, with
    the kind's name."""
    findings: list[Finding] = []
    by_name = {normalised(name): kind for kind in kinds for name in (kind.title, *kind.aliases)}
    quiet = {normalised(name) for name in passed_over}
    found: dict[str, RawSheet] = {}
    for sheet in book.sheets:
        kind = (
            by_name.get(normalised(taught.get(sheet.name, sheet.name)))
            if sheet.name not in strangers
            else None
        )
        if kind is None:
            if normalised(sheet.name) not in quiet:
                findings.append(codes.UNKNOWN_SHEET.at(Origin(sheet.name, "A1"), sheet=sheet.name))
        elif kind.key in found:
            first = found[kind.key].name
            where = Origin(sheet.name, "A1")
            findings.append(codes.TWO_SHEETS.at(where, first=first, second=sheet.name, sheet=kind.title))
        else:
            found[kind.key] = sheet
    return found, findings
