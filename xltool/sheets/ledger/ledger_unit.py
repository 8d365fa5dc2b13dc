"""The unit of a ledger: Underlagets enhet, its headers, title and number formats; kr where nothing says (reading.md §4)."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.evidence import Weighed
from xltool.binding.sheet_unit import unit_evidence
from xltool.core.cells import RawSheet
from xltool.core.swedish import listed
from xltool.core.units import Unit
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.settings.settings_rows import DETAILS_UNIT, Settings


def ledger_unit(
    sheet: RawSheet, bound: Bound, settings: Settings, findings: list[Finding]
) -> tuple[Unit, str]:
    """The unit that the ledger's cells are in, and what told it; a contradiction is an error among the findings."""
    at = settings.origins.get(DETAILS_UNIT.key)
    weighed = unit_evidence(sheet, bound, settings.details_unit if at else None, at)
    declared = "Uppgifter" if at else "assumed"
    if weighed.contradicts:
        findings.append(_disagreement(sheet, weighed, settings))
        return settings.details_unit, declared
    if not weighed.heard or settings.details_unit in weighed.left:
        told = declared if at else next((one.source for one in weighed.heard), declared)
        return settings.details_unit, told
    unit, first = weighed.left[0], weighed.heard[0]
    fields = {"sheet": sheet.name, "why": first.looked_at, "unit": unit.word, "shown": settings.unit.word}
    findings.append(codes.UNIT_OF_SHEET.at(first.where or bound.origin(next(iter(bound.columns))), **fields))
    return unit, first.source


def _disagreement(sheet: RawSheet, weighed: Weighed[Unit], settings: Settings) -> Finding:
    against = [one for one in weighed.heard if not one.declared]
    declared = any(one.declared for one in weighed.heard)
    said = (
        f"Uppgifter säger {settings.details_unit.word}" if declared else "Uppgifter säger inget om underlaget"
    )
    found = listed([one.looked_at for one in against])
    told = codes.UNITS_DISAGREE.at(
        against[0].where, sheet=sheet.name, found=found, said=said, label=DETAILS_UNIT.label
    )
    units = dict.fromkeys(u for one in against for u in one.leaves)
    return replace(told, remedies=tuple(Remedy("Uppgifter", u.word, label=DETAILS_UNIT.label) for u in units))
