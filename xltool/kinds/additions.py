"""What people added to a result finds its rows in the new one; what cannot come along is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xltool.core import codes
from xltool.core.additions import Additions, OwnCell, OwnColumn, OwnSheet, Stray, TypedOver
from xltool.core.finding import Finding
from xltool.core.memo import RowKey
from xltool.core.reading import shortened
from xltool.core.sheet import Table
from xltool.core.swedish import listed, number_text
from xltool.kinds.entries import Place, find
from xltool.kinds.keeping import Kept
from xltool.kinds.memory import Homeless
from xltool.kinds.row_keys import row_keys


def bring(kept: Kept, additions: Additions, tables: Iterable[Table]) -> Kept:
    """What is kept, with the additions as a result of these tables has them."""
    keys = row_keys(tables)
    homeless, waiting = [], list(kept.homeless)
    columns: list[OwnColumn] = []
    findings = [codes.MEMORY_GONE.at(None)] if additions.memory_gone else []
    for column in additions.columns:
        homes = _homes(keys.get(column.table, {}))
        cells: dict[RowKey, OwnCell] = {}
        for key, cell in column.cells.items():
            home = find(_place(key), homes)
            if home is not None and homes[home] not in cells:
                cells[homes[home]] = cell
            elif cell.value is not None and cell.value != "":
                homeless.append(Homeless(_shown(cell), column.sheet, key.row, column.name))
        for one in [w for w in waiting if (w.sheet, w.column) == (column.sheet, column.name) and w.column]:
            home = find(Place(one.sheet, one.row, "", 1, ""), homes)
            if home is not None and homes[home] not in cells:
                cells[homes[home]] = OwnCell(one.text)
                waiting.remove(one)
        columns += [replace(column, cells=cells)] if homes else []
        findings.append(_column_finding(column) if homes else _header_finding(column))
    findings += [_homeless_finding(one) for one in homeless]
    findings += [_sheet_finding(s) for s in additions.sheets]
    findings += [_typed_finding(t) for t in additions.typed_over]
    findings += [
        _stray_finding(s)
        for s in additions.strays
        if s.note or s.sheet != "Kontroll" or s.cell not in kept.read
    ]
    left = additions.left.items()
    findings += [codes.LEFT_ON_SHEET.at(None, sheet=sheet, what=listed(list(what))) for sheet, what in left]
    return replace(
        kept,
        columns=tuple(columns),
        sheets=additions.sheets,
        findings=(*kept.findings, *findings),
        homeless=(*waiting, *homeless),
    )


def _homes(keys: Mapping[str, RowKey]) -> dict[Place, RowKey]:
    return {_place(key): key for key in keys.values()}


def _place(key: RowKey) -> Place:
    return Place(key.sheet, key.row, key.account, key.number, "")


def _homeless_finding(one: Homeless) -> Finding:
    place = ", ".join(filter(None, (one.row, one.column)))
    return codes.HOMELESS.at(None, place=place, text=shortened(one.text))


def _header_finding(column: OwnColumn) -> Finding:
    what = "rubriken på er kolumn"
    return codes.STRAY.at(None, cell=column.sheet, text=column.name or "–", what=what)


def _typed_finding(typed: TypedOver) -> Finding:
    code = codes.ENTRY_FORMULA if typed.entry else codes.TYPED_OVER
    row = f" ({typed.row})" if typed.row else ""
    return code.at(None, cell=f"{typed.sheet}!{typed.cell}", row=row, text=shortened(typed.text, 80))


def _stray_finding(stray: Stray) -> Finding:
    what = "en anteckning på cellen" if stray.note else "en cell utanför tabellen"
    cell = f"{stray.sheet}!{stray.cell}"
    return codes.STRAY.at(None, cell=cell, text=shortened(stray.text, 80), what=what)


def _column_finding(column: OwnColumn) -> Finding:
    name = f"kolumn {column.name}" if column.name else "kolumn utan rubrik"
    formulas = any(c.formula for c in column.cells.values())
    said = " Den står till höger om våra." if column.between else ""
    if formulas:
        said += f" Formlerna i den är nu värden; de finns kvar i {codes.KEPT_VERSION}."
    return codes.OWN_COLUMN.at(None, column=name, sheet=column.sheet, said=said)


def _sheet_finding(sheet: OwnSheet) -> Finding:
    left = (
        f" Det som inte följer med finns kvar i {codes.KEPT_VERSION}: {listed(list(sheet.left))}."
        if sheet.left
        else ""
    )
    uncounted = sum(bool(c.formula) and c.value is None for c in sheet.cells.values())
    if uncounted:
        left += f" Formler som inget program har räknat ut ({uncounted} st) har inget värde att föra med."
    return codes.OWN_SHEET.at(None, sheet=sheet.name or "utan namn", left=left)


def _shown(cell: OwnCell) -> str:
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number_text(float(value))
    return str(value if value is not None else "")
