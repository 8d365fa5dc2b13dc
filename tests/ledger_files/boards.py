"""A board's workbook, and what becomes of it beside a ledger's file."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from xltool.running.outcome import Choices, ResultPlace
from xltool.running.pipeline import Work, work

SYN = Path(__file__).with_name("syn")
ABOUT = (("Nämnd", "IT-nämnden"), ("År", 2023), ("Enhet", "kr"))
HEAD = ("Konto", "Kontotext", "Utfall 2022", "Budget", "Utfall")
# Every account of operation is on one of the lines.
LINES = (
    HEAD,
    ("3*", "Intäkter"),
    ("4*;5*", "Personal"),
    ("6*", "Drift"),
    ("7*;8*", "Tjänster och kapital"),
)
INTERIM = (
    ("Konto", "Kontotext", "Budget", "Prognos"),
    ("3*", "Intäkter", None, -1),
    ("4*;5*;6*;7*;8*", "Kostnader", None, 1),
)
ONE_LINE_EACH = (
    ("Konto", "Kontotext", "Budget", "Utfall"),
    ("3*", "Intäkter", 0),
    ("4*;5*;6*;7*;8*", "Kostnader", 0),
)


def workbook(
    lines: Sequence[Sequence[object]] = LINES,
    settings: Sequence[Sequence[object]] = (),
    ledger: Sequence[Sequence[object]] = (),
    year: int = 2023,
) -> bytes:
    """A workbook of these lines; `settings` are more rows of Uppgifter, `ledger` the rows of a sheet Underlag."""
    buffer = BytesIO()
    about = [(label, year if label == "År" else value) for label, value in ABOUT]
    with xlsxwriter.Workbook(buffer) as file:
        for name, rows in (
            ("Uppgifter", [*about, *settings]),
            ("Driftredovisning", lines),
            ("Underlag", ledger),
        ):
            if not rows:
                continue
            sheet = file.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value)
    return buffer.getvalue()


def processed(
    data: bytes,
    ledger: bytes | None,
    name: str = "bokföring.se",
    *,
    named: bool = True,
    previous: bytes | None = None,
) -> Work:
    return work(
        data,
        "budget.xlsx",
        write=True,
        choices=Choices(ledger_named=named),
        previous=previous,
        place=ResultPlace("budget-resultat.xlsx"),
        ledger=None if ledger is None else (ledger, name),
    )


def told(worked: Work) -> list[str]:
    """The codes of what is said of the ledger, and of every error."""
    return sorted({f.code.code for f in worked.findings if f.is_error or "XL175" <= f.code.code <= "XL199"})


def sums(worked: Work) -> dict[str, float]:
    """The lines' amounts added up, by our header, rounded to the öre."""
    assert worked.board is not None, told(worked)
    assert worked.board.operating is not None, [f.message for f in worked.findings]
    lines = [line for block in worked.board.operating.blocks.values() for line in block.lines]
    columns = {column for line in lines for column in line.amounts}
    return {c.header: round(sum(line.amounts.get(c, 0.0) for line in lines), 2) for c in columns}


def line_amounts(worked: Work, header: str) -> dict[str, float]:
    """Each line's amount in the column, by name."""
    assert worked.board is not None
    assert worked.board.operating is not None, [f.message for f in worked.findings]
    return {
        line.name: round(amount, 2)
        for block in worked.board.operating.blocks.values()
        for line in block.lines
        for column, amount in line.amounts.items()
        if column.header == header
    }
