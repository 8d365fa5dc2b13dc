"""Tables that hold nothing to judge (reading.md §8): why, and what to do instead of adding a header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xltool.binding.header_words import header_words
from xltool.binding.headers import Headers, has_figures
from xltool.binding.rivals import Rivals
from xltool.binding.vocabulary import BUDGET
from xltool.core.cell_text import as_text
from xltool.core.cells import RawSheet, address
from xltool.core.columns import Input, Sheet
from xltool.core.numbers import plain
from xltool.core.origin import Origin
from xltool.core.spelling import normalised
from xltool.core.swedish import listed
from xltool.findings import codes
from xltool.findings.finding import Finding

_OPENING, _CLOSING = re.compile(r"ingaende\b"), re.compile(r"utgaende\b|(bokfort|redovisat) varde")
_TEACH = "läs den som Budget med xltool translate, så bedöms utfallet mot den"


def nothing_to_judge(
    rivals: Rivals,
    kind: Sheet,
    headers: Headers,
    columns: Mapping[Input, int],
    missing: Sequence[Input],
) -> Finding | None:
    """The error on a table that lacks a budget because it is about something else: a forecast against what came, sums with the
    budget as a row, a value from its opening to its closing. None where it may be a table whose headers are not known."""
    sheet, lacks = rivals.sheet, {c.header for c in missing}
    if kind.named_by_place and "Budget" in lacks:
        found = _forecast(rivals, headers, columns) if lacks == {"Budget"} else None
        return found or _budget_rows(sheet, headers, columns) or _movement(sheet, headers, columns)
    return None


def _forecast(rivals: Rivals, headers: Headers, columns: Mapping[Input, int]) -> Finding | None:
    """An actual beside a forecast, or beside what a stated variance is the difference from."""
    by_header = {c.header: p for c, p in columns.items()}
    actual, variance = by_header.get("Utfall"), by_header.get("Avvikelse")
    other = by_header.get("Prognos")
    if actual is None:
        return None
    if other is None and variance is not None:
        free = [p for p in headers.by_column if p not in columns.values()]
        other = next((p for p in free if rivals.fitting_pairs(variance, [(actual, p)]) > 1), None)
    if other is None:
        return None
    then, now = (plain(headers.texts[p]) for p in (other, actual))
    return _told(
        rivals.sheet,
        address(headers.row, other),
        f"»{now}« står bredvid »{then}«, och årets budget saknas",
        f"Lägg till årets budget i en kolumn Budget. Ska utfallet bedömas mot »{then}«: {_TEACH}.",
    )


def _labels(sheet: RawSheet, headers: Headers, columns: Mapping[Input, int]) -> dict[int, str]:
    """The first text of each row with figures that stands below the headers."""
    amounts = [p for c, p in columns.items() if not c.names]
    if amounts:
        return {}
    rows = [row for row in sheet.filled_rows() if row > headers.row and has_figures(sheet, row)]
    return {row: plain(as_text(sheet.cell(row, sheet.filled_columns(row)[0]))) for row in rows}


def _budget_rows(sheet: RawSheet, headers: Headers, columns: Mapping[Input, int]) -> Finding | None:
    labels = _labels(sheet, headers, columns)
    rows = [row for row, label in labels.items() if header_words(label).base in BUDGET]
    if not rows:
        return None
    where = listed([str(row) for row in rows])
    return _told(
        sheet,
        address(rows[0], sheet.filled_columns(rows[0])[0]),
        f"budgeten är {'raderna' if len(rows) > 1 else 'raden'} {where}, och inte en kolumn: tabellen är summor vid sidan av varandra",
        "Ha en rad för varje verksamhet eller konto, med Budget och Utfall i var sin kolumn.",
    )


def _movement(sheet: RawSheet, headers: Headers, columns: Mapping[Input, int]) -> Finding | None:
    labels = _labels(sheet, headers, columns)
    ends = [
        [(row, label) for row, label in labels.items() if pattern.match(normalised(label))]
        for pattern in (_OPENING, _CLOSING)
    ]
    if not all(ends):
        return None
    (row, first), (_, last) = ends[0][0], ends[1][-1]
    return _told(
        sheet,
        address(row, sheet.filled_columns(row)[0]),
        f"raderna går från »{first}« till »{last}«, som i en bokslutsnot, och ingen budget står bredvid",
        f"Ta bort bladet {sheet.name} ur arbetsboken, eller ha en rad för varje projekt, med Budget och Utfall i var sin kolumn.",
    )


def _told(sheet: RawSheet, cell: str, why: str, remedy: str) -> Finding:
    return codes.NOTHING_TO_JUDGE.at(Origin(sheet.name, cell), sheet=sheet.name, why=why, remedy=remedy)
