"""What people added to a result, found by what xltool remembers to have written there.

openpyxl opens the result a second time, for formulas and formats, only where somebody has worked in it.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import coordinate_to_tuple

from xltool.core.additions import (
    Additions,
    OwnCell,
    OwnColumn,
    OwnSheet,
    Stray,
    TypedOver,
)
from xltool.core.functions import Scalar
from xltool.core.grid import BLANK, RawBook, RawCell, RawSheet, address
from xltool.core.memo import RowKey
from xltool.core.swedish import number_text
from xltool.excel.formats import Formats
from xltool.excel.thorough import with_formulas
from xltool.excel.whole import sheet_paths
from xltool.excel.written import ENTRY, Alignment, Record, WrittenRow, aligned, is_ours

_Places = dict[tuple[int, int], Any]


def additions_in(
    data: bytes, book: RawBook, ours: Collection[str], record: Record, charts: Mapping[str, int]
) -> Additions:
    """What people added to the result in `data`, whose values are `book`. `ours` are the names of the sheets that
    every result may have, `record` says what was written in this one, `charts` how many charts on each sheet."""
    known = {name.casefold() for name in (*ours, *record)}
    own = [s for s in book.sheets if s.name.casefold() not in known]
    alignments = {s.name: aligned(record[s.name], s) for s in book.sheets if s.name in record}
    with zipfile.ZipFile(BytesIO(data)) as package:
        paths = dict(sheet_paths(package))
    opened, whole = with_formulas(data, {paths[s.name] for s in book.sheets if s.long is not None})
    formats = Formats(whole.loaded_theme)
    left, drawn = _left_on_sheets(data)
    columns: list[OwnColumn] = []
    strays: list[Stray] = []
    typed: list[TypedOver] = []
    for sheet in book.sheets:
        if sheet.name not in record or sheet.long is not None:  # of a long one the record is a digest
            continue
        reader = _Sheet(sheet, opened[sheet.name], record[sheet.name], alignments, formats)
        reader.read()
        columns += reader.columns
        strays += reader.strays
        typed += reader.typed
    sheets = tuple(_own_sheet(s, opened[s.name], formats, left.get(s.name, ())) for s in own)
    on_ours = {
        name: others
        for name, words in left.items()
        if name in record and (others := tuple(w for w in words if w not in _OURS_TOO))
    }
    for name in paths:
        if name not in {s.name for s in book.sheets}:
            on_ours[name] = ("ett diagramblad",)
        elif name in record and drawn[name] > charts.get(name, 0):
            on_ours[name] = (*on_ours.get(name, ()), "diagram")
    return Additions(tuple(columns), sheets, tuple(strays), tuple(typed), on_ours, not record)


class _Sheet:
    """One of our sheets, cell by cell against its record."""

    def __init__(
        self,
        sheet: RawSheet,
        opened: Any,
        written: Sequence[WrittenRow],
        alignments: Mapping[str, Alignment],
        formats: Formats,
    ) -> None:
        self._sheet, self._opened, self._formats, self._alignments = sheet, opened, formats, alignments
        self._rows = {row.number: row for row in written}
        self._known = alignments[sheet.name]
        self._cells: _Places = dict(opened._cells)
        self.columns: list[OwnColumn] = []
        self.strays: list[Stray] = []
        self.typed: list[TypedOver] = []

    def read(self) -> None:
        beside: dict[int, dict[RowKey | None, tuple[int, OwnCell]]] = defaultdict(dict)
        tables: dict[int, str] = {}
        for place in sorted(
            {*self._sheet.cells, *(p for p, c in self._cells.items() if c.value is not None)}
        ):
            cell, formula = self._sheet.cell(*place), _formula(self._cells.get(place))
            if cell.blank and not formula:
                continue
            row = self._rows.get(self._known.rows_back.get(place[0], 0))
            column = self._known.columns_back.get(place[1])
            if column is None and row is not None and row.table:
                beside[place[1]][row.key] = (
                    place[0],
                    own_cell(cell, formula, self._cells.get(place), self._formats),
                )
                tables[place[1]] = row.table
            elif row is None or column is None or column not in row.marks:
                self.strays.append(self._stray(place, _shown(cell, formula)))
            elif not is_ours(row.marks[column], cell, formula, self._sheet.name, self._alignments):
                name = row.key.row if row.key else ""
                entry = row.marks[column] == ENTRY
                self.typed.append(
                    TypedOver(self._sheet.name, address(*place), name, _shown(cell, formula), entry)
                )
        last = max(self._known.columns_back, default=0)
        widths = _widths(self._opened, max(beside, default=0))
        for position in sorted(beside):
            cells = {key: cell for key, (_, cell) in beside[position].items() if key is not None}
            header = beside[position].get(None)
            self.columns.append(
                OwnColumn(
                    self._sheet.name,
                    tables[position],
                    header[1] if header else None,
                    cells,
                    widths.get(position, 0.0),
                    position < last,
                )
            )
        for place, noted in self._cells.items():
            if getattr(noted, "comment", None) is not None:
                self.strays.append(self._stray(place, " ".join(noted.comment.text.split()), note=True))

    def _stray(self, place: tuple[int, int], text: str, *, note: bool = False) -> Stray:
        return Stray(self._sheet.name, address(*place), text, place, note)


def own_cell(cell: RawCell, formula: str, opened: Any, formats: Formats) -> OwnCell:
    return OwnCell(scalar(cell), formats.style(opened), formula)


def _formula(cell: Any) -> str:
    """The cell's formula, empty where it has none."""
    if cell is None or cell.data_type != "f":
        return ""
    text = getattr(cell.value, "text", cell.value)
    return text if isinstance(text, str) else "="


def _shown(cell: RawCell, formula: str) -> str:
    if formula:
        return formula
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number_text(float(value))
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    return " ".join(str(value).split())


def scalar(cell: RawCell) -> Scalar:
    """What Excel stores for the value: days are numbers since the end of 1899."""
    value = cell.value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value


# --- sheets that people added --------------------------------------------------------------------------------


def _own_sheet(sheet: RawSheet, opened: Any, formats: Formats, left: tuple[str, ...]) -> OwnSheet:
    cells = {}
    # The stored cells alone, as a cell at the far end would make the box around them 17 thousand million.
    for place, one in opened._cells.items():
        if one.value is not None or one.has_style:
            cells[place] = own_cell(sheet.cells.get(place, BLANK), _formula(one), one, formats)
    last = max((column for _, column in cells), default=0)
    heights = {number: float(d.height) for number, d in opened.row_dimensions.items() if d.height}
    frozen = coordinate_to_tuple(opened.freeze_panes) if opened.freeze_panes else None
    return OwnSheet(
        sheet.name,
        cells,
        _widths(opened, last),
        heights,
        sheet.hidden_rows,
        frozenset(c for c in sheet.hidden_columns if c <= last),
        sheet.merged,
        frozen,
        bool(opened.sheet_view.showGridLines is not False),
        opened.sheet_state != "visible",
        left,
    )


def _widths(opened: Any, last: int) -> dict[int, float]:
    """The widths that somebody has set, up to the last column that holds something."""
    widths: dict[int, float] = {}
    for dimension in opened.column_dimensions.values():
        first, end = dimension.min or 0, min(dimension.max or 0, last)
        if dimension.customWidth:
            widths |= dict.fromkeys(range(first, end + 1), float(dimension.width))
    return widths


# What stands on a sheet besides its cells, by what the file says of it.
_PARTS = {
    "chart": "diagram",
    "chartEx": "diagram",
    "image": "bilder",
    "pivotTable": "pivottabeller",
    "table": "tabeller",
    "comments": "anteckningar",
    "threadedComment": "kommentarstrådar",
    "hyperlink": "länkar",
    "oleObject": "inbäddade objekt",
    "ctrlProp": "knappar",
    "slicer": "utsnitt",
}
_MARKUP = {
    rb"<(?:\w+:)?f\b": "formler (deras värden har följt med)",
    rb"<(?:\w+:)?conditionalFormatting\b": "villkorsstyrd formatering",
    rb"<(?:\w+:)?dataValidation\b": "listrutor och andra regler för vad som får skrivas",
    rb"<(?:\w+:)?hyperlink\b": "länkar",
    rb"<(?:\w+:)?autoFilter\b": "filter",
    rb"<(?:\w+:)?sparkline\b": "miniatyrdiagram",
}
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)\b")
# What our own sheets have as xltool writes them; notes on them are named one by one.
_OURS_TOO = ("diagram", "tabeller", "anteckningar", "länkar", *_MARKUP.values())


def _left_on_sheets(data: bytes) -> tuple[dict[str, tuple[str, ...]], Counter[str]]:
    """By sheet the words for what stands on it that does not come along, and how many charts it has."""
    found: dict[str, tuple[str, ...]] = {}
    charts: Counter[str] = Counter()
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name, path in sheet_paths(package):
            words = [_PARTS[kind] for kind in _parts_of(package, path) if kind in _PARTS]
            charts[name] = words.count("diagram")
            markup = package.read(path)
            words += [word for pattern, word in _MARKUP.items() if re.search(pattern, markup)]
            if any(_SHAPE.search(package.read(p)) for p in _drawings(package, path)):
                words.append("textrutor och figurer")
            if words:
                found[name] = tuple(dict.fromkeys(words))
    return found, charts


_Related = tuple[str, str]


def _related(package: zipfile.ZipFile, path: str) -> list[_Related]:
    """The parts that a part points at, each with what it is."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return []
    found = []
    for relation in fromstring(package.read(relations)):
        target = relation.get("Target") or ""
        absolute = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found.append(((relation.get("Type") or "").rsplit("/", 1)[-1], absolute))
    return found


def _drawings(package: zipfile.ZipFile, path: str) -> Iterator[str]:
    names = set(package.namelist())
    yield from (target for kind, target in _related(package, path) if kind == "drawing" and target in names)


def _parts_of(package: zipfile.ZipFile, path: str) -> list[str]:
    kinds = [kind for kind, _ in _related(package, path)]
    for drawing in _drawings(package, path):
        kinds += [kind for kind, _ in _related(package, drawing)]
    return kinds
