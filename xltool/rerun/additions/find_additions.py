"""What people added to a result, found by what xltool remembers to have written there.

openpyxl opens the result, for formulas and formats, only where somebody has worked in it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from msgspec.structs import replace
from openpyxl.utils.cell import coordinate_to_tuple

from xltool.core.cells import BLANK, RawBook, RawSheet
from xltool.intake.long_reader import by_place
from xltool.intake.zip_entries import Package
from xltool.rerun.additions.cell_content import formula_of, user_cell, widths_of
from xltool.rerun.additions.cell_formats import Formats
from xltool.rerun.additions.opened_workbook import with_formulas
from xltool.rerun.additions.recorded_sheet import RecordedSheet
from xltool.rerun.additions.sheet_parts import stands_on
from xltool.rerun.alignment import Alignment, aligned, known_again
from xltool.rerun.fingerprints import Record, Written
from xltool.rerun.generated_cells import Generated
from xltool.rerun.user_content import Additions, UserSheet


def additions_in(
    package: Package,
    paths: Mapping[str, str],
    book: RawBook,
    generated: Generated,
    written: Written,
    known: Container[str],
) -> Additions:
    """What people added to the result in the package, whose sheets are at the `paths` and hold `book`. `generated` is what in
    it is not theirs, `written` what xltool wrote; `known` are the names of the sheets that are no additions."""
    record = written.rows
    found = {name: stands_on(package, path) for name, path in paths.items()}
    long = {s.name for s in book.sheets if s.long is not None and s.name in record}
    opened, whole = with_formulas(package, {paths[name] for name in long})
    formats = Formats(whole.loaded_theme)
    generated = replace(generated, alignments=_by_formulas(book, opened, generated, record))
    ours = [
        RecordedSheet(s, opened[s.name], record[s.name], generated, formats)
        for s in book.sheets
        if s.name in record
    ]
    left: dict[str, tuple[str, ...]] = {}
    for sheet in ours:
        sheet.read()
        parts, footer = written.parts.get(sheet.name, {}), written.colours.footer
        more = found[sheet.name].more_than(parts, footer, notes_are_told=sheet.name not in long)
        left[sheet.name] = (*more, *sheet.coloured(written.colours))
    left |= dict.fromkeys(paths.keys() - {s.name for s in book.sheets}, ("ett diagramblad",))
    theirs = (_cell_by_cell(s) for s in book.sheets if s.name not in known)
    return Additions(
        tuple(column for sheet in ours for column in sheet.columns),
        tuple(_user_sheet(s, opened[s.name], formats, found[s.name].words) for s in theirs),
        tuple(stray for sheet in ours for stray in sheet.strays),
        tuple(typed for sheet in ours for typed in sheet.typed),
        {name: words for name, words in left.items() if words},
        tuple(name for name in whole.defined_names if name not in written.names) if record else (),
        memory_gone=not record,
    )


def _by_formulas(
    book: RawBook, opened: Mapping[str, Any], generated: Generated, record: Record
) -> Mapping[str, Alignment]:
    """The alignments with rows of formulas alone in their place too."""
    found = dict(generated.alignments)
    for sheet in book.sheets:
        if sheet.name in record and sheet.long is None:
            cells = opened[sheet.name]._cells
            formulas = {place: text for place, cell in cells.items() if (text := formula_of(cell))}
            rows = record[sheet.name]
            known = known_again(rows, formulas, sheet.name, generated.alignments)
            found[sheet.name] = aligned(rows, sheet, formulas.keys(), known)
    return found


# --- sheets that people added --------------------------------------------------------------------------------


def _cell_by_cell(sheet: RawSheet) -> RawSheet:
    """The sheet as any other, where its name is one of those that are read in bulk."""
    return sheet if sheet.long is None else replace(sheet, cells=by_place(sheet.long), long=None)


def _user_sheet(sheet: RawSheet, opened: Any, formats: Formats, left: tuple[str, ...]) -> UserSheet:
    cells = {}
    # The stored cells alone, as a cell at the far end would make the box around them 17 thousand million.
    for place, one in opened._cells.items():
        if one.value is not None or one.has_style:
            cells[place] = user_cell(sheet.cells.get(place, BLANK), formula_of(one), one, formats)
    last = max((column for _, column in cells), default=0)
    heights = {number: float(d.height) for number, d in opened.row_dimensions.items() if d.height}
    frozen = coordinate_to_tuple(opened.freeze_panes) if opened.freeze_panes else None
    return UserSheet(
        sheet.name,
        cells,
        widths_of(opened, last),
        heights,
        sheet.hidden_rows,
        frozenset(c for c in sheet.hidden_columns if c <= last),
        sheet.merged,
        frozen,
        bool(opened.sheet_view.showGridLines is not False),
        opened.sheet_state != "visible",
        left,
    )
