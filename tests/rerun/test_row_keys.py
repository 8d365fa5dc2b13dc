"""The walk over a board's rows and the tables of its result tell of the same rows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.boards import WORKBOOKS
from tests.examples import seed
from tests.rerun.test_keep import run
from xltool.core.row_key import RowKey
from xltool.core.tables import Table
from xltool.rerun.entries import entries, rows
from xltool.rerun.row_keys import row_keys
from xltool.result.result import Result
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.settings.settings_rows import SETTINGS
from xltool.sheets.template_rows import FilledRow, Filling

_TABLES = ("settings", "operating", "investments", "goals", "shares", "text")


def result_of(filling: Filling) -> Result:
    found = run(filling).result
    assert found is not None
    return found


def named(table: Table, keys: Mapping[str, RowKey]) -> dict[str, str]:
    """The rows whose name stands in none of their cells, with what they are known by."""
    words = {row.key: {str(cell.content) for cell in row.cells.values()} for row in table.rows}
    return {row: key.row for row, key in keys.items() if key.row.rpartition(" / ")[2] not in words[row]}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_row_of_a_table_is_known_and_nothing_else(name: str) -> None:
    result = result_of(WORKBOOKS[name])
    keys = row_keys(result.board)
    for table in (t for t in result.tables if t.key in _TABLES):
        assert list(keys[table.key]) == [row.key for row in table.rows]
        assert named(table, keys[table.key]) == {}
        assert len(set(keys[table.key].values())) == len(table.rows)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_entry_stands_on_a_row_of_its_table(name: str) -> None:
    board = result_of(WORKBOOKS[name]).board
    known = {key for of_table in row_keys(board).values() for key in of_table.values()}
    of_rows = {place.key for place in entries(board)} - {RowKey(SETTINGS.title)}
    assert of_rows
    assert of_rows <= known


def test_rows_of_one_name_are_numbered_in_their_order() -> None:
    """Also where an indicator without a goal is called as a goal is."""
    twice: FilledRow = {operating.NAME: "Resor", operating.BUDGET: 1.0, operating.ACTUAL: 1.0}
    goal, indicator = str(seed().goals[0][goals.GOAL]), seed().goals[-1]
    filling = Filling(
        2023, {"board": "IT-nämnden"}, cost=[twice, twice], income=[{operating.NAME: "Avgift", operating.BUDGET: -5.0, operating.ACTUAL: -5.0}],
        goals=[seed().goals[0], {**indicator, goals.GOAL: "–", goals.INDICATOR: goal}],
    )  # fmt: skip
    of_board = [(key, row.key) for key, row in rows(result_of(filling).board)]
    assert [key.number for key, row in of_board if row in ("cost:0", "cost:1")] == [1, 2]
    assert [(key.row, key.number) for key, row in of_board if row in ("goal:0", "other:0")] == [
        (goal, 1),
        (goal, 2),
    ]
