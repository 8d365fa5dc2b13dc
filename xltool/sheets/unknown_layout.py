"""A workbook whose sheets or headers are not known: one error, which offers to be taught (reading.md §8.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from xltool.binding.taught_rows import is_table
from xltool.core.cells import RawBook
from xltool.findings import codes
from xltool.findings.finding import Finding

_LAYOUT = (codes.NO_OPERATING, codes.COLUMN_MISSING)
# What is said of the sheets and headers that are not used, and of what is not there: it may be what is not known.
_ECHOES = (
    codes.SHEET_MISSING,
    codes.SETTINGS_MISSING,
    codes.UNIT_ASSUMED,
    codes.UNKNOWN_SHEET,
    codes.UNKNOWN_COLUMN,
)


def as_one_offer(findings: Sequence[Finding], book: RawBook) -> list[Finding]:
    """The findings with those on sheets and columns that are missing as one, which offers `xltool translate`."""
    tables = [sheet.name for sheet in book.sheets if is_table(sheet)]
    layout = [f for f in findings if f.code in _LAYOUT and not (f.origin and f.origin.sheet in tables)]
    if not layout:
        return list(findings)
    rest = [f for f in findings if f not in layout and f.code not in _ECHOES]
    first, *more = layout
    name = f'"{book.name}"' if re.search(r"[^\w.~-]", book.name) else book.name or "budget.xlsx"
    if not more:
        offer = f"kör xltool translate {name} och välj vad bladen och rubrikerna ska läsas som"
        if first.code is codes.NO_OPERATING:  # a sheet whose headers are known needs no name
            return [replace(first, hint=f"K{offer[1:]}, eller utgå från mallen (xltool template)."), *rest]
        return [replace(first, hint=f"{first.hint} Eller {offer}."), *rest]
    what = "; ".join(map(_lacks, layout))
    return [codes.UNKNOWN_LAYOUT.at(first.origin, what=what, name=name), *rest]


def _lacks(finding: Finding) -> str:
    fields = dict(finding.fields)
    if finding.code is codes.NO_OPERATING:
        return f"inget av bladen heter Driftredovisning (de heter {fields['found']})"
    return f"bladet {fields['sheet']} saknar {fields['columns']}"
