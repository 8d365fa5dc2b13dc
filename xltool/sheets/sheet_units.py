"""In which unit each sheet's amounts are, and what is told or asked of it (reading.md §4)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from xltool.binding.bound import Bound
from xltool.binding.evidence import Weighed
from xltool.binding.header_words import header_unit
from xltool.binding.headers import find_headers
from xltool.binding.sheet_unit import most_of, title_unit, unit_evidence
from xltool.core.cells import RawSheet
from xltool.core.columns import Sheet
from xltool.core.swedish import listed
from xltool.core.units import UNIT_WORDS, Unit
from xltool.findings import codes
from xltool.findings.finding import Finding
from xltool.findings.remedy import Remedy
from xltool.sheets.settings.settings_rows import UNIT, Settings


class SheetUnit(Struct, frozen=True):
    """The unit of a sheet's cells, and what told it, as a word of JSON."""

    unit: Unit
    source: str


def stated_unit(sheet: RawSheet | None, kind: Sheet) -> Unit | None:
    """The unit that the sheet itself says, where Uppgifter says none."""
    if sheet is None or not sheet.filled_rows():
        return None
    headers = find_headers(sheet, kind)
    title = title_unit(sheet, headers.row)
    words = {word for text in headers.texts.values() if (word := header_unit(text))}
    if title:
        return title[0]
    return UNIT_WORDS[words.pop()] if len(words) == 1 else _formatted_unit(sheet, headers.row)


def _formatted_unit(sheet: RawSheet, header_row: int) -> Unit | None:
    """The unit that most number formats below the headers write beside their numbers."""
    below = [
        cell.shown.words.casefold()
        for (row, _), cell in sheet.cells.items()
        if row > header_row and cell.number
    ]
    return UNIT_WORDS.get(most_of(below, ""))


def sheet_unit(
    sheet: RawSheet, bound: Bound, settings: Settings, *, own: bool
) -> tuple[SheetUnit | None, list[Finding]]:
    """The unit that the sheet's cells are in; None after an error. xltool's `own` result is in that of its Uppgifter."""
    at = settings.origins.get("unit")
    declared = "Uppgifter" if at else "assumed"
    if own:
        return SheetUnit(settings.unit, declared), []
    weighed = unit_evidence(sheet, bound, settings.unit if at else None, at)
    if weighed.contradicts:
        return None, [_disagreement(sheet, weighed, settings)]
    unit = weighed.left[0] if weighed.heard else settings.unit
    source = declared if at else next((one.source for one in weighed.heard), declared)
    if unit is settings.unit:
        return SheetUnit(unit, source), []
    others = [one for one in weighed.heard if settings.unit not in one.leaves or one.source == "format"]
    first = (others or weighed.heard)[0]
    fields = {"sheet": sheet.name, "why": first.looked_at, "unit": unit.word, "shown": settings.unit.word}
    where = first.where or bound.origin(next(iter(bound.columns)))
    return SheetUnit(unit, first.source or "format"), [codes.UNIT_OF_SHEET.at(where, **fields)]


def _disagreement(sheet: RawSheet, weighed: Weighed[Unit], settings: Settings) -> Finding:
    at = settings.origins.get("unit")
    against = [one for one in weighed.heard if not one.declared]
    found = listed(list(dict.fromkeys(one.looked_at for one in against)))
    said = f"Uppgifter säger {settings.unit.word}" if at else "Uppgifter säger inget"
    told = codes.UNITS_DISAGREE.at(
        against[0].where, sheet=sheet.name, found=found, said=said, label=UNIT.label
    )
    units = dict.fromkeys(u for one in against for u in one.leaves)
    return replace(told, remedies=tuple(Remedy("Uppgifter", unit.word, label=UNIT.label) for unit in units))
