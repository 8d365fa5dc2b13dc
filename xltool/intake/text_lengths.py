"""Texts beyond what a cell can hold."""

from __future__ import annotations

from msgspec.structs import replace

from xltool.core import text_length as utf16
from xltool.core.cell_arrays import Kind as Kind, RawColumns
from xltool.core.cells import RawSheet, address
from xltool.core.limits import LONGEST_TEXT
from xltool.core.origin import Origin
from xltool.findings import codes
from xltool.findings.finding import Finding


def within_cells(sheets: tuple[RawSheet, ...]) -> tuple[tuple[RawSheet, ...], list[Finding]]:
    """The sheets with texts that a cell of the result can hold, and what was cut."""
    whole, findings = [], []
    for sheet in sheets:
        long = {
            place: cell.value
            for place, cell in sheet.cells.items()
            if isinstance(cell.value, str) and not utf16.fits(cell.value, LONGEST_TEXT)
        }
        shortened = {place: replace(sheet.cells[place], value=_cut(text)) for place, text in long.items()}
        sheet = replace(sheet, cells={**sheet.cells, **shortened}) if long else sheet
        if sheet.long is not None and not all(utf16.fits(t, LONGEST_TEXT) for t in sheet.long.texts):
            long |= _long_texts(sheet.long)
            sheet = replace(sheet, long=replace(sheet.long, texts=[_cut(t) for t in sheet.long.texts]))
        for place, text in long.items():
            origin = Origin(sheet.name, address(*place))
            findings.append(codes.TEXT_CUT.at(origin, length=utf16.length(text), limit=LONGEST_TEXT))
        whole.append(sheet)
    return tuple(whole), findings


def _cut(text: str) -> str:
    return text if utf16.fits(text, LONGEST_TEXT) else f"{utf16.cut(text, LONGEST_TEXT - 1)}…"


def _long_texts(long: RawColumns) -> dict[tuple[int, int], str]:
    """The texts of a long sheet that are too long, each at the first cell of a column that holds it."""
    found = {}
    for index, text in enumerate(long.texts):
        for number, column in long.columns.items() if not utf16.fits(text, LONGEST_TEXT) else ():
            here = ((column.kinds == Kind.TEXT) & (column.numbers == index)).nonzero()[0]
            if len(here):
                found[int(long.rows[here[0]]), number] = text
    return found
