"""Which column people fill in is ours: by the formulas that read it, which follow it wherever it is moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xltool.core.cells import RawSheet, column_number
from xltool.rerun.fingerprints import FORMULA, WrittenRow, plain, print_of
from xltool.rerun.moved_formulas import REFERENCE, End, as_written

_Places = Mapping[int, int]


def read_at(
    written: Sequence[WrittenRow], sheet: RawSheet, rows: _Places, columns: _Places, column: int
) -> int:
    """Where the column stands that xltool's formulas read as `column`; 0 where none of them tells. `rows` and `columns`
    are where the others stand now."""
    back = {new: old for old, new in rows.items()}
    others = {new: old for old, new in columns.items() if old != column}
    for row, mark_column, letters in _formulas(written, rows):
        formula = sheet.cell(row, columns.get(mark_column, 0)).formula
        unknown = _columns_read(formula, sheet.name) - others.keys() if formula else set()
        if len(unknown) != 1:
            continue
        (at,) = unknown
        known = {**others, at: column}

        def moved(of: str, row: int, of_column: int, _fixed: bool, _end: End) -> tuple[int, int] | None:
            if of != sheet.name:
                return row, of_column
            was, found = back.get(row), known.get(of_column)  # noqa: B023  # asked at once
            return (was, found) if was and found else None

        if print_of(plain(f"={as_written(formula or '', sheet.name, moved)}")) == letters:
            return at
    return 0


def _formulas(written: Sequence[WrittenRow], rows: _Places) -> Iterator[tuple[int, int, str]]:
    """The row where each formula of a named row stands now, the column that it was written in, and its letters."""
    for row in written:
        if row.key is not None and row.number in rows:
            for column, mark in row.marks.items():
                if mark.startswith(FORMULA):
                    yield rows[row.number], column, mark[1:]


def _columns_read(formula: str, sheet: str) -> set[int]:
    """The columns of its own sheet that a formula reads."""
    found = [m for m in REFERENCE.finditer(formula) if (m[1] or sheet).strip("'").replace("''", "'") == sheet]
    return {column_number(m[at]) for m in found for at in (3, 7) if m[at]}
