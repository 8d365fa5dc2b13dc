"""What an attacker once broke, and must not break again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.drawn import computed, read
from tests.examples import WORKBOOKS
from xltool.core.cells import RawBook, RawCell, RawSheet
from xltool.running.batch import exit_code, run
from xltool.running.outcome import Options, State
from xltool.sheets.board_reading import read_board
from xltool.sheets.operating.operating_columns import BUDGET

EXAMPLE = WORKBOOKS / "exempel" / "sydnarke-2023.xlsx"
LINES = "== Driftredovisning ==\nKontotext | Typ | Budget | Utfall\nLöner | Kostnad | {} | {}\n"


def test_three_hundred_members_are_listed() -> None:
    members = "\n".join(f"K{i} | {100 + i}" for i in range(300))
    data = computed(LINES.format(0, 5000) + f"== Medlemmar ==\nKommun | Invånare\n{members}")
    assert sum(m["amount"] for m in data["shares"]["members"]) == 5000


@pytest.mark.parametrize("amount", ["1" + "0" * zeros for zeros in (20, 23, 28)])
def test_an_absurd_amount_is_no_crash(amount: str) -> None:
    assert "XL433" in {f.code.code for f in read(LINES.format(amount, 1)).findings}  # no board has so much


def test_a_currency_in_the_format_does_not_scale_the_amount() -> None:
    cells = {
        (1, column): RawCell(text)
        for column, text in enumerate(("Kontotext", "Typ", "Budget", "Utfall"), start=1)
    }
    cells |= {(2, 1): RawCell("Löner"), (2, 2): RawCell("Kostnad"), (2, 4): RawCell(600.0)}
    cells[2, 3] = RawCell(700.0, '#,##0\\ "kr"')
    board = read_board(RawBook((RawSheet("Driftredovisning", cells),)))
    assert board.operating is not None
    (block,) = board.operating.blocks.values()
    assert block.lines[0].amounts[BUDGET] == 700


def test_two_inputs_never_share_a_result(tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "b.xlsx", tmp_path / "c" / "b.xlsx"]
    for path in paths:
        path.parent.mkdir()
        shutil.copy(EXAMPLE, path)
    outcomes = list(run(paths, write=True, options=Options(tmp_path / "ut")))
    assert [o.state for o in outcomes] == [State.OK, State.UNREADABLE]
    assert f"Det är gjort av {paths[0]}." in outcomes[1].findings[0].message
    assert exit_code(outcomes, strict=False) == 3


def test_of_two_formats_the_one_that_is_read_fully_has_the_result(tmp_path: Path) -> None:
    older, newer = tmp_path / "b.ods", tmp_path / "b.xlsx"
    older.write_bytes(b"")
    shutil.copy(EXAMPLE, newer)
    outcomes = list(run([older, newer], write=True))
    assert [o.state for o in outcomes] == [State.UNREADABLE, State.OK]
    assert outcomes[0].findings[0].message == (
        "b.ods och b.xlsx skulle båda få resultatet b-resultat.xlsx. Det är gjort av b.xlsx."
    )


def test_a_comment_keeps_its_dashes_and_lines() -> None:
    cells = {
        (1, c): RawCell(t)
        for c, t in enumerate(("Kontotext", "Typ", "Budget", "Utfall", "Kommentar"), start=1)
    }
    row: tuple[str | float, ...] = ("Löner", "Kostnad", 1.0, 2.0, "−5 % och 3–4\nrad två")
    cells |= {(2, c): RawCell(value) for c, value in enumerate(row, start=1)}
    board = read_board(RawBook((RawSheet("Driftredovisning", cells),)))
    assert board.operating is not None
    (block,) = board.operating.blocks.values()
    assert block.lines[0].comment == "−5 % och 3–4\nrad två"
