"""A ledger crossed with the lines comes to the same from a sheet, a SIE file and text, and for a board's part of it."""

from __future__ import annotations

from tests.ledger_files.boards import told, workbook
from tests.ledger_files.test_one_ledger import LINES, Row, _csv, _sheet, _sie
from xltool.running.outcome import Choices, State
from xltool.running.pipeline import Work, work

ROWS: list[Row] = [
    ("3010", "4100", 1, -(10**8)),
    ("5010", "4100", 2, 10**8),
    ("5010", "0420", 2, 4711),
    ("6010", "0420", 3, 10**7),
    ("6010", "", 3, 99),
]
BUDGET: list[Row] = [("3010", "4100", 1, -(10**8)), ("5010", "", 2, 5000), ("6010", "0420", 9, 10**7)]


def crossed(board: bytes, ledger: tuple[bytes, str] | None) -> Work:
    choices = Choices(by=("Ansvar",), ledger_named=ledger is not None, files=True)
    worked = work(board, "b.xlsx", write=True, choices=choices, ledger=ledger)
    assert worked.state is State.OK, told(worked)
    return worked


def cells(worked: Work) -> list[list[object]]:
    assert worked.result is not None
    (one,) = worked.result.by
    assert one.crossed is not None
    shown = [c for c in one.crossed.columns if c not in one.crossed.hidden][:5]
    table, value = one.crossed, worked.result.model.value
    # The values are in their order, which of a number is another than of a text.
    rows: list[list[object]] = [
        [value(table.key, row.key, c) for c in shown if c not in row.blank] for row in table.rows
    ]
    return sorted(rows, key=str)


def test_every_way_to_write_a_ledger_gives_the_same_lines_and_as_many_workbooks() -> None:
    first = crossed(workbook(LINES, ledger=_sheet(ROWS, BUDGET)), None)
    assert sorted(one.value for one in first.answers) == ["(tomt)", "0420", "4100"]
    for ledger in (
        (_sie(ROWS, BUDGET, 3, "cp437", objects=True), "b.se"),
        (_sie(ROWS, BUDGET, 4, "utf-8", objects=True), "b.se"),
        (_csv(ROWS, BUDGET, ";", "cp1252", ","), "b.csv"),
    ):
        worked = crossed(workbook(LINES), ledger)
        assert cells(worked) == cells(first), ledger[0]
        assert len(worked.answers) == len(first.answers)


def test_a_part_of_the_ledger_has_its_own_value_alone() -> None:
    board = workbook(LINES, settings=[("Urval", "Ansvar 4100")])
    worked = crossed(board, (_sie(ROWS, BUDGET, 4, "utf-8", objects=True), "b.se"))
    assert [one.value for one in worked.answers] == ["4100"]
