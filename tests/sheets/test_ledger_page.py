"""Underlag in the result: live sums over the detail rows, checks that see every row, and the way back in."""

from __future__ import annotations

import random
import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.drawn import NOWHERE, drawn, read
from tests.recalculation import Engine, differences, formulas
from tests.whole.test_files import opened
from xltool.core.usage import UsageError
from xltool.drawing.layout import plan
from xltool.drawing.writer import Properties, workbook_bytes
from xltool.intake.workbook_reader import read_workbook
from xltool.result.build_result import build_result
from xltool.result.figures import figures
from xltool.result.result import Result
from xltool.sheets.board_reading import read_board

LEDGER = """
    == Driftredovisning ==
    Konto          | Kontotext | Budget | Utfall
    3*             | Avgifter  | -10    |
    5010;5020-5029 | Löner     | 1      |
    51*;5A*        | Hyror     | 3      |
    7010           | Räntor    | 2      | 2
    == Underlag ==
    Konto | Ansvar | Datum      | Text     | Utfall
    3001  | 'N2    | 2023-01-31 | Avgift   | -9000
    5010  | 'N1    | 2023-02-28 | Lön, mån | 500
    '5010 |        | 2023-02-28 | =1+1 & < | 700.25
    5025  | '0120  |            | Lön      | 700
    5A10  | 'n1    | 2023-03-31 |          | 700
"""


def bytes_of(result: Result) -> bytes:
    pages = plan(result.pages, result.model, result.board.money)
    return workbook_bytes(pages, Properties("Underlag", "", "test", "", datetime(2024, 1, 1)))


def result_of(drawing: str, by: str = "") -> Result:
    board = read(drawing)
    assert not board.has_errors, [drawn(f) for f in board.findings]
    return build_result(board, NOWHERE, by=(by,) if by else ())


def engine(data: bytes, folder: Path) -> Engine:
    path = folder / "result.xlsx"
    path.write_bytes(data)
    return Engine(path)


def test_every_stored_value_is_what_an_engine_computes(tmp_path: Path) -> None:
    data = bytes_of(result_of(LEDGER, "ansvar"))
    assert differences(data, engine(data, tmp_path)) == []


def test_a_line_follows_its_detail_rows_and_the_control_sees_a_row_that_leaves(tmp_path: Path) -> None:
    data = bytes_of(result_of(LEDGER))
    excel = engine(data, tmp_path)
    assert excel.value(("Driftredovisning", "D8")) == 1.90025
    excel.type(("Underlag", "E7"), "1500")
    assert excel.value(("Driftredovisning", "D8")) == 2.90025
    assert "✔" in excel.value(("Underlag", "E1"))
    excel.type(("Underlag", "A7"), "9999")
    assert "✘" in excel.value(("Underlag", "E1"))


def test_an_amount_that_is_typed_over_a_sum_is_seen(tmp_path: Path) -> None:
    excel = engine(bytes_of(result_of(LEDGER)), tmp_path)
    excel.type(("Driftredovisning", "D8"), "5")
    assert "✘" in excel.value(("Underlag", "E1"))


def test_a_result_is_read_again_with_the_same_figures_and_stays_live() -> None:
    first = result_of(LEDGER, "Ansvar")
    data = bytes_of(first)
    book, _ = read_workbook(data, "resultat.xlsx")
    assert book is not None
    again = build_result(read_board(book), NOWHERE, by=("Ansvar",))
    assert figures(again.board, again).operating == figures(first.board, first).operating
    assert [drawn(f) for f in again.findings if f.code.code != "XL202"] == []
    assert formulas(bytes_of(again)).text == formulas(data).text


POSITIVE_LINES = (
    LEDGER.replace("-10 ", "10 ").replace("| 1      |", "| -1     |").replace("| 3      |", "| -3     |")
)
POSITIVE_LINES = POSITIVE_LINES.replace("| 2      | 2", "| -2     | -2")
SETTINGS = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nIntäkter anges som | positiva\n"


@pytest.mark.parametrize("turned", [False, True])
def test_a_result_of_positive_income_is_read_again_with_the_same_figures(turned: bool) -> None:
    """Whatever signs the lines have, the ledger has booking's, unless Uppgifter says otherwise."""
    said, drawing = SETTINGS, POSITIVE_LINES
    if turned:
        said += "Underlagets tecken | omvända\n"
        drawing = re.sub(
            r"(?<= )(-?)([\d.]+)$", lambda m: ("" if m[1] else "-") + m[2], drawing, flags=re.MULTILINE
        )
        drawing = drawing.replace("| -2     | 2", "| -2     | -2")
    first = result_of(said + drawing.replace("\n    ", "\n"))
    book, _ = read_workbook(bytes_of(first), "resultat.xlsx")
    assert book is not None
    again = build_result(read_board(book), NOWHERE)
    assert figures(again.board, again).operating == figures(first.board, first).operating
    shown = figures(first.board, first).operating
    assert shown is not None
    assert [line.actual for line in shown.lines] == [
        -9,
        1.90025,
        0.7,
        2,
    ]
    assert formulas(bytes_of(again)).text == formulas(bytes_of(first)).text


def test_the_detail_rows_stand_in_the_result_as_they_were() -> None:
    sheet = opened(bytes_of(result_of(LEDGER)))["Underlag"]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=5, max_row=10)]
    assert rows[0] == ["Konto", "Ansvar", "Datum", "Text", "Utfall"]
    assert rows[1] == [3001, "N2", datetime(2023, 1, 31), "Avgift", -9000]
    assert rows[3] == [5010, None, datetime(2023, 2, 28), "=1+1 & <", 700.25]
    assert rows[4] == [5025, "0120", None, "Lön", 700]
    assert rows[5] == ["5A10", "n1", datetime(2023, 3, 31), None, 700]
    assert sheet.auto_filter.ref == "A5:E10"


def test_sums_by_a_column_have_a_sheet_of_their_own() -> None:
    data = bytes_of(result_of(LEDGER, "ANSVAR"))
    shown = [
        [c.value for c in row][:3]
        for row in opened(data)["Underlag per Ansvar"].iter_rows(min_row=5, max_row=10)
    ]
    assert [row[0] for row in shown] == ["Ansvar", "0120", "N1", "N2", "(tomt)", "Summa"]
    values = formulas(data).values
    assert [values["Underlag per Ansvar", f"C{r}"] for r in range(6, 11)] == pytest.approx(
        [0.7, 1.2, -9, 0.70025, -6.39975]
    )
    assert [values["Underlag per Ansvar", f"B{r}"] for r in range(6, 11)] == [1, 2, 1, 1, 5]


@pytest.mark.parametrize("drawing", [LEDGER, "Kontotext | Typ | Budget | Utfall\nA | Kostnad | 1 | 1"])
def test_a_column_that_is_not_there_is_told(drawing: str) -> None:
    with pytest.raises(UsageError, match="Avdelning"):
        result_of(drawing, "Avdelning")


ACCOUNTS = ["5010", "5011", "5019", "5020", "501", "50101", "5A1", "0510"]
PATTERNS = ["5010", "5011;5019", "5011-5019", "50*", "501", "50101", "5A*", "0510", "05*", "5A1", "502*"]


@settings(
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.randoms(use_true_random=False))
def test_any_lines_over_any_ledger_have_each_row_once_or_an_error(
    tmp_path: Path, dice: random.Random
) -> None:
    patterns = dice.sample(PATTERNS, dice.randint(1, 5))
    rows = [(dice.choice(ACCOUNTS), dice.randint(-(10**7), 10**7) / 100) for _ in range(dice.randint(1, 12))]
    lines = "\n".join(f"'{p} | Rad {i} | Kostnad | 1 |" for i, p in enumerate(patterns))
    body = "\n".join(f"{dice.choice(chr(39) + ' ')}{a} | {x}" for a, x in rows)
    # Costs that are mostly credit are asked about unless somebody says that they are booked so.
    said = "== Uppgifter ==\nNämnd | N\nÅr | 2023\nUnderlagets tecken | bokföringens\n"
    drawing = f"{said}== Driftredovisning ==\nKonto | Kontotext | Typ | Budget | Utfall\n{lines}\n== Underlag ==\nKonto | Utfall\n{body}"
    board = read(drawing)
    told = {f.code.code for f in board.findings}
    taken = [sum(_named(p, a) for p in patterns) for a, _ in rows]
    # 0510 drawn without its apostrophe is the number 510.
    if any(a == "0510" for a, _ in rows):
        return
    assert ("XL416" in told) == (0 in taken)
    assert ("XL417" in told) == (max(taken) > 1)
    if board.has_errors:
        return
    result = build_result(board, NOWHERE)
    operating = figures(board, result).operating
    assert operating is not None
    assert operating.net.actual == pytest.approx(sum(x for _, x in rows) / 1000, abs=1e-6)
    data = bytes_of(result)
    assert differences(data, engine(data, tmp_path)) == []


def _named(pattern: str, account: str) -> bool:
    """The rule by the letter, without intervals."""
    for part in pattern.split(";"):
        low, _, high = part.partition("-")
        if part.endswith("*") and account.startswith(part[:-1]):
            return True
        if account == part or (high and account.isdigit() and int(low) <= int(account) <= int(high)):
            return True
    return False
