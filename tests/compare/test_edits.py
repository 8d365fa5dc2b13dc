"""Whatever is edited in a workbook, `xltool diff` tells exactly that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from msgspec.structs import replace

from tests.compare.test_differences import DRIFT, plainly_summed
from tests.examples import seed
from tests.random_boards import random_filling
from xltool.compare.changes import Differences
from xltool.compare.compared_workbook import ComparedWorkbook
from xltool.compare.computed_anew import compared
from xltool.compare.differences import differences
from xltool.core.columns import Input
from xltool.core.scalars import Scalar
from xltool.intake.workbook_reader import read_workbook
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.template_rows import FilledRow, Filling

# --- whatever is edited ---------------------------------------------------------------------------------------------


def version(filling: Filling) -> ComparedWorkbook:
    book, _ = read_workbook(template_bytes(filling), "b.xlsx")
    assert book is not None
    return compared(book, {}, None, {})


@pytest.mark.parametrize("number", range(12))
def test_a_workbook_does_not_differ_from_itself(number: int) -> None:
    found = differences(version(random_filling(number)), version(random_filling(number)))
    assert (found.any, found.complete, found.sheets) == (False, True, ())


Edited = tuple[str, str, str]  # sheet, row, column

_BASE = plainly_summed(seed())
# Not so far below zero that all costs together are: whether those are income is asked then, and nothing compared.
_AMOUNTS = st.decimals(min_value=-3000, max_value=99999, places=2).map(float)
_WORDS = st.text("abcåäö ,.", min_size=1, max_size=30).map(str.strip).filter(bool)
_SHEETS: dict[str, tuple[Sequence[FilledRow], Input, dict[Input, st.SearchStrategy[Any]]]] = {
    DRIFT: (
        _BASE.cost,
        operating.NAME,
        {operating.BUDGET: _AMOUNTS, operating.ACTUAL: _AMOUNTS, operating.COMMENT: _WORDS},
    ),
    "Måluppfyllelse": (_BASE.goals, goals.INDICATOR, {goals.RESULT: _AMOUNTS, goals.COMMENT: _WORDS}),
    "Fördelning": (
        _BASE.members,
        shares.NAME,
        {shares.POPULATION: st.integers(1, 99999).map(float)},
    ),
}


@st.composite
def _edit(draw: st.DrawFn) -> tuple[str, int, str, Scalar]:
    sheet = draw(st.sampled_from(list(_SHEETS)))
    rows, _, columns = _SHEETS[sheet]
    header = draw(st.sampled_from([column.header for column in columns]))
    value = draw(next(values for column, values in columns.items() if column.header == header))
    return sheet, draw(st.integers(0, len(rows) - 1)), header, value


def _edited_seed(edits: list[tuple[str, int, str, Scalar]]) -> tuple[Filling, dict[Edited, Scalar]]:
    """The seed after the edits, and the cells that are not what they were."""
    rows = {sheet: [dict(row) for row in old] for sheet, (old, _, _) in _SHEETS.items()}
    new: dict[Edited, Scalar] = {}
    for sheet, index, header, value in edits:
        old, name, columns = _SHEETS[sheet]
        column = next(c for c in columns if c.header == header)
        rows[sheet][index][column] = value
        place = (sheet, _row_name(old, index, name), header)
        new[place] = value
        if value == old[index].get(column):
            del new[place]
    changed = {"cost": rows[DRIFT], "goals": rows["Måluppfyllelse"], "members": rows["Fördelning"]}
    return replace(_BASE, **changed), new  # each part gets its own rows


def _row_name(rows: Sequence[FilledRow], index: int, name: Input) -> str:
    own = str(rows[index][name])
    if name is not goals.INDICATOR:
        return own
    goal = next(str(rows[i][goals.GOAL]) for i in range(index, -1, -1) if rows[i].get(goals.GOAL))
    return own if goal == "–" else f"{goal} / {own}"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_edit(), max_size=6))
def test_exactly_what_was_edited_is_told_and_the_mirror_tells_the_same(
    edits: list[tuple[str, int, str, Scalar]],
) -> None:
    filling, new = _edited_seed(edits)
    a, b = version(_BASE), version(filling)
    found = differences(a, b)
    assert found.complete
    listed = {
        (sheet.sheet, row.name, change.column): _as_filled(change.b.content, change.quantity.unit)
        for sheet in found.sheets
        for row in sheet.rows
        for change in row.changes
        if not change.computed
    }
    assert _rounded(listed) == _rounded(new)
    assert _told(found) == {(s, y, x, c, w, v, k) for s, x, y, c, v, w, k in _told(differences(b, a))}


def _as_filled(value: Scalar, unit: str) -> Scalar:
    return value * 100 if unit == "%" and isinstance(value, float) else value


def _rounded(cells: dict[Edited, Scalar]) -> dict[Edited, Scalar]:
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in cells.items()}


def _told(found: Differences) -> set[tuple[Scalar, ...]]:
    return {
        (sheet.sheet, row.a, row.b, change.column, change.a.content, change.b.content, change.computed)
        for sheet in found.sheets
        for row in sheet.rows
        for change in row.changes
    }
