"""Every formula of a block has one form down its column: filled down, copied or sorted, it still says the same. Where it has not,
there is a reason. The form is the formula with its references as steps from its own cell, as R1C1 shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from openpyxl.utils import column_index_from_string

from tests.boards import WORKBOOKS
from tests.groups import board_of_groups
from tests.sheets.test_budget_book import FILLED
from tests.sheets.test_earlier_years import FIVE
from tests.sheets.test_interim import drawing as interim
from tests.sheets.test_interim_projects import _BOARD as PERIOD, _PROJECTS as PROJECTS
from tests.sheets.test_invoices import _MIXED as MIXED, PAID, drawing as invoices
from tests.sheets.test_ledger_page import LEDGER
from tests.sheets.test_net_lines import ADDED, GRANT, MEMBERS, PLAIN, STATED, workbook
from xltool.core.tables import Role
from xltool.drawing.layout import plan
from xltool.running.other_workbooks import template_bytes
from xltool.running.pipeline import work

_LEDGER = "== Uppgifter ==\nNämnd | N\nÅr | 2023\n" + "\n".join(map(str.strip, LEDGER.strip().splitlines()))
_DRAWN = {
    "groups": board_of_groups(),
    "budget": FILLED,
    "years": FIVE,
    "interim": interim() + PROJECTS,
    "period": PERIOD + PROJECTS,
    "invoices": invoices(MIXED, PAID),
    "ledger": f"{_LEDGER}\n{MEMBERS}",
    "plain": PLAIN,
    "stated": STATED + MEMBERS,
    "added": ADDED,
    "grant": GRANT,
}
# By the table: why the formulas of its rows differ. What is not named here has one form.
_ANOTHER_ROW = "each row fetches a row of another sheet, and stays with that when its own are sorted"
_OF_ITS_OWN = "each row is a figure, a check or a sentence of its own"
REASONS = {
    "key_figures": _OF_ITS_OWN,
    "basis": _OF_ITS_OWN,
    "fee": _OF_ITS_OWN,
    "checks": _OF_ITS_OWN,
    "questions": _OF_ITS_OWN,
    "text": _OF_ITS_OWN,
    "worst": "each row is of another place",
    "best": "each row is of another place",
    "states": "each row is of another state",
    "by year": "each row is of another year",
    "years": _ANOTHER_ROW,
    "groups": _ANOTHER_ROW,
    "goals_overview": _ANOTHER_ROW,
    "shares_overview": _ANOTHER_ROW,
    "invoices": _ANOTHER_ROW,
}
# The sums of a ledger are of the accounts that each line names.
BY_ACCOUNT = {("operating", "Utfall 2023"), ("operating", "Detaljrader")}
WORKED_IN = ("operating", "investments", "goals", "shares")
_REFERENCE = re.compile(r'"[^"]*"|(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])')


class Column(NamedTuple):
    """The formulas of a block's lines below each other, by their forms."""

    table: str
    header: str
    forms: tuple[str, ...]


def form(formula: str, row: int, column: int) -> str:
    """The formula of a cell, whose row and column are counted from 1, with its references as R1C1 writes them."""

    def stepped(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[0]  # a text
        down, right = int(found[4]), column_index_from_string(found[2])
        return (f"R{down}" if found[3] else f"R[{down - row}]") + (
            f"C{right}" if found[1] else f"C[{right - column}]"
        )

    return _REFERENCE.sub(stepped, formula)


def columns(name: str) -> Iterator[Column]:
    data = template_bytes(WORKBOOKS[name]) if name in WORKBOOKS else workbook(_DRAWN[name])
    result = work(data, "a.xlsx", write=False).result
    assert result is not None, name
    sheets = {s.name: s for s in plan(result.pages, result.model, result.board.money)}
    for page in result.pages:
        sheet = sheets[page.title]
        formulas = {(c.row, c.column): c.formula for c in sheet.cells if c.formula}
        for table in (t for stack in page.stacks for t in stack if t.rows):
            rows = sheet.tables[table.key].rows
            width = len(table.columns)
            last = sheet.tables[table.key].last_column
            for block in _blocks([(rows[r.key], r.role) for r in table.rows]):
                for position, column in enumerate(table.columns, last - width + 1):
                    forms = {
                        form(found, row + 1, position + 1)
                        for row in block
                        if (found := formulas.get((row, position)))
                    }
                    yield Column(table.key, table.header_of(column), tuple(sorted(forms)))


def _blocks(rows: list[tuple[int, Role]]) -> Iterator[list[int]]:
    """Lines that stand directly below each other."""
    block: list[int] = []
    for row, role in rows:
        if role is Role.LINE:
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


@pytest.fixture(scope="module")
def found() -> dict[str, list[Column]]:
    return {name: [*columns(name)] for name in (*WORKBOOKS, *_DRAWN)}


def test_a_column_of_a_block_has_one_form(found: dict[str, list[Column]]) -> None:
    several = [c for of_one in found.values() for c in of_one if len(c.forms) > 1 and c.table not in REASONS]
    assert [c for c in several if (c.table, c.header) not in BY_ACCOUNT] == []
    assert {(c.table, c.header) for c in several} == BY_ACCOUNT, "no reason without a column"


def test_every_reason_has_a_column(found: dict[str, list[Column]]) -> None:
    assert {c.table for of_one in found.values() for c in of_one if len(c.forms) > 1} - {"operating"} == {
        *REASONS
    }


def test_what_people_work_in_was_seen(found: dict[str, list[Column]]) -> None:
    of_one_form = {c.table for of_one in found.values() for c in of_one if len(c.forms) == 1}
    assert {*WORKED_IN} <= of_one_form


def test_a_form_is_in_steps_from_the_cell() -> None:
    assert form('=IF($A$1>B7,"A1",SUM(C$2:$D8))', 7, 3) == '=IF(R1C1>R[0]C[-1],"A1",SUM(R2C[0]:R[1]C4))'
    assert form("=A1", 1, 1) != form("=A1", 2, 1)
