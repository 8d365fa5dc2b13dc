"""`xltool template --ledger`: from the ledger to the first workbook, and from both to a result."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger_files.boards import SYN
from xltool.intake.preflight import Door, inspect
from xltool.running.pipeline import Work, work
from xltool.running.template_of_ledger import LedgerTemplate, template_of_ledger
from xltool.running.write_template import write_ledger_template, write_template
from xltool.sheets.operating import operating_columns as operating

YEAR, AUGUST = "s1-typ2-helar.se", "s5-typ2-jan-aug.se"


def proposed(name: str) -> LedgerTemplate:
    file = inspect((SYN / name).read_bytes(), name, Door.LEDGER)
    made = template_of_ledger(file, year=None, period=None, is_interim=False, rows={}, today=2030)
    assert not made.problem
    return made


def result(made: LedgerTemplate, name: str) -> Work:
    done = work(made.data, "b.xlsx", write=True, ledger=((SYN / name).read_bytes(), name))
    assert done.data is not None, [f.message for f in done.findings if f.is_error]
    return done


def facit() -> list[dict[str, str]]:
    head, *rows = (SYN / "facit.csv").read_text(encoding="utf-8-sig").splitlines()
    return [dict(zip(head.split(";"), row.split(";"), strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("name", "actual", "period"), [(YEAR, "utfall_helar_kr", None), (AUGUST, "utfall_jan_aug_kr", 8)]
)
def test_the_proposal_gives_every_account_of_the_ledger(name: str, actual: str, period: int | None) -> None:
    made = proposed(name)
    assert (made.year, made.period) == (2023, period)
    board = result(made, name).board
    assert board is not None
    assert board.operating is not None
    lines = [line for block in board.operating.blocks.values() for line in block.lines]
    sums: dict[str, float] = {}
    for line in lines:
        for column, amount in line.amounts.items():
            sums[column.header] = sums.get(column.header, 0.0) + amount
    rows = [row for row in facit() if row["konto"].isdigit()]
    assert sums["Budget"] == pytest.approx(sum(float(row["budget_helar_kr"]) for row in rows))
    booked = sums["Periodens utfall" if period else "Utfall"]
    assert booked == pytest.approx(sum(float(row[actual]) for row in rows))
    assert sums["Utfall föregående år"] == pytest.approx(sum(float(row["utfall_fjol_kr"]) for row in rows))


def test_what_belongs_to_no_group_has_a_line_of_its_own() -> None:
    board = result(proposed(YEAR), YEAR).board
    assert board is not None
    assert board.operating is not None
    names = {line.account: line.name for block in board.operating.blocks.values() for line in block.lines}
    assert names["3900"] == "Övriga avgifter och ersättningar"
    assert names["5*"] == "Personal"


def test_a_part_of_a_host_s_text_file_with_an_account_that_is_named_as_a_total() -> None:
    text = (
        "Konto;Kontonamn;Datum;Ansvar;Utfall;Budget\n3010;Avgifter;2024-02-03;10;-500;-600\n"
        "7010;Resor;2024-12-03;10;300;400\n8999;Årets resultat;2024-05-03;10;5;0\n5010;Lön;2024-08-03;20;900;1000\n"
    ).encode()
    file = inspect(text, "bok.csv", Door.LEDGER)
    rows = {"Urval": "Ansvar 10", "Nämnd": "Kulturnämnden"}
    made = template_of_ledger(file, year=None, period=None, is_interim=False, rows=rows, today=2030)
    assert made.year == 2024, made.problem
    done = work(made.data, "b.xlsx", write=True, ledger=(text, "bok.csv"))
    assert done.data is not None, [f.message for f in done.findings if f.is_error]
    assert done.board is not None
    assert done.board.operating is not None
    lines = [line for block in done.board.operating.blocks.values() for line in block.lines]
    assert [line.name for line in lines] == [
        "Försäljning",
        "Resor och transporter",
        "Konto 8999 Årets resultat",
    ]


def test_from_the_ledger_in_august_to_the_year_end(tmp_path: Path) -> None:
    august, december = tmp_path / "budget.xlsx", tmp_path / "slut.xlsx"
    write_ledger_template(august, SYN / AUGUST, None, None, is_interim=False, rows={})
    write_template(december, None, august, ledger=SYN / AUGUST, period=12)
    board = work(
        december.read_bytes(), "slut.xlsx", write=True, ledger=((SYN / YEAR).read_bytes(), YEAR)
    ).board
    assert board is not None
    assert not board.has_errors, [f.message for f in board.findings if f.is_error]
    assert board.operating is not None
    total = sum(
        line.amounts[operating.ACTUAL] for block in board.operating.blocks.values() for line in block.lines
    )
    assert total == pytest.approx(1_732_704)
