"""The detail rows by a column, crossed with the lines: whose the amounts are, live, and coming to the same both ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.drawn import NOWHERE, drawn, read
from tests.recalculation import differences
from tests.sheets.test_ledger_page import bytes_of, engine
from xltool.result.build_result import build_result
from xltool.result.result import Result
from xltool.sheets.crossed import split

BOARD = """
    == Uppgifter ==
    Nämnd | N
    År    | 2023
    Enhet | kr
    == Driftredovisning ==
    Konto | Kontotext | Ansvar | Budget | Utfall
    3*    | Avgifter  |        |        |
    50*   | Löner     | 4100   |        |
    50*   | Löner     | 4200   |        |
    6*    | Drift     |        |        |
    7*    | Räntor    |        | 7      | 9
    == Underlag ==
    Konto | Ansvar | Projekt | Budget | Utfall
    3001  | 4100   | 'P1     | -90    | -95
    5010  | 4100   |         | 50     | 55
    5010  | 4200   | 'p1     | 30     | 20
    6110  | 4200   | 'P2     | 10     | 12
    6120  |        | 'P2     |        | 4
    7010  | 4100   |         | 7      | 9
"""


def result_of(drawing: str, *by: str) -> Result:
    board = read(drawing)
    assert not board.has_errors, [drawn(f) for f in board.findings]
    return build_result(board, NOWHERE, by=by)


def shown(result: Result, title: str) -> list[list[object]]:
    """The visible cells of the page's table, without the columns that follow from others by rules of their own."""
    page = next(page for page in result.pages if page.title == title)
    ((table,),) = page.stacks
    names = ("Konto", "Kontotext", "Budget 2023", "Utfall 2023", "Avvikelse")
    columns = [c for c in table.columns if table.header_of(c) in names]
    return [
        [
            result.model.value(table.key, row.key, c) if c in row.cells or c not in row.blank else None
            for c in columns
        ]
        for row in table.rows
    ]


def test_each_value_has_the_lines_with_rows_there_and_all_of_them_the_lines_of_driftredovisning() -> None:
    assert shown(result_of(BOARD, "Ansvar"), "Rader per Ansvar") == [
        [None, "4100", None, None, None],
        ["3*", "Avgifter", -90, -95, 5],
        ["50*", "Löner, 4100", 50, 55, -5],
        ["7*", "Räntor", 7, 9, -2],
        [None, "Summa 4100", -33, -31, -2],
        [None, "4200", None, None, None],
        ["50*", "Löner, 4200", 30, 20, 10],
        ["6*", "Drift", 10, 12, -2],
        [None, "Summa 4200", 40, 32, 8],
        [None, "(tomt)", None, None, None],
        ["6*", "Drift", 0, 4, -4],
        [None, "Summa (tomt)", 0, 4, -4],
        [None, "Alla", None, None, None],
        ["3*", "Avgifter", -90, -95, 5],
        ["50*", "Löner, 4100", 50, 55, -5],
        ["50*", "Löner, 4200", 30, 20, 10],
        ["6*", "Drift", 10, 16, -6],
        ["7*", "Räntor", 7, 9, -2],
        [None, "Summa", 7, 5, 2],
    ]


def test_several_columns_have_two_pages_each_and_a_name_in_other_letters_is_one() -> None:
    result = result_of(BOARD, "ansvar", "Projekt", "Ansvar")
    by = [page.title for page in result.pages if " per " in page.title and page.title != "Per ansvar"]
    assert by == ["Underlag per Ansvar", "Rader per Ansvar", "Underlag per Projekt", "Rader per Projekt"]
    names = [row[1] for row in shown(result, "Rader per Projekt")]
    assert names[:4] == ["P1", "Avgifter", "Löner, 4200", "Summa P1"]  # p1 is P1 to Excel


def test_every_stored_value_is_what_an_engine_computes(tmp_path: Path) -> None:
    data = bytes_of(result_of(BOARD, "Ansvar", "Projekt"))
    assert differences(data, engine(data, tmp_path)) == []


def test_a_detail_row_that_changes_moves_its_line_and_one_that_moves_elsewhere_is_seen(
    tmp_path: Path,
) -> None:
    excel = engine(bytes_of(result_of(BOARD, "Ansvar")), tmp_path)
    assert excel.value(("Rader per Ansvar", "D7")) == -95
    excel.type(("Underlag", "E6"), "-195")
    assert excel.value(("Rader per Ansvar", "D7")) == -195
    assert "✔" in excel.value(("Rader per Ansvar", "I1"))
    excel.type(("Underlag", "B6"), "4300")  # a value that has no block yet
    assert "✘" in excel.value(("Rader per Ansvar", "I1"))


INTERIM = """
    == Uppgifter ==
    Nämnd  | N
    År     | 2023
    Enhet  | kr
    Period | augusti
    == Driftredovisning ==
    Konto | Kontotext | Budget | Prognos
    3*    | Avgifter  |        | -95
    5*    | Löner     |        | 80
    == Underlag ==
    Konto | Ansvar | Period | Budget | Utfall
    3001  | 4100   | 202303 | -60    | -65
    3001  | 4100   | 202310 | -30    |
    5010  | 4100   | 202304 | 50     | 55
    5010  | 4200   | 202308 | 20     | 15
    5010  | 4200   | 202312 | 10     |
"""


def test_an_interim_report_compares_the_period(tmp_path: Path) -> None:
    result = result_of(INTERIM, "Ansvar")
    page = next(page for page in result.pages if page.title == "Rader per Ansvar")
    ((table,),) = page.stacks
    headers = [table.header_of(c) for c in table.columns if c not in table.hidden]
    assert headers[2:] == [
        "Budget 2023", "Periodens budget", "Periodens utfall", "Periodens avvikelse", "Avvikelse %", "Kommentar",
    ]  # fmt: skip
    row = next(row for row in table.rows if row.key == "sum:1")
    assert [result.model.value(table.key, row.key, c) for c in table.columns[2:6]] == [30, 20, 15, 5]
    data = bytes_of(result)
    assert differences(data, engine(data, tmp_path)) == []


_VALUES = st.sampled_from(
    ["4100", "'0120", "'Bygglov", "'4100 Bygglov", "'bygglov", "'50 %", "'=x", "", "'*"]
)
_ROWS = st.lists(
    st.tuples(st.sampled_from([3001, 5010, 6110, 6120]), _VALUES, st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(rows=_ROWS)
def test_whatever_the_values_are_the_sums_come_to_the_ledger_both_ways(
    rows: list[tuple[int, str, int, int]],
) -> None:
    head = BOARD.split("== Underlag ==")[0].replace("50*   | Löner     | 4200   |        |\n", "")
    head = head.replace("| 4100   ", "|        ").replace("7*    | Räntor    |        | 7      | 9\n", "")
    ledger = ["== Underlag ==", "Konto | Ansvar | Budget | Utfall"]
    rows = [*rows, *((account, "1", 1, 1) for account in (3001, 5010, 6110))]
    signs = [-1 if account == 3001 else 1 for account, *_ in rows]
    ledger += [
        f"{a} | {v} | {budget * sign} | {actual * sign}"
        for (a, v, budget, actual), sign in zip(rows, signs, strict=True)
    ]
    result = result_of(head + "\n".join(f"    {line}" for line in ledger) + "\n", "Ansvar")
    checks = result.model.tables["checks"]
    outcome = next(c for c in checks.columns if c.header == "Utfall")
    assert {result.model.value("checks", row.key, outcome) for row in checks.rows} == {"✔ Stämmer"}
    total = shown(result, "Rader per Ansvar")[-1]
    assert total[2:4] == [
        sum(budget * sign for (_, _, budget, _), sign in zip(rows, signs, strict=True)),
        sum(actual * sign for (*_, actual), sign in zip(rows, signs, strict=True)),
    ]


def test_too_many_parts_are_summed_alone_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "_MOST_LINES", 5)
    result = result_of(BOARD, "Ansvar")
    assert "Rader per Ansvar" not in [page.title for page in result.pages]
    assert "Underlag per Ansvar" in [page.title for page in result.pages]
    assert [f.code.code for f in result.findings if f.code.code == "XL162"] == ["XL162"]
