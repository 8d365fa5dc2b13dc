"""In which unit each sheet's amounts are, and what is told or asked of it (reading.md §4)."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.binding.bind import Bound
from xltool.binding.headers import find_headers, header_unit
from xltool.binding.sheet_unit import title_unit, unit_evidence
from xltool.core.cells import RawSheet
from xltool.core.swedish import listed
from xltool.core.tables import Sheet
from xltool.core.units import UNIT_WORDS, Unit
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.settings.settings_rows import UNIT, Settings


def stated_unit(sheet: RawSheet | None, kind: Sheet) -> Unit | None:
    """The unit that the sheet itself says, where Uppgifter says none."""
    if sheet is None or not sheet.filled_rows():
        return None
    headers = find_headers(sheet, kind)
    title = title_unit(sheet, headers.row)
    words = {word for text in headers.texts.values() if (word := header_unit(text))}
    if title:
        return title[0]
    return UNIT_WORDS[words.pop()] if len(words) == 1 else None


def sheet_unit(
    sheet: RawSheet, bound: Bound, settings: Settings, *, own: bool
) -> tuple[Unit | None, list[Finding]]:
    """The unit that the sheet's cells are in; None after an error. xltool's `own` result is in that of its Uppgifter."""
    if own:
        return settings.unit, []
    at = settings.origins.get("unit")
    weighed = unit_evidence(sheet, bound, settings.unit if at else None, at)
    if not weighed.contradicts:
        if not weighed.heard:
            return settings.unit, []
        unit = weighed.left[0]
        if unit is settings.unit:
            return unit, []
        first = next((one for one in weighed.heard if settings.unit not in one.leaves), weighed.heard[0])
        fields = {"sheet": sheet.name, "why": first.looked_at, "unit": unit.word, "shown": settings.unit.word}
        return unit, [
            codes.UNIT_OF_SHEET.at(first.where or bound.origin(next(iter(bound.columns))), **fields)
        ]
    against = [one for one in weighed.heard if not one.declared]
    found = listed([one.looked_at for one in against])
    said = f"Uppgifter säger {settings.unit.word}" if at else "Uppgifter säger inget"
    told = codes.UNITS_DISAGREE.at(
        against[0].where, sheet=sheet.name, found=found, said=said, label=UNIT.label
    )
    units = dict.fromkeys(u for one in against for u in one.leaves)
    remedies = tuple(Remedy("Uppgifter", unit.word, label=UNIT.label) for unit in units)
    return None, [replace(told, remedies=remedies)]
